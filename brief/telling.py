"""What is claimed several times, in one document or in several, is told once."""

from __future__ import annotations

from collections import defaultdict
from itertools import chain, combinations, islice, product
from typing import TYPE_CHECKING, Any, NamedTuple

from brief.daily import Citation, Disputed, Line, Member, Told
from brief.facts import content, dispute, name_words, one_fact, outcome, same_actors, twins
from brief.names import same
from brief.records import STATUSES, content_hash

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Mapping, Sequence

    from brief.records import Actor, CitedText, Claim

COMPARED = 32
"""Facts that a claim is compared with at most, and words of names by which they are looked for."""
LOOKED_AT = 8 * COMPARED
"""Places in the index that are looked at for these; those of the rarest words come first."""
_RANK = {"verified": 0, "review": 1, "unsupported": 2}
_KINDS = tuple(STATUSES)
_ENDING = 8
"""Words at the end of a sentence that two copies of it have in common."""


class Sourced(NamedTuple):
    """A claim, the document whose record holds it, and the source that this is a copy of."""

    claim: Claim
    document: str
    source: str


def tell(claims: Sequence[Sourced], letters: Mapping[str, str], sides: Mapping[str, str]) -> tuple[Told, ...]:
    """Claims of one story, each fact once: meetings, agreements, threats, in order of evidence, history last.

    A claim joins those of one fact only if it tells the same as each of them, so that no chain of likenesses
    joins two facts. The order of `claims` is of no account. `letters` gives the letter of a document, `sides`
    the country or organisation of a person.
    """
    groups: list[list[Sourced]] = []
    index: defaultdict[Hashable, list[int]] = defaultdict(list)
    for item in sorted(claims, key=_best_first):
        keys = tuple(dict.fromkeys(_keys(item)))
        rarest_first = sorted((index[key] for key in keys), key=len)
        places = islice(chain.from_iterable(rarest_first), LOOKED_AT)
        near = sorted(islice(dict.fromkeys(places), COMPARED))
        fitting = (number for number in near if all(_joins(other, item) for other in groups[number]))
        number = next(fitting, len(groups))
        if number == len(groups):
            groups.append([])
        groups[number].append(item)
        for key in keys:
            if number not in index[key][-1:]:
                index[key].append(number)
    return tuple(sorted((_told(group, letters, sides) for group in groups), key=_in_order))


def as_told(claim: Claim, document: str) -> Told:
    """A claim of one document, as its note shows it."""
    return _told([Sourced(claim, document, document)], {}, {})


def line(cited: CitedText, document: str, letter: str = "") -> Line:
    """A line of a record as it is shown."""
    citations = tuple(citation(letter, document, number) for number in sorted(set(cited.sentences)))
    return Line(text=cited.text, quoted=cited.quoted, citations=citations)


def citation(letter: str, document: str, sentence: int, page: int | None = None) -> Citation:
    """A sentence cited under the letter of its document, which is "" where the story has but one."""
    return Citation(label=f"{letter}{sentence}", document=document, sentence=sentence, page=page)


def disputes(told: Sequence[Told], sources: Mapping[str, str]) -> tuple[Disputed, ...]:
    """Claims of different sources that contradict each other, in order."""
    holders: defaultdict[Hashable, list[int]] = defaultdict(list)
    for number, item in enumerate(told):
        if item.claim.verdict != "unsupported":
            for word in sorted(name_words(item.claim))[:COMPARED]:
                holders[item.kind, word].append(number)
    origins = [{sources[member.document] for member in item.members} for item in told]
    found: list[Disputed] = []
    for one, other in sorted({two for some in holders.values() for two in combinations(some[:COMPARED], 2)}):
        if not origins[one] & origins[other] and (about := dispute(told[one].claim, told[other].claim)):
            pair = (told[one].id, told[other].id)
            name = content_hash([about, *sorted(pair)])[:6]
            found.append(Disputed(id=f"d-{name}", about=about, claims=pair))
    return tuple(found)


def _best_first(item: Sourced) -> tuple[Any, ...]:
    """The best supported come first, then those that say most of what is asked."""
    claim = item.claim
    details = (detail for actor in claim.actors for detail in (actor.role, actor.affiliation))
    said = (claim.place, claim.date, claim.what, claim.target, claim.condition, claim.said_by, *details)
    fullness = sum(map(bool, said)) + 2 * len(claim.actors)
    return _RANK[claim.verdict], -fullness, item.document, claim.evidence[0].sentence, claim.id


