"""The days of a run: each day's brief from its records, and the files of all of them put in place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from brief import committed
from brief.articles import by_day
from brief.assemble import assemble
from brief.output import Written, alone, write
from brief.reviewing import edits_of, files

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from brief.articles import Articles
    from brief.config import Settings
    from brief.daily import Article, Brief
    from brief.edits import Edit
    from brief.records import Record, Skipped
    from brief.render import Templates


@dataclass(frozen=True)
class Day:
    """A brief, what it was made of, and what reviewers decided on it."""

    brief: Brief
    articles: tuple[Article, ...]
    edits: tuple[Edit, ...]


def assembled(
    articles: Articles, results: Sequence[Record | Skipped], output: Path, templates: Templates
) -> tuple[Day, ...]:
    """Each day, compared with the one before it, with its edits. Raises ConfigError."""
    made: list[Day] = []
    for date, told, skipped in by_day(articles, results):
        previous = committed.before(output, date, [day.brief for day in made])
        edits = edits_of(output, date, templates)
        made.append(Day(assemble(date, told, skipped, previous, edits), told, edits))
    return tuple(made)


def written(made: Sequence[Day], settings: Settings, templates: Templates) -> Written:
    """Put the files of all briefs in place, while no other run does. Raises ConfigError or RunError."""
    if not made:
        return Written((), (), ())
    all_files = {
        path: text
        for day in made
        for path, text in files(settings.output, day.brief, day.articles, day.edits, templates).items()
    }
    with alone(settings.state):
        return write(settings.output, all_files)
