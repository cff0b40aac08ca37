"""What the words of an article mean, told from its day."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brief.dates import resolve

WEDNESDAY = "2018-10-17"
STATUSES = ("held", "planned", "proposed", "agreed")
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def meant(words, status="held", published=WEDNESDAY):
    return resolve(words, published, status)


@pytest.mark.parametrize(
    ("words", "held", "planned"),
    [
        ("Wednesday", "2018-10-17", "2018-10-17"),
        ("Wednesday morning", "2018-10-17", "2018-10-17"),
        ("Tuesday", "2018-10-16", "2018-10-23"),
        ("on Thursday", "2018-10-11", "2018-10-18"),
        ("late Tuesday night", "2018-10-16", "2018-10-23"),
        ("early on Sunday", "2018-10-14", "2018-10-21"),
        ("Monday\u2019s", "2018-10-15", "2018-10-22"),
        ("Friday at 10 a.m.", "2018-10-12", "2018-10-19"),
        ("3:30 p.m. Friday", "2018-10-12", "2018-10-19"),
        ("last Friday", "2018-10-12", "2018-10-12"),
        ("last Monday", None, None),
        ("last Wednesday", "2018-10-10", "2018-10-10"),
        ("next Monday", "2018-10-22", "2018-10-22"),
        ("next Friday", None, None),
        ("this Friday", "2018-10-12", "2018-10-19"),
        ("today", "2018-10-17", "2018-10-17"),
        ("earlier today", "2018-10-17", "2018-10-17"),
        ("tonight", "2018-10-17", "2018-10-17"),
        ("this morning", "2018-10-17", "2018-10-17"),
        ("yesterday", "2018-10-16", "2018-10-16"),
        ("yesterday evening", "2018-10-16", "2018-10-16"),
        ("last night", "2018-10-16", "2018-10-16"),
        ("tomorrow", "2018-10-18", "2018-10-18"),
        ("tomorrow night", "2018-10-18", "2018-10-18"),
        ("this week", "2018-10", "2018-10"),
        ("later this week", "2018-10", "2018-10"),
        ("last week", "2018-10", "2018-10"),
        ("next week", "2018-10", "2018-10"),
        ("earlier this month", "2018-10", "2018-10"),
        ("last month", "2018-09", "2018-09"),
        ("late next month", "2018-11", "2018-11"),
        ("this year", "2018", "2018"),
        ("late last year", "2017", "2017"),
        ("next year", "2019", "2019"),
        ("Oct. 12", "2018-10-12", None),
        ("October 12th", "2018-10-12", None),
        ("12 October", "2018-10-12", None),
        ("the 12th of October", "2018-10-12", None),
        ("Friday, Oct. 12", "2018-10-12", None),
        ("Thursday, Oct. 12", None, None),
        ("Oct. 30", None, "2018-10-30"),
        ("March 5", "2018-03-05", "2019-03-05"),
        ("Feb. 30", None, None),
        ("12 October 2018", "2018-10-12", "2018-10-12"),
        ("Oct. 12, 2018", "2018-10-12", "2018-10-12"),
        ("Friday, 12 October 2018", "2018-10-12", "2018-10-12"),
        ("Monday, 12 October 2018", None, None),
        ("2018-10-12", "2018-10-12", "2018-10-12"),
        ("12/10/2018", None, None),
        ("in early March", "2018-03", "2019-03"),
        ("June", "2018-06", "2019-06"),
        ("in October", None, None),
        ("November", None, "2018-11"),
        ("September", "2018-09", None),
        ("last June", None, None),
        ("March 2019", "2019-03", "2019-03"),
        ("mid-June 2013", "2013-06", "2013-06"),
        ("June of 2013", "2013-06", "2013-06"),
        ("2015", "2015", "2015"),
        ("mid-2012", "2012", "2012"),
        ("late in 2014", "2014", "2014"),
        ("the winter of 2008", None, None),
        ("coming weeks", None, None),
        ("Sunday and Monday", None, None),
        ("Friday; Oct. 12", None, None),
        ("10", None, None),
        ("Friday " * 20, None, None),
        ("end of September", "2018-09", None),
        ("seven days ago", "2018-10-10", "2018-10-10"),
        ("three days ago", "2018-10-14", "2018-10-14"),
        ("a week ago", "2018-10", "2018-10"),
        ("two weeks ago", None, None),
        ("two years ago", None, None),
        ("in two days", None, None),
        ("recent days", None, None),
        ("for five weeks", None, None),
        ("since Monday", None, None),
        ("by Friday", None, None),
        ("June 11 and 12", None, None),
        ("soon", None, None),
        ("Hanoi", None, None),
        ("", None, None),
    ],
)
def test_the_words_of_news_mean_days_months_or_years(words, held, planned):
    """What was held looks back from publication, what is planned looks forward, and doubt means nothing."""
    assert (meant(words, "held"), meant(words, "planned")) == (held, planned)


@pytest.mark.parametrize(
    ("published", "words", "expected"),
    [
        ("2018-11-07", "last week", None),
        ("2018-01-05", "last month", "2017-12"),
        ("2018-12-31", "tomorrow", "2019-01-01"),
        ("2018-10-24", "two weeks ago", "2018-10"),
        ("2018-01-02", "Dec. 30", "2017-12-30"),
        ("2018-10-17T08:00:00Z", "Tuesday", "2018-10-16"),
        ("Wednesday", "Tuesday", None),
        (None, "Tuesday", None),
        (None, "12 October 2018", "2018-10-12"),
        (None, "2015", "2015"),
    ],
)
def test_what_is_told_from_publication_needs_its_day(published, words, expected):
    """The same words mean another day in another article, and none in one without a date."""
    assert meant(words, published=published) == expected


@pytest.mark.parametrize("status", ["cancelled", "proposed", "agreed", "danger"])
def test_another_status_leaves_the_side_open(status):
    """A weekday is the day of publication or nothing; a date of the same weeks is that of this year."""
    words = ("Wednesday", "Monday", "Oct. 12", "March 5")
    assert [meant(each, status) for each in words] == ["2018-10-17", None, "2018-10-12", None]


DATES = st.dates(dt.date(1950, 1, 1), dt.date(2090, 12, 31))


@given(DATES, st.sampled_from(WEEKDAYS))
def test_a_weekday_is_within_a_week_on_the_side_of_the_status(published, weekday):
    """A held meeting is up to six days back, a planned one up to six days ahead, on that weekday."""
    back = dt.date.fromisoformat(meant(weekday, "held", published.isoformat()))
    ahead = dt.date.fromisoformat(meant(weekday, "planned", published.isoformat()))
    assert WEEKDAYS[back.weekday()] == WEEKDAYS[ahead.weekday()] == weekday
    assert published - dt.timedelta(6) <= back <= published <= ahead <= published + dt.timedelta(6)


@given(DATES, DATES, st.sampled_from(STATUSES))
def test_a_full_date_is_itself(date, published, status):
    """A date with its year means the same in every article."""
    assert meant(f"{date:%B} {date.day}, {date.year}", status, published.isoformat()) == date.isoformat()


WORDS = st.lists(st.sampled_from("a an 3 31 99 2018 Feb. sun night last this year weeks ago ٣ 0".split()))


@given(st.one_of(st.text(), WORDS.map(" ".join)), st.text(), st.sampled_from(STATUSES))
def test_any_words_mean_something_or_nothing(words, day, status):
    """No words and no day make it fail, and what they mean is a day, a month or a year."""
    for published in (day, WEDNESDAY, "0001-01-01"):
        found = resolve(words, published, status)
        assert found is None or re.fullmatch(r"\d{4}(-\d\d){0,2}", found)


@given(DATES, st.sampled_from([("last", -7), ("next", 7)]))
def test_a_week_resolves_to_the_month_of_all_its_days(published, which):
    """Where the week has a month at all, it is that of the same weekday in that week."""
    word, days = which
    found = meant(f"{word} week", "held", published.isoformat())
    assert found in (None, (published + dt.timedelta(days)).isoformat()[:7])
