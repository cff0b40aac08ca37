"""The check that a threat is harm that may come, and that its sentences speak of it as such."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from brief.acting import evidence_of
from brief.actors import names
from brief.cues import HARM_DONE, HAZARD, MENACE, MILD, UTTERED
from brief.records import Agreement, Document, Finding, Meeting, Threat
from brief.stems import FULL_STOP
from brief.who import actors_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from brief.records import Severity

AnyClaim = Meeting | Agreement | Threat

# "concern over growing …": what follows is a danger, whatever it is.
_NAMED_DANGER = re.compile(
    r"(?i)\b(?:concern|alarm|fear|worr|threat|danger|risk)\w*\s+(?:over|about|at|of|from|posed by)\s+"
    r"(?:[\w’']+\s+){0,3}$"
    r"|\bdangers?\s+that\s+$"
)
# "… threatens the coast", "… puts them at risk": what stands before is one.
_NAMED_AS_DANGER = re.compile(
    r"(?i)\b(?:threatens?|threatening|endangers?|endangering|imperils?|jeopardi[sz]es?|pos(?:es?|ing)\s+(?:an?\s+)?(?:\w+\s+){0,2}"
    r"(?:threat|danger|risk))\b"
    r"|\bput(?:s|ting)?\s[^.;]{1,60}?\s(?:at\s+(?:\w+\s+)?risk|in\s+(?:\w+\s+)?danger)\b"
)
# "threatened to quit", "or it would close the strait": what is said so is meant as harm, whatever it is.
_THREATENED = re.compile(r"(?i)\bthreaten\w*\s+(?:\w+\s+)?(?:to|that|with)\s+(?:\w+\s+){0,3}$")
_OR_ELSE = re.compile(
    r"(?i)\bor\s+(?:else\s+)?(?:[\w’'-]+\s+){1,3}?(?:would|will)\b|\bor\s+(?:else|face)\b|\bultimatum\b"
)
# "If they sink one more, we will close the strait": whether that harms anybody is for a person to say.
_IN_ANSWER = re.compile(
    r"(?i)\b(?:if|unless)\s[^.;]*?\b(?:we|I|it|he|she|they)(?:\s+(?:will|shall|would)|[’']ll)\s+(?:\w+\s+){0,2}$"
)
_WARNED = re.compile(r"(?i)\b(?:warn|threat|vow)\w*")

_FORBIDDEN = re.compile(
    r"(?i)\b(?:prohibit|bann?|barr?|forb[aio]d|forbidd|prevent|block|keep|kept)\w*\s+(?:\S+\s+){0,7}?from\s+(?:\w+\s+){0,3}$"
    r"|\b(?:avoid|minimi[sz]|mitigat)\w*\s+(?:\w+\s+){0,2}$"
)
# "Urged Peru to block the strait": what is asked of another is no threat to them; nor is a name for them.
_ASKED_FOR = re.compile(
    r"(?i)\b(?:urg(?:e|es|ed|ing)|ask(?:s|ed|ing)?|call(?:s|ed|ing)?\s+(?:up)?on|press(?:es|ed|ing)?|encourag\w+)\s[^,;.]{1,80}?\sto\s+$"
)
_NAMED = re.compile(
    r"(?i)\b(?:call(?:s|ed|ing)?|as|dubb(?:ed|ing)|brand(?:s|ed|ing))\s+(?:\w+\s+)?(?:an?\s+|the\s+)?[“\"‘]$"
)


def menace(claim: AnyClaim, _: Document) -> Iterator[Finding]:
    """A threat is harm that may come, and the cited sentences speak of it as such."""
    if not isinstance(claim, Threat):
        return
    evidence = evidence_of(claim)
    begin = _begin(claim.threat, evidence)
    behind = re.split(rf"(?:{FULL_STOP}|[;!?])\s", evidence[begin:], maxsplit=1)[0]
    named = _NAMED_DANGER.search(evidence[:begin]) or _NAMED_AS_DANGER.search(behind)
    if claim.kind == "verbal":
        named = named or _THREATENED.search(evidence[:begin]) or _OR_ELSE.search(evidence)
    if not named and not HAZARD.search(HARM_DONE.sub("", claim.threat)):
        message = f"“{claim.threat}” is no harm that may come"
        answer = claim.kind == "verbal" and _WARNED.search(evidence) and _IN_ANSWER.search(evidence[:begin])
        severity: Severity = "review" if answer else "unsupported"
        yield Finding(check="menace", field="threat", message=message, severity=severity)
    elif not named and not _says_what(claim):
        message = "it does not say what the threat is"
        yield Finding(check="menace", field="threat", message=message, severity="review")
    elif not (UTTERED if claim.kind == "verbal" else MENACE).search(evidence):
        message = "the sentence does not speak of it as a threat"
        yield Finding(check="menace", field="threat", message=message, severity="unsupported")
    elif claim.kind == "verbal" and (_ASKED_FOR.search(evidence[:begin]) or _NAMED.search(evidence[:begin])):
        message = "it is asked of them, or said of them, and not threatened"
        yield Finding(check="menace", field="threat", message=message, severity="unsupported")
    elif _FORBIDDEN.search(evidence[:begin]):
        message = "the sentence says that it is forbidden or prevented"
        yield Finding(check="menace", field="threat", message=message, severity="review")
    elif claim.kind == "danger" and not named and not MENACE.search(MILD.sub("", evidence)):
        message = "no strong word of the sentence makes it a threat"
        yield Finding(check="menace", field="threat", message=message, severity="review")


def _says_what(claim: Threat) -> bool:
    """Does the claim name the harm, or else who is the "threat"?"""
    harm = re.sub(r"(?i)\b(?:threat\w*|danger\w*|risk\w*)", "", claim.threat)
    verb = re.search(r"\w{4,}\s+(?:threatens?|endangers?)\b", claim.threat)
    return bool(verb or HAZARD.search(harm)) or any(names(name, claim.threat) for name in actors_of(claim))


def _begin(phrase: str, text: str) -> int:
    """Where a text has the phrase, or as many of its first words as it has; 0 if none."""
    words = phrase.split()
    starts = (text.find(" ".join(words[:count])) for count in range(len(words), 0, -1))
    return next((start for start in starts if start >= 0), 0)
