"""A small area for the tests of the write path: rounds and bets, in tables of the tests' own."""

import sqlite3
from dataclasses import dataclass
from typing import Final

import asyncpg

from domain.ledger import accounts
from domain.ledger.models import Ref
from domain.ledger.service import Ledger
from domain.shared.actor import Actor
from domain.shared.change import Change, Changes, Decision, Event, IdempotencyKey
from domain.shared.ids import UserId
from domain.shared.money import Money, stars
from domain.shared.refusals import DomainError
from storage.engine import PostgresDatabase, SqliteDatabase
from storage.statements import guard, insert, update
from storage.writer import Writer

ALICE, BOB, CAROL = UserId(1), UserId(2), UserId(3)
TABLES: Final = (
    "CREATE TABLE test_rounds (id TEXT PRIMARY KEY, state TEXT NOT NULL, bets {int} NOT NULL)",
    """CREATE TABLE test_bets (id TEXT PRIMARY KEY, round_id TEXT NOT NULL,
    CONSTRAINT test_bets_named CHECK (id <> 'poison'))""",
)
ROUND: Final = insert(
    "test_rounds", key=("id",), columns={"id": "text"}, values={"state": "'open'", "bets": "0"}
)
BET: Final = insert("test_bets", key=("id",), columns={"id": "text", "round_id": "text"})
WHILE_OPEN: Final = guard("test_rounds", key={"id": "text"}, where="t.state = 'open'")
CLOSE: Final = update(
    "test_rounds", key={"id": "text"}, set={"state": "'closed'"}, where="t.state = 'open'"
)
COUNT: Final = update("test_rounds", key={"id": "text"}, set={"bets": "t.bets + 1"})


class RoundClosed(DomainError):
    code = "round-closed"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceBet:
    round_id: str
    stake: Money


@dataclass(frozen=True, slots=True)
class BetPlaced(Event):
    bet: str


async def make_tables(database: SqliteDatabase | PostgresDatabase) -> None:
    if isinstance(database, SqliteDatabase):
        with sqlite3.connect(database.path) as connection:
            for text in TABLES:
                connection.execute(f"{text.format(int='INTEGER')} STRICT")
        connection.close()
        return
    session = await asyncpg.connect(database.address)
    for text in TABLES:
        await session.execute(text.format(int="bigint"))
    await session.close()


class Area:
    """The use case of the tests: a bet is a hold, a row and a guard on its round."""

    def __init__(
        self, writer: Writer, ledger: Ledger, database: SqliteDatabase | PostgresDatabase
    ) -> None:
        self.writer = writer
        self.ledger = ledger
        self.database = database
        self.decided = 0

    async def fund(self, person: UserId, amount: Money) -> None:
        await self.writer.put(self.gift(person, amount))

    def gift(self, person: UserId, amount: Money) -> tuple[Change, ...]:
        change = self.ledger.transfer(
            accounts.STARS_MATURING,
            accounts.user(person),
            amount,
            kind="topup",
            ref=Ref("topup", "1"),
        )
        return unit(change)

    async def free(self, person: UserId) -> Money:
        balance = await self.ledger.balance(accounts.user(person), stars(0).asset)
        return balance.available

    async def bet(self, person: UserId, stake: Money, *, key: str, round_id: str = "r1") -> str:
        order = PlaceBet(round_id=round_id, stake=stake)
        return await self.place(IdempotencyKey(key), person, order)

    async def place(
        self, key: IdempotencyKey, person: UserId, order: PlaceBet, *, name: str = ""
    ) -> str:
        bet = name or f"{person}-{key.value}"

        async def decide() -> Decision[str]:
            self.decided += 1
            return Decision(
                bet, *self.changes(person, order, bet), made=bet, events=(BetPlaced(bet),)
            )

        async def again(made: str) -> str:
            return made

        return await self.writer.once(key, Actor(id=person), order, decide, again=again)

    def changes(self, person: UserId, order: PlaceBet, bet: str) -> tuple[Changes, ...]:
        return (
            self.ledger.hold(
                accounts.user(person),
                accounts.pot(order.round_id),
                order.stake,
                hold_id=bet,
                kind="stake",
                ref=Ref("bet", bet),
            ),
            BET(id=bet, round_id=order.round_id),
            WHILE_OPEN(id=order.round_id, refusal=RoundClosed()),
        )

    async def bets(self) -> list[str]:
        return [row[0] for row in await self.database.rows("SELECT id FROM test_bets ORDER BY id")]


def unit(*changes: Changes) -> tuple[Change, ...]:
    """Changes as the writer takes them."""
    return Decision(None, *changes).changes
