"""The WebSocket of the live feed: `/api/v1/live`.

In: `{"auth":"<token>"}`, `{"sub":"lobbies","after":17}`, `{"unsub":"lobbies"}`. Out: frames of the
hub, `{"auth":"ok"}`, and `{"error":{...},"topic":"..."}`. A socket whose session ends is closed
with 4401, one that talks too much with 1008.
"""

import asyncio
from typing import Final
from urllib.parse import urlsplit

import orjson
from aiohttp import WSMsgType, web
from pydantic import ValidationError

from domain.shared.ids import UserId
from domain.shared.refusals import (
    DomainError,
    Invalid,
    LimitReached,
    NotAllowed,
    NotFound,
    NotSignedIn,
    TooManyRequests,
)
from domain.users.models import SignedIn
from domain.users.refusals import Banned
from locales.speech import Speech
from webapp.auth import Door
from webapp.deps import WebDeps
from webapp.errors import error_form, from_validation
from webapp.feed import Channel, Hub, Reader, text_frame
from webapp.limits import Pauses
from webapp.routing import Call
from webapp.said import Said
from webapp.signing import HOW

SOCKETS_MAX: Final = 20_000
TOPICS_MAX: Final = 50
MESSAGE_MAX: Final = 4096
HEARTBEAT_S: Final = 25.0
CHECK_S: Final = 20.0
TALK_PAUSE_S: Final = 0.2
TALK_BURST: Final = 60
SESSION_OVER: Final = 4401
GOING_AWAY: Final = 1001
POLICY: Final = 1008


class Socket:
    """One client: who it is, what it follows."""

    who: SignedIn | None
    following: dict[str, tuple[Channel, Reader]]

    def __init__(self, ws: web.WebSocketResponse, wire: asyncio.Transport) -> None:
        self.ws = ws
        self.wire = wire
        self.who = None
        self.following = {}

    def tell(self, form: object) -> None:
        if not self.wire.is_closing():
            self.wire.write(text_frame(orjson.dumps(form)))

    def cut(self, code: int) -> None:
        """Close at once, without waiting for the other side: a close frame, then the end."""
        if not self.wire.is_closing():
            self.wire.write(b"\x88\x02" + code.to_bytes(2, "big"))
            self.wire.close()


class Live:
    """All sockets."""

    def __init__(self, deps: WebDeps, hub: Hub, door: Door) -> None:
        self._deps = deps
        self._hub = hub
        self._door = door
        self._sockets: set[Socket] = set()

    @property
    def sockets(self) -> int:
        return len(self._sockets)

    async def serve(self, call: Call) -> web.StreamResponse:
        """Follow topics live (a WebSocket)

        Refusals: NotAllowed for a foreign origin, LimitReached when the house is full.
        """
        request = call.request
        if not same_origin(request, self._deps.settings.public_url):
            raise NotAllowed(permission="origin")
        if len(self._sockets) >= SOCKETS_MAX:
            raise LimitReached
        ws = web.WebSocketResponse(compress=False, heartbeat=HEARTBEAT_S, max_msg_size=MESSAGE_MAX)
        if not ws.can_prepare(request):
            raise Invalid(upgrade="websocket_needed")
        await ws.prepare(request)
        transport = request.transport
        assert transport is not None, "a socket that was opened has a wire"
        socket = Socket(ws, transport)
        socket.who = call.who if call.partner is not None else None
        self._sockets.add(socket)
        try:
            await self._talk(socket, call)
        finally:
            self._sockets.discard(socket)
            for channel, reader in socket.following.values():
                self._hub.leave(channel, reader)
        return ws

    def end(self, person: UserId, session: str | None) -> None:
        """Close what a session (or every session of the person) has open."""
        for socket in list(self._sockets):
            who = socket.who
            if who is not None and who.person.id == person and session in {None, who.session.id}:
                socket.cut(SESSION_OVER)

    async def close(self) -> None:
        """Say goodbye to everybody."""
        for socket in list(self._sockets):
            socket.cut(GOING_AWAY)

    async def _talk(self, socket: Socket, call: Call) -> None:
        pauses = Pauses(TALK_PAUSE_S, TALK_BURST, self._deps.now_s)
        while True:
            try:
                message = await socket.ws.receive(timeout=CHECK_S)
            except TimeoutError:
                if not await self._still_good(socket):
                    return socket.cut(SESSION_OVER)
                continue
            if message.type is not WSMsgType.TEXT:
                return None
            try:
                pauses.take(0)
            except TooManyRequests:
                return socket.cut(POLICY)
            await self._heed(socket, message.data, call.speech)

    async def _heed(self, socket: Socket, text: str, speech: Speech) -> None:
        """Do what one frame says, or say why not."""
        topic: str | None = None
        try:
            said = Said.model_validate_json(text)
            topic = said.sub or said.unsub
            if said.auth is not None:
                await self._sign_in(socket, said.auth)
            elif said.sub is not None:
                await self._follow(socket, said.sub, said.after)
            elif topic is not None:
                self._unfollow(socket, topic)
        except (DomainError, ValidationError) as error:
            refusal = from_validation(error) if isinstance(error, ValidationError) else error
            form: dict[str, object] = {"error": error_form(refusal, speech)}
            if topic is not None:
                form["topic"] = topic
            socket.tell(form)
            if topic is None and isinstance(refusal, NotSignedIn | Banned):
                socket.cut(SESSION_OVER)

    async def _sign_in(self, socket: Socket, token: str) -> None:
        """Refusals: NotSignedIn, Banned; NotAllowed for another person than before."""
        who = await self._door.who(token)
        if socket.who is not None and socket.who.person.id != who.person.id:
            raise NotAllowed(permission="one-person")
        socket.who = who
        socket.tell({"auth": "ok"})

    async def _follow(self, socket: Socket, topic: str, after: int | None) -> None:
        """Refusals: NotFound, NotSignedIn and TermsNeeded for private topics, LimitReached."""
        source = self._hub.source(topic)
        if source is None:
            raise NotFound(topic=topic)
        person: UserId | None = None
        if source.private:
            if socket.who is None:
                raise NotSignedIn
            self._deps.gate.judge(socket.who.person)
            person = socket.who.person.id
        if not await source.exists(topic, person):
            raise NotFound(topic=topic)
        self._unfollow(socket, topic)
        if len(socket.following) >= TOPICS_MAX:
            raise LimitReached(most=TOPICS_MAX)
        reader = Reader(socket.wire, after)
        socket.following[topic] = (self._hub.follow(source, topic, person, reader), reader)

    def _unfollow(self, socket: Socket, topic: str) -> None:
        channel, reader = socket.following.pop(topic, (None, None))
        if channel is not None and reader is not None:
            self._hub.leave(channel, reader)

    async def _still_good(self, socket: Socket) -> bool:
        """Whether the session, or the key, behind a quiet socket still lives."""
        who = socket.who
        if who is not None and who.session.how == HOW:
            return await self._deps.partner_keys.alive(who.session.id)
        return who is None or await self._door.still(who)


def same_origin(request: web.Request, public_url: str) -> bool:
    """Browsers name the page's origin; only our own pages may connect. Programs name none."""
    origin = request.headers.get("Origin")
    if origin is None:
        return True
    return urlsplit(origin).netloc in {request.host, urlsplit(public_url).netloc}
