"""The articles of a run, each with its day and each text once, and the brief of each day."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from brief import committed
from brief.assemble import assemble
from brief.daily import Article, Brief
from brief.header import find_date
from brief.output import Written, alone, write
from brief.places import Place, discover, document_ids, shown
from brief.records import Document, Record, Skipped
from brief.reviewing import edits_of, files
from brief.sandbox import Sandbox
from brief.sources import as_document, items

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from brief.config import Settings
    from brief.edits import Edit
    from brief.render import Templates

UNDATED = "undated"

_OWN_FILE = re.compile(
    rf"(?:\d{{4}}-\d\d-\d\d|{UNDATED})(?:\.md|/(?:notes|records|sources)/.+|/(?:edits\.toml|brief\.json|rendered\.sha256))"
)


class Articles(NamedTuple):
    """Documents in order of id, and what gave none with the day in whose brief it is listed."""

    documents: tuple[Document, ...]
    skipped: tuple[tuple[str, Skipped], ...]


class Day(NamedTuple):
    """A brief, what it was made of, and what reviewers decided on it."""

    brief: Brief
    articles: tuple[Article, ...]
    edits: tuple[Edit, ...]


def gather(
    paths: Sequence[Path],
    output: Path,
    date: dt.date | None,
    *,
    exclude: Sequence[str] = (),
    json_keys: Mapping[str, str] | None = None,
) -> Articles:
    """Every article in or below `paths`, in whatever order; `date` is the day of one that states none.

    `exclude` has patterns of what is left out, `json_keys` the keys of articles in JSON. Of documents with
    the same bytes the one of the earliest day, then of the first id, is kept. Briefs that lie in `output` are
    no articles. Raises ConfigError for a path that cannot be listed, RunError if no file can be read.
    """
    named = [file for file in discover(paths, exclude) if not _is_own(file, output)]
    with Sandbox(json_keys) as sandbox:
        found = {Place(file, item.name): item for file in named for item in items(file, sandbox.read)}
    ids = document_ids(list(found), paths)
    sources = [as_document(item, ids[place], shown(place, paths)) for place, item in found.items()]
    documents = [_dated(item, date) for item in sources if isinstance(item, Document)]
    kept, again = _each_once(documents)
    # What cannot be read has no day but that in its path; among articles of one day, it is listed with them.
    told = {_day(document) for document in kept}
    other = told.pop() if len(told) == 1 else date.isoformat() if date else UNDATED
    unread = [item for item in sources if isinstance(item, Skipped)]
    days = [find_date(item.path.rpartition("/")[2]) or find_date(item.path) or other for item in unread]
    skipped = (*zip(days, unread, strict=True), *again)
    return Articles(tuple(sorted(kept, key=lambda document: document.id)), skipped)


def assembled(
    articles: Articles, results: Sequence[Record | Skipped], output: Path, templates: Templates
) -> tuple[Day, ...]:
    """Each day that has an article, compared with the one before it, with its edits. Raises ConfigError."""
    read: defaultdict[str, list[Article]] = defaultdict(list)
    left: defaultdict[str, list[Skipped]] = defaultdict(list)
    for document, result in zip(articles.documents, results, strict=True):
        if isinstance(result, Skipped):
            left[_day(document)].append(result)
        else:
            sentences = tuple(sentence.text for sentence in document.sentences)
            read[_day(document)].append(Article(record=result, sentences=sentences))
    for date, skipped in articles.skipped if articles.documents else ():
        left[date].append(skipped)
    made: list[Day] = []
    for date in sorted({*read, *left}):
        previous = committed.before(output, date, [day.brief for day in made])
        edits, told = edits_of(output, date, templates), tuple(read[date])
        made.append(Day(assemble(date, told, left[date], previous, edits), told, edits))
    return tuple(made)


def written(made: Sequence[Day], settings: Settings, templates: Templates) -> Written:
    """Put the files of all briefs in place, while no other run does. Raises ConfigError or RunError."""
    if not made:
        return Written((), (), ())
    all_files = {path: text for day in made for path, text in files(settings.output, *day, templates).items()}
    with alone(settings.state):
        return write(settings.output, all_files)


def skipped_in(results: Iterable[Record | Skipped]) -> tuple[Skipped, ...]:
    """Those that were skipped, in order of path and reason."""
    skipped = (item for item in results if isinstance(item, Skipped))
    return tuple(sorted(skipped, key=lambda item: (item.path, item.reason)))


def _day(document: Document) -> str:
    """Day whose brief the document belongs to: ISO 8601, or `UNDATED`."""
    return document.date or UNDATED


def _each_once(documents: Sequence[Document]) -> tuple[list[Document], list[tuple[str, Skipped]]]:
    kept: dict[str, Document] = {}
    again: list[tuple[str, Skipped]] = []
    for document in sorted(documents, key=lambda document: (_day(document), document.id)):
        first = kept.setdefault(document.sha256, document)
        if first is not document:
            again.append((_day(document), Skipped(path=document.path, reason=f"same text as {first.path}")))
    return list(kept.values()), again


def _dated(document: Document, date: dt.date | None) -> Document:
    if document.date or date is None:
        return document
    origins = document.origins.model_copy(update={"date": "option"})
    return document.model_copy(update={"date": date.isoformat(), "origins": origins})


def _is_own(file: Path, folder: Path) -> bool:
    """Whether brief itself writes files of this name."""
    file, folder = file.absolute(), folder.absolute()
    return folder in file.parents and bool(_OWN_FILE.fullmatch(file.relative_to(folder).as_posix()))
