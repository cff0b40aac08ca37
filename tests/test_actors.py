"""Names, countries, and what mentions stand for."""

from __future__ import annotations

import pytest

from brief import countries
from brief.actors import Cast, countries_in, country, is_group, names, same

CAST = Cast(
    people=(("Ana Silva", "Chile"), ("Bo Lind", "Sweden"), ("Rui Silva", "Portugal")),
    group=("Chile", "Sweden"),
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("U.S.", "United States"),
        ("Washington", "United States"),
        ("North Korean", "North Korea"),
        ("the Netherlands", "Netherlands"),
        ("Swedes", "Sweden"),
        ("Norland", None),
    ],
)
def test_country(text, expected):
    """A country is known by its name, people, adjective and seat of government."""
    assert country(text) == expected


def test_countries_in_a_sentence():
    """Each once, in order; a common word that is written small is none."""
    assert countries_in("A U.S.-led team told us of Chile's talks with the Chilean navy.") == (
        "United States",
        "Chile",
    )


@pytest.mark.parametrize(
    ("mention", "expected"),
    [
        ("we", ("Chile", "Sweden")),
        ("the two sides", ("Chile", "Sweden")),
        ("the Swedish minister", ("Sweden",)),
        ("Lind", ("Bo Lind",)),
        ("Silva", ("Silva",)),
        ("he", ()),
        ("EU leaders", ("EU leaders",)),
    ],
)
def test_parties(mention, expected):
    """A mention is resolved where one reading is left; a shared surname stays as it is."""
    assert CAST.parties(mention) == expected


def test_the_person_behind_a_nationality():
    """The mention "the Swedish envoy" is the one person known from there; "the French envoy" nobody."""
    assert (CAST.person("the Swedish envoy"), CAST.person("the French envoy")) == ("Bo Lind", None)


def test_a_named_group_is_no_pronoun():
    """The mention "the leaders" stands for those before; "EU leaders" names itself."""
    assert (is_group("the leaders"), is_group("EU leaders")) == (True, False)


def test_same_actor():
    """By country in any form, or by one name's words within the other's; not by half a country."""
    assert same("U.S.", "America")
    assert same("Lind", "Bo Lind")
    assert not same("Korea", "North Korea")


def test_a_text_names_an_actor():
    """Every word of the name stands in it, or its country in another form."""
    assert names("United States", "American envoys")
    assert not names("Norland", "American envoys")


def test_each_line_of_the_table_is_a_country():
    """No line has more than four columns or an empty name."""
    lines = countries.TABLE.strip().splitlines()
    assert [line for line in lines if line.count("|") > 3 or not line.split("|")[0].strip()] == []
