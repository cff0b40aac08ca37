"""Claims are counted against the facts of an article as a careful reader would count them."""

from __future__ import annotations

import pytest

from brief.evaluation.scoring import judge, likeness, same_actor, total
from brief.records import Claim, Evidence, Statement
from tests.annotated import agreement, facts, meeting, threat

DAHL, HOLM = "Ingrid Dahl | minister | Norway", "Mads Holm | minister | Denmark"


def scored(told, of):
    return total([judge(told, of)])


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        ("United States", "Washington", True),
        ("the U.S.", "America", True),
        ("Ingrid Dahl", "Dahl", True),
        ("President Dahl", "Ingrid Dahl", True),
        ("Norway's government", "Norway", True),
        ("Abdel Fattah", "Abdul Fattah", True),
        ("North Korea", "South Korea", False),
        ("Ingrid Dahl", "Mads Holm", False),
        ("the officials", "Norway", False),
    ],
)
def test_names_of_one_actor_are_the_same(left, right, same):
    """Countries by any name, people by part of theirs, spelt alike; titles don't count."""
    assert same_actor(left, right) is same
    assert same_actor(right, left) is same


def test_right_answers_score_one_and_articles_add_up():
    """The facts themselves tell every fact, exactly; sums are by kind and over all kinds, also of none."""
    gold = facts(meetings=[meeting(DAHL, HOLM)], agreements=[agreement("Norway")], threats=[threat("Norway")])
    every = scored(gold, gold)["all"]
    assert (every.gold, every.predicted, every.found, every.exact, every.status) == (3, 3, 3, 3, 3)
    assert every.shares == {"precision": 1, "recall": 1, "f1": 1, "exact_f1": 1, "actors_f1": 1}
    one = facts(threats=[threat("Norway")])
    sums = total([judge(one, one), judge([], one)])
    found = {name: (each.gold, each.found) for name, each in sums.items()}
    assert found == {"meetings": (0, 0), "agreements": (0, 0), "threats": (2, 1), "all": (2, 1)}
    assert total([])["all"].shares["f1"] == 0


def test_what_is_missed_and_what_is_wrong_are_told():
    """A fact without a claim, and a claim without a fact, each as it is; the shares follow, as JSON too."""
    gold = facts(meetings=[meeting(DAHL, HOLM)], agreements=[agreement("Norway")])
    (wrong,) = facts(agreements=[agreement("Norway", commitment="buy helicopters")])
    judged = judge([gold[0], wrong], gold)
    assert (judged.missed, judged.wrong) == ((gold[1],), (wrong,))
    shares = total([judged])["all"].model_dump()
    assert (shares["wrong"], shares["precision"], shares["recall"], shares["f1"]) == (1, 0.5, 0.5, 0.5)


def test_a_claim_that_cites_other_sentences_tells_nothing():
    """Whatever it says; a shared sentence is enough, and a claim after grounding is read by its evidence."""
    (gold,) = facts(agreements=[agreement("Norway", sentences=[2, 1])])
    (moved,) = facts(agreements=[agreement("Norway", sentences=[3])])
    (beside,) = facts(agreements=[agreement("Norway", sentences=[1])])
    evidence = (Evidence(sentence=1, start=0, end=1, quote="N"),)
    said = {name: getattr(beside, name) for name in Statement.model_fields}
    grounded = Claim(id="a-1", evidence=evidence, verdict="review", **said)
    assert likeness(moved, gold) == 0
    assert likeness(beside, gold) == likeness(grounded, gold) == 100


def test_the_likest_claim_tells_a_fact_and_the_others_tell_it_again():
    """A second telling is neither right nor wrong. Two meetings of the same people differ by status."""
    (gold,) = facts(agreements=[agreement("Norway")])
    (like,) = facts(agreements=[agreement("Norway", commitment="reopen the night ferries")])
    scores = scored([like, gold], [gold])["agreements"]
    assert (scores.predicted, scores.found, scores.duplicates, scores.wrong) == (1, 1, 1, 0)
    both = facts(meetings=[meeting(DAHL, HOLM), meeting(DAHL, HOLM, status="planned")])
    assert scored(both[1:], both)["meetings"].status == 1


def test_optional_facts_count_neither_way():
    """Neither told nor missed; a claim that could tell a main fact or an optional one tells the main one."""
    optional = facts(agreements=[agreement("Norway", optional=True)])
    (main,) = facts(agreements=[agreement("Norway")])
    alone, missed = scored([main], optional)["all"], scored([], optional)["all"]
    assert (alone.predicted, alone.optional, alone.gold, missed.gold) == (0, 1, 0, 0)
    assert scored([main], [*optional, main])["all"].found == 1


@pytest.mark.parametrize(
    ("participants", "found", "exact"),
    [
        ([DAHL, HOLM], 1, 1),
        (["| minister | Norway", "Holm"], 1, 0),
        (["Norway"], 1, 0),
        ([DAHL, HOLM, "Sweden"], 1, 0),
        (["Sweden"], 0, 0),
        ([], 0, 0),
    ],
)
def test_a_meeting_is_found_by_one_who_took_part(participants, found, exact):
    """By name or by country; it is exact with all who took part and nobody else.

    A meeting of nobody named is found by one of nobody.
    """
    (gold,) = facts(meetings=[meeting(DAHL, HOLM)])
    scores = scored(facts(meetings=[meeting(*participants)]), [gold])["meetings"]
    assert (scores.found, scores.exact) == (found, exact)
    nobody = facts(meetings=[meeting()])
    assert scored(nobody, nobody)["meetings"].exact == 1


def test_actors_are_counted_over_the_facts_found():
    """Two of three told are right, two of two known are told."""
    (gold,) = facts(agreements=[agreement("Norway", "Denmark")])
    scores = scored(facts(agreements=[agreement("Norway", "Danish", "Sweden")]), [gold])["agreements"]
    assert (scores.actors, scores.actors_right, scores.gold_actors, scores.actors_found) == (3, 2, 2, 2)
    assert scores.shares["actors_f1"] == pytest.approx(0.8)
