"""What the forms of a date mean: "Oct. 12", "last month", "two weeks ago", told from a day."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Callable, Iterable

DOUBT_DAYS = 60
"""Days within which a date on the other side of publication may be the one that is meant."""

Days = tuple[dt.date, dt.date]
"""First and last day that words may mean."""

_WEEKDAYS = tuple(name.lower() for name in calendar.day_name)
_MONTHS = tuple(name.lower() for name in calendar.month_name[1:])
_NUMBERS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")

_WEEKDAY = rf"(?P<weekday>{'|'.join(_WEEKDAYS)})"
_MONTH = (
    r"(?P<month>jan(?:uary|\.)?|feb(?:ruary|\.)?|mar(?:ch|\.)|apr(?:il|\.)?|may|june?\.?|july?\.?|aug(?:ust|\.)?"
    r"|sept?(?:ember|\.)?|oct(?:ober|\.)?|nov(?:ember|\.)?|dec(?:ember|\.)?)"
)
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_DAY_FIRST = f"{_DAY} (?:of )?{_MONTH}".replace("<day>", "<day2>").replace("<month>", "<month2>")
_DATED = rf"(?:{_WEEKDAY},? (?:the )?)?(?:{_MONTH} {_DAY}|{_DAY_FIRST})"
_WHICH = r"(?P<which>last|next|this|past|coming|this past|this coming)"
_COUNT = rf"(?P<count>an?|{'|'.join(_NUMBERS[1:])}|\d{{1,3}})"


LONGEST_MONTH = 31
_WEEK = 7


def _month(year: int, month: int) -> Days:
    """The days of a month; a month number beyond 1 to 12 is one of another year."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return dt.date(year, month, 1), dt.date(year, month, calendar.monthrange(year, month)[1])


def _year(year: int) -> Days:
    return dt.date(year, 1, 1), dt.date(year, 12, 31)


def _number(name: str) -> int:
    """1 to 12 of a month's name or its abbreviation."""
    return next(at for at, month in enumerate(_MONTHS, 1) if month.startswith(name[:3]))


def _weekday(found: re.Match[str]) -> int | None:
    name = found.groupdict().get("weekday")
    return _WEEKDAYS.index(name) if name else None


def _in_year(found: re.Match[str], year: int) -> Days | None:
    """The day and month of the words in that year; None if that has no such day, or another weekday."""
    month, day = found["month"] or found["month2"], int(found["day"] or found["day2"])
    if day > calendar.monthrange(year, _number(month))[1]:
        return None
    date = dt.date(year, _number(month), day)
    return (date, date) if _weekday(found) in (None, date.weekday()) else None


def _nearest(options: Iterable[Days | None], today: dt.date, side: int) -> Days | None:
    """The nearest on the right side of today; None while the wrong side, or either side, is as likely."""
    known = (days for days in options if days and _distance(days, today) <= _FARTHEST)
    spans = sorted(known, key=lambda days: _distance(days, today))
    if not spans:
        return None
    right = [days for days in spans if side * _side(days, today) >= 0]
    if _distance(spans[0], today) <= DOUBT_DAYS:
        return spans[0] if spans[0] in right else None
    return right[0] if right and side else None


_FARTHEST = 365 - DOUBT_DAYS
"""Days beyond which the same date of another year is nearer."""


def _distance(days: Days, today: dt.date) -> int:
    return max((days[0] - today).days, (today - days[1]).days, 0)


def _side(days: Days, today: dt.date) -> int:
    return int(days[0] > today) - int(days[1] < today)


def _around(today: dt.date) -> range:
    return range(today.year - 1, today.year + 2)


def _dated(found: re.Match[str], today: dt.date, side: int) -> Days | None:
    return _nearest((_in_year(found, year) for year in _around(today)), today, side)


def _named_month(found: re.Match[str], today: dt.date, side: int) -> Days | None:
    """A month without its year. The month of publication is doubtful: an article calls that "this month"."""
    number, which = _number(found["month"]), found.groupdict().get("which")
    if which == "this":
        return _month(today.year, number)
    options = [_month(year, number) for year in _around(today)]
    if side_named := _SIDE_OF.get(which or ""):
        # In October, "last June" may be that of the year before.
        options = [days for days in options if days[0].year == today.year + side_named]
        same = _side(_month(today.year, number), today) == side_named
        return None if same else options[0]
    return None if number == today.month else _nearest(options, today, side)


