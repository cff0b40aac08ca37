"""Windows cover what is asked about, each sentence once, within the room of a call."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from brief.extraction import windows as module
from brief.extraction.profile import article_profile, windows_profile
from brief.extraction.windows import cover, halves, readable
from tests.documents import document

SMALL = replace(article_profile(16_384), room=50)


def numbers(profile, *lengths, asked=None):
    sentences = document(*("w" * length for length in lengths)).sentences
    wanted = range(1, len(lengths) + 1) if asked is None else asked
    return [
        ([sentence.number for sentence in window.shown], sorted(window.asked))
        for window in cover(sentences, wanted, profile)
    ]


def test_a_part_shows_the_end_of_the_one_before_it_and_the_lead():
    """They are context: only what is new is asked about."""
    assert numbers(SMALL, 10, 10, 10, 10, 10, 10, 10, 10) == [
        ([1, 2, 3, 4, 5], [1, 2, 3, 4, 5]),
        ([1, 2, 4, 5, 6], [6]),
        ([1, 2, 5, 6, 7], [7]),
        ([1, 2, 6, 7, 8], [8]),
    ]


def test_the_nearest_sentences_are_shown_first_if_room_is_short():
    """The lead gives way before what stands directly before the sentence asked about."""
    assert numbers(SMALL, 10, 10, 10, 10, 20, asked=[5]) == [([1, 3, 4, 5], [5])]
    assert numbers(SMALL, 10, 10, 10, 10, 35, asked=[5]) == [([4, 5], [5])]
    assert numbers(SMALL, 10, 10, 10, 10, 50, asked=[5]) == [([5], [5])]


@given(
    st.lists(st.integers(1, 50), min_size=1, max_size=40),
    st.sets(st.integers(1, 40)),
    st.sampled_from([None, 1, 2, 5]),
    st.integers(0, 4),
    st.integers(0, 3),
)
def test_every_sentence_asked_about_is_marked_exactly_once(lengths, asked, marked, before, lead):
    """In order, within the room; what is shown besides is the lead or stands just before."""
    profile = replace(SMALL, marked=marked, before=before, lead=lead)
    made = numbers(profile, *lengths, asked=asked)
    assert [number for _, about in made for number in about] == sorted(
        number for number in asked if number <= len(lengths)
    )
    for shown, about in made:
        assert shown == sorted(set(shown))
        assert sum(lengths[number - 1] for number in shown) <= 50
        assert about == list(range(about[0], about[-1] + 1))
        assert marked is None or len(about) <= marked
        context = [number for number in shown if number not in about]
        assert all(number <= lead or about[0] - before <= number < about[0] for number in context)


def test_halves_of_a_window_ask_about_all_of_it():
    """The second half has the end of the first for its context."""
    sentences = document(*("w" * 5 for _ in range(6))).sentences
    (whole,) = cover(sentences, range(1, 7), SMALL)
    made = [
        ([sentence.number for sentence in half.shown], sorted(half.asked))
        for half in halves(whole, sentences, SMALL)
    ]
    assert made == [([1, 2, 3], [1, 2, 3]), ([1, 2, 3, 4, 5, 6], [4, 5, 6])]


def test_what_is_read_of_an_article_is_bounded(monkeypatch):
    """By sentences, by characters, and by what one call can show."""
    sentences = document("w" * 10, "w" * 60, "w" * 10, "w" * 10, "w" * 10).sentences
    assert [sentence.number for sentence in readable(sentences, 50)] == [1, 3, 4, 5]
    monkeypatch.setattr(module, "CHARACTERS", 80)
    assert [sentence.number for sentence in readable(sentences, 50)] == [1, 3]
    monkeypatch.setattr(module, "SENTENCES", 2)
    assert [sentence.number for sentence in readable(sentences, 50)] == [1]


def test_a_small_context_leaves_some_room():
    """However little a model sees, some sentences fit: an eighth of it is theirs at least."""
    assert article_profile(2048).room == 768
    assert article_profile(4096).room == 1716
    assert windows_profile(512, trained=True).room == 852
    assert windows_profile(8192, trained=True).room == 6000
    assert (article_profile(16_384).room, article_profile(16_384).max_tokens) == (29_652, 4000)
