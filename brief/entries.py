"""A feed's bytes become its entries: where each article is, and what the feed says of it."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

from brief.addresses import normal
from brief.formats import Refused
from brief.header import find_date

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True)
class Entry:
    """An article on the web. `url` is its normal address.

    `date` is the day of publication, ISO 8601, as the feed words it; `stamp` the time of the last change.
    `listed` is true if the user named the address, false if a feed did.
    """

    url: str
    title: str | None = None
    date: str | None = None
    stamp: str | None = None
    listed: bool = False


@dataclass(frozen=True)
class Stray:
    """An entry whose article cannot be asked for, and why."""

    shown: str
    reason: str


def read_entries(data: bytes, url: str) -> tuple[Entry | Stray, ...] | Refused:
    """The entries of a feed (RSS, Atom), in its order. `url` is the feed's own address.

    A feed that is not well-formed is read as far as it goes.
    """
    import feedparser

    # A stream, for a string could be taken for an address and fetched.
    feed = feedparser.parse(io.BytesIO(data), sanitize_html=False, resolve_relative_uris=False)
    if not feed.entries and not feed.get("version"):
        return Refused("not a feed (RSS, Atom)")
    return tuple(_entry(item, url) for item in feed.entries)


def each_once(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """One entry for each address: the one that the user listed, else the first that has a date."""
    kept: dict[str, Entry] = {}
    for entry in entries:
        before = kept.get(entry.url)
        if before is None or (not before.listed and not before.date and entry.date):
            kept[entry.url] = entry
    return tuple(kept.values())


def _entry(item: Any, feed_url: str) -> Entry | Stray:
    title = " ".join(str(item.get("title") or "").split())
    link = str(item.get("link") or "").strip()
    if not link:
        return Stray(title or "an entry without title", "the entry gives no address of its article")
    try:
        url = normal(urljoin(feed_url, link))
    except ValueError as error:
        return Stray(link, str(error))
    # `item.get("updated")` would give the time of publication, with a warning.
    published, updated = (str(item[name] or "") if name in item else "" for name in ("published", "updated"))
    date = find_date(published) or find_date(updated)
    return Entry(url, title or None, date, updated or published or None)
