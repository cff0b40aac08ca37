"""The articles of a run: every file that the user named, read, given its day, and each text once."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from brief.daily import Article
from brief.header import find_date
from brief.places import Place, discover, document_ids, shown
from brief.records import Document, Record, Skipped
from brief.sandbox import Sandbox
from brief.sources import as_document, items

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

UNDATED = "undated"

_OWN_FILE = re.compile(
    rf"(?:\d{{4}}-\d\d-\d\d|{UNDATED})(?:\.md|/(?:notes|records|sources)/.+|/(?:edits\.toml|brief\.json|rendered\.sha256))"
)


class Articles(NamedTuple):
    """Documents in order of id, and what gave none with the day in whose brief it is listed."""

    documents: tuple[Document, ...]
    skipped: tuple[tuple[str, Skipped], ...]


def gather(
    paths: Sequence[Path],
    output: Path,
    date: dt.date | None,
    *,
    exclude: Sequence[str] = (),
    json_keys: Mapping[str, str] | None = None,
) -> Articles:
    """Every article in or below `paths`; their order is of no account.

    `exclude` has patterns of what is left out, `json_keys` the keys of articles in JSON.

    A document without a date gets `date`. Of documents with the same bytes the one of the earliest day,
    then of the first id, is kept. Briefs that lie in `output` are no articles. Raises ConfigError for a
    path that is not there or cannot be listed; RunError if no file can be read.
    """
    files = [file for file in discover(paths, exclude) if not _is_own(file, output)]
    with Sandbox(json_keys) as sandbox:
        found = {Place(file, item.name): item for file in files for item in items(file, sandbox.read)}
    ids = document_ids(list(found), paths)
    sources = [as_document(item, ids[place], shown(place, paths)) for place, item in found.items()]
    documents = [_dated(item, date) for item in sources if isinstance(item, Document)]
    kept, again = _each_once(documents)
    days = {day(document) for document in kept}
    # What cannot be read has no day but that in its path; among articles of one day, it is listed with them.
    other = days.pop() if len(days) == 1 else date.isoformat() if date else UNDATED
    unread = [(_path_day(item.path) or other, item) for item in sources if isinstance(item, Skipped)]
    return Articles(tuple(sorted(kept, key=lambda document: document.id)), (*unread, *again))


def day(document: Document) -> str:
    """Day whose brief the document belongs to: ISO 8601, or `UNDATED`."""
    return document.date or UNDATED


def by_day(
    articles: Articles, results: Sequence[Record | Skipped]
) -> tuple[tuple[str, tuple[Article, ...], tuple[Skipped, ...]], ...]:
    """Each day with the articles that have a record, and what was skipped; none if there was no article."""
    if not articles.documents:
        return ()
    read: dict[str, list[Article]] = {}
    left: dict[str, list[Skipped]] = {}
    for document, result in zip(articles.documents, results, strict=True):
        if isinstance(result, Skipped):
            left.setdefault(day(document), []).append(result)
        else:
            sentences = tuple(sentence.text for sentence in document.sentences)
            read.setdefault(day(document), []).append(Article(record=result, sentences=sentences))
    for date, skipped in articles.skipped:
        left.setdefault(date, []).append(skipped)
    return tuple(
        (date, tuple(read.get(date, ())), skipped_in(left.get(date, ()))) for date in sorted(read | left)
    )


def skipped_in(items: Iterable[Record | Skipped]) -> tuple[Skipped, ...]:
    """Those that were skipped, in order of path and reason."""
    skipped = (item for item in items if isinstance(item, Skipped))
    return tuple(sorted(skipped, key=lambda item: (item.path, item.reason)))


def _each_once(documents: Sequence[Document]) -> tuple[list[Document], list[tuple[str, Skipped]]]:
    kept: dict[str, Document] = {}
    again: list[tuple[str, Skipped]] = []
    for document in sorted(documents, key=lambda document: (day(document), document.id)):
        first = kept.setdefault(document.sha256, document)
        if first is not document:
            again.append((day(document), Skipped(path=document.path, reason=f"same text as {first.path}")))
    return list(kept.values()), again


def _dated(document: Document, date: dt.date | None) -> Document:
    if document.date or date is None:
        return document
    origins = document.origins.model_copy(update={"date": "option"})
    return document.model_copy(update={"date": date.isoformat(), "origins": origins})


def _path_day(path: str) -> str | None:
    return find_date(path.rpartition("/")[2]) or find_date(path)


def _is_own(file: Path, folder: Path) -> bool:
    """Whether brief itself writes files of this name."""
    file, folder = file.absolute(), folder.absolute()
    return folder in file.parents and bool(_OWN_FILE.fullmatch(file.relative_to(folder).as_posix()))
