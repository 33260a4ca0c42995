"""The app's side of the control link: in the sandbox, and only there, the world tells us its time,
its pace and its roles, asks whether we are busy, and may have us start over.

WebSocket text frames of JSON. We say `hello` and our state; each of the world's frames has an id
and is answered `{"id":n,"ok":true}` once it is in force.
"""

import asyncio
import logging
import os
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Final, cast

import aiohttp
import orjson

from bot.runtime.clock import WorldClock, instant_of
from bot.runtime.supervisor import Pulse
from domain.shared.actor import Role
from domain.shared.ids import UserId

logger = logging.getLogger(__name__)

CONNECT_S_MAX: Final = 5.0
PAUSE_S: Final = 0.2
HEARTBEAT_S: Final = 10.0
FIRST_WORDS: Final = frozenset({"clock", "pace"})
Frame = Mapping[str, object]
Roles = Mapping[UserId, Role]
Changes = Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hands:
    """What the world may do to us. `same_world` is whether our store is kept for the world that
    answers now.
    """

    set_pace: Callable[[float], None]
    set_roles: Callable[[Roles], Awaitable[None]]
    busy: Callable[[int], Awaitable[Mapping[str, int]]]
    """Given the last block of the world's chain."""
    markets: Callable[[Changes], Changes]
    """Given the last change of each market: up to which each has been read."""
    same_world: Callable[[], Awaitable[bool]]
    start_over: Callable[[], None]


class SandboxLink:
    def __init__(
        self,
        url: str,
        clock: WorldClock,
        hands: Hands,
        *,
        app_url: str,
        fund: tuple[str, ...] = (),
    ) -> None:
        """`url` is the sandbox's WebSocket, `app_url` where we can be reached. The world sees to
        it that the accounts in `fund` (raw addresses) have coins to start with.
        """
        self._fund = fund
        self._url = url
        self._clock = clock
        self._hands = hands
        self._app_url = app_url
        self._state = "starting"
        self._socket: aiohttp.ClientWebSocketResponse | None = None
        self._told: set[str] = set()
        self._settled = asyncio.Event()

    async def settled(self, wait_s: float) -> None:
        """Until the world has told us its time and pace. Raises TimeoutError."""
        await asyncio.wait_for(self._settled.wait(), wait_s)

    async def tell(self, state: str) -> None:
        """Say `up` or `stopping`; a world that is away hears it when it is back."""
        self._state = state
        if self._socket is not None and not self._socket.closed:
            await self._socket.send_str(_text({"state": state}))

    async def run(self, pulse: Pulse) -> None:
        async with aiohttp.ClientSession() as http:
            while not pulse.stopping.is_set():
                await pulse.unless_stopping(self._one_link(http, pulse))
                await pulse.rest(PAUSE_S)

    async def _one_link(self, http: aiohttp.ClientSession, pulse: Pulse) -> None:
        limit = aiohttp.ClientWSTimeout(ws_close=1.0)
        try:
            async with asyncio.timeout(CONNECT_S_MAX):
                socket = await http.ws_connect(self._url, heartbeat=HEARTBEAT_S, timeout=limit)
        except (aiohttp.ClientError, TimeoutError) as error:
            logger.warning("the sandbox does not answer: %s", type(error).__name__)
            return
        try:
            self._socket = socket
            await socket.send_str(_text({"hello": self._hello()}))
            await self._follow(socket, pulse)
        except aiohttp.ClientError as error:
            logger.warning("the link to the sandbox broke: %s", type(error).__name__)
        finally:
            self._socket = None
            await socket.close()

    async def _follow(self, socket: aiohttp.ClientWebSocketResponse, pulse: Pulse) -> None:
        checked = False
        async for message in socket:
            pulse.beat()
            if message.type is not aiohttp.WSMsgType.TEXT:
                return
            # The world's first frame shows that from here on it tells us of a reset. One that
            # came before, while nobody was linked, left us with the books of a world that is
            # gone, in which its update ids are already known.
            if not checked and not await self._hands.same_world():
                self._settled.set()
                self._hands.start_over()
                return
            checked = True
            if not await self._obey(socket, orjson.loads(message.data)):
                return

    def _hello(self) -> Frame:
        hello = {"pid": os.getpid(), "url": self._app_url, "state": self._state}
        return {**hello, "ton": {"fund": self._fund}} if self._fund else hello

    async def _obey(self, socket: aiohttp.ClientWebSocketResponse, frame: Frame) -> bool:
        """Carry out one frame and answer it. False when the link is to be closed."""
        word = str(frame.get("do"))
        answer: dict[str, object] = {"id": frame.get("id"), "ok": True}
        if word == "busy":
            # The markets first: what reading them sets going counts as busy.
            changes = cast("Changes", frame.get("markets", {}))
            answer["markets"] = dict(self._hands.markets(changes))
            answer["busy"] = await self._hands.busy(int(cast("int", frame.get("chain", 0))))
        else:
            answer["ok"] = await self._change(word, frame)
        await socket.send_str(_text(answer))
        self._told.add(word)
        if self._told >= FIRST_WORDS:
            self._settled.set()
        if word != "reset":
            return True
        self._hands.start_over()
        return False

    async def _change(self, word: str, frame: Frame) -> bool:
        if word == "clock":
            rate = float(cast("float", frame["rate"]))
            self._clock.set(instant_of(str(frame["now"])), rate)
        elif word == "pace":
            self._hands.set_pace(float(cast("float", frame["pace"])))
        elif word == "roles":
            given = cast("Mapping[str, str]", frame["roles"])
            await self._hands.set_roles({UserId(int(k)): Role(v) for k, v in given.items()})
        elif word != "reset":
            logger.warning("the sandbox asks for %s, which we do not know", word)
            return False
        return True


def _text(frame: Frame) -> str:
    return orjson.dumps(frame).decode()
