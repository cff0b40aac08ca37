"""Every request is bounded: in where it goes, how long it takes, and how much it brings."""

from __future__ import annotations

import asyncio
import gzip

import httpx2
import pytest

from brief.subscription import Subscription
from brief.web import Answer, Failed, Web
from tests.newsroom import Sent, newsroom

OPTIONS = Subscription(allow_private=True, timeout=20.0, max_bytes=1000)


@pytest.fixture
def site():
    """A news site on loopback."""
    with newsroom() as site:
        yield site


def ask(url, options=OPTIONS, headers=None, **parts):
    """The answer to one request."""

    async def asked():
        web = Web(options, **parts)
        try:
            return await web.ask(url, headers or {})
        finally:
            await web.close()

    return asyncio.run(asked())


class Network(httpx2.AsyncBaseTransport):
    """Notes each request instead of sending it; the addresses in `dead` cannot be reached."""

    def __init__(self, *dead):
        self.requests = []
        self.dead = dead

    async def handle_async_request(self, request):
        self.requests.append(request)
        if request.url.host in self.dead:
            raise httpx2.ConnectError("dead", request=request)
        return httpx2.Response(200, headers={"Set-Cookie": "id=7"}, content=b"page")


def at(*answers):
    """A resolver that gives each of these in turn."""
    left = list(answers)

    async def resolve(host, port):
        return left.pop(0)

    return resolve


def test_request_says_who_asks(site):
    """The name of the visitor, its own headers and the encodings that it reads are sent; no cookie is."""
    site.pages["/a"] = Sent("page", headers={"X-Served-By": "us"})
    answer = ask(
        f"{site.url}/a", Subscription(allow_private=True, user_agent="reader/1"), {"If-None-Match": "x"}
    )
    assert answer.status == 200
    assert (answer.body, answer.headers["x-served-by"]) == (b"page", "us")
    (sent,) = site.headers
    assert (sent["User-Agent"], sent["If-None-Match"]) == ("reader/1", "x")
    assert (sent["Accept-Encoding"], sent["Host"]) == ("gzip, deflate", site.url.removeprefix("http://"))


def test_connection_goes_to_the_address_that_was_checked():
    """A name that is looked up again to another address leads nowhere else: it is looked up once."""
    network = Network()
    answer = ask(
        "https://news.example/a?b=1",
        Subscription(),
        resolve=at(["8.8.8.8"], ["127.0.0.1"]),
        transport=network,
    )
    assert answer == Answer(200, answer.headers, b"page")
    (request,) = network.requests
    assert str(request.url) == "https://8.8.8.8/a?b=1"
    assert request.headers["Host"] == "news.example"
    assert request.extensions["sni_hostname"] == "news.example"


def test_addresses_that_are_not_public_are_left_out():
    """Of a host's addresses only public ones are connected to, one after the other until one answers."""
    network = Network("8.8.8.8")
    addresses = at(["127.0.0.1", "8.8.8.8", "::ffff:10.0.0.1", "2606:4700::1111"])
    ask("http://news.example:8080/", Subscription(), resolve=addresses, transport=network)
    assert [str(request.url) for request in network.requests] == [
        "http://8.8.8.8:8080/",
        "http://[2606:4700::1111]:8080/",
    ]
    assert [request.headers["Host"] for request in network.requests] == ["news.example:8080"] * 2


@pytest.mark.parametrize(
    "url",
    ["http://127.0.0.1:{}/", "http://localhost:{}/", "http://2130706433:{}/", "http://[::ffff:7f00:1]:{}/"],
)
def test_host_at_no_public_address_is_refused(site, url):
    """However this machine is spelt, it is not asked, unless that is allowed."""
    failed = ask(url.format(site.server_address[1]), Subscription())
    assert isinstance(failed, Failed)
    assert "which is no public address; set allow_private if that is meant" in failed.reason
    assert site.asked == []


def test_cookies_are_not_kept():
    """Hosts that share an address would see each other's cookies."""
    network = Network()

    async def twice():
        web = Web(Subscription(), resolve=at(["8.8.8.8"], ["8.8.8.8"]), transport=network)
        for host in ("a", "b"):
            await web.ask(f"https://{host}.example/", {})
        await web.close()

    asyncio.run(twice())
    assert [request.headers.get("Cookie") for request in network.requests] == [None, None]


def test_unknown_host_and_closed_port_are_failures():
    """What cannot be resolved or reached gives a reason, not an exception."""

    async def unknown(host, port):
        raise OSError("Name or service not known")

    assert ask("http://news.example/", resolve=unknown) == Failed("no answer: Name or service not known")
    assert ask("http://news.example/", resolve=at([])) == Failed("no answer: the host has no address")
    with newsroom() as site:
        gone = site.url
    assert ask(gone).reason.startswith("no answer: ")


@pytest.mark.parametrize(
    ("sent", "reason"),
    [
        (Sent("x" * 1001), "too large: the limit is 1,000 bytes"),
        (
            Sent(gzip.compress(bytes(10_000_000)), headers={"Content-Encoding": "gzip"}),
            "too large: the limit is 1,000 bytes",
        ),
        (Sent("x", headers={"Content-Encoding": "br"}), "packed as 'br', which was not asked for"),
        (Sent("x", headers={"Content-Encoding": "gzip, gzip"}), "packed as 'gzip, gzip', which was not"),
        (Sent("no gzip", headers={"Content-Encoding": "gzip"}), "no answer: Error -3"),
    ],
)
def test_answer_that_is_too_large_or_badly_packed(site, sent, reason):
    """Bytes are counted as they are unpacked, so that a bomb does not go off."""
    site.pages["/a"] = sent
    assert ask(f"{site.url}/a").reason.startswith(reason)


def test_packed_page_is_unpacked(site):
    """A page in gzip comes out as it was."""
    site.pages["/a"] = Sent(gzip.compress(b"page"), headers={"Content-Encoding": "gzip"})
    assert ask(f"{site.url}/a").body == b"page"


def test_body_that_never_ends_is_cut_off(site):
    """The limit is on the whole answer, by the clock: a server cannot hold the run."""
    site.pages["/a"] = Sent("begun", hold=True)
    options = Subscription(allow_private=True, timeout=0.2)
    assert ask(f"{site.url}/a", options) == Failed("no whole answer within 0.2 s")


def test_drip_in_the_headers_is_cut_off(site):
    """Bytes that keep coming, each in time, do not stretch the limit."""
    site.pages["/a"] = Sent(drip=True)
    options = Subscription(allow_private=True, timeout=0.2)
    assert ask(f"{site.url}/a", options) == Failed("no whole answer within 0.2 s")


def test_body_of_another_status_is_not_read(site):
    """An error page is of no use, whatever its size."""
    site.pages["/a"] = Sent("x" * 5000, status=500)
    answer = ask(f"{site.url}/a")
    assert (answer.status, answer.body) == (500, b"")
