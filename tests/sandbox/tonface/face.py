"""A client of the toncenter face that hides nothing: status and body of each answer."""

import base64
from dataclasses import dataclass
from typing import Any

import aiohttp

from tests.sandbox.caller import Caller

# The answers are read as a script would read them, without a model.
Answer = Any
HUNDRED = {"asset": "TON", "amount": "100"}


@dataclass(frozen=True, slots=True)
class Face:
    """`key` goes with each call; empty: none."""

    url: str
    session: aiohttp.ClientSession
    key: str = "test"

    async def call(
        self, path: str, body: object = None, **query: object
    ) -> tuple[int, Answer, dict[str, str]]:
        """A GET, or with a body a POST; `path` below `/ton/api`."""
        parameters = [
            (name, str(one))
            for name, value in query.items()
            for one in (value if isinstance(value, list) else [value])
        ]
        async with self.session.request(
            "GET" if body is None else "POST",
            f"{self.url}/ton/api{path}",
            params=parameters,
            json=body,
            headers={"X-API-Key": self.key} if self.key else {},
        ) as response:
            return response.status, await response.json(), dict(response.headers)

    async def v2(self, method: str, **query: object) -> Answer:
        """The result of a v2 call that goes well."""
        status, body, _headers = await self.call(f"/v2/{method}", **query)
        assert status == 200, body
        assert body["ok"] is True
        return body["result"]

    async def post_v2(self, method: str, body: object) -> Answer:
        """The same, with JSON."""
        status, told, _headers = await self.call(f"/v2/{method}", body)
        assert status == 200, told
        return told["result"]

    async def rpc(self, name: str, /, **params: object) -> Answer:
        """The same, by JSON-RPC."""
        order = {"id": "7", "jsonrpc": "2.0", "method": name, "params": params}
        status, told, _headers = await self.call("/v2/jsonRPC", order)
        assert (status, told["id"], told["jsonrpc"]) == (200, "7", "2.0"), told
        return told["result"]

    async def v3(self, path: str, **query: object) -> Answer:
        """The answer of a v3 call that goes well."""
        status, body, _headers = await self.call(f"/v3/{path}", **query)
        assert status == 200, body
        return body

    async def post_v3(self, path: str, body: object) -> Answer:
        """The same, with JSON."""
        status, told, _headers = await self.call(f"/v3/{path}", body)
        assert status == 200, told
        return told

    async def refused(self, path: str, body: object = None, **query: object) -> tuple[int, str]:
        """Status and text of an error; its form is checked here for all tests."""
        status, told, _headers = await self.call(path, body, **query)
        assert status >= 400, told
        if path.startswith("/v3"):
            assert set(told) == {"error"}
            return status, told["error"]
        assert told["ok"] is False
        assert told["code"] == status
        return status, told["error"]


async def pay(caller: Caller, to: str, amount: str, comment: str, *, who: str = "alice") -> str:
    """A payment in a block of its own; the hash of the message sent, base64."""
    value = {"asset": "TON", "amount": amount}
    order = {"to": to, "value": value, "comment": comment}
    sent = await caller.post(f"/wallets/{who}/transfers", order)
    await blocks(caller)
    return str(sent["hash"])


async def blocks(caller: Caller, count: int = 2) -> None:
    """So many blocks: a payment needs one to leave and one to arrive."""
    await caller.post("/chain/blocks", {"count": count})


def upper(raw: str) -> str:
    """As v3 writes an address."""
    return raw.upper()


def hex_of(text: str) -> str:
    """A base64 hash as hex."""
    return base64.b64decode(text).hex()
