"""Every reply is kept the moment it arrives, so that no call is paid for twice.

The key is the hash of the whole request with its model and parameters: a killed run goes on where it
stopped, a second run asks nothing, and a changed prompt asks again exactly what it changed.
"""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple
from weakref import WeakValueDictionary

from pydantic import ValidationError

from brief.errors import RunError
from brief.records import content_hash
from brief.wire import SEED, TEMPERATURE, Chat, Reply, Request

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator, Mapping
    from pathlib import Path

BUSY_SECONDS = 10.0

# Marks a database as ours ("brie"), so that no table is ever made in somebody else's.
_APPLICATION_ID = 0x62726965


@dataclass(frozen=True)
class Model:
    """What besides the request decides a reply: the model, its weights if known, further parameters."""

    name: str
    weights_sha256: str | None = None
    parameters: Mapping[str, Any] = field(default_factory=dict)

    def key(self, request: Request) -> str:
        """Identity of the request when put to this model."""
        fixed = {"temperature": TEMPERATURE, "seed": SEED}
        return content_hash({"request": asdict(request), "model": asdict(self), "fixed": fixed})


class ReplyStore:
    """Replies by key in a SQLite file, made with its folder at the first write.

    Several processes may use it at once: each write is its own transaction, and waits up to
    `BUSY_SECONDS` for others. Every method raises RunError if the file cannot be used.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._connection: sqlite3.Connection | None = None

    def get(self, key: str) -> Reply | None:
        """The reply under `key`; None if there is none, or only one that this version cannot read."""
        if self._connection is None and not self.path.exists():
            return None
        with self._opened() as database:
            row = database.execute("SELECT reply FROM replies WHERE key = ?", (key,)).fetchone()
        try:
            return Reply.model_validate_json(row[0]) if row else None
        except ValidationError:
            return None

    def put(self, key: str, reply: Reply) -> None:
        """Keep a reply. It outlives the process from here on."""
        with self._opened() as database:
            database.execute("INSERT OR REPLACE INTO replies VALUES (?, ?)", (key, reply.model_dump_json()))

    def close(self) -> None:
        """Close the file; a later call opens it again."""
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        try:
            if self._connection is None:
                self._connection = self._open()
            yield self._connection
        except sqlite3.OperationalError as error:
            message = f"{self.path}: the reply store is locked or unusable ({error}); end other runs"
            raise RunError(message) from error
        except sqlite3.DatabaseError as error:
            message = f"{self.path}: no reply store of brief, or a damaged one ({error}); move it away"
            raise RunError(message) from error
        except OSError as error:
            message = f"{self.path}: the reply store cannot be made ({error}); set another `state` folder"
            raise RunError(message) from error

    def _open(self) -> sqlite3.Connection:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        database = sqlite3.connect(self.path, timeout=BUSY_SECONDS, isolation_level=None)
        try:
            self._claim(database)
            # Without a wait for the disk a power cut may cost the last replies, but never the store.
            database.execute("PRAGMA journal_mode = WAL")
            database.execute("PRAGMA synchronous = NORMAL")
        except sqlite3.Error:
            database.close()
            raise
        return database

    @staticmethod
    def _claim(database: sqlite3.Connection) -> None:
        """Make the table in a new file; raise DatabaseError for a file that holds something else."""
        database.execute("BEGIN IMMEDIATE")
        (mark,) = database.execute("PRAGMA application_id").fetchone()
        (tables,) = database.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        if mark != _APPLICATION_ID and tables:
            message = "it holds other tables"
            raise sqlite3.DatabaseError(message)
        database.execute(f"PRAGMA application_id = {_APPLICATION_ID}")
        database.execute(
            "CREATE TABLE IF NOT EXISTS replies (key TEXT PRIMARY KEY, reply TEXT NOT NULL) STRICT"
        )
        database.execute("COMMIT")


class Answer(NamedTuple):
    """A reply, and whether it was in the store."""

    reply: Reply
    stored: bool


class CachedChat:
    """Asks only what the store does not hold.

    `connect` is awaited at the first such request, once, so that a run without any starts no server.
    Requests that are alike and under way together are asked once. Errors are not kept.
    """

    def __init__(self, store: ReplyStore, model: Model, connect: Callable[[], Awaitable[Chat]]) -> None:
        self._store = store
        self._model = model
        self._connect = connect
        self._chat: Chat | None = None
        self._connecting = asyncio.Lock()
        self._under_way: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    async def answer(self, request: Request) -> Answer:
        """Answer from the store, else of the model. Raises ProviderError, and what `connect` raises."""
        key = self._model.key(request)
        # A cancelled or failed asker lets go of the lock, and the next in line asks for itself.
        lock = self._under_way.setdefault(key, asyncio.Lock())
        async with lock:
            if (kept := self._store.get(key)) is not None:
                return Answer(kept, stored=True)
            chat = await self._connected()
            reply = await chat.ask(request)
            self._store.put(key, reply)
            return Answer(reply, stored=False)

    async def _connected(self) -> Chat:
        async with self._connecting:
            if self._chat is None:
                self._chat = await self._connect()
            return self._chat
