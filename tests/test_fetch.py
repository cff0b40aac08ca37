"""From a site's feeds to files in dated folders; the second run finds everything as it was."""

from __future__ import annotations

import datetime as dt
import json
import re
from pathlib import Path
from types import SimpleNamespace

import pytest
from typer.testing import CliRunner

from brief import __version__, cli
from brief.config import Settings
from brief.entries import Entry, Stray, each_once, file_stem, normal, read_entries
from brief.errors import ConfigError
from brief.fetch import Failure, Fetched, Saved, fetch
from brief.formats import Refused
from brief.subscription import Subscription
from tests.newsroom import Sent, newsroom

ROOT = Path(__file__).parents[1]
TODAY = dt.date(2026, 11, 24)


@pytest.fixture(autouse=True)
def project(tmp_path, monkeypatch):
    """An empty working directory."""
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def site():
    """A news site with two articles, one in the feed with a date and one without."""
    with newsroom() as site:
        site.pages["/rss"] = site.feed(site.item("/talks.html"), site.item("/deal", None, "Deal"))
        site.pages["/talks.html"] = Sent("<p>Talks</p>", etag='"1"')
        site.pages["/deal"] = Sent("<p>Deal</p>")
        yield site


def run(*feeds, today=TODAY, date=None, told=None, **options):
    """What a run fetches from these feeds."""
    table = {"feeds": feeds, "allow_private": True, "delay": 0, "timeout": 20, **options}
    return fetch(Settings(fetch=table, date=date), today, told)


def files():
    """Content of every file in the folder of the articles, by the beginning of its path."""
    return {
        path.as_posix().replace("seeds/", "").rpartition("-")[0] + path.suffix: path.read_bytes()
        for path in sorted(Path("seeds").rglob("*.*"))
    }


BOTH = {"2026-11-23/127-0-0-1-talks.html": b"<p>Talks</p>", "2026-11-24/127-0-0-1-deal.html": b"<p>Deal</p>"}


def test_articles_lie_in_the_folder_of_their_day(site):
    """The day is the one that the feed states, else that of the run; each page is as it was sent."""
    fetched = run(f"{site.url}/rss")
    assert files() == BOTH
    paths = [path.as_posix() for path in sorted(Path("seeds").rglob("*.html"))]
    talks = Saved(paths[0], f"{site.url}/talks.html", "Talks", "2026-11-23")
    deal = Saved(paths[1], f"{site.url}/deal", "Deal", "2026-11-24")
    assert fetched == Fetched((talks, deal), 0, ())


def test_second_run_writes_nothing(site):
    """On another day too: what can tell that it is unchanged is asked, the rest is not.

    Without the state folder the files themselves tell what is here, whatever the day.
    """
    site.pages["/rss"].etag = '"feed"'
    run(f"{site.url}/rss")
    for asked in ({"/rss": '"feed"', "/talks.html": '"1"'}, {"/rss": None}):
        site.asked.clear()
        assert run(f"{site.url}/rss", today=dt.date(2026, 11, 25)) == Fetched((), 2, ())
        assert files() == BOTH
        assert site.asked == ["/robots.txt", *asked]
        shown = [headers.get("If-None-Match") for headers in site.headers[-len(asked) :]]
        assert shown == list(asked.values())
        Path(".brief/fetch.sqlite").rename("elsewhere")


def test_changed_page_replaces_its_file(site):
    """It stays in the folder of its first day, whether its own mark or the feed says that it changed.

    One that the user threw out does not come back with the next run, even if it changes.
    """
    run(f"{site.url}/rss")
    site.pages["/talks.html"] = Sent("<p>More talks</p>", etag='"2"')
    site.pages["/deal"] = Sent("<p>No deal</p>")
    deal = site.item("/deal", "Wed, 25 Nov 2026 08:00:00 GMT")
    site.pages["/rss"] = site.feed(site.item("/talks.html"), deal)
    fetched = run(f"{site.url}/rss", today=dt.date(2026, 11, 25))
    assert [item.date for item in fetched.written] == ["2026-11-23", "2026-11-24"]
    assert files() == {
        "2026-11-23/127-0-0-1-talks.html": b"<p>More talks</p>",
        "2026-11-24/127-0-0-1-deal.html": b"<p>No deal</p>",
    }
    for path in Path("seeds").rglob("*.html"):
        path.unlink()
    site.pages["/talks.html"] = Sent("<p>No talks</p>", etag='"3"')
    assert run(f"{site.url}/rss") == Fetched((), 2, ())
    assert files() == {}


