"""A day as a page, for those who would rather look, and a local server for decisions on it.

Text is escaped as it is printed, and Markdown becomes emphasis, code and links to the web, never its author's
markup. Should something slip through, the page's policy lets no script but ours run, and loads nothing. The
server listens on loopback alone, and answers only who has its random token, part of every address.
"""

from __future__ import annotations

import hashlib
import json
import secrets
import sys
import threading
from base64 import b64encode
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from markupsafe import Markup, escape

from brief import markdown
from brief.errors import BriefError, ConfigError
from brief.records import Value
from brief.reviewing import decide, edits_of, reviewed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from brief.daily import Article, Brief, Told
    from brief.render import Templates

MAX_BYTES = 65_536
"""A decision in JSON is no longer than this."""
SECONDS = 30.0
"""How long a browser may take to send its request."""


class Page(NamedTuple):
    """A page, and the Content-Security-Policy that it is to be sent with; it holds that itself, too."""

    html: str
    policy: str


def page(brief: Brief, articles: Iterable[Article], templates: Templates, *, live: bool) -> Page:
    """The page of a day. One that is not `live` has no server to tell a decision to: it is for reading."""
    style, script = templates.verbatim("review.css"), templates.verbatim("review.js")
    sums = [b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in (style, script)]
    policy = (
        f"default-src 'none'; style-src 'sha256-{sums[0]}'; script-src 'sha256-{sums[1]}'; "
        f"connect-src '{'self' if live else 'none'}'; img-src data:; base-uri 'none'; form-action 'none'"
    )
    html = templates.html(
        "review.html.j2",
        **_context(brief, templates, live=live),
        texts={article.record.document.id: article.sentences for article in articles},
        cited={(item.document, item.sentence) for told in brief.told() for item in told.citations},
        style=style,
        script=script,
        policy=policy,
    )
    return Page(html, policy)


def claims(brief: Brief, templates: Templates) -> str:
    """The claims of a live page alone, as they are after a decision."""
    return templates.html("review_claims.html.j2", **_context(brief, templates, live=True))


def _context(brief: Brief, templates: Templates, *, live: bool) -> dict[str, Any]:
    return {
        "brief": brief,
        "live": live,
        "documents": {document.id: document for document in brief.documents},
        "order": {document.id: number for number, document in enumerate(brief.documents, 1)},
        "disputed": {told.id for told in brief.disputed()},
        "earlier": {change.told: change.earlier for change in brief.changes if change.earlier},
        "words": lambda claim: templates.markdown("words.md.j2", claim=claim).strip(),
        "inline": inline(),
        "quotes_of": _quotes_of,
        "web_address": lambda url: Markup(markdown.web_address(url)),  # noqa: S704 - percent-encoded
    }


def _quotes_of(told: Told) -> list[dict[str, Any]]:
    """The sentences that give a claim its words, with these marked; those of other tellings are not."""
    document = next(member.document for member in told.members if member.claim == told.id)
    found = []
    for number, text, spans in markdown.quotes(told.claim):
        html = escape(markdown.marked(text, spans))
        html = html.replace(markdown.START, Markup("<mark>")).replace(markdown.END, Markup("</mark>"))
        found.append({"document": document, "sentence": number, "html": html})
    return found


def inline() -> Callable[[str], Markup]:
    """From Markdown on one line to HTML. Links lead to the web alone, HTML is shown, and comments are not."""
    from markdown_it import MarkdownIt

    reader = MarkdownIt("commonmark").disable("image")
    reader.validateLink = lambda url: bool(markdown.web_address(url))  # type: ignore[method-assign]

    def link_open(_self: Any, tokens: Any, index: int, *_rest: Any) -> str:
        address = escape(tokens[index].attrs["href"])
        return f'<a href="{address}" target="_blank" rel="noopener noreferrer">'

    def html_inline(_self: Any, tokens: Any, index: int, *_rest: Any) -> str:
        content = tokens[index].content
        return "" if content.startswith("<!--") else str(escape(content))

    reader.add_render_rule("link_open", link_open)
    reader.add_render_rule("html_inline", html_inline)
    return lambda text: Markup(reader.renderInline(markdown.clean(text)))  # noqa: S704 - it escapes


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
            return page(*self._reviewed(), self._templates, live=True)

    def decided(self, wanted: Wanted) -> str:
        """The claims after a decision, which is written. Raises BriefError."""
        name = f"{self._day}/{wanted.claim}"
        with self._one_at_a_time:
            decide(self._folder, [name], wanted.what, wanted.text, self._templates)
            return claims(self._reviewed()[0], self._templates)

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
            self._answer(500, str(error))
        else:
            self._answer(200, page.html, "text/html", f"{page.policy}; frame-ancestors 'none'")

    def do_POST(self) -> None:
        """Take a decision, and send the claims as they are then."""
        origin = self.headers.get("Origin")
        elsewhere = origin is not None and origin.removeprefix("http://") not in self.server.hosts
        if self._refused(elsewhere=elsewhere):
            return
        if self.headers.get_content_type() != "application/json":
            self._answer(415, "A decision is JSON.")
            return
        try:
            size = int(self.headers["Content-Length"] or "")
            if not 0 <= size <= MAX_BYTES:
                raise ValueError(f"{size} bytes")  # noqa: TRY301
            wanted = Wanted.model_validate(json.loads(self.rfile.read(size)))
        except (ValueError, RecursionError) as error:
            self._answer(400, f"This is no decision: {error}")
            return
        try:
            claims = self.server.decided(wanted)
        except BriefError as error:
            self._answer(409 if isinstance(error, ConfigError) else 500, str(error))
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
        if refused := not known or elsewhere or self.headers.get("Host") not in self.server.hosts:
            self._answer(403, "Open the address that brief review printed.")
        return refused

    def _answer(
        self, status: int, text: str, kind: str = "text/plain", policy: str = "default-src 'none'"
    ) -> None:
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
            ("Content-Security-Policy", policy),
        ):
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)
