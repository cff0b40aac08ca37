"""Do two claims of different documents tell one fact, or contradict each other?

A wrong "yes" to either is a false statement in the brief, so doubt is "no": the same actors, the same
outcome, no other day, place or figure, and most of the words.
"""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

from brief.actors import same
from brief.clashes import other_place, other_roles
from brief.records import Agreement, Meeting, Threat
from brief.stems import FUNCTION, stems

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from brief.daily import AnyClaim, Contact, Dispute

MOST = 0.75
"""Share of the shorter wording that the longer has, from which two commitments are one."""
HALF = 0.6
"""The same for threats, whose poser and outcome say more than their words."""
WORDS = 2
"""Fewer words in common say nothing."""

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_NEGATION = re.compile(r"(?i)\b(?:no|not|never|nor|cannot|without|neither|refus\w*|reject\w*)\b|n['’]t\b")
_MET = re.compile(
    r"(?i)\b(?:met|meet(?:s|ing|ings)?|summits?|visit\w*|host\w*|in person|face[ -]to[ -]face|sat down"
    r"|gather\w*|dinners?|lunch(?:eon)?s?|conferences?|arriv\w*|travel\w*|flew)\b"
)
_CALLED = re.compile(
    r"(?i)\b(?:(?:tele)?phoned|(?:tele)?phone (?:calls?|conversations?|talks)"
    r"|(?:by|on the|over the) (?:tele)?phone)\b"
)
_TALKED = re.compile(
    r"(?i)\b(?:talk(?:s|ed|ing)?|spoke|spoken|speak(?:s|ing)?|negotiat\w*|discuss\w*|consult\w*)\b"
)
# What is the same done, and what undoes it; stems.
_SAME = dict.fromkeys("lift remov stop halt ceas".split(), "end")
_IN_RETURN = re.compile(r"(?i)\bin (?:return|exchange) for\b")
_OPPOSED = tuple(
    (frozenset(one.split()), frozenset(other.split()))
    for one, other in (
        ("open reopen", "clos shut"),
        ("rais increas expand boost add double", "lower reduc cut limit halv decreas"),
        ("end eas ease suspend", "impos keep maintain extend renew tighten"),
        ("start begin resum restart launch", "end suspend paus freez"),
        ("join enter", "leav exit quit withdraw withdrew"),
        ("deploy send", "withdraw withdrew pull recall"),
        ("allow permit", "ban forbid bar block prohibit"),
        ("releas fre free", "hold detain arrest jail"),
        ("plac put instal install deploy", "end"),
        ("build", "dismantl destroy demolish scrap"),
    )
)
_DAY = 10
_HAPPENED = frozenset({"held", "ongoing"})
_CALLED_OFF = frozenset({"cancelled", "refused"})
_BOUND = frozenset({"agreed", "pledged"})
_UNBOUND = frozenset({"refused", "withdrawn"})


def one_fact(left: AnyClaim, right: AnyClaim) -> bool:
    """Do two claims tell the same meeting, agreement or threat?"""
    if isinstance(left, Meeting) and isinstance(right, Meeting):
        return _outcome(left) == _outcome(right) and one_meeting(left, right)
    if isinstance(left, Agreement) and isinstance(right, Agreement):
        return left.status == right.status and one_matter(left, right)
    if isinstance(left, Threat) and isinstance(right, Threat):
        return left.kind == right.kind and one_threat(left, right)
    return False


def contact(claims: Iterable[AnyClaim]) -> Contact | None:
    """How those met whom tellings of one meeting name; None of another claim.

    A call only if a telling says so, and none speaks of a meeting; talks as well. All else is a meeting.
    """
    meetings = [claim for claim in claims if isinstance(claim, Meeting)]
    words = " ".join(item.quote for meeting in meetings for item in meeting.evidence)
    if not meetings:
        return None
    if _MET.search(words) or any(meeting.place for meeting in meetings):
        return "met"
    return "telephoned" if _CALLED.search(words) else "talked" if _TALKED.search(words) else "met"


def one_meeting(left: Meeting, right: Meeting) -> bool:
    """The same people in the same roles, two sides at least, and no other day, place or topic."""
    one, other = _people(left), _people(right)
    few = min(one, other, key=len)
    if len(few) < WORDS or not (_within(one, other) or _within(other, one)):
        return False
    if other_roles(left.participants, right.participants):
        return False
    return not (_other_day(left, right) or _other_place(left, right) or _other_topic(left, right))


def one_matter(left: Agreement, right: Agreement) -> bool:
    """The same parties, and the same commitment, whatever became of it."""
    return (
        bool(left.parties and right.parties)
        and (_within(left.parties, right.parties) or _within(right.parties, left.parties))
        and _one_wording(left.commitment, right.commitment, MOST, (*left.parties, *right.parties))
    )


