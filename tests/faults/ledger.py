"""The ledger's campaign: transfers and holds under load, the process killed at random moments."""

import asyncio
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from time import monotonic

import asyncpg

from tests.faults.check import differences
from tests.faults.counter import Counter, Gone, Told
from tests.faults.oracle import OUTSIDE, Oracle
from tests.faults.plan import Plan, Report
from tests.faults.teller import Move
from tests.postgres import PostgresServer

_PEOPLE = 40
_LANES = 32
_LIFE_S = (0.02, 0.5)


class Campaign:
    """Lanes that keep asking, and a killer. An act without an answer is asked again under its
    key until it has one: that is what a client does, and what must not count twice.
    """

    def __init__(self, address: str, plan: Plan) -> None:
        self._counter = Counter(address)
        self._address = address
        self._plan = plan
        self._random = random.Random(plan.seed)
        self._oracle = Oracle()
        self._up = asyncio.Event()
        self._over = False
        self._open_holds: list[str] = []
        self._made = 0
        self._refused = 0
        self._asked_again = 0

    async def run(self, name: str) -> Report:
        began = monotonic()
        await self._counter.start()
        self._up.set()
        lanes = asyncio.gather(*(self._lane(number) for number in range(_LANES)))
        while self._counter.kills < self._plan.kills and monotonic() - began < self._plan.most_s:
            await asyncio.sleep(self._random.uniform(*_LIFE_S))
            self._up.clear()
            await self._counter.kill()
            await self._counter.start()
            self._up.set()
        self._over = True
        await lanes
        await self._counter.close()
        wrong = await differences(self._address, self._oracle, self._made)
        figures: dict[str, object] = {
            "kills": self._counter.kills,
            "acts carried out": self._made,
            "refused": self._refused,
            "asked again after a kill": self._asked_again,
            "seconds": round(monotonic() - began),
        }
        return Report(name=name, figures=figures, wrong=wrong)

    async def _lane(self, number: int) -> None:
        turn = 0
        while not self._over:
            turn += 1
            key, move = f"{number}-{turn}", self._next()
            told = await self._until_told(key, move)
            if told.refused:
                self._refused += 1
                continue
            self._made += 1
            self._oracle.carry_out(key, move)
            if move.act == "hold":
                self._open_holds.append(key)

    async def _until_told(self, key: str, move: Move) -> Told:
        while True:
            await self._up.wait()
            try:
                return await self._counter.ask(key, move)
            except Gone:
                self._asked_again += 1

    def _next(self) -> Move:
        kind = self._random.random()
        person, other = (f"user:{n}" for n in self._random.sample(range(_PEOPLE), 2))
        units = self._random.randint(1, 50)
        if kind < 0.3:
            return Move(act="transfer", source=OUTSIDE, target=person, units=units)
        if kind < 0.5:
            return Move(act="transfer", source=person, target=other, units=units)
        if kind < 0.75 or not self._open_holds:
            return Move(act="hold", source=person, target="house:games", units=units)
        hold = self._open_holds.pop(self._random.randrange(len(self._open_holds)))
        if kind < 0.9:
            most = self._oracle.holds[hold].units
            return Move(act="post", hold=hold, units=self._random.randint(1, most))
        return Move(act="void", hold=hold)


async def sqlite(plan: Plan) -> Report:
    return await Campaign(f"sqlite:///{plan.folder}/ledger.db", plan).run("ledger on SQLite")


async def postgres(plan: Plan) -> Report:
    async with _server(plan.folder) as address:
        return await Campaign(address, plan).run("ledger on Postgres")


@asynccontextmanager
async def _server(_folder: Path) -> AsyncIterator[str]:
    with PostgresServer() as server:
        session = await asyncpg.connect(server.url())
        await session.execute("CREATE DATABASE faults")
        await session.close()
        yield server.url("faults")
