"""False claims by who: another actor, speaker, place, status or office than the article gives.

Each function gives claims that are false of a document if the claim it is given is true; which of the
ways to be false it is, its docstring says. Where the article leaves a doubt there is no claim.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from brief import countries
from brief.actors import countries_in, country, same
from brief.records import Agreement, Meeting, Participant, Threat
from brief.truths import actors_of, evidence_text, is_plain, tellers_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from brief.records import AgreementStatus, MeetingStatus
    from brief.truths import AnyClaim, Truths

# What a true status rules out. Pairs that can both hold ("agreed" and "claimed") are left out.
_NOT_MET: Mapping[MeetingStatus, tuple[MeetingStatus, ...]] = {
    "held": ("cancelled", "refused", "planned"),
    "ongoing": ("cancelled", "refused"),
    "planned": ("held", "cancelled", "refused"),
    "cancelled": ("held", "ongoing", "planned"),
    "proposed": ("held", "cancelled"),
    "refused": ("held", "ongoing", "planned"),
}
_NOT_AGREED: Mapping[AgreementStatus, tuple[AgreementStatus, ...]] = {
    "agreed": ("refused", "withdrawn", "proposed"),
    "pledged": ("refused", "withdrawn"),
    "claimed": ("refused", "withdrawn"),
    "proposed": ("agreed", "withdrawn"),
    "refused": ("agreed", "pledged"),
    "withdrawn": ("pledged",),
}
# A commitment to stop something is much the same as leaving it, and one that says "but" is two.
_STOPS = re.compile(r"(?i)\b(?:suspend|end|halt|stop|clos|withdr|leav|violat|broke)\w*|\bbut\b")
_DENIED = re.compile(r"(?i)\b(?:not|no|never|without)\b|n['’]t\b")
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
            if _swappable(one.name, other):
                new = _as_participant(other, truths)
                people = (*claim.participants[:index], new, *claim.participants[index + 1 :])
                yield claim.model_copy(update={"participants": people})


def participant_added(claim: AnyClaim, truths: Truths) -> Iterator[AnyClaim]:
    """One whom the cited sentences do not name is said to have taken part as well."""
    if isinstance(claim, Meeting) and _is_complete([one.name for one in claim.participants]):
        for other in truths.strangers(claim, cited=False):
            people = (*claim.participants, _as_participant(other, truths))
            yield claim.model_copy(update={"participants": people})


def party(claim: AnyClaim, truths: Truths) -> Iterator[AnyClaim]:
    """Another actor of the document is said to be bound in place of a party."""
    if not isinstance(claim, Agreement):
        return
    for other in truths.strangers(claim):
        for index, one in enumerate(claim.parties):
            if _swappable(one, other):
                yield claim.model_copy(
                    update={"parties": (*claim.parties[:index], other, *claim.parties[index + 1 :])}
                )


def party_added(claim: AnyClaim, truths: Truths) -> Iterator[AnyClaim]:
    """One whom the cited sentences do not name is said to be bound as well."""
    if isinstance(claim, Agreement) and claim.parties and all(map(is_plain, claim.parties)):
        for other in truths.strangers(claim, cited=False):
            yield claim.model_copy(update={"parties": (*claim.parties, other)})


def poser(claim: AnyClaim, truths: Truths) -> Iterator[AnyClaim]:
    """Another actor of the document is said to pose the threat."""
    if isinstance(claim, Threat) and claim.posed_by:
        for other in truths.strangers(claim):
            if _swappable(claim.posed_by, other):
                yield claim.model_copy(update={"posed_by": other})


def target(claim: AnyClaim, truths: Truths) -> Iterator[AnyClaim]:
    """Another actor of the document is said to be the target.

    A danger may well be one to others too: for it, one whom the cited sentences do not name.
    """
    if isinstance(claim, Threat) and claim.target and is_plain(claim.target):
        for other in truths.strangers(claim, cited=claim.kind == "verbal"):
            if _swappable(claim.target, other):
                yield claim.model_copy(update={"target": other})


def exchanged(claim: AnyClaim, truths: Truths) -> Iterator[AnyClaim]:
    """The target is said to pose the threat, and the poser to be its target."""
    if not isinstance(claim, Threat) or not claim.posed_by or not claim.target:
        return
    sides = [
        (one.posed_by or "", one.target or "") for one in truths.beside(claim) if isinstance(one, Threat)
    ]
    mutual = any(same(claim.posed_by, hit) and same(claim.target, by) for by, hit in sides)
    if truths.apart(claim.posed_by, [claim.target]) and not mutual:
        yield claim.model_copy(update={"posed_by": claim.target, "target": claim.posed_by})


def teller_poses(claim: AnyClaim, truths: Truths) -> Iterator[AnyClaim]:
    """The one who names a danger is said to pose it."""
    if not isinstance(claim, Threat) or claim.kind != "danger" or not claim.posed_by or not claim.cited_by:
        return
    if is_plain(claim.cited_by) and truths.apart(claim.cited_by, [claim.posed_by]):
        yield claim.model_copy(update={"posed_by": claim.cited_by})


def speaker(claim: AnyClaim, truths: Truths) -> Iterator[AnyClaim]:
    """What one said is put into the mouth of another, who has no part in it."""
    field = "cited_by" if isinstance(claim, Threat) else "stated_by"
    if tellers_of(claim):
        # Others whom the sentences name may well warn of the same danger.
        danger = isinstance(claim, Threat) and claim.kind == "danger"
        for other in truths.strangers(claim, cited=not danger):
            yield claim.model_copy(update={field: other})


def speaker_invented(claim: AnyClaim, truths: Truths) -> Iterator[AnyClaim]:
    """What the outlet tells is put into the mouth of one whom the cited sentences do not name."""
    field = "cited_by" if isinstance(claim, Threat) else "stated_by"
    if not tellers_of(claim) and not isinstance(claim, Meeting):
        for other in truths.strangers(claim, cited=False):
            yield claim.model_copy(update={field: other})


def status(claim: AnyClaim, truths: Truths) -> Iterator[AnyClaim]:
    """What was held, agreed, refused or only proposed is said to be one of the others."""
    if isinstance(claim, Meeting):
        said = {one.status for one in truths.claims if isinstance(one, Meeting) and _overlap(one, claim)}
        if _CALLED_OFF.search(evidence_text(claim)):
            said.add("cancelled")
        for held in _NOT_MET[claim.status]:
            if held not in said:
                yield claim.model_copy(update={"status": held})
    elif isinstance(claim, Agreement) and claim.parties and not _STOPS.search(claim.commitment):
        beside = {one.status for one in truths.beside(claim) if isinstance(one, Agreement)}
        if _DENIED.search(claim.commitment):
            # "Refused to make no announcement" may be read as "refused to make one".
            beside.add("refused")
        for agreed in _NOT_AGREED[claim.status]:
            if agreed not in beside:
                yield claim.model_copy(update={"status": agreed})


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
                people = list(claim.participants)
                people[index] = one.model_copy(update={"role": other.role})
                people[later] = other.model_copy(update={"role": one.role})
                yield claim.model_copy(update={"participants": tuple(people)})
    for index, one in enumerate(claim.participants):
        unknown = next((each for each in _OFFICES if each not in truths.text.lower()), None)
        if unknown and _is_person(one):
            new = one.model_copy(update={"role": unknown})
            yield claim.model_copy(
                update={"participants": (*claim.participants[:index], new, *claim.participants[index + 1 :])}
            )


def affiliation(claim: AnyClaim, truths: Truths) -> Iterator[AnyClaim]:
    """Two persons who took part are said to belong each to the other's country or organisation."""
    if not isinstance(claim, Meeting):
        return
    for index, one in enumerate(claim.participants):
        for later, other in enumerate(claim.participants[index + 1 :], index + 1):
            persons = _is_person(one) and _is_person(other)
            if persons and truths.apart(one.affiliation or "", [other.affiliation or ""]):
                people = list(claim.participants)
                people[index] = one.model_copy(update={"affiliation": other.affiliation})
                people[later] = other.model_copy(update={"affiliation": one.affiliation})
                yield claim.model_copy(update={"participants": tuple(people)})


def _swappable(old: str, new: str) -> bool:
    """Countries stand in for countries, and others for others; none for "several states"."""
    return is_plain(old) and bool(country(old)) == bool(country(new))


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
