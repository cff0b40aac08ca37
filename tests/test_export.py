"""Briefs for other programs."""

from __future__ import annotations

import csv
import io
import json
from xml.etree import ElementTree as ET

from brief.assemble import assemble
from brief.daily import Brief
from brief.export import as_atom, as_csv, as_json
from tests.claims import actor, agreement, article, at, meeting, threat
from tests.desk import TEMPLATES

TALKS = article(
    "talks",
    meeting("Anna Berg", "Bo Falk", id="m-1", place="Oslo", date="Friday", what="water"),
    agreement(
        "France", actor("Bo Falk", "envoy", "Spain"), id="a-1", what="=1+1", said_by="France",
        condition="if it rains", evidence=at(2, 3),
    ),
    threat("Iran", id="t-1", target="Spain", background=True),
)  # fmt: skip
BRIEFS = (assemble("2024-05-03", (TALKS,)), assemble("undated", ()))


def test_json_reads_back():
    """The list of briefs is the briefs."""
    assert tuple(Brief.model_validate(value) for value in json.loads(as_json(BRIEFS))) == BRIEFS


def test_a_row_of_csv_is_a_claim():
    """Each has its actors, what it is about, and where it stands; no cell is a formula."""
    rows = list(csv.DictReader(io.StringIO(as_csv(BRIEFS))))
    shown = "actors what place date background said_by condition target status one_side citations".split()
    assert ["|".join(row[name] for name in shown) for row in rows] == [
        "Anna Berg; Bo Falk|water|Oslo|Friday|||||held||talks#1",
        "France; Bo Falk, envoy, Spain|'=1+1||||France|if it rains||agreed|yes|talks#2; talks#3",
        "Iran|close the strait|||yes|||Spain|verbal||talks#1",
    ]


def test_the_feed_has_an_entry_a_day_the_newest_first():
    """Each links to its brief and holds its Markdown; what has no day is not in it."""
    later = assemble("2024-05-04", ())
    pages = {"2024-05-03": "# One <&>\n", "2024-05-04": "# Two\n", "undated": "# None\n"}
    feed = ET.fromstring(as_atom((*BRIEFS, later), pages, "https://desk.example/briefs", TEMPLATES))  # noqa: S314
    space = "{http://www.w3.org/2005/Atom}"
    entries = feed.findall(f"{space}entry")
    assert [entry.findtext(f"{space}id") for entry in entries] == [
        "https://desk.example/briefs/2024-05-04.md",
        "https://desk.example/briefs/2024-05-03.md",
    ]
    assert entries[1].findtext(f"{space}content") == "# One <&>\n"
    assert feed.findtext(f"{space}updated") == "2024-05-04T00:00:00Z"
