"""The people of an article: full names with office and country, put together from all its sentences."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from brief.actors import same, tokens

if TYPE_CHECKING:
    from collections.abc import Iterable

    from brief.mentions import Mention


@dataclass(frozen=True)
class Person:
    """Somebody whose full name the article gives, with office and country or organisation if it does."""

    name: str
    role: str | None = None
    affiliation: str | None = None


def people_of(mentions: Iterable[Mention], text: str) -> tuple[Person, ...]:
    """Everybody whose name the mentions of an article give, each once; `text` is all of it."""
    people: list[Person] = []
    for mention in mentions:
        if mention.sort == "person" or (mention.sort == "name" and 1 <= mention.name.count(" ") <= 3):  # noqa: PLR2004
            people = _with(people, Person(mention.name, mention.role, mention.affiliation))
    return _american(_related(people), text)


def _with(people: list[Person], new: Person) -> list[Person]:
    """People with one more; a shorter name of one whom they have only adds what was not known."""
    for index, person in enumerate(people):
        if same(person.name, new.name) and not royals_apart(person.role, new.role):
            longer = max(person, new, key=lambda each: len(tokens(each.name)))
            merged = Person(longer.name, person.role or new.role, person.affiliation or new.affiliation)
            return [*people[:index], merged, *people[index + 1 :]]
    return [*people, new]


_ROYAL = re.compile(r"(?i)\b(?:king|queen|prince|princess|emir|sultan)\b")


def royals_apart(role: str | None, other: str | None) -> bool:
    """Are these royal titles of two people, as of King Salman and Crown Prince Mohammed bin Salman?"""
    titles = {title[0].lower() for each in (role, other) if (title := _ROYAL.search(each or ""))}
    return len(titles) > 1


# What only the United States has, and their outlets do not say of which country it is.
_AMERICAN = re.compile(
    r"White House|Oval Office|Capitol Hill|Pentagon|State Department|Treasury Department"
    r"|Justice Department|Defense Department|Congress(?! [Pp]arty)|Republicans?\b|Democrats?\b"
    r"|\b(?:GOP|FBI|CIA)\b|special counsel"
    r"|Secretary of State(?! for)|\b(?:Defense|Treasury) Secretary|\bU\.?S\.? (?:Senate|Congress)"
)
_FORMER = re.compile(r"(?i)\b(?:former|ex-?) ?president\s+(?:[A-Z]\S+\s+){0,2}$")
_AMERICAN_OFFICE = re.compile(r"(?i)(?:secretary of state|(?:defense|treasury) secretary)")


def _american(people: tuple[Person, ...], text: str) -> tuple[Person, ...]:
    """A chief with an "administration" in an article that has a White House or the like is American.

    So is a secretary of state, and the only president whose country nobody says. American outlets leave that
    unsaid; others name the American president as such.
    """
    if not _AMERICAN.search(text):
        return people
    presidents = [person for person in people if (person.role or "").lower() == "president"]
    bare = [
        person
        for person in presidents
        if not (person.affiliation or _FORMER.search(text[: text.find(person.name.split()[-1])]))
    ]
    alone = len(bare) == 1 and all(person.affiliation != "United States" for person in presidents)

    def is_one(person: Person) -> bool:
        of = re.escape(person.name.split()[-1])
        presides = (person.role or "president").lower().endswith("president")
        return bool(
            _AMERICAN_OFFICE.fullmatch(person.role or "")
            or (alone and person in bare)
            or (presides and re.search(rf"\b{of}(?:[’']s)?\s+administration\b", text))
        )

    return tuple(
        replace(person, affiliation="United States") if not person.affiliation and is_one(person) else person
        for person in people
    )


def _related(people: list[Person]) -> tuple[Person, ...]:
    """People whose affiliation is a person ("Moon's adviser") get that person's."""

    def of(name: str | None) -> str | None:
        chief = next((each for each in people if name and same(each.name, name)), None)
        return chief.affiliation if chief else name

    return tuple(replace(person, affiliation=of(person.affiliation)) for person in people)
