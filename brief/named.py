"""One actor, one name in a story: which of its names are another's, and why.

Only people have names that are cut short: a surname alone is the one person's of that name in the story,
and of nobody if there are two. An office without a name is that of the one person who holds it there.
Countries have their common name already.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any, NamedTuple

from brief.actors import country
from brief.daily import Actor, Alias, AnyClaim
from brief.records import Agreement, Meeting, Participant, Threat

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_ORGANISATION = re.compile(
    r"\b(?:council|nations|union|ministry|department|agency|association|party|house|committee|commission"
    r"|court|parliament|congress|senate|army|forces|group|front|bank|organi[sz]ation|administration|government"
    r"|regime|state|movement|times|post|news|company|corporation|university|institute)\b",
    re.IGNORECASE,
)
_OF_PLACE = re.compile(r"^[A-Z][\w.-]*(?: [A-Z][\w.-]*)*[’']s? (?=[A-Z])")
_TITLE = re.compile(
    r"^(?:(?:mr|mrs|ms|dr|gen|sen|rep|gov|president|general|senator|secretary of state|prime minister"
    r"|foreign minister|chancellor|king|prince|crown prince|sheikh|ayatollah|mullah)\b\.?\s+)+(?=\S)",
    re.IGNORECASE,
)
_GOVERNMENT = re.compile(r"(?:the )?(?P<chief>[A-Z].*?)(?:[’']s)? (?:administration|government|regime)")
_PERSON_WORDS = 4
_INITIAL = 2


class _Use(NamedTuple):
    """A name where a claim has it."""

    name: str
    document: str
    role: str | None = None
    affiliation: str | None = None
    took_part: bool = False


class Names(NamedTuple):
    """Actors with several names, and what each name is to be replaced by."""

    actors: tuple[Actor, ...]
    known_as: Mapping[str, str]

    def of(self, name: str) -> str:
        """Name by which the story calls it; a list of names joined by commas is taken apart."""
        return ", ".join(dict.fromkeys(self.known_as.get(part, part) for part in name.split(", ")))

    def renamed(self, claim: AnyClaim) -> AnyClaim:
        """The claim with the names of the story."""
        if not self.known_as:
            return claim
        changes: dict[str, Any] = {}
        if isinstance(claim, Meeting):
            people = {self.of(person.name): person for person in reversed(claim.participants)}
            changes["participants"] = tuple(
                person.model_copy(update={"name": name}) for name, person in reversed(people.items())
            )
        elif isinstance(claim, Agreement):
            changes["parties"] = tuple(dict.fromkeys(map(self.of, claim.parties)))
        given = {field: getattr(claim, field) for field in _named_in(claim)}
        changes |= {field: self.of(value) for field, value in given.items() if value}
        return claim.model_copy(update=changes)


def names_of(claims: Mapping[str, Sequence[AnyClaim]]) -> Names:
    """Which names in the claims, by document id, are one actor's."""
    uses = [
        use for document in sorted(claims) for claim in claims[document] for use in _uses(claim, document)
    ]
    found: dict[str, tuple[str, Any]] = {}
    counts = Counter(use.name for use in uses)
    for name in sorted(counts):
        other = (
            _spelt(name, counts)
            or _fuller(name, uses, counts)
            or _holder(name, uses)
            or _government(name, uses)
        )
        if other:
            found[name] = other
    known_as = {name: _end(name, found) for name in found}
    aliases: defaultdict[str, set[tuple[str, str, Any]]] = defaultdict(set)
    for use in uses:
        if use.name in known_as:
            aliases[known_as[use.name]].add((use.name, use.document, found[use.name][1]))
    actors = tuple(
        Actor(name=name, aliases=tuple(Alias(name=a, document=d, reason=r) for a, d, r in sorted(items)))
        for name, items in sorted(aliases.items())
    )
    return Names(actors, known_as)


def _uses(claim: AnyClaim, document: str) -> Iterator[_Use]:
    people: Sequence[Participant] = claim.participants if isinstance(claim, Meeting) else ()
    for person in people:
        yield _Use(person.name, document, person.role, person.affiliation, took_part=True)
    others = (
        *(claim.parties if isinstance(claim, Agreement) else ()),
        *(getattr(claim, field) for field in _named_in(claim)),
    )
    for names in others:
        for name in (names or "").split(", "):
            if name:
                yield _Use(name, document)


