"""Bodies from strangers' servers: bounded in size, time and redirects, and never from inside our
own network, which is seen to again after each redirect and after names became addresses.
"""

import asyncio
import ipaddress
import re
import socket
from collections.abc import Collection
from http import HTTPStatus
from typing import Final, Protocol

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult
from yarl import URL

from bot.gateways.gift_content.addresses import allowed, is_public
from domain.gifts.content_ports import ContentGone, ContentRefused
from domain.shared.refusals import GatewayError, Throttled

CALL_S_MAX: Final = 15.0
CONNECT_S_MAX: Final = 5.0
REDIRECTS_MAX: Final = 3
AT_ONCE_MAX: Final = 8
WAITING_MAX: Final = 200
BUSY_S: Final = 5.0
PAUSE_S: Final = 60.0
PAUSE_S_MAX: Final = 3600.0
_PIECE_BYTES: Final = 1 << 16
_HEADERS: Final = {
    # A packed body could grow without bound while it is unpacked.
    "Accept-Encoding": "identity",
    "User-Agent": "Souk (gift metadata)",
}
_TAKEN_DOWN: Final = frozenset({HTTPStatus.GONE, HTTPStatus.UNAVAILABLE_FOR_LEGAL_REASONS})
_MOVED: Final = frozenset({301, 302, 303, 307, 308})
_MARKUP: Final = re.compile(rb"\s*(?:<!doctype|<html|<head|<body|<script)", re.IGNORECASE)


class TakenDown(ContentGone):
    """By its host, for good (410, 451): nobody else is asked for it either."""


class Crowded(Throttled):
    """Too many wait for their turn here: nobody outside was asked."""


class InsideNetwork(OSError):
    """A name that leads inside our own network."""


class Resolver(Protocol):
    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]: ...

    async def close(self) -> None: ...


class GuardedResolver(AbstractResolver):
    """Names that lead inside are refused. The connection goes to the addresses that were looked
    at: a name that leads elsewhere a moment later changes nothing.
    """

    def __init__(self, inner: Resolver, trusted_hosts: Collection[str]) -> None:
        self._inner = inner
        self._trusted_hosts = trusted_hosts

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        found = await self._inner.resolve(host, port, family)
        if host not in self._trusted_hosts:
            for one in found:
                # Addresses of links carry their interface behind a percent sign.
                if not is_public(ipaddress.ip_address(one["host"].partition("%")[0])):
                    raise InsideNetwork(host)
        return found

    async def close(self) -> None:
        await self._inner.close()


class Fetcher:
    def __init__(
        self,
        trusted: Collection[str] = (),
        resolver: Resolver | None = None,
        *,
        alone: bool = False,
    ) -> None:
        """`trusted`: origins of our own that may be plain http and inside the network; with
        `alone` they are all that is asked.
        """
        self._alone = alone
        self._trusted = frozenset(trusted)
        self._resolver = resolver
        self._http: aiohttp.ClientSession | None = None
        self._turns = asyncio.Semaphore(AT_ONCE_MAX)
        self._waiting = 0
        self._closed = False

    async def get(self, address: str, *, most_bytes: int) -> bytes:
        """Raises ContentGone, ContentRefused, Throttled, GatewayError."""
        url = self._allowed(address)
        if self._waiting >= WAITING_MAX:
            raise Crowded("too many wait for content", retry_after_s=BUSY_S)
        self._waiting += 1
        try:
            async with self._turns:
                return await self._ask(url, most_bytes)
        finally:
            self._waiting -= 1

    async def close(self) -> None:
        """For good: whoever still asks hears GatewayError."""
        self._closed = True
        if self._http is not None:
            await self._http.close()
            self._http = None

    async def _ask(self, url: URL, most_bytes: int) -> bytes:
        try:
            async with asyncio.timeout(CALL_S_MAX):
                return await self._follow(url, most_bytes)
        except aiohttp.ClientConnectorDNSError as error:
            if isinstance(error.os_error, InsideNetwork):
                raise ContentRefused(f"{error.host}: inside a network") from None
            raise GatewayError(f"{error.host}: no such name") from None
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            raise GatewayError(f"{str(url)[:100]}: {type(error).__name__}") from None

    async def _follow(self, url: URL, most_bytes: int) -> bytes:
        for _ in range(REDIRECTS_MAX + 1):
            async with self._client().get(url, allow_redirects=False) as answer:
                if answer.status not in _MOVED:
                    return await _body(answer, most_bytes)
                url = self._moved(url, answer.headers.get("Location", ""))
        raise ContentRefused(f"{url.host}: sent on and on")

    def _moved(self, url: URL, told: str) -> URL:
        try:
            return self._allowed(str(url.join(URL(told))))
        except ValueError:
            raise ContentRefused(f"{url.host}: sent nowhere") from None

    def _allowed(self, address: str) -> URL:
        return allowed(address, self._trusted, alone=self._alone)

    def _client(self) -> aiohttp.ClientSession:
        if self._closed:
            raise GatewayError("content is no longer asked for")
        if self._http is None:
            hosts = frozenset(URL(origin).host or "" for origin in self._trusted)
            inner = self._resolver or aiohttp.ThreadedResolver()
            self._http = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(
                    limit=AT_ONCE_MAX, resolver=GuardedResolver(inner, hosts)
                ),
                headers=_HEADERS,
                cookie_jar=aiohttp.DummyCookieJar(),
                auto_decompress=False,
                timeout=aiohttp.ClientTimeout(total=CALL_S_MAX, sock_connect=CONNECT_S_MAX),
            )
        return self._http


async def _body(answer: aiohttp.ClientResponse, most_bytes: int) -> bytes:
    _refuse(answer)
    if (answer.content_length or 0) > most_bytes:
        raise ContentRefused(f"{answer.host}: {answer.content_length} bytes")
    told = bytearray()
    async for piece in answer.content.iter_chunked(_PIECE_BYTES):
        told += piece
        if len(told) > most_bytes:
            raise ContentRefused(f"{answer.host}: over {most_bytes} bytes")
    if _MARKUP.match(told):
        raise GatewayError(f"{answer.host}: a page instead of content")
    return bytes(told)


def _refuse(answer: aiohttp.ClientResponse) -> None:
    status, where = answer.status, answer.host
    if status == HTTPStatus.OK:
        if answer.headers.get("Content-Encoding", "identity").lower() != "identity":
            raise GatewayError(f"{where}: packed though asked not to")
        return
    if status in _TAKEN_DOWN:
        raise TakenDown(f"{where}: {status}")
    if status == HTTPStatus.NOT_FOUND:
        raise ContentGone(f"{where}: {status}")
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        raise Throttled(f"{where}: too many calls", retry_after_s=_pause_s(answer))
    raise GatewayError(f"{where}: {status}")


def _pause_s(answer: aiohttp.ClientResponse) -> float:
    told = answer.headers.get("Retry-After", "")
    return min(float(told), PAUSE_S_MAX) if told.isascii() and told.isdigit() else PAUSE_S
