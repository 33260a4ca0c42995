"""§7: the live socket."""

import asyncio
import json
import socket

import aiohttp

from tests.contract.outsider import Json, Outside


class Feed:
    """One socket and what came by it."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self._socket = socket

    async def say(self, **frame: object) -> None:
        await self._socket.send_str(json.dumps(frame))

    async def topic(self, name: str) -> Json:
        """The next frame of a topic."""
        while True:
            frame = json.loads((await asyncio.wait_for(self._socket.receive(), 10)).data)
            if frame.get("topic") == name:
                return frame


def _balance(frame: Json) -> str:
    items = (frame.get("snapshot") or frame.get("delta"))["items"]
    return next((str(i["available"]) for i in items if i["asset"] == "XTR"), "0")


async def test_balances_come_as_a_snapshot_and_numbered_deltas(either: Outside) -> None:
    guest = await asyncio.to_thread(either.guest)
    client = await asyncio.to_thread(either.sign_in, guest)
    url = f"{either.api}/live"
    async with aiohttp.ClientSession() as session:
        async with session.ws_connect(url) as socket:
            feed = Feed(socket)
            await feed.say(auth=client.token)
            await feed.say(sub="balances")
            first = await feed.topic("balances")
            assert set(first) >= {"topic", "seq", "snapshot"}
            assert _balance(first) == "0"
            await asyncio.to_thread(guest.top_up, 50)
            seq, last = first["seq"], first
            while _balance(last) != "50":
                last = await feed.topic("balances")
                assert "delta" in last
                assert last["seq"] == seq + 1
                seq = last["seq"]
        await asyncio.to_thread(guest.top_up, 20)
        async with session.ws_connect(url) as socket:
            feed = Feed(socket)
            await feed.say(auth=client.token)
            await feed.say(sub="balances", after=seq)
            missed = await feed.topic("balances")
            assert "snapshot" in missed or missed["seq"] == seq + 1
            while _balance(missed) != "70":
                missed = await feed.topic("balances")
            await socket.close()


async def test_after_the_newest_number_nothing_comes_until_something_changes(
    outside: Outside,
) -> None:
    guest = await asyncio.to_thread(outside.guest)
    client = await asyncio.to_thread(outside.sign_in, guest)
    async with (
        aiohttp.ClientSession() as session,
        session.ws_connect(f"{outside.api}/live") as one,
    ):
        feed = Feed(one)
        await feed.say(auth=client.token)
        await feed.say(sub="balances")
        seq = (await feed.topic("balances"))["seq"]
        async with session.ws_connect(f"{outside.api}/live") as two:
            again = Feed(two)
            await again.say(auth=client.token)
            await again.say(sub="balances", after=seq)
            await asyncio.to_thread(guest.top_up, 50)
            frame = await again.topic("balances")
            assert "snapshot" in frame or frame["seq"] == seq + 1


async def test_a_reader_that_does_not_read_loses_no_number_and_holds_up_nobody(
    outside: Outside,
) -> None:
    """One sleeps behind a window of a few kilobytes while lobbies open and close; another reads
    on. Whoever wakes finds numbers without gaps, or a snapshot in their place.
    """
    stake = {"asset": "POINTS", "amount": "10"}
    order = {"game": "dice", "rule": "single", "stake": stake, "match": "open"}
    people = [await asyncio.to_thread(outside.guest) for _ in range(4)]
    clients = [await asyncio.to_thread(outside.program.sign_in, one.name) for one in people]
    narrow = aiohttp.TCPConnector(socket_factory=_narrow)
    async with (
        aiohttp.ClientSession(connector=narrow) as sleepy,
        aiohttp.ClientSession() as lively,
        sleepy.ws_connect(f"{outside.api}/live") as slow,
        lively.ws_connect(f"{outside.api}/live") as quick,
    ):
        feeds = Feed(slow), Feed(quick)
        begun = []
        for feed in feeds:
            await feed.say(auth=clients[0].token)
            await feed.say(sub="lobbies")
            begun.append((await feed.topic("lobbies"))["seq"])
        for client in clients * 2:
            lobby = (await asyncio.to_thread(client.act, "/lobbies", order))["id"]
            await asyncio.to_thread(client.act, f"/lobbies/{lobby}/leave")
        ends = [await _follow(feed, seq, lobby) for feed, seq in zip(feeds, begun, strict=True)]
    assert ends[0] == ends[1]


def _narrow(address: Json) -> socket.socket:
    family, kind, protocol, *_ = address
    made = socket.socket(family, kind, protocol)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    return made


async def _follow(feed: Feed, seq: int, last: str) -> int:
    """Read until the last lobby is gone; the number then."""
    seen = False
    while True:
        frame = await feed.topic("lobbies")
        if "delta" in frame:
            assert frame["seq"] == seq + 1
        seq = frame["seq"]
        here = last in json.dumps(frame.get("delta") or frame["snapshot"])
        if here and '"cancelled"' in json.dumps(frame):
            return seq
        if seen and "snapshot" in frame and not here:
            return seq
        seen = seen or here


async def test_balances_need_sign_in(outside: Outside) -> None:
    async with (
        aiohttp.ClientSession() as session,
        session.ws_connect(f"{outside.api}/live") as one,
    ):
        await one.send_str(json.dumps({"sub": "balances"}))
        told = json.loads((await asyncio.wait_for(one.receive(), 10)).data)
        assert told["error"]["code"]


async def test_a_forged_token_is_refused(outside: Outside) -> None:
    async with (
        aiohttp.ClientSession() as session,
        session.ws_connect(f"{outside.api}/live") as one,
    ):
        await one.send_str(json.dumps({"auth": "nonsense"}))
        message = await asyncio.wait_for(one.receive(), 10)
        assert message.type is aiohttp.WSMsgType.CLOSE or "error" in json.loads(message.data)
