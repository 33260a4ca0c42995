"""The world clock."""

from pydantic import Field

from scripts.sandbox.clock import RATE_MAX
from scripts.sandbox.forms import Json
from scripts.sandbox.routes import Body, Call, Route
from scripts.sandbox.world_api.shapes import ClockTold, Time


class ClockSet(Body):
    now: Time | None = None
    rate: float | None = Field(None, ge=0, le=RATE_MAX)


class Jump(Body):
    seconds: float = Field(le=10**12, ge=-(10**12))


async def read(call: Call) -> Json:
    return call.world.clock_view()


async def put(call: Call) -> Json:
    order, world = call.given(ClockSet), call.world
    world.core.clock.set(now=order.now, rate=order.rate)
    if order.now is not None:
        world.ton.time_moved()
    await world.tell_clock()
    world.markets.time_moved()
    return call.world.clock_view()


async def advance(call: Call) -> Json:
    world = call.world
    world.core.clock.advance(call.given(Jump).seconds)
    try:
        await world.tell_clock()
    finally:
        # The time has moved for chain and markets too, though the app may have been silent.
        world.ton.make_block()
        world.markets.time_moved()
    return call.world.clock_view()


ROUTES = (
    Route(method="GET", path="/world/clock", act=read, says="The world clock.", answer=ClockTold),
    Route(
        method="PUT",
        path="/world/clock",
        act=put,
        says="Set time or rate or both; forward only.",
        body=ClockSet,
        answer=ClockTold,
        refusals=("clock-backwards", "app-silent"),
    ),
    Route(
        method="POST",
        path="/world/clock/advance",
        act=advance,
        says="Jump forward; the app is at the new time when the answer comes.",
        body=Jump,
        answer=ClockTold,
        refusals=("clock-backwards", "app-silent"),
    ),
)
