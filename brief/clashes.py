"""When two roles of one person, or two places of one meeting, cannot both be right.

A fuller role, or a place within a place, is no contradiction, and where nothing tells there is none.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from brief.actors import country, same

if TYPE_CHECKING:
    from collections.abc import Iterable

    from brief.records import Participant

# What a minister is for, in the words of several countries; one minister has one of these.
_PORTFOLIOS = {
    "foreign": r"foreign|external",
    "defence": r"defen[cs]e|war",
    "interior": r"interior|home",
    "finance": r"financ\w+|treasury|econom\w+",
    "justice": r"justice",
    "health": r"health",
    "energy": r"energy|oil|petroleum",
    "trade": r"trade|commerce",
}
_MINISTER = re.compile(r"(?i)\b(?:minister|secretary)\b")
_DEPUTY = re.compile(r"(?i)\b(?:vice|deputy)\b")
_HEADS = {"president": r"president", "head of government": r"prime minister|premier"}


def other_place(left: str | None, right: str | None) -> bool:
    """Are these in two countries? A country's seat is the country; any other city alone tells nothing."""
    one, other = (_country_of(place or "") for place in (left, right))
    return bool(one and other and one != other)


def other_roles(left: Iterable[Participant], right: Iterable[Participant]) -> bool:
    """Has somebody in one the role that in the other rules out?"""
    others = tuple(right)
    return any(
        _other_role(one.role, other.role) for one in left for other in others if same(one.name, other.name)
    )


def _country_of(place: str) -> str | None:
    return country(place) or country(place.rpartition(",")[2].strip())


def _other_role(left: str | None, right: str | None) -> bool:
    """Two portfolios of ministers, head of state and of government, or an office and its deputy's."""
    if not (left and right):
        return False
    one, other = _offices(left), _offices(right)
    if one and one == other:
        return bool(_DEPUTY.search(left)) != bool(_DEPUTY.search(right))
    return bool(one and other) and not one & other and (one <= set(_HEADS)) == (other <= set(_HEADS))


def _offices(role: str) -> frozenset[str]:
    """Offices that a role names; a head of government may be minister of something as well."""
    heads = frozenset(name for name, words in _HEADS.items() if re.search(rf"(?i)\b(?:{words})\b", role))
    if heads or not _MINISTER.search(role):
        return heads
    return frozenset(name for name, words in _PORTFOLIOS.items() if re.search(rf"(?i)\b(?:{words})\b", role))
