"""When two claims tell one fact, and when they contradict each other."""

from __future__ import annotations

import pytest

from brief.facts import dispute, one_fact
from tests.claims import actor, agreement, meeting, threat

ANNA, BO, CY = actor("Anna Berg", "foreign minister", "France"), actor("Bo Falk"), actor("Cy Dahl")
OFFICIAL = actor(None, "officials", "France")


def met(**fields):
    return meeting(ANNA, BO, **fields)


def france(what):
    return agreement("France", what=what)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (met(date="Friday"), meeting(BO, ANNA, CY, date="Friday")),
        (met(what="water rights"), meeting(BO, ANNA, CY, what="rights to water")),
        (met(date="Friday"), met(place="Oslo")),
        (met(status="ongoing"), met()),
        (met(date_resolved="2024-05"), met(date_resolved="2024-05-03")),
        (meeting(OFFICIAL, BO), meeting(actor(None, None, "France"), BO)),
        (agreement("France", "Spain"), agreement("Spain", "France", what="share all water of the river")),
        (agreement("France"), agreement("France", "Spain")),
        (agreement(OFFICIAL), agreement("France")),
        (agreement("France", condition="if it rains"), agreement("France")),
        (agreement("France", condition="if it rains"), agreement("France", condition="if it rains")),
        (france("limit its program if aid comes"), france("verifiably limits France's program if aid comes")),
        (threat("Iran"), threat("Iran", target="France", what="close the strait to tankers")),
    ],
)
def test_one_fact_in_other_words(left, right):
    """The same actors and outcome, with more or fewer details, are one fact, whichever comes first."""
    assert (one_fact(left, right), one_fact(right, left)) == (True, True)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (met(), meeting(ANNA, CY)),
        (met(), meeting(ANNA, BO, CY)),
        (meeting(ANNA), meeting(ANNA)),
        (met(place="Oslo"), met(place="Rome")),
        (met(date="Friday"), met(date="Monday")),
        (met(date_resolved="2024-05-03"), met(date_resolved="2024-05-04")),
        (met(what="water rights"), met(what="missile tests")),
        (met(), met(status="planned")),
        (met(), met(background=True)),
        (meeting(OFFICIAL, BO), meeting(actor(None, "president", "France"), BO)),
        (agreement("France", "Spain"), agreement("France", "Italy")),
        (agreement(), agreement()),
        (agreement("France"), agreement("France", status="proposed")),
        (agreement("France"), france("build a dam")),
        (agreement("France"), france("not share the water of the river")),
        (agreement("France"), france("doesn’t share the water of the river")),
        (agreement("France", condition="if it rains"), agreement("France", condition="if Spain pays")),
        (france("send 300 men to the border"), france("send 500 men to the border")),
        (france("raise tariffs on steel"), france("lower tariffs on steel")),
        (france("open the border to grain"), france("close the border to grain")),
        (france("water"), france("water and wine")),
        (threat("Iran"), threat("Iran", status="danger")),
        (threat("Iran"), threat("France")),
        (threat("Iran"), threat("Iran", "France")),
        (threat("Iran", target="Spain"), threat("Iran", target="France")),
        (threat("Iran", condition="if it is attacked"), threat("Iran", condition="if sanctions come back")),
        (threat(), threat()),
        (meeting("France", "Spain", what="share the water of the river"), agreement("France", "Spain")),
    ],
)
def test_two_facts_stay_two(left, right):
    """Another actor, day, place, topic, figure, condition or outcome makes another fact; so does doubt."""
    assert (one_fact(left, right), one_fact(right, left)) == (False, False)


FRIDAY, SATURDAY, MONTH = (
    {"what": "water rights", "date": words, "date_resolved": date}
    for words, date in (("Friday", "2024-05-03"), ("Saturday", "2024-05-04"), ("in May", "2024-05"))
)


@pytest.mark.parametrize(
    ("left", "right", "about"),
    [
        (met(place="Oslo"), meeting(BO, ANNA, place="Oslo", status="cancelled"), "status"),
        (met(place="Oslo", **FRIDAY), met(place="Oslo", **SATURDAY), "date"),
        (met(place="Oslo", **FRIDAY), met(place="Rome", **FRIDAY), "place"),
        (agreement("France", "Spain"), agreement("France", "Spain", status="refused"), "status"),
        (france("send 300 men to the border"), france("send 500 men to the border"), "figures"),
        (met(place="Oslo"), met(place="Oslo"), None),
        (met(place="Oslo", **FRIDAY), met(place="Norway", **FRIDAY), None),
        (met(place="Oslo", **FRIDAY), met(place="the castle", **FRIDAY), None),
        (met(), met(status="cancelled"), None),
        (met(place="Oslo", **FRIDAY), met(place="Oslo", date="1999"), None),
        (met(place="Oslo", date_resolved="2024-05-03"), met(place="Oslo", date_resolved="2024-05-04"), None),
        (met(place="Oslo", **MONTH), met(place="Rome", **MONTH), None),
        (agreement("France"), agreement("France", status="withdrawn"), None),
        (met(place="Oslo"), met(place="Oslo", status="planned"), None),
        (agreement("France"), agreement("Spain", status="refused"), None),
        (agreement("France"), agreement("France", status="proposed"), None),
        (agreement("France", condition="if it rains"), agreement("France", status="refused"), None),
        (threat("Iran"), threat("Iran", what="leave the treaty"), None),
    ],
)
def test_a_dispute_says_what_it_is_about(left, right, about):
    """Only claims about one matter contradict each other; a plan and what came of it do not."""
    assert (dispute(left, right), dispute(right, left)) == (about, about)
