"""The local chain: when its blocks are made."""

from typing import Literal

from pydantic import Field

from scripts.sandbox.forms import Json
from scripts.sandbox.routes import Body, Call, Route
from scripts.sandbox.world_api.shapes import Told

BLOCKS_MAX = 1_000


class Tick(Body):
    tick: Literal["auto", "manual"]


class Blocks(Body):
    count: int = Field(1, ge=1, le=BLOCKS_MAX)


class ChainTold(Told):
    tick: Literal["auto", "manual"]
    seqno: int
    now: str
    waiting: int


async def read(call: Call) -> Json:
    return call.world.ton.chain_view()


async def change(call: Call) -> Json:
    call.world.ton.set_tick(call.given(Tick).tick)
    return call.world.ton.chain_view()


async def make(call: Call) -> Json:
    for _ in range(call.given(Blocks).count):
        call.world.ton.make_block()
    return call.world.ton.chain_view()


ROUTES = (
    Route(method="GET", path="/world/chain", act=read, says="The chain.", answer=ChainTold),
    Route(
        method="PATCH",
        path="/world/chain",
        act=change,
        says="Let blocks come by themselves, or only when told to.",
        body=Tick,
        answer=ChainTold,
    ),
    Route(
        method="POST",
        path="/world/chain/blocks",
        act=make,
        says="Make blocks now; each takes what waits.",
        body=Blocks,
        answer=ChainTold,
    ),
)
