"""Pages asked for politely: by leave of robots.txt, host by host, and only if they have changed."""

from __future__ import annotations

import asyncio
import re
import time
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from brief.addresses import host, normal, origin
from brief.visits import Known
from brief.web import Answer, Failed

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from protego import Protego

    from brief.subscription import Subscription

    Ask = Callable[[str, Mapping[str, str]], Awaitable[Answer | Failed]]

MAX_REDIRECTS = 5
"""Redirects that are followed for one page."""
MAX_FAULTS = 3
"""Requests in a row without an answer after which a host is left alone for the rest of the run."""
MAX_CRAWL_DELAY = 30.0
"""Longest pause, in seconds, that a robots.txt can ask for."""
MAX_HOSTS = 8
"""Hosts that are asked at once."""

_OK, _UNCHANGED, _TOO_MANY, _UNAVAILABLE = 200, 304, 429, 503
_REDIRECTS = {301, 302, 303, 307, 308}
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)


@dataclass(frozen=True)
class Page:
    """A page as sent, unpacked. `known` is to be shown at the next visit; `kind` is its media type, or ""."""

    known: Known
    body: bytes
    kind: str = ""
    charset: str | None = None


@dataclass(frozen=True)
class Unchanged:
    """The page is as it is known."""


@dataclass
class _Host:
    """What a run must remember of a host, to be polite to it."""

    turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    free_at: float = 0.0
    delay: float = 0.0
    faults: int = 0
    closed: str | None = None


class Visitor:
    """Visits pages for one run.

    `ask` makes one request; see `Web.ask`. `sleep` and `clock` stand in for those of the system.
    """

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

    async def visit(self, url: str, known: Known | None = None) -> Page | Unchanged | Failed:
        """The page at a normal address, if it is other than `known`. Each redirect is judged anew."""
        for _ in range(MAX_REDIRECTS + 1):
            refusal = await self._refusal(url)
            if refusal is not None:
                return refusal
            answer = await self._asked(url, _conditions(known) if known and known.final == url else {})
            if isinstance(answer, Failed):
                return answer
            target = _target(answer, url)
            if target is None:
                return _outcome(answer, url)
            if isinstance(target, Failed):
                return target
            url = target
        return Failed(f"more than {MAX_REDIRECTS} redirects")

    async def _refusal(self, url: str) -> Failed | None:
        """Why robots.txt keeps us out; None: it does not."""
        where = origin(url)
        if where not in self._rules:
            self._rules[where] = asyncio.ensure_future(self._read_rules(where))
        rules = await self._rules[where]
        if isinstance(rules, Failed):
            return rules
        return None if rules.can_fetch(url, self._agent) else Failed("robots.txt of the site keeps us out")

    async def _read_rules(self, where: str) -> Protego | Failed:
        """Rules of a site, by RFC 9309: without the file all is allowed; if it cannot be had, nothing."""
        from protego import Protego

        url = f"{where}/robots.txt"
        for _ in range(MAX_REDIRECTS + 1):
            answer = await self._asked(url, {})
            if isinstance(answer, Failed):
                return Failed(f"robots.txt: {answer.reason}")
            target = _target(answer, url)
            if target is None:
                break
            if isinstance(target, Failed):
                return Failed(f"robots.txt: {target.reason}")
            url = target
        else:
            return Failed(f"robots.txt: more than {MAX_REDIRECTS} redirects")
        if answer.status == _TOO_MANY or answer.status >= 500:  # noqa: PLR2004
            return Failed(f"robots.txt: the server answers {answer.status}")
        rules = Protego.parse(answer.body.decode("utf-8", "replace"))
        wished = rules.crawl_delay(self._agent) or 0.0
        known = self._hosts[host(where)]
        known.delay = max(known.delay, min(wished, MAX_CRAWL_DELAY))
        return rules

    async def _asked(self, url: str, headers: Mapping[str, str]) -> Answer | Failed:
        """The answer of one request, when it is this host's turn."""
        known = self._hosts[host(url)]
        async with known.turn, self._slots:
            if known.closed:
                return Failed(known.closed)
            pause = known.free_at - self._clock()
            if pause > 0:
                await self._sleep(pause)
            answer = await self._ask(url, headers)
            known.free_at = self._clock() + known.delay
            known.faults = known.faults + 1 if isinstance(answer, Failed) else 0
            if isinstance(answer, Answer) and answer.status in {_TOO_MANY, _UNAVAILABLE}:
                known.closed = f"the host asks for a rest ({answer.status}); the next run asks again"
            elif known.faults >= MAX_FAULTS:
                known.closed = f"the host failed {MAX_FAULTS} times in a row; the next run asks again"
            return answer


def _conditions(known: Known) -> dict[str, str]:
    marks = {"If-None-Match": known.etag, "If-Modified-Since": known.last_modified}
    return {name: value for name, value in marks.items() if value}


def _target(answer: Answer, url: str) -> str | Failed | None:
    """Where a redirect leads; None if the answer is none."""
    if answer.status not in _REDIRECTS:
        return None
    try:
        return normal(urljoin(url, answer.headers.get("location", "")))
    except ValueError as error:
        return Failed(f"redirect: {error}")


def _outcome(answer: Answer, url: str) -> Page | Unchanged | Failed:
    if answer.status == _UNCHANGED:
        return Unchanged()
    if answer.status != _OK:
        return Failed(f"the server answers {answer.status}")
    stated = answer.headers.get("content-type", "")
    charset = _CHARSET.search(stated)
    return Page(
        Known(url, answer.headers.get("etag"), answer.headers.get("last-modified")),
        answer.body,
        stated.partition(";")[0].strip().lower(),
        charset[1] if charset else None,
    )
