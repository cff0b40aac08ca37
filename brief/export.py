"""Briefs for other programs: one JSON document, a table, or a feed to subscribe to."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Literal
from urllib.parse import quote
from xml.etree import ElementTree as ET

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from brief.daily import Brief, Story, Told
    from brief.records import Actor

Format = Literal["json", "csv", "atom"]

COLUMNS = (
    "day story kind id verdict status actors what target condition place date date_resolved background"
    " said_by sources one_side citations findings"
).split()
_ATOM = "http://www.w3.org/2005/Atom"
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def as_json(briefs: Sequence[Brief]) -> str:
    """A list of briefs; docs/brief.schema.json describes each."""
    values = [brief.model_dump(mode="json") for brief in briefs]
    return json.dumps(values, indent=2, ensure_ascii=False) + "\n"


def as_csv(briefs: Sequence[Brief]) -> str:
    """A row for each claim, RFC 4180, with a header.

    Where a cell would be a formula to a spreadsheet, an apostrophe stands before it.
    """
    text = io.StringIO()
    table = csv.DictWriter(text, COLUMNS)
    table.writeheader()
    for brief in briefs:
        for story in brief.stories:
            for told in story.claims:
                row = {name: str(value or "") for name, value in _row(brief, story, told).items()}
                table.writerow(
                    {name: f"'{cell}" if cell.startswith(_FORMULA) else cell for name, cell in row.items()}
                )
    return text.getvalue()


def as_atom(briefs: Sequence[Brief], pages: Mapping[str, str], url: str) -> str:
    """An Atom feed (RFC 4287), the newest brief first; each entry holds the Markdown in `pages`, by day.

    `url` is where the folder of briefs can be read. Briefs without a day have no place in a feed.
    """
    base = url.rstrip("/") + "/"
    dated = sorted(
        (brief for brief in briefs if brief.date in pages), key=lambda brief: brief.date, reverse=True
    )
    dated = [brief for brief in dated if brief.date[:1].isdigit()]
    ET.register_namespace("", _ATOM)
    feed = ET.Element(f"{{{_ATOM}}}feed")
    _add(feed, "id", base)
    _add(feed, "title", "Briefs")
    _add(feed, "updated", _instant(dated[0].date if dated else "1970-01-01"))
    _add(_add(feed, "author"), "name", "brief")
    for brief in dated:
        entry = _add(feed, "entry")
        address = f"{base}{quote(brief.date)}.md"
        _add(entry, "id", address)
        _add(entry, "title", f"Brief, {brief.date}")
        _add(entry, "updated", _instant(brief.date))
        _add(entry, "link", href=address)
        _add(entry, "content", pages[brief.date], type="text")
    ET.indent(feed)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(feed, encoding="unicode") + "\n"


def _add(parent: ET.Element, name: str, text: str | None = None, **attributes: str) -> ET.Element:
    element = ET.SubElement(parent, f"{{{_ATOM}}}{name}", attributes)
    element.text = text
    return element


def _instant(day: str) -> str:
    return f"{day}T00:00:00Z"


def _named(actor: Actor) -> str:
    return ", ".join(filter(None, (actor.name, actor.role, actor.affiliation)))


def _row(brief: Brief, story: Story, told: Told) -> dict[str, object]:
    claim = told.claim
    return {
        "day": brief.date,
        "story": story.id,
        "kind": told.kind,
        "id": told.id,
        "verdict": claim.verdict,
        "status": claim.status,
        "actors": "; ".join(map(_named, claim.actors)),
        "what": claim.what,
        "target": claim.target,
        "condition": claim.condition,
        "place": claim.place,
        "date": claim.date,
        "date_resolved": claim.date_resolved,
        "background": "yes" if claim.background else "",
        "said_by": _named(claim.said_by) if claim.said_by else None,
        "sources": told.sources,
        "one_side": "yes" if told.one_side else "",
        "citations": "; ".join(f"{item.document}#{item.sentence}" for item in told.citations),
        "findings": "; ".join(item.message for item in claim.findings if item.severity != "note"),
    }
