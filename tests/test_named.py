"""Which names of a story are one actor's."""

from __future__ import annotations

import pytest

from brief.named import names_of
from brief.records import Agreement, Meeting, Threat
from tests.claims import agreement, meeting, person, threat


def known_as(**claims):
    """Name by name, what the story calls it, of claims by document."""
    return dict(names_of({name: tuple(told) for name, told in claims.items()}).known_as)


def test_a_surname_is_that_of_the_one_who_bears_it():
    """The fullest name stands for the parts of it, in whichever document they are."""
    assert known_as(
        a=[meeting(person("Jake Sullivan", "adviser", "United States"))],
        b=[agreement("Sullivan", "Japan")],
    ) == {"Sullivan": "Jake Sullivan"}


def test_who_takes_part_in_a_meeting_is_somebody():
    """A participant with neither office nor country is a person whose surname may stand alone."""
    assert known_as(a=[meeting("Donald J. Trump", "Xi Jinping")], b=[threat("Trump")]) == {
        "Trump": "Donald J. Trump"
    }
    assert known_as(a=[agreement("Donald J. Trump")], b=[threat("Trump")]) == {}


def test_two_of_one_surname_stay_two():
    """A surname that two people bear is nobody's."""
    kims = [meeting(person("Kim Jong Un", "leader"), person("Kim Jin-ho", "envoy"))]
    assert known_as(a=kims, b=[threat("Kim")]) == {}


def test_a_name_is_not_that_of_somebody_of_another_country():
    """Where the claims place the two in different countries, they are two."""
    people = [meeting(person("Ana Moon", "minister", "France"), person("Moon", None, "South Korea"))]
    assert known_as(a=people) == {}


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (("Moon Jae-in", "Moon Jae-in", "Moon Jae-In"), {"Moon Jae-In": "Moon Jae-in"}),
        (("Donald Trump", "President Donald Trump"), {"President Donald Trump": "Donald Trump"}),
        (("Hamas", "Gaza's Hamas"), {"Gaza's Hamas": "Hamas"}),
        (("Donald Trump", "Trump's administration"), {}),
        (("United Nations", "UN Security Council"), {}),
        (("GAZA CITY", "Gaza"), {}),
        (("South Korea", "North Korea"), {}),
        (("negotiators", "Negotiators"), {}),
    ],
)
def test_one_spelling_stands_for_the_others(names, expected):
    """Case, hyphens, titles and the place of an organisation do not make another actor; other words do."""
    assert known_as(a=[agreement(name) for name in names]) == expected


def test_an_office_is_that_of_the_one_who_holds_it():
    """Who is called by country and office alone has the name that another document gives."""
    assert known_as(
        a=[meeting(person("Ashraf Ghani", "president", "Afghanistan"))],
        b=[meeting(person("Afghanistan’s president", "president", "Afghanistan"))],
    ) == {"Afghanistan’s president": "Ashraf Ghani"}


def test_a_government_is_its_country():
    """That of a person is the country of the only one of this name; that of nobody known is nobody's."""
    people = [meeting(person("Donald Trump", "president", "United States"), "Bo Falk")]
    names = [threat("Trump's administration"), threat("Trump administration"), threat("Falk's regime")]
    assert known_as(a=people, b=names) == {
        "Trump's administration": "United States",
        "Trump administration": "United States",
    }


def test_an_alias_has_its_document_and_reason():
    """What was merged can be looked up."""
    names = names_of({"a": (meeting(person("Jake Sullivan", "adviser")),), "b": (agreement("Sullivan"),)})
    assert [actor.model_dump() for actor in names.actors] == [
        {
            "name": "Jake Sullivan",
            "aliases": ({"name": "Sullivan", "document": "b", "reason": "part of the name"},),
        }
    ]


def test_every_field_that_names_somebody_is_renamed():
    """Participants, parties, posers, targets and tellers go by one name, and nobody stands there twice."""
    names = names_of({"a": (meeting(person("Jake Sullivan", "adviser")), agreement("Sullivan"))})
    met = names.renamed(meeting("Jake Sullivan", "Sullivan", "Bo", stated_by="Sullivan"))
    assert isinstance(met, Meeting)
    assert ([one.name for one in met.participants], met.stated_by) == (
        ["Jake Sullivan", "Bo"],
        "Jake Sullivan",
    )
    bound = names.renamed(agreement("Sullivan", "Jake Sullivan"))
    assert isinstance(bound, Agreement)
    assert bound.parties == ("Jake Sullivan",)
    told = names.renamed(threat("Bo, Sullivan", target="Sullivan", cited_by="Sullivan"))
    assert isinstance(told, Threat)
    assert (told.posed_by, told.target, told.cited_by) == (
        "Bo, Jake Sullivan",
        "Jake Sullivan",
        "Jake Sullivan",
    )
