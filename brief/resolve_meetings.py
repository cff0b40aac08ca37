"""A drafted meeting becomes a claim: who took part, where, when, and whether it was held."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from brief.actors import (
    bare,
    countries_in,
    country,
    has_people,
    is_group,
    is_one,
    is_self,
    names,
    pair_of,
    same,
)
from brief.attending import bystander, clause, partners, stands_for
from brief.dates import resolve
from brief.meeting_status import OFFERED, called_off, standing
from brief.people import royals_apart
from brief.reading import Reading, has_words
from brief.records import Finding, Meeting, Participant
from brief.tagging import ROLE

if TYPE_CHECKING:
    from brief.cast import Cast
    from brief.drafts import MeetingDraft
    from brief.mentions import Mention


def after_meeting(cast: Cast, meeting: Meeting) -> Cast:
    """The cast after a meeting: its group are the countries, or else the people, in it."""
    sides = tuple(dict.fromkeys(person.affiliation or person.name for person in meeting.participants))
    company = tuple(person.name for person in meeting.participants)
    return replace(cast, group=sides, company=company) if len(sides) > 1 else cast


def meeting_of(draft: MeetingDraft, reading: Reading) -> Meeting:
    """The claim that a drafted meeting becomes; no id and no verdict yet."""
    findings: list[Finding] = []
    people = _people(draft, reading, findings)
    place = reading.worded(draft.place, "place", findings)
    if place and not re.search(r"[A-Z]", place):
        findings.append(reading.finding("place", f"“{place}” names no place"))
        place = None
    evidence, status = reading.evidence(), draft.status
    if status == "planned" and OFFERED.search(reading.sentence.text):
        status = "proposed"
    elif status in ("planned", "held") and (told := called_off(reading)):
        status = "cancelled"
        evidence = tuple(sorted((*evidence, *told.evidence()), key=lambda item: item.sentence))
        findings.append(reading.finding("status", f"called off, by sentence {told.sentence.number}"))
    elif status == "planned" and (stands := standing(reading.sentence.text)):
        status = stands
        findings.append(reading.finding("status", f"“{stands}” by the words; the model had “planned”"))
    date = reading.worded(draft.date, "date", findings)
    if date and not _TIME.search(date):
        findings.append(reading.finding("date", f"“{date}” names no time"))
        date = None
    resolved = resolve(date or "", reading.document.date, status, reading.sentence.text)
    return Meeting(
        id="",
        verdict="verified",
        evidence=evidence,
        findings=tuple(findings),
        participants=tuple(people),
        status=status,
        place=place,
        date=date,
        date_resolved=resolved.text if resolved else None,
        topic=reading.worded(draft.topic, "topic", findings),
        stated_by=reading.speaker(),
    )


def _people(draft: MeetingDraft, reading: Reading, findings: list[Finding]) -> list[Participant]:
    """Who takes part: whom the draft names, and with whom the sentence says it is."""
    people: list[Participant] = []
    others = partners(reading)
    start, end = clause(reading, others)
    for name in draft.participants:
        mention = _mention(name, reading)
        if mention and not start <= mention.start < end:
            findings.append(reading.finding("participants", f"“{mention.name}” stands in another clause"))
            continue
        found = _participants(name, mention, reading)
        if isinstance(found, str):
            findings.append(reading.invented(name, "participants") or reading.finding("participants", found))
            continue
        people += [one for one in found if not any(_is_one(one, other) for other in people)]
    speaker = reading.speaker() if _SELF_MEETS.search(reading.sentence.text) else None
    if speaker and not any(same(speaker, other.name) for other in people):
        findings.append(reading.finding("participants", f"{speaker}, by “we” or “I”"))
        people.insert(0, _person(speaker, reading.cast))
    for one in (_mentioned(stands_for(each, reading) or each, reading.cast) for each in others):
        if not any(_is_one(one, other) for other in people):
            findings.append(reading.finding("participants", f"with {one.name}, by the words of the sentence"))
            people.append(one)
    return people


_TIME = re.compile(
    r"(?i)\d|\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:jan|feb|mar|apr|jun|jul|aug|sep|sept|oct|nov|dec)\.?(?:\s|$)"
    r"|january|february|march|april|may|june|july|august|september|october|november|december"
    r"|(?:to|yester|mid)?days?|tonight|tomorrow|week(?:end)?s?|months?|years?|decades?|hours?|minutes?|nights?|mornings?|afternoons?"
    r"|evenings?|noon|midnight|spring|summer|autumn|fall|winter|soon|now|ago|earlier|later|recent(?:ly)?|dates?"
    r"|anniversary|eve|immediately|christmas|easter|ramadan)(?!\w)"
)


def _is_one(one: Participant, other: Participant) -> bool:
    return same(one.name, other.name) and not royals_apart(one.role, other.role)


# "I have spoken to": whoever says so was there.
_SELF_MEETS = re.compile(
    r"\b(?:I|[Ww]e)(?:[’']ve|[’']ll)?\s+(?:(?:have|had|will|shall|also|just|\w+ly)\s+){0,3}(?:met|meet|spoke|spoken|speak|talked|talk"
    r"|discussed|discuss|host|hosted|hold|held|conferred|welcomed|received|visited)\b"
)


def _participants(name: str, mention: Mention | None, reading: Reading) -> list[Participant] | str:
    """Who takes part by one name of a draft; a message if that is nobody."""
    cast = reading.cast
    if is_self(name) or is_one(name):
        speaker = reading.speaker() or cast.speaker or reading.last_person()
        return [_person(speaker, cast)] if speaker else f"“{name}”: nobody is named before"
    pair = pair_of(name) or (pair_of(reading.sentence.text) if name in _HALVES else ())
    if pair or is_group(name):
        group = pair or cast.company or cast.group
        return [_person(one, cast) for one in group] or f"“{name}”: no group is named before"
    if mention is None:
        return _unnamed(name, reading)
    mention = stands_for(mention, reading) or mention
    return bystander(mention, reading.sentence.text) or [_mentioned(mention, cast)]


# A small model makes "Korea" of "the two Koreas".
_HALVES = ("Korea", "Koreas")


def _unnamed(name: str, reading: Reading) -> list[Participant] | str:
    """Participants without a name, such as "other players", if the sentence has them."""
    nations, office = countries_in(name), ROLE.search(name)
    if len(nations) == 1 and office and names(nations[0], reading.sentence.text):
        # "the foreign ministers of Chile and Peru", taken apart by the model
        role = re.sub(r"s$", "", office[0].lower())
        return [Participant(name=nations[0], role=role, affiliation=nations[0])]
    if not has_words(name, reading.sentence.text):
        return f"participant “{name}” is not named in the sentence"
    if not has_people(name):
        return f"“{name}” is nobody who could take part"
    return [Participant(name=bare(name))]


def _mentioned(mention: Mention, cast: Cast) -> Participant:
    """The participant behind a mention: of an office, its holder where the article names one."""
    named = Participant(name=mention.name, role=mention.role, affiliation=mention.affiliation)
    if mention.sort == "organisation":
        return named
    if mention.sort in ("country", "office"):
        phrase = f"{mention.name} {mention.role}" if mention.sort == "country" else mention.name
        several = mention.sort == "office" and phrase.endswith("s")
        holder = cast.officer(phrase) if mention.role and not several else None
        if mention.sort == "office" and not (holder or mention.affiliation):
            holder = cast.holder(phrase)
        return _person(holder, cast) if holder else named
    known = _person(cast.full(mention.name), cast)
    return Participant(
        name=known.name,
        role=mention.role or known.role,
        affiliation=mention.affiliation or known.affiliation,
    )


def _person(name: str, cast: Cast) -> Participant:
    known = None if country(name) else cast.known(name)
    if known:
        return Participant(name=known.name, role=known.role, affiliation=known.affiliation)
    return Participant(name=name, affiliation=country(name))


def _mention(name: str, reading: Reading) -> Mention | None:
    """The mention of the sentence that a drafted name stands for."""
    at = reading.sentence.text.lower().find(bare(name).lower())
    end = at + len(bare(name))
    over = [each for each in reading.row if at >= 0 and each.start < end and at < each.end]
    named = [each for each in reading.row if same(each.name, name)]
    # "the Japanese prime minister, Shinzo Abe": a draft that has the office means the person who holds it.
    return next(iter([each for each in named if each in over] or over or named), None)
