"""The anchor: the same bet in the idiom of SQLModel's own guide, one session per act.

Same tables, same effects, same file settings (write-ahead log, full sync). Acts in flight wait
for one another at a lock, since SQLite's deferred transactions fail with "database is locked"
otherwise.
"""

import asyncio
from typing import Final

from sqlalchemy import event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry
from sqlmodel import Field, SQLModel, select
from sqlmodel.ext.asyncio.session import AsyncSession

from benchmarks.betting import PlaceBet
from domain.shared.actor import Actor
from domain.shared.clock import Clock
from domain.shared.ids import Ids
from storage.core.tables import AuditLog, Key
from storage.ledger.tables import Account, HoldRow, PathRow
from storage.orders import hash_of, kind_of
from storage.payloads import dump_details

_PRAGMAS: Final = ("PRAGMA journal_mode = WAL", "PRAGMA synchronous = FULL")


class Round(SQLModel, table=True):
    __tablename__ = "bench_rounds"
    id: str = Field(primary_key=True)
    state: str


class BetRow(SQLModel, table=True):
    __tablename__ = "bench_bets"
    round_id: str = Field(primary_key=True)
    id: str = Field(primary_key=True)
    user_id: int
    stake: int
    hold_id: str
    at: int


def open_engine(path: str) -> AsyncEngine:
    engine = create_async_engine(f"sqlite+aiosqlite:///{path}")

    @event.listens_for(engine.sync_engine, "connect")
    def _set(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
        cursor = connection.cursor()
        for pragma in _PRAGMAS:
            cursor.execute(pragma)
        cursor.close()

    return engine


class NaiveBetting:
    def __init__(self, engine: AsyncEngine, *, clock: Clock, ids: Ids) -> None:
        self._engine = engine
        self._clock = clock
        self._ids = ids
        self._lock = asyncio.Lock()

    async def place(self, actor: Actor, order: PlaceBet, *, key: str) -> BetRow:
        asset, units, now = order.stake.asset.code, order.stake.units, self._clock.now()
        async with self._lock, AsyncSession(self._engine) as session:
            ident = (actor.key, kind_of(order), key)
            done = await session.exec(
                select(Key).where(Key.actor == ident[0], Key.kind == ident[1], Key.key == key)
            )
            assert done.first() is None, "the bench repeats no key"
            found = await session.exec(select(Round).where(Round.id == order.round_id))
            assert found.one().state == "open", "the bench's rounds are open"
            source = await _account(session, f"user:{actor.id}", asset)
            free = source.credits_posted - source.debits_posted - source.debits_pending
            assert free >= units, "the bench's people have enough"
            target = await _account(session, f"pot:{order.round_id}", asset)
            source.debits_pending += units
            target.credits_pending += units
            bet_id = hold_id = self._ids.new()
            session.add(source)
            session.add(target)
            session.add(_hold(hold_id, source, target, order, bet_id, now))
            bet = BetRow(
                id=bet_id,
                round_id=order.round_id,
                user_id=actor.id,
                stake=units,
                hold_id=hold_id,
                at=now,
            )
            session.add(bet)
            session.add(
                AuditLog(
                    id=None,
                    user_id=actor.id,
                    action="bet",
                    entity_type="bet",
                    entity_id=bet_id,
                    details=dump_details({"after": {"stake": order.stake}}),
                    ip_address=actor.origin,
                    created_at=now,
                )
            )
            session.add(
                Key(
                    actor=ident[0],
                    kind=ident[1],
                    key=key,
                    request_hash=hash_of(order),
                    made=bet_id,
                    at=now,
                )
            )
            await session.commit()
            await session.refresh(bet)
            return bet


async def _account(session: AsyncSession, path: str, asset: str) -> Account:
    found = await session.exec(
        select(Account)
        .where(Account.account == PathRow.account, PathRow.path == path, Account.asset == asset)
        .with_for_update()
    )
    return found.one()


def _hold(
    hold_id: str, source: Account, target: Account, order: PlaceBet, bet_id: str, now: int
) -> HoldRow:
    return HoldRow(
        id=hold_id,
        source=source.account,
        target=target.account,
        asset=order.stake.asset.code,
        amount=order.stake.units,
        kind="stake",
        ref_kind="bet",
        ref_id=bet_id,
        at=now,
        expires_at=None,
        state="pending",
        posted=0,
        resolved_at=None,
        writer="naive",
        batch=0,
        resolved_writer=None,
        resolved_batch=None,
    )
