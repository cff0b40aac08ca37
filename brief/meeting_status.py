"""Where a drafted meeting stands by the words of its sentence, and of others that call it off."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from brief.actors import same
from brief.cues import CUES, MEETING_STATUS
from brief.standing import met

if TYPE_CHECKING:
    from brief.reading import Reading
    from brief.records import MeetingStatus


def standing(text: str) -> MeetingStatus | None:
    """The status of a meeting that is not to come by any word beside it; a small model plans too much."""
    if re.search(_WAS_TO_HAVE, text):
        return "cancelled"
    if met("planned", text):
        return None
    if _UNDER_WAY.search(text):
        return "ongoing"
    return next((status for status in ("cancelled", "refused", "held") if met(status, text)), None)


# "are discussing", "have been negotiating".
_UNDER_WAY = re.compile(
    r"(?i)\b(?:is|are|been|being|also)\s+(?:(?:\w+ly|also|still|now)\s+)?(?:discuss|negotiat|talk|meet|visit|consult|hold)ing\b"
    r"|\b(?:ongoing|under\s*way|continu(?:e|es|ing)\s+(?:talks|negotiat\w+))\b"
)
# "offered to hold talks": somebody would like to meet, and that is all.
OFFERED = re.compile(
    r"(?i)\b(?:offer\w*|propos\w*|invit\w*|willing\w*|ready|prepared|call(?:s|ed|ing)?\s+(?:for|on)|urg\w*|demand\w*)\b"
    r"[^.;]{0,110}?\b(?:talks?|meet|meetings?|negotiat\w*|dialogue|summits?|visit)\b"
)
# "was to have met": it did not happen.
_WAS_TO_HAVE = r"\b(?:was|were)\s+to\s+have\s"
# "had planned to meet": it was to be, at an earlier time.
_HAD_PLANNED = re.compile(
    r"(?i)\b(?:was|were)\s+going\s+to\b|\bplan\s+(?:had\s+been|was)\b|\bhad\s+(?:also\s+)?(?:been\s+)?(?:planned|scheduled|intended|due|set)\b|\b(?:also|originally|initially)\s+planned\b"
    r"|\b(?:was|were)\s+(?:(?:due|supposed|scheduled|set|expected)\s+)?to\s+(?:meet|hold|visit|host|talk|receive|travel)\b"
    rf"|{_WAS_TO_HAVE}"
)


def called_off(reading: Reading) -> Reading | None:
    """The nearest sentence that calls off a meeting of one of these actors, where it "had been planned"."""
    if not _HAD_PLANNED.search(reading.sentence.text):
        return None
    here = [mention.name for mention in reading.row]
    told = [
        replace(reading, sentence=sentence)
        for sentence in reading.document.sentences
        if sentence != reading.sentence
        and MEETING_STATUS["cancelled"].search(sentence.text)
        and CUES["meeting"].search(sentence.text)
    ]
    told = [other for other in told if any(same(one.name, name) for one in other.row for name in here)]
    distance = [abs(other.sentence.number - reading.sentence.number) for other in told]
    return told[distance.index(min(distance))] if told else None
