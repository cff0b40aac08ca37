"""What a feed says becomes entries, however badly it says it."""

from __future__ import annotations

import pytest

from brief.entries import Entry, Stray, each_once, read_entries
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


@pytest.mark.parametrize("data", [b"", b"\0\xff", b"<html><body>Not found</body></html>", b"plain words"])
def test_what_is_no_feed_is_refused(data):
    """Neither an error page nor rubbish passes for a feed without entries."""
    assert read_entries(data, FEED) == Refused("not a feed (RSS, Atom)")


def test_feed_may_be_empty():
    """A feed without entries is a feed."""
    assert read_entries(rss("<title>News</title>"), FEED) == ()


def test_words_of_a_feed_are_never_taken_for_an_address():
    """A feed that consists of the name of a file is not looked up."""
    assert read_entries(__file__.encode(), FEED) == Refused("not a feed (RSS, Atom)")


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
