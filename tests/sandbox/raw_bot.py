"""A bot that speaks plain HTTP, for what no library would send."""

import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import aiohttp
import orjson

# The answer as it came.
Answer = Any


@dataclass(slots=True)
class RawBot:
    url: str
    token: str
    session: aiohttp.ClientSession
    offset: int = field(default=0)

    async def post(self, method: str, **params: object) -> tuple[int, Answer]:
        """Status and body of a call with a JSON body."""
        async with self.session.post(f"{self.url}/bot{self.token}/{method}", json=params) as got:
            return got.status, orjson.loads(await got.read())

    async def ok(self, method: str, **params: object) -> Answer:
        status, body = await self.post(method, **params)
        assert (status, body["ok"]) == (200, True), body
        return body["result"]

    async def refused(self, method: str, **params: object) -> tuple[int, str]:
        """Error code and description; the form of the refusal is checked for all tests."""
        status, body = await self.post(method, **params)
        assert body["ok"] is False, body
        assert body["error_code"] == status
        return status, body["description"]

    async def updates(self, **params: object) -> list[Answer]:
        batch: list[Answer] = await self.ok("getUpdates", offset=self.offset, **params)
        self.offset = batch[-1]["update_id"] + 1 if batch else self.offset
        return batch


@contextlib.asynccontextmanager
async def raw_bot(url: str, token: str) -> AsyncIterator[RawBot]:
    async with aiohttp.ClientSession() as session:
        yield RawBot(url, token, session)
