"""The values that steps pass on: frozen, validated, and the same bytes for the same content.

The words are those of the field: a document yields one record; a record holds claims (meetings,
agreements, threats); a claim has evidence, a verdict and findings. `Record` is the published
contract: its JSON Schema is what other programs may rely on.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

if TYPE_CHECKING:
    from collections.abc import Iterable

SCHEMA_VERSION = 1

Verdict = Literal["verified", "review", "unsupported"]
Kind = Literal["meeting", "agreement", "threat"]
MeetingStatus = Literal["held", "ongoing", "planned", "cancelled", "proposed", "refused"]
AgreementStatus = Literal["agreed", "claimed", "proposed", "pledged", "refused", "withdrawn"]
ThreatKind = Literal["verbal", "danger"]
Protocol = Literal["sentence", "document"]
Severity = Literal["note", "review", "unsupported"]


def _is_none(value: object) -> bool:
    return value is None


def _is_empty(value: object) -> bool:
    return not value


class Value(BaseModel):
    """A frozen value; a step that changes one returns a new one."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Sentence(Value):
    """One numbered sentence: `document.text[start:end]`, counted from 1."""

    number: int = Field(ge=1)
    start: int = Field(ge=0)
    end: int
    text: str = Field(description="the sentence on one line: runs of white space folded to a space")
    page: int | None = Field(default=None, ge=1, description="where it begins, in formats that have pages")


RESIDUE_CHARS = 300
"""Characters of a piece of residue that a record shows."""


class Residue(Value):
    """Text kept out of the article, `document.text[start:end]`, and why."""

    start: int = Field(ge=0)
    end: int
    text: str = Field(
        description=f"in a record its first {RESIDUE_CHARS} characters; the offsets tell of more"
    )
    reason: str

    def shortened(self) -> Residue:
        """As a record has it: the menus of a page may be longer than its article."""
        return self.model_copy(update={"text": self.text[:RESIDUE_CHARS]})


def _origin() -> Any:
    return Field(default=None, exclude_if=_is_none)


class Origins(Value):
    """Where facts of a document are stated: a word such as json-ld, front matter, dateline or path."""

    title: str | None = _origin()
    outlet: str | None = _origin()
    authors: str | None = _origin()
    date: str | None = _origin()
    url: str | None = _origin()
    language: str | None = _origin()

    def __bool__(self) -> bool:
        return any(word for _, word in self)


class DocumentRef(Value):
    """What a record says of its document."""

    id: str
    path: str = Field(
        description="as the user gave it, with forward slashes, `#` and the name of a part; never absolute"
    )
    sha256: str = Field(description="of the bytes it was read from, or of its text if it shares them")
    title: str | None
    outlet: str | None
    date: str | None = Field(description="ISO 8601, of publication")
    url: str | None
    authors: tuple[str, ...] = Field(default=(), exclude_if=_is_empty, description="left out where unstated")
    language: str | None = Field(
        default=None,
        exclude_if=_is_none,
        description="its tag as stated, such as en-GB; left out where it is not",
    )
    origins: Origins = Field(
        default=Origins(), exclude_if=_is_empty, description="where each of these facts is stated"
    )


class Document(DocumentRef):
    """One source after reading. `text` is the file as decoded; every offset points into it."""

    outlet: str | None = None
    date: str | None = None
    url: str | None = None
    text: str
    sentences: tuple[Sentence, ...]
    residue: tuple[Residue, ...] = ()

    def quote(self, number: int) -> str:
        """Verbatim text of sentence `number`."""
        sentence = self.sentences[number - 1]
        return self.text[sentence.start : sentence.end]

    def ref(self) -> DocumentRef:
        """The document without its text."""
        return DocumentRef(**self.model_dump(include=set(DocumentRef.model_fields)))


class Skipped(Value):
    """A file that gave no document, or a document that gave no record: its path and the reason."""

    path: str
    reason: str


class Evidence(Value):
    """A sentence that carries a claim. `quote` is taken from the text by code, never by a model."""

    sentence: int = Field(ge=1)
    start: int = Field(ge=0)
    end: int
    quote: str
    page: int | None = Field(
        default=None,
        ge=1,
        exclude_if=_is_none,
        description="where it begins, in formats that have pages; left out in others",
    )


