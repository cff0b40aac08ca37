"""The values that steps pass on: frozen, validated, and the same bytes for the same content.

`Record` is the published contract: its JSON Schema is what other programs may rely on.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from operator import not_
from typing import TYPE_CHECKING, Annotated, Any, Literal, Self, get_args

from pydantic import BaseModel, ConfigDict, Field

if TYPE_CHECKING:
    from collections.abc import Iterable

SCHEMA_VERSION = 2
Verdict = Literal["verified", "review", "unsupported"]
Kind = Literal["meeting", "agreement", "threat"]
_OfMeeting = Literal["held", "ongoing", "planned", "cancelled", "proposed", "refused"]
_OfAgreement = Literal["agreed", "claimed", "proposed", "pledged", "refused", "withdrawn"]
_OfThreat = Literal["verbal", "danger"]
Status = Literal[_OfMeeting, _OfAgreement, _OfThreat]
STATUSES: Mapping[Kind, tuple[Status, ...]] = {  # those that a claim of each kind may have
    "meeting": get_args(_OfMeeting),
    "agreement": get_args(_OfAgreement),
    "threat": get_args(_OfThreat),
}
Genre = Literal[
    "report", "statement", "transcript", "opinion", "analysis", "live blog",
    "obituary", "fiction", "satire", "advertisement",
]  # fmt: skip
Reading = Literal["article", "windows"]
"""What one call shows: the whole article or a long part of it, or a few sentences with those before them."""
Severity = Literal["note", "review", "unsupported"]
Span = tuple[int, int]  # a place in a document's text: start and end, as offsets of characters


def _if_known(about: str, least: int | None = None) -> Any:
    """A field that is left out of JSON while it is None."""
    return Field(None, ge=least, exclude_if=lambda it: it is None, description=f"{about}; else left out")


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
"""Characters of a piece of residue that a record shows: a page's menus may be longer than its article."""


class Residue(Value):
    """Text kept out of the article, `document.text[start:end]`, and why."""

    start: int = Field(ge=0)
    end: int
    text: str = Field(description=f"in a record its first {RESIDUE_CHARS} characters")
    reason: str


_Origin = Annotated[str | None, Field(exclude_if=not_)]


class Origins(Value):
    """Where facts of a document are stated: a word such as json-ld, front matter, dateline or path."""

    title: _Origin = None
    outlet: _Origin = None
    authors: _Origin = None
    date: _Origin = None
    url: _Origin = None
    language: _Origin = None

    def __bool__(self) -> bool:
        return any(word for _, word in self)


class DocumentRef(Value):
    """What a record says of its document."""

    id: str
    path: str = Field(description="as the user gave it, with forward slashes, and `#` before a part's name")
    sha256: str = Field(description="of the bytes it was read from, or of its text if it shares them")
    title: str | None
    outlet: str | None
    date: str | None = Field(description="ISO 8601, of publication")
    url: str | None
    authors: tuple[str, ...] = Field(default=(), exclude_if=not_, description="left out where unstated")
    language: str | None = _if_known("its tag where one is stated, such as en-GB")
    genre: Genre | None = _if_known("as the model judges it, where it was asked")
    origins: Origins = Field(default=Origins(), exclude_if=not_, description="where these facts are stated")


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
    page: int | None = _if_known("where it begins, in formats that have pages", least=1)


class Finding(Value):
    """What a check has to say of a claim: which check, which field, what it saw, how serious it is.

    A `note` leaves the verdict alone; the gravest other one is the verdict.
    """

    check: str
    field: str
    message: str
    severity: Severity


class Actor(Value):
    """Who acts, as the article gives it: a person, a government, an organisation or a group.

    An office holder whom the article does not name has a role, an affiliation or both, and no name.
    """

    name: str | None
    role: str | None = None
    affiliation: str | None = Field(default=None, description="country or organisation that one acts for")

    @property
    def label(self) -> str:
        """What the actor is known by: the name, else the affiliation, else the role; "" without any."""
        return self.name or self.affiliation or self.role or ""

    def completed(self, other: Actor) -> Actor:
        """With the role and the affiliation of the other, where this one has none."""
        given = {"role": self.role or other.role, "affiliation": self.affiliation or other.affiliation}
        return self.model_copy(update=given)


