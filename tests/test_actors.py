"""Names, countries, and what mentions stand for."""

from __future__ import annotations

import pytest

from brief import countries
from brief.actors import countries_in, country, is_adjective, is_group, names, pair_of, same


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


def test_a_half_of_a_longer_name_is_no_country():
    """The North is North Korea, but a North American treaty is not."""
    assert countries_in("the North said") == ("North Korea",)
    assert countries_in("a North American treaty") == ("United States",)


def test_an_adjective():
    """The word "Swedish" is one, "Sweden" is none."""
    assert (is_adjective("Swedish"), is_adjective("Sweden")) == (True, False)


def test_two_countries_of_one_name():
    """The plural "Koreas" names both."""
    assert pair_of("the two Koreas") == ("North Korea", "South Korea")
    assert pair_of("Korea") == ()