def test_article_that_failed_is_tried_again(site):
    """Although the feed has not changed since, and is not sent again."""
    site.pages["/rss"].etag = '"feed"'
    deal = site.pages.pop("/deal")
    first = run(f"{site.url}/rss")
    assert first.failures == (Failure(f"{site.url}/deal", "the server answers 404"),)
    assert [item.title for item in first.written] == ["Talks"]
    site.pages["/deal"] = deal
    second = run(f"{site.url}/rss")
    assert ([item.title for item in second.written], second.unchanged, second.failures) == (["Deal"], 1, ())


def test_a_failure_does_not_stop_the_others(site):
    """Each is listed with its reason, in order of address: feeds, entries, and addresses that are listed."""
    site.pages |= {
        "/broken": Sent("<rss", "text/xml"),
        "/page": Sent("<html><body>Gone</body></html>"),
        "/large": Sent("x" * 5000),
        "/bad.xml": Sent(f"<rss><channel><item><title>A & B</title><link>{site.url}/talks.html</link>"),
        "/lone": site.feed("<item><title>Talks</title></item>", site.item("/picture")),
        "/picture": Sent(b"\x89PNG", "image/png"),
    }
    feeds = [f"{site.url}/{name}" for name in "page none large broken bad.xml lone rss".split()]
    fetched = run(*feeds, max_bytes=2000, urls=["http://a:b@a.example/"])
    assert {item.url.removeprefix(site.url): item.reason for item in fetched.failures} == {
        "/broken": "not a feed (RSS, Atom)",
        "/large": "too large: the limit is 2,000 bytes",
        "/none": "the server answers 404",
        "/page": "not a feed (RSS, Atom)",
        "/picture": "image/png is no article",
        "Talks": f"the entry gives no address of its article ({site.url}/lone)",
        "http://a:b@a.example/": "the address holds a user name or password, which would end up in reports",
    }
    assert list(fetched.failures) == sorted(fetched.failures, key=lambda item: item.url)
    assert files() == BOTH


def test_redirect_to_a_private_address_is_not_followed(site, monkeypatch):
    """A public site cannot send the visitor to this machine or its network."""
    monkeypatch.setattr("brief.web.is_public", lambda address: address == "127.0.0.1")
    site.pages["/deal"] = Sent(status=302, headers={"Location": "http://169.254.169.254/latest/meta-data"})
    fetched = run(f"{site.url}/rss", allow_private=False)
    (failure,) = fetched.failures
    assert failure.url == f"{site.url}/deal"
    assert "169.254.169.254 is at 169.254.169.254, which is no public address" in failure.reason
    assert len(fetched.written) == 1


def test_entries_of_one_address_are_one_article(site):
    """Twice in a feed, in two feeds or with other campaign marks, it is asked for once."""
    site.pages["/rss"] = site.feed(site.item("/deal?utm_source=a"), site.item("/deal#top"))
    site.pages["/other"] = site.feed(site.item("/deal?utm_source=b"))
    assert len(run(f"{site.url}/rss", f"{site.url}/other", f"{site.url}/rss").written) == 1
    assert sorted(site.asked) == ["/deal", "/other", "/robots.txt", "/rss"]


def test_addresses_that_lead_to_one_page_are_one_file(site):
    """The file is named after the page, not after the way to it."""
    site.pages["/rss"] = site.feed(site.item("/go?id=1"), site.item("/deal"))
    site.pages["/go?id=1"] = Sent(status=302, headers={"Location": "/deal"})
    assert len(run(f"{site.url}/rss").written) == 1
    assert set(files()) == {"2026-11-23/127-0-0-1-deal.html"}
    assert run(f"{site.url}/rss") == Fetched((), 2, ())


def test_listed_page_is_asked_for_at_every_run(site):
    """The user wants to know of its changes, though the server cannot tell of them."""
    assert len(run(urls=[f"{site.url}/deal"]).written) == 1
    assert run(urls=[f"{site.url}/deal"]) == Fetched((), 1, ())
    site.pages["/deal"] = Sent("<p>No deal</p>")
    assert len(run(urls=[f"{site.url}/deal"], today=dt.date(2026, 11, 25)).written) == 1
    assert files() == {"2026-11-24/127-0-0-1-deal.html": b"<p>No deal</p>"}


