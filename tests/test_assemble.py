"""A day's records become one brief."""

from __future__ import annotations

from itertools import permutations

import pytest

from brief.assemble import assemble
from brief.records import Finding
from tests.claims import actor, agreement, article, at, meeting, threat

DAY = "2024-05-03"
ANNA, BO = actor("Anna Berg", "minister", "France"), actor("Bo Falk", "envoy", "Spain")


HAPPENED = (
    meeting(ANNA, BO, id="m-1", sentence=9, place="Oslo"),
    meeting(ANNA, BO, id="m-2", sentence=2, status="planned", place="Rome"),
    agreement("France", id="a-1", sentence=3),
    agreement("Spain", id="a-2", sentence=1, verdict="review"),
    agreement("Italy", id="a-3", sentence=4, status="proposed"),
    agreement("Cuba", id="a-4", background=True),
    threat("Iran", id="t-1", sentence=5),
    threat("Iran", id="t-2", sentence=1, status="danger", what="raids"),
)
ONE_SENTENCE = agreement("France", id="a-1"), meeting(ANNA, BO, id="m-1"), threat("Iran", id="t-1")
ELSEWHERE = agreement("Spain", id="a-2", sentence=9)


@pytest.mark.parametrize(
    ("claims", "bottom_line"),
    [
        (HAPPENED, ("a-1", "t-1", "m-1", "t-2", "m-2")),
        ((*ONE_SENTENCE, ELSEWHERE), ("a-1", "t-1", "a-2", "m-1")),
    ],
)
def test_the_bottom_line_has_five_at_most_and_only_what_is_verified(claims, bottom_line):
    """What happened comes first, then what is told earlier; plans and dangers come last, and no history.

    What one sentence tells besides comes after what other sentences tell; a threat is another matter.
    """
    assert assemble(DAY, (article("talks", *claims),)).bottom_line == bottom_line


def test_a_story_is_summed_up_by_the_sentences_of_what_matters_most_in_it():
    """The headline is that of the document with most that is verified; the summary quotes two sentences."""
    claims = (
        agreement("Spain", id="a-1", sentence=4, verdict="review"),
        threat("Iran", id="t-1", status="danger", sentence=2),
        meeting(ANNA, BO, id="m-1", evidence=at(3, 1)),
        agreement("France", id="a-2", sentence=5),
    )
    (story,) = assemble(DAY, (article("talks", *claims),)).stories
    assert story.headline.text == "talks reports."
    assert [(line.text, [item.sentence for item in line.citations]) for line in story.summary] == [
        ("Sentence 3.", [3]),
        ("Sentence 5.", [5]),
    ]


def test_what_was_wrong_with_an_answer_is_in_the_brief():
    """Findings on the answers as a whole are listed with their document, in order."""
    findings = (Finding(check="schema", field="status", message="no status", severity="note"),)
    articles = (article("b", findings=findings), article("a", findings=findings), article("c"))
    assert [item.document for item in assemble(DAY, articles).findings] == ["a", "b"]


PLANNED = meeting(ANNA, BO, id="m-1", status="planned", place="Oslo")
CALLED_OFF = PLANNED.model_copy(update={"id": "m-2", "status": "cancelled"})
ANOTHER = meeting(ANNA, actor("Cy Dahl"), id="m-3")
AGREED = agreement("France", id="a-1")
ON_CONDITION = agreement("France", id="a-2", condition="if Spain pays")


@pytest.mark.parametrize(
    ("before", "after", "changes"),
    [
        (PLANNED, (CALLED_OFF, ANOTHER), [("withdrawn", "m-2", PLANNED), ("new", "m-3", None)]),
        (AGREED, (ON_CONDITION,), [("changed", "a-2", AGREED)]),
        (meeting(ANNA, BO), (threat("Iran"), threat("Iran", what="leave")), [("story", None, None)]),
        (meeting(ANNA, BO), (meeting(ANNA, BO),), []),
    ],
)
def test_changes_are_those_since_the_previous_brief(before, after, changes):
    """A planned meeting that is called off is withdrawn, another condition is a change, one told again none.

    Of other matters a claim is new in a story that goes on; else the whole story is, and is named once.
    """
    first = assemble(DAY, (article("talks", before),))
    second = assemble("2024-05-04", (article("more", *after),), previous=first)
    assert [(change.what, change.told, change.earlier) for change in second.changes] == changes
    assert (first.changes, second.previous) == ((), DAY)


FERRY = "The ferry Aurora ran aground off Skagen.", "Captain Mads Holm met Berta Lund in Skagen."
FERRY_AGAIN = "In Skagen the captain of the Aurora, Mads Holm, met Berta Lund.", "The ferry is aground."
WHEAT = "Wheat from Alberta is scarce, growers said.", "Mills in Alberta agreed to buy wheat from Montana."


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
    ferry, wheat = assemble(DAY, a_day()).stories
    assert [source.documents for source in ferry.sources] == [("a", "c"), ("b",)]
    ((told,),) = (ferry.claims,)
    assert (told.sources, [member.document for member in told.members]) == (2, ["a", "b", "c"])
    assert (told.claim.place, wheat.documents) == ("Skagen", ("d",))


def test_neither_order_nor_an_unrelated_article_changes_a_story():
    """In every order, and with an article about a comet among the others, the stories are the same."""
    expected = assemble(DAY, a_day()).stories
    comet = article("z", sentences=("A comet was seen over Patagonia.", "It returns in 2090."))
    for articles in permutations([*a_day(), comet]):
        stories = assemble(DAY, articles).stories
        assert tuple(story for story in stories if story.documents != ("z",)) == expected
