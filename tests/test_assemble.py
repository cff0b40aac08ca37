"""A day's records become one brief."""

from __future__ import annotations

import random

from brief.assemble import assemble
from brief.records import Finding
from tests.claims import actor, agreement, article, at, meeting, threat

ANNA, BO = actor("Anna Berg", "minister", "France"), actor("Bo Falk", "envoy", "Spain")


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
        threat("Iran", id="t-2", evidence=at(1), status="danger", what="raids"),
    )
    brief = assemble("2024-05-03", (article("talks", *claims),))
    assert brief.bottom_line == ("a-1", "t-1", "m-1", "t-2", "m-2")


def test_the_bottom_line_does_not_dwell_on_one_sentence():
    """What it tells besides comes after what other sentences tell; a threat is another matter."""
    claims = (
        agreement("France", id="a-1", evidence=at(1)),
        meeting(ANNA, BO, id="m-1", evidence=at(1)),
        threat("Iran", id="t-1", evidence=at(1)),
        agreement("Spain", id="a-2", evidence=at(9)),
    )
    brief = assemble("2024-05-03", (article("talks", *claims),))
    assert brief.bottom_line == ("a-1", "t-1", "a-2", "m-1")


def test_history_is_no_part_of_the_bottom_line():
    """What an article tells as history stands in its story, and never in the bottom line."""
    claims = (
        agreement("France", id="a-1", evidence=at(1), background=True),
        threat("Iran", id="t-1", evidence=at(2)),
    )
    brief = assemble("2024-05-03", (article("talks", *claims),))
    assert brief.bottom_line == ("t-1",)
    assert [told.id for told in brief.told()] == ["t-1", "a-1"]


def test_a_story_is_summed_up_by_the_sentences_of_what_matters_most_in_it():
    """The headline is that of the document with most that is verified; the summary quotes two sentences."""
    claims = (
        agreement("Spain", id="a-1", evidence=at(4), verdict="review"),
        threat("Iran", id="t-1", status="danger", evidence=at(2)),
        meeting(ANNA, BO, id="m-1", evidence=at(3, 1)),
        agreement("France", id="a-2", evidence=at(5)),
    )
    (story,) = assemble("2024-05-03", (article("talks", *claims),)).stories
    assert (story.headline.text, [line.text for line in story.summary]) == (
        "talks reports.",
        ["Sentence 3.", "Sentence 5."],
    )
    assert [[item.sentence for item in line.citations] for line in story.summary] == [[3], [5]]


def test_what_was_wrong_with_an_answer_is_in_the_brief():
    """Findings on the answers as a whole are listed with their document, in order."""
    finding = Finding(check="schema", field="status", message="no status", severity="note")
    articles = (article("b", findings=(finding,)), article("a", findings=(finding,)), article("c"))
    assert [item.document for item in assemble("2024-05-03", articles).findings] == ["a", "b"]


def test_changes_are_those_since_the_previous_brief():
    """A meeting that was planned and is called off is withdrawn; one of another matter is new."""
    planned = meeting(ANNA, BO, id="m-1", status="planned", place="Oslo")
    called_off = planned.model_copy(update={"id": "m-2", "status": "cancelled"})
    other = meeting(ANNA, actor("Cy Dahl"), id="m-3")
    before = assemble("2024-05-03", (article("talks", planned),))
    after = assemble("2024-05-04", (article("off", called_off, other),), previous=before)
    assert [(change.what, change.told) for change in after.changes] == [("withdrawn", "m-2"), ("new", "m-3")]
    assert after.changes[0].earlier == planned
    assert after.previous == "2024-05-03"


def test_another_condition_is_a_change():
    """The same commitment under a condition that the earlier brief did not tell."""
    before = assemble("2024-05-03", (article("talks", agreement("France", id="a-1")),))
    later = agreement("France", id="a-2", condition="if Spain pays")
    after = assemble("2024-05-04", (article("more", later),), previous=before)
    assert [(change.what, change.told) for change in after.changes] == [("changed", "a-2")]


def test_a_story_of_other_matters_is_new_as_a_whole():
    """It is named once, not claim by claim; without an earlier brief nothing is said to be new."""
    before = assemble("2024-05-03", (article("talks", meeting(ANNA, BO)),))
    assert before.changes == ()
    after = assemble(
        "2024-05-04", (article("raid", threat("Iran"), threat("Iran", what="leave")),), (), before
    )
    assert [(change.what, change.told) for change in after.changes] == [("story", None)]


def test_the_same_claim_again_is_no_change():
    """A day that tells the same tells nothing new."""
    before = assemble("2024-05-03", (article("talks", meeting(ANNA, BO)),))
    assert assemble("2024-05-04", (article("again", meeting(ANNA, BO)),), (), before).changes == ()


FERRY = (
    "The ferry Aurora ran aground off Skagen in heavy swell.",
    "Captain Mads Holm met Berta Lund in Skagen.",
)
FERRY_AGAIN = (
    "In Skagen the captain of the Aurora, Mads Holm, met Berta Lund.",
    "The ferry is still aground.",
)
WHEAT = (
    "Wheat from Alberta is scarce, growers in Calgary said.",
    "Mills in Calgary agreed to buy from Montana.",
)


def a_day():
    """Two articles and a copy about a ferry, and one about wheat."""
    holm, lund = actor("Mads Holm", "captain"), actor("Berta Lund")
    copy = (*FERRY, *(f"Tug number {n} will come from the port of Frederikshavn at dawn." for n in range(20)))
    return [
        article("a", meeting(holm, lund, id="m-1"), sentences=copy),
        article("b", meeting(holm, lund, id="m-2", evidence=at(1), place="Skagen"), sentences=FERRY_AGAIN),
        article("c", meeting("Holm", lund, id="m-3"), sentences=copy),
        article("d", agreement("Canada", id="a-1", what="buy wheat from Montana"), sentences=WHEAT),
    ]


def test_copies_count_once_and_stories_stay_apart():
    """The copy is named with its source, and the claim that all three tell is one line of two sources."""
    ferry, wheat = assemble("2024-05-03", a_day()).stories
    assert [source.documents for source in ferry.sources] == [("a", "c"), ("b",)]
    ((told,),) = (ferry.claims,)
    assert (told.sources, [member.document for member in told.members]) == (2, ["a", "b", "c"])
    assert told.claim.place == "Skagen"
    assert wheat.documents == ("d",)


def test_the_order_of_the_articles_changes_no_byte():
    """Of fifty orders, each gives the same brief."""
    articles = a_day()
    expected = assemble("2024-05-03", articles).model_dump_json()
    chance = random.Random(1)  # noqa: S311
    for _ in range(50):
        chance.shuffle(articles)
        assert assemble("2024-05-03", articles).model_dump_json() == expected


def test_an_unrelated_article_changes_no_byte_of_another_story():
    """The stories that were there are there as they were, to the byte."""
    comet = article(
        "z", threat("Iran"), sentences=("A comet was seen over Patagonia.", "It returns in 2090.")
    )
    before = assemble("2024-05-03", a_day()).stories
    after = assemble("2024-05-03", [comet, *a_day()]).stories
    assert len(after) == len(before) + 1
    assert {story.model_dump_json() for story in before} <= {story.model_dump_json() for story in after}
