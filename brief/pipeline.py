"""Articles in, briefs out: the one module that chooses implementations and joins the steps.

The model reads each article, its answer is grounded in a record, and the records of a day make a brief. What
costs time or money comes only if need be: weights are fetched and a server is started, or an endpoint is
reached, at the first request that the store of replies cannot answer.
"""

from __future__ import annotations

import asyncio
import time
from contextlib import AsyncExitStack, closing
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Protocol
from urllib.parse import urlsplit

from brief import __version__, downloads, provider, render, resources
from brief.articles import Articles, assembled, gather, skipped_in, written
from brief.cache import CachedChat, Model, ReplyStore
from brief.engine import extract_all
from brief.extraction import Extraction, Profile
from brief.extraction import extract as packaged_extract
from brief.metering import Asking, Clock, Cost
from brief.recording import record
from brief.records import Document, Provenance, Record, Skipped, Usage

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence
    from pathlib import Path

    from brief.config import Settings
    from brief.daily import Brief
    from brief.output import Written
    from brief.wire import Chat

    Extract = Callable[[Document, Chat, Profile], Awaitable[Extraction]]
    Connect = Callable[[AsyncExitStack], Awaitable[Chat]]


class Progress(downloads.Progress, Protocol):
    """Who wants to know how a run goes."""

    def documents(self, done: int, total: int) -> None:
        """Hear that `done` of `total` documents are worked off."""

    def answered(self) -> None:
        """Hear that one more request has its reply, from the model or from the store."""


class Silent(downloads.Silent):
    """A `Progress` that tells nobody."""

    def documents(self, done: int, total: int) -> None:
        """Tell nobody."""

    def answered(self) -> None:
        """Tell nobody."""


@dataclass(frozen=True)
class Made:
    """What a run made: a brief for each day, in order, and what became of the files.

    `asked` counts the calls of this run, `stored` the requests whose reply was in the store; `usage` is
    that of all records, whenever they were asked for. `seconds` is by the clock, and in no file.
    """

    briefs: tuple[Brief, ...]
    files: Written
    skipped: tuple[Skipped, ...]
    asked: int
    stored: int
    usage: Usage
    seconds: float


@dataclass(frozen=True)
class Readings:
    """What the model answered about each document and what that took, in the order of the documents."""

    items: tuple[Extraction | Skipped, ...]
    costs: tuple[Cost, ...]
    provenance: Provenance

    @property
    def asked(self) -> int:
        """Calls of this run."""
        return sum(cost.asked for cost in self.costs)

    @property
    def stored(self) -> int:
        """Requests whose reply was in the store."""
        return sum(cost.stored for cost in self.costs)

    @property
    def seconds(self) -> tuple[float, ...]:
        """What each document took about which the model was asked in this run."""
        return tuple(cost.seconds for cost in self.costs if cost.seconds is not None)


@dataclass(frozen=True)
class Records:
    """Articles, and what became of each document, in the order of the documents."""

    articles: Articles
    results: tuple[Record | Skipped, ...]
    readings: Readings

    @property
    def skipped(self) -> tuple[Skipped, ...]:
        """Files and documents without a record, in order of path."""
        return skipped_in((*(item for _, item in self.articles.skipped), *self.results))

    @property
    def usage(self) -> Usage:
        """That of all records, whenever they were asked for."""
        return sum((item.usage for item in self.results if isinstance(item, Record)), Usage())


