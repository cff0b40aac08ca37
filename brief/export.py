"""What other programs read: briefs as JSON, table or feed; faults and differences as lines or annotations.

Annotations are GitHub's: messages at the lines of the briefs for who reviews a pull request, in plain text.
"""

from __future__ import annotations

import csv
import io
import json
from collections import defaultdict
from collections.abc import Iterator
from itertools import count
from typing import TYPE_CHECKING, Literal, NamedTuple

from brief.edits import content, quotes

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from brief.check import Fault
    from brief.daily import Brief, Story, Told
    from brief.differences import Difference, What
    from brief.records import Actor
    from brief.render import Templates

COLUMNS = (
    "day story kind id verdict status actors what target condition place date date_resolved background"
    " said_by sources one_side citations findings"
).split()
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
Level = Literal["error", "warning", "notice"]
JSON_VERSION = 1
MOST = 10
"""Annotations of a level; GitHub shows no more of one step."""
_TITLES: Mapping[What, str] = {
    "decision": "Decided",
    "verdict": "Other verdict",
    "evidence": "Other evidence",
    "reworded": "Reworded",
    "added": "Added",
    "dropped": "Dropped",
}
"""In order of weight: what people decided on first, what is only new last."""


class Notice(NamedTuple):
    """A message at a place in a file; without a line, at its top."""

    level: Level
    path: str
    line: int | None
    title: str
    message: str


def report(faults: Sequence[Fault], folder: Path, form: Literal["text", "json", "github"]) -> str:
    """The faults of the briefs in `folder` in this form; no fault gives no text, but valid JSON."""
    if form == "github":
        notices = [Notice("error", fault.path, fault.line, fault.rule, fault.message) for fault in faults]
        return annotated(notices, folder, "brief check")
    placed = [fault.model_copy(update={"path": (folder / fault.path).as_posix()}) for fault in faults]
    if form == "json":
        listed = [fault.model_dump(exclude_none=True) for fault in placed]
        return json.dumps({"version": JSON_VERSION, "faults": listed}, indent=2, ensure_ascii=False)
    lines: list[str] = []
    for fault in placed:
        place = f"{fault.path}:{fault.line}" if fault.line else fault.path
        lines += filter(None, (f"{place}: {fault.rule}: {fault.message}", fault.diff))
    return "\n".join(lines)


def annotated(notices: Sequence[Notice], folder: Path, command: str) -> str:
    """Workflow commands for notices of the briefs in `folder`, ten of a level at most.

    The first of each title stands before the second of any. A last line, which is no command, counts the
    others, and names the command that shows them.
    """
    rank, place = (defaultdict[str, Iterator[int]](count) for _ in range(2))
    ranked = sorted(notices, key=lambda notice: next(rank[notice.title]))
    lines = [_workflow_command(notice, folder) for notice in ranked if next(place[notice.level]) < MOST]
    more = len(notices) - len(lines)
    return "\n".join([*lines, f"{more} more: `{command}` shows them"] if more else lines)


def notices(
    differences: Sequence[Difference], after: Sequence[Brief], pages: Mapping[str, str]
) -> tuple[Notice, ...]:
    """Warnings of what is to be decided on the days that differ, then each difference; the gravest first.

    `after` are the briefs as they are now, `pages` the Markdown that each is rendered to, by its day.
    """

    def notice(level: Level, day: str, told: Told | None, title: str, message: str) -> Notice:
        lines = enumerate(pages.get(day, "").splitlines(), start=1)
        line = next((number for number, line in lines if told and f"<!-- {told.id} -->" in line), None)
        return Notice(level, f"{day}.md", line, title, message)

    days = {item.day for item in differences}
    briefs = [brief for brief in after if brief.date in days]
    ranked = sorted(differences, key=lambda item: list(_TITLES).index(item.what))
    return (
        *(notice("warning", brief.date, *reason) for brief in briefs for reason in _to_decide(brief)),
        *(notice("notice", item.day, item.after, _TITLES[item.what], _change(item)) for item in ranked),
    )


