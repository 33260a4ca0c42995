"""Short ways to what tests of lobbies do again and again."""

from tests.webapp.games import ORDER, Table
from tests.webapp.world import Reply, World


async def seated(world: World, *people: int) -> Table:
    table = Table(world)
    await table.seat(*people)
    return table


async def act(world: World, path: str, by: int, body: object = None) -> Reply:
    return await world.call("POST", path, by=by, key="new", json={} if body is None else body)


async def held(world: World, person: int) -> tuple[str, str]:
    items = (await world.call("GET", "/balances", by=person)).body["items"]
    own = next(one for one in items if one["asset"] == "XTR")
    return own["available"], own["held"]


def but(**changes: object) -> dict[str, object]:
    return {**ORDER, **changes}


def stake(amount: object, asset: object = "XTR") -> dict[str, object]:
    return but(stake={"asset": asset, "amount": amount})
