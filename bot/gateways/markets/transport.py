"""How a call leaves this machine: one connection pool, time limits, a cap on what comes back.

Another transport may be put in its place: some markets let in browsers only, and whether to look
like one is for the owner of an installation to decide, not a default.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Protocol

import aiohttp

from domain.gifts.market_ports import Unreadable
from domain.shared.refusals import GatewayError

CALL_S_MAX: Final = 15.0
CONNECT_S_MAX: Final = 5.0
OPEN_MAX: Final = 8
BODY_BYTES_MAX: Final = 8 * 2**20
_PIECE_BYTES: Final = 2**16


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """`query` keeps its order, which one market looks at. `body` is sent as it is."""

    verb: str
    url: str
    query: Sequence[tuple[str, str]] = ()
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """Names of headers are in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def is_page(self) -> bool:
        """HTML, whatever it calls itself."""
        told = self.headers.get("content-type", "")
        return "html" in told or self.body[:64].lstrip()[:1] == b"<"


class Transport(Protocol):
    """Raises GatewayError when no answer came, Unreadable for one that is too large."""

    async def send(self, call: Call) -> Reply: ...

    async def close(self) -> None:
        """For good."""
        ...


class HttpTransport:
    """Implements Transport by aiohttp. Redirects are not followed: a market that sends us
    elsewhere has not answered.
    """

    def __init__(self, *, call_s_max: float = CALL_S_MAX) -> None:
        self._limit = aiohttp.ClientTimeout(total=call_s_max, sock_connect=CONNECT_S_MAX)
        self._http: aiohttp.ClientSession | None = None
        self._closed = False

    async def send(self, call: Call) -> Reply:
        try:
            async with self._client().request(
                call.verb,
                call.url,
                params=list(call.query),
                headers=call.headers,
                data=call.body,
                timeout=self._limit,
                allow_redirects=False,
            ) as answer:
                body = await _bounded(answer)
                headers = {name.lower(): value for name, value in answer.headers.items()}
                return Reply(status=answer.status, headers=headers, body=body)
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            raise GatewayError(f"{call.url}: {type(error).__name__}") from None

    async def close(self) -> None:
        self._closed = True
        if self._http is not None:
            await self._http.close()
            self._http = None

    def _client(self) -> aiohttp.ClientSession:
        if self._closed:
            raise GatewayError("the way to the markets is closed")
        if self._http is None:
            # Cookies are the adapters' own business: none is kept for another call.
            self._http = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=OPEN_MAX), cookie_jar=aiohttp.DummyCookieJar()
            )
        return self._http


async def _bounded(answer: aiohttp.ClientResponse) -> bytes:
    """The body after decompression, never more than the cap."""
    pieces, size = [], 0
    async for piece in answer.content.iter_chunked(_PIECE_BYTES):
        size += len(piece)
        if size > BODY_BYTES_MAX:
            raise Unreadable(f"{answer.url.host}: more than {BODY_BYTES_MAX} bytes")
        pieces.append(piece)
    return b"".join(pieces)