def one_threat(left: Threat, right: Threat) -> bool:
    """The same poser, no other target, and the same harm."""
    if not (left.posed_by and right.posed_by and same(left.posed_by, right.posed_by)):
        return False
    if left.target and right.target and not same(left.target, right.target):
        return False
    names = [name for item in (left, right) for name in (item.posed_by, item.target) if name]
    return _one_wording(left.threat, right.threat, HALF, names)


def dispute(left: AnyClaim, right: AnyClaim) -> Dispute | None:
    """What two claims about one matter contradict each other in."""
    if isinstance(left, Meeting) and isinstance(right, Meeting):
        return _meeting_dispute(left, right)
    if isinstance(left, Agreement) and isinstance(right, Agreement):
        return _agreement_dispute(left, right)
    return None


def _meeting_dispute(left: Meeting, right: Meeting) -> Dispute | None:
    one, other = _people(left), _people(right)
    if len(one) < WORDS or not (_within(one, other) and _within(other, one)) or _other_topic(left, right):
        return None
    told = {_outcome(left), _outcome(right)}
    same_place = bool(left.place and right.place and same(left.place, right.place))
    same_day = bool(_day(left) and _day(left) == _day(right))
    if told == {"held", "called off"} and (same_day or same_place):
        return "status"
    if len(told) > 1:
        return None
    if same_place and _other_day(left, right) and _day(left) and _day(right):
        return "date"
    if same_day and other_place(left.place, right.place):
        return "place"
    apart = _other_day(left, right) or _other_place(left, right)
    return "role" if not apart and other_roles(left.participants, right.participants) else None


def _agreement_dispute(left: Agreement, right: Agreement) -> Dispute | None:
    pair = {left.status, right.status}
    if pair & _BOUND and pair & _UNBOUND and one_matter(left, right):
        return "status"
    figures = [set(_NUMBER.findall(item.commitment)) for item in (left, right)]
    plain = [_NUMBER.sub(" ", item.commitment) for item in (left, right)]
    parties = (*left.parties, *right.parties)
    told_apart = all(figures) and not figures[0] & figures[1] and left.status == right.status
    if told_apart and _within(left.parties, right.parties) and _within(right.parties, left.parties):
        return "figures" if _one_wording(plain[0], plain[1], MOST, parties) else None
    return None


def _people(meeting: Meeting) -> list[str]:
    return [person.name for person in meeting.participants]


def _outcome(meeting: Meeting) -> str:
    if meeting.status in _HAPPENED:
        return "held"
    return "called off" if meeting.status in _CALLED_OFF else meeting.status


def _day(meeting: Meeting) -> str | None:
    resolved = meeting.date_resolved
    return resolved if resolved and len(resolved) == _DAY else None


def _other_day(left: Meeting, right: Meeting) -> bool:
    one, other = left.date_resolved, right.date_resolved
    if one and other:
        return not (one.startswith(other) or other.startswith(one))
    return bool(left.date and right.date and not same(left.date, right.date))


def _other_place(left: Meeting, right: Meeting) -> bool:
    return bool(left.place and right.place and not same(left.place, right.place))


def _other_topic(left: Meeting, right: Meeting) -> bool:
    one, other = (_content(item.topic or "", _people(item)) for item in (left, right))
    return bool(one and other and not one & other)


def _within(few: Sequence[str], many: Sequence[str]) -> bool:
    return all(any(same(name, other) for other in many) for name in few)


def _one_wording(left: str, right: str, share: float, names: Iterable[str]) -> bool:
    """Most words of the shorter are in the longer; figures and denials are the same."""
    if _denies(left) != _denies(right):
        return False
    figures = [_figures(text) for text in (left, right)]
    if not (figures[0] <= figures[1] or figures[1] <= figures[0]):
        return False
    one, other = _content(left, names), _content(right, names)
    common = len(one & other)
    alike = one == other != frozenset() or (common >= WORDS and common >= share * min(len(one), len(other)))
    return alike and not (_are_opposed(one, other) or _are_opposed(other, one))


def _are_opposed(one: frozenset[str], other: frozenset[str]) -> bool:
    """Does the second undo what the first does, and neither do both?"""
    return any(
        one & does and other & undoes and not one & undoes and not other & does for does, undoes in _OPPOSED
    )


def _content(text: str, names: Iterable[str]) -> frozenset[str]:
    """Words that say something, actors apart."""
    return _stems(text).difference(*map(_stems, names))


@functools.lru_cache(1 << 14)
def _denies(text: str) -> bool:
    return _NEGATION.search(text) is not None


@functools.lru_cache(1 << 14)
def _figures(text: str) -> frozenset[str]:
    return frozenset(_NUMBER.findall(text))


@functools.lru_cache(1 << 14)
def _stems(text: str) -> frozenset[str]:
    return frozenset(_SAME.get(stem, stem) for stem in stems(_IN_RETURN.sub("for", text))) - FUNCTION
