"""No call is made twice, and no store is mistaken for another."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import ExitStack, closing
from dataclasses import replace
from typing import Any

import pytest

from brief import database
from brief.cache import Answer, CachedChat, Model, ReplyStore
from brief.errors import ReplyError, RunError
from brief.records import Usage
from brief.wire import Message, Reply, Request, Token

REQUEST = Request((Message("user", "Who met?"),), "answer", {"type": "object"}, 20)
REPLY = Reply(
    content="Two men.",
    usage=Usage(calls=1),
    answers="text",
    tokens=(Token(text="Two", alternatives=(("Two", -0.1),)),),
)
MODEL = Model("m", "abc")


class Scripted:
    """A chat that gives one reply after the other, notes its requests, and can be held up."""

    def __init__(self, *replies):
        self.replies, self.requests, self.connections = list(replies), [], 0
        self.open = asyncio.Event()
        self.open.set()

    async def connect(self):
        self.connections += 1
        await asyncio.sleep(0)
        return self

    async def ask(self, request):
        self.requests.append(request)
        await self.open.wait()
        reply = self.replies.pop(0)
        if isinstance(reply, Exception):
            raise reply
        return reply


class Stores:
    """Opens stores and plain connections on one path, in a folder that is not there yet; closes them all."""

    def __init__(self, path, stack):
        self.path, self._stack = path, stack

    def store(self):
        """Another store on the path."""
        return self._stack.enter_context(closing(ReplyStore(self.path)))

    def plain(self):
        """The file as any other program sees it."""
        self.path.parent.mkdir(exist_ok=True)
        return self._stack.enter_context(closing(sqlite3.connect(self.path, isolation_level=None)))

    def answers(self, script, *requests):
        """Answers to requests that are made at once, or the errors in their places."""

        async def run():
            chat = CachedChat(self.store(), MODEL, script.connect)
            return await asyncio.gather(*map(chat.answer, requests), return_exceptions=True)

        return asyncio.run(run())


@pytest.fixture
def at(tmp_path):
    """Stores at a path, closed after the test."""
    with ExitStack() as stack:
        yield Stores(tmp_path / "state" / "replies.sqlite", stack)


def test_reply_is_seen_by_every_store_on_the_file(at):
    """Whole, by those that are open at once and by later ones; they need not wait for one another (WAL).

    A store that was only asked makes no file.
    """
    one, two = at.store(), at.store()
    assert one.get("a") is None
    assert not at.path.parent.exists()
    one.put("a", REPLY)
    two.put("b", REPLY)
    assert (one.get("b"), two.get("a"), two.get("other")) == (REPLY, REPLY, None)
    one.close()
    two.close()
    assert at.store().get("a") == REPLY
    assert at.plain().execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_reply_of_another_version_counts_as_none(at):
    """A row that does not fit today's Reply is asked again, and replaced."""
    store = at.store()
    store.put("k", REPLY)
    at.plain().execute("UPDATE replies SET reply = '{}'")
    assert store.get("k") is None
    store.put("k", REPLY)
    assert store.get("k") == REPLY


def test_what_is_no_store_is_left_alone(at):
    """A file that is no database, and somebody else's, are refused by name; no table is made in it."""
    refused = r"replies\.sqlite: no reply store of brief, or a damaged one .* move it away"
    at.path.parent.mkdir()
    at.path.write_bytes(b"not a database" * 99)
    with pytest.raises(RunError, match=refused):
        at.store().get("k")
    at.path.unlink()
    other = at.plain()
    other.execute("CREATE TABLE theirs (x)")
    with pytest.raises(RunError, match=r"it holds other tables\); move it away"):
        at.store().put("k", REPLY)
    assert other.execute("SELECT name FROM sqlite_schema").fetchall() == [("theirs",)]


def test_locked_store_is_named(at, monkeypatch):
    """One that another program holds for too long is a RunError; so is a file where its folder should be."""
    at.path.parent.write_text("in the way")
    with pytest.raises(RunError, match="set another `state` folder"):
        at.store().put("k", REPLY)
    at.path.parent.unlink()
    monkeypatch.setattr(database, "BUSY_SECONDS", 0.0)
    store = at.store()
    store.put("k", REPLY)
    at.plain().execute("BEGIN IMMEDIATE")
    refused = r"the reply store is locked or unusable \(database is locked\); end other runs"
    with pytest.raises(RunError, match=refused):
        store.put("l", REPLY)


def test_key_depends_on_everything_that_decides_a_reply():
    """Message, schema, bounds, model, weights, adapter and parameters each give another key."""
    asked: list[dict[str, Any]] = [
        {"messages": (Message("system", "Who met?"),)},
        {"schema": {"type": "array"}},
        {"schema_name": "other"},
        {"max_tokens": 21},
        {"top_logprobs": 2},
    ]
    answering: list[dict[str, Any]] = [
        {"name": "n"},
        {"weights_sha256": None},
        {"weights_sha256": "other"},
        {"adapter_sha256": "lora"},
        {"parameters": {"top_k": 1}},
    ]
    keys = {MODEL.key(replace(REQUEST, **change)) for change in [{}, *asked]}
    assert len(keys | {replace(MODEL, **change).key(REQUEST) for change in answering}) == 11


def test_second_run_asks_nothing_and_connects_to_nothing(at):
    """Once kept, a reply comes from the store, with no server started for it; an error is not kept."""
    error = ReplyError("cut off")
    first, second = Scripted(error, REPLY), Scripted()
    assert at.answers(first, REQUEST, REQUEST) == [error, Answer(REPLY, stored=False)]
    assert at.answers(second, REQUEST) == [Answer(REPLY, stored=True)]
    assert (first.connections, second.connections) == (1, 0)


def test_requests_under_way_together_connect_once_and_like_ones_are_asked_once(at):
    """Many first requests at once start one server; of three like ones two get the first one's reply."""
    script = Scripted(*[REPLY] * 9)
    others = (replace(REQUEST, max_tokens=number) for number in range(1, 9))
    first, *like = at.answers(script, REQUEST, REQUEST, REQUEST, *others)[:3]
    assert (first, like) == (Answer(REPLY, stored=False), [Answer(REPLY, stored=True)] * 2)
    assert (script.connections, len(script.requests)) == (1, 9)


def test_cancelled_asker_leaves_the_question_to_the_next(at):
    """Cancelling one of two like requests cancels that one only."""
    script = Scripted(REPLY)

    async def run():
        script.open.clear()
        chat = CachedChat(at.store(), MODEL, script.connect)
        first, second = asyncio.create_task(chat.answer(REQUEST)), asyncio.create_task(chat.answer(REQUEST))
        while not script.requests:  # noqa: ASYNC110
            await asyncio.sleep(0)
        first.cancel()
        script.open.set()
        reply = (await second).reply
        return first.cancelled(), reply

    assert asyncio.run(run()) == (True, REPLY)
    assert len(script.requests) == 2
