"""Every fault of the local markets while they are read, and kill -9 in the middle of it.

The same things happen in two worlds of one seed, step by step on a clock that stands: lots are
listed, repriced, taken away and sold on all six markets. In the first world nothing goes wrong. In
the second each market is under another fault at each step, until each has been under all of them,
and the app is killed while it reads. After each step the faults end, and one lot of each market
moves so that it is read once more. In the end both stores hold the same history, the same lots
for sale and the same past prices.
"""

import asyncio
import random
import threading
import time
from dataclasses import dataclass, field

from tests.faults.market_books import Books, differences, every, untrue
from tests.faults.plan import Plan, Report
from tests.program import Json, Program

MARKETS = ("getgems", "fragment", "mrkt", "tonnel", "portals", "tonapi")
ON_CHAIN = ("getgems", "fragment", "tonapi")
FAULTS: tuple[Json, ...] = (
    {"kind": "error", "status": 429, "retry_after_s": 1},
    {"kind": "stale_page"},
    {"kind": "lose_answer"},
    {"kind": "odd_prices"},
    {"kind": "error", "status": 500},
    {"kind": "html"},
    {"kind": "duplicate"},
    {"kind": "repeat_page"},
    {"kind": "delay", "delay_ms": 300},
    {"kind": "broken_json"},
    {"kind": "reorder"},
    {"kind": "expired_token"},
    {"kind": "unknown_fields"},
    {"kind": "lose_request"},
)
APART = 5
"""So many kinds lie between the faults of two neighbouring markets at one step."""
TIMES = 4
STEP_S = 600
CALM_SHARE = 0.35
"""So much of the time is for the run without faults."""
IDLE_S = 100
PAUSE_S = (0.0, 0.8)
"""Between the moment at which the world begins to ask for idle and the kill."""
SIZES = {"collections": 6, "gifts": 1500, "listings": 420, "rate": 0}


@dataclass(slots=True)
class Figures:
    kills: int = 0
    steps: int = 0
    acts: int = 0
    hits: dict[str, int] = field(default_factory=dict)
    """How often each fault struck, by market and kind."""


async def whole_program(plan: Plan) -> Report:
    return await few_or_many(plan, steps=len(FAULTS))


async def few_or_many(plan: Plan, steps: int) -> Report:
    """It drives processes by threads, so it has the loop to itself."""
    return await asyncio.to_thread(_campaign, plan, steps)


def _campaign(plan: Plan, steps: int) -> Report:
    began_s = time.monotonic()
    calm, struck = _Run(plan, "calm", kills=0), _Run(plan, "struck", kills=plan.kills)
    wrong = calm.live(steps, until_s=began_s + CALM_SHARE * plan.most_s)
    # As far as the first one came, so that there is something to compare.
    wrong += struck.live(calm.figures.steps)
    wrong += differences(calm.books, struck.books)
    return Report(
        name="markets-sqlite",
        figures=_told(calm, struck) | {"seconds": round(time.monotonic() - began_s)},
        wrong=wrong,
    )


def _told(calm: "_Run", struck: "_Run") -> dict[str, object]:
    figures = struck.figures
    return {
        "steps": figures.steps,
        "acts": figures.acts,
        "kills": figures.kills,
        "faults": len(figures.hits),
        "hits": sum(figures.hits.values()),
        "events": calm.books.count("SELECT count(*) FROM gifts_events"),
    }


class _Run:
    """One world from its beginning to its end."""

    def __init__(self, plan: Plan, name: str, *, kills: int) -> None:
        self._plan = plan
        self._name = name
        self._kills = kills
        self._program = Program(plan.folder / name)
        self.books = Books(plan.folder / name)
        self.figures = Figures()

    def live(self, steps: int, *, until_s: float = float("inf")) -> list[str]:
        """So many steps, or as many as there is time for; what is untrue in the end."""
        program, figures = self._program, self.figures
        try:
            program.open_world()
            program.start()
            program.world.reset(seed=self._plan.seed, pace=1000, markets=SIZES)
            program.world.idle(IDLE_S)
            day = _Day(program, random.Random(self._plan.seed), figures)
            for step in range(steps):
                if time.monotonic() > until_s:
                    break
                due = self._kills * (step + 1) // steps - figures.kills
                day.live(step, struck=self._kills > 0, kills=due)
            return [f"{self._name}: {one}" for one in untrue(program.world, self.books)]
        finally:
            program.close()


