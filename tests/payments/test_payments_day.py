"""Whatever happens in whatever order, and wherever the process dies: the books add up."""

import asyncio
import random
import shutil
import tempfile
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.payments.frame import ASKS
from domain.payments.models import Entrance, TopUp, TopUpState
from domain.shared.money import stars
from storage.engine import SqliteDatabase
from tests.acts import Act
from tests.conftest import running_writer
from tests.fakes.clock import FakeClock
from tests.fakes.stars import Died
from tests.payments.day import ACTS, FAULTS, Day
from tests.payments.dying import DyingStore, When
from tests.payments.house import ALICE, House, Tools

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
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(days=st.lists(acts, min_size=1, max_size=25))
def test_any_sequence_of_acts_keeps_the_books(sqlite_template: Path, days: list[Act]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "souk.db"
        shutil.copy(sqlite_template, path)
        asyncio.run(_live(path, days))


async def _live(path: Path, days: list[Act]) -> None:
    clock, database = FakeClock(), SqliteDatabase(f"sqlite:///{path}")
    async with running_writer(database, clock, []) as writer:
        day = Day(Tools(database=database, writer=writer, clock=clock))
        await day.begin()
        for act in days:
            await day.live(act)
            await day.home.invariants()
        await day.end()


@pytest.mark.parametrize("seed", range(4))
async def test_a_long_day_on_each_engine(tools: Tools, seed: int) -> None:
    chance = random.Random(seed)
    day = Day(tools)
    await day.begin()
    for _ in range(60):
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


@pytest.mark.parametrize("when", WHEN)
@pytest.mark.parametrize("step", range(1, 4))
@pytest.mark.parametrize("fault", ["", "die before", "die after", "lose", "down"])
async def test_a_refund_dies_at_each_step(tools: Tools, fault: str, step: int, when: When) -> None:
    """Reserve, call, settle: after each death the next run finishes it, once."""
    home = House(tools)
    alice = await home.meet(ALICE)
    topup = await home.fund(alice, 50)
    tools.telegram.faults.extend([fault] * ASKS if fault else [])
    dying = House(tools, store=DyingStore(tools.writer, step, when))
    refunded: TopUp | None = None
    try:
        refunded = await dying.refund(alice, topup, key="k1")
    except Died:
        await House(tools).invariants()
    tools.telegram.faults.clear()
    again = House(tools)
    await again.refunds.sweep()
    now = await again.refund(alice, topup, key="k1")
    assert now.state is TopUpState.REFUNDED
    assert refunded is None or refunded.id == now.id
    assert tools.telegram.refunded == {"charge1": 50}
    assert await again.balance(ALICE) == stars(0)
    assert await again.run_reconcile()
    await again.invariants()


@pytest.mark.parametrize("when", WHEN)
async def test_a_payment_dies_at_its_commit(tools: Tools, when: When) -> None:
    """Telegram tells it again, and it counts once."""
    home = House(tools)
    alice = await home.meet(ALICE)
    topup = await home.open(alice, 50)
    payment = tools.telegram.pay(ALICE, 50, f"topup:{topup.id}")
    dying = House(tools, store=DyingStore(tools.writer, 1, when))
    with pytest.raises(Died):
        await dying.topups.paid(payment)
    await home.invariants()
    await House(tools).topups.paid(payment)
    assert await home.balance(ALICE) == stars(50)
    assert await home.texts_to(ALICE) == ["notice-topup-receipt"]


@pytest.mark.parametrize("when", WHEN)
@pytest.mark.parametrize("step", [1, 2])
@pytest.mark.parametrize("fault", ["", "die before", "die after"])
async def test_opening_in_the_app_dies_at_each_step(
    tools: Tools, fault: str, step: int, when: When
) -> None:
    """The same key makes one top-up with a link, however often it died."""
    home = House(tools)
    alice = await home.meet(ALICE)
    tools.telegram.faults.extend([fault] * ASKS if fault else [])
    dying = House(tools, store=DyingStore(tools.writer, step, when))
    with pytest.raises(Died):
        await dying.open(alice, 50, key="k1", entrance=Entrance.APP)
    tools.telegram.faults.clear()
    topup = await House(tools).open(alice, 50, key="k1", entrance=Entrance.APP)
    assert topup.link is not None
    assert len((await home.topups.mine(alice, cursor=None, limit=10)).items) == 1
