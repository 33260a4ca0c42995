"""§7: the live socket."""

import asyncio
import json

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
