"""A house with TON over a real store; the chain is a fake."""

from collections.abc import Iterator

import pytest

from domain.shared import money
from storage.engine import Database
from storage.writer import Writer
from tests.fakes.clock import FakeClock
from tests.fakes.ids import FakeIds
from tests.ton.escrows.house import EscrowWorld
from tests.ton.house import USDT, TonHouse, World


@pytest.fixture(autouse=True)
def known_jetton() -> Iterator[None]:
    """The program knows the jettons of its settings; other tests know none."""
    money.know(USDT.asset, USDT.symbol)
    yield
    money.ASSETS.pop(USDT.asset.code)
    money.SYMBOLS.pop(USDT.asset.code)


@pytest.fixture
def world(database: Database, writer: Writer, clock: FakeClock, ids: FakeIds) -> World:
    return World(database=database, writer=writer, clock=clock, ids=ids)


@pytest.fixture
def home(world: World) -> TonHouse:
    return TonHouse(world)


@pytest.fixture
def escrow_world(
    database: Database, writer: Writer, clock: FakeClock, ids: FakeIds
) -> EscrowWorld:
    return EscrowWorld(database=database, writer=writer, clock=clock, ids=ids)
