"""Map a step over documents, several at once: a document that fails is skipped, a broken run stops."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Generic, TypeVar

from brief.errors import AccessError, ProviderError, ReplyError
from brief.records import Document, Skipped

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator, Sequence

T = TypeVar("T")

PATIENCE = 3
"""Documents in a row that the endpoint may fail before the run is given up."""


async def extract_all(
    documents: Sequence[Document],
    extract: Callable[[Document], Awaitable[T]],
    jobs: int,
    done: Callable[[T | Skipped], None],
) -> tuple[T | Skipped, ...]:
    """What `extract` makes of each document, in the order given, `jobs` of them at once.

    A document whose answers are none (ReplyError), or that the endpoint fails on, is `Skipped`. `done` hears
    of each as it comes.

    Raises what would fail for every document, once the others under way are cancelled: AccessError; any
    other ProviderError after `PATIENCE` documents in a row, or if it struck and no document came through;
    and every error that is no ProviderError.
    """
    work = _Work(extract, done)
    queue = iter(documents)
    try:
        async with asyncio.TaskGroup() as group:
            for _ in range(jobs):
                group.create_task(work.through(queue))
    except BaseExceptionGroup as errors:
        raise errors.exceptions[0]  # noqa: B904  # its own cause says why; the group adds nothing
    results = tuple(work.results[document.id] for document in documents)
    if work.failure and all(isinstance(result, Skipped) for result in results):
        raise work.failure
    return results


class _Work(Generic[T]):
    """Results by document id, and how the endpoint did; shared by the workers of one run."""

    def __init__(
        self, extract: Callable[[Document], Awaitable[T]], done: Callable[[T | Skipped], None]
    ) -> None:
        self.results: dict[str, T | Skipped] = {}
        self.failure: ProviderError | None = None
        self._extract = extract
        self._done = done
        self._in_a_row = 0

    async def through(self, queue: Iterator[Document]) -> None:
        """Work on what is next in the shared queue until it is empty."""
        for document in queue:
            result = self.results[document.id] = await self._result(document)
            self._done(result)

    async def _result(self, document: Document) -> T | Skipped:
        try:
            extracted = await self._extract(document)
        except AccessError:
            raise
        except ReplyError as error:
            return _skipped(document, error)
        except ProviderError as error:
            self.failure = error
            self._in_a_row += 1
            if self._in_a_row == PATIENCE:
                raise
            return _skipped(document, error)
        self._in_a_row = 0
        return extracted


def _skipped(document: Document, error: ProviderError) -> Skipped:
    return Skipped(path=document.path, reason=" ".join(str(error).split()))
