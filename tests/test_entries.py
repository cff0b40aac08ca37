"""What a feed says becomes entries, however badly it says it; each address has one form and one file name."""

from __future__ import annotations

import pytest

from brief.entries import Entry, Stray, each_once, file_stem, normal, read_entries
from brief.formats import Refused

FEED = "https://news.example/rss.xml"


def rss(items: str) -> bytes:
    return f'<?xml version="1.0"?><rss version="2.0"><channel>{items}</channel></rss>'.encode()


def test_entries_of_rss():
    """Address, title, and the day as the feed words it, whatever day that is in UTC."""
    item = (
        "<item><title> Talks\n in Oslo</title><link>/a?utm_source=rss#x</link>"
        "<pubDate>Tue, 24 Nov 2026 00:30:00 +0200</pubDate></item>"
    )
    assert read_entries(rss(item), FEED) == (
        Entry(
            "https://news.example/a", "Talks in Oslo", "2026-11-24", stamp="Tue, 24 Nov 2026 00:30:00 +0200"
        ),
    )


def test_entries_of_atom():
    """The day is that of publication; the stamp is the time of the last change."""
    feed = b"""<feed xmlns="http://www.w3.org/2005/Atom"><title>News</title><entry><title>Talks</title>
    <link href="https://other.example/a"/><published>2026-11-20T10:00:00Z</published>
    <updated>2026-11-23T10:00:00Z</updated></entry></feed>"""
    assert read_entries(feed, FEED) == (
        Entry("https://other.example/a", "Talks", "2026-11-20", stamp="2026-11-23T10:00:00Z"),
    )


def test_feed_that_is_not_well_formed_is_read_as_far_as_it_goes():
    """A bare ampersand and missing ends do not cost the entries."""
    data = b'<rss version="2.0"><channel><item><title>War & peace</title><link>https://news.example/a</link>'
    assert read_entries(data, FEED) == (Entry("https://news.example/a", "War & peace"),)


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


def test_entry_without_a_usable_address_is_a_stray():
    """It is told by its title or its link, with the reason."""
    items = "<item><title>Talks</title></item><item><link>javascript:alert(1)</link></item>"
    assert read_entries(rss(items), FEED) == (
        Stray("Talks", "the entry gives no address of its article"),
        Stray("javascript:alert(1)", "addresses are asked for by http and https, not by javascript"),
    )


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
    """The name holds the host and the last words of the path, and nothing that a file name cannot."""
    assert file_stem(url) == stem


def test_pages_do_not_share_a_file_name():
    """Addresses that differ in the query alone, or after the longest name, have names of their own."""
    long = f"https://news.example/{'talks-' * 40}"
    stems = {file_stem(url) for url in (long, long + "?page=2", long + "x")}
    assert len(stems) == 3
    assert max(map(len, stems)) == 80