def _to_decide(brief: Brief) -> Iterator[tuple[Told, str, str]]:
    """Claims that wait for a reviewer, with a title and the reason."""
    reopened = brief.reopened()
    for told in reopened:
        yield told, "Reopened", "its evidence or wording has changed since a reviewer decided"
    for told in brief.open():
        if told not in reopened:
            doubts = (finding.message for finding in told.claim.findings if finding.severity != "note")
            yield told, "For review", "; ".join(doubts)
    for told in brief.disputed():
        yield told, "Disputed", "another source contradicts it"


def _change(item: Difference) -> str:
    """What changed, in plain words."""
    before, after = item.before, item.after
    if not before or not after:
        return "".join(_quoted(told) for told in (before, after) if told)
    if item.what == "decision":
        return after.decided or "taken back"
    if item.what == "verdict":
        return f"{before.claim.verdict}, now {after.claim.verdict}"
    if item.what == "evidence":
        return f"{_quoted(before)}, now {_quoted(after)}"
    # The words of a reviewer stand in the place of what a claim says.
    old, new = ((told.decision and told.decision.words) or content(told) for told in (before, after))
    return f"{old}, now {new}" if old != new else "in its details"


def _quoted(told: Told) -> str:
    return " ".join(f"“{quote}”" for quote in quotes(told))


def _workflow_command(notice: Notice, folder: Path) -> str:
    """A notice as a command of GitHub's, out of which no text breaks."""
    path, title, message = (
        text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
        for text in ((folder / notice.path).as_posix(), notice.title, notice.message)
    )
    path, title = (text.replace(":", "%3A").replace(",", "%2C") for text in (path, title))
    line = f",line={notice.line}" if notice.line else ""
    return f"::{notice.level} file={path}{line},title={title}::{message}"


def as_json(briefs: Sequence[Brief]) -> str:
    """A list of briefs; docs/brief.schema.json describes each."""
    values = [brief.model_dump(mode="json") for brief in briefs]
    return json.dumps(values, indent=2, ensure_ascii=False) + "\n"


def as_csv(briefs: Sequence[Brief]) -> str:
    """A row for each claim, RFC 4180, with a header; an apostrophe stands before what would be a formula."""
    text = io.StringIO()
    table = csv.DictWriter(text, COLUMNS)
    table.writeheader()
    stories = ((brief, story) for brief in briefs for story in brief.stories)
    for row in (_row(brief, story, told) for brief, story in stories for told in story.claims):
        cells = ((name, str(value or "")) for name, value in row.items())
        table.writerow({name: f"'{cell}" if cell.startswith(_FORMULA) else cell for name, cell in cells})
    return text.getvalue()


def as_atom(briefs: Sequence[Brief], pages: Mapping[str, str], url: str, templates: Templates) -> str:
    """An Atom feed (RFC 4287), the newest brief first; each entry holds the Markdown in `pages`, by day.

    `url` is where the folder of briefs can be read. Briefs without a day have no place in a feed.
    """
    days = sorted((brief.date for brief in briefs if brief.date[:1].isdigit()), reverse=True)
    return templates.html("atom.xml.j2", days=days, pages=pages, base=url.rstrip("/") + "/")


def _named(actor: Actor) -> str:
    return ", ".join(filter(None, (actor.name, actor.role, actor.affiliation)))


def _row(brief: Brief, story: Story, told: Told) -> dict[str, object]:
    claim = told.claim
    return {
        **{name: getattr(claim, name, None) for name in COLUMNS},
        "day": brief.date,
        "story": story.id,
        "actors": "; ".join(map(_named, claim.actors)),
        "background": "yes" if claim.background else "",
        "said_by": _named(claim.said_by) if claim.said_by else None,
        "sources": told.sources,
        "one_side": "yes" if told.one_side else "",
        "citations": "; ".join(f"{item.document}#{item.sentence}" for item in told.citations),
        "findings": "; ".join(item.message for item in claim.findings if item.severity != "note"),
    }
