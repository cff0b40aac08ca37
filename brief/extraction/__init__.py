"""One document to drafted claims: the model reads numbered sentences and cites them, whatever model it is.

A large model is shown the whole article, and also asked for genre and background; a small one is shown
windows. What a model answers is read claim by claim, and no word of it is changed here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from brief.extraction import triage
from brief.extraction.calls import Calls
from brief.extraction.profile import HOSTED_CONTEXT, Profile, article_profile, windows_profile
from brief.records import content_hash

if TYPE_CHECKING:
    from brief.records import Document, Draft, Finding, Genre, Usage
    from brief.wire import Chat

__all__ = ["HOSTED_CONTEXT", "Extraction", "Profile", "article_profile", "extract", "windows_profile"]


@dataclass(frozen=True)
class Extraction:
    """What a model answered about a document.

    `unread` are the numbers of sentences for which no valid answer was had or that are beyond the bounds,
    `unasked` of those that triage held to carry nothing. `answers` says how answers were held to their
    schema, "" if none was asked for. `replies_sha256` is of all replies, in order. `probabilities`: whether
    the endpoint told the model's chances.
    """

    drafts: tuple[Draft, ...]
    findings: tuple[Finding, ...]
    unread: tuple[int, ...]
    unasked: tuple[int, ...]
    genre: Genre | None
    usage: Usage
    answers: str
    replies_sha256: str
    probabilities: bool


async def extract(document: Document, chat: Chat, profile: Profile) -> Extraction:
    """What the model answers about a document, asked as the profile says.

    Raises ProviderError if the model cannot be reached, ConfigError for a prompt that cannot be used. An
    answer that cannot be used costs its sentences, which are listed, and the rest goes on.
    """
    unasked: set[int] = set()
    if profile.triage and not profile.ask_all:
        likely = triage.asked(document)
        unasked = {sentence.number for sentence in document.sentences if not likely[sentence.number - 1]}
    calls = Calls(document, chat, profile, unasked)
    await calls.make()
    return Extraction(
        drafts=tuple(calls.drafts),
        findings=tuple(calls.findings),
        unread=tuple(sorted(calls.unread)),
        unasked=tuple(sorted(unasked)),
        genre=calls.genre,
        usage=calls.usage,
        answers="+".join(sorted(calls.answers)),
        replies_sha256=content_hash(calls.contents),
        probabilities=calls.has_chances,
    )
