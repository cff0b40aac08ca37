"""Names of actors compared: countries by all their names, people by the words of theirs."""

from __future__ import annotations

import pytest

from brief.lexicon import rows
from brief.names import bare, countries_in, country, country_spans, same, tokens


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("U.S.", "United States"),
        ("the U.S.’s", "United States"),
        ("Washington", "United States"),
        ("North Korean", "North Korea"),
        ("the Netherlands", "Netherlands"),
        ("Swedes", "Sweden"),
        ("Côte d’Ivoire", "Ivory Coast"),
        ("Côte d'Ivoire", "Ivory Coast"),
        ("Cote d'Ivoire", "Ivory Coast"),
        ("Norland", None),
    ],
)
def test_a_country_goes_by_many_names(text, expected):
    """Name, people, adjective, plural and seat of government, with any accents, apostrophes and dots."""
    assert country(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A U.S.-led team told us of Chile's talks with the Chilean navy.", ("United States", "Chile")),
        ("polish the words", ()),
        ("the North said so", ("North Korea",)),
        ("North Korea fired into the South China Sea", ("North Korea", "China")),
        ("a North American treaty", ("United States",)),
    ],
)
def test_countries_in_a_sentence(text, expected):
    """Each once, in order; a word in small letters is none, nor is the half of a longer name."""
    assert countries_in(text) == expected


def test_a_mention_is_found_where_it_stands():
    """Each one, with the possessive left outside."""
    text = "Peru’s envoy met those of Côte d’Ivoire and Peru."
    found = [(name, text[start:end]) for name, start, end in country_spans(text)]
    assert found == [("Peru", "Peru"), ("Ivory Coast", "Côte d’Ivoire"), ("Peru", "Peru")]


@pytest.mark.parametrize(
    ("name", "plain", "words"),
    [
        ("the Taliban's", "Taliban", {"taliban"}),
        ("An Envoy", "Envoy", {"envoy"}),
        ("Erdoğan’s", "Erdoğan", {"erdogan"}),
        ("the Swedes", "Swedes", {"sweden"}),
    ],
)
def test_a_name_is_compared_by_its_words(name, plain, words):
    """Without article, possessive and accents; a country's are those of its common name."""
    assert (bare(name), tokens(name)) == (plain, words)


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("U.S.", "America", True),
        ("Lind", "Bo Lind", True),
        ("Erdoğan", "Recep Erdogan's", True),
        ("Korea", "North Korea", False),
        ("Ann Lind", "Bo Lind", False),
        ("", "Lind", False),
    ],
)
def test_one_actor_may_go_by_two_names(left, right, expected):
    """A country by any of its names, others by one name's words within the other's; no half of a country."""
    assert (same(left, right), same(right, left)) == (expected, expected)


def test_each_row_of_the_table_is_a_country():
    """It has a common name, and at most three columns of others."""
    assert [row for row in rows("countries") if len(row) > 4 or not row[0].strip()] == []
