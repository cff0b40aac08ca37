"""Drafts to claims: mentions become actors, and every field is brought to the article's own words.

What is amended or dropped on the way is a finding of the claim. Whether the claim then stands is for
`verify` to say.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from brief.actors import (
    countries_in,
    country,
    country_spans,
    is_acting,
    is_self,
    names,
    names_in,
    same,
)
from brief.cast import cast_of
from brief.cues import AGREEMENT_STATUS, HAZARD
from brief.drafts import AgreementDraft, Draft, MeetingDraft, ThreatDraft
from brief.reading import Reading
from brief.records import (
    Agreement,
    AgreementStatus,
    Document,
    Finding,
    Meeting,
    Threat,
)
from brief.resolve_meetings import after_meeting, meeting_of
from brief.tagging import ROLE

if TYPE_CHECKING:
    from collections.abc import Sequence


AnyClaim = Meeting | Agreement | Threat


def resolve(document: Document, drafts: Sequence[Draft]) -> tuple[AnyClaim, ...]:
    """Claims with their findings so far, in order of their sentences; ids and verdicts are not set yet."""
    claims: list[AnyClaim] = []
    cast = cast_of(document)
    for sentence in document.sentences:
        own = [draft.body for draft in drafts if draft.sentence == sentence.number]
        # Meetings first: they name the people whom the rest of the sentence calls "they".
        for body in sorted(own, key=lambda body: not isinstance(body, MeetingDraft)):
            reading = Reading(document, sentence, cast)
            if isinstance(body, MeetingDraft):
                claims.append(meeting := meeting_of(body, reading))
                cast = after_meeting(cast, meeting)
            elif isinstance(body, AgreementDraft):
                claims.append(agreement := _agreement(body, reading))
                if len(agreement.parties) > 1:
                    cast = replace(cast, group=agreement.parties, company=())
            else:
                claims.append(_threat(body, reading))
        cast = replace(cast, speaker=Reading(document, sentence, cast).speaker() or cast.speaker)
    return tuple(claims)


def _agreement(draft: AgreementDraft, reading: Reading) -> Agreement:
    findings: list[Finding] = []
    parties: dict[str, None] = {}
    for mention in draft.parties:
        found = reading.named(mention) if is_acting(mention) else ()
        if not is_acting(mention):
            findings.append(reading.finding("parties", f"“{mention}” is nobody who could agree"))
        elif not found:
            message = f"party “{mention}” is not named in the article"
            findings.append(reading.invented(mention, "parties") or reading.finding("parties", message))
        elif len(draft.parties) > 1 and len(found) == 1 and _object(found[0], reading.sentence.text):
            message = f"“{mention}” is spoken about, it is no party"
            findings.append(reading.finding("parties", message))
        else:
            parties |= dict.fromkeys(found)
    # What a president agrees to binds his country.
    parties = dict.fromkeys(reading.cast.sides(parties))
    group = reading.cast.group
    own = {country(party) or reading.cast.affiliation(party) or party for party in parties}
    # It takes two to agree: parties that are only part of the group stand for all of it.
    named = any(country(mention) or names_in(mention) for mention in draft.parties)
    if (
        draft.status in ("agreed", "proposed")
        and own < set(group)
        and _joint(reading.sentence.text, own, group, named=named)
    ):
        parties = dict.fromkeys(group)
        findings.append(reading.finding("parties", "named by the sentences before"))
    status = _status(draft.status, reading.sentence.text)
    teller = reading.teller(draft.said_by)
    side = reading.cast.affiliation(teller) if teller else None
    # "Vessia has agreed to disarm, the Norland envoy said": the other side's word.
    if status == "agreed" and side and len(parties) == 1 and not any(same(side, party) for party in own):
        status = "claimed"
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
        stated_by=teller,
    )


def _status(drafted: AgreementStatus, text: str) -> AgreementStatus:
    """The drafted status; where the sentence has no word for it, the one that it has words for."""
    if drafted == "proposed" and _OWN_WILL.search(text):
        return "pledged"
    if AGREEMENT_STATUS[drafted].search(text) or drafted in ("refused", "withdrawn"):
        return drafted
    if AGREEMENT_STATUS["refused"].search(text) or AGREEMENT_STATUS["withdrawn"].search(text):
        return drafted
    affirmative: tuple[AgreementStatus, ...] = ("agreed", "pledged", "proposed")
    return next((status for status in affirmative if AGREEMENT_STATUS[status].search(text)), drafted)


# "We will go on": whoever says so is bound by it.
_OWN_WILL = re.compile(r"^\W*(?:We|I)(?:\s+(?:will|shall)|[’']ll)\b")


def _joint(text: str, own: set[str], group: tuple[str, ...], *, named: bool) -> bool:
    """Does a sentence that names some of a group, or none, speak of all of it?"""
    if len(own) < 2:  # noqa: PLR2004 - a single party, or none
        words = "[Ww]e|[Tt]hey|[Oo]ur|agreement" + ("" if named else "|agreed")
        return re.search(rf"\b(?:{words})\b", text) is not None
    count = {2: "two|both|bilateral", 3: "three|trilateral", 4: "four|quadrilateral"}.get(len(group))
    return bool(count) and re.search(rf"(?i)\b(?:{count})\b", text) is not None


def _threat(draft: ThreatDraft, reading: Reading) -> Threat:
    findings: list[Finding] = []
    cited_by = reading.teller(draft.said_by)
    poser = draft.posed_by
    # "We will strike": the speaker's own side, never the group of all who met.
    own = poser is not None and is_self(poser)
    posed_by = (
        (cited_by or reading.subject(draft.target)) if own else reading.one(poser, "posed_by", findings)
    )
    # Who utters it is who would do it, where the sentence names no other.
    cited_by = cited_by or (posed_by if draft.kind == "verbal" else None)
    # What a president would do his country would do.
    posed_by = (reading.cast.affiliation(posed_by) if posed_by else None) or posed_by
    draft, poser, posed_by = _threatened(draft, poser, posed_by, reading)
    warns = draft.kind == "danger" and _NAMES_DANGER.search(reading.sentence.text)
    if warns and posed_by and cited_by and (same(posed_by, cited_by) or posed_by in countries_in(cited_by)):
        findings.append(reading.finding("posed_by", f"{posed_by} warns of it, and does not pose it"))
        posed_by = None
    if poser and poser.lower() == draft.threat.lower():
        findings.append(reading.finding("posed_by", "the danger is named, not who poses it"))
        posed_by = None
    target = reading.one(draft.target, "target", findings)
    if target and (HAZARD.fullmatch(target) or (target.islower() and ROLE.fullmatch(target))):
        findings.append(reading.finding("target", f"“{target}” is nobody who could be hit"))
        target = None
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


_NAMES_DANGER = re.compile(
    r"(?i)^(?!.*\b(?:would|will)\s+(?:trigger|provoke|draw|force|be\s+met)\b).*\b(?:warn|caution|fear|worr|alarm|concern)\w*"
)


def _threatened(
    draft: ThreatDraft, poser: str | None, posed_by: str | None, reading: Reading
) -> tuple[ThreatDraft, str | None, str | None]:
    """Of "X threatens Y" a small model takes Y for the threat: the threat is X, or that X threatens Y."""
    words = re.search(
        rf"(?i)\b(?:threatens?|endangers?)\s+(?:the\s+)?{re.escape(draft.threat.removeprefix('the '))}",
        reading.sentence.text,
    )
    if not words or not poser or draft.kind != "danger":
        return draft, poser, posed_by
    if posed_by and (country(posed_by) or names_in(posed_by)):
        return draft.model_copy(update={"threat": words[0]}), poser, posed_by
    return draft.model_copy(update={"threat": poser, "target": draft.threat}), None, None


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
