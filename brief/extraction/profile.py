"""How a model is asked: what one call shows and asks about, and in which words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from brief.records import Reading

CHARS_PER_TOKEN = 3
"""News prose has four and more; figures, names and other scripts have fewer."""
HOSTED_CONTEXT = 16_384
"""Tokens that an endpoint is taken to see at once where nobody says; many servers at home offer no more."""
_LONG_PROMPT = 2_500  # tokens: the long system text, its worked example and the header
_SHORT_PROMPT = 100
_ARTICLE_ANSWER = 4_000  # tokens: some forty claims
_WINDOW_ANSWER = 500  # tokens: a sentence holds few claims, and a small model that repeats itself is stopped
_SENTENCE_ROOM = 6_000  # characters of a window: five times the longest sentence of a thousand articles


@dataclass(frozen=True)
class Profile:
    """How a model is asked.

    A call shows sentences of at most `room` characters. It asks about at most `marked` of them, which follow
    one another (None: as many as there is room for), and shows as context the `before` sentences before these
    and the first `lead` of the article. `prompt` is the file of the system text. With `header` a line with
    outlet, date and title stands above the sentences. With `whole` background and genre are asked for.
    With `nulls` every field of a claim stands in an answer, else only those that have a value.

    With `triage` only the sentences that could hold a claim are asked about, unless `ask_all` says otherwise.
    With `least_chance` a window's answer counts from that chance on, where the endpoint tells it. `jobs` is
    how many documents are read at once.
    """

    reading: Reading
    room: int
    marked: int | None
    before: int
    lead: int
    prompt: str
    header: bool
    whole: bool
    nulls: bool
    max_tokens: int
    triage: bool = False
    ask_all: bool = False
    least_chance: float | None = None
    jobs: int = 1


def article_profile(context: int) -> Profile:
    """For a capable model that sees `context` tokens at once: the whole article, or long parts of it."""
    answer = min(_ARTICLE_ANSWER, context // 4)
    return Profile(
        reading="article",
        room=_room(context, _LONG_PROMPT + answer),
        marked=None,
        before=2,
        lead=2,
        prompt="claims.j2",
        header=True,
        whole=True,
        nulls=True,
        max_tokens=answer,
    )


def windows_profile(context: int, *, trained: bool) -> Profile:
    """For a small model: one sentence at a time, with what stands before it.

    `trained`: the model was trained on this very form, and its system text is short.
    """
    answer = min(_WINDOW_ANSWER, context // 4)
    return Profile(
        reading="windows",
        room=min(_room(context, (_SHORT_PROMPT if trained else _LONG_PROMPT) + answer), _SENTENCE_ROOM),
        marked=1,
        before=3,
        lead=1,
        prompt="trained.j2" if trained else "claims.j2",
        header=False,
        whole=False,
        nulls=not trained,
        max_tokens=answer,
        triage=True,
    )


def _room(context: int, taken: int) -> int:
    """Characters of sentences that fit beside what is taken, in tokens; some, however small the context."""
    return max(context - taken, context // 8) * CHARS_PER_TOKEN
