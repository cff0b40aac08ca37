"""One local server for one reviewer: a day's page, and the decisions made on it.

It listens on loopback alone and answers only who has its random token, which is part of every address. What a
site elsewhere has a browser send is refused: it does not know the token, and its host and origin are others.
"""

from __future__ import annotations

import json
import secrets
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any, Literal

from pydantic import ValidationError

from brief import review_page
from brief.errors import BriefError, ConfigError
from brief.records import Value
from brief.reviewing import decide, edits_of, reviewed

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from brief.daily import Article, Brief
    from brief.render import Templates
    from brief.review_page import Page

MAX_BYTES = 65_536
"""A decision in JSON is no longer than this."""
SECONDS = 30.0
"""How long a browser may take to send its request."""


class Wanted(Value):
    """What the page asks for: a decision on a claim of its day."""

    claim: str
    what: Literal["accept", "reject", "reword", "note"]
    text: str = ""


class Desk(ThreadingHTTPServer):
    """Serves the page of a day until it is shut down; `url` is its address, with the token."""

    daemon_threads = True

    def __init__(self, folder: Path, day: str, templates: Templates) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self._folder, self._day, self._templates = folder, day, templates
        self._one_at_a_time = threading.Lock()
        port = self.server_address[1]
        self.hosts = frozenset({f"127.0.0.1:{port}", f"localhost:{port}"})
        self.path = f"/{secrets.token_urlsafe(32)}/"
        self.url = f"http://127.0.0.1:{port}{self.path}"

    def page(self) -> Page:
        """The page as the day is now, with what people wrote into its Markdown. Raises ConfigError."""
        with self._one_at_a_time:
            return review_page.page(*self._reviewed(), self._templates, live=True)

    def decided(self, wanted: Wanted) -> str:
        """The claims after a decision, which is written. Raises BriefError."""
        with self._one_at_a_time:
            claim = f"{self._day}/{wanted.claim}"
            decide(self._folder, [claim], wanted.what, wanted.text, self._templates)
            return review_page.claims(self._reviewed()[0], self._templates)

    def server_close(self) -> None:
        """Stop for good: a decision that is being written is written to its end, and no other is begun."""
        self._one_at_a_time.acquire()
        super().server_close()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Let a browser go that hung up; anything else is a defect of ours, and is shown."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)

    def _reviewed(self) -> tuple[Brief, tuple[Article, ...]]:
        return reviewed(self._folder, self._day, edits_of(self._folder, self._day, self._templates))


class _Handler(BaseHTTPRequestHandler):
    """Answers one request."""

    server: Desk
    timeout = SECONDS

    def do_GET(self) -> None:
        """Send the page."""
        if self._refused():
            return
        try:
            page = self.server.page()
        except BriefError as error:
            self._answer(500, str(error), "text/plain")
        else:
            policy = ("Content-Security-Policy", f"{page.policy}; frame-ancestors 'none'")
            self._answer(200, page.html, "text/html", [policy])

    def do_POST(self) -> None:
        """Take a decision, and send the claims as they are then."""
        origin = self.headers.get("Origin")
        elsewhere = origin is not None and origin.removeprefix("http://") not in self.server.hosts
        if self._refused(elsewhere=elsewhere):
            return
        if self.headers.get_content_type() != "application/json":
            self._answer(415, "A decision is JSON.", "text/plain")
            return
        try:
            size = int(self.headers["Content-Length"] or "")
            if not 0 <= size <= MAX_BYTES:
                raise ValueError(f"{size} bytes")  # noqa: TRY301
            wanted = Wanted.model_validate(json.loads(self.rfile.read(size)))
        except (ValidationError, ValueError, RecursionError) as error:
            self._answer(400, f"This is no decision: {error}", "text/plain")
            return
        try:
            claims = self.server.decided(wanted)
        except BriefError as error:
            self._answer(409 if isinstance(error, ConfigError) else 500, str(error), "text/plain")
        else:
            self._answer(200, claims, "text/html")

    def version_string(self) -> str:
        """Name of the server: not that of Python and its version."""
        return "brief"

    def log_message(self, *args: Any) -> None:
        """Keep quiet: addresses hold the token."""

    def _refused(self, *, elsewhere: bool = False) -> bool:
        """Does the request come without the token, by another name of the host, or from another site?"""
        known = secrets.compare_digest(self.path.encode(), self.server.path.encode())
        refused = not known or elsewhere or self.headers.get("Host") not in self.server.hosts
        if refused:
            self._answer(403, "Open the address that brief review printed.", "text/plain")
        return refused

    def _answer(self, status: int, text: str, kind: str, more: Iterable[tuple[str, str]] = ()) -> None:
        body = text.encode("utf-8", "replace")
        self.send_response(status)
        for name, value in (
            ("Content-Type", f"{kind}; charset=utf-8"),
            ("Content-Length", str(len(body))),
            ("Cache-Control", "no-store"),
            ("Cross-Origin-Opener-Policy", "same-origin"),
            ("Cross-Origin-Resource-Policy", "same-origin"),
            ("Referrer-Policy", "no-referrer"),
            ("X-Content-Type-Options", "nosniff"),
            *more,
        ):
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)
