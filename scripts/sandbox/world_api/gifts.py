"""The gifts of the world, for sale or not."""

from pydantic import Field

from scripts.sandbox.forms import Json, listed, page
from scripts.sandbox.markets import gifting
from scripts.sandbox.markets.gifting import Wanted
from scripts.sandbox.routes import Body, Call, ListQuery, Route
from scripts.sandbox.world_api import lots
from scripts.sandbox.world_api.lots import GiftsTold, GiftTold
from scripts.sandbox.world_api.shapes import Name, Who

NUMBER_MAX = 10_000_000


class GiftsQuery(ListQuery):
    collection: str | None = None
    owner: str | None = None


class NewGift(Body):
    collection: str = Field(description="The short name: `plushpepe`.")
    number: int | None = Field(None, ge=1, le=NUMBER_MAX)
    model: Name | None = None
    backdrop: Name | None = None
    symbol: Name | None = None
    owner: Who | None = None
    onchain: bool = False


async def read_all(call: Call) -> Json:
    asked, world = call.asked(GiftsQuery), call.world
    holder = None if asked.owner is None else lots.holder(world, asked.owner)
    book = world.markets.book
    rows = (
        one
        for one in (book.gifts[key] for key in book.order)
        if asked.collection in (None, one.short) and (holder is None or holder(one))
    )
    found, following = page(rows, key=lambda one: one.uid, limit=asked.limit, cursor=asked.cursor)
    return listed([lots.gift_view(world, one) for one in found], following)


async def read(call: Call) -> Json:
    return lots.gift_view(call.world, lots.gift(call.world, call.part("gift")))


async def add(call: Call) -> Json:
    order, world = call.given(NewGift), call.world
    owner = None if order.owner is None else lots.owner(world, order.owner)
    wanted = Wanted(
        short=order.collection,
        number=order.number,
        model=order.model,
        backdrop=order.backdrop,
        symbol=order.symbol,
        owner=None if owner is None else owner.name,
        owner_address=None if owner is None else owner.address,
        onchain=order.onchain,
    )
    return lots.gift_view(world, gifting.make(world.markets, wanted))


ROUTES = (
    Route(
        method="GET",
        path="/world/gifts",
        act=read_all,
        says="All gifts, of a collection or an owner.",
        query=GiftsQuery,
        answer=GiftsTold,
        refusals=("person-not-found",),
    ),
    Route(
        method="GET",
        path="/world/gifts/{gift}",
        act=read,
        says="One gift, with its active listings.",
        answer=GiftTold,
        refusals=("not-found",),
    ),
    Route(
        method="POST",
        path="/world/gifts",
        act=add,
        says="A new gift; only its collection is needed.",
        body=NewGift,
        answer=GiftTold,
        status=201,
        refusals=("not-found", "taken", "person-not-found"),
    ),
)
