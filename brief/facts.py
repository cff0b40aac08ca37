"""Do two claims tell one fact, or contradict each other?

A wrong "yes" to either is a false statement in the brief, so doubt is "no": actors in common, the same
outcome, no other day, place, target, condition or figure, and most of the words.
"""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

from brief.lexicon import FUNCTION, stems, table, words
from brief.names import country, same, tokens

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from brief.daily import Dispute
    from brief.records import Actor, Claim, Kind

# Actors that two claims of a kind have in common at least, if they tell one fact.
FEWEST: dict[Kind, int] = {"meeting": 2, "agreement": 1, "threat": 1}
MOST = 0.8  # of the content words of the shorter wording, the share that the longer has if they say the same
WORDS = 2  # fewer words in common say nothing
LISTED = 32  # actors of a claim who are known by a part of their name; those after them by the whole of it

_NUMBER = re.compile(r"\d+(?:[.,]\d++)*")
_DAY = len("2024-05-03")
# What counts as one outcome of a meeting.
_OUTCOMES = {"ongoing": "held", "refused": "called off", "cancelled": "called off"}
_BOUND = frozenset({"agreed", "pledged"})


def outcome(claim: Claim) -> str:
    """What became of what a claim tells; claims of one fact have it in common."""
    return _OUTCOMES.get(claim.status, claim.status) if claim.kind == "meeting" else claim.status


def one_fact(left: Claim, right: Claim) -> bool:
    """Do two claims tell the same meeting, agreement or threat?"""
    return outcome(left) == outcome(right) and left.background == right.background and one_matter(left, right)


def one_matter(left: Claim, right: Claim) -> bool:
    """Are they about the same meeting, commitment or threat, whatever became of it?"""
    if left.kind != right.kind or (left.kind == "threat" and left.status != right.status):
        return False
    if left.kind == "meeting":
        alike = _one_topic(left, right) is not False
    else:
        alike = _one_wording(left.what, right.what, left, right)
    # Of many pairs few say the same, so what costs most is asked last.
    return alike and not (other_day(left, right) or _apart(left, right)) and _one_party(left, right)


def dispute(left: Claim, right: Claim) -> Dispute | None:
    """What two claims about one matter contradict each other in."""
    if left.kind == right.kind == "meeting":
        return _meeting_dispute(left, right)
    return _agreement_dispute(left, right) if left.kind == right.kind == "agreement" else None


def _meeting_dispute(left: Claim, right: Claim) -> Dispute | None:
    if not same_actors(left, right) or _one_topic(left, right) is False:
        return None
    same_place = bool(left.place and right.place and same(left.place, right.place))
    days = {claim.date_resolved or "" for claim in (left, right)}
    sure = all(len(day) == _DAY for day in days)
    told = {outcome(left), outcome(right)}
    same_time = (sure and len(days) == 1) or (same_place and not other_day(left, right))
    if told == {"held", "called off"} and same_time:
        return "status"
    if len(told) > 1 or not sure or not _one_topic(left, right):
        return None
    if len(days) > 1:
        return "date" if same_place else None
    return "place" if _other_country(left.place, right.place) else None


def _agreement_dispute(left: Claim, right: Claim) -> Dispute | None:
    if bool(left.condition) != bool(right.condition) or not same_actors(left, right):
        return None
    pair = {left.status, right.status}
    if pair & _BOUND and "refused" in pair:
        return "status" if one_matter(left, right) else None
    figures = [_figures(claim.what or "") for claim in (left, right)]
    if not all(figures) or figures[0] & figures[1] or len(pair) > 1 or _apart(left, right):
        return None
    plain = [_NUMBER.sub(" ", claim.what or "") for claim in (left, right)]
    return "figures" if _one_wording(plain[0], plain[1], left, right) else None


def _one_party(left: Claim, right: Claim) -> bool:
    """Are the actors of one among those of the other? Of a threat they are the same.

    If more met by one telling than by the other, these also have the place, the day or the topic in common.
    """
    if left.kind == "threat" or same_actors(left, right):
        return same_actors(left, right)
    few, many = sorted((left.actors, right.actors), key=len)
    if len(few) < FEWEST[left.kind] or not _within(few, many):
        return False
    if left.kind == "agreement" or _one_topic(left, right):
        return True
    pairs = ((left.place, right.place), [claim.date_resolved or claim.date for claim in (left, right)])
    return any(one and other and same(one, other) for one, other in pairs)