@pytest.mark.parametrize(
    ("body", "kind", "suffix", "kept"),
    [
        ("Ёж".encode("cp1251"), "text/html; charset=windows-1251", ".html", b"\xef\xbb\xbf" + "Ёж".encode()),
        ("Ёж".encode(), "text/html; charset=windows-1251", ".html", "Ёж".encode()),
        ("Ёж".encode("cp1251"), "application/xhtml+xml", ".html", "Ёж".encode("cp1251")),
        (b"\xff", "text/plain; charset=klingon", ".txt", b"\xff"),
        (b"%PDF-1.7 \xff", "application/pdf; charset=latin-1", ".pdf", b"%PDF-1.7 \xff"),
    ],
)
def test_kind_and_encoding_that_only_the_server_states_are_kept(site, body, kind, suffix, kept):
    """By suffix; a page whose bytes alone do not tell their encoding is kept as UTF-8 with its mark."""
    site.pages["/deal"] = Sent(body, kind)
    (saved,) = run(urls=[f"{site.url}/deal"]).written
    assert Path(saved.path).suffix == suffix
    assert list(files().values()) == [kept]


def test_long_feed_is_read_from_the_top(site):
    """Entries beyond the limit are left out, and that is told."""
    notes: list[str] = []
    told = SimpleNamespace(note=notes.append)
    assert len(run(f"{site.url}/rss", entries=1, told=told).written) == 1
    assert notes == [f"{site.url}/rss: 2 entries, the first 1 are fetched"]


@pytest.mark.parametrize("table", [None, {}, {"delay": 2}])
def test_nothing_to_fetch_is_a_configuration_error(table):
    """The error says what to write."""
    with pytest.raises(ConfigError, match=r"(?s)brief\.toml.*\[fetch\]\nfeeds = \[\"https://"):
        fetch(Settings(fetch=table), TODAY)


def test_options_are_documented():
    """The guide names every key of the table with its default and its meaning."""
    page = (ROOT / "docs/fetch.md").read_text("utf-8")
    rows = re.findall(r"^\| `(\w+)` \| `(.+)` \| (.+) \|$", page, re.MULTILINE)
    defaults = json.loads(Subscription().model_dump_json())
    assert rows == [
        (name, json.dumps(defaults[name]).replace(__version__, "<version>"), field.description)
        for name, field in Subscription.model_fields.items()
    ]


def brief(site, *arguments, more=""):
    """What `brief fetch` does with the site's feed, and with more lines in the table."""
    table = f'[fetch]\nfeeds = ["{site.url}/rss"]\ndelay = 0\nallow_private = true\n{more}'
    Path("brief.toml").write_text(table)
    return CliRunner().invoke(cli.app, ["fetch", *arguments])


def test_paths_are_the_output(site):
    """New files are on stdout, one a line; what else happened is on stderr, and a failure is a finding."""
    result = brief(site, "--date", "2026-11-24", more=f'urls = ["{site.url}/none"]')
    assert result.exit_code == 1
    assert result.stdout.splitlines() == [path.as_posix() for path in sorted(Path("seeds").rglob("*.html"))]
    assert files() == BOTH
    assert result.stderr == (
        f"brief: failed {site.url}/none: the server answers 404\n"
        "brief: articles: 2 new or changed, 0 as before; failures: 1\n"
    )


def test_report_for_programs(site):
    """It has a version; without a date an article that has none lies in the folder of the clock's day."""
    before = dt.datetime.now().astimezone().date()
    result = brief(site, "--json")
    days = {before.isoformat(), dt.datetime.now().astimezone().date().isoformat()}
    report = json.loads(result.stdout)
    assert (result.exit_code, report["version"], report["unchanged"], report["failures"]) == (0, 1, 0, [])
    assert [item["title"] for item in report["written"]] == ["Talks", "Deal"]
    assert report["written"][1]["date"] in days


FEED = "https://news.example/rss.xml"


def rss(items: str) -> bytes:
    return f'<?xml version="1.0"?><rss version="2.0"><channel>{items}</channel></rss>'.encode()