class Finding(Value):
    """What a check has to say of a claim: which check, which field, what it saw, how serious it is.

    A `note` tells what code amended and leaves the verdict alone; the gravest other one is the verdict.
    """

    check: str
    field: str
    message: str
    severity: Severity


class Participant(Value):
    """Who took part in a meeting, as the article gives it."""

    name: str
    role: str | None = None
    affiliation: str | None = None


class Claim(Value):
    """What all three kinds of statement share."""

    id: str
    evidence: tuple[Evidence, ...]
    verdict: Verdict
    findings: tuple[Finding, ...] = ()


class Meeting(Claim):
    """Who met, or was to meet."""

    participants: tuple[Participant, ...]
    status: MeetingStatus
    place: str | None = None
    date: str | None = Field(default=None, description="as the article words it")
    date_resolved: str | None = Field(
        default=None,
        description="ISO 8601, a day (2012-11-21), a month (2012-11) or a year (2012); null: open",
    )
    topic: str | None = None
    stated_by: str | None = Field(
        default=None, description="to whom the article attributes it; null: the outlet"
    )


class Agreement(Claim):
    """What was agreed, pledged, proposed, refused or withdrawn."""

    parties: tuple[str, ...]
    commitment: str
    status: AgreementStatus
    stated_by: str | None = Field(
        default=None, description="to whom the article attributes it; null: the outlet"
    )


class Threat(Claim):
    """A threat that was uttered (verbal), or a danger that somebody named (danger)."""

    threat: str
    kind: ThreatKind
    posed_by: str | None = None
    target: str | None = None
    cited_by: str | None = Field(default=None, description="who utters it or names it; null: the outlet")


class CitedText(Value):
    """A line of the headline or summary with the sentences that carry it."""

    text: str
    sentences: tuple[int, ...] = Field(min_length=1)
    quoted: bool = Field(description="true: the document's own sentence stands here, not the model's words")


class Provenance(Value):
    """What made the record: enough to make it again."""

    model: str
    weights_sha256: str | None
    prompts_sha256: str
    protocol: Protocol
    answers: str = Field(
        description="how answers were held to their schema: json_schema, json_object or text"
    )
    brief_version: str


class Usage(Value):
    """Model calls behind a record and their tokens, as the server counted them."""

    calls: int = 0
    input_tokens: int = 0
    cached_input_tokens: int = 0
    output_tokens: int = 0

    def __add__(self, other: Usage) -> Usage:
        return Usage(**{name: getattr(self, name) + getattr(other, name) for name in type(self).model_fields})


class Record(Value):
    """What one document yields."""

    schema_version: Literal[1] = 1
    document: DocumentRef
    headline: CitedText
    summary: tuple[CitedText, ...]
    meetings: tuple[Meeting, ...]
    agreements: tuple[Agreement, ...]
    threats: tuple[Threat, ...]
    residue: tuple[Residue, ...] = ()
    unread: tuple[int, ...] = Field(default=(), description="sentences for which no valid answer was had")
    provenance: Provenance
    usage: Usage

    @property
    def claims(self) -> tuple[Meeting | Agreement | Threat, ...]:
        """Every claim: meetings, then agreements, then threats."""
        return (*self.meetings, *self.agreements, *self.threats)


def canonical_json(value: Any) -> str:
    """JSON with sorted keys and no spaces: equal values give equal bytes."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def content_hash(value: Any) -> str:
    """SHA-256 of `canonical_json(value)`, in hex."""
    return hashlib.sha256(canonical_json(value).encode()).hexdigest()


def verdict_of(findings: Iterable[Finding]) -> Verdict:
    """The gravest finding decides; none but notes: verified."""
    severities = {finding.severity for finding in findings}
    return next((grave for grave in ("unsupported", "review") if grave in severities), "verified")


def claim_id(document_id: str, kind: Kind, evidence: tuple[Evidence, ...], order: int) -> str:
    """Identity of a claim: its document, kind, evidence, and rank among claims on the same evidence.

    The model's wording is no part of it, so a reworded claim keeps its id; nor are sentence
    numbers, so a paragraph added above changes none.
    """
    quotes = [" ".join(item.quote.split()) for item in evidence]
    return f"{kind[0]}-{content_hash([document_id, kind, quotes, order])[:6]}"
