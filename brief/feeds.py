"""Feeds (RSS, Atom): a document an entry, numbered from 1 in the feed's own order."""

from __future__ import annotations

import io
import re
from typing import Any

from brief.formats import Content, Part, Refused, rest, stating, titled
from brief.header import find_date, language, names
from brief.html import plain_words, read_markup

MAX_ENTRIES = 2_000  # entries of a feed that are read
MAX_DEPTH = 10_000  # elements within elements; a bomb has more, and costs the parser seconds

# A section that is never closed reaches to the end, so that it is looked through once.
_CDATA = re.compile(rb"<!\[CDATA\[.*?(?:\]\]>|\Z)", re.DOTALL)
_TAG = re.compile(rb"<(?P<end>/?)[A-Za-z][^<>]*>")
_DATES = ("published", "updated", "created")


def read_feed(data: bytes) -> tuple[Part[Content], ...] | Refused:
    """The entries of a feed, each a page of its own; what is refused as a page is read as its bare text."""
    feed = parsed(data)
    if isinstance(feed, Refused):
        return feed
    if not feed.entries:
        return Refused("a feed without entries" if feed.get("version") else "XML that is no feed (RSS, Atom)")
    outlet, tongue = plain_words(feed.feed.get("title")), language(str(feed.feed.get("language") or ""))
    entries = enumerate(feed.entries[:MAX_ENTRIES], 1)
    parts = (Part(str(number), _entry(entry, outlet, tongue)) for number, entry in entries)
    return (*parts, *rest(len(feed.entries) - MAX_ENTRIES, "entries", "a feed", MAX_ENTRIES))


def parsed(data: bytes, **how: Any) -> Any:
    """What feedparser makes of the bytes; Refused for a bomb."""
    depth = deepest = 0
    for tag in _TAG.finditer(_CDATA.sub(b"", data)):
        if tag["end"]:
            depth = max(depth - 1, 0)
        elif not tag[0].endswith(b"/>"):  # those that end in themselves count for nothing
            depth += 1
            deepest = max(deepest, depth)
    if deepest > MAX_DEPTH:
        return Refused(f"nested too deep; the limit of a feed is {MAX_DEPTH:,} elements within elements")
    import feedparser

    # A stream, for a string could be taken for an address and fetched.
    return feedparser.parse(io.BytesIO(data), **how)


def _entry(entry: Any, outlet: str, tongue: str | None) -> Content | Refused:
    title = plain_words(entry.get("title"))
    bodies = [str(item.get("value") or "") for item in entry.get("content") or ()]
    markup = max([*bodies, str(entry.get("summary") or "")], key=len)
    if not markup.strip():
        return Refused(f"an entry without text: {title}" if title else "an entry without text")
    dates = (find_date(str(entry.get(name) or "")) for name in _DATES)
    link = str(entry.get("link") or "")
    source = plain_words((entry.get("source") or {}).get("title"))
    return stating(
        titled(read_markup(markup, title), title, "feed"),
        "feed",
        date=next(filter(None, dates), None),
        outlet=source or outlet,
        url=link if link.startswith(("http://", "https://")) else None,
        authors=names(map(_author, entry.get("authors") or ())),
        language=tongue,
    )


def _author(author: Any) -> str:
    """A name; of "news@asia.example (Ann Lee)" the parser may leave a piece of the address before it."""
    name = str(author.get("name") or "")
    return name.partition("(")[2] if "(" in name and ")" not in name else name
