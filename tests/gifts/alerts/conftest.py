"""A world of alerts, and a run of the app over it."""

import pytest

from domain.shared.change import Event
from storage.engine import Database
from storage.writer import Writer
from tests.fakes.clock import FakeClock
from tests.fakes.ids import FakeIds
from tests.gifts.alerts.house import AlertHouse
from tests.gifts.alerts.markets import AlertWorld


@pytest.fixture
def world(
    database: Database, writer: Writer, clock: FakeClock, ids: FakeIds, published: list[Event]
) -> AlertWorld:
    return AlertWorld(database=database, writer=writer, clock=clock, ids=ids, published=published)


@pytest.fixture
async def home(world: AlertWorld) -> AlertHouse:
    home = AlertHouse(world)
    await home.start()
    return home
