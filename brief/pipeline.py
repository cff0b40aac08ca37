"""Articles in, briefs out: the one module that chooses implementations and joins the steps.

What costs time or money comes last, and only if need be: weights are fetched and a server is started, or
an endpoint is reached, at the first request that the store of replies cannot answer.
"""

from __future__ import annotations

import asyncio
import os
import signal
import threading
import time
from contextlib import AsyncExitStack, asynccontextmanager, closing, contextmanager
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Protocol

from brief import __version__, committed, downloads, local, models, resources
from brief.articles import UNDATED, Articles, by_day, gather, skipped_in
from brief.assemble import assemble
from brief.cache import CachedChat, Model, ReplyStore
from brief.config import api_key
from brief.endpoint import Endpoint, OpenAIChat
from brief.engine import extract_all
from brief.errors import ConfigError, RunError
from brief.metering import Asking, Clock, Cost
from brief.output import Written, write
from brief.records import Document, Provenance, Record, Skipped, Usage
from brief.render import Templates
from brief.reviewing import edits_of, files
from brief.summaries import worded

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
    from pathlib import Path

    from brief.config import Settings
    from brief.daily import Article, Brief
    from brief.edits import Edit
    from brief.wire import Chat

    Extract = Callable[[Document, Chat, Provenance], Awaitable[Record]]
    Connect = Callable[[AsyncExitStack], Awaitable[Chat]]

HOSTED_JOBS = 4
"""Documents at once at an endpoint of the user's; brief's own server has one slot, and gets one."""


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
    if (settings.summaries or ("model" if settings.base_url else "quoted")) == "model":
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
    model = _identity(settings)
    hosted = settings.base_url is not None
    return _Plan(
        model=model,
        provenance=Provenance(
            model=model.name,
            weights_sha256=model.weights_sha256,
            prompts_sha256=resources.prompts_sha256(),
            protocol="sentence",
            answers="json_schema",
            brief_version=__version__,
        ),
        extract=extract or _packaged_extract(),
        connect=connect or partial(_connect, settings, model, progress),
        jobs=settings.jobs or (HOSTED_JOBS if hosted else 1),
    )


def _packaged_extract() -> Extract:
    from brief.extract import extract

    return extract


def _identity(settings: Settings) -> Model:
    """The model that is to answer, known without fetching or starting anything. Raises ConfigError."""
    if settings.base_url is not None:
        if settings.origin("model") == "default":
            message = "--base-url without --model: name the model that the endpoint is to use"
            raise ConfigError(message)
        return Model(settings.model)
    if settings.model in models.MODELS:
        return Model(settings.model, models.MODELS[settings.model].sha256)
    weights = models.resolve(settings.model, settings.cache_dir)
    return Model(weights.name, weights.sha256)


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


async def _connect(settings: Settings, model: Model, progress: Progress, opened: AsyncExitStack) -> Chat:
    """The way to the model; what it takes is closed with `opened`.

    Weights and server are waited for in the event loop's own thread: no document can go on without them.
    """
    if settings.base_url is not None:
        reached = Endpoint(settings.base_url, model.name, api_key(os.environ))
    else:
        with _interruptible():
            weights = models.resolve(settings.model, settings.cache_dir, progress)
            progress.note(f"starting the model server with {weights.name}")
            served = local.ServerSettings(weights.path, model.name, settings.context, settings.threads)
            server = opened.enter_context(local.serve(served, log=settings.state / "server.log"))
        reached = Endpoint(server.base_url, model.name, server.api_key)
    chat = OpenAIChat(reached, settings.timeout)
    opened.push_async_callback(chat.close)
    return chat


@contextmanager
def _interruptible() -> Iterator[None]:
    """Let Ctrl-C end the blocking calls within; asyncio's own handler waits until they are over.

    Its handler is told afterwards, so that the run ends as if the loop had been idle.
    """
    patient = signal.getsignal(signal.SIGINT)
    if threading.current_thread() is not threading.main_thread() or not callable(patient):
        yield
        return
    signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    except KeyboardInterrupt as error:
        patient(signal.SIGINT, None)
        raise asyncio.CancelledError from error
    finally:
        signal.signal(signal.SIGINT, patient)


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
    from filelock import FileLock

    all_files = {
        path: text
        for day in made
        for path, text in files(settings.output, day.brief, day.articles, day.edits, templates).items()
    }
    lock = FileLock(settings.state / "output.lock")
    try:
        settings.state.mkdir(parents=True, exist_ok=True)
        lock.acquire()
    except OSError as error:
        message = f"{settings.state}: cannot be used ({error.strerror}); set another `state` folder"
        raise RunError(message) from error
    try:
        return write(settings.output, all_files)
    finally:
        lock.release()
