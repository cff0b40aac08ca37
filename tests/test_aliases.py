"""Which names of a story are one actor's."""

from __future__ import annotations

import pytest

from brief.aliases import aliases_of
from tests.claims import actor, agreement, meeting, threat


def known_as(**claims):
    """Name by name, what the story calls it, of claims by document."""
    return dict(aliases_of({name: tuple(told) for name, told in claims.items()}).known_as)


def test_a_surname_is_that_of_the_one_who_bears_it():
    """The fullest name stands for the parts of it, in whichever document they are."""
    people = [meeting(actor("Donald J. Trump", "president", "United States"), "Xi Jinping")]
    assert known_as(a=people, b=[agreement("Trump", "Japan"), threat("Iran", said_by="Donald Trump")]) == {
        "Trump": "Donald J. Trump",
        "Donald Trump": "Donald J. Trump",
    }


def test_only_who_has_an_office_is_a_person():
    """Part of a name that no claim gives an office, such as an organisation's, is nobody's name."""
    assert known_as(a=[meeting("Security Council", "Xi Jinping")], b=[threat("Council")]) == {}


def test_two_of_one_surname_stay_two():
    """A surname that two people bear is nobody's."""
    kims = [meeting(actor("Kim Jong Un", "leader"), actor("Kim Jin-ho", "envoy"))]
    assert known_as(a=kims, b=[threat("Kim")]) == {}


def test_a_name_is_not_that_of_somebody_of_another_country():
    """Where the claims place the two in different countries, they are two."""
    people = [meeting(actor("Ana Moon", "minister", "France"), actor("Moon", None, "South Korea"))]
    assert known_as(a=people) == {}


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (("Moon Jae-in", "Moon Jae-in", "Moon Jae-In"), {"Moon Jae-In": "Moon Jae-in"}),
        (("Erdo\u011fan", "Erdogan"), {"Erdo\u011fan": "Erdogan"}),
        (("United Nations", "UN Security Council"), {}),
        (("GAZA CITY", "Gaza"), {}),
        (("South Korea", "North Korea"), {}),
        (("negotiators", "Negotiators"), {}),
    ],
)
def test_one_spelling_stands_for_the_others(names, expected):
    """Case, hyphens and accents do not make another actor; other words do."""
    assert known_as(a=[agreement(name) for name in names]) == expected


def test_an_alias_has_its_document_and_reason():
    """What was merged can be looked up."""
    names = aliases_of({"a": (meeting(actor("Jake Sullivan", "adviser")),), "b": (agreement("Sullivan"),)})
    assert [one.model_dump() for one in names.actors] == [
        {
            "name": "Jake Sullivan",
            "aliases": ({"name": "Sullivan", "document": "b", "reason": "part of the name"},),
        }
    ]


def test_actors_and_speakers_are_renamed():
    """Each goes by one name with all that is known of it, and nobody named stands in a claim twice."""
    names = aliases_of({"a": (meeting(actor("Jake Sullivan", "adviser")), agreement("Sullivan"))})
    france = actor(None, "minister", "France"), actor(None, "president", "France")
    met = names.renamed(
        meeting(
            actor("Jake Sullivan", "adviser"), actor("Sullivan", None, "Iowa"), *france, said_by="Sullivan"
        )
    )
    assert met.actors == (actor("Jake Sullivan", "adviser", "Iowa"), *france)
    assert met.said_by == actor("Jake Sullivan")
