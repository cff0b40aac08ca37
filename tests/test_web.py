"""Every request is bounded in where it goes, how long it takes and how much it brings, and is polite."""

from __future__ import annotations

import asyncio
import gzip
from unittest.mock import AsyncMock

import httpx2
import pytest

from brief.subscription import Subscription
from brief.visitor import Page, Visit, Visitor
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
    return AsyncMock(side_effect=answers)


def test_request_says_who_asks(site):
    """The name of the visitor, its own headers and the encodings that it reads are sent; no cookie is."""
    site.pages["/a"] = Sent("page", headers={"X-Served-By": "us"})
    options = Subscription(allow_private=True, user_agent="reader/1")
    answer = ask(f"{site.url}/a", options, {"If-None-Match": "x"})
    assert (answer.status, answer.body, answer.headers["x-served-by"]) == (200, b"page", "us")
    (sent,) = site.headers
    assert (sent["User-Agent"], sent["If-None-Match"]) == ("reader/1", "x")
    assert (sent["Accept-Encoding"], sent["Host"]) == ("gzip, deflate", site.url.removeprefix("http://"))


def test_connection_goes_to_the_address_that_was_checked():
    """A name that is looked up again to another address leads nowhere else: it is looked up once."""
    network = Network()
    found = at(["8.8.8.8"], ["127.0.0.1"])
    answer = ask("https://news.example/a?b=1", Subscription(), resolve=found, transport=network)
    assert answer == Answer(200, answer.headers, b"page")
    (request,) = network.requests
    assert str(request.url) == "https://8.8.8.8/a?b=1"
    assert request.headers["Host"] == request.extensions["sni_hostname"] == "news.example"


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
    unknown = AsyncMock(side_effect=OSError("Name or service not known"))
    assert ask("http://news.example/", resolve=unknown) == Failed("no answer: Name or service not known")
    assert ask("http://news.example/", resolve=at([])) == Failed("no answer: the host has no address")
    with newsroom() as site:
        gone = site.url
    assert ask(gone).reason.startswith("no answer: ")


def packed(body, encoding):
    return Sent(body, headers={"Content-Encoding": encoding})