def _named_in(claim: AnyClaim) -> tuple[str, ...]:
    """Fields with a name, or several joined by commas."""
    return ("posed_by", "target", "cited_by") if isinstance(claim, Threat) else ("stated_by",)


def _end(name: str, found: Mapping[str, tuple[str, Any]]) -> str:
    """Where a chain of names ends; a circle ends where it began."""
    seen = {name}
    while name in found and found[name][0] not in seen:
        name = found[name][0]
        seen.add(name)
    return name


def _key(name: str) -> tuple[str, ...]:
    """Words of a name, without the title before it."""
    return tuple(re.findall(r"\w+", _TITLE.sub("", name).casefold()))


def _spelt(name: str, counts: Counter[str]) -> tuple[str, str] | None:
    """The same words written otherwise, or with the place of an organisation before it."""
    if country(name) or not name[:1].isupper():
        return None
    short = _OF_PLACE.sub("", name)
    if short != name and short in counts:
        return short, "spelling"
    alike = [other for other in counts if other[:1].isupper() and _key(other) == _key(name)]
    best = min(alike, key=lambda other: (_TITLE.match(other) is not None, -counts[other], other))
    return (best, "spelling") if best != name else None


def _fuller(name: str, uses: Sequence[_Use], counts: Counter[str]) -> tuple[str, str] | None:
    """The one person of whose name this is a part."""
    words = _key(name)
    if country(name) or not name[:1].isupper() or name.isupper() or _ORGANISATION.search(name):
        return None
    placed = {use.name for use in uses if use.role or use.affiliation}
    taking_part = {use.name for use in uses if use.took_part}
    people = {
        other
        for other in counts
        if _is_person(other)
        and _is_part(words, _key(other))
        and ({name, other} & placed or other in taking_part)
    }
    keys = {_key(other) for other in people}
    whole = {key for key in keys if not any(key != other and set(key) < set(other) for other in keys)}
    if len(whole) != 1 or _elsewhere(name, people, uses):
        return None
    best = min(people, key=lambda other: (-len(_key(other)), -counts[other], other))
    return best, "part of the name"


def _is_part(few: tuple[str, ...], many: tuple[str, ...]) -> bool:
    """Is it the surname, or the name without an initial? A given name that stands last counts as well."""
    if len(few) == 1:
        return len(many) > 1 and few[0] in (many[0], many[-1])
    return len(few) < len(many) and few[0] == many[0] and few[-1] == many[-1] and set(few) < set(many)


def _is_person(name: str) -> bool:
    words = _TITLE.sub("", name).split()
    return (
        1 < len(words) <= _PERSON_WORDS
        and all(word[0].isupper() and (not word.isupper() or len(word) <= _INITIAL) for word in words)
        and not _ORGANISATION.search(name)
        and not re.search(r"[’']s\b", name)
        and not country(words[0])
        and country(name) is None
    )


def _elsewhere(name: str, people: set[str], uses: Sequence[_Use]) -> bool:
    """Do the claims place the short name in another country than the full one?"""
    short, full = (
        {use.affiliation for use in uses if use.name in names and use.affiliation}
        for names in ({name}, people)
    )
    return bool(short and full and not short & full)


def _holder(name: str, uses: Sequence[_Use]) -> tuple[str, str] | None:
    """The one person who holds the office that stands in place of a name."""
    offices = {(use.role, use.affiliation) for use in uses if use.name == name}
    if len(offices) != 1 or _is_person(name):
        return None
    role, affiliation = offices.pop()
    if not role or not affiliation or role.casefold() not in name.casefold():
        return None
    holders = {
        use.name
        for use in uses
        if _is_person(use.name)
        and use.affiliation == affiliation
        and (use.role or "").casefold() == role.casefold()
    }
    return (holders.pop(), "office") if len(holders) == 1 else None


def _government(name: str, uses: Sequence[_Use]) -> tuple[str, str] | None:
    """The country whose government is called after the one person of that name who serves it."""
    match = _GOVERNMENT.fullmatch(name)
    words = _key(match["chief"]) if match else ()
    served = {
        country(use.affiliation)
        for use in uses
        if words and use.affiliation and _is_person(use.name) and _key(use.name)[-len(words) :] == words
    }
    found = served.pop() if len(served) == 1 else None
    return (found, "office") if found else None
