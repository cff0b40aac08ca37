"""Pages asked for politely: by leave of robots.txt, host by host, and only if they are not as remembered."""

from __future__ import annotations

import asyncio
import re
import time
from collections import defaultdict
from dataclasses import astuple, dataclass, field
from typing import TYPE_CHECKING, Literal
from urllib.parse import urljoin

from brief.database import Database
from brief.entries import host, normal, origin
from brief.web import Answer, Failed

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping
    from pathlib import Path

    from protego import Protego

    from brief.subscription import Subscription

    Kind = Literal["feed", "page"]
    Ask = Callable[[str, Mapping[str, str]], Awaitable[Answer | Failed]]

MAX_REDIRECTS = 5  # redirects that are followed for one page
MAX_FAULTS = 3  # requests in a row without an answer after which a host is left alone for the rest of the run
MAX_CRAWL_DELAY = 30.0  # longest pause, in seconds, that a robots.txt can ask for
MAX_HOSTS = 8  # hosts that are asked at once

_OK, _UNCHANGED, _TOO_MANY, _UNAVAILABLE = 200, 304, 429, 503
_REDIRECTS = {301, 302, 303, 307, 308}
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
_COLUMNS = "kind TEXT, url TEXT, final TEXT NOT NULL, etag TEXT, last_modified TEXT, stamp TEXT, body BLOB"


@dataclass(frozen=True)
class Visit:
    """What is remembered of the last visit that gave a page; `final` is the address that it came from.

    `stamp` is the time of change that a feed stated then. `body` is kept of feeds alone: while a feed is
    unchanged its entries are read from there, so that those that failed are tried again.
    """

    final: str
    etag: str | None = None
    last_modified: str | None = None
    stamp: str | None = None
    body: bytes | None = None


@dataclass(frozen=True)
class Page:
    """A page as sent, unpacked. `visit` is to be remembered; `kind` is its media type, or ""."""

    visit: Visit
    body: bytes
    kind: str = ""
    charset: str | None = None


@dataclass
class _Host:
    """What a run must remember of a host, to be polite to it."""

    turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    free_at: float = 0.0
    delay: float = 0.0
    faults: int = 0
    closed: str | None = None


class Visitor:
    """Visits pages for one run. `ask` is as in `Web`; `sleep` and `clock` stand in for the system's."""

    def __init__(
        self,
        ask: Ask,
        options: Subscription,
        *,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._ask = ask
        self._agent = options.user_agent.partition("/")[0]
        self._sleep = sleep
        self._clock = clock
        self._hosts: defaultdict[str, _Host] = defaultdict(lambda: _Host(delay=options.delay))
        self._rules: dict[str, asyncio.Task[Protego | Failed]] = {}
        self._slots = asyncio.Semaphore(MAX_HOSTS)

    async def visit(self, url: str, known: Visit | None = None) -> Page | Failed | None:
        """The page at a normal address; None if it is as `known`. Each redirect is judged anew."""
        found = await self._followed(url, known)
        if isinstance(found, Failed):
            return found
        url, answer = found
        if answer.status != _OK:
            return None if answer.status == _UNCHANGED else Failed(f"the server answers {answer.status}")
        stated = answer.headers.get("content-type", "")
        charset = _CHARSET.search(stated)
        visit = Visit(url, answer.headers.get("etag"), answer.headers.get("last-modified"))
        kind = stated.partition(";")[0].strip().lower()
        return Page(visit, answer.body, kind, charset[1] if charset else None)

    async def _followed(
        self, url: str, known: Visit | None = None, *, judged: bool = True
    ) -> tuple[str, Answer] | Failed:
        """The answer that is no redirect, and its address; `judged`: if robots.txt lets us ask."""
        for _ in range(MAX_REDIRECTS + 1):
            if judged and (refusal := await self._refusal(url)):
                return refusal
            seen = known if known and known.final == url else Visit(url)
            marks = {"If-None-Match": seen.etag, "If-Modified-Since": seen.last_modified}
            answer = await self._asked(url, {name: mark for name, mark in marks.items() if mark})
            if isinstance(answer, Failed):
                return answer
            if answer.status not in _REDIRECTS:
                return url, answer
            try:
                url = normal(urljoin(url, answer.headers.get("location", "")))
            except ValueError as error:
                return Failed(f"redirect: {error}")
        return Failed(f"more than {MAX_REDIRECTS} redirects")

    async def _refusal(self, url: str) -> Failed | None:
        """Why robots.txt keeps us out; None: it does not."""
        where = origin(url)
        if where not in self._rules:
            self._rules[where] = asyncio.ensure_future(self._read_rules(where))
        rules = await self._rules[where]
        if isinstance(rules, Failed):
            return Failed(f"robots.txt: {rules.reason}")
        return None if rules.can_fetch(url, self._agent) else Failed("robots.txt of the site keeps us out")

    async def _read_rules(self, where: str) -> Protego | Failed:
        """Rules of a site, by RFC 9309: without the file all is allowed; if it cannot be had, nothing."""
        from protego import Protego

        found = await self._followed(f"{where}/robots.txt", judged=False)
        if isinstance(found, Failed):
            return found
        answer = found[1]
        if answer.status == _TOO_MANY or answer.status >= 500:  # noqa: PLR2004
            return Failed(f"the server answers {answer.status}")
        rules = Protego.parse(answer.body.decode("utf-8", "replace"))
        known = self._hosts[host(where)]
        known.delay = max(known.delay, min(rules.crawl_delay(self._agent) or 0.0, MAX_CRAWL_DELAY))
        return rules

    async def _asked(self, url: str, headers: Mapping[str, str]) -> Answer | Failed:
        """The answer of one request, when it is this host's turn."""
        known = self._hosts[host(url)]
        async with known.turn, self._slots:
            if known.closed:
                return Failed(known.closed)
            if (pause := known.free_at - self._clock()) > 0:
                await self._sleep(pause)
            answer = await self._ask(url, headers)
            known.free_at = self._clock() + known.delay
            known.faults = known.faults + 1 if isinstance(answer, Failed) else 0
            if isinstance(answer, Answer) and answer.status in {_TOO_MANY, _UNAVAILABLE}:
                known.closed = f"the host asks for a rest ({answer.status}); the next run asks again"
            elif known.faults >= MAX_FAULTS:
                known.closed = f"the host failed {MAX_FAULTS} times in a row; the next run asks again"
            return answer


class Visits:
    """Visits in a SQLite file; see `Database`. Every method raises RunError if the file cannot be used."""

    def __init__(self, path: Path) -> None:
        self._database = Database(path, "memory of visits", f"visits ({_COLUMNS}, PRIMARY KEY (kind, url))")

    def get(self, kind: Kind, url: str) -> Visit | None:
        """The last visit to a normal address, if there was one."""
        if self._database.missing:
            return None
        wanted = "SELECT final, etag, last_modified, stamp, body FROM visits WHERE kind = ? AND url = ?"
        with self._database.opened() as database:
            row = database.execute(wanted, (kind, url)).fetchone()
        return Visit(*row) if row else None

    def put(self, kind: Kind, url: str, visit: Visit) -> None:
        """Remember a visit."""
        added = "INSERT OR REPLACE INTO visits VALUES (?, ?, ?, ?, ?, ?, ?)"
        with self._database.opened() as database:
            database.execute(added, (kind, url, *astuple(visit)))

    def close(self) -> None:
        """Close the file."""
        self._database.close()