def _keys(item: Sourced) -> Iterator[Hashable]:
    """What claims of one fact have in common: a word of an actor, and of what is said, but for a meeting."""
    claim = item.claim
    yield item.source, claim.kind, claim.what, _ending(claim)
    if claim.verdict == "unsupported":
        return
    said = sorted(content(claim.what or "", ())) if claim.kind != "meeting" else ("",)
    pairs = product(sorted(name_words(claim))[:COMPARED], said[:COMPARED])
    yield from ((claim.kind, outcome(claim), *pair) for pair in pairs)


def _joins(left: Sourced, right: Sourced) -> bool:
    """Do two claims tell one fact? What is not supported is one only with its copy."""
    one, other = left.claim, right.claim
    if _copied(left, right) or "unsupported" in (one.verdict, other.verdict):
        return _copied(left, right)
    # A document that tells of others, or of another state, tells of another fact.
    alike = left.document != right.document or (one.status == other.status and same_actors(one, other))
    return alike and one_fact(one, other)


def _copied(left: Sourced, right: Sourced) -> bool:
    """The same statement on the same sentence, but for what differs from copy to copy: names and places."""
    if left.source != right.source or left.document == right.document:
        return False
    one, other = left.claim, right.claim
    fields = ("kind", "status", "verdict", "background", "what", "condition", "date")
    alike = all(getattr(one, field) == getattr(other, field) for field in fields)
    return alike and _ending(one) == _ending(other)


def _ending(claim: Claim) -> tuple[str, ...]:
    return tuple(claim.evidence[0].quote.split()[-_ENDING:])


def _told(group: Sequence[Sourced], letters: Mapping[str, str], sides: Mapping[str, str]) -> Told:
    claim, completed = _completed([item.claim for item in group])
    cited = {
        item.source: item.document for item in sorted(group, key=lambda item: item.document, reverse=True)
    }
    places = {
        (item.document, evidence.sentence): evidence.page
        for item in group
        if cited[item.source] == item.document
        for evidence in item.claim.evidence
    }
    members = sorted((item.document, item.claim.id) for item in group)
    return Told(
        id=claim.id,
        claim=claim,
        members=tuple(Member(document=document, claim=name) for document, name in members),
        completed=tuple(completed),
        citations=tuple(citation(letters.get(at[0], ""), *at, page) for at, page in sorted(places.items())),
        sources=len(cited),
        one_side=_one_side([item.claim for item in group], sides),
    )


def _completed(claims: Sequence[Claim]) -> tuple[Claim, list[tuple[str, str]]]:
    """The first claim, with what it leaves open taken from the next that says it and is as well supported.

    A condition is taken from any: without it, more would be told than a telling says.
    """
    claim, *others = claims
    given: list[tuple[str, str]] = []
    for other in others:
        equal = other.verdict == claim.verdict
        fields = ("place", "date", "what", "target", "condition") if equal else ("condition",)
        new = {name: getattr(other, name) for name in fields if not getattr(claim, name)}
        new = {name: value for name, value in new.items() if value}
        if equal and (actors := _fuller(claim.actors, other.actors)) != claim.actors:
            new["actors"] = actors
        given += ((name, other.id) for name in new)
        if "date" in new:
            new["date_resolved"] = other.date_resolved
        claim = claim.model_copy(update=new) if new else claim
    return claim, given


def _fuller(actors: Sequence[Actor], others: Sequence[Actor]) -> tuple[Actor, ...]:
    """The actors with the roles and affiliations that the others give those of them who are named."""
    pairs = twins(actors, others)
    return tuple(one.completed(twin) if one.name and twin and twin.name else one for one, twin in pairs)


def _one_side(claims: Sequence[Claim], sides: Mapping[str, str]) -> bool:
    """Is it one of several concerned, and nobody else, who says so?"""

    def side(actor: Actor) -> str:
        return actor.affiliation or sides.get(actor.label, actor.label)

    tellers: set[str] = set()
    for claim in claims:
        concerned = set(map(side, claim.actors))
        if claim.kind == "threat" or claim.said_by is None or len(concerned) == 1:
            return False
        tellers.add(side(claim.said_by))
        if not any(same(side(claim.said_by), name) for name in concerned):
            return False
    return len(tellers) == 1


def _in_order(told: Told) -> tuple[Any, ...]:
    first = told.citations[0]
    return told.claim.background, _KINDS.index(told.kind), first.document, first.sentence, told.id
