"""The worker of the rates: it asks at once when the world has new ones, and waits for nobody."""

import asyncio
from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager
from decimal import Decimal

from bot.gifts.rates import RatesWorker
from bot.runtime.supervisor import Pulse
from domain.gifts.rates import USD, Rates
from domain.gifts.rates_ports import Currency, Prices
from domain.shared.refusals import GatewayError
from storage.engine import Database
from storage.gifts.rates import RateRows
from storage.writer import Writer
from tests.fakes.clock import FakeClock

WAIT_S = 20.0


class Source:
    def __init__(self) -> None:
        self.price = Decimal("2.41")
        self.down = False
        self.asked = 0

    @property
    def name(self) -> str:
        return "test"

    async def read(self, currencies: Collection[Currency]) -> Prices:
        assert USD in currencies
        self.asked += 1
        if self.down:
            raise GatewayError("down")
        return {("TON", USD): self.price}


@asynccontextmanager
async def running(worker: RatesWorker) -> AsyncIterator[None]:
    pulse = Pulse()
    run = asyncio.ensure_future(worker.run(pulse))
    try:
        yield
    finally:
        pulse.stopping.set()
        await asyncio.wait_for(run, WAIT_S)


async def settled(worker: RatesWorker) -> None:
    for _ in range(2_000):
        if not await worker.open():
            return
        await asyncio.sleep(0.01)
    raise AssertionError("the rates are not asked for")


async def test_new_rates_are_asked_for_at_once(
    store: tuple[Writer, Database], clock: FakeClock
) -> None:
    source, (writer, database) = Source(), store
    rates = Rates([source], RateRows(database), writer, clock)
    worker = RatesWorker(rates)
    assert await worker.open() == 1, "nothing was read yet"
    async with running(worker):
        await settled(worker)
        source.price = Decimal("3.3")
        worker.expect(7)
        assert await worker.open() == 1
        await settled(worker)
        told = rates.rate("TON", USD)
        assert told is not None
        assert told.price == Decimal("3.3")
        asked = source.asked
        worker.expect(7)
        worker.expect(3)
        assert await worker.open() == 0, "heard before"
        source.down = True
        worker.expect(8)
        await settled(worker)
        assert source.asked == asked + 1
        assert rates.rate("TON", USD) == told, "its age grows, and nobody waits for it"
