"""How a meeting or a commitment stands: held or to come, agreed or refused, by the words beside it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from brief.cues import AGREEMENT_STATUS, CUES, MEETING_STATUS
from brief.stems import FULL_STOP, FUNCTION, stems

if TYPE_CHECKING:
    from brief.records import Agreement, MeetingStatus

_WORD = re.compile(r"[\w’'-]+")
# Words for a meeting that stand for much else as well.
CONTACT = re.compile(r"(?i)\b(?:contact(?:s|ed|ing)?|brief(?:s|ed)?|attend(?:s|ed|ing)?)\b")
# Before the word for a meeting these say that it has not been.
_NOT_YET = re.compile(
    r"(?i)\b(?:will|would|could|should|may|might|must|shall|to|if|unless|whether|plan\w*|propos\w*|offer\w*|ready"
    r"|willing\w*|call(?:s|ed|ing)? (?:for|on)|urg\w*|next|upcoming|expect\w*|scheduled|due|no|not|never"
    r"|refus\w*|reject\w*|cancel\w*|prepar\w*|want\w*|seek\w*|hop\w+|future|possib\w*|invit\w*|suggest\w*|oppos\w*|against|avoid\w*)\b|n['’]t\b"
)
_COMING = re.compile(
    r"(?i)\b(?:will|would|shall|plan\w*|schedul\w*|arranged|due|set|next|tomorrow|upcoming|expect\w*|agreed|announc\w*|later"
    r"|coming|forthcoming|ahead|before|prepar\w*|soon|expectation)\b|\bto\b(?:\s+\w+){0,2}\s*$|\bfor\s+$"
)
_OPEN = re.compile(
    r"(?i)\b(?:would|could|should|may|might|if|unless|whether|propos\w*|offer\w*|negotiat(?:e|es|ed|ing|ions?)"
    r"|draft|cannot|not|no|never|need(?:s|ed)?|will|shall|work(?:s|ed|ing)?\s+to|try(?:ing)?|tried"
    r"|seek\w*|want\w*|hop(?:e|es|ed|ing)|possib\w*|potential\w*|close to|towards?"
    r"|unclear|fail\w*|refus\w*)\b|n['’]t\b"
)
_CLOSE = re.compile(
    r"(?i)(?:\s+[\w’'-]+){0,4}\s+(?:(?:appear|look|seem)\w*\s+(?:close|near|possible|likely)"
    r"|(?:had\s+|has\s+)?(?:br(?:oke|eak|oken)\w*\s+down|collapsed|fell\s+(?:through|apart)))\b"
)
_DEAL = re.compile(r"(?i)(?:deals?|agreements?|accords?|treat(?:y|ies)|pacts?|truces?|cease-?fires?|talks)")
# So many words before and after count as beside it.
_BEFORE = 9
_AFTER = 8
_FAR = 40


def met(status: MeetingStatus, evidence: str) -> bool:
    """Has a word for a meeting the words of this status beside it?"""
    sides = [
        (_last(evidence[: cue.start()], _BEFORE), _first(evidence[cue.end() :], _AFTER), cue[0])
        for words in (CUES["meeting"], CONTACT)
        for cue in words.finditer(evidence)
    ]
    if status == "held":
        return not sides or any(not _NOT_YET.search(_last(before, _BEFORE // 2)) for before, _, _ in sides)
    if status == "planned":
        return any(
            _COMING.search(_last(before, _BEFORE // 2)) or _COMING.search(_first(after, _AFTER // 2))
            for before, after, _ in sides
        )
    words = MEETING_STATUS[status]
    if status == "proposed":  # "invited her counterparts from … to …": the word may be far off
        return words.search(evidence) is not None
    return any(words.search(f"{before} {cue} {after}") for before, after, cue in sides)


def settled(claim: Agreement, evidence: str) -> bool:
    """Has what is to be done, or the word for the agreement, the words of this status beside it?"""
    words = AGREEMENT_STATUS[claim.status]
    if claim.status == "claimed":
        return bool(words.search(evidence) or claim.stated_by)
    about = set(stems(claim.commitment)) - FUNCTION
    ends = claim.status in ("refused", "withdrawn")
    if not about:
        return words.search(evidence) is not None
    for match in _WORD.finditer(evidence):
        if set(stems(match[0])) & about or (ends and _DEAL.fullmatch(match[0])):
            before = _last(evidence[: match.start()], _BEFORE if ends else _FAR)
            after = _first(evidence[match.end() :], _AFTER // 2 if ends else _FAR)
            for word in words.finditer(f"{before} {match[0]} {after}"):
                if claim.status != "agreed" or not _is_open(word):
                    return True
    return False


def _is_open(word: re.Match[str]) -> bool:
    """Is an agreement only looked for: "may sign", "to negotiate a deal", "a deal appeared close"?"""
    before = _last(word.string[: word.start()], _BEFORE // 2)
    return bool(_OPEN.search(before) or _CLOSE.match(word.string[word.end() :]))


def _last(text: str, count: int) -> str:
    """The last words of a text, none of them from the sentence or the quotation before."""
    clause = re.split(rf"(?:{FULL_STOP}|[;:?!“”\"])\s", text)[-1]
    words = list(_WORD.finditer(clause))
    return clause[words[-count].start() :] if len(words) > count else clause


def _first(text: str, count: int) -> str:
    """The first words of a text, none of them from the sentence or the quotation behind."""
    clause = re.split(rf"(?:{FULL_STOP}|[;:?!“”\"])(?:\s|$)", text, maxsplit=1)[0]
    words = list(_WORD.finditer(clause))
    return clause[: words[count - 1].end()] if len(words) > count else clause
