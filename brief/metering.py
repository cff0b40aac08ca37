"""What each document takes in a run: calls, replies of the store, and seconds."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from brief.cache import CachedChat
    from brief.wire import Chat, Reply, Request


class Cost(NamedTuple):
    """What a document took in this run: calls, replies of the store, and seconds if there was a call.

    Other documents may be under way in the same seconds; the wait for weights and server is not in them.
    """

    asked: int = 0
    stored: int = 0
    seconds: float | None = None


class Clock:
    """Seconds of the run, without those spent on the way to the model."""

    def __init__(self) -> None:
        self._apart = 0.0

    def now(self) -> float:
        """Seconds since some moment."""
        return time.monotonic() - self._apart

    async def without(self, connecting: Awaitable[Chat]) -> Chat:
        """The chat once it is there, as if it had been there at once."""
        begin = time.monotonic()
        chat = await connecting
        self._apart += time.monotonic() - begin
        return chat


class Asking:
    """A chat for one document, which counts what is asked, and tells of every answer."""

    def __init__(self, chat: CachedChat, clock: Clock, answered: Callable[[], None]) -> None:
        self._chat = chat
        self._clock = clock
        self._answered = answered
        self._begin = clock.now()
        self._asked = self._stored = 0

    async def ask(self, request: Request) -> Reply:
        """Answer of the chat. A call that fails counts as well."""
        stored = False
        try:
            reply, stored = await self._chat.answer(request)
        finally:
            self._stored += stored
            self._asked += not stored
        self._answered()
        return reply

    def cost(self) -> Cost:
        """What the document has taken so far."""
        seconds = self._clock.now() - self._begin if self._asked else None
        return Cost(self._asked, self._stored, seconds)
