"""The values of a day's brief: stories, the claims that they tell once, their sources, and what changed.

`Brief` is published beside the Markdown as `<date>/brief.json`; its JSON Schema is docs/brief.schema.json.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from pydantic import Field

from brief.records import Claim, DocumentRef, Finding, Kind, Record, Skipped, Value

if TYPE_CHECKING:
    from collections.abc import Iterator

Dispute = Literal["status", "date", "place", "figures"]


class Article(Value):
    """A record and the sentences of its document, in order: what a brief is made of."""

    record: Record
    sentences: tuple[str, ...]


class Citation(Value):
    """A sentence that carries a statement."""

    label: str = Field(description="as it is shown: the letter of its document, and the sentence")
    document: str
    sentence: int = Field(ge=1)
    page: int | None = None


class Line(Value):
    """A headline, or a line of a summary."""

    text: str
    quoted: bool = Field(description="true: the document's own sentence stands here, not the model's words")
    citations: tuple[Citation, ...]


class Member(Value):
    """A claim of a record that tells the same as others."""

    document: str
    claim: str = Field(description="its id in the record")


class Decision(Value):
    """What a reviewer decided on a claim."""

    what: Literal["accept", "reject", "reword"] | None = None
    words: str | None = Field(default=None, description="Markdown that stands in place of the claim's words")
    note: str | None = Field(default=None, description="Markdown")
    reopened: bool = Field(default=False, description="true: the evidence has changed since")


class Remark(Value):
    """A line that a reviewer added, or words of a decision whose claim is gone."""

    id: str
    text: str = Field(description="Markdown")
    under: str = Field(description="heading that it stood under, or what was decided")
    after: str = Field(description="id of the claim that it stood after")


class Told(Value):
    """What one or several documents claim, told once."""

    id: str = Field(description="of the claim that gives the words")
    claim: Claim = Field(description="the best supported telling, completed from the others")
    members: tuple[Member, ...] = Field(description="all tellings, in order of document and id")
    completed: tuple[tuple[str, str], ...] = Field(default=(), description="fields that other claims gave")
    citations: tuple[Citation, ...] = Field(description="one document of each source")
    sources: int = Field(ge=1, description="independent ones: copies of one text count once")
    one_side: bool = Field(description="true: only one of those concerned says so")
    decision: Decision | None = None

    @property
    def kind(self) -> Kind:
        """Kind of the claim."""
        return self.claim.kind

    @property
    def ids(self) -> set[str]:
        """Ids of all tellings."""
        return {self.id, *(member.claim for member in self.members)}

    @property
    def rejected(self) -> bool:
        """Did a reviewer reject it?"""
        return self.decision is not None and self.decision.what == "reject"

    @property
    def decided(self) -> Literal["accepted", "rejected", "reopened"] | None:
        """What became of it under review; None: nothing, or it was said in other words."""
        if self.decision and self.decision.reopened:
            return "reopened"
        accepted = self.decision and self.decision.what == "accept"
        return "accepted" if accepted else "rejected" if self.rejected else None

    @property
    def left_out(self) -> bool:
        """Is it no part of what the brief tells?"""
        return self.rejected or self.claim.verdict == "unsupported"

    @property
    def open(self) -> bool:
        """Is it for review, and nobody has decided on it?"""
        decided = self.decision and self.decision.what and not self.decision.reopened
        return self.claim.verdict == "review" and not self.left_out and not decided


class Disputed(Value):
    """Two claims of different sources that cannot both be right."""

    id: str
    about: Dispute
    claims: tuple[str, str] = Field(description="ids, in order")


class Alias(Value):
    """A name by which a document calls an actor that the brief calls otherwise."""

    name: str
    document: str
    reason: Literal["spelling", "part of the name"]


class AliasedActor(Value):
    """Somebody with more than one name in a story."""

    name: str
    aliases: tuple[Alias, ...]


class Source(Value):
    """One text, whoever published it: the document that is cited, and its copies."""

    documents: tuple[str, ...] = Field(min_length=1)


class Story(Value):
    """What the documents about the same events tell."""

    id: str
    headline: Line
    summary: tuple[Line, ...]
    sources: tuple[Source, ...]
    letters: dict[str, str] = Field(description="document id to its letter; empty for a single document")
    reasons: tuple[str, ...] = Field(description="why the documents stand together")
    actors: tuple[AliasedActor, ...]
    claims: tuple[Told, ...] = Field(description="by kind and in order of evidence; history comes last")
    disputed: tuple[Disputed, ...]
    remarks: tuple[Remark, ...] = ()

    def of_kind(self, kind: Kind) -> tuple[Told, ...]:
        """Claims of one kind that are supported, or may be."""
        return tuple(told for told in self.claims if told.kind == kind and not told.left_out)

    @property
    def documents(self) -> tuple[str, ...]:
        """Ids of all its documents, in order."""
        return tuple(sorted(name for source in self.sources for name in source.documents))


class Change(Value):
    """What is otherwise than in the previous brief."""

    what: Literal["story", "new", "changed", "withdrawn"]
    story: str
    told: str | None = Field(description="id of the claim; null: the whole story is new")
    earlier: Claim | None = Field(description="what the previous brief told")


class DocumentFinding(Value):
    """A finding on what a model answered of a document, such as a claim that does not fit the schema."""

    document: str
    finding: Finding


class Brief(Value):
    """One day."""

    schema_version: Literal[2] = 2
    date: str = Field(description="ISO 8601, or 'undated'")
    previous: str | None = Field(description="day of the brief that this one is compared with")
    bottom_line: tuple[str, ...] = Field(description="ids of the claims that matter most, five at most")
    stories: tuple[Story, ...]
    changes: tuple[Change, ...]
    documents: tuple[DocumentRef, ...]
    unread: tuple[Citation, ...] = Field(description="sentences for which no valid answer was had")
    findings: tuple[DocumentFinding, ...] = Field(default=(), description="on the answers of each document")
    skipped: tuple[Skipped, ...] = ()
    remarks: tuple[Remark, ...] = Field(default=(), description="of claims and stories that are gone")

    def told(self) -> Iterator[Told]:
        """Every claim of every story."""
        return (told for story in self.stories for told in story.claims)

    def open(self) -> tuple[Told, ...]:
        """Claims that a reviewer has to decide on, story by story."""
        return tuple(told for told in self.told() if told.open)

    def reopened(self) -> tuple[Told, ...]:
        """Claims whose evidence has changed since a reviewer decided."""
        return tuple(told for told in self.told() if told.decision and told.decision.reopened)

    def disputed(self) -> tuple[Told, ...]:
        """Claims that another source contradicts."""
        ids = {name for story in self.stories for item in story.disputed for name in item.claims}
        return tuple(told for told in self.told() if told.id in ids)

    def single(self) -> tuple[Told, ...]:
        """Claims that one source carries, where the story has several."""
        several = (told for story in self.stories if len(story.sources) > 1 for told in story.claims)
        return tuple(told for told in several if told.sources == 1 and not told.left_out)

    def changed(self) -> tuple[Told, ...]:
        """Claims that the previous brief told otherwise."""
        return tuple(self.find(item.told) for item in self.changes if item.told and item.earlier)

    def left_out(self) -> tuple[Told, ...]:
        """Claims that the brief does not tell, story by story."""
        return tuple(told for told in self.told() if told.left_out)

    def of_verdict(self, verdict: str) -> tuple[Told, ...]:
        """Claims with this verdict, story by story."""
        return tuple(told for told in self.told() if told.claim.verdict == verdict)

    def find(self, claim_id: str) -> Told:
        """The claim of this id. Raises KeyError."""
        return {told.id: told for told in self.told()}[claim_id]
