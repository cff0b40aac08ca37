"""A feed's bytes become its entries: each with the address of its article, and what the feed says of it.

An address has one form, by which two can be told to be the same page, and which its file is called after.
"""

from __future__ import annotations

import hashlib
import io
import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, quote, unquote, urlencode, urljoin, urlsplit, urlunsplit

from brief.feeds import too_deep
from brief.formats import Refused
from brief.header import find_date

if TYPE_CHECKING:
    from collections.abc import Iterable


HASH_DIGITS = 8
"""Digits of the address's hash in a file name, so that no two pages share one."""
NAME_CHARS = 80
"""Longest file name, without its suffix."""

_PORTS = {"http": 80, "https": 443}
_CAMPAIGN = re.compile(r"utm_\w+|fbclid|gclid|mc_[ce]id", re.IGNORECASE)


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
    if refusal := too_deep(data):
        return refusal
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


def normal(url: str) -> str:
    """The address in the one form that stands for its page: no fragment, campaign marks or default port.

    Raises ValueError, with the reason, for one that is not asked for.
    """
    parts = urlsplit(url.strip())
    scheme, host = parts.scheme.lower(), (parts.hostname or "").rstrip(".")
    if scheme not in _PORTS:
        raise ValueError(f"addresses are asked for by http and https, not by {scheme or 'nothing'}")
    if not host:
        raise ValueError("the address names no host")
    if parts.username or parts.password:
        raise ValueError("the address holds a user name or password, which would end up in reports")
    where = f"[{host}]" if ":" in host else host
    port = "" if parts.port in {None, _PORTS[scheme]} else f":{parts.port}"
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    # The query stays as it is, unless it says which link was followed: pages do not depend on that.
    fields = parse_qsl(parts.query, keep_blank_values=True)
    kept = [field for field in fields if not _CAMPAIGN.fullmatch(field[0])]
    query = urlencode(kept) if len(kept) < len(fields) else quote(parts.query, safe="/?%:@!$&'()*+,;=~-._")
    return urlunsplit((scheme, where + port, path, query, ""))


def origin(url: str) -> str:
    """Scheme, host and port of a normal address: whom a robots.txt speaks for."""
    return urlunsplit((*urlsplit(url)[:2], "", "", ""))


def host(url: str) -> str:
    """Host of a normal address, whatever the port: who is not to be hurried."""
    return urlsplit(url).hostname or ""


def file_stem(url: str) -> str:
    """Name of a page's file, without suffix: host, last words of the path, and a hash of the address.

    It depends on the normal address alone, is ASCII, and a file name on every system.
    """
    digest = hashlib.sha256(url.encode()).hexdigest()[:HASH_DIGITS]
    parts = urlsplit(url)
    last = unquote(parts.path).rstrip("/").rpartition("/")[2]
    words = f"{host(url).removeprefix('www.')} {re.sub(r'[.][a-zA-Z]{2,5}$', '', last)}"
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", plain)[: NAME_CHARS - HASH_DIGITS - 1].strip("-")
    return f"{slug}-{digest}".strip("-")
