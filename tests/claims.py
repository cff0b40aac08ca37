"""Claims, records and articles for tests of what is made of several documents."""

from __future__ import annotations

from typing import Any

from brief.daily import Article
from brief.records import (
    Agreement,
    CitedText,
    DocumentRef,
    Evidence,
    Meeting,
    Participant,
    Provenance,
    Record,
    Threat,
    Usage,
)

PROVENANCE = Provenance(
    model="m",
    weights_sha256=None,
    prompts_sha256="0",
    protocol="sentence",
    answers="json_schema",
    brief_version="0",
)


def at(*numbers: int) -> tuple[Evidence, ...]:
    """Evidence in these sentences."""
    return tuple(Evidence(sentence=number, start=0, end=9, quote=f"Sentence {number}.") for number in numbers)


def person(name: str, role: str | None = None, affiliation: str | None = None) -> Participant:
    return Participant(name=name, role=role, affiliation=affiliation)


def meeting(*people: Participant | str, **fields: Any) -> Meeting:
    named = tuple(person(one) if isinstance(one, str) else one for one in people)
    default = {"id": "m-000001", "evidence": at(1), "verdict": "verified", "status": "held"}
    return Meeting.model_validate(default | {"participants": named} | fields)


def agreement(*parties: str, **fields: Any) -> Agreement:
    default = {"id": "a-000001", "evidence": at(1), "verdict": "verified", "status": "agreed"}
    return Agreement.model_validate(
        default | {"parties": parties, "commitment": "share the water of the river"} | fields
    )


def threat(posed_by: str | None = None, **fields: Any) -> Threat:
    default = {"id": "t-000001", "evidence": at(1), "verdict": "verified", "kind": "verbal"}
    return Threat.model_validate(default | {"posed_by": posed_by, "threat": "close the strait"} | fields)


def article(
    name: str, *claims: Meeting | Agreement | Threat, date: str | None = None, **fields: Any
) -> Article:
    """An article of a few sentences whose record has these claims; `sentences` may be given."""
    sentences = fields.pop("sentences", (f"{name} reports.", "Nothing else happened."))
    default: dict[str, Any] = {
        "document": DocumentRef(
            id=name, path=f"in/{name}.txt", sha256="0", title=None, outlet=None, date=date, url=None
        ),
        "headline": CitedText(text=sentences[0], sentences=(1,), quoted=True),
        "summary": (),
        "meetings": tuple(claim for claim in claims if isinstance(claim, Meeting)),
        "agreements": tuple(claim for claim in claims if isinstance(claim, Agreement)),
        "threats": tuple(claim for claim in claims if isinstance(claim, Threat)),
        "provenance": PROVENANCE,
        "usage": Usage(),
    }
    return Article(record=Record.model_validate(default | fields), sentences=sentences)
