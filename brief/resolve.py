"""Drafts to claims: mentions become actors, and every field is brought to the article's own words.

What is amended or dropped on the way is a finding of the claim. Whether the claim then stands is for
`verify` to say.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from brief.actors import Cast, bare, country, country_spans, is_group, is_one, is_self, names, names_in, same
from brief.cues import AGREEMENT_STATUS
from brief.drafts import AgreementDraft, Draft, MeetingDraft, ParticipantDraft, ThreatDraft
from brief.records import (
    Agreement,
    AgreementStatus,
    Document,
    Evidence,
    Finding,
    Meeting,
    Participant,
    Sentence,
    Threat,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

AnyClaim = Meeting | Agreement | Threat

_SAID = (
    r"(?:said|says|told|added|stated|noted|announced|claimed|warned|wrote|tweeted|insisted|argued|explained)"
)
_SPEAKER = (
    re.compile(rf"[,”\"]\s+(?P<who>[^,“”\".;]{{2,60}}?)\s+(?:also\s+)?{_SAID}\b"),
    re.compile(rf"^(?P<who>[A-Z][^,“”\".;]{{1,60}}?)\s+(?:also\s+)?{_SAID}\b"),
    re.compile(rf"[,”\"]\s+{_SAID}\s+(?P<who>(?:[A-Z][\w.’'-]*\s?)+)"),
    re.compile(r"(?i:according to)\s+(?P<who>[^,“”\";]{2,60}?)(?=[,.;]|$)"),
)


@dataclass(frozen=True)
class _Reading:
    """Where the walk through the article stands."""

    document: Document
    sentence: Sentence
    cast: Cast
    speaker: str | None

    def finding(self, field: str, message: str) -> Finding:
        return Finding(check="resolve", field=field, message=message, severity="note")

    def evidence(self) -> tuple[Evidence, ...]:
        here = self.sentence
        quote = self.document.quote(here.number)
        return (Evidence(sentence=here.number, start=here.start, end=here.end, quote=quote),)

    def in_document(self, name: str) -> bool:
        return any(names(name, sentence.text) for sentence in self.document.sentences)


def resolve(document: Document, drafts: Sequence[Draft]) -> tuple[AnyClaim, ...]:
    """Claims with their findings so far, in order of their sentences; ids and verdicts are not set yet."""
    claims: list[AnyClaim] = []
    cast, speaker = Cast(), None
    for sentence in document.sentences:
        reading = _Reading(document, sentence, cast, speaker)
        own = [draft.body for draft in drafts if draft.sentence == sentence.number]
        # Meetings first: they name the people whom the rest of the sentence calls "they".
        for body in sorted(own, key=lambda body: not isinstance(body, MeetingDraft)):
            if isinstance(body, MeetingDraft):
                meeting = _meeting(body, reading)
                claims.append(meeting)
                reading = replace(reading, cast=_met(reading.cast, meeting))
        reading = replace(reading, speaker=attribution(sentence.text, reading.cast, speaker))
        for body in own:
            if isinstance(body, AgreementDraft):
                agreement = _agreement(body, reading)
                claims.append(agreement)
                if len(agreement.parties) > 1:
                    reading = replace(reading, cast=replace(reading.cast, group=agreement.parties))
            elif isinstance(body, ThreatDraft):
                claims.append(_threat(body, reading))
        cast, speaker = reading.cast, reading.speaker or speaker
    return tuple(claims)


def attribution(text: str, cast: Cast, speaker: str | None) -> str | None:
    """To whom a sentence attributes what it tells, by its own words; `speaker` is who "he" last was."""
    for pattern in _SPEAKER:
        if match := pattern.search(text):
            # The stop that ends a sentence is no part of a name; that of "the U.N." is.
            who = re.sub(r"(?<![A-Z])\.$", "", match["who"].strip())
            if is_one(who):
                return speaker
            if is_group(who):
                return ", ".join(cast.group) or None
            return cast.full(cast.person(who) or bare(who))
    return None


def _met(cast: Cast, meeting: Meeting) -> Cast:
    """The cast after a meeting: its people, and as its group the countries, or else the people, in it."""
    people = tuple((person.name, person.affiliation) for person in meeting.participants)
    sides = tuple(dict.fromkeys(person.affiliation or person.name for person in meeting.participants))
    known = tuple(entry for entry in cast.people if entry[0] not in {name for name, _ in people})
    return Cast(known + people, sides if len(sides) > 1 else cast.group)


def _meeting(draft: MeetingDraft, reading: _Reading) -> Meeting:
    findings: list[Finding] = []
    people: list[Participant] = []
    title: str | None = None
    for entry in draft.participants:
        names_of = _named(entry.name, reading)
        if not names_of:
            message = f"participant “{entry.name}” is not named in the article"
            findings.append(reading.finding("participants", message))
        for name in names_of:
            person = _participant(name, entry, title, reading)
            title = person.role or title
            if not any(same(person.name, other.name) for other in people):
                people.append(person)
    place = _worded(draft.place, "place", reading, findings)
    if place and not re.search(r"[A-Z]", place):
        findings.append(reading.finding("place", f"“{place}” names no place"))
        place = None
    return Meeting(
        id="",
        verdict="verified",
        evidence=reading.evidence(),
        findings=tuple(findings),
        participants=tuple(people),
        status=draft.status,
        place=place,
        date=_worded(draft.date, "date", reading, findings),
        topic=_worded(draft.topic, "topic", reading, findings),
        stated_by=attribution(reading.sentence.text, reading.cast, reading.speaker),
    )


def _participant(name: str, entry: ParticipantDraft, title: str | None, reading: _Reading) -> Participant:
    """One participant; a plural title ("advisers A of X, B of Y") holds for each name that follows it."""
    text = reading.sentence.text
    role = entry.role if entry.role and _titled(entry.role, text) else None
    if role is None and title and re.search(rf"(?i)\b{re.escape(title)}s\b", text):
        role = title
    of = entry.country
    if of and not (names(of, text) or reading.in_document(of)):
        of = None
    if country(name):
        role, of = None, country(name)
    return Participant(name=name, role=role, affiliation=country(of) or of if of else None)


def _titled(role: str, text: str) -> bool:
    """Does a sentence have this title, in the singular or, for several who bear it, in the plural?"""
    return _has_words(role, text) or re.search(rf"(?i)\b{re.escape(role)}s\b", text) is not None


def _agreement(draft: AgreementDraft, reading: _Reading) -> Agreement:
    findings: list[Finding] = []
    parties: dict[str, None] = {}
    for mention in draft.parties:
        found = _named(mention, reading)
        if not found:
            message = f"party “{mention}” is not named in the article"
            findings.append(reading.finding("parties", message))
        elif len(draft.parties) > 1 and len(found) == 1 and _object(found[0], reading.sentence.text):
            message = f"“{mention}” is spoken about, it is no party"
            findings.append(reading.finding("parties", message))
        else:
            parties |= dict.fromkeys(found)
    group = reading.cast.group
    own = {country(party) or reading.cast.affiliation(party) or party for party in parties}
    # It takes two to agree: parties that are only part of the group stand for all of it.
    if (
        draft.status in ("agreed", "proposed")
        and own < set(group)
        and _joint(reading.sentence.text, own, group)
    ):
        parties = dict.fromkeys(group)
        findings.append(reading.finding("parties", "named by the sentences before"))
    status = _status(draft.status, reading.sentence.text)
    if status != draft.status:
        message = f"“{status}” by the words of the sentence; the model had “{draft.status}”"
        findings.append(reading.finding("status", message))
    return Agreement(
        id="",
        verdict="verified",
        evidence=reading.evidence(),
        findings=tuple(findings),
        parties=tuple(parties),
        commitment=draft.commitment.strip(),
        status=status,
        stated_by=_speaker(draft.said_by, reading),
    )


def _status(drafted: AgreementStatus, text: str) -> AgreementStatus:
    """The drafted status; where the sentence has no word for it, the one that it has words for."""
    if AGREEMENT_STATUS[drafted].search(text) or drafted in ("refused", "withdrawn"):
        return drafted
    if AGREEMENT_STATUS["refused"].search(text) or AGREEMENT_STATUS["withdrawn"].search(text):
        return drafted
    affirmative: tuple[AgreementStatus, ...] = ("agreed", "pledged", "proposed")
    return next((status for status in affirmative if AGREEMENT_STATUS[status].search(text)), drafted)


def _joint(text: str, own: set[str], group: tuple[str, ...]) -> bool:
    """Does a sentence that names some of a group, or none, speak of all of it?"""
    if len(own) < 2:  # noqa: PLR2004 - a single party, or none
        return re.search(r"\b(?:[Ww]e|[Tt]hey|[Oo]ur|agreed|agreement)\b", text) is not None
    count = {2: "two|both|bilateral", 3: "three|trilateral", 4: "four|quadrilateral"}.get(len(group))
    return bool(count) and re.search(rf"(?i)\b(?:{count})\b", text) is not None


def _threat(draft: ThreatDraft, reading: _Reading) -> Threat:
    findings: list[Finding] = []
    cited_by = _speaker(draft.said_by, reading)
    poser = draft.posed_by
    if poser and is_self(poser):
        # "We will strike": the speaker's own side, never the group of all who met.
        posed_by = reading.cast.affiliation(cited_by or "") or cited_by
    else:
        posed_by = _one(poser, "posed_by", reading, findings)
    if poser and poser.lower() == draft.threat.lower():
        findings.append(reading.finding("posed_by", "the danger is named, not who poses it"))
        posed_by = None
    target = _one(draft.target, "target", reading, findings)
    if (
        target
        and posed_by
        and same(target, posed_by)
        and _owns(posed_by, draft.threat, reading.sentence.text)
    ):
        findings.append(reading.finding("target", f"{target} poses it, and is not its target"))
        target = None
    if target and re.search(rf"(?i)\bwith {re.escape(target)}\b", draft.threat):
        findings.append(reading.finding("target", f"{target} is a partner in it, not its target"))
        target = None
    return Threat(
        id="",
        verdict="verified",
        evidence=reading.evidence(),
        findings=tuple(findings),
        threat=draft.threat.strip(),
        kind=draft.kind,
        posed_by=posed_by,
        target=target,
        cited_by=cited_by,
    )


def _one(mention: str | None, field: str, reading: _Reading, findings: list[Finding]) -> str | None:
    """Actor of a field that holds one; dropped, with a finding, if the article does not name it."""
    if not mention:
        return None
    found = _named(mention, reading)
    if not found:
        findings.append(reading.finding(field, f"“{mention}” is not named in the article"))
    return ", ".join(found) or None


def _speaker(mention: str | None, reading: _Reading) -> str | None:
    """Who says it: by the sentence's own "X said", else as drafted if the sentence names them."""
    if by_words := attribution(reading.sentence.text, reading.cast, reading.speaker):
        return by_words
    if not mention or is_one(mention):
        return None
    found: dict[str, None] = {}
    for part in re.split(r",\s*(?:and\s+)?|\s+and\s+", mention):
        if is_group(part) or _has_words(part, reading.sentence.text):
            found |= dict.fromkeys(_named(part, reading))
    return ", ".join(found) or None


