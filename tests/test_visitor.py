"""A visitor keeps to robots.txt, waits its turn, and judges every redirect anew."""

from __future__ import annotations

import asyncio

import pytest

from brief.subscription import Subscription
from brief.visitor import Page, Visit, Visitor
from brief.web import Answer, Failed

SITE = "https://news.example"
NONE = Answer(404, {})


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
    """Marks of change, media type and encoding come with the page."""
    sites.answers[f"{SITE}/a"] = page(
        etag='"1"', last_modified="Mon", content_type='Text/HTML; Charset="windows-1251"'
    )
    visit = Visit(f"{SITE}/a", '"1"', "Mon")
    assert sites.visit(f"{SITE}/a") == [Page(visit, b"page", "text/html", "windows-1251")]
    assert sites.asked == [f"{SITE}/robots.txt", f"{SITE}/a"]


def test_known_page_is_asked_for_conditionally(sites):
    """Its marks are shown to the address that gave them alone; 304 means that nothing has changed."""
    sites.answers |= {f"{SITE}/a": moved("/b"), f"{SITE}/b": Answer(304, {})}
    assert sites.visit(f"{SITE}/a", known=Visit(f"{SITE}/b", '"1"', "Mon")) == [None]
    assert sites.headers[1:] == [{}, {"If-None-Match": '"1"', "If-Modified-Since": "Mon"}]


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_redirects_are_followed(sites, status):
    """The page counts as that of its last address."""
    sites.answers |= {
        f"{SITE}/a": moved("//other.example/b?utm_source=x", status),
        "https://other.example/b": page(),
    }
    assert sites.visit(f"{SITE}/a") == [Page(Visit("https://other.example/b"), b"page")]


@pytest.mark.parametrize(
    ("target", "reason"),
    [
        ("file:///etc/passwd", "redirect: addresses are asked for by http and https, not by file"),
        ("https://me:secret@news.example/", "redirect: the address holds a user name or password, which"),
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
        (
            moved("file:///a"),
            Failed("robots.txt: redirect: addresses are asked for by http and https, not by file"),
        ),
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
    assert sorted(url for url in sites.asked if url.endswith("robots.txt")) == [
        f"{SITE}/robots.txt",
        f"{SITE}:8443/robots.txt",
    ]


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
