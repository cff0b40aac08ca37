"""Briefs for other programs."""

from __future__ import annotations

import csv
import io
import json
from xml.etree import ElementTree as ET

from brief.assemble import assemble
from brief.daily import Brief
from brief.export import as_atom, as_csv, as_json
from tests.claims import agreement, article, at, meeting, person, threat

BRIEFS = (
    assemble(
        "2024-05-03",
        (
            article(
                "talks",
                meeting(
                    person("Anna Berg"),
                    person("Bo Falk"),
                    id="m-1",
                    place="Oslo",
                    date="Friday",
                    topic="water",
                ),
                agreement(
                    "France", "Spain", id="a-1", commitment="=1+1", stated_by="France", evidence=at(2, 3)
                ),
                threat("Iran", id="t-1", target="Spain"),
            ),
        ),
    ),
    assemble("undated", ()),
)


def test_json_reads_back():
    """The list of briefs is the briefs."""
    assert tuple(Brief.model_validate(value) for value in json.loads(as_json(BRIEFS))) == BRIEFS


def test_a_row_of_csv_is_a_claim():
    """Each has its actors, what it is about, and where it stands; no cell is a formula."""
    rows = list(csv.DictReader(io.StringIO(as_csv(BRIEFS))))
    assert [row["id"] for row in rows] == ["m-1", "a-1", "t-1"]
    assert (rows[0]["actors"], rows[0]["matter"], rows[0]["place"], rows[0]["date"]) == (
        "Anna Berg; Bo Falk",
        "water",
        "Oslo",
        "Friday",
    )
    assert (rows[1]["matter"], rows[1]["one_side"], rows[1]["citations"]) == (
        "'=1+1",
        "yes",
        "talks#2; talks#3",
    )
    assert (rows[2]["actors"], rows[2]["target"], rows[2]["status"]) == ("Iran", "Spain", "verbal")


def test_the_feed_has_an_entry_a_day_the_newest_first():
    """Each links to its brief and holds its Markdown; what has no day is not in it."""
    later = assemble("2024-05-04", ())
    pages = {"2024-05-03": "# One <&>\n", "2024-05-04": "# Two\n", "undated": "# None\n"}
    feed = ET.fromstring(as_atom((*BRIEFS, later), pages, "https://desk.example/briefs"))  # noqa: S314
    space = "{http://www.w3.org/2005/Atom}"
    entries = feed.findall(f"{space}entry")
    assert [entry.findtext(f"{space}id") for entry in entries] == [
        "https://desk.example/briefs/2024-05-04.md",
        "https://desk.example/briefs/2024-05-03.md",
    ]
    assert entries[1].findtext(f"{space}content") == "# One <&>\n"
    assert feed.findtext(f"{space}updated") == "2024-05-04T00:00:00Z"
