"""`python -m scripts.check_books` sees a silent edit of the books."""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

from domain.ledger import accounts
from domain.ledger.models import Ref
from domain.ledger.service import Ledger
from domain.shared.change import Decision
from domain.shared.ids import UserId
from domain.shared.money import stars
from storage.engine import SqliteDatabase
from storage.ledger.store import SqlLedger
from tests.conftest import running_writer
from tests.fakes.clock import FakeClock
from tests.fakes.ids import FakeIds

ROOT = Path(__file__).parents[2]


def run(folder: Path) -> "subprocess.CompletedProcess[str]":
    clean = {k: v for k, v in os.environ.items() if not k.startswith("SOUK_")}
    return subprocess.run(
        [sys.executable, "-m", "scripts.check_books"],
        cwd=ROOT,
        env={**clean, "SOUK_DATA": str(folder)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


async def test_books_that_hold_and_books_that_somebody_edited(
    tmp_path: Path, clock: FakeClock, ids: FakeIds
) -> None:
    path = tmp_path / "souk.db"
    database = SqliteDatabase(f"sqlite:///{path}")
    async with running_writer(database, clock, []) as writer:
        ledger = Ledger(SqlLedger(database), clock=clock, ids=ids)
        moved = ledger.transfer(
            accounts.STARS_MATURING,
            accounts.user(UserId(1001)),
            stars(50),
            kind="topup",
            ref=Ref("topup", "one"),
        )

        async def decide() -> Decision[None]:
            return Decision(None, moved)

        await writer.commit(decide)
    held = run(tmp_path)
    assert (held.returncode, held.stderr) == (0, "")
    assert "The books hold" in held.stdout

    connection = sqlite3.connect(path)
    for (trigger,) in connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    ).fetchall():
        connection.execute(f"DROP TRIGGER {trigger}")
    connection.execute("UPDATE ledger_transfers SET amount = amount + 100")
    connection.commit()
    connection.close()
    broken = run(tmp_path)
    assert broken.returncode == 1
    assert "The books do not hold" in broken.stderr


def test_where_there_is_no_store(tmp_path: Path) -> None:
    told = run(tmp_path)
    assert told.returncode == 2
    assert str(tmp_path) in told.stderr
    assert not (tmp_path / "souk.db").exists()
