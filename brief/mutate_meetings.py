"""False meetings: other people, offices, places or another outcome than the article gives.

Each function gives claims that are false of a document if the claim it is given is true; which of the
ways to be false it is, its docstring says. Where the article leaves a doubt there is no claim.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from brief import countries
from brief.actors import countries_in, country, same
from brief.records import Meeting, Participant
from brief.truths import actors_of, evidence_text, is_plain, swappable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from brief.records import MeetingStatus
    from brief.truths import AnyClaim, Truths

# What a true status rules out. Pairs that can both hold ("ongoing" and "planned") are left out.
_NOT_MET: Mapping[MeetingStatus, tuple[MeetingStatus, ...]] = {
    "held": ("cancelled", "refused", "planned"),
    "ongoing": ("cancelled", "refused"),
    "planned": ("held", "cancelled", "refused"),
    "cancelled": ("held", "ongoing", "planned"),
    "proposed": ("held", "cancelled"),
    "refused": ("held", "ongoing", "planned"),
}
_CALLED_OFF = re.compile(r"(?i)\b(?:call\w* off|cancel\w*|collaps\w*|cut short)")
# Offices that another title may well cover.
_LOOSE_ROLE = re.compile(r"(?i)\b(?:leaders?|hosts?|officials?|rulers?|head|secretary of state|foreign)\b")
_OFFICES = ("finance minister", "deputy ambassador", "transport commissioner")
_FAR_PLACES = ("Nairobi", "Lima", "Wellington")


def participant(claim: AnyClaim, truths: Truths) -> Iterator[AnyClaim]:
    """Another actor of the document is said to have taken part in place of one who did."""
    if not isinstance(claim, Meeting):
        return
    for other in truths.strangers(claim):
        for index, one in enumerate(claim.participants):
            if swappable(one.name, other):
                yield _replaced(claim, index, _as_participant(other, truths))


def participant_added(claim: AnyClaim, truths: Truths) -> Iterator[AnyClaim]:
    """One whom the cited sentences do not name is said to have taken part as well."""
    if isinstance(claim, Meeting) and _is_complete([one.name for one in claim.participants]):
        for other in truths.strangers(claim, cited=False):
            people = (*claim.participants, _as_participant(other, truths))
            yield claim.model_copy(update={"participants": people})


def status(claim: AnyClaim, truths: Truths) -> Iterator[AnyClaim]:
    """A meeting that was held, cancelled, refused or only proposed is said to be one of the others."""
    if not isinstance(claim, Meeting):
        return
    said = {one.status for one in truths.claims if isinstance(one, Meeting) and _overlap(one, claim)}
    if _CALLED_OFF.search(evidence_text(claim)):
        said.add("cancelled")
    for other in _NOT_MET[claim.status]:
        if other not in said:
            yield claim.model_copy(update={"status": other})


def place(claim: AnyClaim, truths: Truths) -> Iterator[AnyClaim]:
    """The meeting is moved to another place of the document, where none of its people is at home.

    One without a place is given one that is not named in its sentences, nor had by a meeting of theirs.
    """
    if not isinstance(claim, Meeting):
        return
    home = " ; ".join((*actors_of(claim), claim.place or ""))
    taken = "" if claim.place else f"{evidence_text(claim)} ; {_places_of_theirs(claim, truths)}"
    for other in dict.fromkeys((*_places(truths), *_FAR_PLACES)):
        abroad = not set(countries_in(other)) & set(countries_in(home)) and not _shares_word(other, home)
        if abroad and not _shares_word(other, taken):
            yield claim.model_copy(update={"place": other})


def role(claim: AnyClaim, truths: Truths) -> Iterator[AnyClaim]:
    """Two participants have each other's offices, or one has an office that the document does not give."""
    if not isinstance(claim, Meeting):
        return
    for index, one in enumerate(claim.participants):
        for later, other in enumerate(claim.participants[index + 1 :], index + 1):
            if _roles_differ(one.role, other.role):
                half = _replaced(claim, index, one.model_copy(update={"role": other.role}))
                yield _replaced(half, later, other.model_copy(update={"role": one.role}))
    unknown = next((each for each in _OFFICES if each not in truths.text.lower()), None)
    for index, one in enumerate(claim.participants):
        if unknown and _is_person(one):
            yield _replaced(claim, index, one.model_copy(update={"role": unknown}))


def affiliation(claim: AnyClaim, truths: Truths) -> Iterator[AnyClaim]:
    """Two persons who took part are said to belong each to the other's country or organisation."""
    if not isinstance(claim, Meeting):
        return
    for index, one in enumerate(claim.participants):
        for later, other in enumerate(claim.participants[index + 1 :], index + 1):
            persons = _is_person(one) and _is_person(other)
            if persons and truths.apart(one.affiliation or "", [other.affiliation or ""]):
                half = _replaced(claim, index, one.model_copy(update={"affiliation": other.affiliation}))
                yield _replaced(half, later, other.model_copy(update={"affiliation": one.affiliation}))


def _replaced(claim: Meeting, index: int, new: Participant) -> Meeting:
    people = (*claim.participants[:index], new, *claim.participants[index + 1 :])
    return claim.model_copy(update={"participants": people})


def _is_complete(names_: list[str]) -> bool:
    """Whether two or more are named, and none as "all parties", who may be anybody."""
    return len(names_) > 1 and all(map(is_plain, names_))


def _as_participant(name: str, truths: Truths) -> Participant:
    meetings = (claim for claim in truths.claims if isinstance(claim, Meeting))
    known = (one for claim in meetings for one in claim.participants if one.name == name)
    return next(known, Participant(name=name, affiliation=country(name)))


def _is_person(one: Participant) -> bool:
    apart = one.affiliation and not same(one.name, one.affiliation) and one.affiliation not in one.name
    return bool(apart and one.role) and is_plain(one.name) and not re.search(r"\s[a-z]|[’']s\b", one.name)


def _overlap(left: Meeting, right: Meeting) -> bool:
    """Whether all sides of one meeting are at the other."""
    ones, others = ({_side(one) for one in each.participants} for each in (left, right))
    return ones <= others or others <= ones


def _side(one: Participant) -> str:
    return country(one.affiliation or "") or one.affiliation or country(one.name) or one.name


def _places_of_theirs(claim: Meeting, truths: Truths) -> str:
    """Places of all meetings in which a side of this one took part."""
    sides = {_side(one) for one in claim.participants}
    meetings = (one for one in truths.claims if isinstance(one, Meeting) and one.place)
    return " ; ".join(one.place or "" for one in meetings if sides & {_side(who) for who in one.participants})


def _roles_differ(one: str | None, other: str | None) -> bool:
    if not one or not other or _LOOSE_ROLE.search(one) or _LOOSE_ROLE.search(other):
        return False
    return not _shares_word(one, other)


def _shares_word(one: str, other: str) -> bool:
    return bool(set(re.findall(r"\w+", one.lower())) & set(re.findall(r"\w+", other.lower())))


def _places(truths: Truths) -> tuple[str, ...]:
    """Places of the document's meetings, then the seats of government that its text names."""
    told = (claim.place for claim in truths.claims if isinstance(claim, Meeting) and claim.place)
    rows = (line.split("|") for line in countries.TABLE.strip().splitlines())
    seats = (seat.strip() for row in rows if len(row) > 2 for seat in row[2].split(","))  # noqa: PLR2004
    found = sorted((truths.text.find(seat), seat) for seat in seats if seat)
    return (*told, *(seat for at, seat in found if at >= 0))
