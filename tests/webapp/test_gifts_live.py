"""The live topics of gifts: whatever happens and whenever one comes back, both sides agree."""

import asyncio
import random
from typing import TYPE_CHECKING, Any

import orjson

from domain.gifts.models import Listing, Market, SourceState
from tests.webapp.world import World
from webapp.gifts.windows import WINDOW

if TYPE_CHECKING:
    from aiohttp import ClientWebSocketResponse

WAIT_S = 20.0


class Reader:
    """A client of one topic, as the documentation tells one to write it."""

    def __init__(self, topic: str) -> None:
        self.topic = topic
        self.seq: int | None = None
        self.state: dict[str, Any] = {}
        self.socket: ClientWebSocketResponse | None = None

    async def open(self, world: World) -> None:
        self.socket = await world.client.ws_connect("/api/v1/live")
        sub = {"sub": self.topic, **({} if self.seq is None else {"after": self.seq})}
        await self.socket.send_str(orjson.dumps(sub).decode())

    async def close(self) -> None:
        assert self.socket is not None
        await self.socket.close()

    async def next(self) -> dict[str, Any]:
        assert self.socket is not None
        frame = orjson.loads((await asyncio.wait_for(self.socket.receive(), WAIT_S)).data)
        assert "error" not in frame, frame
        if "snapshot" in frame:
            self.state = frame["snapshot"]
        else:
            assert frame["seq"] == (self.seq or 0) + 1, "numbers have no gaps"
            self.take(frame["delta"])
        self.seq = frame["seq"]
        return dict(frame)

    def take(self, delta: dict[str, Any]) -> None:
        if "put" not in delta:
            self.state = {**self.state, **delta}
            return
        items = {one["id"]: one for one in self.state["items"]}
        items.update({one["id"]: one for one in delta["put"]})
        kept = [one for lot, one in items.items() if lot not in delta["gone"]]
        kept.sort(key=lambda one: (float(one["buyer_total"]["amount"]), one["id"]))
        beside = {key: value for key, value in delta.items() if key not in {"put", "gone"}}
        self.state = {**self.state, **beside, "items": kept}

    async def until(self, wanted: dict[str, Any]) -> None:
        while any(self.state.get(key) != value for key, value in wanted.items()):
            await self.next()


async def window(world: World, key: str) -> dict[str, Any]:
    """What the API says now."""
    found = (await world.call("GET", f"/gifts/listings?collection={key}&limit={WINDOW}")).body
    return {"items": found["items"], "total": found["total"]}


async def test_a_collection_is_told_as_it_changes(world: World) -> None:
    first = world.shop.put(number=1, ton="10")
    reader = Reader("collection:plushpepe")
    await reader.open(world)
    frame = await reader.next()
    assert frame["snapshot"]["floor"] == {"asset": "TON", "amount": "10"}
    assert [one["id"] for one in frame["snapshot"]["items"]] == [first.id]
    second = world.shop.put(number=2, ton="8")
    delta = (await reader.next())["delta"]
    assert ([one["id"] for one in delta["put"]], delta["gone"]) == ([second.id], [])
    assert (delta["floor"]["amount"], delta["total"]) == ("8", 2)
    world.shop.reprice(second, "9")
    assert (await reader.next())["delta"]["put"][0]["price"]["amount"] == "9"
    world.shop.end(second)
    assert (await reader.next())["delta"]["gone"] == [second.id]
    world.shop.put("Toy Bear", 5)
    world.shop.set_state(Market.PORTALS, SourceState.BLOCKED)
    delta = (await reader.next())["delta"]
    assert [(one["id"], one["source"]) for one in delta["put"]] == [(first.id, "blocked")]
    await reader.close()


async def test_a_client_that_leaves_and_resumes_agrees_with_the_server(world: World) -> None:
    """Killed at any message, over a window that lots enter and leave at both ends."""
    chance, shop = random.Random(5), world.shop
    lots: list[Listing] = [shop.put(number=n, ton=str(20 + n % 60)) for n in range(WINDOW + 10)]
    reader = Reader("collection:plushpepe")
    await reader.open(world)
    await reader.next()
    for n in range(60):
        act = chance.random()
        place = chance.randrange(len(lots))
        if act < 0.4:
            lots.append(shop.put(number=1000 + n, ton=str(chance.randrange(1, 90))))
        elif act < 0.7:
            lots[place] = shop.reprice(lots[place], str(chance.randrange(1, 90)))
        else:
            shop.end(lots.pop(place))
        if n % 20 == 7:
            await reader.close()
        if n % 20 == 12:
            await reader.open(world)
        if n % 5 == 0:
            await world.settled()
    await world.settled()
    await reader.until(await window(world, "plushpepe"))
    newcomer = Reader("collection:plushpepe")
    await newcomer.open(world)
    await newcomer.next()
    assert newcomer.state["items"] == reader.state["items"]
    await reader.close()
    await newcomer.close()


async def test_a_gift_is_told_whole(world: World) -> None:
    lot = world.shop.put(number=7, ton="10")
    reader = Reader("gift:plushpepe-7")
    await reader.open(world)
    await reader.next()
    assert [one["id"] for one in reader.state["offers"]] == [lot.id]
    assert [one["kind"] for one in reader.state["events"]] == ["listed"]
    changed = world.shop.reprice(lot, "9")
    while [one["kind"] for one in reader.state["events"]] != ["repriced", "listed"]:
        await reader.next()
    assert reader.state["offers"][0]["price"]["amount"] == "9"
    world.shop.end(changed)
    while len(reader.state["events"]) != 3:
        await reader.next()
    assert reader.state["offers"] == []
    await reader.close()


async def test_markets_are_told_when_their_state_changes(world: World) -> None:
    reader = Reader("markets")
    await reader.open(world)
    assert len((await reader.next())["snapshot"]["items"]) == 6
    world.shop.set_state(Market.TONNEL, SourceState.BLOCKED)
    (told,) = (await reader.next())["delta"]["items"]
    assert (told["market"], told["state"]) == ("tonnel", "blocked")
    await reader.close()


async def test_topics_of_what_is_not_there_are_refused(world: World) -> None:
    world.shop.put(number=1)
    socket = await world.client.ws_connect("/api/v1/live")
    for topic in (
        "collection:nothing",
        "gift:plushpepe-2",
        "gift:PlushPepe-1",
        "gift:",
        "markets:all",
    ):
        await socket.send_str(orjson.dumps({"sub": topic}).decode())
        told = orjson.loads((await asyncio.wait_for(socket.receive(), WAIT_S)).data)
        assert (told["topic"], told["error"]["code"]) == (topic, "not-found")
    await socket.close()
