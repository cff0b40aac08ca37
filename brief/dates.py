"""What day, month or year the words of an English article mean, told from the day of publication.

The words are put down as a form, a letter for each: "Friday, Oct. 12" is WMN, weekday, month and number. A
form that is not known means nothing, nor do words that could mean days of more than one month or year.
"""

from __future__ import annotations

import calendar
import datetime as dt
import functools
import re
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, NamedTuple

from brief.lexicon import table

if TYPE_CHECKING:
    from brief.records import Status

LONGEST = 80  # characters beyond which words are no date
DOUBT_DAYS = 60  # days within which a date on the other side of publication may be the one that is meant
FARTHEST = 365 - DOUBT_DAYS  # days beyond which the same date of another year is nearer
# 1: after publication, -1: before it. The others do not tell: a proposal of Friday may be one for Friday.
_SIDES = {"planned": 1, "held": -1, "ongoing": -1}

_Days = tuple[dt.date, dt.date]  # first and last day that words may mean
_CLOCK = re.compile(r"\b\d{1,2}(?:[:.]\d\d)? ?[ap]\.?m\b\.?")
_ENDING = re.compile(r"(?<=\d)(?:st|nd|rd|th)\b|(?<=[a-z])'s\b")
_TOKEN = re.compile(r"\d{4}-\d\d-\d\d|[a-z]+|\d+|[^\s,.-]")
_YEARS = range(1900, 2100)
_PARTS = {"R": "near", "H": "which", "P": "parts", "U": "units", "V": "plurals", "A": "ago"}


class _Words(NamedTuple):
    """Values of the words of a date by the letter of their form, and the day from which they are told."""

    values: dict[str, int]
    today: dt.date
    side: int

    @property
    def years(self) -> range:
        return range(self.today.year - 1, self.today.year + 2)


@functools.lru_cache(1 << 14)
def resolve(words: str, published: str | None, status: Status) -> str | None:
    """ISO 8601 day, month or year that the words mean in an article of that day; None where that is open.

    `published` is ISO 8601; without it only words that state their year mean something. What is planned lies
    ahead, what was held or is ongoing does not; otherwise a weekday is the day of publication or nothing.
    """
    form, values = _read(words)
    try:
        today = dt.date.fromisoformat((published or "")[:10])
    except ValueError:
        today = None
    meaning = _STATED.get(form) or (_TOLD.get(form) if today else None)
    try:
        days = meaning and meaning(_Words(values, today or dt.date.min, _SIDES.get(status, 0)))
    except (OverflowError, ValueError):  # no such day: "Feb. 30"
        return None
    return _narrowed(*days) if days else None


def _narrowed(first: dt.date, last: dt.date) -> str | None:
    """The day, the month or the year in which all the days lie; a year for more than a month of them."""
    if first == last:
        return first.isoformat()
    if (first.year, first.month) == (last.year, last.month):
        return first.isoformat()[:7]
    if first.year == last.year and (last - first).days > 31:  # noqa: PLR2004 - days of the longest month
        return first.isoformat()[:4]
    return None


def _read(words: str) -> tuple[str, dict[str, int]]:
    """Form of the words, and the value of each of its letters; "?" stands in it for a word of no date."""
    if len(words) > LONGEST:
        return "?", {}
    plain = words.lower().replace("\u2019", "'")
    tokens = _TOKEN.findall(_ENDING.sub("", _CLOCK.sub(" ", plain)))
    read = [_letter(token) for token in tokens if token not in _lexicon()[1]]
    form = "".join(letter for letter, _ in read)
    return _SAME_FORM.get(form, form), dict(read)


def _letter(token: str) -> tuple[str, int]:
    if token[:4].isdecimal() and token.count("-") == 2:  # noqa: PLR2004 - year, month and day
        return "I", int(token.replace("-", ""))
    if token.isdecimal():
        number = int(token)
        return ("Y" if len(token) == 4 and number in _YEARS else "N"), number  # noqa: PLR2004 - a year's digits
    return _lexicon()[0].get(token, ("?", 0))


@functools.cache
def _lexicon() -> tuple[dict[str, tuple[str, int]], frozenset[str]]:
    """To each word its letter and value, and the words that say nothing."""
    known, names = table("dates.en"), table("calendar.en")
    letters = {letter: known[part] for letter, part in _PARTS.items()}
    letters["N"] = {**table("numbers.en")["values"], **known["counts"]}
    for letter, part in (("M", "months"), ("W", "weekdays")):
        forms = enumerate(names[part].values())
        letters[letter] = {form: number for number, same in forms for form in same}
    words = {word: (letter, value) for letter, values in letters.items() for word, value in values.items()}
    return words, frozenset(known["fillers"])


