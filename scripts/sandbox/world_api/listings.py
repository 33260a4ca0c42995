"""What is for sale: the truth, and what scripts do to it."""

from typing import Literal

from pydantic import Field

from scripts.sandbox.forms import Json, Refusal, listed, page
from scripts.sandbox.markets import selling
from scripts.sandbox.markets.rows import TON, Listing
from scripts.sandbox.markets.selling import Offer
from scripts.sandbox.routes import Body, Call, ListQuery, Route
from scripts.sandbox.world_api import lots
from scripts.sandbox.world_api.lots import ListingsTold, ListingTold, Price
from scripts.sandbox.world_api.money import Money
from scripts.sandbox.world_api.shapes import Time, Who

TRUTH_MAX = 10_000
Market = Literal["getgems", "fragment", "mrkt", "tonnel", "portals", "tonapi"]


class ListingsQuery(ListQuery):
    limit: int = Field(50, ge=1, le=TRUTH_MAX)
    market: Market | None = None
    collection: str | None = None


class NewListing(Body):
    market: Market
    gift: str
    price: Money
    sale_kind: Literal["fix", "auction", "bundle", "premarket"] = "fix"
    locked_until: Time | None = None


class Sale(Body):
    buyer: Who | None = None


async def read_all(call: Call) -> Json:
    asked, world = call.asked(ListingsQuery), call.world
    rows = (
        one
        for one in selling.by_id(world.markets.book, asked.market)
        if asked.collection is None or one[1].gift.rpartition("-")[0] == asked.collection
    )
    found, following = page(rows, key=lambda one: one[0], limit=asked.limit, cursor=asked.cursor)
    return listed([lots.listing_view(world, one) for _id, one in found], following)


async def add(call: Call) -> Json:
    order, world = call.given(NewListing), call.world
    gift, value = lots.gift(world, order.gift), lots.price(world, order.price)
    offer = Offer(
        market=order.market,
        gift=gift,
        price=value.units,
        asset=TON if value.jetton is None else value.jetton.asset,
        sale_kind=order.sale_kind,
        locked_until=order.locked_until,
    )
    return lots.listing_view(world, selling.offer(world.markets, offer))


async def change(call: Call) -> Json:
    order, world, lot = call.given(Price), call.world, _lot(call)
    value = lots.price(world, order.price)
    if lot.asset != (TON if value.jetton is None else value.jetton.asset):
        raise Refusal("invalid", **{"price.asset": f"this lot is sold for {lot.asset}"})
    markets = world.markets
    if value.units != lot.price:
        markets.book.reprice(lot, value.units, at_ms=markets.now_ms)
        markets.changed()
    return lots.listing_view(world, lot)


async def remove(call: Call) -> None:
    lot, markets = _lot(call), call.world.markets
    markets.book.delist(lot, at_ms=markets.now_ms)
    markets.changed()


async def sell(call: Call) -> Json:
    order, world, lot = call.given(Sale), call.world, _lot(call)
    buyer = lots.owner(world, order.buyer) if order.buyer is not None else None
    name = selling.somebody(world.markets) if buyer is None else buyer.name
    selling.sell(world.markets, lot, name, None if buyer is None else buyer.address)
    return lots.gift_view(world, lots.gift(world, lot.gift))


def _lot(call: Call) -> Listing:
    """Refuses: `not-listed`."""
    told = call.part("listing")
    found = selling.find(call.world.markets.book, told)
    if found is None:
        raise Refusal("not-listed", listing=told)
    return found


ROUTES = (
    Route(
        method="GET",
        path="/world/listings",
        act=read_all,
        says="The truth: every active listing, in the order of its id.",
        query=ListingsQuery,
        answer=ListingsTold,
    ),
    Route(
        method="POST",
        path="/world/listings",
        act=add,
        says="Put a gift on a market.",
        body=NewListing,
        answer=ListingTold,
        status=201,
        refusals=("not-found", "taken"),
    ),
    Route(
        method="PATCH",
        path="/world/listings/{listing}",
        act=change,
        says="Another price.",
        body=Price,
        answer=ListingTold,
        refusals=("not-listed",),
    ),
    Route(
        method="DELETE",
        path="/world/listings/{listing}",
        act=remove,
        says="Take it off the market.",
        refusals=("not-listed",),
    ),
    Route(
        method="POST",
        path="/world/listings/{listing}/sale",
        act=sell,
        says="Sold at its price, to somebody or to a person or wallet; the gift as it is then.",
        body=Sale,
        answer=lots.GiftTold,
        refusals=("not-listed", "person-not-found"),
    ),
)
