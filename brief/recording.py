"""One document's record: what the model answered, grounded, with headline and summary from the article."""

from __future__ import annotations

from typing import TYPE_CHECKING

from brief.grounding import ground
from brief.records import RESIDUE_CHARS, CitedText, Record

if TYPE_CHECKING:
    from collections.abc import Iterable

    from brief.extraction import Extraction
    from brief.records import Claim, Document, Kind, Provenance

LEAD = 2  # sentences that sum up an article without claims


def record(document: Document, extraction: Extraction, provenance: Provenance) -> Record:
    """The record of a document. `provenance` says who was asked; how it answered is put in here."""
    document = document.model_copy(update={"genre": extraction.genre})
    claims = ground(document, extraction.drafts)
    told = {name: getattr(extraction, name) for name in ("answers", "replies_sha256", "probabilities")}
    return Record(
        document=document.ref(),
        headline=_quoted(document, 1),  # the article's own title, else its lead
        summary=_summary(document, claims),
        claims=claims,
        residue=tuple(
            part.model_copy(update={"text": part.text[:RESIDUE_CHARS]}) for part in document.residue
        ),
        findings=extraction.findings,
        unread=extraction.unread,
        unasked=extraction.unasked,
        provenance=provenance.model_copy(update=told),
        usage=extraction.usage,
    )


def _summary(document: Document, claims: Iterable[Claim]) -> tuple[CitedText, ...]:
    """For each kind the sentence that carries its first verified claim of today; without any, the lead."""
    first: dict[Kind, int] = {}
    for claim in claims:
        if claim.verdict == "verified" and not claim.background:
            first.setdefault(claim.kind, claim.evidence[0].sentence)
    titled = bool(document.title)
    lead = [sentence.number for sentence in document.sentences[titled : titled + LEAD]]
    return tuple(_quoted(document, number) for number in sorted(set(first.values()) or set(lead)))


def _quoted(document: Document, number: int) -> CitedText:
    return CitedText(text=document.sentences[number - 1].text, sentences=(number,), quoted=True)