def test_entries_of_a_feed():
    """Address, title, the day of publication as the feed words it, and the time of the last change.

    A bare ampersand and missing ends do not cost the entries. One without a usable address is a stray, told
    by its title or its link, with the reason.
    """
    stamp = "Tue, 24 Nov 2026 00:30:00 +0200"
    item = f"<title> Talks\n in Oslo</title><link>/a?utm_source=rss#x</link><pubDate>{stamp}</pubDate>"
    talks = Entry("https://news.example/a", "Talks in Oslo", "2026-11-24", stamp=stamp)
    assert read_entries(rss(f"<item>{item}</item>"), FEED) == (talks,)
    atom = b"""<feed xmlns="http://www.w3.org/2005/Atom"><title>News</title><entry><title>Talks</title>
    <link href="https://other.example/a"/><published>2026-11-20T10:00:00Z</published>
    <updated>2026-11-23T10:00:00Z</updated></entry></feed>"""
    other = Entry("https://other.example/a", "Talks", "2026-11-20", stamp="2026-11-23T10:00:00Z")
    assert read_entries(atom, FEED) == (other,)
    broken = b"<rss><channel><item><title>War & peace</title><link>https://news.example/a</link>"
    assert read_entries(broken, FEED) == (Entry("https://news.example/a", "War & peace"),)
    items = "<item><title>Talks</title></item><item><link>javascript:alert(1)</link></item>"
    assert read_entries(rss(items), FEED) == (
        Stray("Talks", "the entry gives no address of its article"),
        Stray("javascript:alert(1)", "addresses are asked for by http and https, not by javascript"),
    )


@pytest.mark.parametrize("data", [b"", b"\0\xff", b"<html><body>Not found</body></html>", __file__.encode()])
def test_what_is_no_feed_is_refused(data):
    """Neither an error page nor rubbish passes for a feed, nor is the name of a file looked up."""
    assert read_entries(data, FEED) == Refused("not a feed (RSS, Atom)")
    assert read_entries(rss("<title>News</title>"), FEED) == ()


def test_external_entities_are_not_read(tmp_path):
    """What a feed says cannot pull a file of this machine into an entry."""
    secret = tmp_path / "secret.txt"
    secret.write_text("hunter2")
    data = (
        f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY x SYSTEM "{secret.as_uri()}">]><rss version="2.0">'
        "<channel><item><title>&x;</title><link>https://news.example/a</link></item></channel></rss>"
    )
    entries = read_entries(data.encode(), FEED)
    assert "hunter2" not in str(entries)
    assert "https://news.example/a" in str(entries)


def test_each_address_is_kept_once():
    """What the user listed comes first, then what has a date."""
    listed = Entry("https://a.example/", listed=True)
    undated, dated = Entry("https://b.example/"), Entry("https://b.example/", date="2026-11-23")
    again = Entry("https://a.example/", date="2026-11-23")
    assert each_once([listed, undated, again, dated]) == (listed, dated)


@pytest.mark.parametrize(
    ("url", "same"),
    [
        ("HTTPS://News.Example:443/a?utm_source=rss&id=7#top", "https://news.example/a?id=7"),
        ("http://news.example", "http://news.example/"),
        ("http://news.example:8080/a", "http://news.example:8080/a"),
        ("http://[::1]:80/a", "http://[::1]/a"),
        ("https://news.example/a b/\u00e9?q=x y", "https://news.example/a%20b/%C3%A9?q=x%20y"),
        ("https://news.example/a%20b?q=1&q=2&empty=", "https://news.example/a%20b?q=1&q=2&empty="),
        ("https://news.example/a?fbclid=1&empty=", "https://news.example/a?empty="),
    ],
)
def test_one_form_for_each_page(url, same):
    """What does not decide which page is sent is no part of the address; the rest stays as it is."""
    assert normal(url) == same
    assert normal(same) == same


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("file:///etc/passwd", "not by file"),
        ("ftp://news.example/a", "not by ftp"),
        ("/a", "not by nothing"),
        ("http:///a", "names no host"),
        ("https://me:secret@news.example/a", "user name or password"),
        ("http://news.example:99999/a", "Port out of range"),
        ("http://[::1/a", "Invalid IPv6"),
    ],
)
def test_address_that_is_not_asked_for(url, reason):
    """Another scheme, no host, a password or no address at all is a ValueError that says so."""
    with pytest.raises(ValueError, match=reason) as caught:
        normal(url)
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    ("url", "stem"),
    [
        ("https://www.news.example/world/talks-in-oslo.html", "news-example-talks-in-oslo-e72dbdc2"),
        ("https://news.example/?id=7", "news-example-4e25f51c"),
        ("https://news.example/%D0%BA%D0%B8%D1%97%D0%B2", "news-example-09e25594"),
        ("https://news.example/..%2F..%2Fetc", "news-example-etc-86353919"),
    ],
)
def test_file_name_of_a_page(url, stem):
    """The name holds the host and the last words of the path, and nothing that a file name cannot.

    Addresses that differ in the query alone, or after the longest name, have names of their own.
    """
    assert file_stem(url) == stem
    long = f"https://news.example/{'talks-' * 40}"
    stems = {file_stem(url) for url in (long, long + "?page=2", long + "x")}
    assert len(stems) == 3
    assert max(map(len, stems)) == 80
