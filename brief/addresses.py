"""Web addresses: what may be asked for, when two are the same page, and what its file is called."""

from __future__ import annotations

import hashlib
import ipaddress
import re
import unicodedata
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit, urlunsplit

HASH_DIGITS = 8
"""Digits of the address's hash in a file name, so that no two pages share one."""
NAME_CHARS = 80
"""Longest file name, without its suffix."""

_PORTS = {"http": 80, "https": 443}
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
_UNICAST = ipaddress.IPv6Network("2000::/3")
_SIX_TO_FOUR = ipaddress.IPv6Network("2002::/16")
_CAMPAIGN = re.compile(r"utm_\w+|fbclid|gclid|mc_[ce]id", re.IGNORECASE)


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public internet, by the IANA's registries.

    IPv4 within IPv6 (mapped, NAT64) counts as the IPv4 address. What a tunnel would lead to cannot be known,
    so no tunnel's address is public. Raises ValueError for what is no IP address.
    """
    ip = ipaddress.ip_address(address)
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.ipv4_mapped or ip in _NAT64:
            ip = ipaddress.IPv4Address(int(ip) & 0xFFFF_FFFF)
        elif ip not in _UNICAST or ip in _SIX_TO_FOUR:
            return False
    return ip.is_global and not ip.is_multicast


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
    return urlunsplit((scheme, where + port, path, _without_campaign(parts.query), ""))


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


def _without_campaign(query: str) -> str:
    """The query as it is, unless it says which link was followed; pages do not depend on that."""
    fields = parse_qsl(query, keep_blank_values=True)
    kept = [field for field in fields if not _CAMPAIGN.fullmatch(field[0])]
    return urlencode(kept) if len(kept) < len(fields) else quote(query, safe="/?%:@!$&'()*+,;=~-._")
