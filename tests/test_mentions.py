"""Actors that a sentence mentions."""

from __future__ import annotations

import pytest

from brief.mentions import mentions
from brief.tagging import sure_names


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Chilean Foreign Minister Ana Silva left.", [("person", "Ana Silva", "Foreign Minister", "Chile")]),
        ("He met the Swedish premier, Bo Lind.", [("person", "Bo Lind", "premier", "Sweden")]),
        ("Then Bo Lind, the Swedish premier, left.", [("person", "Bo Lind", "premier", "Sweden")]),
        ("He met a top Swedish general.", [("office", "top Swedish general", "general", "Sweden")]),
        ("He met Chile's envoy.", [("office", "Chile's envoy", "envoy", "Chile")]),
        (
            "Advisers Ana Silva of Chile and Bo Lind of Sweden met.",
            [("person", "Ana Silva", "adviser", "Chile"), ("person", "Bo Lind", "adviser", "Sweden")],
        ),
        ("He met UN Special Envoy Jan de Vries.", [("person", "Jan de Vries", "Special Envoy", "UN")]),
        (
            "Ministers from Chile and Sweden met.",
            [("country", "Chile", "minister", "Chile"), ("country", "Sweden", "minister", "Sweden")],
        ),
        (
            "Secretary of Chile's Harbour Secretariat Ana Silva left.",
            [("person", "Ana Silva", "secretary of Chile's Harbour Secretariat", "Chile")],
        ),
        ("He blamed the Swedish government.", [("organisation", "Swedish government", None, "Sweden")]),
        ("He told officials on Monday.", []),
        ("A fine for Chilean oil company Zeta rose.", [("name", "Zeta", None, "Chile")]),
        ("They signed the Harbour Treaty.", []),
        (
            "Then Lind, Swedish premier meet.",
            [("name", "Lind", None, None), ("office", "Swedish premier", "premier", "Sweden")],
        ),
        ("The UN General Assembly met.", [("organisation", "UN General Assembly", None, None)]),
        ("Chile met them on Nov. 20.", [("country", "Chile", None, "Chile")]),
        ("Minister Ali al-Hadi left.", [("person", "Ali al-Hadi", "minister", None)]),
        ("Later el-Hadi left.", [("name", "el-Hadi", None, None)]),
        ("Envoy Jan Šmíd left.", [("person", "Jan Šmíd", "envoy", None)]),
    ],
)
def test_mentions(text, expected):
    """Name, office and country are read as the sentence ties them; days, things and nobody are none."""
    assert [(each.sort, each.name, each.role, each.affiliation) for each in mentions(text)] == expected


def test_a_scene():
    """A name after "in" is where, not who."""
    assert [(each.name, each.placed) for each in mentions("Chile met them in Oslo.")] == [
        ("Chile", False),
        ("Norway", True),
    ]


def test_a_headline_names_only_who_is_known():
    """All its words are capitalised, so only names of the text below are sure."""
    sure = sure_names(["Later the envoy saw Lind."])
    assert [each.name for each in mentions("Angry Lind Leaves Harbour Talks Early", sure)] == ["Lind"]
    assert mentions("Angry Lind Leaves Harbour Talks Early") == ()


def test_a_headline_may_end_in_an_initial():
    """Its capitals mean nothing, also before "U.S."."""
    assert "Meet" not in sure_names(["Now Lind, Silva Meet At Harbour Over Ships Of The U.S."])


def test_an_office_in_two_countries_is_held_in_each():
    """Officials that are called Chilean and Peruvian are of both countries."""
    found = mentions("Chilean and Peruvian officials met.")
    assert [(each.name, each.affiliation) for each in found] == [
        ("Chilean officials", "Chile"),
        ("Peruvian officials", "Peru"),
    ]


def test_a_body_is_named_with_what_it_is_for():
    """A Council on Foreign Relations is one name, and no two."""
    found = mentions("Envoys met the European Council on Foreign Relations in May.")
    assert "European Council on Foreign Relations" in [each.name for each in found]


def test_an_adverb_before_a_name_is_no_part_of_it():
    """A sentence's first word has a capital for no other reason."""
    assert [each.name for each in mentions("Hopefully Ana Silva will come.")] == ["Ana Silva"]


def test_a_dateline_names_nobody():
    """Where and by whom an article was written is no part of what it tells."""
    assert [each.name for each in mentions("Lima, Peru (CNN) Chile waits.")] == ["Chile"]


def test_a_group_is_itself_whosever_it_is_called():
    """Afghanistan's Taliban are the Taliban; Chile's navy is Chile's."""
    found = mentions("Envoys met Afghanistan's Taliban and Chile's navy.")
    assert [(each.name, each.affiliation) for each in found if each.sort == "organisation"] == [
        ("Taliban", "Afghanistan"),
        ("Chile's navy", "Chile"),
    ]
