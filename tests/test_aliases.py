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


MOON = actor("Ana Moon", "minister", "France")


@pytest.mark.parametrize(
    ("people", "other"),
    [
        (("Security Council", "Xi Jinping"), "Council"),
        ((actor("Kim Jong Un", "leader"), actor("Kim Jin-ho", "envoy")), "Kim"),
        ((MOON,), actor("Moon", None, "South Korea")),
    ],
)
def test_part_of_a_name_may_be_nobodys(people, other):
    """Of one without an office, such as an organisation; of two people; of somebody of another country."""
    assert known_as(a=[meeting(*people)], b=[threat(other)]) == {}


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


def test_actors_and_speakers_are_renamed():
    """Each goes by one name with all that is known of it, nobody stands in a claim twice; it is told why."""
    sullivan = actor("Jake Sullivan", "adviser")
    names = aliases_of({"a": (meeting(sullivan),), "b": (agreement("Sullivan"),)})
    (one,) = names.actors
    assert (one.name, [alias.model_dump() for alias in one.aliases]) == (
        "Jake Sullivan",
        [{"name": "Sullivan", "document": "b", "reason": "part of the name"}],
    )
    france = actor(None, "minister", "France"), actor(None, "president", "France")
    met = names.renamed(meeting(sullivan, actor("Sullivan", None, "Iowa"), *france, said_by="Sullivan"))
    assert met.actors == (actor("Jake Sullivan", "adviser", "Iowa"), *france)
    assert met.said_by == actor("Jake Sullivan")
