"""Floors over time by the contract: at the end of each step what the world's truth was then."""

import random
from typing import Final

from tests.contract.outsider import Outside
from tests.program import Json

HOURS: Final = 2
ACTS: Final = 30


def units(money: Json) -> int:
    whole, _, part = money["amount"].partition(".")
    return int(whole + part.ljust(9, "0"))


def fixed(outside: Outside) -> list[Json]:
    """The default search; locks of the world last longer than a test."""
    return [
        lot
        for lot in outside.world.get("/listings?limit=10000")["items"]
        if lot["sale_kind"] == "fix" and lot["price"]["asset"] == "TON" and not lot["locked_until"]
    ]


def truth(outside: Outside) -> dict[str, list[int]]:
    """Buyer's totals of the default search by collection, cheapest first."""
    found: dict[str, list[int]] = {}
    for lot in fixed(outside):
        found.setdefault(lot["collection"], []).append(units(lot["buyer_total"]))
    return {key: sorted(totals) for key, totals in found.items()}


def floor(totals: list[int]) -> tuple[int | None, int | None, int]:
    five = totals[:5]
    middle = len(five) // 2
    robust = five[middle] if len(five) % 2 else sum(five[middle - 1 : middle + 1]) // 2
    return totals[0] if totals else None, robust if len(five) > 2 else None, len(totals)


def told(point: Json) -> tuple[int | None, int | None, int | None]:
    amounts = [
        units({"amount": point[name]}) if point[name] is not None else None
        for name in ("floor", "robust")
    ]
    return amounts[0], amounts[1], point["depth"]


def live(outside: Outside, chance: random.Random) -> None:
    """Some lots change their price, some are sold, some are taken away."""
    world = outside.world
    for n, lot in enumerate(chance.sample(fixed(outside), ACTS)):
        if n % 3 == 0:
            world.post(f"/listings/{lot['id']}/sale", {})
        elif n % 3 == 1:
            world.delete(f"/listings/{lot['id']}")
        else:
            price = {"asset": "TON", "amount": str(chance.randint(1, 40))}
            world.patch(f"/listings/{lot['id']}", {"price": price})


def test_floors_at_the_end_of_each_hour_are_what_the_truth_was_then(outside: Outside) -> None:
    world = outside.world
    world.reset(markets={"collections": 5, "gifts": 600, "listings": 200, "rate": 0})
    began = world.get("/clock")["now"]
    world.idle(60)
    chance = random.Random(3)
    seen = {}
    for _ in range(HOURS):
        world.advance(3600)
        live(outside, chance)
        world.idle(60)
        seen[world.get("/clock")["now"]] = truth(outside)
    totals = next(iter(seen.values()))
    assert len(totals) > 3
    for key in totals:
        span = f"from={began}&to={max(seen)}&step=1h"
        answer = ask_floors(outside, key, span)
        assert answer["asset"] == "TON"
        points = {point["at"]: told(point) for point in answer["items"]}
        assert points == {at: floor(there.get(key, [])) for at, there in seen.items()}


def test_nothing_is_known_of_what_is_not_yet_or_was_before_everything(outside: Outside) -> None:
    now = outside.world.get("/clock")["now"]
    key = next(iter(truth(outside)))
    for span in (f"from={now}&to=2199-01-01T00:00:00Z&step=1d", "from=2001-01-01T00:00:00Z"):
        answer = outside.app("GET", f"/gifts/collections/{key}/floors?{span}")
        assert answer.status == 400, "so many steps are too many"
    answer = ask_floors(outside, key, "from=2001-01-01T00:00:00Z&to=2001-01-01T02:00:00Z&step=1h")
    assert [told(point) for point in answer["items"]] == [(None, None, None)] * 2


def test_floors_of_a_model_are_its_own(either: Outside) -> None:
    either.world.put("/clock", {"rate": 0})
    either.world.idle(60)
    plain = fixed(either)
    some = max(plain, key=lambda lot: sum(_like(one, lot) for one in plain))
    totals = sorted(units(lot["buyer_total"]) for lot in plain if _like(lot, some))
    now = either.world.get("/clock")["now"]
    model = some["model"]["name"].replace(" ", "%20")
    answer = ask_floors(either, some["collection"], f"model={model}&to={now}")
    assert told(answer["items"][-1]) == floor(totals)


def ask_floors(outside: Outside, key: str, query: str) -> Json:
    answer = outside.app("GET", f"/gifts/collections/{key}/floors?{query}")
    assert answer.status == 200, answer
    return answer.body


def _like(one: Json, other: Json) -> bool:
    return bool(one["collection"] == other["collection"] and one["model"] == other["model"])
