"""The act that the ledger's bench carries out: a bet is a hold, a domain row and an audit row.

It is a use case as the areas write them: dataclasses, rules, ledger, audit, one Decision, one key.
Its two tables exist in the bench's stores only.
"""

import sqlite3
from dataclasses import dataclass
from typing import Final

import asyncpg

from domain.ledger import accounts
from domain.ledger.models import Ref
from domain.ledger.service import Ledger
from domain.shared.actor import Actor
from domain.shared.audit import Audit
from domain.shared.change import Change, Decision, Event, IdempotencyKey, Store
from domain.shared.clock import Clock
from domain.shared.ids import Ids, Instant, UserId
from domain.shared.money import Money
from domain.shared.refusals import AmountTooLarge, DomainError
from storage.engine import Database
from storage.statements import guard, insert

PEOPLE: Final = 1000
ROUNDS: Final = 100
HOT_ROUND: Final = "hot"
TABLES: Final = (
    "CREATE TABLE bench_rounds (id TEXT PRIMARY KEY, state TEXT NOT NULL)",
    """CREATE TABLE bench_bets (round_id TEXT NOT NULL, id TEXT NOT NULL, user_id {int} NOT NULL,
    stake {int} NOT NULL, hold_id TEXT NOT NULL, at {int} NOT NULL, PRIMARY KEY (round_id, id))""",
)
_ADD: Final = insert(
    "bench_bets",
    key=("round_id", "id"),
    columns={
        "round_id": "text",
        "id": "text",
        "user_id": "bigint",
        "stake": "bigint",
        "hold_id": "text",
        "at": "bigint",
    },
)
_OPEN: Final = guard("bench_rounds", key={"id": "text"}, where="t.state = 'open'")


class RoundClosed(DomainError):
    code = "round-closed"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceBet:
    round_id: str
    stake: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Bet:
    id: str
    round_id: str
    person: UserId
    stake: Money
    hold_id: str
    at: Instant


@dataclass(frozen=True, slots=True)
class BetPlaced(Event):
    bet: Bet


class BetRows:
    """The port of the area over its table."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, bet: Bet) -> Change:
        return _ADD(
            id=bet.id,
            round_id=bet.round_id,
            user_id=bet.person,
            stake=bet.stake.units,
            hold_id=bet.hold_id,
            at=bet.at,
        )

    def while_open(self, round_id: str) -> Change:
        return _OPEN(id=round_id, refusal=RoundClosed())

    async def count(self) -> int:
        row = await self._database.row("SELECT count(*) FROM bench_bets")
        assert row is not None, "a count has a row"
        return int(row[0])


class Betting:
    """The use case."""

    def __init__(
        self, store: Store, ledger: Ledger, audit: Audit, bets: BetRows, *, clock: Clock, ids: Ids
    ) -> None:
        self._store = store
        self._ledger = ledger
        self._audit = audit
        self._bets = bets
        self._clock = clock
        self._ids = ids

    async def place(self, actor: Actor, order: PlaceBet, *, key: IdempotencyKey) -> Bet:
        async def decide() -> Decision[Bet]:
            bet = self._accept(actor, order)
            ref = Ref("bet", bet.id)
            return Decision(
                bet,
                self._ledger.hold(
                    accounts.user(actor.id),
                    accounts.pot(bet.round_id),
                    order.stake,
                    hold_id=bet.hold_id,
                    kind="stake",
                    ref=ref,
                ),
                self._bets.add(bet),
                self._bets.while_open(bet.round_id),
                self._audit.entry(
                    actor, "bet", entity=("bet", bet.id), after={"stake": bet.stake}
                ),
                made=bet.id,
                events=(BetPlaced(bet),),
            )

        return await self._store.once(key, actor, order, decide, again=self._find)

    def _accept(self, actor: Actor, order: PlaceBet) -> Bet:
        if order.stake.units > 10**12:
            raise AmountTooLarge(most=order.stake)
        bet_id = self._ids.new()
        return Bet(
            id=bet_id,
            hold_id=bet_id,
            round_id=order.round_id,
            person=actor.id,
            stake=order.stake,
            at=self._clock.now(),
        )

    async def _find(self, made: str) -> Bet:
        raise AssertionError(f"{made}: the bench repeats no key")


def make_sqlite_tables(path: str) -> None:
    with sqlite3.connect(path) as connection:
        for text in TABLES:
            strict = " STRICT, WITHOUT ROWID" if text.startswith("CREATE TABLE") else ""
            connection.execute(text.format(int="INTEGER") + strict)
    connection.close()


async def make_postgres_tables(address: str) -> None:
    connection = await asyncpg.connect(address)
    for text in TABLES:
        await connection.execute(text.format(int="bigint"))
    await connection.close()