_SIDE_OF = {"last": -1, "past": -1, "this past": -1, "next": 1, "coming": 1, "this coming": 1}


def _named_weekday(found: re.Match[str], today: dt.date, side: int) -> Days | None:
    """The weekday within seven days; "last" and "next" only where that is also in another week."""
    weekday, which = _weekday(found) or 0, found.groupdict().get("which")
    side = _SIDE_OF.get(which or "", side)
    gap = (weekday - today.weekday()) % _WEEK if side > 0 else (today.weekday() - weekday) % _WEEK
    if gap and not side:
        return None
    if which in _SIDE_OF:
        gap = gap or _WEEK
        if which in ("last", "next") and (weekday - today.weekday()) * side > 0:
            return None
    date = today + dt.timedelta(days=gap * (side or 1))
    return date, date


def _one_day(found: re.Match[str], today: dt.date, _side: int) -> Days:
    gap = {"yesterday": -1, "last night": -1, "tomorrow": 1}.get(found["when"], 0)
    date = today + dt.timedelta(days=gap)
    return date, date


def _named_span(found: re.Match[str], today: dt.date, side: int) -> Days | None:
    """Last, this or next week, month or year."""
    which, unit = found["which"], found["unit"]
    step = {"last": -1, "this": 0, "next": 1}.get(which)
    if unit == "week":
        if step is None:
            far = today + dt.timedelta(days=_WEEK * _SIDE_OF[which])
            return min(today, far), max(today, far)
        # A week begins on Monday or on Sunday.
        start = today - dt.timedelta(days=today.weekday() + 1 - _WEEK * step)
        end = start + dt.timedelta(days=_WEEK if today.weekday() < _WEEK - 1 else 2 * _WEEK - 1)
        if step:
            return start, end
        return (max(start, today) if side > 0 else start), (min(end, today) if side < 0 else end)
    if step is None:
        return None
    return _month(today.year, today.month + step) if unit == "month" else _year(today.year + step)


def _counted(found: re.Match[str], today: dt.date, side: int) -> Days | None:
    """Tell: "three days ago" is a day, "two weeks ago" one of the days around it."""
    words, unit = found["count"], found["unit"]
    count = int(words) if words.isdigit() else 1 if words in ("a", "an") else _NUMBERS.index(words)
    sign = -1 if found["ago"] else 1
    if sign > 0 and side < 0:  # "in two weeks" of talks that were held is how long they took
        return None
    each, slack = {"day": (1, 0), "week": (_WEEK, 3), "month": (30, 20), "year": (365, 150)}[unit]
    slack = slack or (count > _WEEK)
    middle = today + dt.timedelta(days=sign * count * each)
    return middle - dt.timedelta(days=slack), middle + dt.timedelta(days=slack)


_Meaning = Callable[[re.Match[str], dt.date, int], Days | None]


def _forms(*table: tuple[str, _Meaning]) -> tuple[tuple[re.Pattern[str], _Meaning], ...]:
    return tuple((re.compile(pattern), meaning) for pattern, meaning in table)


def _iso(found: re.Match[str], _today: dt.date, _side: int) -> Days:
    date = dt.date.fromisoformat(found[0])
    return date, date


STATED = _forms(
    (r"\d{4}-\d\d-\d\d", _iso),
    (rf"{_DATED},? {_YEAR}", lambda found, _today, _side: _in_year(found, int(found["year"]))),
    (
        rf"{_MONTH},? (?:of )?{_YEAR}",
        lambda found, _today, _side: _month(int(found["year"]), _number(found[1])),
    ),
    # A summer or a winter may lie in two years.
    (
        rf"(?:(?:spring|autumn|fall),? (?:of )?)?{_YEAR}",
        lambda found, _today, _side: _year(int(found["year"])),
    ),
)
TOLD = _forms(
    (_DATED, _dated),
    (rf"(?:{_WHICH} )?{_MONTH}", _named_month),
    (rf"(?:{_WHICH} )?{_WEEKDAY}", _named_weekday),
    (r"(?P<when>last night|yesterday|today|tonight|tomorrow|this (?:morning|afternoon|evening))", _one_day),
    (rf"{_WHICH} (?P<unit>week|month|year)", _named_span),
    (rf"{_COUNT} (?P<unit>day|week|month|year)s? (?:(?P<ago>ago)|from now)", _counted),
)
