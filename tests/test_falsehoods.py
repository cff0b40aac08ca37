"""False claims are made of true ones by one change each, and are false."""

from __future__ import annotations

import pytest

from brief import evaluation
from brief.evaluation.mutations import A_READERS, DECIDABLE, falsehoods
from brief.records import Actor
from tests.annotated import OWN, agreement, article, meeting, threat

DAHL, HOLM = "Ingrid Dahl | minister | Norway", "Mads Holm"
FERRY = article(
    meetings=[meeting(DAHL, HOLM, place="Oslo", date="on Monday")],
    agreements=[agreement("Norway", sentences=[2, 1])],
    threats=[threat("Norway", target="the crews", cited_by=DAHL)],
)
OTHER = article(
    "pact",
    sentences=("Peru and Chile share copper.", "They talked in Lima and will open a mine."),
    meetings=[meeting("Peru", "Chile", place="Lima")],
    agreements=[agreement("Peru", commitment="open a mine")],
)


def made(*articles):
    """Falsehoods of the first article, by kind."""
    return next(kinds for each, kinds in falsehoods(articles) if each is articles[0])


def test_every_kind_changes_what_it_says():
    """The claim is otherwise that of the article."""
    kinds = made(FERRY, OTHER)
    assert list(kinds) == [*DECIDABLE, *A_READERS]
    assert [fact.what for fact in kinds["number"]] == ["reopen 9 night ferries"]
    assert [fact.place for fact in kinds["place"]] == ["Lima"]
    (date,) = kinds["date"]
    assert date.date in {f"on {day}day" for day in ("Tues", "Wednes", "Thurs", "Fri", "Satur", "Sun")}
    assert {fact.sentences for fact in kinds["evidence moved"]} <= {(3,), (4,), (5,)}
    assert [(fact.kind, fact.what) for fact in kinds["words of another"]] == [("agreement", "open a mine")]
    assert {fact.actors[-1].label for fact in kinds["actor absent"]} <= {"Peru", "Chile"}
    assert [fact.what for fact in kinds["negation"]] == ["not reopen 2 night ferries", "not sue"]
    met, agreed = kinds["status"]
    assert met.status in {"planned", "cancelled", "refused"}
    assert agreed.status in {"refused", "withdrawn", "proposed"}
    (exchanged,) = kinds["exchanged"]
    assert (exchanged.actors, exchanged.target) == ((Actor(name="the crews"),), "Norway")


def test_an_actor_near_is_one_of_the_same_sentences_and_an_actor_far_is_not():
    """Near the claim stands another who has no part in it, or only elsewhere in the article."""
    filler = tuple(f"Nothing was said on day {number} of the long summer season." for number in range(9))
    head = ("Norway and Denmark settle ferry dispute", "Dahl met Holm.")
    kinds = made(
        article(
            sentences=(*head, *filler, "Elsa Lind is content."),
            agreements=[
                agreement("Norway", sentences=[1]),
                agreement("Denmark", commitment="pay", sentences=[1]),
            ],
            meetings=[meeting("Elsa Lind", "Sven", sentences=[12])],
        )
    )
    told = {kind: [[actor.label for actor in fact.actors] for fact in facts] for kind, facts in kinds.items()}
    assert told["actor near"] == [["Denmark"], ["Norway"]]
    assert told["actor added"] == [["Norway", "Denmark"], ["Denmark", "Norway"]]
    assert told["actor far"] == [["Elsa Lind"], ["Elsa Lind"]]


@pytest.mark.parametrize(
    ("kind", "claims"),
    [
        ("number", {"agreements": [agreement("Norway", commitment="reopen the night ferry")]}),
        ("number", {"agreements": [agreement("Norway")], "sentences": ("2 ferries", "9 are new")}),
        ("place", {"meetings": [meeting(DAHL)]}),
        ("date", {"meetings": [meeting(DAHL, date="last week")]}),
        ("negation", {"agreements": [agreement("Norway", commitment="never close a night ferry")]}),
        ("actor absent", {"threats": [threat(None)]}),
        ("actor near", {"agreements": [agreement("Norway")]}),
        ("actor near", {"agreements": [agreement("Norway"), agreement("Denmark")]}),
        ("status", {"threats": [threat("Norway")]}),
        ("exchanged", {"threats": [threat("Norway")]}),
        ("number", {"agreements": [agreement("Norway", optional=True)]}),
    ],
)
def test_a_kind_that_does_not_apply_makes_nothing(kind, claims):
    """No number, place or day, a denial already, nobody to replace, a threat's status, an optional fact.

    Nor is anything made that may be true: a number that the article has, a party of the same term.
    """
    assert made(article(**claims), OTHER)[kind] == ()


def test_the_same_articles_give_the_same_falsehoods():
    """In whatever order the articles come."""
    articles = evaluation.read([OWN])[:15]
    one = {each.id: kinds for each, kinds in falsehoods(articles)}
    assert one == {each.id: kinds for each, kinds in falsehoods(articles[::-1])}
    assert sum(len(made) for kinds in one.values() for made in kinds.values()) > 200
