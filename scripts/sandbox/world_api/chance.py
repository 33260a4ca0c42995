"""The world's chance."""

from pydantic import Field

from scripts.sandbox.forms import Json
from scripts.sandbox.routes import Body, Call, Route
from scripts.sandbox.world_api.shapes import Told


class Seed(Body):
    seed: int = Field(ge=0, le=2**53 - 1)


class SeedTold(Told):
    seed: int


async def read(call: Call) -> Json:
    return {"seed": call.world.core.chance.seed}


async def put(call: Call) -> Json:
    core = call.world.core
    core.chance.restart(call.given(Seed).seed)
    core.live.tell("chance")
    return {"seed": core.chance.seed}


ROUTES = (
    Route(method="GET", path="/world/chance", act=read, says="The seed in use.", answer=SeedTold),
    Route(
        method="PUT",
        path="/world/chance",
        act=put,
        says="Begin again from a seed: same calls, same values.",
        body=Seed,
        answer=SeedTold,
    ),
)