class Statement(Value):
    """What a claim says, in fields that all three kinds share. Null: the article does not tell."""

    kind: Kind
    status: Status = Field(description="one of those that the kind may have")
    actors: tuple[Actor, ...] = Field(description="who takes part, commits to it, or poses the threat")
    what: str | None = Field(default=None, description="topic, commitment, or harm of the threat")
    place: str | None = None
    date: str | None = Field(default=None, description="as the article words it")
    target: str | None = Field(default=None, description="whom a threat would hit, as the article words it")
    condition: str | None = None
    said_by: Actor | None = Field(default=None, description="to whom it is attributed; null: the outlet")


class Draft(Statement):
    """A statement as a model answered it, before grounding: it cites sentences by number."""

    sentences: tuple[int, ...] = Field(description="the carrying one first")
    background: bool | None = Field(default=None, description="told as history; null: not asked")
    chance: float | None = Field(default=None, description="of a claim in its window; null: not measured")
    field_chances: tuple[tuple[str, float], ...] = Field(default=(), description="as a claim has them")


class Claim(Statement):
    """A statement after grounding, with the sentences that carry it and the verdict on it."""

    id: str
    date_resolved: str | None = Field(default=None, description="ISO 8601 day, month or year; null: open")
    background: bool = Field(default=False, description="the article tells it as history")
    evidence: tuple[Evidence, ...] = Field(description="the carrying sentence first")
    spans: Mapping[str, tuple[Span, ...]] = Field(
        default={}, description="for each field, the places in the document's text where its words stand"
    )
    chance: float | None = _if_known("the model's chance that the window carries a claim, where measured")
    field_chances: Mapping[str, float] = Field(
        default={},
        exclude_if=not_,
        description="for each field, chance of its least likely token; left out where not measured",
    )
    verdict: Verdict
    findings: tuple[Finding, ...] = ()


class CitedText(Value):
    """A line of the headline or summary with the sentences that carry it."""

    text: str
    sentences: tuple[int, ...] = Field(min_length=1)
    quoted: bool = Field(description="true: the document's own sentence stands here, not the model's words")


class Provenance(Value):
    """What made the record: enough to make it again."""

    model: str
    weights_sha256: str | None
    adapter_sha256: str | None = Field(default=None, description="of the adapter beside the weights")
    endpoint: str | None = Field(default=None, description="host of the endpoint; null: brief's own server")
    prompt_sha256: str = Field(description="of the prompt's files")
    reading: Reading
    answers: str = Field(description="held to their schema by json_schema, by json_object or as text")
    replies_sha256: str = Field(default="", description="of all replies, in order")
    probabilities: bool = Field(default=False, description="whether the model's chances were measured")
    brief_version: str


class Counts(Value):
    """Numbers that add up, field by field."""

    def __add__(self, other: Self) -> Self:
        return type(self)(**{name: count + getattr(other, name) for name, count in self})


class Usage(Counts):
    """Model calls behind a record and their tokens, as the server counted them."""

    calls: int = 0
    input_tokens: int = 0
    cached_input_tokens: int = 0
    output_tokens: int = 0


class Record(Value):
    """What one document yields."""

    schema_version: Literal[2] = 2
    document: DocumentRef
    headline: CitedText
    summary: tuple[CitedText, ...]
    claims: tuple[Claim, ...] = Field(description="in the order of the article")
    residue: tuple[Residue, ...] = ()
    findings: tuple[Finding, ...] = Field(default=(), description="on the answers as a whole")
    unread: tuple[int, ...] = Field(default=(), description="sentences for which no valid answer was had")
    unasked: tuple[int, ...] = Field(default=(), description="sentences that triage kept from the model")
    provenance: Provenance
    usage: Usage


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


def claim_id(text_sha256: str, kind: Kind, evidence: tuple[Evidence, ...], order: int) -> str:
    """Identity of a claim: its document's text, kind, evidence, and rank among claims on the same evidence.

    The model's wording is no part of it, so a reworded claim keeps its id; nor is the path of the file.
    """
    quotes = [" ".join(item.quote.split()) for item in evidence]
    return f"{kind[0]}-{content_hash([text_sha256, kind, quotes, order])[:6]}"
