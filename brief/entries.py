"""A feed's bytes become its entries, and an address its one form, after which its page's file is called."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, quote, unquote, urlencode, urljoin, urlsplit, urlunsplit

from brief.feeds import parsed
from brief.formats import Refused
from brief.header import find_date

if TYPE_CHECKING:
    from collections.abc import Iterable

HASH_DIGITS = 8  # digits of the address's hash in a file name, so that no two pages share one
NAME_CHARS = 80  # longest file name, without its suffix

_PORTS = {"http": 80, "https": 443}
_CAMPAIGN = re.compile(r"utm_\w+|fbclid|gclid|mc_[ce]id", re.IGNORECASE)


@dataclass(frozen=True)
class Entry:
    """An article on the web by its normal address; `listed` if the user named it, and not a feed.

    `date` is the day of publication, ISO 8601; `stamp` the time of the last change as the feed words it.
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
    """The entries of the feed (RSS, Atom) at `url`, in its order; if it is malformed, as far as it goes."""
    feed = parsed(data, sanitize_html=False, resolve_relative_uris=False)
    if isinstance(feed, Refused):
        return feed
    if not feed.entries and not feed.get("version"):
        return Refused("not a feed (RSS, Atom)")
    return tuple(_entry(item, url) for item in feed.entries)


def each_once(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """One entry for each address: the one that the user listed, else the first that has a date."""
    kept: dict[str, Entry] = {}
    for entry in entries:
        before = kept.setdefault(entry.url, entry)
        if not before.listed and not before.date and entry.date:
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
    """The one form of a page's address: no fragment, campaign marks or default port. Raises ValueError."""
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
    """Name of the file of a normal address, in ASCII, without suffix: host, end of the path, and a hash."""
    digest = hashlib.sha256(url.encode()).hexdigest()[:HASH_DIGITS]
    parts = urlsplit(url)
    last = unquote(parts.path).rstrip("/").rpartition("/")[2]
    words = f"{host(url).removeprefix('www.')} {re.sub(r'[.][a-zA-Z]{2,5}$', '', last)}"
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", plain)[: NAME_CHARS - HASH_DIGITS - 1].strip("-")
    return f"{slug}-{digest}".strip("-")
