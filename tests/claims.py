"""Claims, records and articles for tests of what is made of a document's claims."""

from __future__ import annotations

from typing import Any

from brief.daily import Article
from brief.records import (
    STATUSES,
    Actor,
    CitedText,
    Claim,
    DocumentRef,
    Evidence,
    Kind,
    Provenance,
    Record,
    Usage,
)

_MADE = {"prompt_sha256": "0", "reading": "windows", "answers": "json_schema", "brief_version": "0"}
PROVENANCE = Provenance.model_validate({"model": "m", "weights_sha256": None, **_MADE})
_SAID = {"meeting": None, "agreement": "share the water of the river", "threat": "close the strait"}


def at(*numbers: int, quote: str | None = None) -> tuple[Evidence, ...]:
    """Evidence in these sentences; `quote` stands in each, by default "Sentence 1." and so on."""
    return tuple(
        Evidence(sentence=number, start=0, end=9, quote=quote or f"Sentence {number}.") for number in numbers
    )


def actor(name: str | None, role: str | None = None, affiliation: str | None = None) -> Actor:
    return Actor(name=name, role=role, affiliation=affiliation)


def claim(kind: Kind, *, quote: str | None = None, sentence: int = 1, **fields: Any) -> Claim:
    """A verified claim, `m-000001` or the like, of the first status that its kind may have.

    `actors` and `said_by` may be names; the evidence is `sentence` with `quote`, unless `evidence` is given.
    """
    default = {
        "id": f"{kind[0]}-000001",
        "status": STATUSES[kind][0],
        "what": _SAID[kind],
        "evidence": at(sentence, quote=quote),
        "verdict": "verified",
    }
    fields["actors"] = tuple(map(_actor, fields.get("actors", ())))
    if fields.get("said_by"):
        fields["said_by"] = _actor(fields["said_by"])
    return Claim.model_validate(default | fields | {"kind": kind})


def _actor(who: Actor | str) -> Actor:
    return actor(who) if isinstance(who, str) else who


def meeting(*actors: Actor | str, **fields: Any) -> Claim:
    return claim("meeting", actors=actors, **fields)


def agreement(*actors: Actor | str, **fields: Any) -> Claim:
    return claim("agreement", actors=actors, **fields)


def threat(*actors: Actor | str, **fields: Any) -> Claim:
    return claim("threat", actors=actors, **fields)


def record(name: str, *claims: Claim, **fields: Any) -> Record:
    """The record of document `name` with these claims; `date`, `title` and `genre` are the document's."""
    stated = {key: fields.pop(key, None) for key in ("date", "title", "genre")}
    default: dict[str, Any] = {
        "document": DocumentRef(id=name, path=f"in/{name}.txt", sha256="0", outlet=None, url=None, **stated),
        "headline": CitedText(text=stated["title"] or f"{name} reports.", sentences=(1,), quoted=True),
        "summary": (),
        "claims": claims,
        "provenance": PROVENANCE,
        "usage": Usage(),
    }
    return Record.model_validate(default | fields)


def article(name: str, *claims: Claim, **fields: Any) -> Article:
    """An article of a few sentences, unless `sentences` are given; the rest as of its `record`."""
    sentences = fields.pop("sentences", (f"{name} reports.", "Nothing else happened."))
    first = fields.get("title") or sentences[0]
    fields.setdefault("headline", CitedText(text=first, sentences=(1,), quoted=True))
    return Article(record=record(name, *claims, **fields), sentences=sentences)
