"""Which sentences are asked about."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from brief.cues import kinds
from brief.triage import Head, asked, chances, heads
from tests.documents import document

ARTICLE = (
    "The foreign ministers of Norway and Chile met in Oslo on Monday for talks on fishing.",
    "Norway and Chile agreed to share their catch of cod and signed a treaty on it.",
    "The harbour of Oslo lay in bright sunshine, and gulls circled above the fish market.",
    "Chile warned that it would attack any ship that threatened its fleet.",
    "The road was under pressure from snow in winter and mud in spring.",
)


def article():
    """An article with a meeting, an agreement and a threat, and two sentences that tell of none."""
    return document(*ARTICLE)


@pytest.mark.parametrize(("number", "kind"), [(1, "meeting"), (2, "agreement"), (4, "threat")])
def test_the_sentence_that_tells_of_it_has_the_best_chance(number, kind):
    """Of all sentences of an article, the one that tells of a thing is the likeliest to."""
    found = [each[kind] for each in chances(article())]
    assert max(range(len(found)), key=found.__getitem__) == number - 1


def test_each_kind_is_asked_of_the_sentence_that_tells_of_it():
    """The three are asked for; a sentence of none is asked about nothing, though it has a word for one."""
    assert kinds(ARTICLE[4]) == ("threat",)
    found = asked(article())
    assert "meeting" in found[0]
    assert "agreement" in found[1]
    assert "threat" in found[3]
    assert found[2] == found[4] == frozenset()


def test_chances_are_the_same_each_time():
    """The same document gives the same chances, and each lies between 0 and 1."""
    first, again = chances(article()), chances(document(*ARTICLE))
    assert first == again
    assert all(0 < value < 1 for each in first for value in each.values())


def test_a_sentence_without_cue_is_never_asked_about(monkeypatch):
    """However high its chance, a sentence without a kind's words is not asked about it."""
    sure = Head(threshold=0.5, bias=9.0, weights={})
    monkeypatch.setattr("brief.triage.heads", lambda: dict.fromkeys(("meeting", "agreement", "threat"), sure))
    found = asked(document("The ministers met in Oslo.", "The sea was calm."))
    assert found == (frozenset({"meeting"}), frozenset())


def test_a_head_adds_what_its_signs_weigh():
    """A sign counts by its weight and value, one without weight not at all."""
    head = Head(threshold=0.5, bias=-1.0, weights={"a": 2.0, "b": -0.5})
    assert head.chance({"a": 1.0, "b": 2.0, "c": 7.0}) == 0.5
    assert head.chance({"a": 1.0}) == pytest.approx(0.7310586)


def test_a_threshold_is_a_chance():
    """A threshold above 1 is refused."""
    with pytest.raises(ValidationError, match="threshold"):
        Head(threshold=1.5, bias=0.0, weights={})


def test_the_packaged_heads_are_of_the_three_kinds_and_know_signs_alone():
    """There is a head for each kind, and no weight of one belongs to anything but a known sort of sign."""
    assert list(heads()) == ["meeting", "agreement", "threat"]
    sorts = {name.partition(".")[0].partition("-")[0] for head in heads().values() for name in head.weights}
    words = {"quoting", "quoted", "modal", "past", "denied", "we", "they", "digits", "term"}
    assert sorts <= words | {"strong", "framed", "cue", "at", "names", "actors", "subject", "length", "short"}