class _Day:
    """What happens in a world. The same draws make the same day, whatever goes wrong in it."""

    def __init__(self, program: Program, chance: random.Random, figures: Figures) -> None:
        self._program = program
        self._world = program.world
        self._chance = chance
        self._when = random.Random(chance.random())
        self._figures = figures
        self._gifts = every(self._world.get, "/gifts?limit=100")
        lots = self._lots()
        self._beacons = {market: _first(lots, market) for market in MARKETS}

    def live(self, step: int, *, struck: bool, kills: int) -> None:
        if struck:
            self._strike(step)
        self._act()
        waiting = threading.Thread(target=self._world.idle, args=(IDLE_S,))
        waiting.start()
        for _ in range(kills):
            time.sleep(self._when.uniform(*PAUSE_S))
            self._program.kill()
            self._figures.kills += 1
            self._program.start()
        waiting.join()
        if struck:
            self._calm_down()
        self._nudge(step)
        self._world.advance(STEP_S)
        self._figures.steps += 1

    def _strike(self, step: int) -> None:
        for place, market in enumerate(MARKETS):
            fault = FAULTS[(step + APART * place) % len(FAULTS)]
            self._world.post("/faults", {"face": market, "times": TIMES, **fault})

    def _calm_down(self) -> None:
        for fault in self._world.get("/faults")["items"]:
            if fault["hits"]:
                name = f"{fault['face']} {fault['kind']} {fault.get('status')}"
                self._figures.hits[name] = self._figures.hits.get(name, 0) + fault["hits"]
        self._world.delete("/faults")

    def _act(self) -> None:
        """On each market two lots change their price, one is taken away, one sold, two listed."""
        lots = self._lots()
        for market in MARKETS:
            mine = [one for one in lots if one["market"] == market and self._free(one)]
            one, other, leaving, sold = self._chance.sample(mine, 4)
            for lot in (one, other):
                self._reprice(lot, self._chance.randint(50, 150))
            self._world.delete(f"/listings/{leaving['id']}")
            self._world.post(f"/listings/{sold['id']}/sale", {})
            self._figures.acts += 4
        taken = {one["gift"] for one in lots}
        for market in (*MARKETS, *MARKETS):
            wanted = market in ON_CHAIN
            free = [g for g in self._gifts if g["onchain"] == wanted and g["gift"] not in taken]
            gift = self._chance.choice(free)["gift"]
            taken.add(gift)
            price = {"asset": "TON", "amount": str(self._chance.randint(2, 900))}
            self._world.post("/listings", {"market": market, "gift": gift, "price": price})
            self._figures.acts += 1

    def _free(self, lot: Json) -> bool:
        plain = lot["sale_kind"] == "fix" and lot["locked_until"] is None
        ton = lot["price"]["asset"] == "TON"
        return plain and ton and lot["id"] not in self._beacons.values()

    def _nudge(self, step: int) -> None:
        """Every market is read once more on the same instant, with nothing in the way."""
        for lot in self._beacons.values():
            price = {"asset": "TON", "amount": str(2000 + step)}
            self._world.patch(f"/listings/{lot}", {"price": price})
        self._world.idle(IDLE_S)

    def _reprice(self, lot: Json, percent: int) -> None:
        nano = int(float(lot["price"]["amount"]) * 100) * percent // 100
        amount = f"{max(nano, 1) / 100:.2f}".rstrip("0").rstrip(".")
        if amount != lot["price"]["amount"]:
            path = f"/listings/{lot['id']}"
            self._world.patch(path, {"price": {"asset": "TON", "amount": amount}})

    def _lots(self) -> list[Json]:
        return every(self._world.get, "/listings?limit=10000")


def _first(lots: list[Json], market: str) -> str:
    """A plain lot that nothing else happens to."""
    return next(
        str(one["id"])
        for one in lots
        if one["market"] == market
        and one["sale_kind"] == "fix"
        and one["price"]["asset"] == "TON"
        and one["locked_until"] is None
    )
