"""A small world of gifts with its markets, and the adapters that read them."""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.gateways.markets.adapter import Means
from bot.gateways.markets.fragment.client import Fragment
from bot.gateways.markets.getgems.client import GetGems
from bot.gateways.markets.mrkt.client import Mrkt
from bot.gateways.markets.portals.client import Portals
from bot.gateways.markets.tonapi.client import TonApi
from bot.gateways.markets.tonnel.client import Tonnel
from bot.runtime.clock import WorldClock, instant_of, text_of
from bot.wiring.markets import Adapter
from domain.gifts.market_ports import MarketEvent, MarketReader, Shelf
from domain.gifts.models import Lot, Market, TraitValue
from domain.shared.money import TON, Asset, Money
from scripts.sandbox.server import serving
from tests.sandbox.caller import Answer, Caller, calling

NOW = "2026-12-01T09:00:00.000Z"
SMALL = {"collections": 4, "gifts": 900, "listings": 360, "rate": 0}
PACE = 1000
LAUNCH = "signed launch data"
MARKETS = tuple(Market)
ON_CHAIN = (Market.FRAGMENT, Market.TONAPI)
"""What is sold there is on the chain."""
Told = dict[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class MarketWorld:
    """`caller` is a script that acts on the world; `usdt` its dollars."""

    caller: Caller
    clock: WorldClock
    usdt: Asset
    stack: AsyncExitStack

    def reader(self, market: Market, *, pace: float = PACE, other_door: bool = False) -> Adapter:
        """By the door that is used first, or by the other one that the market has."""
        made = self._made(market, other_door=other_door)
        made.set_pace(pace)
        self.stack.push_async_callback(made.close)
        return made

    def _made(self, market: Market, *, other_door: bool) -> Adapter:
        base, means = self.base(market), Means(clock=self.clock, usdt=self.usdt)
        match market:
            case Market.GETGEMS:
                return GetGems(base, "a-key", means, graphql=other_door)
            case Market.PORTALS:
                return Portals(base, "partners a-token" if other_door else "", means)
            case Market.MRKT:
                return Mrkt(base, LAUNCH, means)
            case Market.TONNEL:
                return Tonnel(base, "" if other_door else LAUNCH, means)
            case Market.FRAGMENT:
                chain = self.reader(Market.TONAPI)
                assert isinstance(chain, TonApi), "made for that market"
                return Fragment(base, None if other_door else chain, means)
            case Market.TONAPI:
                return TonApi(base, "" if other_door else "a-key", means, calls_per_s=9)

    def base(self, market: Market) -> str:
        return f"{self.caller.url}/markets/{market}"

    async def truth(self, market: Market) -> dict[str, Answer]:
        """The active listings by id."""
        told = await self.caller.get(f"/listings?market={market}&limit=10000")
        return {one["id"]: one for one in told["items"]}

    async def fault(self, market: Market, kind: str, match: str = "*", **more: object) -> str:
        order = {"face": market, "kind": kind, "match": match, "times": 1, **more}
        return str((await self.caller.make("/faults", order))["id"])

    async def gift(self, number: int, *, onchain: bool = False) -> str:
        order = {"collection": "plushpepe", "number": number, "onchain": onchain}
        await self.caller.make("/gifts", order)
        return f"plushpepe-{number}"

    async def offer(self, market: Market, gift: str, amount: str) -> Answer:
        order = {"market": market, "gift": gift, "price": {"asset": "TON", "amount": amount}}
        return await self.caller.make("/listings", order)

    async def calls(self, market: Market) -> Sequence[Answer]:
        told: list[Answer] = (await self.caller.get(f"/calls?face={market}&limit=1000"))["items"]
        return told


@asynccontextmanager
async def market_world(folder: Path) -> AsyncIterator[MarketWorld]:
    async with serving(folder / "world", port=0) as world, calling(world.core.url) as caller:
        clock = {"now": NOW, "rate": 0}
        await caller.post("/reset", {"seed": 7, "pace": PACE, "clock": clock, "markets": SMALL})
        (dollars,) = (await caller.get())["ton"]["jettons"]
        async with AsyncExitStack() as stack:
            yield MarketWorld(
                caller=caller,
                clock=WorldClock(instant_of(NOW), 0),
                usdt=Asset(f"jetton:{dollars['master']}", scale=6, edge_scale=6),
                stack=stack,
            )


async def walk(reader: MarketReader, shelf: Shelf) -> dict[str, Lot]:
    """Every lot of a shelf, by id; each page is held to what a page promises."""
    found: dict[str, Lot] = {}
    place: str | None = None
    while True:
        page = await reader.page(shelf, place)
        for lot in page.lots:
            assert (lot.market, lot.collection) == (reader.market, shelf.collection)
            found[lot.id] = lot
        place = page.next
        if place is None:
            return found


async def everything(reader: MarketReader) -> dict[str, Lot]:
    found: dict[str, Lot] = {}
    for shelf in await reader.shelves():
        found |= await walk(reader, shelf)
    return found


def as_told(lot: Lot) -> Told:
    """A lot in the words of the truth, without what its market does not tell."""
    return {
        "id": lot.id,
        "market": lot.market,
        "gift": lot.gift,
        "collection": lot.collection,
        "number": lot.number,
        "sale_kind": lot.sale_kind,
        "onchain": lot.onchain,
        "price": money(lot.price),
        "locked_until": None if lot.locked_until is None else text_of(lot.locked_until),
        **({} if lot.listed_at is None else {"listed_at": text_of(lot.listed_at)}),
        **_trait("model", lot.model),
        **_trait("backdrop", lot.backdrop),
        **_trait("symbol", lot.symbol),
    }


def assert_true(lots: Mapping[str, Lot], truth: Mapping[str, Answer]) -> None:
    """Exactly those lots, and nothing about one that is not so."""
    assert sorted(lots) == sorted(truth)
    for own_id, lot in lots.items():
        assert_like(lot, truth[own_id])


def assert_like(lot: Lot, true: Answer) -> None:
    told = as_told(lot)
    seen = {name: true[name] for name in told}
    for name in ("model", "backdrop", "symbol"):
        # What the market says of a trait is so; it may leave the rarity out.
        if name in told:
            seen[name] = {part: true[name][part] for part in told[name]}  # type: ignore[attr-defined]
    assert told == seen


def happenings(events: Sequence[MarketEvent]) -> list[tuple[str, str, str | None]]:
    return [
        (event.kind, event.gift, None if event.price is None else event.price.text)
        for event in events
    ]


def money(price: Money) -> dict[str, str]:
    return {"asset": "TON" if price.asset == TON else price.asset.code, "amount": price.text}


def _trait(name: str, told: TraitValue | None) -> Told:
    if told is None:
        return {}
    parts: Told = {"name": told.name}
    if told.rarity_permille is not None:
        parts["rarity_permille"] = told.rarity_permille
    if told.rarity_tier is not None:
        parts["rarity_tier"] = told.rarity_tier
    return {name: parts}
