"""When two claims tell one fact, and when they contradict each other."""

from __future__ import annotations

import pytest

from brief.facts import dispute, one_fact
from tests.claims import actor, agreement, meeting, threat

ANNA, BO, CY = actor("Anna Berg", "foreign minister", "France"), actor("Bo Falk"), actor("Cy Dahl")
OFFICIAL = actor(None, "officials", "France")


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (meeting(ANNA, BO, date="Friday"), meeting(BO, ANNA, CY, date="Friday")),
        (meeting(ANNA, BO, what="water rights"), meeting(BO, ANNA, CY, what="rights to water")),
        (meeting(ANNA, BO, date="Friday"), meeting(ANNA, BO, place="Oslo")),
        (meeting(ANNA, BO, status="ongoing"), meeting(ANNA, BO)),
        (meeting(ANNA, BO, date_resolved="2024-05"), meeting(ANNA, BO, date_resolved="2024-05-03")),
        (meeting(OFFICIAL, BO), meeting(actor(None, None, "France"), BO)),
        (agreement("France", "Spain"), agreement("Spain", "France", what="share all water of the river")),
        (agreement("France"), agreement("France", "Spain")),
        (agreement(OFFICIAL), agreement("France")),
        (agreement("France", condition="if it rains"), agreement("France")),
        (agreement("France", condition="if it rains"), agreement("France", condition="if it rains")),
        (
            agreement("Iran", what="limit its nuclear program in return for ending sanctions"),
            agreement("Iran", what="verifiably limits Iran's nuclear program for ending of all sanctions"),
        ),
        (threat("Iran"), threat("Iran", target="France", what="close the strait to tankers")),
    ],
)
def test_one_fact_in_other_words(left, right):
    """The same actors and outcome, with more or fewer details, are one fact, whichever comes first."""
    assert (one_fact(left, right), one_fact(right, left)) == (True, True)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (meeting(ANNA, BO), meeting(ANNA, CY)),
        (meeting(ANNA, BO), meeting(ANNA, BO, CY)),
        (meeting(ANNA), meeting(ANNA)),
        (meeting(ANNA, BO, place="Oslo"), meeting(ANNA, BO, place="Rome")),
        (meeting(ANNA, BO, date="Friday"), meeting(ANNA, BO, date="Monday")),
        (meeting(ANNA, BO, date_resolved="2024-05-03"), meeting(ANNA, BO, date_resolved="2024-05-04")),
        (meeting(ANNA, BO, what="water rights"), meeting(ANNA, BO, what="missile tests")),
        (meeting(ANNA, BO), meeting(ANNA, BO, status="planned")),
        (meeting(ANNA, BO), meeting(ANNA, BO, background=True)),
        (meeting(OFFICIAL, BO), meeting(actor(None, "president", "France"), BO)),
        (agreement("France", "Spain"), agreement("France", "Italy")),
        (agreement(), agreement()),
        (agreement("France"), agreement("France", status="proposed")),
        (agreement("France"), agreement("France", what="build a dam")),
        (agreement("France"), agreement("France", what="not share the water of the river")),
        (agreement("France"), agreement("France", what="doesn’t share the water of the river")),
        (agreement("France", condition="if it rains"), agreement("France", condition="if Spain pays")),
        (
            agreement("France", what="send 300 soldiers to the border"),
            agreement("France", what="send 500 soldiers to the border"),
        ),
        (
            agreement("France", what="raise tariffs on steel from Spain"),
            agreement("France", what="lower tariffs on steel from Spain"),
        ),
        (
            agreement("France", what="open the border to trucks of grain"),
            agreement("France", what="close the border to trucks of grain"),
        ),
        (agreement("France", what="water"), agreement("France", what="water and wine")),
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


FRIDAY, SATURDAY = (
    {"what": "water rights", "date": day, "date_resolved": date}
    for day, date in (("Friday", "2024-05-03"), ("Saturday", "2024-05-04"))
)


@pytest.mark.parametrize(
    ("left", "right", "about"),
    [
        (meeting(ANNA, BO, place="Oslo"), meeting(BO, ANNA, place="Oslo", status="cancelled"), "status"),
        (meeting(ANNA, BO, place="Oslo", **FRIDAY), meeting(ANNA, BO, place="Oslo", **SATURDAY), "date"),
        (meeting(ANNA, BO, place="Oslo", **FRIDAY), meeting(ANNA, BO, place="Rome", **FRIDAY), "place"),
        (agreement("France", "Spain"), agreement("France", "Spain", status="refused"), "status"),
        (
            agreement("France", what="send 300 soldiers to the border"),
            agreement("France", what="send 500 soldiers to the border"),
            "figures",
        ),
        (meeting(ANNA, BO, place="Oslo"), meeting(ANNA, BO, place="Oslo"), None),
        (meeting(ANNA, BO, place="Oslo", **FRIDAY), meeting(ANNA, BO, place="Norway", **FRIDAY), None),
        (meeting(ANNA, BO, place="Oslo", **FRIDAY), meeting(ANNA, BO, place="the castle", **FRIDAY), None),
        (meeting(ANNA, BO), meeting(ANNA, BO, status="cancelled"), None),
        (meeting(ANNA, BO, place="Oslo", **FRIDAY), meeting(ANNA, BO, place="Oslo", date="1999"), None),
        (
            meeting(ANNA, BO, place="Oslo", date_resolved="2024-05-03"),
            meeting(ANNA, BO, place="Oslo", date_resolved="2024-05-04"),
            None,
        ),
        (
            meeting(ANNA, BO, place="Oslo", what="water", date_resolved="2024-05"),
            meeting(ANNA, BO, place="Rome", what="water", date_resolved="2024-05"),
            None,
        ),
        (agreement("France"), agreement("France", status="withdrawn"), None),
        (meeting(ANNA, BO, place="Oslo"), meeting(ANNA, BO, place="Oslo", status="planned"), None),
        (agreement("France"), agreement("Spain", status="refused"), None),
        (agreement("France"), agreement("France", status="proposed"), None),
        (agreement("France", condition="if it rains"), agreement("France", status="refused"), None),
        (threat("Iran"), threat("Iran", what="leave the treaty"), None),
    ],
)
def test_a_dispute_says_what_it_is_about(left, right, about):
    """Only claims about one matter contradict each other; a plan and what came of it do not."""
    assert (dispute(left, right), dispute(right, left)) == (about, about)
