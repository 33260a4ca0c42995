"""An arcade over a real store."""

import pytest

from storage.engine import Database
from storage.writer import Writer
from tests.fakes.clock import FakeClock
from tests.fakes.ids import FakeIds
from tests.games.arcade import Arcade, GameTools
from tests.payments.house import Tools


@pytest.fixture
def game_tools(database: Database, writer: Writer, clock: FakeClock, ids: FakeIds) -> GameTools:
    return GameTools(Tools(database=database, writer=writer, clock=clock, ids=ids))


@pytest.fixture
def arcade(game_tools: GameTools) -> Arcade:
    return Arcade(game_tools)
