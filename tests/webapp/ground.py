"""What the services of the HTTP side stand on: a store, people, gate and ledger, over fakes."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from domain.ledger.service import Ledger
from domain.users.gate import Gate
from domain.users.notices import InboxNotices, NoticeWishes
from domain.users.people import People
from domain.users.referrals import Referrals
from locales import documents
from locales.words import Words
from storage.engine import PostgresDatabase, SqliteDatabase, open_database
from storage.ledger.postings import FAMILY
from storage.ledger.store import SqlLedger, moves
from storage.users.notices import InboxRows, NoticeRows
from storage.users.people import PeopleRows
from storage.users.places import AreaRows, ReferralRows
from storage.users.roles import RoleRows
from storage.writer import Writer
from tests.fakes.chance import FakeChance
from tests.fakes.clock import FakeClock
from tests.fakes.gift_shop import GiftShop
from tests.fakes.ids import FakeIds
from tests.fakes.ton import FakeChain
from tests.fakes.wallet_proofs import FakeVerifier
from tests.webapp.outside import (
    FakeAudit,
    FakeBus,
    FakeOutbox,
    FakeSeconds,
    FakeStars,
    FakeWatch,
)


@dataclass(frozen=True)
class Parts:
    """What a world is made of."""

    database: SqliteDatabase | PostgresDatabase
    writer: Writer
    bus: FakeBus
    clock: FakeClock
    ids: FakeIds
    chance: FakeChance
    shop: GiftShop
    seconds: FakeSeconds = field(default_factory=FakeSeconds)
    stars: FakeStars = field(default_factory=FakeStars)
    outbox: FakeOutbox = field(default_factory=FakeOutbox)
    watch: FakeWatch = field(default_factory=FakeWatch)
    verifier: FakeVerifier = field(default_factory=FakeVerifier)
    chain: FakeChain = field(default_factory=FakeChain)


@dataclass(frozen=True)
class Ground:
    """What the services stand on."""

    parts: Parts
    words: Words
    people_rows: PeopleRows
    area_rows: AreaRows
    inbox_rows: InboxRows
    notice_rows: NoticeRows
    gate: Gate
    audit: FakeAudit
    notices: InboxNotices
    people: People
    ledger: Ledger


def lay(parts: Parts) -> Ground:
    database, clock = parts.database, parts.clock
    people_rows, area_rows = PeopleRows(database), AreaRows(database)
    inbox_rows, notice_rows = InboxRows(database), NoticeRows(database)
    gate = Gate(people_rows, area_rows, terms_document=documents.fingerprint(documents.TERMS))
    wishes = NoticeWishes(notice_rows, people_rows)
    words = Words()
    return Ground(
        parts=parts,
        words=words,
        people_rows=people_rows,
        area_rows=area_rows,
        inbox_rows=inbox_rows,
        notice_rows=notice_rows,
        gate=gate,
        audit=FakeAudit(clock),
        notices=InboxNotices(parts.outbox, inbox_rows, wishes, clock=clock, ids=parts.ids),
        people=People(
            parts.writer,
            people_rows,
            RoleRows(database),
            Referrals(people_rows, ReferralRows(database), gate, clock=clock),
            gate,
            clock=clock,
            chance=parts.chance,
            languages=frozenset(words.languages),
        ),
        ledger=Ledger(SqlLedger(database), clock=clock, ids=parts.ids),
    )


@asynccontextmanager
async def made_parts(
    address: str, clock: FakeClock, ids: FakeIds, chance: FakeChance
) -> AsyncIterator[Parts]:
    """The parts over a store that is there, its writer running."""
    database: SqliteDatabase | PostgresDatabase = open_database(address)
    await database.open()
    bus = FakeBus()
    writer = Writer(database, clock=clock, publish=bus.publish)
    writer.after(FAMILY, moves(bus.publish))
    await writer.start()
    task = asyncio.create_task(writer.run())
    yield Parts(
        database=database,
        writer=writer,
        bus=bus,
        clock=clock,
        ids=ids,
        chance=chance,
        shop=GiftShop(clock, bus.publish),
    )
    await writer.stop()
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    await database.close()
