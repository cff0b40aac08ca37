"""Feeds: a document an entry."""

from __future__ import annotations

from brief.feeds import read_feed
from brief.formats import Content, Refused
from brief.html import read_html
from tests.samples import ENTRY, FIRST, SECOND, TITLE, feed


def entries(data):
    parts = read_feed(data, read_html)
    assert isinstance(parts, tuple)
    assert [part.name for part in parts] == [str(number) for number in range(1, len(parts) + 1)]
    return [part.item for part in parts]


def test_an_entry_states_its_facts():
    """Title, day, address and feed of an entry are those of its document."""
    (content,) = entries(feed(ENTRY))
    assert isinstance(content, Content)
    assert [content.text[slice(*block)] for block in content.blocks] == [TITLE, FIRST, SECOND]
    assert (content.title, content.outlet, content.date, content.url) == (
        (0, len(TITLE)),
        "Asia Daily",
        "2023-12-10",
        "https://asia.example/talks",
    )


def test_atom_is_read_too():
    """The whole content of an entry counts for more than its summary."""
    (content,) = entries(
        b'<feed xmlns="http://www.w3.org/2005/Atom"><title>Daily</title><entry><title>Talks</title>'
        b"<updated>2023-12-10T09:30:00Z</updated><summary>Short.</summary>"
        b'<content type="html">&lt;p&gt;They met in Rome.&lt;/p&gt;</content></entry></feed>'
    )
    assert isinstance(content, Content)
    assert content.text.split("\n\n") == ["Talks", "They met in Rome."]
    assert (content.outlet, content.date) == ("Daily", "2023-12-10")


def test_text_is_read_where_the_page_is_refused():
    """An entry that the reader of pages refuses is read as its bare words."""
    parts = read_feed(feed(ENTRY), lambda _: Refused("no"))
    assert isinstance(parts, tuple)
    content = parts[0].item
    assert isinstance(content, Content)
    assert [content.text[slice(*block)] for block in content.blocks] == [TITLE, FIRST, SECOND]


def test_what_is_no_article_has_its_reason():
    """An entry without text is named; other XML and an empty feed are refused."""
    assert entries(feed("<title>Talks</title>")) == [Refused("an entry without text: Talks")]
    assert read_feed(feed(), read_html) == Refused("a feed without entries")
    assert read_feed(b"<?xml version='1.0'?><a/>", read_html) == Refused("XML that is no feed (RSS, Atom)")


def test_an_address_in_place_of_a_feed_is_not_fetched():
    """Bytes that read as an address are no feed, and nothing is reached for."""
    assert read_feed(b"http://127.0.0.1:9/feed", read_html) == Refused("XML that is no feed (RSS, Atom)")


def test_entities_do_not_blow_up():
    """Entities that stand for ever more of each other are refused or stay small."""
    nested = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    bomb = f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY e0 "ha">{nested}]>'
    bomb += "<rss version='2.0'><channel><item><title>&e9;</title></item></channel></rss>"
    parts = read_feed(bomb.encode(), read_html)
    assert len(repr(parts)) < 10_000


def test_the_facts_of_an_entry_come_from_the_feed():
    """Authors and the language of the feed are facts too, each with its origin; the page's own come after."""
    head = b"<title>Asia Daily</title>"
    entry = feed(f"{ENTRY}<author>news@asia.example (Ann Lee)</author>")
    (content,) = entries(entry.replace(head, head + b"<language>en-gb</language>"))
    assert isinstance(content, Content)
    assert (content.authors, content.language) == (("Ann Lee",), "en-gb")
    assert set(content.origins.values()) == {"feed"}
    assert set(content.origins) == {"title", "outlet", "date", "url", "authors", "language"}


def test_a_bomb_of_elements_is_refused():
    """Elements without end are counted, not parsed; those in the text of an entry do not count."""
    assert read_feed(b"<rss>" + b"<a>" * 10_000, read_html) == Refused(
        "nested too deep; the limit of a feed is 10,000 elements within elements"
    )
    (content,) = entries(
        feed(f"<title>Talks</title><description><![CDATA[{'<br>' * 10_001}{FIRST}]]></description>")
    )
    assert isinstance(content, Content)
    assert content.text.split("\n\n")[:2] == ["Talks", FIRST]
