"""What a reviewer of a pull request is told at the lines of the briefs: what is open there, and what changed.

A notice is plain text for an annotation; the Markdown for people is the templates' business.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from brief.edits import content
from brief.records import Value

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from brief.daily import Brief, Told
    from brief.differences import Difference, What

_TITLES: Mapping[What, str] = {
    "decision": "Decided",
    "verdict": "Other verdict",
    "evidence": "Other evidence",
    "reworded": "Reworded",
    "added": "Added",
    "dropped": "Dropped",
}
"""In order of weight: what people decided on first, what is only new last."""


Level = Literal["error", "warning", "notice"]


class Notice(Value):
    """A message at a place in a file; without a line, at its top."""

    level: Level
    path: str
    line: int | None
    title: str
    message: str


def notices(
    differences: Sequence[Difference], after: Sequence[Brief], pages: Mapping[str, str]
) -> tuple[Notice, ...]:
    """Warnings of what is to be decided on the days that differ, then each difference; the gravest first.

    `after` are the briefs as they are now, `pages` the Markdown of each by its day. Among equals, the claims
    of the bottom line come first.
    """
    days = {item.day for item in differences}
    briefs = [brief for brief in after if brief.date in days]
    first = {name: place for brief in briefs for place, name in enumerate(brief.bottom_line)}

    def weight(item: Difference) -> tuple[int, int]:
        told = item.after or item.before
        return list(_TITLES).index(item.what), first.get(told.id if told else "", len(first))

    to_decide = [notice for brief in briefs for notice in _to_decide(brief, pages)]
    return (*to_decide, *(_changed(item, pages) for item in sorted(differences, key=weight)))


def _to_decide(brief: Brief, pages: Mapping[str, str]) -> Iterator[Notice]:
    reopened = brief.reopened()
    reasons = [
        ("Reopened", told, "its evidence or wording has changed since a reviewer decided")
        for told in reopened
    ]
    reasons += [("For review", told, _doubts(told)) for told in brief.open() if told not in reopened]
    reasons += [("Disputed", told, "another source contradicts it") for told in brief.disputed()]
    for title, told, message in reasons:
        yield _notice("warning", brief.date, _line(told, pages.get(brief.date, "")), title, message)


def _changed(item: Difference, pages: Mapping[str, str]) -> Notice:
    line = _line(item.after, pages.get(item.day, ""))
    return _notice("notice", item.day, line, _TITLES[item.what], _said(item))


def _notice(level: Level, day: str, line: int | None, title: str, message: str) -> Notice:
    return Notice(level=level, path=f"{day}.md", line=line, title=title, message=message)


def _line(told: Told | None, page: str) -> int | None:
    """Number of the line of a claim."""
    lines = enumerate(page.splitlines(), start=1)
    return next((number for number, line in lines if told and f"<!-- {told.id} -->" in line), None)


def _said(item: Difference) -> str:
    """What changed, in plain words."""
    before, after = item.before, item.after
    if before is None or after is None:
        return _quotes(before or after)
    if item.what == "decision":
        return after.decided or "taken back"
    if item.what == "verdict":
        return f"{before.claim.verdict}, now {after.claim.verdict}"
    if item.what == "evidence":
        return f"{_quotes(before)}, now {_quotes(after)}"
    old, new = _words(before), _words(after)
    return f"{old}, now {new}" if old != new else "in its details"


def _words(told: Told) -> str:
    """What a claim says; the words of a reviewer stand in its place."""
    return (told.decision and told.decision.words) or content(told)


def _doubts(told: Told) -> str:
    return "; ".join(finding.message for finding in told.claim.findings if finding.severity != "note")


def _quotes(told: Told | None) -> str:
    quotes = told.claim.evidence if told else ()
    return " ".join(f"“{' '.join(item.quote.split())}”" for item in quotes)
