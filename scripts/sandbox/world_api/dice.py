"""What people and bots throw next."""

from pydantic import ConfigDict, Field, RootModel

from scripts.sandbox.forms import Json
from scripts.sandbox.routes import Call, Route
from scripts.sandbox.world import World
from scripts.sandbox.world_api.names import anybody, name_of
from scripts.sandbox.world_api.shapes import Id

_VALUES_MAX = 1_000


class Laid(RootModel[dict[str, list[Id]]]):
    """Next values by thrower, used up in order."""

    model_config = ConfigDict(strict=True)

    root: dict[str, list[Id]] = Field(max_length=_VALUES_MAX)


async def read(call: Call) -> Json:
    return _laid(call.world)


async def put(call: Call) -> Json:
    laid = call.given(Laid).root
    found = {anybody(call.world, name): values for name, values in laid.items()}
    for who, values in found.items():
        call.world.telegram.throws.lay(who, values[:_VALUES_MAX])
    return _laid(call.world)


def _laid(world: World) -> Json:
    return {name_of(world, who): values for who, values in world.telegram.throws.laid().items()}


ROUTES = (
    Route(
        method="GET",
        path="/world/dice",
        act=read,
        says="The values that are laid out for the next throws.",
        answer=Laid,
    ),
    Route(
        method="PUT",
        path="/world/dice",
        act=put,
        says="Lay out values; names not given keep theirs.",
        body=Laid,
        answer=Laid,
        refusals=("person-not-found",),
    ),
)
