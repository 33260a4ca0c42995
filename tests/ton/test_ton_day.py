"""Whatever comes in, goes out, fails and dies in whatever order: the books equal the chain."""

import asyncio
import random
import shutil
import tempfile
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.shared.refusals import GatewayError
from storage.engine import SqliteDatabase
from tests.acts import Act
from tests.conftest import running_writer
from tests.fakes.clock import FakeClock
from tests.fakes.stars import Died
from tests.payments.dying import DyingStore, When
from tests.payments.house import ALICE
from tests.ton.chain_day import ACTS, FAULTS, ChainDay
from tests.ton.house import BOBS, NANO, ONE_ENGINE, TonHouse, World

WHEN: tuple[When, ...] = get_args(When)
acts = st.builds(
    Act,
    name=st.sampled_from(ACTS),
    person=st.integers(0, 1),
    number=st.integers(0, 40),
    fault=st.sampled_from(FAULTS),
    dies=st.integers(0, 4),
    when=st.sampled_from(WHEN),
)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(days=st.lists(acts, min_size=1, max_size=30))
def test_any_sequence_of_acts_keeps_the_books_equal_to_the_chain(
    sqlite_template: Path, days: list[Act]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "souk.db"
        shutil.copy(sqlite_template, path)
        asyncio.run(_live(path, days))


async def _live(path: Path, days: list[Act]) -> None:
    clock, database = FakeClock(), SqliteDatabase(f"sqlite:///{path}")
    async with running_writer(database, clock, []) as writer:
        day = ChainDay(World(database=database, writer=writer, clock=clock))
        await day.begin()
        for act in days:
            await day.live(act)
        await day.end()


@pytest.mark.parametrize("seed", range(2))
async def test_a_long_day_of_the_chain_on_each_engine(world: World, seed: int) -> None:
    chance = random.Random(seed)
    day = ChainDay(world)
    await day.begin()
    for _ in range(100):
        await day.live(
            Act(
                name=chance.choice(ACTS),
                person=chance.randrange(2),
                number=chance.randrange(40),
                fault=chance.choice(FAULTS),
                dies=chance.randrange(5),
                when=chance.choice(WHEN),
            )
        )
    await day.end()


@ONE_ENGINE
@pytest.mark.parametrize("when", WHEN)
@pytest.mark.parametrize("step", [1, 2, 3])
@pytest.mark.parametrize("fault", ["", "die before", "die after", "lose"])
async def test_a_withdrawal_dies_at_each_step(
    world: World, fault: str, step: int, when: When
) -> None:
    """Sign, send, see: after each death the next run finishes it, once."""
    home = TonHouse(world)
    await home.begin()
    alice = await home.meet(ALICE)
    await home.bring(alice, 5 * NANO)
    asked = await home.withdraw(alice, NANO)
    dying = TonHouse(world, store=DyingStore(world.writer, step, when))
    world.chain.faults.extend([fault] if fault else [])
    try:
        await dying.payouts.pay()
        world.tick()
        await dying.watcher.watch()
    except (Died, GatewayError):
        await TonHouse(world).sound()
    world.chain.faults.clear()
    again = TonHouse(world)
    await again.settle()
    assert await again.state(asked) == "paid"
    paid = [tx for tx in world.chain.account(BOBS).history if tx.message is not None]
    assert len(paid) == 1
    assert len(set(world.chain.sent)) == 1
    await again.sound()


@pytest.mark.parametrize("when", WHEN)
async def test_a_credit_dies_at_its_commit(world: World, when: When) -> None:
    home = TonHouse(world)
    await home.begin()
    alice = await home.meet(ALICE)
    world.chain.pay("alice's wallet", home.treasury.deposit, NANO, await home.code(alice))
    world.tick()
    dying = TonHouse(world, store=DyingStore(world.writer, 1, when))
    with pytest.raises(Died):
        await dying.watcher.watch()
    await TonHouse(world).watcher.watch()
    assert await home.has(ALICE) == NANO
    assert await home.texts_to(ALICE) == ["notice-deposit-credited"]
    await home.sound()
