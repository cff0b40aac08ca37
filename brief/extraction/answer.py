"""The answer of a model: what stands in it, and the JSON Schema that it is held to on the wire."""

from __future__ import annotations

import functools
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationInfo,
    field_validator,
)

from brief.records import STATUSES, Genre, Kind, Status
from brief.wire import wire_schema

FIELD_CHARS = 2_000
ACTORS = 1_000


def one_line(words: str | None) -> str | None:
    """The words on one line; None for none."""
    return " ".join(words.split()) or None if words else None


Text = Annotated[str, Field(max_length=FIELD_CHARS)]
Words = Annotated[Text | None, AfterValidator(one_line)]


class Claim(BaseModel):
    """One claim as it stands in an answer; a field without a value may be absent."""

    model_config = ConfigDict(frozen=True)

    sentences: tuple[int, ...]
    kind: Kind
    status: Status
    actors: Annotated[
        tuple[Text, ...],
        BeforeValidator(lambda value: () if value is None else value),
        Field(max_length=ACTORS),
    ] = ()
    what: Words = None
    place: Words = None
    date: Words = None
    target: Words = None
    condition: Words = None
    said_by: Words = None

    @field_validator("status")
    @classmethod
    def _fits(cls, status: Status, info: ValidationInfo) -> Status:
        kind = info.data.get("kind")
        if kind is not None and status not in STATUSES[kind]:
            known = ", ".join(STATUSES[kind])
            message = f"{status} is no status of a claim of kind {kind}; there are: {known}"
            raise ValueError(message)
        return status


class DatedClaim(Claim):
    """A claim of which the model says whether the article tells it as history."""

    background: bool | None = None


class Answer(BaseModel):
    """The claims of the sentences asked about, in the order of the article."""

    claims: tuple[Claim, ...]


class WholeAnswer(BaseModel):
    """The genre of an article and its claims."""

    genre: Genre
    claims: tuple[DatedClaim, ...]


@functools.cache
def schema(*, whole: bool, nulls: bool) -> dict[str, Any]:
    """JSON Schema that an answer is held to, with background and genre if `whole`.

    A field without a value is null in it, as some servers want every field; without `nulls` it is absent.
    """
    made = wire_schema(WholeAnswer if whole else Answer)
    if not nulls:
        claim = made["properties"]["claims"]["items"]
        claim["required"] = [name for name, part in claim["properties"].items() if "anyOf" not in part]
        claim["properties"] = {
            name: part.get("anyOf", [part])[0] for name, part in claim["properties"].items()
        }
    return made
