"""Drafts to claims: mentions become actors, and every field is brought to the article's own words.

What is amended or dropped on the way is a finding of the claim. Whether the claim then stands is for
`verify` to say.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from brief.actors import (
    country,
    country_spans,
    is_acting,
    names_in,
    same,
)
from brief.cast import cast_of
from brief.cues import AGREEMENT_STATUS
from brief.drafts import AgreementDraft, Draft, MeetingDraft
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
from brief.resolve_threats import threat_of

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
                claims.append(threat_of(body, reading))
        cast = replace(cast, speaker=Reading(document, sentence, cast).speaker() or cast.speaker)
    return tuple(claims)


def _agreement(draft: AgreementDraft, reading: Reading) -> Agreement:
    findings: list[Finding] = []
    parties: dict[str, None] = {}
    acting = [mention for mention in draft.parties if is_acting(mention) and not _THING.search(mention)]
    for mention in draft.parties:
        found = reading.named(mention) if mention in acting else ()
        if mention not in acting:
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
    named = any(country(mention) or names_in(mention) for mention in acting)
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


# "A U.N. investigation" agrees to nothing.
_THING = re.compile(
    r"(?i)\b(?:investigation|inquiry|probe|conference|summit|meeting|report|statement|resolution|deal|agreement|treaty"
    r"|accord|truce|cease-?fire)s?$"
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
