"""What everything stands on: time, chance, tasks, events, words, the store and its one writer."""

from dataclasses import dataclass

from bot.runtime.bus import Bus
from bot.runtime.chance import SystemChance, TimeSortedIds
from bot.runtime.clock import RealClock, WakingClock, WorldClock
from bot.runtime.supervisor import Supervisor
from bot.secret import session_secret
from bot.settings import Settings
from domain.ledger.service import Ledger
from domain.shared.chance import Chance
from domain.shared.ids import Ids
from locales.words import Words
from storage.core.audit import AuditStore
from storage.engine import PostgresDatabase, SqliteDatabase
from storage.ledger.store import SqlLedger
from storage.outbox import OutboxStore
from storage.writer import Writer

STORE_FILE = "souk.db"


@dataclass(frozen=True, slots=True, kw_only=True)
class Foundation:
    settings: Settings
    supervisor: Supervisor
    clock: WakingClock
    chance: Chance
    ids: Ids
    bus: Bus
    words: Words
    database: SqliteDatabase | PostgresDatabase
    writer: Writer
    audit: AuditStore
    outbox: OutboxStore
    ledger: Ledger


def lay(
    settings: Settings, *, clock: WakingClock | None = None, chance: Chance | None = None
) -> Foundation:
    """Build it, nothing opened yet. In the sandbox time follows the world."""
    supervisor = Supervisor()
    time = clock or (WorldClock() if settings.sandbox.on else RealClock())
    random = chance or SystemChance()
    ids = TimeSortedIds(time, random)
    bus = Bus(supervisor)
    kept = database(settings)
    writer = Writer(kept, clock=time, publish=bus.publish)
    return Foundation(
        settings=settings,
        supervisor=supervisor,
        clock=time,
        chance=random,
        ids=ids,
        bus=bus,
        words=Words(),
        database=kept,
        writer=writer,
        audit=AuditStore(kept, time),
        outbox=OutboxStore(writer, kept, time),
        ledger=Ledger(SqlLedger(kept), clock=time, ids=ids),
    )


def database(settings: Settings) -> SqliteDatabase | PostgresDatabase:
    if settings.data.address:
        return PostgresDatabase(settings.data.address)
    return SqliteDatabase(f"sqlite:///{settings.data.folder / STORE_FILE}")


def house_secret(f: Foundation) -> bytes:
    """32 bytes from which sessions are signed and partners' secrets derive."""
    data = f.settings.data
    return session_secret(data.folder, data.secret_key.get_secret_value(), f.chance)
