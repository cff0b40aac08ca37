"""The check that what is agreed hangs on a word for agreeing, and not only stands in its sentence."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from brief.records import Agreement, AgreementStatus, Document, Finding, Meeting, Threat
from brief.stems import FUNCTION, stems

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

AnyClaim = Meeting | Agreement | Threat

_PACT = (
    r"(?:deals?|agreements?|accords?|pacts?|treat(?:y|ies)|truces?|cease-?fires?|memorandum|resolutions?"
    r"|plans?)"
)
_DONE = (
    r"agree(?:d|s|ing)?|sign(?:s|ed|ing)?|reach\w*|struck|strik(?:e|es|ing)|conclud\w*|accept\w*"
    r"|approv\w*|adopt\w*|endors\w*|ratif\w*|impos\w*|announc\w*|exchang\w*|swap\w*|join\w*"
    r"|settl\w*|decid\w*|vot(?:e|ed|es|ing)|pass(?:es|ed)|confirm\w*|reaffirm\w*"
    r"|clinch\w*|brokered|broker|forg(?:e|ed|ing)|note[sd]?"
    rf"|{_PACT}\s+(?:also\s+)?(?:includes?|requires?|provides?|obliges?|commits?|bars|bans|limits|sets|allows?|calls)"
    rf"|{_PACT}(?:\s+[\w’'-]+){{0,4}}?,?\s+(?:to|on|that|which|for|under|would|will|with|between|in|of)"
)
_VOWED = (
    r"pledg\w*|promis\w*|vow\w*|commit\w*|undert[ao]\w*|assur\w*|guarantee\w*|swor\w*|swear\w*|obligat\w*|will|shall"
    r"|(?:it|he|she|they)\s+would|\w+['’]ll|ready|willing\w*|prepared|determined|continu\w*|plan(?:s|ned|ning)?|intend\w*|going|declar\w*"
)
_ASKED = (
    r"propos\w*|offer(?:s|ed|ing)?\s+(?:to|a|an|the)|urg\w*|call(?:s|ed|ing)?\s+(?:for|on)|suggest\w*|demand\w*|seek\w*"
    r"|sought|want\w*|draft\w*|negotiat\w*|discuss\w*|invit\w*|request\w*|talks|if|could|may"
)
_TIES: Mapping[AgreementStatus, re.Pattern[str]] = {
    "agreed": re.compile(rf"(?i)\b(?:{_DONE}|commit\w*|pledg\w*)(?!\w)"),
    "pledged": re.compile(rf"(?i)\b(?:{_DONE}|{_VOWED})(?!\w)"),
    "proposed": re.compile(rf"(?i)\b(?:{_ASKED}|{_VOWED})(?!\w)"),
}
_UNDER = re.compile(
    rf"(?i)\b(?:under|by|in|as part of|terms of)\s+(?:the|an?|this|that|its)\s+(?:[\w-]+\s+){{0,3}}{_PACT}\b"
)
# "An agreement in principle", "will not close": what is agreed has the word itself.
_ITSELF = re.compile(
    rf"(?i)(?:[\w-]+\s+){{0,2}}{_PACT}(?:\s+(?:in|on|to|for|between|of|with)\b|$)|(?:exchang|swap|join)\w*|(?:will|shall)\b"
)
# "Agreed to dredge the river and …": the second thing hangs on the word before the first.
_ALSO = re.compile(r"(?:,|\band|\bor)(?:\s+(?:also|to|further|then|that))*\s*$")
# "Agreed that it is a threat" is a view; "agreed that it must end" is none.
_VIEW = re.compile(r"(?i)\bagree(?:d|s)?\s+(?:on\s+\w+day\s+)?that\s*$")
_DUTY = re.compile(r"(?i)\b(?:will|would|shall|should|must)\b")
# "To deliver on that": what, another sentence says.
_ELSEWHERE = re.compile(r"(?i)(?:\S+\s+){0,4}(?:on|to|about|of|for|with|do|doing)\s+(?:that|this|it|so)\W*")
# So many words may stand between.
_NEAR = 7


def tied(claim: AnyClaim, _: Document) -> Iterator[Finding]:
    """Just before what is agreed, pledged or proposed stands a word that makes it so."""
    if not isinstance(claim, Agreement) or claim.status not in _TIES:
        return
    words = _TIES[claim.status]
    content = {stem for stem in stems(claim.commitment) if stem not in FUNCTION}
    said = _ELSEWHERE.fullmatch(claim.commitment)
    if said or (len(content) == 1 and not re.fullmatch(rf"(?i)(?:\w+\s+)*{_PACT}", claim.commitment)):
        message = "it does not say what is agreed"
        yield Finding(check="tied", field="commitment", message=message, severity="review")
    if any(_is_view(claim.commitment, item.quote) for item in claim.evidence):
        message = "they agree in a view, and undertake nothing"
        yield Finding(check="tied", field="commitment", message=message, severity="review")
    if not any(_hangs(claim.commitment, item.quote, words) for item in claim.evidence):
        message = f"no word just before it makes it {claim.status}"
        yield Finding(check="tied", field="commitment", message=message, severity="review")


def _is_view(commitment: str, sentence: str) -> bool:
    begin = _begin(commitment, sentence) or 0
    return bool(_VIEW.search(sentence[:begin])) and not _DUTY.search(commitment)


def _hangs(commitment: str, sentence: str, words: re.Pattern[str]) -> bool:
    begin = _begin(commitment, sentence)
    if begin is None:
        return True  # for `wording` to judge
    before = sentence[:begin]
    near = " ".join(before.split()[-_NEAR:])
    joined = _ALSO.search(before) and words.search(before)
    return bool(joined or words.search(near) or _ITSELF.match(commitment) or _UNDER.search(before))


def _begin(phrase: str, text: str) -> int | None:
    """Where a text has the beginning of a phrase, or else its first word of content."""
    words = phrase.split()
    for count in range(len(words), 0, -1):
        found = text.lower().find(" ".join(words[:count]).lower())
        if found >= 0 and set(stems(" ".join(words[:count]))) - FUNCTION:
            return found
    wanted = next((stem for stem in stems(phrase) if stem not in FUNCTION), None)
    return next((m.start() for m in re.finditer(r"[\w’'-]+", text) if wanted in stems(m[0])), None)
