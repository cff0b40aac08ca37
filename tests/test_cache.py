"""No call is made twice, and no store is mistaken for another."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import ExitStack, closing
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from brief import database
from brief.cache import Answer, CachedChat, Model, ReplyStore
from brief.errors import ReplyError, RunError
from brief.records import Usage
from brief.wire import Chat, Message, Reply, Request, Token

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

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

    def __init__(self, *replies: Reply | Exception) -> None:
        self.replies = list(replies)
        self.requests: list[Request] = []
        self.connections = 0
        self.open = asyncio.Event()
        self.open.set()

    async def connect(self) -> Chat:
        """Count how often it was connected."""
        self.connections += 1
        await asyncio.sleep(0)
        return self

    async def ask(self, request: Request) -> Reply:
        """Next reply of the script."""
        self.requests.append(request)
        await self.open.wait()
        reply = self.replies.pop(0)
        if isinstance(reply, Exception):
            raise reply
        return reply


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where a store may be made: in a folder that is not there yet."""
    return tmp_path / "state" / "replies.sqlite"


class Stores:
    """Opens stores and plain connections on one path, and closes them all."""

    def __init__(self, path: Path, stack: ExitStack) -> None:
        self.path = path
        self._stack = stack

    def store(self) -> ReplyStore:
        """Another store on the path."""
        return self._stack.enter_context(closing(ReplyStore(self.path)))

    def plain(self) -> sqlite3.Connection:
        """The file as any other program sees it."""
        self.path.parent.mkdir(exist_ok=True)
        return self._stack.enter_context(closing(sqlite3.connect(self.path, isolation_level=None)))


@pytest.fixture
def at(path: Path) -> Iterator[Stores]:
    """Stores at the path, closed after the test."""
    with ExitStack() as stack:
        yield Stores(path, stack)


def test_reply_outlives_the_store(at: Stores) -> None:
    """What one store keeps, another on the same file has, whole."""
    at.store().put("k", REPLY)
    assert at.store().get("k") == REPLY
    assert at.store().get("other") is None


def test_reading_makes_no_file(at: Stores, path: Path) -> None:
    """A store that was only asked leaves nothing behind."""
    assert at.store().get("k") is None
    assert not path.parent.exists()


def test_store_is_in_wal_mode(at: Stores) -> None:
    """Readers and a writer do not wait for one another."""
    at.store().put("k", REPLY)
    assert at.plain().execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_two_stores_share_a_file(at: Stores) -> None:
    """Stores that are open at once see each other's replies."""
    one, two = at.store(), at.store()
    one.put("a", REPLY)
    two.put("b", REPLY)
    assert (one.get("b"), two.get("a")) == (REPLY, REPLY)


def test_reply_of_another_version_counts_as_none(at: Stores) -> None:
    """A row that does not fit today's Reply is asked again, and replaced."""
    store = at.store()
    store.put("k", REPLY)
    at.plain().execute("UPDATE replies SET reply = '{}'")
    assert store.get("k") is None
    store.put("k", REPLY)
    assert store.get("k") == REPLY


def test_foreign_database_is_left_alone(at: Stores, path: Path) -> None:
    """Somebody else's database is refused by name, and no table is made in it."""
    other = at.plain()
    other.execute("CREATE TABLE theirs (x)")
    with pytest.raises(
        RunError, match=r"replies\.sqlite: no reply store of brief.*it holds other tables\); move it away"
    ):
        at.store().put("k", REPLY)
    assert other.execute("SELECT name FROM sqlite_schema").fetchall() == [("theirs",)]


def test_corrupt_file_is_named(at: Stores, path: Path) -> None:
    """A file that is no database is a RunError that says to move it away."""
    path.parent.mkdir()
    path.write_bytes(b"not a database" * 99)
    with pytest.raises(
        RunError, match=r"replies\.sqlite: no reply store of brief, or a damaged one .* move it away"
    ):
        at.store().get("k")


