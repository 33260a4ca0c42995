"""Whatever goes wrong between a market and us, and in whatever order it tells: one history."""

import asyncio
import contextlib
import random
import shutil
import tempfile
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.gifts.market_ports import Blocked, MarketEvent, Unreadable
from domain.gifts.models import EventKind, GiftEvent, Market
from domain.shared.change import Event
from domain.shared.ids import SECOND
from domain.shared.refusals import GatewayError
from storage.engine import PostgresDatabase, SqliteDatabase
from storage.writer import Writer
from tests.conftest import running_writer
from tests.fakes.clock import FakeClock
from tests.fakes.ids import FakeIds
from tests.fakes.markets import ALL_KINDS, FakeMarket, lot, ton
from tests.fakes.stars import Died
from tests.gifts.market_house import MarketHouse, plain, told_of
from tests.payments.dying import DyingStore, When

LENIENT: Final = settings(
    max_examples=10,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
WHEN: tuple[When, ...] = get_args(When)
ACTS: Final = ("offer", "reprice", "sell", "delist", "move", "relist")
FAULTS: Final = ("", "duplicate", "reorder", "odd", "stale", "blocked", "away", "unreadable")
ERRORS: Final[dict[str, Callable[[], Exception]]] = {
    "blocked": lambda: Blocked("a page"),
    "away": lambda: GatewayError("reset"),
    "unreadable": lambda: Unreadable("cut"),
}
TOLD: Final = (
    ALL_KINDS,
    frozenset({EventKind.SOLD}),
    frozenset({EventKind.LISTED, EventKind.REPRICED, EventKind.SOLD}),
    frozenset[EventKind](),
)
LOTS: Final = 5
Told = tuple[list[GiftEvent], dict[str, int]]


@dataclass(frozen=True, slots=True)
class Step:
    """What happens on the market, then what goes wrong while it is read."""

    act: str
    number: int
    what: str
    fault: str
    times: int
    dies: int
    when: When


steps = st.builds(
    Step,
    act=st.sampled_from(ACTS),
    number=st.integers(1, LOTS),
    what=st.sampled_from(("page", "news", "look", "shelves", "*")),
    fault=st.sampled_from(FAULTS),
    times=st.integers(1, 3),
    dies=st.integers(0, 6),
    when=st.sampled_from(WHEN),
)


class World:
    """A market, and the app that reads it over one store."""

    def __init__(
        self,
        database: SqliteDatabase | PostgresDatabase,
        writer: Writer,
        told: frozenset[EventKind],
    ) -> None:
        self.clock = FakeClock()
        self.ids = FakeIds()
        self.writer = writer
        self.database = database
        self.market = FakeMarket(clock=self.clock, told=told, page_size=2)
        for number in range(1, LOTS):
            self.market.offer(lot(number=number))

    async def app(self, store: DyingStore | None = None) -> MarketHouse:
        house = MarketHouse(
            self.database, store or self.writer, self.clock, self.ids, [self.market]
        )
        await house.load()
        return house

    async def begin(self) -> None:
        await (await self.app()).read()

    def act(self, step: Step) -> None:
        """Each happens at an instant of its own."""
        self.clock.advance(SECOND)
        own_id = f"plushpepe-{step.number}"
        there = own_id in self.market.lots
        if step.act in {"offer", "relist"} and not there:
            self.market.offer(lot(number=step.number, price=ton(step.number + 1)))
        elif step.act == "reprice" and there:
            was = self.market.lots[own_id].price
            self.market.reprice(own_id, was + ton(1))
        elif step.act in {"sell", "delist", "move"} and there:
            getattr(self.market, step.act)(own_id)

    async def trouble(self, step: Step) -> None:
        """A read in which something goes wrong, and the program may die."""
        if step.fault in ERRORS:
            self.market.fail(step.what, ERRORS[step.fault](), times=step.times)
        elif step.fault:
            self.market.spoil(step.what, step.fault, times=step.times)
        house = await self.app(DyingStore(self.writer, step.dies, step.when))
        with contextlib.suppress(GatewayError, Died):
            await house.read(afresh=False)
        self.market.clear()

    async def settle(self) -> MarketHouse:
        """A read in which nothing goes wrong."""
        house = await self.app()
        await house.read()
        return house


async def _live(
    path: Path, days: Sequence[Step], told: frozenset[EventKind], *, bad: bool
) -> Told:
    published = _bus()
    database = SqliteDatabase(f"sqlite:///{path}")
    async with running_writer(database, FakeClock(), published) as writer:
        world = World(database, writer, told)
        await world.begin()
        house = await world.app()
        for step in days:
            world.act(step)
            if bad:
                await world.trouble(step)
            house = await world.settle()
            assert await house.prices() == house.truth()
        history = plain(await house.history())
        heard, _ = told_of(published)
        assert {key: one.lot.price.units for key, one in heard.items()} == await house.prices()
        return history, await house.prices()


@LENIENT
@given(days=st.lists(steps, min_size=1, max_size=8), told=st.sampled_from(TOLD))
def test_faults_and_deaths_leave_the_history_as_it_is_without(
    sqlite_template: Path, days: list[Step], told: frozenset[EventKind]
) -> None:
    calm = _apart(sqlite_template, lambda path: _live(path, days, told, bad=False))
    troubled = _apart(sqlite_template, lambda path: _live(path, days, told, bad=True))
    assert troubled == calm


@LENIENT
@given(days=st.lists(steps, min_size=2, max_size=12), deal=st.randoms(use_true_random=False))
def test_rows_in_any_order_and_number_make_one_history(
    sqlite_template: Path, days: list[Step], deal: random.Random
) -> None:
    def shuffled(rows: Sequence[MarketEvent]) -> list[Sequence[MarketEvent]]:
        dealt = [*rows, *deal.choices(rows, k=len(rows) // 2)] if rows else []
        deal.shuffle(dealt)
        cuts = sorted(deal.sample(range(len(dealt) + 1), k=min(2, len(dealt))))
        return [dealt[a:b] for a, b in zip([0, *cuts], [*cuts, len(dealt)], strict=True)]

    in_order = _apart(sqlite_template, lambda path: _heard(path, days, lambda rows: [rows]))
    in_disorder = _apart(sqlite_template, lambda path: _heard(path, days, shuffled))
    assert in_disorder == in_order


async def _heard(
    path: Path,
    days: Sequence[Step],
    deal: Callable[[Sequence[MarketEvent]], list[Sequence[MarketEvent]]],
) -> Told:
    database = SqliteDatabase(f"sqlite:///{path}")
    async with running_writer(database, FakeClock(), []) as writer:
        world = World(database, writer, ALL_KINDS)
        await world.begin()
        known = len(world.market.rows)
        for step in days:
            world.act(step)
        world.market.deliveries = deal(world.market.rows[known:])
        house = await world.app()
        while world.market.deliveries:
            await house.syncs[Market.PORTALS].listen()
        assert sorted(event.kind for event in await house.history()) == sorted(
            event.kind for event in world.market.truth[known:]
        )
        house = await world.settle()
        assert await house.prices() == house.truth()
        return await house.history(), await house.prices()


@pytest.mark.parametrize("when", WHEN)
@pytest.mark.parametrize("dies", [1, 5, 9])
async def test_a_walk_that_dies_anywhere_goes_on_and_writes_nothing_twice(
    database: SqliteDatabase | PostgresDatabase, writer: Writer, dies: int, when: When
) -> None:
    world = World(database, writer, frozenset({EventKind.SOLD}))
    await world.begin()
    world.clock.advance(SECOND)
    for number in range(LOTS, LOTS + 4):
        world.market.offer(lot(number=number))
    world.market.reprice("plushpepe-1", ton(3))
    world.market.delist("plushpepe-2")
    world.market.sell("plushpepe-3")
    house = await world.app(DyingStore(writer, dies, when))
    with contextlib.suppress(Died):
        await house.read()
    house = await world.settle()
    assert sorted(await house.kinds()) == ["gone", *["listed"] * 4, "repriced", "sold"]
    assert await house.prices() == house.truth()


def _bus() -> list[Event]:
    return []


def _apart(template: Path, live: Callable[[Path], Coroutine[None, None, Told]]) -> Told:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "souk.db"
        shutil.copy(template, path)
        return asyncio.run(live(path))
