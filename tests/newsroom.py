"""A web server on loopback that plays a news site, for the tests of fetching."""

from __future__ import annotations

import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

MONDAY = "Mon, 23 Nov 2026 08:00:00 GMT"


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
        while sent.drip:  # until the visitor hangs up, and writing fails
            self.wfile.write(b"H")
            time.sleep(0.01)
        if sent.etag and self.headers.get("If-None-Match") == sent.etag:
            sent = Sent(status=304, etag=sent.etag)
        body = sent.body.encode() if isinstance(sent.body, str) else sent.body
        self.send_response(sent.status)
        headers = {"Content-Type": sent.kind, "Content-Length": str(len(body) + sent.hold), **sent.headers}
        for name, value in {**headers, **({"ETag": sent.etag} if sent.etag else {})}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)
        if sent.hold:
            self.rfile.read(1)  # there is nothing until the visitor hangs up

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

    def item(self, path: str, date: str | None = MONDAY, title: str = "Talks") -> str:
        """An item of a feed."""
        stated = f"<pubDate>{date}</pubDate>" if date else ""
        return f"<item><title>{title}</title><link>{self.url}{path}</link>{stated}</item>"


@contextmanager
def served(server):
    """The server, at work while the block runs."""
    with server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()


def newsroom():
    """The site, while the block runs."""
    return served(Newsroom())