def _month(year: int, month: int) -> _Days:
    """The days of a month, counted from 0; a number beyond 0 to 11 is one of another year."""
    year, month = year + month // 12, month % 12 + 1
    return dt.date(year, month, 1), dt.date(year, month, calendar.monthrange(year, month)[1])


def _year(year: int) -> _Days:
    return dt.date(year, 1, 1), dt.date(year, 12, 31)


def _ahead(words: _Words, days: int) -> _Days:
    return (words.today + dt.timedelta(days=days),) * 2


def _in_year(words: _Words, year: int) -> _Days | None:
    """The day and month in that year; None if it has no such day, or on another weekday."""
    day, (first, last) = words.values["N"], _month(year, words.values["M"])
    if not 0 < day <= last.day:
        return None
    date = first.replace(day=day)
    return (date, date) if words.values.get("W", date.weekday()) == date.weekday() else None


def _nearest(options: Iterable[_Days], words: _Words) -> _Days | None:
    """The nearest on the right side of today; None while the wrong side, or either side, is as likely."""

    def gap(days: _Days) -> int:
        return max((days[0] - words.today).days, (words.today - days[1]).days, 0)

    spans = sorted((days for days in options if gap(days) <= FARTHEST), key=gap)
    sides = [(days[0] > words.today) - (days[1] < words.today) for days in spans]
    right = [days for days, side in zip(spans, sides, strict=True) if words.side * side >= 0]
    if spans and gap(spans[0]) <= DOUBT_DAYS:
        return spans[0] if spans[0] in right else None
    return right[0] if right and words.side else None


def _named_month(words: _Words) -> _Days | None:
    """A month without its year; that of publication is doubtful, since an article calls it "this month"."""
    month = words.values["M"]
    told = month != words.today.month - 1
    return _nearest((_month(year, month) for year in words.years), words) if told else None


def _named_weekday(words: _Words) -> _Days | None:
    """The weekday within seven days of today; "last" and "next" only where that is also in another week."""
    step, weekday, today = words.values.get("H", 0), words.values["W"], words.today.weekday()
    side = step or words.side
    gap = (weekday - today) % 7 if side > 0 else -((today - weekday) % 7)
    doubtful = (gap and not side) or (step and (weekday - today) * side > 0)
    return None if doubtful else _ahead(words, gap or 7 * step)


def _span(words: _Words) -> _Days | None:
    """Last, this or next week, month or year. A week begins on Monday or on Sunday."""
    today, step = words.today, words.values["H"]
    if words.values["U"] > 1:
        whole = words.values["U"] == 3  # noqa: PLR2004 - the last of the units, a year
        return _year(today.year + step) if whole else _month(today.year, today.month - 1 + step)
    if words.values["U"] == 0:
        return None
    start = today - dt.timedelta(days=today.weekday() + 1 - 7 * step)
    end = start + dt.timedelta(days=13 if today.weekday() == 6 else 7)  # noqa: PLR2004 - Sunday
    if step:
        return start, end
    return (max(start, today) if words.side > 0 else start), (min(end, today) if words.side < 0 else end)


def _counted(words: _Words) -> _Days:
    """Ago: "three days" is a day, "two weeks" one of the days around it."""
    each, slack = ((1, 0), (7, 3), (30, 20), (365, 150))[max(words.values.get(unit, 0) for unit in "UV")]
    count = words.values["N"]
    around = dt.timedelta(days=slack or (count > 7))  # noqa: PLR2004 - beyond a week, days are rounded
    middle = words.today - dt.timedelta(days=count * each)
    return middle - around, middle + around


_Meaning = Callable[[_Words], _Days | None]
_STATED: dict[str, _Meaning] = {
    "I": lambda words: (dt.date.fromisoformat(f"{words.values['I']:08}"),) * 2,
    "MNY": lambda words: _in_year(words, words.values["Y"]),
    "MY": lambda words: _month(words.values["Y"], words.values["M"]),
    "Y": lambda words: _year(words.values["Y"]),
}
_TOLD: dict[str, _Meaning] = {
    "MN": lambda words: _nearest(filter(None, (_in_year(words, year) for year in words.years)), words),
    "M": _named_month,
    "W": _named_weekday,
    "R": lambda words: _ahead(words, words.values["R"]),
    "HP": lambda words: _ahead(words, words.values["H"]) if words.values["H"] <= 0 else None,
    "HU": _span,
    "NUA": _counted,
}
_SAME_FORM = {"NM": "MN", "WMN": "MN", "WNM": "MN", "NMY": "MNY", "WMNY": "MNY", "WNMY": "MNY", "RP": "R"}
_SAME_FORM |= {"WP": "W", "HW": "W", "HWP": "W", "NVA": "NUA"}
