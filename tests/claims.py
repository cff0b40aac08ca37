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
    Finding,
    Kind,
    Provenance,
    Record,
    Usage,
)

_MADE = {"prompt_sha256": "0", "reading": "windows", "answers": "json_schema", "brief_version": "0"}
PROVENANCE = Provenance.model_validate({"model": "m", "weights_sha256": None, **_MADE})
_SAID = {"meeting": None, "agreement": "share the water of the river", "threat": "close the strait"}


def at(*numbers: int) -> tuple[Evidence, ...]:
    """Evidence in these sentences, which are "Sentence 1." and so on."""
    return tuple(Evidence(sentence=number, start=0, end=9, quote=f"Sentence {number}.") for number in numbers)


def doubt(
    message: str, severity: str = "review", *, check: str = "names", field: str = "date"
) -> dict[str, Any]:
    """Verdict and finding of a claim that is doubted."""
    found = {"check": check, "field": field, "message": message, "severity": severity}
    return {"verdict": severity, "findings": (Finding.model_validate(found),)}


def actor(name: str | None, role: str | None = None, affiliation: str | None = None) -> Actor:
    return Actor(name=name, role=role, affiliation=affiliation)


def claim(kind: Kind, *, sentence: int = 1, **fields: Any) -> Claim:
    """A verified claim, `m-000001` or the like, of the first status that its kind may have.

    `actors` and `said_by` may be names; `sentence` carries it, unless `evidence` is given.
    """
    default = {
        "id": f"{kind[0]}-000001",
        "status": STATUSES[kind][0],
        "what": _SAID[kind],
        "evidence": at(sentence),
        "verdict": "verified",
    }
    fields["actors"] = tuple(map(_actor, fields.get("actors", ())))
    fields["said_by"] = _actor(fields.get("said_by"))
    return Claim.model_validate(default | fields | {"kind": kind})


def _actor(who: Actor | str | None) -> Actor | None:
    return actor(who) if isinstance(who, str) else who


def meeting(*actors: Actor | str, **fields: Any) -> Claim:
    return claim("meeting", actors=actors, **fields)


def agreement(*actors: Actor | str, **fields: Any) -> Claim:
    return claim("agreement", actors=actors, **fields)


def threat(*actors: Actor | str, **fields: Any) -> Claim:
    return claim("threat", actors=actors, **fields)


def record(name: str, *claims: Claim, **fields: Any) -> Record:
    """The record of document `name` with these claims; the document's own facts may be given, too."""
    stated = {key: fields.pop(key) for key in DocumentRef.model_fields if key in fields}
    unknown = dict.fromkeys(("title", "outlet", "date", "url"))
    told = stated.get("title") or f"{name} reports."
    default: dict[str, Any] = {
        "document": {"id": name, "path": f"in/{name}.txt", "sha256": "0", **unknown, **stated},
        "headline": CitedText(text=told, sentences=(1,), quoted=True),
        "summary": (),
        "claims": claims,
        "provenance": PROVENANCE,
        "usage": Usage(),
    }
    return Record.model_validate(default | fields)


def article(name: str, *claims: Claim, **fields: Any) -> Article:
    """An article of a few sentences, unless `sentences` are given; the rest as of its `record`."""
    sentences = fields.pop("sentences", (f"{name} reports.", "Nothing else happened."))
    fields.setdefault("headline", CitedText(text=sentences[0], sentences=(1,), quoted=True))
    return Article(record=record(name, *claims, **fields), sentences=sentences)
