"""§7: `collection:<key>` and `gift:<gift>` on the live socket."""

import asyncio
import json

import aiohttp

from tests.contract.outsider import Json, Outside

COLLECTION = "santahat"


class Follower:
    """One topic on one socket, with the state that its frames add up to."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse, topic: str) -> None:
        self._socket = socket
        self.topic = topic
        self.seq = 0
        self.state: Json = {}

    async def begin(self, after: int | None = None) -> None:
        said = {"sub": self.topic, **({} if after is None else {"after": after})}
        await self._socket.send_str(json.dumps(said))
        self.seq = after or 0

    async def next(self) -> Json:
        while True:
            frame = json.loads((await asyncio.wait_for(self._socket.receive(), 30)).data)
            if frame.get("topic") == self.topic:
                break
        if "snapshot" in frame:
            self.state = frame["snapshot"]
        else:
            assert frame["seq"] == self.seq + 1, "numbers have no gaps"
            self._take(frame["delta"])
        self.seq = frame["seq"]
        return frame

    def _take(self, delta: Json) -> None:
        if "put" not in delta:
            self.state = {**self.state, **delta}
            return
        items = {one["id"]: one for one in self.state["items"]}
        items.update({one["id"]: one for one in delta["put"]})
        kept = [one for lot, one in items.items() if lot not in delta["gone"]]
        beside = {name: value for name, value in delta.items() if name not in {"put", "gone"}}
        self.state = {**self.state, **beside, "items": kept}

    def prices(self) -> dict[str, str]:
        return {one["id"]: one["price"]["amount"] for one in self.state["items"]}

    async def until(self, lot: str, price: str | None) -> None:
        while self.prices().get(lot) != price:
            await self.next()


def _lot(outside: Outside, price: str) -> Json:
    gift = outside.world.post("/gifts", {"collection": COLLECTION})
    order = {
        "market": "portals",
        "gift": gift["gift"],
        "price": {"asset": "TON", "amount": price},
        "sale_kind": "fix",
    }
    return outside.world.post("/listings", order)


def _reprice(outside: Outside, lot: Json, price: str) -> None:
    outside.world.patch(f"/listings/{lot['id']}", {"price": {"asset": "TON", "amount": price}})


def _sell(outside: Outside, lot: Json) -> None:
    outside.world.post(f"/listings/{lot['id']}/sale", {})


async def test_a_lot_is_followed_from_its_listing_to_its_sale(outside: Outside) -> None:
    await asyncio.to_thread(outside.world.idle, 60)
    async with (
        aiohttp.ClientSession() as session,
        session.ws_connect(f"{outside.api}/live") as socket,
    ):
        feed = Follower(socket, f"collection:{COLLECTION}")
        await feed.begin()
        assert "snapshot" in await feed.next()
        lot = await asyncio.to_thread(_lot, outside, "0.02")
        await feed.until(lot["id"], "0.02")
        assert feed.state["floor"] is not None
        await asyncio.to_thread(_reprice, outside, lot, "0.03")
        await feed.until(lot["id"], "0.03")
        seq = feed.seq
        gift = Follower(socket, f"gift:{lot['gift']}")
        await gift.begin()
        await gift.next()
        assert [one["id"] for one in gift.state["offers"]] == [lot["id"]]
        await asyncio.to_thread(_sell, outside, lot)
        while gift.state["offers"] or gift.state["events"][0]["kind"] != "sold":
            await gift.next()
    async with (
        aiohttp.ClientSession() as session,
        session.ws_connect(f"{outside.api}/live") as again,
    ):
        back = Follower(again, feed.topic)
        back.state = feed.state
        await back.begin(after=seq)
        await back.until(lot["id"], None)


async def test_what_is_not_there_cannot_be_followed(outside: Outside) -> None:
    async with (
        aiohttp.ClientSession() as session,
        session.ws_connect(f"{outside.api}/live") as socket,
    ):
        await socket.send_str(json.dumps({"sub": "gift:plushpepe-999999999"}))
        told = json.loads((await asyncio.wait_for(socket.receive(), 10)).data)
        assert told["error"]["code"] == "not-found"


async def test_a_saved_search_is_followed_by_its_person_alone(outside: Outside) -> None:
    alice = outside.sign_in(await asyncio.to_thread(outside.guest))
    bob = outside.sign_in(await asyncio.to_thread(outside.guest))
    order = {"name": "cheap", "query": {"collection": [COLLECTION], "price_max": ["0.5"]}}
    saved = await asyncio.to_thread(alice.act, "/gifts/searches", order)
    topic = f"search:{saved.body['id']}"
    async with (
        aiohttp.ClientSession() as session,
        session.ws_connect(f"{outside.api}/live") as hers,
        session.ws_connect(f"{outside.api}/live") as his,
    ):
        await his.send_str(json.dumps({"auth": bob.token}))
        assert json.loads((await his.receive()).data) == {"auth": "ok"}
        await his.send_str(json.dumps({"sub": topic}))
        told = json.loads((await asyncio.wait_for(his.receive(), 10)).data)
        assert told["error"]["code"] == "not-found"
        await hers.send_str(json.dumps({"auth": alice.token}))
        feed = Follower(hers, topic)
        await feed.begin()
        before = (await feed.next())["snapshot"]["total"]
        dear = await asyncio.to_thread(_lot, outside, "7")
        cheap = await asyncio.to_thread(_lot, outside, "0.25")
        await feed.until(cheap["id"], "0.25")
        assert (feed.state["total"], dear["id"] in feed.prices()) == (before + 1, False)
        await asyncio.to_thread(_reprice, outside, cheap, "0.75")
        await feed.until(cheap["id"], None)
        path = f"/gifts/searches/{saved.body['id']}"
        changed = await asyncio.to_thread(
            alice.ask, "PATCH", path, {"query": {"collection": [COLLECTION]}}
        )
        assert changed.status == 200, changed
        await feed.until(dear["id"], "7")
        for lot in (dear, cheap):
            await asyncio.to_thread(_sell, outside, lot)
        await feed.until(cheap["id"], None)
