"""Articles in, briefs out: the one module that chooses implementations and joins the steps.

What costs time or money comes last, and only if need be: weights are fetched and a server is started, or
an endpoint is reached, at the first request that the store of replies cannot answer.
"""

from __future__ import annotations

import asyncio
import time
from contextlib import AsyncExitStack, asynccontextmanager, closing
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Protocol

from brief import __version__, committed, downloads, provider, resources
from brief.articles import UNDATED, Articles, by_day, gather, skipped_in
from brief.assemble import assemble
from brief.cache import CachedChat, Model, ReplyStore
from brief.engine import extract_all
from brief.extract import extract as packaged_extract
from brief.metering import Asking, Clock, Cost
from brief.output import Written, alone, write
from brief.records import Document, Provenance, Record, Skipped, Usage
from brief.render import Templates
from brief.reviewing import edits_of, files
from brief.summaries import worded

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
    from pathlib import Path

    from brief.config import Settings
    from brief.daily import Article, Brief
    from brief.edits import Edit
    from brief.wire import Chat

    Extract = Callable[[Document, Chat, Provenance], Awaitable[Record]]
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
        """Do nothing."""

    def answered(self) -> None:
        """Do nothing."""


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
class _Plan:
    """How a document becomes a record."""

    model: Model
    provenance: Provenance
    extract: Extract
    connect: Connect
    jobs: int


@dataclass(frozen=True)
class Extraction:
    """Articles, and what became of each document and what that took, in the order of the documents."""

    articles: Articles
    results: tuple[Record | Skipped, ...] = ()
    costs: tuple[Cost, ...] = ()

    @property
    def skipped(self) -> tuple[Skipped, ...]:
        """Files and documents without a record, in order of path."""
        return skipped_in((*(item for _, item in self.articles.skipped), *self.results))

    @property
    def asked(self) -> int:
        """Calls of this run."""
        return sum(cost.asked for cost in self.costs)

    @property
    def stored(self) -> int:
        """Requests whose reply was in the store."""
        return sum(cost.stored for cost in self.costs)

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
    extraction = records(paths, settings, progress, extract=extract, connect=connect)
    templates = Templates(partial(resources.text, "templates"), settings.template)
    made = _assembled(extraction, settings.output, templates)
    cost = Cost()
    if provider.profile(settings).summaries == "model":
        plan = _plan(settings, progress or Silent(), extract, connect)
        made, cost = asyncio.run(_summarised(made, plan, settings, progress or Silent()))
    return Made(
        briefs=tuple(day.brief for day in made),
        files=_written(made, settings, templates),
        skipped=extraction.skipped,
        asked=extraction.asked + cost.asked,
        stored=extraction.stored + cost.stored,
        usage=extraction.usage,
        seconds=time.monotonic() - start,
    )


def records(
    paths: Sequence[Path],
    settings: Settings,
    progress: Progress | None = None,
    *,
    extract: Extract | None = None,
    connect: Connect | None = None,
) -> Extraction:
    """Read the files below `paths` and extract their records, as `make` does, but write no brief."""
    progress = progress or Silent()
    plan = _plan(settings, progress, extract, connect)
    articles = gather(
        paths, settings.output, settings.date, exclude=settings.exclude, json_keys=settings.json_keys
    )
    for _, item in articles.skipped:
        progress.note(f"skipped {item.path}: {item.reason}")
    if not articles.documents:
        return Extraction(articles)
    return asyncio.run(_extracted(articles, plan, settings, progress))


def _plan(settings: Settings, progress: Progress, extract: Extract | None, connect: Connect | None) -> _Plan:
    model, profile = provider.identity(settings), provider.profile(settings)
    return _Plan(
        model=model,
        provenance=Provenance(
            model=model.name,
            weights_sha256=model.weights_sha256,
            prompts_sha256=resources.prompts_sha256(),
            protocol=profile.protocol,
            answers="json_schema",
            brief_version=__version__,
        ),
        extract=extract or packaged_extract,
        connect=connect or partial(provider.connect, settings, model, progress),
        jobs=profile.jobs,
    )


async def _extracted(articles: Articles, plan: _Plan, settings: Settings, progress: Progress) -> Extraction:
    total, costs = len(articles.documents), dict[str, Cost]()

    def told(item: Record | Skipped) -> None:
        if isinstance(item, Skipped):
            progress.note(f"skipped {item.path}: {item.reason}")
        progress.documents(len(costs), total)

    async with _chat(plan, settings) as (chat, clock):

        async def worked(document: Document) -> Record:
            asking = Asking(chat, clock, progress.answered)
            try:
                return await plan.extract(document, asking, plan.provenance)
            finally:
                costs[document.id] = asking.cost()

        progress.documents(0, total)
        results = await extract_all(articles.documents, worked, plan.jobs, told)
    return Extraction(articles, results, tuple(costs[document.id] for document in articles.documents))


async def _summarised(
    made: Sequence[_Day], plan: _Plan, settings: Settings, progress: Progress
) -> tuple[tuple[_Day, ...], Cost]:
    """The days with headlines and summaries of the model's where these hold, and what that took."""
    from brief.summarise import drafts

    async with _chat(plan, settings) as (chat, clock):
        asking = Asking(chat, clock, progress.answered)
        told = [await drafts(day.brief, day.articles, asking, plan.jobs) for day in made]
    days = zip(made, told, strict=True)
    return tuple(
        replace(day, brief=worded(day.brief, day.articles, draft)) for day, draft in days
    ), asking.cost()


@asynccontextmanager
async def _chat(plan: _Plan, settings: Settings) -> AsyncIterator[tuple[CachedChat, Clock]]:
    """The store of replies, and behind it the model, for as long as it is needed."""
    with closing(ReplyStore(settings.state / "replies.sqlite")) as store:
        async with AsyncExitStack() as opened:
            clock = Clock()
            yield CachedChat(store, plan.model, lambda: clock.without(plan.connect(opened))), clock


@dataclass(frozen=True)
class _Day:
    """A brief, what it was made of, and what reviewers decided on it."""

    brief: Brief
    articles: tuple[Article, ...]
    edits: tuple[Edit, ...]


def _assembled(extraction: Extraction, output: Path, templates: Templates) -> tuple[_Day, ...]:
    """Each day, compared with the one before it, with its edits. Raises ConfigError."""
    made: list[_Day] = []
    for date, articles, skipped in by_day(extraction.articles, extraction.results):
        known = [day.brief for day in made if day.brief.date < date]  # this run's briefs are not written yet
        stored = committed.before(output, date)
        if stored and (not known or known[-1].date < stored.date):
            known.append(stored)
        previous = known[-1] if known and date != UNDATED else None
        edits = edits_of(output, date, templates)
        made.append(_Day(assemble(date, articles, skipped, previous, edits), articles, edits))
    return tuple(made)


def _written(made: Sequence[_Day], settings: Settings, templates: Templates) -> Written:
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
