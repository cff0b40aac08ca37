"""What day, month or year the words of an English article mean.

"Saturday", "last month" and "Oct. 12" are told from the day of publication. Words that could mean days of
more than one month, or more than one year, mean none.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from brief.date_meanings import LONGEST_MONTH, STATED, TOLD, Days

if TYPE_CHECKING:
    from brief.records import MeetingStatus

Precision = Literal["day", "month", "year"]


@dataclass(frozen=True)
class Resolved:
    """ISO 8601 text of as much as is known: "2012-11-21", "2012-11" or "2012"."""

    text: str
    precision: Precision


def resolve(words: str, published: str | None, status: MeetingStatus, sentence: str = "") -> Resolved | None:
    """What the words of a meeting's date mean in an article of that day; None where that is open.

    `published` is ISO 8601; without it only words that state their year mean something. A meeting that is
    planned or proposed lies ahead, one that was held or is ongoing does not; of the others a weekday means
    the day of publication or nothing. The `sentence` of the words, where given, may say otherwise: in "said
    Friday" the day lies behind, and without a word of the future a planned meeting may lie on either side.
    """
    side = _side_meant(words, status, sentence)
    plain = _EDGES.sub("", _FOLDED.sub(" ", words.replace("\u2019", "'").lower()).strip(" ,.;"))
    today = _day_of(published)
    try:
        for pattern, meaning in (*STATED, *(TOLD if today else ())):
            if found := pattern.fullmatch(plain):
                return _narrowed(meaning(found, today or dt.date.min, side))
    except (OverflowError, ValueError):  # no such day: "Feb. 30"
        return None
    return None


_SIDES = {"planned": 1, "proposed": 1, "held": -1, "ongoing": -1}
"""1: after publication, -1: before it; on the day itself fits both."""
_FOLDED = re.compile(r"\s+")
# Words at either edge that leave the day, the month or the year as it is.
_EDGES = re.compile(
    r"^(?:(?:on|in|at|during|over|the|early|late|mid|middle|earlier|later|start|end|part|of)\b[ -]*)+"
    r"|^\d{1,2}(?:[:.]\d\d)? ?[ap]\.?m\.? (?:on )?"
    r"|(?:'s|,? (?:at )?\d{1,2}(?:[:.]\d\d)? ?[ap]\.?m\.?)$"
    r"|(?:(?<=day)|(?<=tomorrow)) (?:early |late )?(?:morning|afternoon|evening|night)(?: local time)?$"
)
# What a speaker did on the day that the words name, not the meeting.
_TELLING = (
    r"(?:said|says|told|announced|added|indicated|warned|urged|called|asked|offered|invited|proposed|agreed"
    r"|declared|confirmed|vowed|pledged|suggested|tweeted|wrote|stated|insisted)"
)


_FUTURE = re.compile(
    r"\b(?:will|would|shall|may|might|could|can|plann(?:ed|ing)|scheduled|due|set|expected|next|coming)\b"
    r"|\bto [a-z]|'ll "
)


def _side_meant(words: str, status: MeetingStatus, sentence: str) -> int:
    """The side of the status, but as the sentence has it where that tells of another day."""
    side = _SIDES.get(status, 0)
    if side < 1 or not sentence:
        return side
    day = re.escape(words.strip())
    before = rf"\b{_TELLING}(?: [A-Z][\w.-]*){{0,2}}(?: (?:late|early|on|in)){{0,2}} {day}\b"
    if re.search(
        rf"{before}(?!['\u2019]s| (?:will|would|to be)\b)|\b[Oo]n {day},? (?:\w+ )?{_TELLING}\b", sentence
    ):
        return -1
    clauses = [clause for clause in re.split(r"[,;\u2014]", sentence) if words in clause]
    return side if not clauses or any(map(_FUTURE.search, clauses)) else 0


def _day_of(published: str | None) -> dt.date | None:
    try:
        return dt.date.fromisoformat((published or "")[:10])
    except ValueError:
        return None


def _narrowed(days: Days | None) -> Resolved | None:
    """The day, the month or the year in which all the days lie; a year for more than a month of them."""
    if days is None:
        return None
    first, last = days
    if first == last:
        return Resolved(first.isoformat(), "day")
    if (first.year, first.month) == (last.year, last.month):
        return Resolved(first.isoformat()[:7], "month")
    if first.year == last.year and (last - first).days > LONGEST_MONTH:
        return Resolved(first.isoformat()[:4], "year")
    return None
