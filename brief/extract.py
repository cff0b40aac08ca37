"""One document to its verified record: the model points, by one protocol or the other, then code checks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from brief import by_document, by_sentence
from brief.asking import Asker
from brief.cast import cast_of
from brief.cues import kinds
from brief.frames import framed
from brief.merge import merge
from brief.records import (
    Agreement,
    CitedText,
    Document,
    Meeting,
    Provenance,
    Record,
    Threat,
)
from brief.resolve import resolve
from brief.verify import verify

if TYPE_CHECKING:
    from collections.abc import Iterable

    from brief.drafts import Plain
    from brief.wire import Chat

PROTOCOLS = {"sentence": by_sentence.drafts, "document": by_document.drafts}


async def extract(document: Document, chat: Chat, provenance: Provenance) -> Record:
    """The record of a document, by the protocol of `provenance`.

    Raises RunError when the model cannot be reached.
    A sentence for which no valid answer was had is listed in `unread`, and the rest goes on.
    """
    asker = Asker(chat)
    drafts, unread = await PROTOCOLS[provenance.protocol](document, _plain(document), asker)
    claims = merge([verify(claim, document) for claim in resolve(document, drafts)], document.id)
    return Record(
        document=document.ref(),
        headline=_quoted(document, 1),  # the article's own title, else its lead
        summary=_summary(document, claims),
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


def _plain(document: Document) -> Plain:
    """What sentences tell in a plain form."""
    cast = cast_of(document)
    return {
        (sentence.number, kind): found
        for sentence in document.sentences
        for kind in kinds(sentence.text)
        if (found := framed(sentence.text, cast.row(sentence.number), kind))
    }


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
