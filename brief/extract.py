"""One document to its verified record: ask about each sentence that could hold a claim, then check.

The sentence protocol: a sentence is asked about alone, once for each kind of claim that triage holds
likely, so that a changed article re-asks only its changed sentences. Requests of one kind go out together:
the server keeps their long common beginning in its cache.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from pydantic import BaseModel

from brief.cast import cast_of
from brief.cues import CUES, kinds
from brief.drafts import ANSWERS, Body, Draft, ThreatAnswer, bodies
from brief.errors import ReplyError
from brief.frames import framed
from brief.merge import merge
from brief.records import (
    Agreement,
    CitedText,
    Document,
    DocumentRef,
    Kind,
    Meeting,
    Provenance,
    Record,
    Threat,
    Usage,
)
from brief.resolve import resolve
from brief.resources import render_prompt
from brief.triage import asked
from brief.verify import verify
from brief.wire import Chat, Message, Request, parse, wire_schema

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

Answer = TypeVar("Answer", bound=BaseModel)

# Kept small: a small model that loses its way repeats itself until it is stopped.
MAX_TOKENS: Mapping[Kind, int] = {"meeting": 300, "agreement": 300, "threat": 200}

_TURN = re.compile(r"^=== (system|user|assistant)\n", re.MULTILINE)
_AGAINST = re.compile(
    r"\b(?:against|counter(?:ing)?|deter(?:ring)?|combat(?:ing)?|(?:concern|alarm|fear|worr)\w* "
    r"(?:over|about|at)"
    r"|threats? (?:of|from|posed by)|dangers? (?:of|from|posed by))\s+(?P<danger>[^,;.:“”\"]+)",
    re.IGNORECASE,
)


@dataclass
class _Asker:
    """Asks, and keeps count of what it cost and how answers were held to their schema."""

    chat: Chat
    usage: Usage = field(default_factory=Usage)
    answers: set[str] = field(default_factory=set)

    async def ask(self, prompt: str, answer: type[Answer], max_tokens: int, **values: object) -> Answer:
        """A valid answer to a prompt. Raises ReplyError for one that is cut short or does not fit."""
        name = prompt.removesuffix(".j2")
        request = Request(conversation(prompt, **values), name, wire_schema(answer), max_tokens)
        reply = await self.chat.ask(request)
        self.usage += reply.usage
        if reply.answers:
            self.answers.add(reply.answers)
        return parse(reply, answer)


def conversation(prompt: str, **values: object) -> tuple[Message, ...]:
    """Turns of a prompt file: each begins with a line `=== system`, `=== user` or `=== assistant`."""
    parts = _TURN.split(render_prompt(prompt, **values))[1:]
    pairs = zip(parts[::2], parts[1::2], strict=True)
    return tuple(Message(role, text.strip()) for role, text in pairs)  # type: ignore[arg-type]


async def extract(document: Document, chat: Chat, provenance: Provenance) -> Record:
    """The record of a document. Raises RunError when the model cannot be reached.

    A sentence for which no valid answer was had is listed in `unread`, and the rest goes on.
    """
    asker = _Asker(chat)
    drafts, unread = await _drafts(document, asker)
    claims = merge([verify(claim, document) for claim in resolve(document, drafts)], document.id)
    summary = _summary(document, claims)
    return Record(
        document=DocumentRef(**document.model_dump(include=set(DocumentRef.model_fields))),
        headline=_headline(document, summary),
        summary=summary,
        meetings=tuple(claim for claim in claims if isinstance(claim, Meeting)),
        agreements=tuple(claim for claim in claims if isinstance(claim, Agreement)),
        threats=tuple(claim for claim in claims if isinstance(claim, Threat)),
        residue=tuple(part.shortened() for part in document.residue),
        unread=tuple(sorted(unread)),
        provenance=provenance.model_copy(
            update={"answers": "+".join(sorted(asker.answers)) or provenance.answers}
        ),
        usage=asker.usage,
    )


async def _drafts(document: Document, asker: _Asker) -> tuple[list[Draft], set[int]]:
    drafts: list[Draft] = []
    unread: set[int] = set()
    cast, about = cast_of(document), asked(document)
    for kind in CUES:
        for sentence in document.sentences:
            plain = (
                framed(sentence.text, cast.row(sentence.number), kind) if kind in kinds(sentence.text) else ()
            )
            found: Sequence[Body] = plain
            # A frame knows neither place nor topic of a meeting, so of these the model is asked all the same.
            if kind in about[sentence.number - 1] and not (plain and kind != "meeting"):
                try:
                    found = await _asked(kind, sentence.text, asker) or plain
                except ReplyError:
                    unread.add(sentence.number)
            drafts += [Draft(sentence.number, body) for body in found]
    return drafts, unread


async def _asked(kind: Kind, text: str, asker: _Asker) -> Sequence[Body]:
    answer = await asker.ask(f"{kind}s.j2", ANSWERS[kind], MAX_TOKENS[kind], sentence=text)
    found = bodies(answer)
    return found if found or kind != "threat" else await _dangers(text, asker)


async def _dangers(text: str, asker: _Asker) -> list[Body]:
    """A second look at what a sentence is "against": in a long sentence a small model overlooks it."""
    found: list[Body] = []
    for match in _AGAINST.finditer(text):
        if CUES["threat"].search(match["danger"]):
            answer = await asker.ask(
                "threats.j2", ThreatAnswer, MAX_TOKENS["threat"], sentence=match["danger"]
            )
            found += bodies(answer)
    return found


def _headline(document: Document, summary: tuple[CitedText, ...]) -> CitedText:
    """The article's own title, else the first line of the summary."""
    if document.title and document.sentences[0].text == " ".join(document.title.split()):
        return _quoted(document, 1)
    return summary[0]


def _summary(document: Document, claims: Iterable[Meeting | Agreement | Threat]) -> tuple[CitedText, ...]:
    """For each kind of claim the sentence that carries the one told most often; without claims, the lead."""
    best: dict[type, Meeting | Agreement | Threat] = {}
    for claim in claims:
        if claim.verdict == "verified":
            told = best.setdefault(type(claim), claim)
            best[type(claim)] = max(told, claim, key=lambda each: len(each.evidence))
    titled = bool(document.title)
    lead = [sentence.number for sentence in document.sentences[titled : titled + 2]]
    numbers = {claim.evidence[0].sentence for claim in best.values()} or set(lead)
    return tuple(_quoted(document, number) for number in sorted(numbers))


def _quoted(document: Document, number: int) -> CitedText:
    return CitedText(text=document.sentences[number - 1].text, sentences=(number,), quoted=True)
