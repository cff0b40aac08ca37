"""What the words of an article mean, told from its day."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brief.dates import resolve

WEDNESDAY = "2018-10-17"
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def meant(words, status="held", published=WEDNESDAY):
    return resolve(words, published, status)


MEANT = """
2018-10-17  2018-10-17  Wednesday | Wednesday morning | today | earlier today | tonight | this morning
2018-10-16  2018-10-23  Tuesday | late Tuesday night
2018-10-11  2018-10-18  on Thursday
2018-10-14  2018-10-21  early on Sunday
2018-10-15  2018-10-22  Monday’s
2018-10-12  2018-10-19  Friday at 10 a.m. | 3:30 p.m. Friday | this Friday
2018-10-12  2018-10-12  last Friday | 12 October 2018 | Oct. 12, 2018 | Friday, 12 October 2018 | 2018-10-12
2018-10-10  2018-10-10  last Wednesday | seven days ago
2018-10-22  2018-10-22  next Monday
2018-10-16  2018-10-16  yesterday | yesterday evening | last night
2018-10-18  2018-10-18  tomorrow | tomorrow night
2018-10     2018-10     this week | later this week | last week | next week | earlier this month | a week ago
2018-09     2018-09     last month
2018-11     2018-11     late next month
2018        2018        this year
2017        2017        late last year
2019        2019        next year
2018-10-12  -           Oct. 12 | October 12th | 12 October | the 12th of October | Friday, Oct. 12
-           2018-10-30  Oct. 30
2018-03-05  2019-03-05  March 5
2018-03     2019-03     in early March
2018-06     2019-06     June
-           2018-11     November
2018-09     -           September | end of September
2019-03     2019-03     March 2019
2013-06     2013-06     mid-June 2013 | June of 2013
2015        2015        2015
2012        2012        mid-2012
2014        2014        late in 2014
2018-10-14  2018-10-14  three days ago
-           -           last Monday | next Friday | Thursday, Oct. 12 | Feb. 30 | Monday, 12 October 2018
-           -           12/10/2018 | in October | last June | the winter of 2008 | coming weeks
-           -           Sunday and Monday | Friday; Oct. 12 | 10 | two weeks ago | two years ago
-           -           in two days | recent days | for five weeks | since Monday | by Friday
-           -           June 11 and 12 | soon | Hanoi
"""
"""What words mean of a meeting that was held and of one that is planned; "-": nothing."""


@pytest.mark.parametrize("row", MEANT.strip().splitlines())
def test_the_words_of_news_mean_days_months_or_years(row):
    """What was held looks back from publication, what is planned looks forward, and doubt means nothing."""
    held, planned, forms = row.split(maxsplit=2)
    for words in forms.split(" | "):
        found = [meant(words, status) or "-" for status in ("held", "planned")]
        assert found == [held, planned], words


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
        (WEDNESDAY, "", None),
        (WEDNESDAY, "Friday " * 20, None),
    ],
)
def test_what_is_told_from_publication_needs_its_day(published, words, expected):
    """The same words mean another day in another article, and none in one without; too many mean nothing."""
    assert meant(words, published=published) == expected


@pytest.mark.parametrize("status", ["cancelled", "proposed", "agreed", "danger"])
def test_another_status_leaves_the_side_open(status):
    """A weekday is the day of publication or nothing; a date of the same weeks is that of this year."""
    words = ("Wednesday", "Monday", "Oct. 12", "March 5")
    assert [meant(each, status) for each in words] == ["2018-10-17", None, "2018-10-12", None]


DATES = st.dates(dt.date(1950, 1, 1), dt.date(2090, 12, 31))


@given(DATES, st.sampled_from(WEEKDAYS))
def test_a_weekday_is_within_a_week_on_the_side_of_the_status(published, weekday):
    """A held meeting is up to six days back, a planned one up to six days ahead, on that weekday.

    A date with its year is itself in every article.
    """
    back = dt.date.fromisoformat(meant(weekday, "held", published.isoformat()))
    ahead = dt.date.fromisoformat(meant(weekday, "planned", published.isoformat()))
    assert WEEKDAYS[back.weekday()] == WEEKDAYS[ahead.weekday()] == weekday
    assert meant(f"{back:%B} {back.day}, {back.year}") == back.isoformat()
    assert published - dt.timedelta(6) <= back <= published <= ahead <= published + dt.timedelta(6)


WORDS = st.lists(st.sampled_from("a an 3 31 99 2018 Feb. sun night last this year weeks ago ٣ 0".split()))


@given(st.one_of(st.text(), WORDS.map(" ".join)), st.text(), st.sampled_from(["held", "planned", "agreed"]))
def test_any_words_mean_something_or_nothing(words, day, status):
    """No words and no day make it fail, and what they mean is a day, a month or a year."""
    for published in (day, WEDNESDAY, "0001-01-01"):
        found = resolve(words, published, status)
        assert found is None or re.fullmatch(r"\d{4}(-\d\d){0,2}", found)
