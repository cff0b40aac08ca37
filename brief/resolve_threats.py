"""A drafted threat becomes a claim: who poses it, whom it would hit, and who says so."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from brief.actors import bare, countries_in, country, is_acting, is_one, is_self, names, names_in, same
from brief.cues import HAZARD
from brief.records import Finding, Threat
from brief.tagging import ROLE

if TYPE_CHECKING:
    from brief.drafts import ThreatDraft
    from brief.reading import Reading


def threat_of(draft: ThreatDraft, reading: Reading) -> Threat:
    """The claim that a drafted threat becomes; no id and no verdict yet."""
    findings: list[Finding] = []
    cited_by = reading.teller(draft.said_by)
    posed_by = _poser(draft, cited_by, reading, findings)
    # Who utters it is who would do it, where the sentence names no other.
    cited_by = cited_by or (posed_by if draft.kind == "verbal" else None)
    # What a president would do his country would do.
    posed_by = (reading.cast.affiliation(posed_by) if posed_by else None) or posed_by
    draft, posed_by = _threatened(draft, posed_by, reading)
    target = _target(draft, posed_by, reading, findings)
    if (
        draft.kind == "verbal"
        and not target
        and (other := _other(draft.threat, (posed_by, cited_by), reading))
    ):
        findings.append(reading.finding("target", f"{other} is the only other one named in the threat"))
        target = other
    claim = Threat(
        id="",
        verdict="verified",
        evidence=reading.evidence(),
        findings=tuple(findings),
        threat=draft.threat.strip().removeprefix("to "),
        kind=draft.kind,
        posed_by=posed_by,
        target=target,
        cited_by=cited_by,
    )
    return _sided(claim, reading, own=is_self(draft.posed_by or ""))


_WARNS = re.compile(r"(?i)\b(?:warn|caution|fear|worr|alarm|concern)\w*")
# "Any attack would trigger war", says who would wage it.
_ANSWER = re.compile(r"(?i)\b(?:would|will)\s+(?:trigger|provoke|draw|force|be\s+met)\b")


def _sided(claim: Threat, reading: Reading, *, own: bool) -> Threat:
    """The claim, where it has one actor in two parts and the sentence tells which is wrong.

    `own` tells that the poser is drafted as "we".
    """
    teller, poser = claim.cited_by, claim.posed_by
    if not (teller and poser):
        return claim
    changes: dict[str, str | None] = {}
    if (
        claim.kind == "verbal"
        and claim.target
        and same(claim.target, poser)
        and not _speaks_for(teller, poser)
    ):
        changes["posed_by"] = reading.cast.affiliation(teller) or teller
        finding = reading.finding("posed_by", f"{poser} is threatened, and {teller} utters it")
    elif claim.kind == "verbal" or not _speaks_for(teller, poser):
        return claim
    elif own or _is_subject(poser, claim.threat) or _ANSWER.search(reading.sentence.text):
        changes["kind"] = "verbal"
        finding = reading.finding("kind", f"{teller} speaks of what their own side would do")
    elif _WARNS.search(reading.sentence.text):
        changes["posed_by"] = None
        finding = reading.finding("posed_by", f"{poser} warns of it, and does not pose it")
    else:
        return claim
    return claim.model_copy(update={**changes, "findings": (*claim.findings, finding)})


def _is_subject(poser: str, threat: str) -> bool:
    """Is it what this one would do: "Chile would attack"?"""
    subject = re.match(r"(.{2,40}?)\s(?:would|will)\b", threat)
    return subject is not None and names(poser, subject[1])


def _poser(draft: ThreatDraft, cited_by: str | None, reading: Reading, findings: list[Finding]) -> str | None:
    """Who is drafted to pose it; "we" are the speaker's own side, never the group of all who met."""
    poser = draft.posed_by
    if poser and is_self(poser):
        return cited_by or reading.subject(draft.target)
    if poser and poser.lower() == draft.threat.lower():
        findings.append(reading.finding("posed_by", "the danger is named, not who poses it"))
        return None
    if poser and not (is_one(poser) or is_acting(poser)):
        threatens = re.search(rf"(?i){re.escape(bare(poser))}\b.*\bthreatens?\b", reading.sentence.text)
        message = f"“{poser}” is nobody who could pose it"
        findings.append(reading.finding("posed_by", message, "note" if threatens else "unsupported"))
        return None
    return reading.one(poser, "posed_by", findings)


def _speaks_for(teller: str, side: str) -> bool:
    return same(side, teller) or side in countries_in(teller)


def _threatened(draft: ThreatDraft, posed_by: str | None, reading: Reading) -> tuple[ThreatDraft, str | None]:
    """Of "X threatens Y" a small model takes Y for the threat: the threat is X, or that X threatens Y."""
    words = re.search(
        rf"(?i)\b(?:threatens?|endangers?)\s+(?:the\s+)?{re.escape(draft.threat.removeprefix('the '))}",
        reading.sentence.text,
    )
    if not words or not draft.posed_by or draft.kind != "danger":
        return draft, posed_by
    if posed_by and (country(posed_by) or names_in(posed_by)):
        return draft.model_copy(update={"threat": words[0]}), posed_by
    return draft.model_copy(update={"threat": draft.posed_by, "target": draft.threat}), None


def _target(
    draft: ThreatDraft, posed_by: str | None, reading: Reading, findings: list[Finding]
) -> str | None:
    target = reading.one(draft.target, "target", findings)
    if target and (HAZARD.fullmatch(target) or (target.islower() and ROLE.fullmatch(target))):
        message = f"“{target}” is nobody who could be hit"
    elif target and posed_by and same(target, posed_by) and _owns(posed_by, draft, reading):
        message = f"{target} poses it, and is not its target"
    elif target and re.search(rf"(?i)\bwith {re.escape(target)}\b", draft.threat):
        message = f"{target} is a partner in it, not its target"
    else:
        return target
    findings.append(reading.finding("target", message))
    return None


def _other(threat: str, known: tuple[str | None, ...], reading: Reading) -> str | None:
    """The one actor whom the words of a threat name besides its poser and teller: "cut off gas to Peru"."""
    begin = reading.sentence.text.find(threat)
    within = [each for each in reading.row if begin <= each.start < begin + len(threat) and begin >= 0]
    own = [side for name in known if name for side in (name, reading.cast.affiliation(name)) if side]
    named = (reading.cast.party(each) for each in within if each.sort != "name" and not each.placed)
    others = {name for name in named if not any(_speaks_for(side, name) for side in own)}
    return others.pop() if len(others) == 1 else None


def _owns(name: str, draft: ThreatDraft, reading: Reading) -> bool:
    """Does the sentence have the threat as this actor's own: "X's illicit trade"?"""
    text = reading.sentence.text
    before = text[: max(text.lower().find(draft.threat.lower()), 0)]
    owner = re.search(r"([\w. ]+)[’']s?\s+(?:\w+\s+){0,2}$", before)
    return owner is not None and names(name, owner[1])
