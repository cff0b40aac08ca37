"""Feeds and addresses in, pages in dated folders out: what the daily run of `brief make` reads.

A page keeps its file for good: if it changes it is replaced, if its file is removed it is not fetched again.
"""

from __future__ import annotations

import asyncio
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from brief.downloads import Progress, Silent
from brief.entries import Entry, Stray, each_once, file_stem, normal, read_entries
from brief.errors import ConfigError
from brief.formats import Refused
from brief.output import put
from brief.visitor import Page, Visit, Visitor, Visits
from brief.web import Failed, Web

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence
    from pathlib import Path

    from brief.config import Settings
    from brief.subscription import Subscription

_SUFFIXES = {"text/plain": ".txt", "application/pdf": ".pdf"}
_SUFFIXES |= dict.fromkeys(("", "text/html", "application/xhtml+xml"), ".html")


@dataclass(frozen=True)
class Saved:
    """An article that this run wrote to the file `path`, new or changed, and what its feed says of it."""

    path: str
    url: str
    title: str | None
    date: str


@dataclass(frozen=True)
class Failure:
    """A feed or article that could not be had, and why."""

    url: str
    reason: str


@dataclass(frozen=True)
class Fetched:
    """What a run did: files in order of path, failures of address. `unchanged` counts the other articles."""

    written: tuple[Saved, ...]
    unchanged: int
    failures: tuple[Failure, ...]


def fetch(settings: Settings, today: dt.date, progress: Progress | None = None) -> Fetched:
    """Fetch the feeds and addresses of the `[fetch]` table; put new and changed articles into its folder.

    An article's folder is the day that its feed states, else the `date` that is set, else `today`. Raises
    ConfigError if there is nothing to fetch; RunError if a file or the memory of visits cannot be written.
    """
    options = settings.fetch
    if options is None or not (options.feeds or options.urls):
        raise ConfigError(
            "nothing to fetch: name feeds or articles in brief.toml, such as"
            '\n[fetch]\nfeeds = ["https://news.example/rss.xml"]\nurls = ["https://news.example/an-article"]'
        )
    with closing(Visits(settings.state / "fetch.sqlite")) as visits:
        return asyncio.run(_fetched(options, settings.date or today, visits, progress or Silent()))


async def _fetched(options: Subscription, day: dt.date, visits: Visits, progress: Progress) -> Fetched:
    web = Web(options)
    try:
        run = _Run(options, day, visits, Visitor(web.ask, options), progress)
        entries = each_once([*run.listed(), *await run.entries()])
        results = await asyncio.gather(*map(run.article, entries))
    finally:
        await web.close()
    # Two addresses may lead to one page.
    written = {item.path: item for item in results if isinstance(item, Saved)}
    return Fetched(
        tuple(written[path] for path in sorted(written)),
        sum(item is None for item in results),
        tuple(sorted(run.failures, key=lambda item: (item.url, item.reason))),
    )


class _Run:
    """One run: who visits, what is remembered, and what is here already."""

    def __init__(
        self, options: Subscription, day: dt.date, visits: Visits, visitor: Visitor, progress: Progress
    ) -> None:
        self._options = options
        self._day = day.isoformat()
        self._visits = visits
        self._visitor = visitor
        self._progress = progress
        # Found by name as well, so that a run goes on where the memory of visits was not kept.
        self._files = {path.stem: path for path in sorted(options.folder.glob("????-??-??/*.*"))}
        self.failures: list[Failure] = []

    def listed(self) -> tuple[Entry, ...]:
        """The articles that the user named."""
        return tuple(Entry(url, listed=True) for given in self._options.urls if (url := self._normal(given)))

    async def entries(self) -> tuple[Entry, ...]:
        """The articles that the feeds name, in the order of the feeds."""
        urls = dict.fromkeys(url for given in self._options.feeds if (url := self._normal(given)))
        found = await asyncio.gather(*map(self._feed, urls))
        return tuple(entry for entries in found for entry in entries)

    async def article(self, entry: Entry) -> Saved | Failure | None:
        """The article if it is new or changed, and its file written; None if it is as before."""
        visit = self._visits.get("page", entry.url)
        here = self._files.get(file_stem(visit.final if visit else entry.url))
        if not _is_due(entry, visit, here):
            return None
        page = await self._visitor.visit(entry.url, visit)
        if page is None or isinstance(page, Failed):
            return self._fail(entry.url, page.reason) if page else None
        if page.kind not in _SUFFIXES:
            return self._fail(entry.url, f"{page.kind} is no article")
        stem = file_stem(page.visit.final)
        day = self._options.folder / (entry.date or self._day)
        path = self._files.setdefault(stem, day / f"{stem}{_SUFFIXES[page.kind]}")
        changed = put(path, _with_encoding(page))
        self._visits.put("page", entry.url, replace(page.visit, stamp=entry.stamp))
        return Saved(path.as_posix(), entry.url, entry.title, path.parent.name) if changed else None

    async def _feed(self, url: str) -> Sequence[Entry]:
        """The entries of a feed, from the top; while it is unchanged, as they were when it was last sent."""
        visit = self._visits.get("feed", url)
        page = await self._visitor.visit(url, visit)
        if isinstance(page, Failed):
            self._fail(url, page.reason)
            return ()
        visit = replace(page.visit, body=page.body) if page else visit
        if visit is None:
            self._fail(url, "the server answers 304 to a first visit")
            return ()
        # In a thread, for a long feed must not use up the time of the requests under way.
        items = await asyncio.to_thread(read_entries, visit.body or b"", visit.final)
        if isinstance(items, Refused):
            self._fail(url, items.reason)
            return ()
        self._visits.put("feed", url, visit)
        limit = self._options.entries
        if len(items) > limit:
            self._progress.note(f"{url}: {len(items)} entries, the first {limit} are fetched")
        for stray in (item for item in items[:limit] if isinstance(item, Stray)):
            self._fail(stray.shown, f"{stray.reason} ({url})")
        return [item for item in items[:limit] if isinstance(item, Entry)]

    def _normal(self, url: str) -> str | None:
        try:
            return normal(url)
        except ValueError as error:
            self._fail(url, str(error))
            return None

    def _fail(self, url: str, reason: str) -> Failure:
        failure = Failure(url, reason)
        self.failures.append(failure)
        self._progress.note(f"failed {url}: {reason}")
        return failure


def _is_due(entry: Entry, visit: Visit | None, here: Path | None) -> bool:
    """Whether to ask: for what is new or said to have changed, and where a server can tell if it has."""
    if visit is None or here is None:
        return visit is None and (entry.listed or here is None)
    return bool(entry.listed or visit.etag or visit.last_modified or visit.stamp != entry.stamp)


def _with_encoding(page: Page) -> bytes:
    """The page as sent, but as UTF-8 with its mark if only the server said which encoding it is in."""
    with suppress(UnicodeDecodeError):
        page.body.decode("utf-8")
        return page.body
    with suppress(LookupError, UnicodeError):
        if page.charset and page.kind != "application/pdf":
            return page.body.decode(page.charset).encode("utf-8-sig")
    return page.body
