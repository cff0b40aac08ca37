"""What is true of one document, for falsehoods to be measured against: its true claims and who is in them.

Everything here is shy: where two names may stand for one actor, or a claim may be true as well, it says so.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from brief.actors import bare, countries_in, country, country_spans, is_group, names, same
from brief.records import Agreement, Document, Evidence, Meeting, Threat

if TYPE_CHECKING:
    from collections.abc import Iterable

AnyClaim = Meeting | Agreement | Threat

_NAME_WORDS = 5
# They act for their members: what such a body did, a member did as well.
_INTERNATIONAL = re.compile(
    r"(?i)\b(?:united nations|u\.?n\b\.?|security council|general assembly|european union|e\.?u\b\.?"
    r"|nato|asean|council|league|union|coalition|allies|west)"
)
# Who holds a place, the place, and its people are spoken of as one.
_ONE = frozenset({"Gaza", "Hamas", "Palestine"})
_CONTENT = re.compile(r"[\w’'-]{4,}")


@dataclass(frozen=True)
class Truths:
    """A document with everything that is known to be true of it."""

    document: Document
    claims: tuple[AnyClaim, ...]

    @cached_property
    def actors(self) -> tuple[str, ...]:
        """Single named actors: those of the claims, then the countries that the text names."""
        told = (name for claim in self.claims for name in (*actors_of(claim), *tellers_of(claim)))
        plain = (name for name in told if is_plain(name) and names(name, self.text))
        spans = country_spans(self.text)
        places = (name for name, start, end in spans if self.text[start:end] not in ("North", "South"))
        return tuple(dict.fromkeys((*plain, *places)))

    @cached_property
    def text(self) -> str:
        """All sentences."""
        return " ".join(sentence.text for sentence in self.document.sentences)

    @cached_property
    def _people(self) -> tuple[tuple[str, str], ...]:
        meetings = (claim for claim in self.claims if isinstance(claim, Meeting))
        rows = ((one.name, one.affiliation) for claim in meetings for one in claim.participants)
        return tuple((name, of) for name, of in rows if of)

    def sides(self, name: str) -> tuple[str, ...]:
        """Countries and bodies that an actor may stand for; those named near it, where nothing tells."""
        if name not in self._sides:
            self._sides[name] = self._find_sides(name)
        return self._sides[name]

    @cached_property
    def _sides(self) -> dict[str, tuple[str, ...]]:
        """What `sides` has found so far."""
        return {}

    def _find_sides(self, name: str) -> tuple[str, ...]:
        if place := country(name):
            return (place,)
        known = [of for person, of in self._people if same(person, name) or same(of, name)]
        sides = dict.fromkeys([country(of) or of for of in known] + list(countries_in(name)))
        if not sides:
            near = (s.text for s in self.document.sentences if names(name, s.text))
            sides = dict.fromkeys(place for text in near for place in countries_in(text))
        return (*sides, name) if sides else ()

    def apart(self, name: str, others: Iterable[str]) -> bool:
        """Whether an actor is surely none of the others, nor speaks or acts for any of them."""
        return not any(self._akin(name, other) for other in others)

    def _akin(self, left: str, right: str) -> bool:
        one, two = self.sides(left), self.sides(right)
        members = any(_INTERNATIONAL.search(side) for side in (*one, *two))
        joined = any(side in _ONE for side in one) and any(side in _ONE for side in two)
        unknown = not one or not two
        return unknown or members or joined or any(same(mine, yours) for mine in one for yours in two)

    def strangers(self, claim: AnyClaim, *, cited: bool = True) -> tuple[str, ...]:
        """Actors who surely have no part in a claim; not `cited`: nor have its sentences one of their side.

        Those whom the cited sentences name come first: they are the hardest to tell from the right ones.
        """
        related = [claim, *self.beside(claim)]
        others = [name for each in related for name in (*actors_of(each), *tellers_of(each))]
        others += countries_in(text_of(claim)[1])
        others += [claim.place] if isinstance(claim, Meeting) and claim.place else []
        here = evidence_text(claim)
        found = [name for name in self.actors if self.apart(name, others)]
        near = [name for name in found if _is_named(name, here)]
        if cited:
            return (*near, *(name for name in found if name not in near))
        present = [name for name in self.actors if _is_named(name, here)]
        return tuple(name for name in found if self.apart(name, present))

    def beside(self, claim: AnyClaim) -> tuple[AnyClaim, ...]:
        """Other claims of its kind that a cited sentence of it carries too."""
        return tuple(
            other
            for other in self.claims
            if type(other) is type(claim) and other != claim and _lines(other) & _lines(claim)
        )

    def apart_from(self, claim: AnyClaim) -> tuple[AnyClaim, ...]:
        """Other claims of its kind that stand in other sentences only; of meetings, those of other sides.

        What one side has to talk about, it may well talk about at each of its meetings.
        """
        return tuple(
            other
            for other in self.claims
            if type(other) is type(claim)
            and not _lines(other) & _lines(claim)
            and not (isinstance(claim, Meeting) and set(actors_of(claim)) & set(actors_of(other)))
        )

    def told(self, claim: AnyClaim) -> bool:
        """Whether a claim, its evidence apart, is one of the true ones."""
        return any(_fields(claim) == _fields(true) for true in self.claims)

    def met(self, claim: AnyClaim, of: AnyClaim) -> bool:
        """Whether a true meeting other than `of` has these people and this status, whatever it was about."""
        return isinstance(claim, Meeting) and any(
            isinstance(true, Meeting)
            and true != of
            and claim.status == true.status
            and _same_actors(actors_of(claim), actors_of(true))
            for true in self.claims
        )


def _is_named(name: str, text: str) -> bool:
    """Whether a text has an actor's name, or the last word of it."""
    return names(name, text) or (not country(name) and names(name.rsplit(maxsplit=1)[-1], text))


