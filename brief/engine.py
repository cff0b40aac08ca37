"""Map a step over documents, several at once: a document that fails is skipped, a broken run stops."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, TypeVar

from brief.errors import AccessError, ProviderError, ReplyError
from brief.records import Document, Skipped

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

T = TypeVar("T")

PATIENCE = 3  # documents in a row that the endpoint may fail before the run is given up


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
    results: dict[str, T | Skipped] = {}
    failures: list[ProviderError] = []
    in_a_row = 0
    queue = iter(documents)

    async def result(document: Document) -> T | Skipped:
        nonlocal in_a_row
        try:
            extracted = await extract(document)
        except ProviderError as error:
            if not isinstance(error, ReplyError):
                failures.append(error)
                in_a_row += 1
                if isinstance(error, AccessError) or in_a_row == PATIENCE:
                    raise
            return Skipped(path=document.path, reason=" ".join(str(error).split()))
        in_a_row = 0
        return extracted

    async def work() -> None:
        for document in queue:
            results[document.id] = await result(document)
            done(results[document.id])

    try:
        async with asyncio.TaskGroup() as group:
            for _ in range(jobs):
                group.create_task(work())
    except BaseExceptionGroup as errors:
        raise errors.exceptions[0]  # noqa: B904  # its own cause says why; the group adds nothing
    if failures and all(isinstance(item, Skipped) for item in results.values()):
        raise failures[-1]
    return tuple(results[document.id] for document in documents)
