"""One request and its answer, bounded: in bytes, in seconds by the clock, and to addresses that are public.

The connection goes to the very address that was checked: no second look-up, no proxy, no redirect.
"""

from __future__ import annotations

import asyncio
import ipaddress
import socket
from dataclasses import dataclass
from http.cookiejar import CookieJar, DefaultCookiePolicy
from typing import TYPE_CHECKING

import httpx2

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping, Sequence

    from brief.subscription import Subscription

    Resolve = Callable[[str, int], Awaitable[Sequence[str]]]

CONNECT_SECONDS = 10.0  # longest wait for a connection to one of a host's addresses
MAX_ADDRESSES = 4  # addresses of a host that are tried

_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
_UNICAST = ipaddress.IPv6Network("2000::/3")
_SIX_TO_FOUR = ipaddress.IPv6Network("2002::/16")
_OK = 200
_ENCODINGS = {"", "identity", "gzip", "x-gzip", "deflate"}


@dataclass(frozen=True)
class Answer:
    """What a server said. Names of headers are in lower case; only a 200 has its body, unpacked."""

    status: int
    headers: Mapping[str, str]
    body: bytes = b""


@dataclass(frozen=True)
class Failed:
    """Why there is no answer, or no page."""

    reason: str


class _RefusedError(Exception):
    """The answer, or the address, is beyond what is allowed."""


async def resolve(host: str, port: int) -> Sequence[str]:
    """IP addresses of a host, in the system's order. Raises OSError."""
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(address[0]) for *_, address in found))


def is_public(address: str) -> bool:
    """Whether an IP address is public, by the IANA's registries. Raises ValueError for what is none.

    IPv4 within IPv6 (mapped, NAT64) counts as the IPv4 address; that of a tunnel is never public.
    """
    ip = ipaddress.ip_address(address)
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.ipv4_mapped or ip in _NAT64:
            ip = ipaddress.IPv4Address(int(ip) & 0xFFFF_FFFF)
        elif ip not in _UNICAST or ip in _SIX_TO_FOUR:
            return False
    return ip.is_global and not ip.is_multicast


class Web:
    """Asks servers. `resolve` and `transport` stand in for the system's resolver and the network."""

    def __init__(
        self,
        options: Subscription,
        *,
        resolve: Resolve = resolve,
        transport: httpx2.AsyncBaseTransport | None = None,
    ) -> None:
        self._options = options
        self._resolve = resolve
        self._headers = {"User-Agent": options.user_agent, "Accept-Encoding": "gzip, deflate"}
        # By address two hosts may look like one: nothing is kept from one request to the next.
        limits = httpx2.Limits(max_keepalive_connections=0)
        self._client = httpx2.AsyncClient(
            transport=transport or httpx2.AsyncHTTPTransport(limits=limits),
            cookies=CookieJar(DefaultCookiePolicy(allowed_domains=())),
            timeout=httpx2.Timeout(options.timeout, connect=min(CONNECT_SECONDS, options.timeout)),
            follow_redirects=False,
            trust_env=False,
        )

    async def close(self) -> None:
        """Let go of the network."""
        await self._client.aclose()

    async def ask(self, url: str, headers: Mapping[str, str]) -> Answer | Failed:
        """The answer to a GET of a normal address, or why there is none."""
        try:
            async with asyncio.timeout(self._options.timeout):
                return await self._ask(httpx2.URL(url), headers)
        except TimeoutError:
            return Failed(f"no whole answer within {self._options.timeout:g} s")
        except _RefusedError as error:
            return Failed(str(error))
        except (httpx2.HTTPError, httpx2.InvalidURL, OSError, UnicodeError) as error:
            return Failed(f"no answer: {str(error) or type(error).__name__}")

    async def _ask(self, url: httpx2.URL, headers: Mapping[str, str]) -> Answer:
        failure: httpx2.ConnectError | httpx2.ConnectTimeout | None = None
        for address in await self._addresses(url):
            try:
                return await self._exchange(url, address, headers)
            except (httpx2.ConnectError, httpx2.ConnectTimeout) as error:
                failure = error
        raise failure or httpx2.ConnectError("the host has no address")

    async def _addresses(self, url: httpx2.URL) -> Sequence[str]:
        host = url.raw_host.decode("ascii")
        found = await self._resolve(host, url.port or (443 if url.scheme == "https" else 80))
        allowed = [address for address in found if self._options.allow_private or is_public(address)]
        if found and not allowed:
            raise _RefusedError(
                f"{host} is at {found[0]}, which is no public address; set allow_private if that is meant"
            )
        return allowed[:MAX_ADDRESSES]

    async def _exchange(self, url: httpx2.URL, address: str, headers: Mapping[str, str]) -> Answer:
        request = self._client.build_request(
            "GET",
            url.copy_with(host=address),
            headers={"Host": url.netloc.decode("ascii"), **self._headers, **headers},
            extensions={"sni_hostname": url.raw_host.decode("ascii")},
        )
        response = await self._client.send(request, stream=True)
        try:
            body = await self._body(response) if response.status_code == _OK else b""
        finally:
            await response.aclose()
        said = {name.lower(): value for name, value in response.headers.items()}
        return Answer(response.status_code, said, body)

    async def _body(self, response: httpx2.Response) -> bytes:
        encoding = response.headers.get("content-encoding", "").strip().lower()
        if encoding not in _ENCODINGS:
            raise _RefusedError(f"packed as {encoding!r}, which was not asked for")
        body = bytearray()
        async for chunk in response.aiter_bytes():
            body += chunk
            if len(body) > self._options.max_bytes:
                raise _RefusedError(f"too large: the limit is {self._options.max_bytes:,} bytes")
        return bytes(body)
