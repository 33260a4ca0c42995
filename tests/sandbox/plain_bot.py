"""A bot of ten lines at the sandbox's Bot API: it answers by a table, over the real wire form."""

import asyncio
from collections.abc import Callable
from typing import Any, Self

import aiohttp
import orjson

Wire = dict[str, Any]
# What a method gives: an object, a list, True.
Result = Any
Handle = Callable[["PlainBot", Wire], Any]


class PlainBot:
    """Polls in the background; `on[kind]` handles each update of that kind."""

    def __init__(self, url: str, token: str) -> None:
        self.on: dict[str, Handle] = {}
        self.seen: list[Wire] = []
        self._base = f"{url}/bot{token}"
        self._session = aiohttp.ClientSession()
        self._polling: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_error: object) -> None:
        if self._polling is not None:
            self._polling.cancel()
            await asyncio.gather(self._polling, return_exceptions=True)
        await self._session.close()

    def start(self) -> None:
        self._polling = asyncio.create_task(self._poll())

    async def call(self, method: str, **params: object) -> Result:
        """The result of a method; an assertion when it is refused."""
        fields = {
            name: value if isinstance(value, str) else orjson.dumps(value).decode()
            for name, value in params.items()
        }
        async with self._session.post(f"{self._base}/{method}", data=fields) as response:
            told = orjson.loads(await response.read())
        assert told["ok"], told
        return told["result"]

    async def _poll(self) -> None:
        offset = 0
        while True:
            for update in await self.call("getUpdates", offset=offset, timeout=10):
                offset = update["update_id"] + 1
                self.seen.append(update)
                for kind, handle in self.on.items():
                    if kind in update:
                        await handle(self, update[kind])
