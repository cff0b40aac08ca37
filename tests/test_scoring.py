"""Claims are counted against the facts of an article as a careful reader would count them."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from typing import Any

import pytest

from brief import evaluation
from brief.evaluation.matching import likeness, same_actor
from brief.evaluation.scoring import judge, total
from brief.records import Actor, Claim, Evidence, content_hash
from tests.annotated import OWN, agreement, facts, meeting, threat

SHARED = Path(__file__).parents[2] / "shared/eval"
DAHL, HOLM = "Ingrid Dahl | minister | Norway", "Mads Holm | minister | Denmark"


def scored(told, of):
    return judge(told, of).scores


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


def test_right_answers_score_one():
    """The facts themselves tell every fact, exactly."""
    all_of_it = facts(
        meetings=[meeting(DAHL, HOLM)], agreements=[agreement("Norway")], threats=[threat("Norway")]
    )
    every = scored(all_of_it, all_of_it)["all"]
    assert (every.gold, every.predicted, every.found, every.exact, every.status, every.wrong) == (
        3,
        3,
        3,
        3,
        3,
        0,
    )
    assert every.shares == {"precision": 1, "recall": 1, "f1": 1, "exact_f1": 1, "actors_f1": 1}


def test_what_is_missed_and_what_is_wrong_are_told():
    """A fact without a claim, and a claim without a fact, each as it is; the shares follow."""
    gold = facts(meetings=[meeting(DAHL, HOLM)], agreements=[agreement("Norway")])
    (wrong,) = facts(agreements=[agreement("Norway", commitment="buy helicopters")])
    judged = judge([gold[0], wrong], gold)
    assert (judged.missed, judged.wrong) == ((gold[1],), (wrong,))
    shares = judged.scores["all"].shares
    assert (shares["precision"], shares["recall"], shares["f1"]) == (0.5, 0.5, 0.5)


def test_a_claim_that_cites_other_sentences_tells_nothing():
    """Whatever it says; a shared sentence is enough, and a claim after grounding is read by its evidence."""
    (gold,) = facts(agreements=[agreement("Norway", sentences=[2, 1])])
    (moved,) = facts(agreements=[agreement("Norway", sentences=[3])])
    (beside,) = facts(agreements=[agreement("Norway", sentences=[1])])
    evidence = (Evidence(sentence=1, start=0, end=1, quote="N"),)
    said = beside.model_dump(exclude={"sentences", "background", "optional"})
    grounded = Claim(id="a-1", evidence=evidence, verdict="review", **said)
    assert likeness(moved, gold) == 0
    assert likeness(beside, gold) == likeness(grounded, gold) == 100


def test_the_likest_claim_tells_a_fact_and_the_others_tell_it_again():
    """A second telling is neither right nor wrong."""
    (gold,) = facts(agreements=[agreement("Norway")])
    (like,) = facts(agreements=[agreement("Norway", commitment="reopen the night ferries")])
    scores = scored([like, gold], [gold])["agreements"]
    assert (scores.predicted, scores.found, scores.duplicates, scores.wrong) == (1, 1, 1, 0)


def test_of_two_meetings_of_the_same_people_the_one_of_its_status_is_told():
    """Sentence and people do not tell them apart."""
    gold = facts(meetings=[meeting(DAHL, HOLM), meeting(DAHL, HOLM, status="planned")])
    assert scored(gold[1:], gold)["meetings"].status == 1


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
    """By name or by country; it is exact with all who took part and nobody else."""
    (gold,) = facts(meetings=[meeting(DAHL, HOLM)])
    scores = scored(facts(meetings=[meeting(*participants)]), [gold])["meetings"]
    assert (scores.found, scores.exact) == (found, exact)


def test_a_meeting_of_nobody_named_is_found_by_one_of_nobody():
    """Where the article does not say who met."""
    nobody = facts(meetings=[meeting()])
    assert scored(nobody, nobody)["meetings"].exact == 1


def test_actors_are_counted_over_the_facts_found():
    """Two of three told are right, two of two known are told."""
    (gold,) = facts(agreements=[agreement("Norway", "Denmark")])
    scores = scored(facts(agreements=[agreement("Norway", "Danish", "Sweden")]), [gold])["agreements"]
    assert (scores.actors, scores.actors_right, scores.gold_actors, scores.actors_found) == (3, 2, 2, 2)
    assert scores.shares["actors_f1"] == pytest.approx(0.8)


def test_articles_add_up():
    """By kind and over all kinds, also where there is none."""
    one = facts(threats=[threat("Norway")])
    sums = total([scored(one, one), scored([], one)])
    assert {name: (each.gold, each.found) for name, each in sums.items()} == {
        "meetings": (0, 0),
        "agreements": (0, 0),
        "threats": (2, 1),
        "all": (2, 1),
    }
    assert total([])["all"].shares["f1"] == 0


def test_scores_as_json_have_their_shares():
    """For programs that do not know the formulas."""
    one = facts(threats=[threat("Norway")])
    assert scored(one, one)["threats"].model_dump()["exact_f1"] == 1.0


def altered(article):
    """What a careless model answers of each fact, by its hash: itself, half of it, another actor, or none."""
    for fact in article.facts:
        how = int(content_hash([article.id, fact.model_dump()]), 16) % 5
        if how == 0:
            continue
        words = (fact.what or "").split()
        update = {
            1: {},
            2: {"what": " ".join(words[: len(words) // 2]) or None},
            3: {"actors": (Actor(name="Lichtenstein Fjord"), *fact.actors[1:])},
            4: {"actors": fact.actors[1:]},
        }[how]
        yield fact.model_copy(update=update)
        if how == 2:
            yield fact


def test_the_referee_counts_alike(tmp_path):
    """Another implementation comes to the same on careless answers to our own articles.

    Of meetings it comes near: it does not count actors who have a role alone, nor meetings of nobody named.
    """
    if not (SHARED / "score.py").exists():
        pytest.skip("the referee is not here")
    spec = importlib.util.spec_from_file_location("referee", SHARED / "score.py")
    assert spec
    assert spec.loader
    referee = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(referee)
    articles = evaluation.read([OWN])
    for folder in ("gold/texts", "told"):
        (tmp_path / folder).mkdir(parents=True)
    for article in articles:
        document = article.document()

        def form(fact, document=document):
            spans = [(document.sentences[n - 1].start, document.sentences[n - 1].end) for n in fact.sentences]
            evidence = [{"quote": document.quote(n)} for n in fact.sentences]
            people = [actor.model_dump() for actor in fact.actors]
            claim = fact.model_dump() | {"actors": people, "evidence": evidence, "verdict": "verified"}
            kind, (each,) = next(
                (kind, rows) for kind, rows in referee.as_lists({"claims": [claim]}).items() if rows
            )
            return kind, each | {"spans": spans, "optional": fact.optional}

        for folder, ones in (("gold", article.facts), ("told", altered(article))):
            lists: dict[str, list[Any]] = {"meetings": [], "agreements": [], "threats": []}
            for kind, each in map(form, ones):
                lists[kind].append(each)
            (tmp_path / folder / f"{article.id}.json").write_text(json.dumps(lists), "utf-8")
        (tmp_path / "gold/texts" / f"{article.id}.txt").write_text(document.text, "utf-8")
    theirs, _ = referee.score(tmp_path / "gold", tmp_path / "told")
    ours = total(scored([*altered(article)], article.facts) for article in articles)
    for kind, near in (("meetings", 0.06), ("agreements", 0.0006), ("threats", 0.0006)):
        shares = {name: theirs[kind][name] for name in ours[kind].shares}
        assert ours[kind].shares == pytest.approx(shares, abs=near), kind
    assert 0.2 < ours["all"].shares["exact_f1"] < 0.6
