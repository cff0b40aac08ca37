"""A web server on loopback that plays a news site, for the tests of fetching."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass
class Sent:
    """What the site sends for a path. `etag` makes it answer 304 to whoever shows it.

    `hold` never ends the body, `drip` not even the headers: a byte comes, and another.
    """

    body: bytes | str = b""
    kind: str = "text/html; charset=utf-8"
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    etag: str | None = None
    hold: bool = False
    drip: bool = False


class Handler(BaseHTTPRequestHandler):
    """Answers from the site's pages, and notes who asked for what."""

    server: Newsroom
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def do_GET(self) -> None:
        """Send the page, or part of it for ever."""
        self.server.asked.append(self.path)
        self.server.headers.append(dict(self.headers.items()))
        sent = self.server.pages.get(self.path, Sent("none", status=404))
        if sent.etag and self.headers.get("If-None-Match") == sent.etag:
            sent = Sent(status=304, etag=sent.etag)
        body = sent.body.encode() if isinstance(sent.body, str) else sent.body
        if sent.drip:
            self._drip()
            return
        self.send_response(sent.status)
        headers = {"Content-Type": sent.kind, "Content-Length": str(len(body) + sent.hold), **sent.headers}
        for name, value in {**headers, **({"ETag": sent.etag} if sent.etag else {})}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)
        if sent.hold:
            self.wfile.flush()
            self.server.over.wait()

    def _drip(self) -> None:
        while not self.server.over.wait(0.01):
            self.wfile.write(b"H")

    def log_message(self, *args: Any) -> None:
        """Keep quiet."""


class Newsroom(ThreadingHTTPServer):
    """The site: `pages` by path, as they are now; `asked` and `headers` of each request so far."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.pages: dict[str, Sent] = {}
        self.asked: list[str] = []
        self.headers: list[dict[str, str]] = []
        self.over = threading.Event()

    @property
    def url(self) -> str:
        """Address of the site, without a slash at the end."""
        return f"http://127.0.0.1:{self.server_address[1]}"

    def handle_error(self, *args: Any) -> None:
        """Keep quiet: a visitor that hangs up is what is tested."""

    def feed(self, *items: str) -> Sent:
        """An RSS feed of these items."""
        channel = f"<title>News</title>{''.join(items)}"
        return Sent(f'<?xml version="1.0"?><rss version="2.0"><channel>{channel}</channel></rss>', "text/xml")

    def item(
        self, path: str, date: str | None = "Mon, 23 Nov 2026 08:00:00 GMT", title: str = "Talks"
    ) -> str:
        """An item of a feed."""
        stated = f"<pubDate>{date}</pubDate>" if date else ""
        return f"<item><title>{title}</title><link>{self.url}{path}</link>{stated}</item>"


@contextmanager
def newsroom() -> Iterator[Newsroom]:
    """The site, while the block runs."""
    site = Newsroom()
    thread = threading.Thread(target=site.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield site
    finally:
        site.over.set()
        site.shutdown()
        thread.join()
        site.server_close()