def same_actors(left: Claim, right: Claim) -> bool:
    """Have two claims the same actors, and as many as a claim of their kind needs to be known again?"""
    enough = min(len(left.actors), len(right.actors)) >= FEWEST[left.kind]
    return enough and _within(left.actors, right.actors) and _within(right.actors, left.actors)


def name_words(claim: Claim) -> frozenset[str]:
    """Words of the names of its actors: claims of one matter have one of them in common."""
    return frozenset(word for actor in claim.actors for word in tokens(actor.label))


def _within(few: Sequence[Actor], many: Sequence[Actor]) -> bool:
    return all(twin for _, twin in twins(few, many))


def twins(actors: Sequence[Actor], others: Sequence[Actor]) -> Iterator[tuple[Actor, Actor | None]]:
    """Yield each of the actors with the one of the others that it is, or None."""
    known = {tokens(other.label): other for other in others}
    for actor in actors:
        near = (known.get(tokens(actor.label)), *others[:LISTED])
        yield actor, next((other for other in near if other and _same_actor(actor, other)), None)


def _same_actor(left: Actor, right: Actor) -> bool:
    """Are these one actor? Of two who are not both named, the roles tell, where they have any."""
    roles_fit = (left.name and right.name) or left.role == right.role or not (left.role and right.role)
    return bool(roles_fit) and same(left.label, right.label)


def _apart(left: Claim, right: Claim) -> bool:
    """Do they differ in their place, target or condition?"""
    pairs = (left.place, right.place), (left.target, right.target)
    if any(one and other and not same(one, other) for one, other in pairs):
        return True
    return bool(left.condition and right.condition) and not _one_wording(left.condition, right.condition)


def other_day(left: Claim, right: Claim) -> bool:
    """Are the dates of two claims different, or not known to be the same?"""
    one, other = left.date_resolved, right.date_resolved
    if one and other:
        return not (one.startswith(other) or other.startswith(one))
    return bool(left.date and right.date and not same(left.date, right.date))


def _other_country(left: str | None, right: str | None) -> bool:
    """Are two places in two countries? Any other city alone tells nothing."""
    one, other = (country(place) or country(place.rpartition(",")[2]) for place in (left or "", right or ""))
    return bool(one and other and one != other)


def _one_topic(left: Claim, right: Claim) -> bool | None:
    """Have their topics a word in common? None if one of them has none."""
    one, other = (content(claim.what or "", _names(left, right)) for claim in (left, right))
    return bool(one & other) if one and other else None


def _names(*claims: Claim) -> tuple[str, ...]:
    return tuple(actor.label for claim in claims for actor in claim.actors)


def _one_wording(left: str | None, right: str | None, *claims: Claim) -> bool:
    """Has the longer most words of the shorter, names of actors apart, and the same figures and denials?"""
    if not (left and right) or _denies(left) != _denies(right):
        return False
    figures = _figures(left), _figures(right)
    if not (figures[0] <= figures[1] or figures[1] <= figures[0]):
        return False
    names = _names(*claims)
    one, other = content(left, names), content(right, names)
    common = len(one & other)
    alike = one == other != frozenset() or (common >= WORDS and common >= MOST * min(len(one), len(other)))
    return alike and not (_are_opposed(one, other) or _are_opposed(other, one))


def _are_opposed(one: frozenset[str], other: frozenset[str]) -> bool:
    """Does the second undo what the first does, and neither do both?"""
    return any(
        one & does and other & undoes and not one & undoes and not other & does for does, undoes in _opposed()
    )


@functools.cache
def _opposed() -> tuple[tuple[frozenset[str], frozenset[str]], ...]:
    pairs = table("opposites.en")["pairs"]
    return tuple((frozenset(stems(pair["one"])), frozenset(stems(pair["other"]))) for pair in pairs)


def content(text: str, names: Iterable[str]) -> frozenset[str]:
    """Stems of the words that say something, those of the names apart."""
    return _stems(text).difference(*map(_stems, names))


@functools.lru_cache(1 << 14)
def _stems(text: str) -> frozenset[str]:
    return frozenset(stems(text)) - FUNCTION


@functools.lru_cache(1 << 14)
def _denies(text: str) -> bool:
    plain = text.lower().replace("’", "'")
    return "n't" in plain or not set(table("reality.en")["negations"]).isdisjoint(words(plain))


@functools.lru_cache(1 << 14)
def _figures(text: str) -> frozenset[str]:
    return frozenset(_NUMBER.findall(text))
