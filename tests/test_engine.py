"""Documents are worked on side by side; what one does is no other's affair, unless it would fail them all."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brief.engine import extract_all
from brief.errors import AccessError, BusyError, ConfigError, ProviderError, ReplyError, ServerError
from brief.records import Document, Skipped

if TYPE_CHECKING:
    from collections.abc import Sequence


def document(name: str) -> Document:
    return Document(id=name, path=f"in/{name}.txt", sha256=name, title=None, text="", sentences=())


def outcome(errors: Sequence[Exception | None], jobs: int = 1) -> list[str]:
    """What became of documents 0, 1, … that fail with these errors, or do not: "ok", or the reason."""
    documents = [document(str(number)) for number in range(len(errors))]

    async def extract(given: Document) -> str:
        await asyncio.sleep(0)
        if error := errors[int(given.id)]:
            raise error
        return given.id

    results = asyncio.run(extract_all(documents, extract, jobs, lambda _: None))
    return [item.reason if isinstance(item, Skipped) else "ok" for item in results]


@given(st.lists(st.booleans(), max_size=12), st.integers(1, 5))
def test_each_document_has_its_result_in_its_place(fine, jobs):
    """However many fail and however many run at once, result n is that of document n."""
    errors = [None if well else ReplyError(f"answer {number}") for number, well in enumerate(fine)]
    assert outcome(errors, jobs) == ["ok" if well else f"answer {number}" for number, well in enumerate(fine)]


def test_the_order_given_is_kept_when_the_last_is_done_first():
    """The result does not depend on which document is quicker; progress is told as it is."""
    first, second = document("a"), document("b")
    told: list[str | Skipped] = []

    async def run():
        second_done = asyncio.Event()

        async def extract(given):
            if given is first:
                await second_done.wait()
            second_done.set()
            return given.id

        return await extract_all([first, second], extract, 2, told.append)

    assert asyncio.run(run()) == ("a", "b")
    assert told == ["b", "a"]


def test_no_more_than_jobs_run_at_once():
    """Of five documents with two jobs, two are under way at a time."""
    under_way, most = 0, 0

    async def extract(given):
        nonlocal under_way, most
        under_way += 1
        most = max(most, under_way)
        await asyncio.sleep(0)
        under_way -= 1
        return given.id

    asyncio.run(extract_all([document(name) for name in "abcde"], extract, 2, lambda _: None))
    assert most == 2


def test_a_failed_document_is_skipped_with_its_path_and_reason():
    """The reason is the error's message on one line."""

    async def extract(given):
        raise ReplyError("no answer:\n  cut short")

    results = asyncio.run(extract_all([document("a")], extract, 1, lambda _: None))
    assert results == (Skipped(path="in/a.txt", reason="no answer: cut short"),)


@pytest.mark.parametrize("error", [AccessError("key"), ServerError("ended"), ConfigError("prompt")])
def test_what_would_fail_every_document_ends_the_run(error):
    """The error itself comes out, with its own cause, and the documents under way are cancelled."""
    error.__cause__ = OSError("why")
    cancelled: list[str] = []

    async def extract(given):
        if given.id == "b":
            raise error
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            cancelled.append(given.id)
            raise

    with pytest.raises(type(error)) as caught:
        asyncio.run(extract_all([document("a"), document("b")], extract, 2, lambda _: None))
    assert caught.value is error
    assert str(caught.value.__cause__) == "why"
    assert cancelled == ["a"]


def test_an_endpoint_that_fails_three_in_a_row_is_given_up():
    """The documents behind them are not tried, and the last failure is told."""
    errors = [None, BusyError("1"), ProviderError("2"), BusyError("3"), ConfigError("never reached")]
    with pytest.raises(BusyError, match=r"^3$"):
        outcome(errors)


def test_a_success_in_between_shows_that_the_endpoint_is_well():
    """Four failures that are not in a row are four skipped documents."""
    errors = [BusyError("1"), BusyError("2"), None, BusyError("3"), BusyError("4")]
    assert outcome(errors) == ["1", "2", "ok", "3", "4"]


def test_an_endpoint_that_serves_no_document_is_a_failure():
    """One document that meets a broken endpoint is no result; one whose answers are bad is."""
    with pytest.raises(BusyError, match=r"^connection failed$"):
        outcome([BusyError("connection failed")])
    assert outcome([ReplyError("cut short")]) == ["cut short"]


def test_an_interrupt_reaches_the_documents_under_way():
    """A run that is cancelled leaves no document running."""
    cancelled: list[str] = []

    async def run():
        async def extract(given):
            if given.id == "b":
                task.cancel()
            try:
                await asyncio.Event().wait()
            finally:
                cancelled.append(given.id)

        task = asyncio.create_task(extract_all([document("a"), document("b")], extract, 2, lambda _: None))
        with pytest.raises(asyncio.CancelledError):
            await task

    asyncio.run(run())
    assert sorted(cancelled) == ["a", "b"]