def test_locked_store_is_named(at: Stores, monkeypatch: pytest.MonkeyPatch) -> None:
    """A store that another program holds for too long is a RunError that says so."""
    monkeypatch.setattr(database, "BUSY_SECONDS", 0.0)
    store = at.store()
    store.put("k", REPLY)
    at.plain().execute("BEGIN IMMEDIATE")
    with pytest.raises(
        RunError, match=r"the reply store is locked or unusable \(database is locked\); end other runs"
    ):
        store.put("l", REPLY)


def test_folder_that_cannot_be_made_is_named(at: Stores, path: Path) -> None:
    """A file where the folder should be is a RunError that names the setting."""
    path.parent.write_text("in the way")
    with pytest.raises(RunError, match="set another `state` folder"):
        at.store().put("k", REPLY)


def test_key_depends_on_everything_that_decides_a_reply() -> None:
    """Message, schema and its order, bounds, model, weights, adapter and parameters each give another key."""
    requests = [
        REQUEST,
        replace(REQUEST, messages=(Message("system", "Who met?"),)),
        replace(REQUEST, schema={"type": "array"}),
        replace(REQUEST, schema_name="other"),
        replace(REQUEST, max_tokens=21),
        replace(REQUEST, top_logprobs=2),
    ]
    models = [
        Model("m"),
        Model("m", "other"),
        Model("n", "abc"),
        Model("m", "abc", "lora"),
        Model("m", "abc", None, {"top_k": 1}),
    ]
    keys = {MODEL.key(request) for request in requests} | {model.key(REQUEST) for model in models}
    assert len(keys) == 11


def test_second_run_asks_nothing_and_connects_to_nothing(at: Stores) -> None:
    """Once kept, a reply comes from the store, with no server started for it."""

    async def run(script: Scripted) -> Answer:
        return await CachedChat(at.store(), MODEL, script.connect).answer(REQUEST)

    first, second = Scripted(REPLY), Scripted()
    answers = [asyncio.run(run(first)), asyncio.run(run(second))]
    assert answers == [Answer(REPLY, stored=False), Answer(REPLY, stored=True)]
    assert (first.connections, second.connections) == (1, 0)


def test_concurrent_misses_connect_once(at: Stores) -> None:
    """Many first requests at once start one server."""
    script = Scripted(*[REPLY] * 9)

    async def run() -> None:
        chat = CachedChat(at.store(), MODEL, script.connect)
        await asyncio.gather(*(chat.answer(replace(REQUEST, max_tokens=number)) for number in range(1, 10)))

    asyncio.run(run())
    assert (script.connections, len(script.requests)) == (1, 9)


def test_like_requests_under_way_are_asked_once(at: Stores) -> None:
    """Of three like requests at once one is asked, and the others get its reply."""
    script = Scripted(REPLY)

    async def run() -> list[Answer]:
        chat = CachedChat(at.store(), MODEL, script.connect)
        return await asyncio.gather(*(chat.answer(REQUEST) for _ in range(3)))

    first, *others = asyncio.run(run())
    assert first == Answer(REPLY, stored=False)
    assert others == [Answer(REPLY, stored=True)] * 2
    assert len(script.requests) == 1


def test_errors_are_not_kept(at: Stores) -> None:
    """An answer that was none is asked for again."""
    script = Scripted(ReplyError("cut off"), REPLY)

    async def run() -> Reply:
        chat = CachedChat(at.store(), MODEL, script.connect)
        with pytest.raises(ReplyError, match="cut off"):
            await chat.answer(REQUEST)
        return (await chat.answer(REQUEST)).reply

    assert asyncio.run(run()) == REPLY


def test_cancelled_asker_leaves_the_question_to_the_next(at: Stores) -> None:
    """Cancelling one of two like requests cancels that one only."""
    script = Scripted(REPLY)

    async def run() -> tuple[bool, Reply]:
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
