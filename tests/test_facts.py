"""When two claims tell one fact, and when they contradict each other."""

from __future__ import annotations

import pytest

from brief.clashes import other_roles
from brief.facts import dispute, one_fact
from tests.claims import agreement, meeting, person, threat

ANNA, BO, CY = person("Anna Berg", "foreign minister", "France"), person("Bo Falk"), person("Cy Dahl")


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (meeting(ANNA, BO), meeting(BO, ANNA, CY)),
        (meeting(ANNA, BO, date="Friday"), meeting(ANNA, BO, place="Oslo")),
        (meeting(ANNA, BO, status="ongoing"), meeting(ANNA, BO)),
        (meeting(ANNA, BO, date_resolved="2024-05"), meeting(ANNA, BO, date_resolved="2024-05-03")),
        (
            agreement("France", "Spain"),
            agreement("Spain", "France", commitment="share all water of the river"),
        ),
        (agreement("France"), agreement("France", "Spain")),
        (
            agreement(
                "Iran", "France", commitment="limit its nuclear program in return for ending sanctions"
            ),
            agreement(
                "France",
                "Iran",
                commitment="verifiably limits Iran's nuclear program in exchange for"
                " the lifting of sanctions",
            ),
        ),
        (threat("Iran"), threat("Iran", target="France", threat="close the strait to tankers")),
    ],
)
def test_one_fact_in_other_words(left, right):
    """The same actors and outcome, with more or fewer details, are one fact, whichever comes first."""
    assert (one_fact(left, right), one_fact(right, left)) == (True, True)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (meeting(ANNA, BO), meeting(ANNA, CY)),
        (meeting(ANNA), meeting(ANNA)),
        (meeting(ANNA, BO, place="Oslo"), meeting(ANNA, BO, place="Rome")),
        (meeting(ANNA, BO, date="Friday"), meeting(ANNA, BO, date="Monday")),
        (meeting(ANNA, BO, date_resolved="2024-05-03"), meeting(ANNA, BO, date_resolved="2024-05-04")),
        (meeting(ANNA, BO, topic="water rights"), meeting(ANNA, BO, topic="missile tests")),
        (meeting(ANNA, BO), meeting(ANNA, BO, status="planned")),
        (agreement("France", "Spain"), agreement("France", "Italy")),
        (agreement("France"), agreement("France", status="proposed")),
        (agreement("France"), agreement("France", commitment="build a dam")),
        (agreement("France"), agreement("France", commitment="not share the water of the river")),
        (
            agreement("France", commitment="send 300 soldiers to the border"),
            agreement("France", commitment="send 500 soldiers to the border"),
        ),
        (
            agreement("France", commitment="raise tariffs on steel from Spain"),
            agreement("France", commitment="lower tariffs on steel from Spain"),
        ),
        (
            agreement("France", commitment="open the border to trucks of grain"),
            agreement("France", commitment="close the border to trucks of grain"),
        ),
        (agreement("France", commitment="water"), agreement("France", commitment="water and wine")),
        (threat("Iran"), threat("Iran", kind="danger")),
        (threat("Iran"), threat("France")),
        (threat("Iran", target="Spain"), threat("Iran", target="France")),
        (threat(), threat()),
        (meeting(ANNA, BO), meeting(person("Anna Berg", "defence minister"), BO)),
        (meeting(ANNA, BO), agreement("France")),
    ],
)
def test_two_facts_stay_two(left, right):
    """Another actor, day, place, topic, figure or outcome makes another fact; so does doubt."""
    assert (one_fact(left, right), one_fact(right, left)) == (False, False)


@pytest.mark.parametrize(
    ("left", "right", "about"),
    [
        (
            meeting(ANNA, BO, place="Oslo"),
            meeting(BO, ANNA, place="Oslo", status="cancelled"),
            "status",
        ),
        (
            meeting(ANNA, BO, place="Oslo", date_resolved="2024-05-03"),
            meeting(ANNA, BO, place="Oslo", date_resolved="2024-05-04"),
            "date",
        ),
        (
            meeting(ANNA, BO, place="Oslo", date_resolved="2024-05-03"),
            meeting(ANNA, BO, place="Rome", date_resolved="2024-05-03"),
            "place",
        ),
        (meeting(ANNA, BO), meeting(person("Anna Berg", "defence minister"), BO), "role"),
        (agreement("France", "Spain"), agreement("France", "Spain", status="refused"), "status"),
        (
            agreement("France", commitment="send 300 soldiers to the border"),
            agreement("France", commitment="send 500 soldiers to the border"),
            "figures",
        ),
        (meeting(ANNA, BO, place="Oslo"), meeting(ANNA, BO, place="Oslo"), None),
        (
            meeting(ANNA, BO, place="Oslo", date_resolved="2024-05-03"),
            meeting(ANNA, BO, place="Norway", date_resolved="2024-05-03"),
            None,
        ),
        (
            meeting(ANNA, BO, place="Oslo", date_resolved="2024-05-03"),
            meeting(ANNA, BO, place="the castle", date_resolved="2024-05-03"),
            None,
        ),
        (meeting(ANNA, BO), meeting(person("Anna Berg", "minister"), BO), None),
        (meeting(ANNA, BO), meeting(ANNA, BO, status="cancelled"), None),
        (meeting(ANNA, BO, place="Oslo"), meeting(ANNA, BO, place="Oslo", status="planned"), None),
        (agreement("France"), agreement("Spain", status="refused"), None),
        (agreement("France"), agreement("France", status="proposed"), None),
        (threat("Iran"), threat("Iran", threat="leave the treaty"), None),
    ],
)
def test_a_dispute_says_what_it_is_about(left, right, about):
    """Only claims about one matter contradict each other; a plan and what came of it do not."""
    assert (dispute(left, right), dispute(right, left)) == (about, about)


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ("foreign minister", "defence minister", True),
        ("president", "prime minister", True),
        ("vice president", "president", True),
        ("Deputy Foreign Minister", "foreign minister", True),
        ("Secretary of State", "Secretary of Defense", False),
        ("foreign minister", "minister of external affairs", False),
        ("defence minister", "Defense Secretary", False),
        ("prime minister", "foreign minister", False),
        ("president", "president of Norway's assembly", False),
        ("national security adviser", "adviser", False),
        ("general", "president", False),
        ("foreign minister", None, False),
    ],
)
def test_two_roles_contradict_only_where_nobody_can_have_both(one, other, apart):
    """Two portfolios, two heads, an office and its deputy's do; a fuller role or doubt does not."""
    anna, again = ([person("Anna Berg", role)] for role in (one, other))
    assert (other_roles(anna, again), other_roles(again, anna)) == (apart, apart)
    assert not other_roles(anna, [person("Bo Falk", other)])
