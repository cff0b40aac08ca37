"""A day's records become one brief."""

from __future__ import annotations

from brief.assemble import assemble
from tests.claims import agreement, article, at, meeting, person, threat

ANNA, BO = person("Anna Berg", "minister", "France"), person("Bo Falk", "envoy", "Spain")


def test_a_quiet_day_has_an_honest_brief():
    """Without documents there are no stories, and without claims no bottom line."""
    assert assemble("2024-05-03", ()).stories == ()
    brief = assemble("2024-05-03", (article("rain"),))
    assert (len(brief.stories), brief.bottom_line) == (1, ())


def test_the_bottom_line_has_five_at_most_and_only_what_is_verified():
    """What happened comes first, then what an article tells earlier; plans and dangers come last."""
    claims = (
        meeting(ANNA, BO, id="m-1", evidence=at(9), place="Oslo"),
        meeting(ANNA, BO, id="m-2", evidence=at(2), status="planned", place="Rome"),
        agreement("France", id="a-1", evidence=at(3)),
        agreement("Spain", id="a-2", evidence=at(1), verdict="review"),
        agreement("Italy", id="a-3", evidence=at(4), status="proposed"),
        threat("Iran", id="t-1", evidence=at(5)),
        threat("Iran", id="t-2", evidence=at(1), kind="danger", threat="raids"),
    )
    brief = assemble("2024-05-03", (article("talks", *claims),))
    assert brief.bottom_line == ("a-1", "t-1", "m-1", "t-2", "m-2")


def test_changes_are_those_since_the_previous_brief():
    """A meeting that was planned and is called off is withdrawn; one of another matter is new."""
    planned = meeting(ANNA, BO, id="m-1", status="planned", place="Oslo")
    called_off = planned.model_copy(update={"id": "m-2", "status": "cancelled"})
    other = meeting(ANNA, person("Cy Dahl"), id="m-3")
    before = assemble("2024-05-03", (article("talks", planned),))
    after = assemble("2024-05-04", (article("off", called_off, other),), previous=before)
    assert [(change.what, change.told) for change in after.changes] == [("withdrawn", "m-2"), ("new", "m-3")]
    assert after.changes[0].earlier == planned
    assert after.previous == "2024-05-03"


def test_a_story_of_other_matters_is_new_as_a_whole():
    """It is named once, not claim by claim; without an earlier brief nothing is said to be new."""
    before = assemble("2024-05-03", (article("talks", meeting(ANNA, BO)),))
    assert before.changes == ()
    after = assemble(
        "2024-05-04", (article("raid", threat("Iran"), threat("Iran", threat="leave")),), (), before
    )
    assert [(change.what, change.told) for change in after.changes] == [("story", None)]


def test_the_same_claim_again_is_no_change():
    """A day that tells the same tells nothing new."""
    before = assemble("2024-05-03", (article("talks", meeting(ANNA, BO)),))
    assert assemble("2024-05-04", (article("again", meeting(ANNA, BO)),), (), before).changes == ()
