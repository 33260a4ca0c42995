"""An app as the sandbox sees it over the control link: it remembers what it was told."""

import asyncio
from typing import Self

import aiohttp
import orjson

Frame = dict[str, object]


class FakeApp:
    """Opens the real link to a sandbox, obeys, and counts as busy as it is told to be."""

    def __init__(self, sandbox_url: str, *, answers: bool = True) -> None:
        self.told: list[Frame] = []
        self.busy: dict[str, int] = {}
        # What it says of itself beside where it is, and up to which block it has read the chain.
        self.hello: Frame = {}
        self.read_to: int | None = None
        # Up to which change it has read each market; None while it reads none.
        self.read_markets: dict[str, int] | None = None
        self.starts = 0
        self.answers = answers
        # How long it takes to start over after a reset.
        self.start_s = 0.0
        self._url = f"{sandbox_url}/app"
        self._session = aiohttp.ClientSession()
        self._socket: aiohttp.ClientWebSocketResponse | None = None
        self._reading: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(self, *_error: object) -> None:
        await self.die()
        await self._session.close()

    async def start(self, *, up: bool = True) -> None:
        """Open the link, take the three first frames, say that it is up."""
        self.starts += 1
        socket = self._socket = await self._session.ws_connect(self._url)
        hello = {"pid": 4242, "url": "http://127.0.0.1:8080", "state": "starting", **self.hello}
        await self.send({"hello": hello})
        for _ in range(3):
            await self._obey(socket, orjson.loads(await socket.receive_str(timeout=5)))
        if up:
            await self.send({"state": "up"})
        self._reading = asyncio.create_task(self._read(socket))

    async def die(self) -> None:
        """Drop the link without a word."""
        if self._reading is not None and self._reading is not asyncio.current_task():
            self._reading.cancel()
            await asyncio.gather(self._reading, return_exceptions=True)
        if self._socket is not None:
            await self._socket.close()

    async def send(self, frame: Frame) -> None:
        assert self._socket is not None
        await self._socket.send_str(orjson.dumps(frame).decode())

    def last(self, do: str) -> Frame:
        """The newest frame of that kind."""
        return [frame for frame in self.told if frame["do"] == do][-1]

    def all(self, do: str) -> list[Frame]:
        return [frame for frame in self.told if frame["do"] == do]

    async def _read(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        async for message in socket:
            frame = orjson.loads(message.data)
            await self._obey(socket, frame)
            if frame["do"] == "reset" and self.answers:
                await socket.close()
                await asyncio.sleep(self.start_s)
                await self.start()
                return

    async def _obey(self, socket: aiohttp.ClientWebSocketResponse, frame: Frame) -> None:
        self.told.append(frame)
        if not self.answers:
            return
        answer: Frame = {"id": frame["id"], "ok": True}
        if frame["do"] == "busy":
            head = frame["chain"]
            assert isinstance(head, int), "the number of the last block"
            behind = self.read_to is not None and self.read_to < head
            answer["busy"] = self.busy | ({"chain": 1} if behind else {})
            if self.read_markets is not None:
                answer["markets"] = self.read_markets
        await socket.send_str(orjson.dumps(answer).decode())
