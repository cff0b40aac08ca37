"""Drafts to claims: mentions become actors, and every field is brought to the article's own words.

What is amended or dropped on the way is a finding of the claim. Whether the claim then stands is for
`verify` to say.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from brief.actors import (
    bare,
    country,
    country_spans,
    is_group,
    is_one,
    is_self,
    names,
    names_in,
    pair_of,
    same,
)
from brief.cast import Cast, attribution, cast_of
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

    from brief.mentions import Mention

AnyClaim = Meeting | Agreement | Threat


@dataclass(frozen=True)
class _Reading:
    """Where the walk through the article stands."""

    document: Document
    sentence: Sentence
    cast: Cast

    @property
    def row(self) -> tuple[Mention, ...]:
        return self.cast.row(self.sentence.number)

    def finding(self, field: str, message: str) -> Finding:
        return Finding(check="resolve", field=field, message=message, severity="note")

    def evidence(self) -> tuple[Evidence, ...]:
        here = self.sentence
        quote = self.document.quote(here.number)
        return (Evidence(sentence=here.number, start=here.start, end=here.end, quote=quote, page=here.page),)

    def in_document(self, name: str) -> bool:
        return any(names(name, sentence.text) for sentence in self.document.sentences)

    def speaker(self) -> str | None:
        return attribution(self.sentence.text, self.row, self.cast)


def resolve(document: Document, drafts: Sequence[Draft]) -> tuple[AnyClaim, ...]:
    """Claims with their findings so far, in order of their sentences; ids and verdicts are not set yet."""
    claims: list[AnyClaim] = []
    cast = cast_of(document)
    for sentence in document.sentences:
        own = [draft.body for draft in drafts if draft.sentence == sentence.number]
        # Meetings first: they name the people whom the rest of the sentence calls "they".
        for body in sorted(own, key=lambda body: not isinstance(body, MeetingDraft)):
            reading = _Reading(document, sentence, cast)
            if isinstance(body, MeetingDraft):
                claims.append(meeting := _meeting(body, reading))
                cast = _met(cast, meeting)
            elif isinstance(body, AgreementDraft):
                claims.append(agreement := _agreement(body, reading))
                cast = replace(cast, group=agreement.parties) if len(agreement.parties) > 1 else cast
            else:
                claims.append(_threat(body, reading))
        cast = replace(cast, speaker=_Reading(document, sentence, cast).speaker() or cast.speaker)
    return tuple(claims)


def _met(cast: Cast, meeting: Meeting) -> Cast:
    """The cast after a meeting: its group are the countries, or else the people, in it."""
    sides = tuple(dict.fromkeys(person.affiliation or person.name for person in meeting.participants))
    return replace(cast, group=sides) if len(sides) > 1 else cast


def _meeting(draft: MeetingDraft, reading: _Reading) -> Meeting:
    findings: list[Finding] = []
    people: list[Participant] = []
    for entry in draft.participants:
        found = _participants(entry, reading)
        if isinstance(found, str):
            findings.append(reading.finding("participants", found))
            continue
        people += [one for one in found if not any(same(one.name, other.name) for other in people)]
    for one in _partners(reading):
        if not any(same(one.name, other.name) for other in people):
            findings.append(reading.finding("participants", f"with {one.name}, by the words of the sentence"))
            people.append(one)
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
        stated_by=reading.speaker(),
    )


_WITH = re.compile(
    r"(?i)\b(?:talks?|meetings?|met|meet|summit|negotiations?|discussions?|spoken?|speak|conferred|dialogue)"
    r"\s+(?:\w+\s+){0,3}?with\s+(?:(?:the|a|an|his|her|its|their)\s+)?$"
)


def _partners(reading: _Reading) -> list[Participant]:
    """With whom a sentence says that the meeting is: "talks with the Swedish envoy"."""
    text = reading.sentence.text
    return [_mentioned(each, reading.cast) for each in reading.row if _WITH.search(text[: each.start])]


def _participants(entry: ParticipantDraft, reading: _Reading) -> list[Participant] | str:
    """Who takes part by one entry of a draft; a message if that is nobody."""
    cast = reading.cast
    if is_self(entry.name) or is_one(entry.name):
        speaker = reading.speaker() or cast.speaker
        return [_person(speaker, cast)] if speaker else f"“{entry.name}”: nobody is named before"
    pair = pair_of(entry.name) or (pair_of(reading.sentence.text) if entry.name in _HALVES else ())
    if pair or is_group(entry.name):
        group = pair or cast.group
        return [_person(name, cast) for name in group] or f"“{entry.name}”: no group is named before"
    if (mention := _mention(entry.name, reading)) is None:
        return _unnamed(entry, reading)
    if mention.placed and mention.sort in ("country", "name"):
        return f"“{mention.name}” is where, not who"
    return [_mentioned(mention, cast)]


# A small model makes "Korea" of "the two Koreas".
_HALVES = ("Korea", "Koreas")


def _unnamed(entry: ParticipantDraft, reading: _Reading) -> list[Participant] | str:
    """Participants without a name, such as "other players", if the sentence has them."""
    if not _has_words(entry.name, reading.sentence.text):
        return f"participant “{entry.name}” is not named in the sentence"
    if not _ACTING.search(entry.name):
        return f"“{entry.name}” is nobody who could take part"
    return [Participant(name=bare(entry.name))]


def _mentioned(mention: Mention, cast: Cast) -> Participant:
    """The participant behind a mention: of an office, its holder where the article names one."""
    named = Participant(name=mention.name, role=mention.role, affiliation=mention.affiliation)
    if mention.sort == "organisation":
        return named
    if mention.sort in ("country", "office"):
        phrase = f"{mention.name} {mention.role}" if mention.sort == "country" else mention.name
        holder = cast.officer(phrase) if mention.role else None
        return _person(holder, cast) if holder else named
    known = _person(cast.full(mention.name), cast)
    return Participant(
        name=known.name,
        role=mention.role or known.role,
        affiliation=mention.affiliation or known.affiliation,
    )


# Words for several people, without which a phrase in small letters is nobody.
_ACTING = re.compile(
    r"(?i)\b(?:leaders|officials|ministers|envoys|negotiators|diplomats|rebels|separatists|militants|insurgents"
    r"|generals?|players|parties|sides|delegations?|mediators?|factions|groups?|allies|representatives|teams?"
    r"|president|minister|envoy|king|queen|premier|chancellor|countries|powers|states|governments?)\b"
)


def _person(name: str, cast: Cast) -> Participant:
    known = None if country(name) else cast.known(name)
    if known:
        return Participant(name=known.name, role=known.role, affiliation=known.affiliation)
    return Participant(name=name, affiliation=country(name))


def _mention(name: str, reading: _Reading) -> Mention | None:
    """The mention of the sentence that a drafted name stands for."""
    at = reading.sentence.text.lower().find(bare(name).lower())
    end = at + len(bare(name))
    over = [each for each in reading.row if at >= 0 and each.start < end and at < each.end]
    named = [each for each in reading.row if same(each.name, name)]
    # "the Japanese prime minister, Shinzo Abe": a draft that has the office means the person who holds it.
    return next(iter([each for each in named if each in over] or over or named), None)


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
    # "We will strike": the speaker's own side, never the group of all who met.
    own = poser is not None and is_self(poser)
    posed_by = cited_by if own else _one(poser, "posed_by", reading, findings)
    # What a president would do his country would do.
    posed_by = (reading.cast.affiliation(posed_by) if posed_by else None) or posed_by
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
    if by_words := reading.speaker():
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
    if is_one(mention) or is_self(mention):
        speaker = reading.speaker() or reading.cast.speaker
        if is_one(mention) or not reading.cast.group:
            return (speaker,) if speaker else ()
        return reading.cast.group
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
