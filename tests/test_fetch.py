"""From a site's feeds to files in dated folders; the second run finds everything as it was."""

from __future__ import annotations

import datetime as dt
import json
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from brief import __version__, cli
from brief.config import Settings
from brief.errors import ConfigError
from brief.fetch import Failure, Fetched, Saved, fetch
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


BOTH = {
    "2026-11-23/127-0-0-1-talks.html": b"<p>Talks</p>",
    "2026-11-24/127-0-0-1-deal.html": b"<p>Deal</p>",
}


def test_articles_lie_in_the_folder_of_their_day(site):
    """The day is the one that the feed states, else that of the run; each page is as it was sent."""
    fetched = run(f"{site.url}/rss")
    assert files() == BOTH
    paths = [path.as_posix() for path in sorted(Path("seeds").rglob("*.html"))]
    talks = Saved(paths[0], f"{site.url}/talks.html", "Talks", "2026-11-23")
    deal = Saved(paths[1], f"{site.url}/deal", "Deal", "2026-11-24")
    assert fetched == Fetched((talks, deal), 0, ())


def test_second_run_writes_nothing(site):
    """On another day too: what can tell that it is unchanged is asked, the rest is not."""
    site.pages["/rss"].etag = '"feed"'
    run(f"{site.url}/rss")
    site.asked.clear()
    assert run(f"{site.url}/rss", today=dt.date(2026, 11, 25)) == Fetched((), 2, ())
    assert files() == BOTH
    assert site.asked == ["/robots.txt", "/rss", "/talks.html"]
    assert [headers.get("If-None-Match") for headers in site.headers[-2:]] == ['"feed"', '"1"']


def test_changed_page_replaces_its_file(site):
    """It stays in the folder of its first day, whether its own mark or the feed says that it changed."""
    run(f"{site.url}/rss")
    site.pages["/talks.html"] = Sent("<p>More talks</p>", etag='"2"')
    site.pages["/deal"] = Sent("<p>No deal</p>")
    site.pages["/rss"] = site.feed(
        site.item("/talks.html"), site.item("/deal", "Wed, 25 Nov 2026 08:00:00 GMT")
    )
    fetched = run(f"{site.url}/rss", today=dt.date(2026, 11, 25))
    assert [item.date for item in fetched.written] == ["2026-11-23", "2026-11-24"]
    assert files() == {
        "2026-11-23/127-0-0-1-talks.html": b"<p>More talks</p>",
        "2026-11-24/127-0-0-1-deal.html": b"<p>No deal</p>",
    }


def test_run_goes_on_where_the_memory_was_not_kept(site):
    """Without the state folder the files themselves tell what is here, whatever the day."""
    run(f"{site.url}/rss")
    Path(".brief/fetch.sqlite").rename("elsewhere")
    site.asked.clear()
    assert run(f"{site.url}/rss", today=dt.date(2026, 11, 25)) == Fetched((), 2, ())
    assert site.asked == ["/robots.txt", "/rss"]


def test_removed_file_stays_away(site):
    """An article that the user threw out does not come back with the next run, even if it changes."""
    run(f"{site.url}/rss")
    for path in Path("seeds").rglob("*.html"):
        path.unlink()
    site.pages["/talks.html"] = Sent("<p>More talks</p>", etag='"2"')
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
    names = ["page", "none", "large", "broken", "bad.xml", "lone", "rss"]
    feeds = [f"{site.url}/{name}" for name in names]
    fetched = run(*feeds, max_bytes=2000, urls=["http://a:b@news.example/"])
    assert {item.url.removeprefix(site.url): item.reason for item in fetched.failures} == {
        "/broken": "not a feed (RSS, Atom)",
        "/large": "too large: the limit is 2,000 bytes",
        "/none": "the server answers 404",
        "/page": "not a feed (RSS, Atom)",
        "/picture": "image/png is no article",
        "Talks": f"the entry gives no address of its article ({site.url}/lone)",
        "http://a:b@news.example/": (
            "the address holds a user name or password, which would end up in reports"
        ),
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

    class Told:
        notes: list[str] = []  # noqa: RUF012

        def note(self, text):
            """Keep it."""
            self.notes.append(text)

    assert len(run(f"{site.url}/rss", entries=1, told=Told()).written) == 1
    assert Told.notes == [f"{site.url}/rss: 2 entries, the first 1 are fetched"]


@pytest.mark.parametrize("table", [None, {}, {"delay": 2}])
def test_nothing_to_fetch_is_a_configuration_error(table):
    """The error says what to write."""
    with pytest.raises(ConfigError, match=r"(?s)brief\.toml.*\[fetch\]\nfeeds = \[\"https://"):
        fetch(Settings(fetch=table), TODAY)


def test_options_are_documented():
    """The guide names every key of the table with its default and its meaning."""
    rows = re.findall(
        r"^\| `(\w+)` \| `(.+)` \| (.+) \|$", (ROOT / "docs/fetch.md").read_text("utf-8"), re.MULTILINE
    )
    defaults = json.loads(Subscription().model_dump_json())
    assert rows == [
        (name, json.dumps(defaults[name]).replace(__version__, "<version>"), field.description)
        for name, field in Subscription.model_fields.items()
    ]


def configure(site, *more):
    """Write a brief.toml that names the site's feed."""
    table = [f'feeds = ["{site.url}/rss"]', "delay = 0", "allow_private = true", *more]
    Path("brief.toml").write_text("\n".join(["[fetch]", *table]))


def brief(*arguments):
    return CliRunner().invoke(cli.app, ["fetch", *arguments])


def test_paths_are_the_output(site):
    """New files are on stdout, one a line; what else happened is on stderr, and a failure is a finding."""
    configure(site, f'urls = ["{site.url}/none"]')
    result = brief("--date", "2026-11-24")
    assert result.exit_code == 1
    assert result.stdout.splitlines() == [path.as_posix() for path in sorted(Path("seeds").rglob("*.html"))]
    assert files() == BOTH
    assert result.stderr == (
        f"brief: failed {site.url}/none: the server answers 404\n"
        "brief: articles: 2 new or changed, 0 as before; failures: 1\n"
    )


def test_report_for_programs(site):
    """It has a version; without a date an article that has none lies in the folder of the clock's day."""
    configure(site)
    before = dt.datetime.now().astimezone().date()
    result = brief("--json")
    days = {before.isoformat(), dt.datetime.now().astimezone().date().isoformat()}
    report = json.loads(result.stdout)
    assert (result.exit_code, report["version"], report["unchanged"], report["failures"]) == (0, 1, 0, [])
    assert [item["title"] for item in report["written"]] == ["Talks", "Deal"]
    assert report["written"][1]["date"] in days
