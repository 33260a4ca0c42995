"""A house over a real store."""

import pytest

from domain.shared.actor import Actor, Role
from storage.engine import Database
from storage.writer import Writer
from tests.fakes.clock import FakeClock
from tests.fakes.ids import FakeIds
from tests.payments.house import ALICE, BOB, CAROL, House, Tools


@pytest.fixture
def tools(database: Database, writer: Writer, clock: FakeClock, ids: FakeIds) -> Tools:
    return Tools(database=database, writer=writer, clock=clock, ids=ids)


@pytest.fixture
def home(tools: Tools) -> House:
    return House(tools)


@pytest.fixture
async def bob(home: House) -> Actor:
    await home.meet(ALICE)
    return await home.meet(BOB, role=Role.FINANCE)


@pytest.fixture
async def carol(home: House, bob: Actor) -> Actor:
    return await home.meet(CAROL, role=Role.FINANCE)