def make(
    paths: Sequence[Path],
    settings: Settings,
    progress: Progress | None = None,
    *,
    extract: Extract | None = None,
    connect: Connect | None = None,
) -> Made:
    """Read the files below `paths`, and put a brief for each of their days into `settings.output`.

    A file or document that fails is listed in the brief of its day; without any readable article nothing is
    written. Nor is anything if an error or an interrupt ends the run, but the replies so far are kept, and
    the next run goes on from there. The order of `paths` is of no account. `extract` and `connect` stand in
    for the packaged extraction and way to the model.

    Raises ConfigError for paths, settings, prompts or templates that cannot be used; RunError if the model
    cannot be had or reached, or a file not be written.
    """
    start = time.monotonic()
    made = records(paths, settings, progress, extract=extract, connect=connect)
    templates = render.templates(settings.template)
    days = assembled(made.articles, made.results, settings.output, templates)
    return Made(
        briefs=tuple(day.brief for day in days),
        files=written(days, settings, templates),
        skipped=made.skipped,
        asked=made.readings.asked,
        stored=made.readings.stored,
        usage=made.usage,
        seconds=time.monotonic() - start,
    )


def records(
    paths: Sequence[Path],
    settings: Settings,
    progress: Progress | None = None,
    *,
    extract: Extract | None = None,
    connect: Connect | None = None,
) -> Records:
    """Read the files below `paths` and make their records, as `make` does, but write no brief."""
    progress = progress or Silent()
    provider.identity(settings)  # a model that is none is told before any article is read
    articles = gather(
        paths, settings.output, settings.date, exclude=settings.exclude, json_keys=settings.json_keys
    )
    for _, item in articles.skipped:
        progress.note(f"skipped {item.path}: {item.reason}")
    told = readings(articles.documents, settings, progress, extract=extract, connect=connect)
    results = tuple(
        item if isinstance(item, Skipped) else record(document, item, told.provenance)
        for document, item in zip(articles.documents, told.items, strict=True)
    )
    return Records(articles, results, told)


def readings(
    documents: Sequence[Document],
    settings: Settings,
    progress: Progress | None = None,
    *,
    extract: Extract | None = None,
    connect: Connect | None = None,
) -> Readings:
    """What the model answers about each document, before grounding. Raises what `make` does."""
    progress, model = progress or Silent(), provider.identity(settings)
    asking = _Asking(
        model=model,
        profile=provider.profile(settings, model),
        extract=extract or packaged_extract,
        connect=connect or partial(provider.connect, settings, model, progress),
        progress=progress,
    )
    items, costs = asyncio.run(_read(documents, asking, settings)) if documents else ((), ())
    answers = {form for item in items if isinstance(item, Extraction) for form in item.answers.split("+")}
    who = Provenance(
        model=model.name,
        weights_sha256=model.weights_sha256,
        adapter_sha256=model.adapter_sha256,
        endpoint=urlsplit(settings.base_url).hostname if settings.base_url else None,
        prompt_sha256=resources.prompts_sha256(),
        reading=asking.profile.reading,
        answers="+".join(sorted(filter(None, answers))),
        brief_version=__version__,
    )
    return Readings(items, costs, who)


@dataclass(frozen=True)
class _Asking:
    """How documents are read."""

    model: Model
    profile: Profile
    extract: Extract
    connect: Connect
    progress: Progress


async def _read(
    documents: Sequence[Document], asking: _Asking, settings: Settings
) -> tuple[tuple[Extraction | Skipped, ...], tuple[Cost, ...]]:
    costs: dict[str, Cost] = {}

    def done(item: Extraction | Skipped) -> None:
        if isinstance(item, Skipped):
            asking.progress.note(f"skipped {item.path}: {item.reason}")
        asking.progress.documents(len(costs), len(documents))

    with closing(ReplyStore(settings.state / "replies.sqlite")) as store:
        async with AsyncExitStack() as opened:
            clock = Clock()
            chat = CachedChat(store, asking.model, lambda: clock.without(asking.connect(opened)))

            async def worked(document: Document) -> Extraction:
                counted = Asking(chat, clock, asking.progress.answered)
                try:
                    return await asking.extract(document, counted, asking.profile)
                finally:
                    costs[document.id] = counted.cost()

            asking.progress.documents(0, len(documents))
            items = await extract_all(documents, worked, asking.profile.jobs, done)
    return items, tuple(costs[document.id] for document in documents)
