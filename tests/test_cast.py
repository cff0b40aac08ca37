"""Who is who in an article."""

from __future__ import annotations

from dataclasses import replace

import pytest

from brief.cast import Cast, attribution, cast_of
from brief.people import Person
from tests.documents import document

PEOPLE = (Person("Ana Silva", "envoy", "Chile"), Person("Bo Lind", "minister", "Sweden"), Person("Rui Silva"))
CAST = Cast(PEOPLE, group=("Chile", "Sweden"), speaker="Olaf")


@pytest.mark.parametrize(
    ("mention", "expected"),
    [
        ("we", ("Chile", "Sweden")),
        ("the two sides", ("Chile", "Sweden")),
        ("the two Koreas", ("North Korea", "South Korea")),
        ("the Swedish minister", ("Sweden",)),
        ("the Swedish government", ("Sweden",)),
        ("Bo Lind’s government", ("Sweden",)),
        ("Lind", ("Bo Lind",)),
        ("Silva", ("Silva",)),
        ("Mr. Lind and Ana Silva", ("Bo Lind", "Ana Silva")),
        ("he", ("Olaf",)),
        ("EU leaders", ("EU",)),
        ("the rebels", ("rebels",)),
        ("four Swedish factions", ("Swedish factions",)),
    ],
)
def test_parties(mention, expected):
    """A mention is resolved where one reading is left; a shared surname stays as it is."""
    assert CAST.parties(mention) == expected


def test_the_holder_of_an_office():
    """It takes the country, and an office that is the person's."""
    assert CAST.officer("the Swedish minister") == "Bo Lind"
    assert CAST.officer("the Swedish president") is None
    assert CAST.officer("the French envoy") is None


def test_half_a_country_with_people_names_them():
    """A "Korean official" is the one South Korean; a North Korean one is not."""
    cast = Cast((Person("Cho Min", "adviser", "South Korea"),))
    assert cast.officer("the Korean official") == "Cho Min"
    assert cast.officer("the North Korean official") is None


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (("The EU met today.", "We hope so.", "Our aim is peace."), "EU"),
        (("Bo Lind, Minister of Sweden, said:", "I hope so.", "My aim is peace."), "Bo Lind"),
        (("The EU met today.", "“We hope so,” he said.", "“Our aim is peace.”"), None),
        (("A storm came.", "We hope so.", "Our aim is peace."), None),
    ],
)
def test_the_author_of_a_statement(texts, expected):
    """A text that says "we" of itself has an author: whom its head names as its subject or as speaking."""
    assert cast_of(document(*texts)).author == expected


def test_the_people_of_an_article():
    """Each once by the longest name, with office and country from wherever they are given."""
    cast = cast_of(
        document("President Lind spoke.", "Then Bo Lind of Sweden left.", "Lind's aide Ana Silva stayed.")
    )
    assert cast.people == (
        Person("Bo Lind", "president", "Sweden"),
        Person("Ana Silva", None, None),
    )


def test_a_king_is_not_a_prince_of_his_name():
    """Each has a title of his own, and "King Salman" stays who he is."""
    cast = cast_of(document("King Salman spoke.", "Then Crown Prince Mohammed bin Salman left."))
    assert [person.role for person in cast.people] == ["king", "Crown Prince"]
    assert cast.full("Salman") == "Salman"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"Yes," Lind said.', "Bo Lind"),
        ('"Yes," the Swedish official added.', "Bo Lind"),
        ('"Yes," said Ana Silva.', "Ana Silva"),
        ("Lind, who is old, later warned of rain.", "Bo Lind"),
        ("According to Reuters, it rained.", "Reuters"),
        ('"Yes," he said.', "Olaf"),
        ("Days earlier it rained.", None),
        ('"Yes," the minister tweeted on Monday.', "Bo Lind"),
        ('"Yes," the king tweeted.', None),
        ("“It is late,” Ana Silva, an envoy of Chile, said on Monday.", "Ana Silva"),
        ("Swedish envoys who live in Peru warned of it.", "Swedish envoys"),
    ],
)
def test_attribution(text, expected):
    """Who says it, by the sentence's own words; "he" is who spoke before."""
    cast = replace(CAST, rows=cast_of(document("Ana Silva and Bo Lind met Reuters.", text)).rows)
    assert attribution(text, cast.row(2), cast) == expected


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ("President Ana Silva spoke.", "Silva’s administration and the White House did.", "United States"),
        ("President Ana Silva spoke.", "Silva’s administration asked the Pentagon.", "United States"),
        ("President Ana Silva spoke.", "The Silva administration said so.", None),
        ("President Ana Silva spoke.", "The White House said so.", "United States"),
        ("President Ana Silva met President Bo Lind.", "The White House said so.", None),
        ("President Ana Silva met U.S. President Bo Lind.", "The White House said so.", None),
        ("Vice President Ana Silva spoke.", "The White House said so.", None),
        ("Former President Ana Silva spoke.", "The White House said so.", None),
        ("President Ana Silva spoke.", "Republicans in Congress said so.", "United States"),
        ("Secretary of State Ana Silva spoke.", "It rained.", "United States"),
        ("Ana Silva, secretary of state for trade, spoke.", "It rained.", None),
        ("Defence Secretary Ana Silva spoke.", "It rained.", None),
    ],
)
def test_american_offices(first, last, expected):
    """American outlets leave the country of their own officials unsaid; a White House tells it."""
    assert cast_of(document(first, last)).affiliation("Ana Silva") == expected
