"""A house over a real store."""

import pytest

from storage.engine import Database
from storage.writer import Writer
from tests.fakes.clock import FakeClock
from tests.fakes.ids import FakeIds
from tests.payments.house import House, Tools


@pytest.fixture
def tools(database: Database, writer: Writer, clock: FakeClock, ids: FakeIds) -> Tools:
    return Tools(database=database, writer=writer, clock=clock, ids=ids)


@pytest.fixture
def home(tools: Tools) -> House:
    return House(tools)
