"""Documents are worked on side by side; what one does is no other's affair, unless it would fail them all."""

from __future__ import annotations

import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brief.engine import extract_all
from brief.errors import AccessError, BusyError, ConfigError, ProviderError, ReplyError, ServerError
from brief.records import Document, Skipped


def work(extract, names, jobs, done=lambda _: None):
    """Work on documents of these names; `extract` is given the name."""
    documents = [
        Document(id=name, path=f"in/{name}.txt", sha256=name, title=None, text="", sentences=())
        for name in names
    ]
    return extract_all(documents, lambda given: extract(given.id), jobs, done)


def run(extract, names, jobs=1, done=lambda _: None):
    """What becomes of these documents."""
    return asyncio.run(work(extract, names, jobs, done))


def outcome(errors, jobs=1):
    """What became of documents 0, 1, … that fail with these errors, or do not: "ok", or the reason."""

    async def extract(name):
        await asyncio.sleep(0)
        if error := errors[int(name)]:
            raise error

    results = run(extract, map(str, range(len(errors))), jobs)
    return [item.reason if isinstance(item, Skipped) else "ok" for item in results]


@given(st.lists(st.booleans(), max_size=12), st.integers(1, 5))
def test_each_document_has_its_result_in_its_place(fine, jobs):
    """However many fail and however many run at once, result n is that of document n."""
    errors = [None if well else ReplyError(f"answer {number}") for number, well in enumerate(fine)]
    assert outcome(errors, jobs) == ["ok" if well else f"answer {number}" for number, well in enumerate(fine)]


def test_the_order_given_is_kept_when_the_last_is_done_first():
    """The result does not depend on which document is quicker; progress is told as it is."""
    second_done = asyncio.Event()
    told: list[str] = []

    async def extract(name):
        if name == "a":
            await second_done.wait()
        second_done.set()
        return name

    assert run(extract, "ab", 2, told.append) == ("a", "b")
    assert told == ["b", "a"]


def test_a_failed_document_is_skipped_with_its_path_and_reason():
    """The reason is the error's message on one line."""

    async def extract(name):
        raise ReplyError("no answer:\n  cut short")

    assert run(extract, "a") == (Skipped(path="in/a.txt", reason="no answer: cut short"),)


@pytest.mark.parametrize("error", [AccessError("key"), ServerError("ended"), ConfigError("prompt")])
def test_what_would_fail_every_document_ends_the_run(error):
    """The error itself comes out, with its own cause, and the documents under way are cancelled."""
    error.__cause__ = OSError("why")
    cancelled = []

    async def extract(name):
        if name == "b":
            raise error
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            cancelled.append(name)
            raise

    with pytest.raises(type(error)) as caught:
        run(extract, "ab", 2)
    assert caught.value is error
    assert str(caught.value.__cause__) == "why"
    assert cancelled == ["a"]


def test_an_endpoint_that_fails_three_in_a_row_is_given_up():
    """The documents behind them are not tried, and the last failure is told; a success in between counts.

    One document alone that meets a broken endpoint is no result; one whose answers are bad is.
    """
    errors = [None, BusyError("1"), ProviderError("2"), BusyError("3"), ConfigError("never reached")]
    with pytest.raises(BusyError, match=r"^3$"):
        outcome(errors)
    errors = [BusyError("1"), BusyError("2"), None, BusyError("3"), BusyError("4")]
    assert outcome(errors) == ["1", "2", "ok", "3", "4"]
    with pytest.raises(BusyError, match=r"^connection failed$"):
        outcome([BusyError("connection failed")])
    assert outcome([ReplyError("cut short")]) == ["cut short"]


def test_an_interrupt_reaches_the_documents_under_way():
    """A run that is cancelled leaves no document running."""
    cancelled = []

    async def extract(name):
        try:
            await asyncio.Event().wait()
        finally:
            cancelled.append(name)

    async def interrupted():
        async with asyncio.timeout(0.01):
            await work(extract, "ab", 2)

    with pytest.raises(TimeoutError):
        asyncio.run(interrupted())
    assert sorted(cancelled) == ["a", "b"]
