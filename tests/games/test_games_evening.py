"""Whatever happens, and wherever the process dies: each stake is settled once."""

import asyncio
import random
import shutil
import tempfile
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.games.models import LobbyState
from storage.engine import SqliteDatabase
from tests.acts import Act
from tests.conftest import running_writer
from tests.fakes.clock import FakeClock
from tests.fakes.stars import Died
from tests.games.arcade import Arcade, GameTools
from tests.games.evening import ACTS, Evening
from tests.payments.dying import DyingStore, When
from tests.payments.house import ALICE, BOB, Tools

WHEN: tuple[When, ...] = get_args(When)
FAULTS = ("", "", "lose")
acts = st.builds(
    Act,
    name=st.sampled_from(ACTS),
    person=st.integers(0, 2),
    number=st.integers(0, 40),
    fault=st.sampled_from(FAULTS),
    dies=st.sampled_from((0, 0, 0, 0, 1, 2, 3)),
    when=st.sampled_from(WHEN),
)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(evening=st.lists(acts, min_size=1, max_size=40))
def test_any_sequence_settles_each_stake_once(sqlite_template: Path, evening: list[Act]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "souk.db"
        shutil.copy(sqlite_template, path)
        asyncio.run(_live(path, evening))


async def _live(path: Path, acts_of: list[Act]) -> None:
    clock, database = FakeClock(), SqliteDatabase(f"sqlite:///{path}")
    async with running_writer(database, clock, []) as writer:
        tools = Tools(database=database, writer=writer, clock=clock)
        evening = Evening(GameTools(tools))
        await evening.begin()
        for act in acts_of:
            await evening.live(act)
        await evening.end()


@pytest.mark.parametrize("seed", range(3))
async def test_a_long_evening_on_each_engine(game_tools: GameTools, seed: int) -> None:
    chance = random.Random(seed)
    evening = Evening(game_tools)
    await evening.begin()
    for _ in range(200):
        await evening.live(
            Act(
                name=chance.choice(ACTS),
                person=chance.randrange(3),
                number=chance.randrange(40),
                fault=chance.choice(FAULTS),
                dies=chance.choice((0, 0, 0, 0, 0, 1, 2)),
                when=chance.choice(WHEN),
            )
        )
    await evening.end()


@pytest.mark.parametrize("when", WHEN)
@pytest.mark.parametrize("step", range(1, 10))
async def test_a_match_dies_at_each_commit(game_tools: GameTools, step: int, when: When) -> None:
    """Join, two prompts, a throw, the deadline, the bot's throw, the announcement: the next run
    goes on with what is there, and time ends it.
    """
    arcade = Arcade(game_tools)
    alice, bob = await arcade.player(ALICE), await arcade.player(BOB)
    lobby = await arcade.create(alice)
    throw = None
    dying = Arcade(game_tools, store=DyingStore(game_tools.tools.writer, step, when))
    try:
        await dying.join(bob, lobby, key="j")
        await dying.deliver()
        throw = dying.dice(alice, 4)
        await dying.matches.throw(alice, throw)
        await dying.later(46)
        await dying.later(5)
    except Died:
        await Arcade(game_tools).invariants()
    again = Arcade(game_tools)
    await again.recover()
    await again.join(bob, lobby, key="j")
    await again.deliver()
    if throw is not None and await again.state(lobby) is LobbyState.THROWING:
        await again.matches.throw(alice, throw)
    await again.later(46)
    await again.later(121)
    await again.later(5)
    assert await again.state(lobby) in {LobbyState.RESOLVED, LobbyState.VOID}
    assert len(game_tools.chats.dice) <= 1
    await again.invariants()
