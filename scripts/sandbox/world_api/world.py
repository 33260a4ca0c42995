"""The world as a whole: what it is, its pace, a new one, and when it is idle."""

from pydantic import Field

from scripts.sandbox.clock import RATE_MAX
from scripts.sandbox.forms import Json
from scripts.sandbox.routes import Body, Call, Route
from scripts.sandbox.world import SEED, NewWorld
from scripts.sandbox.world_api.shapes import ClockTold, Time, Told

PACE_MAX = 10_000


class Pace(Body):
    pace: float = Field(ge=1, le=PACE_MAX)


class NewClock(Body):
    now: Time | None = None
    rate: float = Field(1, ge=0, le=RATE_MAX)


class NewMarkets(Body):
    collections: int = Field(12, ge=0, le=120)
    gifts: int = Field(20_000, ge=0, le=1_000_000)
    listings: int = Field(2_000, ge=0, le=1_000_000)
    rate: float = Field(0, ge=0, le=RATE_MAX)


class Reset(Body):
    seed: int = Field(SEED, ge=0, le=2**53 - 1)
    pace: float = Field(1, ge=1, le=PACE_MAX)
    clock: NewClock = NewClock()
    demo: bool = False
    markets: NewMarkets = NewMarkets()


class BotTold(Told):
    id: int
    username: str
    token: str


class AppTold(Told):
    url: str | None
    pid: int | None
    state: str


class WorldTold(Told):
    id: str
    seed: int
    pace: float
    seq: int
    clock: ClockTold
    launch_key: str
    bot: BotTold
    app: AppTold
    ton: dict[str, object]
    counts: dict[str, int]


class IdleTold(Told):
    idle: bool
    waited_ms: int


async def read(call: Call) -> Json:
    return call.world.view()


async def change(call: Call) -> Json:
    call.world.core.pace = call.given(Pace).pace
    await call.world.tell_pace()
    return call.world.view()


async def reset(call: Call) -> Json:
    order = call.given(Reset)
    new = NewWorld(
        seed=order.seed,
        pace=order.pace,
        now=order.clock.now,
        rate=order.clock.rate,
        demo=order.demo,
        markets=order.markets.model_dump(),
    )
    await call.world.reset(new)
    return call.world.view()


async def idle(call: Call) -> Json:
    # With `wait_s` the wait was before this; without it, this is the question itself.
    waited_ms = await call.world.idle.wait(0) if call.waited_ms is None else call.waited_ms
    return {"idle": True, "waited_ms": waited_ms}


ROUTES = (
    Route(method="GET", path="/world", act=read, says="The world.", answer=WorldTold),
    Route(
        method="PATCH",
        path="/world",
        act=change,
        says="Set the pace.",
        body=Pace,
        answer=WorldTold,
        refusals=("app-silent",),
    ),
    Route(
        method="POST",
        path="/world/reset",
        act=reset,
        says="A new world; the app starts over with an empty store.",
        body=Reset,
        answer=WorldTold,
        refusals=("app-silent",),
    ),
    Route(
        method="GET",
        path="/world/idle",
        act=idle,
        says="Whether nothing is under way any more.",
        answer=IdleTold,
    ),
)
