"""The control link to the app: what no Telegram, chain or market would tell it.

The app opens one WebSocket at `/app` while it is in sandbox mode and says who and where it is. It
is told the world clock, the pace and the roles of people, asked how busy it is, and told to start
over with an empty store. Everything else passes between the two in the real wire forms.
"""

import asyncio
import logging
from collections.abc import Callable

import orjson
from aiohttp import WSMsgType, web

from scripts.sandbox.forms import Json, Refusal

logger = logging.getLogger(__name__)

ANSWER_S_MAX = 10.0
START_S_MAX = 90.0
_STATES = ("starting", "up", "stopping")


class AppLink:
    """At most one app at a time; a later one takes the place of an earlier one."""

    def __init__(
        self, first_frames: Callable[[], list[Json]], changed: Callable[[], None]
    ) -> None:
        self.url: str | None = None
        self.pid: int | None = None
        # How many apps, or starts of one, have held the link.
        self.generation = 0
        self.on_hello: Callable[[Json], None] = _nobody
        self._state = "down"
        self._first_frames = first_frames
        self._changed = changed
        self._socket: web.WebSocketResponse | None = None
        self._asked: dict[int, asyncio.Future[Json | None]] = {}
        self._n = 0
        self._moved = asyncio.Event()

    @property
    def state(self) -> str:
        """`up`, `starting` or `down`; an app that stops is down for everybody else."""
        return "down" if self._state == "stopping" else self._state

    async def serve(self, request: web.Request) -> web.WebSocketResponse:
        """Hold the link of one app until either side ends it."""
        socket = web.WebSocketResponse(max_msg_size=2**20)
        await socket.prepare(request)
        hello = await self._hello(socket)
        if hello is None:
            await socket.close(code=4400, message=b"hello first")
            return socket
        await self._take_over(socket, hello)
        try:
            for frame in self._first_frames():
                await self._send(socket, self._number(frame)[1])
            async for message in socket:
                if message.type is WSMsgType.TEXT:
                    self._read(orjson.loads(message.data))
        except (ConnectionError, orjson.JSONDecodeError) as error:
            logger.warning("the link to the app broke: %s", error)
        finally:
            self._let_go(socket)
        return socket

    async def ask(
        self, do: str, more: Json | None = None, *, timeout_s: float = ANSWER_S_MAX
    ) -> Json | None:
        """Send a frame and wait for its answer; None when no app is there to give one.

        Refuses: `app-silent` when it holds the link and says nothing in time.
        """
        socket = self._socket
        if socket is None:
            return None
        n, frame = self._number({"do": do, **(more or {})})
        answer: asyncio.Future[Json | None] = asyncio.get_running_loop().create_future()
        self._asked[n] = answer
        try:
            await self._send(socket, frame)
            return await asyncio.wait_for(answer, timeout_s)
        except TimeoutError as error:
            raise Refusal("app-silent", asked=do) from error
        except ConnectionError:
            return None
        finally:
            self._asked.pop(n, None)

    async def wait_for(self, reached: Callable[[], bool], timeout_s: float) -> None:
        """Wait until the app is in that condition. Refuses: `app-silent`."""
        deadline = asyncio.get_running_loop().time() + timeout_s
        while not reached():
            left_s = deadline - asyncio.get_running_loop().time()
            try:
                await asyncio.wait_for(self._moved.wait(), max(left_s, 0))
            except TimeoutError as error:
                raise Refusal("app-silent", state=self._state) from error

    async def close(self) -> None:
        """End the link from this side."""
        if self._socket is not None:
            await self._socket.close(code=1001, message=b"the world ends")

    async def _hello(self, socket: web.WebSocketResponse) -> Json | None:
        try:
            first = await socket.receive_json(timeout=ANSWER_S_MAX, loads=orjson.loads)
        except (TimeoutError, TypeError, ValueError):
            return None
        hello = first.get("hello") if isinstance(first, dict) else None
        return hello if isinstance(hello, dict) else None

    async def _take_over(self, socket: web.WebSocketResponse, hello: Json) -> None:
        earlier, self._socket = self._socket, socket
        if earlier is not None:
            logger.warning("another app takes over the link")
            self._abandon()
            await earlier.close(code=4409, message=b"another app came")
        self.generation += 1
        url, pid = hello.get("url"), hello.get("pid")
        self.url = url if isinstance(url, str) else None
        self.pid = pid if isinstance(pid, int) else None
        self.on_hello(hello)
        self._move(str(hello.get("state", "starting")))

    def _read(self, frame: Json) -> None:
        n, state = frame.get("id"), frame.get("state")
        if isinstance(n, int):
            answer = self._asked.get(n)
            if answer is not None and not answer.done():
                answer.set_result(frame)
        elif isinstance(state, str):
            self._move(state)

    def _let_go(self, socket: web.WebSocketResponse) -> None:
        if self._socket is not socket:
            return
        self._socket = None
        self.pid = None
        self._abandon()
        self._move("down")

    def _abandon(self) -> None:
        for answer in self._asked.values():
            if not answer.done():
                answer.set_result(None)

    def _move(self, state: str) -> None:
        if state not in _STATES and state != "down":
            logger.warning("the app tells a state that nobody knows: %s", state)
            return
        self._state = state
        self._moved.set()
        self._moved = asyncio.Event()
        self._changed()

    def _number(self, frame: Json) -> tuple[int, Json]:
        self._n += 1
        return self._n, {"id": self._n, **frame}

    async def _send(self, socket: web.WebSocketResponse, frame: Json) -> None:
        await socket.send_str(orjson.dumps(frame).decode())


def _nobody(_hello: Json) -> None:
    """Nobody wants to know who came."""