def _named(mention: str, reading: _Reading) -> tuple[str, ...]:
    """Actors behind a mention that the article names; none for a name that it does not have."""
    if is_one(mention):
        return (reading.speaker,) if reading.speaker else ()
    if not (is_group(mention) or _has_words(mention, reading.sentence.text) or reading.in_document(mention)):
        return ()
    return reading.cast.parties(mention)


def _worded(text: str | None, field: str, reading: _Reading, findings: list[Finding]) -> str | None:
    """A field in the sentence's words; dropped, with a finding, if the sentence does not have them."""
    if not text:
        return None
    if _has_words(text, reading.sentence.text):
        return text.strip()
    findings.append(reading.finding(field, f"“{text}” is not in the cited sentence"))
    return None


def _object(name: str, text: str) -> bool:
    """Is a name in the sentence only as an owner or a target: "X's duty", "against X"?"""
    place = country(name)
    if place:
        spans = [(start, end) for found, start, end in country_spans(text) if found == place]
    else:
        spans = [match.span() for match in re.finditer(re.escape(name), text)]
    return bool(spans) and all(
        re.match(r"[’']s?\b|[’'](?!\w)", text[end:])
        or re.search(
            r"(?i)\b(?:against|counter(?:ing)?|under|over|on|from|about)\s+(?:the\s+)?$", text[:start]
        )
        for start, end in spans
    )


def _owns(name: str, phrase: str, text: str) -> bool:
    """Does the sentence have the phrase as this actor's own: "X's illicit trade"?"""
    before = text[: max(text.lower().find(phrase.lower()), 0)]
    owner = re.search(r"([\w. ]+)[’']s?\s+(?:\w+\s+){0,2}$", before)
    return owner is not None and names(name, owner[1])


def _has_words(phrase: str, text: str) -> bool:
    """Are all words of a phrase in a text, whatever their case? A country counts in any of its forms."""
    words = set(re.findall(r"\w+", text.lower()))
    if set(re.findall(r"\w+", phrase.lower())) <= words:
        return True
    return bool(names_in(phrase)) and names(phrase, text)
