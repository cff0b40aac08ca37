"""Annotated articles: numbered sentences, and the facts that a careful reader found in them.

docs/gold.md describes the form. A fact is what a perfect model would answer, so it is a draft.
"""

from __future__ import annotations

import hashlib
from functools import cached_property
from typing import TYPE_CHECKING, Annotated

from pydantic import BeforeValidator, Field, ValidationError, field_validator, model_validator

from brief.errors import ConfigError
from brief.records import STATUSES, Actor, Document, Draft, Genre, Kind, Sentence, Status, Value
from brief.wire import reasons

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from pydantic import ValidationInfo

FORM = "docs/gold.md shows the form"


def _actor(value: object) -> object:
    """`Name | role | affiliation` as an actor. Raises ValueError for more parts, and for none."""
    if not isinstance(value, str):
        return value
    parts = [part.strip() or None for part in value.split("|")]
    if len(parts) > len(Actor.model_fields) or not any(parts):
        raise ValueError(
            f"{value!r} should be 'Name | role | affiliation', of which parts may be empty, but not all"
        )
    return Actor(**dict(zip(Actor.model_fields, parts, strict=False)))


_Text = Annotated[str, Field(pattern=r"^\S(.*\S)?$")]
_OrNone = BeforeValidator(lambda value: None if value == "" else value)
_TextOrNone = Annotated[_Text | None, _OrNone]
_Day = Annotated[str, Field(pattern=r"^\d{4}-\d\d-\d\d$")]
_Who = Annotated[Actor, BeforeValidator(_actor)]


class Fact(Draft):
    """What an article states. An optional fact counts neither for nor against whoever tells it."""

    place: _TextOrNone = None
    date: _TextOrNone = None
    target: _TextOrNone = None
    condition: _TextOrNone = None
    sentences: tuple[Annotated[int, Field(ge=1)], ...] = Field(min_length=1)
    optional: bool = False

    @field_validator("status")
    @classmethod
    def _fits(cls, status: Status, told: ValidationInfo) -> Status:
        kind = told.data.get("kind")
        if kind and status not in STATUSES[kind]:
            raise ValueError(f"{status!r} is no status of a {kind}; there are: {', '.join(STATUSES[kind])}")
        return status


class _Meeting(Fact):
    kind: Kind = "meeting"
    actors: tuple[_Who, ...] = Field(alias="participants")
    what: _TextOrNone = Field(default=None, alias="topic")


class _Agreement(Fact):
    kind: Kind = "agreement"
    actors: tuple[_Who, ...] = Field(alias="parties")
    what: _Text = Field(alias="commitment")
    said_by: _Who | None = Field(default=None, alias="stated_by")


class _Threat(Fact):
    kind: Kind = Field(default="threat", alias="claim")  # in the form `kind` is what status is elsewhere
    status: Status = Field(alias="kind")
    actors: Annotated[tuple[_Who, ...], BeforeValidator(lambda poser: () if poser is None else (poser,))] = (
        Field(default=(), alias="posed_by")
    )
    what: _Text = Field(alias="threat")
    said_by: _Who | None = Field(default=None, alias="cited_by")


class _Claims(Value):
    meetings: tuple[_Meeting, ...]
    agreements: tuple[_Agreement, ...]
    threats: tuple[_Threat, ...]


class Article(Value, extra="ignore"):
    """One annotated article, as docs/gold.md describes it.

    `title` is null where the annotation states none, `genre` null where nobody judged it; `split` names the
    part of a collection that the article belongs to. Fields of other names are let pass.
    """

    id: str = Field(pattern=r"^[\w.-]+$")
    outlet: _TextOrNone = None
    date: Annotated[_Day | None, _OrNone] = None
    title: _TextOrNone = None
    genre: Genre | None = None
    split: str | None = None
    sentences: tuple[_Text, ...] = Field(min_length=1)
    claims: _Claims

    @cached_property
    def facts(self) -> tuple[Fact, ...]:
        """What the article states, in the order of the sentences that carry it."""
        facts = (fact for _, kind in self.claims for fact in kind)
        return tuple(sorted(facts, key=lambda fact: fact.sentences[0]))

    @property
    def main(self) -> tuple[Fact, ...]:
        """The facts that are not optional."""
        return tuple(fact for fact in self.facts if not fact.optional)

    @model_validator(mode="after")
    def _cites_what_is_there(self) -> Article:
        for fact in self.facts:
            if max(fact.sentences) > len(self.sentences) or len(set(fact.sentences)) < len(fact.sentences):
                message = f"the {fact.kind} of sentences {[*fact.sentences]} should cite each once, and only"
                raise ValueError(f"{message} some of the {len(self.sentences)} that there are")
        return self

    def document(self) -> Document:
        """The article as if it had been read from a file, with exactly these sentences, one a paragraph."""
        sentences, start = [], 0
        for number, text in enumerate(self.sentences, 1):
            sentences.append(Sentence(number=number, start=start, end=start + len(text), text=text))
            start += len(text) + 2
        text = "\n\n".join(self.sentences)
        return Document(
            path=f"{self.id}.txt",
            sha256=hashlib.sha256(text.encode()).hexdigest(),
            text=text,
            sentences=tuple(sentences),
            **self.model_dump(include={"id", "outlet", "date", "title", "genre"}),
        )


def read(paths: Sequence[Path], split: str | None = None, limit: int | None = None) -> tuple[Article, ...]:
    """Annotated articles in order of id: of `.json` files, `.jsonl` files, and folders of both.

    `split` chooses those of that split, `limit` the first so many. Raises ConfigError for a path without
    articles, an article that is not of the form, an id that occurs twice and a split that no article has.
    """
    articles: dict[str, Article] = {}
    for file, article in (found for path in paths for found in _read(path)):
        if article.id in articles:
            raise ConfigError(f"{file}: a second article has the id {article.id!r}; give it another")
        articles[article.id] = article
    splits = sorted({article.split for article in articles.values() if article.split})
    if split and split not in splits:
        raise ConfigError(f"no article is of split {split!r}; there are: {', '.join(splits) or 'none'}")
    return tuple(each for _, each in sorted(articles.items()) if split in (None, each.split))[:limit]


def _read(path: Path) -> Iterator[tuple[Path, Article]]:
    """Yield each article in a file or folder with its file."""
    files = sorted((*path.glob("*.json"), *path.glob("*.jsonl"))) if path.is_dir() else [path]
    if not files:
        raise ConfigError(f"{path}: no annotated articles (.json, .jsonl); {FORM}")
    for file in files:
        try:
            text = file.read_text("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise ConfigError(
                f"{file}: cannot be read ({error}); name a file of annotated articles"
            ) from error
        if file.suffix == ".json":
            article = _parsed(text, str(file))
            if article.id != file.stem:
                raise ConfigError(f"{file}: its id is {article.id!r}; it should be the file's name")
            yield file, article
        else:
            lines = ((number, line) for number, line in enumerate(text.split("\n"), 1) if line.strip())
            yield from ((file, _parsed(line, f"{file}, line {number}")) for number, line in lines)


def _parsed(text: str, place: str) -> Article:
    try:
        return Article.model_validate_json(text)
    except ValidationError as error:
        raise ConfigError(f"{place}: no annotated article ({reasons(error)}); {FORM}") from error
