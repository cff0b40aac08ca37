"""Every reply is kept the moment it arrives, so that no call is paid for twice.

The key is the hash of the whole request with its model and parameters: a changed prompt asks again exactly
what it changed.
"""

from __future__ import annotations

import asyncio
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple
from weakref import WeakValueDictionary

from pydantic import ValidationError

from brief.database import Database
from brief.records import content_hash
from brief.wire import SEED, TEMPERATURE, Chat, Reply, Request

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping
    from pathlib import Path


@dataclass(frozen=True)
class Model:
    """What besides the request decides a reply: the model, its weights and adapter if known, parameters."""

    name: str
    weights_sha256: str | None = None
    adapter_sha256: str | None = None
    parameters: Mapping[str, Any] = field(default_factory=dict)

    def key(self, request: Request) -> str:
        """Identity of the request when put to this model."""
        fixed = {"temperature": TEMPERATURE, "seed": SEED}
        return content_hash({"request": asdict(request), "model": asdict(self), "fixed": fixed})


class ReplyStore(Database):
    """Replies by key in a SQLite file. Every method raises RunError if the file cannot be used."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, "reply store", "replies (key TEXT PRIMARY KEY, reply TEXT NOT NULL)")

    def get(self, key: str) -> Reply | None:
        """The reply under `key`; None if there is none, or only one that this version cannot read."""
        if self.missing:
            return None
        with self.opened() as database:
            row = database.execute("SELECT reply FROM replies WHERE key = ?", (key,)).fetchone()
        try:
            return Reply.model_validate_json(row[0]) if row else None
        except ValidationError:
            return None

    def put(self, key: str, reply: Reply) -> None:
        """Keep a reply. It outlives the process from here on."""
        with self.opened() as database:
            database.execute("INSERT OR REPLACE INTO replies VALUES (?, ?)", (key, reply.model_dump_json()))


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
        self._store, self._model, self._connect = store, model, connect
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
            async with self._connecting:
                if self._chat is None:
                    self._chat = await self._connect()
            reply = await self._chat.ask(request)
            self._store.put(key, reply)
            return Answer(reply, stored=False)