def _same_actors(left: tuple[str, ...], right: tuple[str, ...]) -> bool:
    return len(left) == len(right) and all(any(same(one, other) for other in right) for one in left)


def _fields(claim: AnyClaim) -> tuple[type, dict[str, object]]:
    return type(claim), claim.model_dump(exclude={"id", "evidence", "verdict", "findings"})


def _lines(claim: AnyClaim) -> set[int]:
    return {item.sentence for item in claim.evidence}


def actors_of(claim: AnyClaim) -> tuple[str, ...]:
    """Who meets, agrees, poses a threat or is its target, with their countries and organisations."""
    if isinstance(claim, Meeting):
        rows = ((one.name, one.affiliation) for one in claim.participants)
        return tuple(name for row in rows for name in row if name)
    if isinstance(claim, Agreement):
        return claim.parties
    return tuple(name for name in (claim.posed_by, claim.target) if name)


def tellers_of(claim: AnyClaim) -> tuple[str, ...]:
    """To whom the claim is attributed; empty: to the outlet."""
    teller = claim.cited_by if isinstance(claim, Threat) else claim.stated_by
    return (teller,) if teller else ()


def is_plain(name: str) -> bool:
    """Whether it is one actor's name, without a remark and no list or description."""
    words = bare(name).split()
    return (
        name[:1].isupper()
        and len(words) <= _NAME_WORDS
        and not re.search(r"[;,(\"“]|\band\b", name)
        and not is_group(name)
    )


def swappable(old: str, new: str) -> bool:
    """Whether one can stand for the other: countries for countries; nobody for "several states"."""
    return is_plain(old) and bool(country(old)) == bool(country(new))


def text_of(claim: AnyClaim) -> tuple[str, str]:
    """Name and content of the field that says what the claim is about; empty if it says nothing."""
    if isinstance(claim, Meeting):
        return "topic", claim.topic or ""
    return ("commitment", claim.commitment) if isinstance(claim, Agreement) else ("threat", claim.threat)


def evidence_text(claim: AnyClaim) -> str:
    """The cited sentences."""
    return " ".join(item.quote for item in claim.evidence)


def evidence_of(document: Document, number: int) -> Evidence:
    """Sentence `number` as evidence."""
    sentence = document.sentences[number - 1]
    return Evidence(
        sentence=number,
        start=sentence.start,
        end=sentence.end,
        quote=document.quote(number),
        page=sentence.page,
    )


def content(text: str) -> set[str]:
    """Words of four letters and more, lower case, cut to their first six: "dismantling" is "dismantle"."""
    return {word.lower()[:6] for word in _CONTENT.findall(text)}
