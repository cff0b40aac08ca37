"""What several documents claim is told once: the best supported telling, completed from the others."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Any, NamedTuple

from brief.actors import same
from brief.daily import Citation, Disputed, Line, Member, Told, kind_of
from brief.facts import contact, dispute, one_fact
from brief.records import Agreement, Meeting, Participant, content_hash
from brief.stems import words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from brief.daily import AnyClaim
    from brief.records import CitedText, Evidence, Kind

_RANK = {"verified": 0, "review": 1, "unsupported": 2}
_STATEMENT = 5
_QUOTED = 12
"""Words of a commitment, and of the sentences around them, that are no chance if two documents have them."""
_KINDS: tuple[Kind, ...] = ("meeting", "agreement", "threat")


class Sourced(NamedTuple):
    """A claim, the document whose record holds it, and the source that this is a copy of."""

    claim: AnyClaim
    document: str
    source: str


def tell(claims: Sequence[Sourced], letters: Mapping[str, str], sides: Mapping[str, str]) -> tuple[Told, ...]:
    """Claims of one story, each fact once: meetings, agreements, threats, in order of their evidence.

    A claim joins those of one fact only if it tells the same as each of them, so that no chain of likenesses
    joins two facts. The order of `claims` is of no account. `letters` gives the letter of a document,
    `sides` the country of a person.
    """
    of_kind: dict[Kind, list[list[Sourced]]] = {kind: [] for kind in _KINDS}
    for item in sorted(claims, key=_best_first):
        groups = of_kind[kind_of(item.claim)]
        fitting = (group for group in groups if all(_joins(other, item) for other in group))
        group = next(fitting, None)
        if group is None:
            groups.append([item])
        else:
            group.append(item)
    told = [_told(group, letters, sides) for groups in of_kind.values() for group in groups]
    return tuple(sorted(told, key=_in_order))


def as_told(claim: AnyClaim, document: str) -> Told:
    """A claim of one document, as its note shows it."""
    return _told([Sourced(claim, document, document)], {}, {})


def line(cited: CitedText, document: str, letter: str = "") -> Line:
    """A line of a record as it is shown."""
    return Line(
        text=cited.text,
        quoted=cited.quoted,
        citations=tuple(
            Citation(label=f"{letter}{number}", document=document, sentence=number)
            for number in sorted(set(cited.sentences))
        ),
    )


def disputes(told: Sequence[Told], sources: Mapping[str, str]) -> tuple[Disputed, ...]:
    """Claims of different sources that contradict each other, in order."""
    return tuple(_disputes(told, sources))


def _disputes(told: Sequence[Told], sources: Mapping[str, str]) -> Iterator[Disputed]:
    for left, right in combinations((item for item in told if item.claim.verdict != "unsupported"), 2):
        apart = {sources[item.document] for item in left.members}.isdisjoint(
            sources[item.document] for item in right.members
        )
        about = dispute(left.claim, right.claim) if apart and left.kind == right.kind else None
        if about:
            pair = (left.id, right.id)
            yield Disputed(id=f"d-{content_hash([about, *sorted(pair)])[:6]}", about=about, claims=pair)


def _best_first(item: Sourced) -> tuple[Any, ...]:
    claim = item.claim
    return (_RANK[claim.verdict], -_fullness(claim), item.document, claim.evidence[0].sentence, claim.id)


def _fullness(claim: AnyClaim) -> int:
    """How much of what is asked the claim says."""
    if isinstance(claim, Meeting):
        people = (field for one in claim.participants for field in (one.role, one.affiliation))
        said = (claim.place, claim.date, claim.topic, *people)
        return sum(map(bool, said)) + 2 * len(claim.participants)
    if isinstance(claim, Agreement):
        return len(claim.parties) + bool(claim.stated_by)
    return bool(claim.posed_by) + bool(claim.target) + bool(claim.cited_by)


def _joins(left: Sourced, right: Sourced) -> bool:
    """Do two claims tell one fact? What is not supported, or of one document, is one only if it is a copy."""
    if left.document == right.document:
        return False
    if left.source == right.source and _copied(left.claim, right.claim):
        return True
    if "unsupported" in (left.claim.verdict, right.claim.verdict):
        return False
    return one_fact(left.claim, right.claim) or _one_statement(left.claim, right.claim)


def _one_statement(left: AnyClaim, right: AnyClaim) -> bool:
    """Do two documents quote one statement, and the claims have the same words of it, whoever is named?"""
    if not (isinstance(left, Agreement) and isinstance(right, Agreement)) or left.status != right.status:
        return False
    one, other = (words(claim.commitment.casefold()) for claim in (left, right))
    return one == other and len(one) >= _STATEMENT and bool(_runs(left) & _runs(right))


def _runs(claim: AnyClaim) -> set[tuple[str, ...]]:
    """Every run of so many words of its evidence as make a statement's."""
    texts = (words(item.quote.casefold()) for item in claim.evidence)
    return {tuple(text[i : i + _QUOTED]) for text in texts for i in range(len(text) - _QUOTED + 1)}


