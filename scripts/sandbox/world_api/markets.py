"""The gift markets: how lively they are, what they charge, what happened on them, and rates."""

from bisect import bisect_right
from typing import Annotated

from pydantic import AfterValidator, Field

from scripts.sandbox.clock import RATE_MAX
from scripts.sandbox.forms import Json, Refusal, logged, parse_amount, time_text
from scripts.sandbox.markets.rows import Event
from scripts.sandbox.routes import Body, Call, LogQuery, Route
from scripts.sandbox.world_api.lots import money
from scripts.sandbox.world_api.names import world_time
from scripts.sandbox.world_api.shapes import LogTold, Told

_RATE_DECIMALS = 12


def _rate(value: str) -> str:
    if parse_amount(value, _RATE_DECIMALS) == 0:
        raise ValueError("more than nothing")
    return value


Rate = Annotated[str, Field(max_length=40), AfterValidator(_rate)]


class MarketsChange(Body):
    rate: float = Field(ge=0, le=RATE_MAX, description="How much livelier than real; 0 still.")


class FeesTold(Told):
    on_top_bps: int
    inside_bps: int
    seller_bps: int


class MarketTold(Told):
    market: str
    listings: int
    fees: FeesTold


class MarketsTold(Told):
    rate: float
    collections: int
    gifts: int
    listings: int
    items: list[MarketTold]


class EventsQuery(LogQuery):
    gift: str | None = None


class Rates(Body):
    ton_usd: Rate | None = Field(None, alias="TON/USD")
    xtr_usd: Rate | None = Field(None, alias="XTR/USD")


class RatesTold(Told):
    ton_usd: str = Field(alias="TON/USD")
    xtr_usd: str = Field(alias="XTR/USD")


async def read(call: Call) -> Json:
    return call.world.markets.view()


async def change(call: Call) -> Json:
    call.world.markets.set_rate(call.given(MarketsChange).rate)
    return call.world.markets.view()


async def events(call: Call) -> Json:
    asked, world = call.asked(EventsQuery), call.world
    book = world.markets.book
    if asked.gift is not None and asked.gift not in book.gifts:
        raise Refusal("not-found", gift=asked.gift)
    first = bisect_right(book.events, asked.since, key=lambda row: row.seq)
    found: list[Event] = []
    for at in range(first, len(book.events)):
        row = book.events[at]
        if asked.gift in (None, row.gift):
            found.append(row)
            if len(found) == asked.limit:
                break
    full = len(found) == asked.limit
    return logged(
        [_event(call, row) for row in found],
        found[-1].seq if full else world.core.sequence.last,
    )


async def read_rates(call: Call) -> Json:
    return dict(call.world.markets.rates)


async def put_rates(call: Call) -> Json:
    markets = call.world.markets
    given = call.given(Rates).model_dump(by_alias=True, exclude_none=True)
    if any(markets.rates[pair] != rate for pair, rate in given.items()):
        markets.rates.update(given)
        # Who shows rates beside its gifts shows something new.
        for market in ("tonapi", "portals", "fragment"):
            markets.book.touch(market)
        markets.changed()
    return dict(markets.rates)


def _event(call: Call, row: Event) -> Json:
    price = None if row.price is None else money(call.world, row.asset, row.price)
    return {
        "seq": row.seq,
        "at": time_text(world_time(row.at_ms)),
        "kind": row.kind,
        "market": row.market,
        "listing": row.listing,
        "gift": row.gift,
        "price": price,
        "from": row.seller,
        "to": row.buyer,
    }


ROUTES = (
    Route(
        method="GET",
        path="/world/markets",
        act=read,
        says="All markets and how lively they are.",
        answer=MarketsTold,
    ),
    Route(
        method="PATCH",
        path="/world/markets",
        act=change,
        says="Let the markets live, or stand still.",
        body=MarketsChange,
        answer=MarketsTold,
    ),
    Route(
        method="GET",
        path="/world/markets/events",
        act=events,
        says="True log of what happened to gifts on all markets.",
        query=EventsQuery,
        answer=LogTold,
        refusals=("not-found",),
    ),
    Route(
        method="GET",
        path="/world/rates",
        act=read_rates,
        says="What a TON and a Star cost in dollars.",
        answer=RatesTold,
    ),
    Route(
        method="PUT",
        path="/world/rates",
        act=put_rates,
        says="Set rates.",
        body=Rates,
        answer=RatesTold,
    ),
)