@pytest.mark.parametrize(
    ("sent", "reason"),
    [
        (Sent("x" * 1001), "too large: the limit is 1,000 bytes"),
        (packed(gzip.compress(bytes(10_000_000)), "gzip"), "too large: the limit is 1,000 bytes"),
        (packed("x", "br"), "packed as 'br', which was not asked for"),
        (packed("x", "gzip, gzip"), "packed as 'gzip, gzip', which was not"),
        (packed("no gzip", "gzip"), "no answer: Error -3"),
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


def test_body_is_unpacked_and_that_of_another_status_not_read(site):
    """A page in gzip comes out as it was; an error page is of no use, whatever its size."""
    site.pages |= {"/a": packed(gzip.compress(b"page"), "gzip"), "/b": Sent("x" * 5000, status=500)}
    answers = [ask(f"{site.url}{path}") for path in ("/a", "/b")]
    assert [(answer.status, answer.body) for answer in answers] == [(200, b"page"), (500, b"")]


PUBLIC = "8.8.8.8 1.1.1.1 2606:4700::1111 ::ffff:8.8.8.8 64:ff9b::808:808".split()
PRIVATE = """127.0.0.1 10.0.0.1 172.16.0.1 192.168.1.1 169.254.169.254 100.64.0.1 0.0.0.0 224.0.0.1 240.0.0.1
255.255.255.255 192.0.2.1 198.18.0.1 ::1 :: fe80::1 fe80::1%eth0 fd00:ec2::254 fec0::1 ff0e::1
::ffff:127.0.0.1 ::ffff:169.254.169.254 ::7f00:1 64:ff9b::7f00:1 64:ff9b::a9fe:a9fe 2002:7f00:1::
2001:0:7f00:1:: 2001:db8::1""".split()


@pytest.mark.parametrize("address", [*PUBLIC, *PRIVATE])
def test_which_addresses_are_public(address):
    """Those of the internet, and such as an IPv6 network without IPv4 gives to it.

    Loopback, private, link-local, metadata, shared, multicast and reserved ones are not, in IPv6 as in IPv4.
    """
    assert is_public(address) == (address in PUBLIC)


SITE = "https://news.example"
NONE = Answer(404, {})
BY_FILE = "redirect: addresses are asked for by http and https, not by file"


class Sites:
    """Stands in for the web: answers by address, 404 for all others; notes each request and the pauses."""

    def __init__(self):
        self.answers = {}
        self.asked = []
        self.headers = []
        self.pauses = []
        self.now = 100.0

    async def ask(self, url, headers):
        """Answer, which takes a tenth of a second."""
        self.asked.append(url)
        self.headers.append(headers)
        self.now += 0.1
        return self.answers.get(url, NONE)

    async def sleep(self, seconds):
        """Let time pass."""
        self.pauses.append(round(seconds, 3))
        self.now += seconds

    def visit(self, *urls, known=None, **options):
        """What becomes of these addresses, visited together."""

        async def visited():
            visitor = Visitor(self.ask, Subscription(**options), sleep=self.sleep, clock=lambda: self.now)
            return await asyncio.gather(*(visitor.visit(url, known) for url in urls))

        return asyncio.run(visited())


@pytest.fixture
def sites():
    """A web of nothing."""
    return Sites()


def page(body=b"page", **headers):
    return Answer(200, {name.replace("_", "-"): value for name, value in headers.items()}, body)


def moved(to, status=302):
    return Answer(status, {"location": to})


def test_page_with_what_is_to_be_remembered(sites):
    """Marks of change, media type and encoding come with the page.

    The marks are shown to the address that gave them alone; 304 means that nothing has changed.
    """
    kind = 'Text/HTML; Charset="windows-1251"'
    sites.answers[f"{SITE}/a"] = page(etag='"1"', last_modified="Mon", content_type=kind)
    visit = Visit(f"{SITE}/a", '"1"', "Mon")
    assert sites.visit(f"{SITE}/a") == [Page(visit, b"page", "text/html", "windows-1251")]
    assert sites.asked == [f"{SITE}/robots.txt", f"{SITE}/a"]
    sites.answers |= {f"{SITE}/a": moved("/b"), f"{SITE}/b": Answer(304, {})}
    assert sites.visit(f"{SITE}/a", known=Visit(f"{SITE}/b", '"1"', "Mon")) == [None]
    assert sites.headers[-2:] == [{}, {"If-None-Match": '"1"', "If-Modified-Since": "Mon"}]


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_redirects_are_followed(sites, status):
    """The page counts as that of its last address."""
    there = moved("//other.example/b?utm_source=x", status)
    sites.answers |= {f"{SITE}/a": there, "https://other.example/b": page()}
    assert sites.visit(f"{SITE}/a") == [Page(Visit("https://other.example/b"), b"page")]


@pytest.mark.parametrize(
    ("target", "reason"),
    [
        ("file:///etc/passwd", BY_FILE),
        ("/a", "more than 5 redirects"),
        ("https://shut.example/b", "robots.txt of the site keeps us out"),
    ],
)
def test_redirect_that_leads_nowhere_allowed(sites, target, reason):
    """Scheme, count and the rules of the new site are judged at each step."""
    sites.answers |= {
        f"{SITE}/a": moved(target),
        "https://shut.example/robots.txt": page(b"User-agent: *\nDisallow: /"),
    }
    (failed,) = sites.visit(f"{SITE}/a")
    assert failed.reason.startswith(reason)


RULES = b"""User-agent: *
Disallow: /

User-agent: citebrief
Disallow: /private
Disallow: /*?print=
Allow: /private/open
"""


@pytest.mark.parametrize(
    ("path", "agent", "allowed"),
    [
        ("/a", "citebrief/1", True),
        ("/private/b", "citebrief/1", False),
        ("/private/open/b", "citebrief/1", True),
        ("/a?print=1", "citebrief/1", False),
        ("/a", "reader/2 (mail@news.example)", False),
    ],
)
def test_rules_for_us_count(sites, path, agent, allowed):
    """The group of the visitor's name goes before that for all; wildcards count, as does the longest rule."""
    sites.answers |= {f"{SITE}/robots.txt": page(RULES), f"{SITE}{path}": page()}
    (result,) = sites.visit(SITE + path, user_agent=agent)
    assert isinstance(result, Page) is allowed
    assert (f"{SITE}{path}" in sites.asked) is allowed


@pytest.mark.parametrize(
    ("rules", "result"),
    [
        (NONE, Page(Visit(f"{SITE}/a"), b"page")),
        (Answer(403, {}), Page(Visit(f"{SITE}/a"), b"page")),
        (page(b"\xff\xfe<html>"), Page(Visit(f"{SITE}/a"), b"page")),
        (moved("/rules.txt"), Failed("robots.txt of the site keeps us out")),
        (moved("/robots.txt"), Failed("robots.txt: more than 5 redirects")),
        (moved("file:///a"), Failed(f"robots.txt: {BY_FILE}")),
        (Answer(500, {}), Failed("robots.txt: the server answers 500")),
        (Failed("no answer: dead"), Failed("robots.txt: no answer: dead")),
    ],
)
def test_rules_that_are_missing_or_cannot_be_had(sites, rules, result):
    """Without a robots.txt all is allowed; while it cannot be had, nothing is."""
    sites.answers |= {
        f"{SITE}/robots.txt": rules,
        f"{SITE}/rules.txt": page(b"User-agent: *\nDisallow: /a"),
        f"{SITE}/a": page(),
    }
    assert sites.visit(f"{SITE}/a") == [result]


def test_rules_are_read_once_for_a_site(sites):
    """Pages visited together share them; another port is another site."""
    sites.visit(f"{SITE}/a", f"{SITE}/b", f"{SITE}:8443/c")
    rules = sorted(url for url in sites.asked if url.endswith("robots.txt"))
    assert rules == [f"{SITE}/robots.txt", f"{SITE}:8443/robots.txt"]


@pytest.mark.parametrize(("wished", "pause"), [("0", 1.0), ("7", 7.0), ("0.5", 1.0), ("3600", 30.0)])
def test_host_is_not_hurried(sites, wished, pause):
    """Between two requests to it lies our delay, or a longer one that it asks for, up to half a minute."""
    sites.answers[f"{SITE}/robots.txt"] = page(f"User-agent: *\nCrawl-delay: {wished}".encode())
    sites.visit(f"{SITE}/a", f"{SITE}/b")
    assert sites.pauses == [1.0, pause]


@pytest.mark.parametrize("status", [429, 503])
def test_host_that_asks_for_a_rest_gets_it(sites, status):
    """After one such answer the host is not asked again in this run."""
    sites.answers |= {f"{SITE}/a": Answer(status, {}), f"{SITE}/b": page()}
    assert sites.visit(f"{SITE}/a", f"{SITE}/b") == [
        Failed(f"the server answers {status}"),
        Failed(f"the host asks for a rest ({status}); the next run asks again"),
    ]
    assert f"{SITE}/b" not in sites.asked


def test_host_that_keeps_failing_is_left_alone(sites):
    """After three failures in a row the rest of its pages wait for the next run; any answer ends the row."""
    dead = Failed("no answer: dead")
    sites.answers |= {f"{SITE}/{n}": dead for n in "12567"}
    results = sites.visit(*(f"{SITE}/{n}" for n in "12345678"))
    assert results[:3] == [dead, dead, Failed("the server answers 404")]
    assert results[4:7] == [dead] * 3
    assert results[7] == Failed("the host failed 3 times in a row; the next run asks again")
    assert f"{SITE}/8" not in sites.asked
