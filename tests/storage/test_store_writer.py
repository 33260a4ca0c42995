"""The write path."""

from domain.ledger import accounts
from domain.ledger.models import Ref
from domain.ledger.service import Ledger
from domain.shared.ids import UserId
from domain.shared.money import stars
from storage.engine import Database
from storage.ledger.store import SqlLedger
from storage.writer import Writer
from tests.fakes.clock import FakeClock
from tests.fakes.ids import FakeIds


async def test_smoke(database: Database, writer: Writer, clock: FakeClock, ids: FakeIds) -> None:
    ledger = Ledger(SqlLedger(database), clock=clock, ids=ids)
    alice = accounts.user(UserId(1))
    change = ledger.transfer(
        accounts.STARS_MATURING, alice, stars(50), kind="topup", ref=Ref("topup", "1")
    )
    await writer.put([change])
    assert (await ledger.balance(alice, stars(0).asset)).available == stars(50)
