"""Every request is bounded: in where it goes, how long it takes, and how much it brings."""

from __future__ import annotations

import asyncio
import gzip

import httpx2
import pytest

from brief.subscription import Subscription
from brief.web import Answer, Failed, Web, is_public
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


@pytest.mark.parametrize("sent", [Sent("begun", hold=True), Sent(drip=True)], ids=["body", "headers"])
def test_answer_that_never_ends_is_cut_off(site, sent):
    """The limit is on the whole answer, by the clock: bytes that keep coming do not stretch it."""
    site.pages["/a"] = sent
    options = Subscription(allow_private=True, timeout=0.2)
    assert ask(f"{site.url}/a", options) == Failed("no whole answer within 0.2 s")


@pytest.mark.parametrize(
    ("sent", "body"),
    [
        (Sent(gzip.compress(b"page"), headers={"Content-Encoding": "gzip"}), b"page"),
        (Sent("x" * 5000, status=500), b""),
    ],
)
def test_body_is_unpacked_and_that_of_another_status_not_read(site, sent, body):
    """A page in gzip comes out as it was; an error page is of no use, whatever its size."""
    site.pages["/a"] = sent
    answer = ask(f"{site.url}/a")
    assert (answer.status, answer.body) == (sent.status, body)


@pytest.mark.parametrize(
    "address",
    """127.0.0.1 10.0.0.1 172.16.0.1 192.168.1.1 169.254.169.254 100.64.0.1 0.0.0.0 224.0.0.1 240.0.0.1
    255.255.255.255 192.0.2.1 198.18.0.1 ::1 :: fe80::1 fe80::1%eth0 fd00:ec2::254 fec0::1 ff0e::1
    ::ffff:127.0.0.1 ::ffff:169.254.169.254 ::7f00:1 64:ff9b::7f00:1 64:ff9b::a9fe:a9fe 2002:7f00:1::
    2001:0:7f00:1:: 2001:db8::1""".split(),
)
def test_addresses_that_are_not_public(address):
    """Loopback, private, link-local, metadata, shared, multicast and reserved ones, in IPv6 as in IPv4."""
    assert not is_public(address)


@pytest.mark.parametrize("address", "8.8.8.8 1.1.1.1 2606:4700::1111 ::ffff:8.8.8.8 64:ff9b::808:808".split())
def test_addresses_that_are_public(address):
    """Those of the public internet, and such as an IPv6 network without IPv4 gives to it."""
    assert is_public(address)