def _copied(left: AnyClaim, right: AnyClaim) -> bool:
    """The same statement on the same sentences, but for what differs from copy to copy: names and places."""
    varying = {"id", "evidence", "findings", "target", "posed_by", "participants", "parties", "place"}
    return (
        left.verdict == right.verdict
        and left.model_dump(exclude=varying) == right.model_dump(exclude=varying)
        and any(
            one.quote.split()[-8:] == other.quote.split()[-8:]
            for one in left.evidence
            for other in right.evidence
        )
    )


def _told(group: Sequence[Sourced], letters: Mapping[str, str], sides: Mapping[str, str]) -> Told:
    lead = group[0]
    claim, completed = _completed(group)
    cited: dict[str, Sourced] = {}
    for item in sorted(group, key=lambda item: item.document):
        cited.setdefault(item.source, item)
    return Told(
        id=lead.claim.id,
        kind=kind_of(lead.claim),
        claim=claim,
        members=tuple(
            Member(document=document, claim=name)
            for document, name in sorted((item.document, item.claim.id) for item in group)
        ),
        completed=tuple(completed),
        citations=tuple(
            Citation(
                label=f"{letters.get(item.document, '')}{evidence.sentence}",
                document=item.document,
                sentence=evidence.sentence,
                page=evidence.page,
            )
            for item in sorted(cited.values(), key=lambda item: item.document)
            for evidence in {one.sentence: one for one in sorted(item.claim.evidence, key=_number)}.values()
        ),
        sources=len(cited),
        one_side=_one_side([item.claim for item in group], sides),
        how=contact(item.claim for item in group),
    )


def _number(evidence: Evidence) -> int:
    return evidence.sentence


def _completed(group: Sequence[Sourced]) -> tuple[AnyClaim, list[tuple[str, str]]]:
    """The first claim, with what it leaves open taken from the next that says it."""
    claim = group[0].claim
    changes: dict[str, Any] = {}
    given: list[tuple[str, str]] = []
    for item in group[1:]:
        other = item.claim
        for field in ("place", "date", "topic", "target", "cited_by"):
            value = getattr(other, field, None)
            if value and not (changes.get(field) or getattr(claim, field, value)):
                changes[field] = value
                given.append((field, other.id))
                if field == "date" and isinstance(other, Meeting):
                    changes["date_resolved"] = other.date_resolved
        if isinstance(claim, Meeting) and isinstance(other, Meeting):
            people = changes.get("participants", claim.participants)
            fuller = _fuller_people(people, other.participants)
            if fuller != people:
                changes["participants"] = fuller
                given.append(("participants", other.id))
    return claim.model_copy(update=changes), given


def _fuller_people(people: Sequence[Participant], others: Sequence[Participant]) -> tuple[Participant, ...]:
    """The people with the roles and countries that the others give them."""
    fuller = []
    for person in people:
        twin = next((other for other in others if same(person.name, other.name)), person)
        update = {field: getattr(person, field) or getattr(twin, field) for field in ("role", "affiliation")}
        fuller.append(person.model_copy(update=update))
    return tuple(fuller)


def _one_side(claims: Sequence[AnyClaim], sides: Mapping[str, str]) -> bool:
    """Is it one of several concerned, and nobody else, who says so?"""
    tellers: set[str] = set()
    for claim in claims:
        if isinstance(claim, Meeting):
            concerned = [person.affiliation or person.name for person in claim.participants]
        elif isinstance(claim, Agreement):
            concerned = [sides.get(party, party) for party in claim.parties]
        else:
            return False
        teller = claim.stated_by and sides.get(claim.stated_by, claim.stated_by)
        if not teller or len(set(concerned)) < 2 or not any(same(teller, name) for name in concerned):  # noqa: PLR2004
            return False
        tellers.add(teller)
    return len(tellers) == 1


def _in_order(told: Told) -> tuple[Any, ...]:
    first = told.citations[0]
    return _KINDS.index(told.kind), first.document, first.sentence, told.id
