"""Articles in, briefs out: the one module that chooses implementations and joins the steps.

The model reads each article, its answer is grounded in a record, and the records of a day make a brief. What
costs time or money comes only if need be: weights are fetched and a server is started, or an endpoint is
reached, at the first request that the store of replies cannot answer.
"""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from contextlib import AsyncExitStack, closing
from functools import partial
from itertools import count
from typing import TYPE_CHECKING, NamedTuple, Protocol, TypedDict, Unpack
from urllib.parse import urlsplit

from brief import __version__, downloads, provider, render, resources
from brief.articles import Articles, assembled, gather, skipped_in, written
from brief.cache import CachedChat, ReplyStore
from brief.engine import extract_all
from brief.extraction import Extraction, Profile
from brief.extraction import extract as packaged_extract
from brief.recording import record
from brief.records import Document, Provenance, Record, Skipped, Usage

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence
    from pathlib import Path

    from brief.config import Settings
    from brief.daily import Brief
    from brief.output import Written
    from brief.wire import Chat, Reply, Request

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


class Made(NamedTuple):
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


class Readings(NamedTuple):
    """What the model answered about each document, in their order; calls and stored replies as in `Made`."""

    items: tuple[Extraction | Skipped, ...]
    provenance: Provenance
    asked: int
    stored: int


class Records(NamedTuple):
    """Articles, and what became of each document, in the order of the documents."""

    articles: Articles
    results: tuple[Record | Skipped, ...]
    readings: Readings


class StandIns(TypedDict, total=False):
    """What stands in for the packaged extraction and way to the model."""

    extract: Extract | None
    connect: Connect | None


def make(
    paths: Sequence[Path], settings: Settings, progress: Progress | None = None, **others: Unpack[StandIns]
) -> Made:
    """Read the files below `paths`, and put a brief for each of their days into `settings.output`.

    A file or document that fails is listed in the brief of its day; without any readable article nothing is
    written. Nor is anything if an error or an interrupt ends the run, but the replies so far are kept, and
    the next run goes on from there. The order of `paths` is of no account. Raises ConfigError for paths,
    settings, prompts or templates that cannot be used; RunError if the model cannot be had or reached, or a
    file not be written.
    """
    start = time.monotonic()
    articles, results, told = records(paths, settings, progress, **others)
    templates = render.templates(settings.template)
    days = assembled(articles, results, settings.output, templates)
    return Made(
        briefs=tuple(day.brief for day in days),
        files=written(days, settings, templates),
        skipped=skipped_in((*(item for _, item in articles.skipped), *results)),
        asked=told.asked,
        stored=told.stored,
        usage=sum((item.usage for item in results if isinstance(item, Record)), Usage()),
        seconds=time.monotonic() - start,
    )


def records(
    paths: Sequence[Path], settings: Settings, progress: Progress | None = None, **others: Unpack[StandIns]
) -> Records:
    """Read the files below `paths` and make their records, as `make` does, but write no brief."""
    progress = progress or Silent()
    provider.identity(settings)  # a model that is none is told before any article is read
    articles = gather(
        paths, settings.output, settings.date, exclude=settings.exclude, json_keys=settings.json_keys
    )
    for _, item in articles.skipped:
        progress.note(f"skipped {item.path}: {item.reason}")
    told = readings(articles.documents, settings, progress, **others)
    results = tuple(
        item if isinstance(item, Skipped) else record(document, item, told.provenance)
        for document, item in zip(articles.documents, told.items, strict=True)
    )
    return Records(articles, results, told)


def readings(
    documents: Sequence[Document],
    settings: Settings,
    progress: Progress | None = None,
    **others: Unpack[StandIns],
) -> Readings:
    """What the model answers about each document, before grounding. Raises what `make` does."""
    hears, model = progress or Silent(), provider.identity(settings)
    profile = provider.profile(settings, model)
    extract = others.get("extract") or packaged_extract
    connect = others.get("connect") or partial(provider.connect, settings, model, hears)
    number, calls = count(1), Counter[bool]()

    def done(item: Extraction | Skipped) -> None:
        if isinstance(item, Skipped):
            hears.note(f"skipped {item.path}: {item.reason}")
        hears.documents(next(number), len(documents))

    async def read() -> tuple[Extraction | Skipped, ...]:
        with closing(ReplyStore(settings.state / "replies.sqlite")) as store:
            async with AsyncExitStack() as opened:
                chat = _Counting(CachedChat(store, model, lambda: connect(opened)), calls, hears.answered)
                hears.documents(0, len(documents))
                return await extract_all(
                    documents, lambda document: extract(document, chat, profile), profile.jobs, done
                )

    items = asyncio.run(read()) if documents else ()
    answers = {form for item in items if isinstance(item, Extraction) for form in item.answers.split("+")}
    who = Provenance(
        model=model.name,
        weights_sha256=model.weights_sha256,
        adapter_sha256=model.adapter_sha256,
        endpoint=urlsplit(settings.base_url).hostname if settings.base_url else None,
        prompt_sha256=resources.prompts_sha256(),
        reading=profile.reading,
        answers="+".join(sorted(filter(None, answers))),
        brief_version=__version__,
    )
    return Readings(items, who, asked=calls[False], stored=calls[True])


class _Counting:
    """A chat that counts calls and, under True, stored replies, and tells of every answer."""

    def __init__(self, chat: CachedChat, calls: Counter[bool], answered: Callable[[], None]) -> None:
        self._chat, self._calls, self._answered = chat, calls, answered

    async def ask(self, request: Request) -> Reply:
        """Answer of the chat. A call that fails counts as well."""
        stored = False
        try:
            reply, stored = await self._chat.answer(request)
        finally:
            self._calls[stored] += 1
        self._answered()
        return reply
