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

from brief.cues import CUES
from brief.drafts import ANSWERS, Body, Draft, SummaryAnswer, ThreatAnswer, bodies
from brief.errors import ReplyError
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
from brief.verify import supported, verify
from brief.wire import Chat, Message, Request, parse, wire_schema

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Answer = TypeVar("Answer", bound=BaseModel)

# Kept small: a small model that loses its way repeats itself until it is stopped.
MAX_TOKENS: Mapping[Kind, int] = {"meeting": 300, "agreement": 300, "threat": 200}
SUMMARY_TOKENS = 200
SUMMARY_LINES = 3
SUMMARY_SOURCES = 5

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
    summary = await _summary(document, [claim for claim in claims if claim.verdict == "verified"], asker)
    return Record(
        document=DocumentRef(**document.model_dump(include=set(DocumentRef.model_fields))),
        headline=_headline(document, summary),
        summary=summary,
        meetings=tuple(claim for claim in claims if isinstance(claim, Meeting)),
        agreements=tuple(claim for claim in claims if isinstance(claim, Agreement)),
        threats=tuple(claim for claim in claims if isinstance(claim, Threat)),
        residue=document.residue,
        unread=tuple(sorted(unread)),
        provenance=provenance.model_copy(
            update={"answers": "+".join(sorted(asker.answers)) or provenance.answers}
        ),
        usage=asker.usage,
    )


async def _drafts(document: Document, asker: _Asker) -> tuple[list[Draft], set[int]]:
    drafts: list[Draft] = []
    unread: set[int] = set()
    about = asked(document)
    for kind in CUES:
        for sentence in document.sentences:
            if kind not in about[sentence.number - 1]:
                continue
            try:
                answer = await asker.ask(
                    f"{kind}s.j2", ANSWERS[kind], MAX_TOKENS[kind], sentence=sentence.text
                )
                found = list(bodies(answer))
                if kind == "threat" and not found:
                    found = await _dangers(sentence.text, asker)
            except ReplyError:
                unread.add(sentence.number)
                continue
            drafts += [Draft(sentence.number, body) for body in found]
    return drafts, unread


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
        return CitedText(text=document.sentences[0].text, sentences=(1,), quoted=True)
    return summary[0]


async def _summary(
    document: Document, claims: Iterable[Meeting | Agreement | Threat], asker: _Asker
) -> tuple[CitedText, ...]:
    """At most three lines: the model's where they are supported, else the document's own sentences."""
    numbers = list(dict.fromkeys(item.sentence for claim in claims for item in claim.evidence[:1]))
    titled = bool(document.title)
    lead = [sentence.number for sentence in document.sentences[titled : titled + 2]]
    chosen = sorted(dict.fromkeys([*numbers, *lead][:SUMMARY_SOURCES]))
    sentences = [(number, document.sentences[number - 1].text) for number in chosen]
    lines: list[CitedText] = []
    try:
        answer = await asker.ask("summary.j2", SummaryAnswer, SUMMARY_TOKENS, sentences=sentences)
    except ReplyError:
        answer = SummaryAnswer(summary=())
    for line in answer.summary[:SUMMARY_LINES]:
        cited = line.sentence in chosen and line.sentence not in {each.sentences[0] for each in lines}
        if cited and supported(line.text, (line.sentence,), document) == "verified":
            quoted = line.text == document.sentences[line.sentence - 1].text
            lines.append(CitedText(text=line.text, sentences=(line.sentence,), quoted=quoted))
    if not lines:
        best = chosen[:SUMMARY_LINES]
        lines = [
            CitedText(text=document.sentences[number - 1].text, sentences=(number,), quoted=True)
            for number in best
        ]
    return tuple(sorted(lines, key=lambda line: line.sentences))
