"""A process that keeps a ledger and may be killed at any moment.

    python -m tests.faults.teller <address of the store>

Orders come as JSON lines on stdin, answers go as JSON lines to stdout once they are committed. All
orders in hand are worked on at once. An order has a key: asked again after a kill, the answer is
the one that the first carrying out made, whether or not anybody heard it.
"""

import asyncio
import sys
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import orjson

from domain.ledger.accounts import AccountPath
from domain.ledger.models import Ref
from domain.ledger.service import Ledger
from domain.shared.actor import Actor
from domain.shared.change import Changes, Decision, IdempotencyKey
from domain.shared.ids import Instant, UserId
from domain.shared.money import XTR, Money
from domain.shared.refusals import DomainError, NotFound
from storage.core.audit import AuditStore
from storage.engine import PostgresDatabase, SqliteDatabase, open_database
from storage.ledger.store import SqlLedger
from storage.writer import Writer
from tests.fakes.ids import FakeIds


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """`act` is transfer, hold, post or void. `hold` names the hold of the last two."""

    act: str
    source: str = ""
    target: str = ""
    units: int = 0
    hold: str = ""


class SystemClock:
    def now(self) -> Instant:
        return Instant(time.time_ns() // 1000)


class Teller:
    def __init__(self, database: SqliteDatabase | PostgresDatabase, run: str) -> None:
        clock = SystemClock()
        self.writer = Writer(database, clock=clock, publish=lambda _event: None)
        self._ledger = Ledger(SqlLedger(database), clock=clock, ids=FakeIds(run))
        self._audit = AuditStore(database, clock)

    async def carry_out(self, key: str, move: Move) -> str:
        """The name of what was made: the key, which also names a hold. Raises refusals."""
        actor = Actor(id=UserId(1))

        async def decide() -> Decision[str]:
            changes = await self._changes(key, move)
            entry = self._audit.entry(actor, move.act, entity=("move", key))
            return Decision(key, changes, entry, made=key)

        async def again(made: str) -> str:
            return made

        return await self.writer.once(IdempotencyKey(key), actor, move, decide, again=again)

    async def _changes(self, key: str, move: Move) -> Changes:
        source, target = AccountPath(move.source), AccountPath(move.target)
        amount, ref = Money(move.units, XTR), Ref("move", key)
        if move.act == "transfer":
            return self._ledger.transfer(source, target, amount, kind="move", ref=ref)
        if move.act == "hold":
            return self._ledger.hold(source, target, amount, hold_id=key, kind="hold", ref=ref)
        hold = await self._ledger.find_hold(move.hold)
        if hold is None:
            raise NotFound(hold=move.hold)
        if move.act == "post":
            return self._ledger.post(hold, kind="post", amount=amount)
        return self._ledger.void(hold)


async def serve(address: str) -> None:
    database = open_database(address)
    teller = Teller(database, f"t{time.time_ns():x}x")
    await teller.writer.start()
    async with asyncio.TaskGroup() as group:
        writing = group.create_task(teller.writer.run())
        _say({"ready": True})
        reader = await _stdin()
        orders = set[asyncio.Task[None]]()
        while line := await reader.readline():
            order = group.create_task(_answer(teller.carry_out, orjson.loads(line)))
            orders.add(order)
            order.add_done_callback(orders.discard)
        await asyncio.gather(*orders)
        await teller.writer.stop()
        writing.cancel()


async def _answer(
    carry_out: Callable[[str, Move], Awaitable[str]], order: dict[str, object]
) -> None:
    key = str(order.pop("key"))
    try:
        made = await carry_out(key, Move(**order))  # type: ignore[arg-type]
    except DomainError as refusal:
        _say({"key": key, "refused": refusal.code})
    else:
        _say({"key": key, "made": made})


async def _stdin() -> asyncio.StreamReader:
    reader = asyncio.StreamReader()
    await asyncio.get_running_loop().connect_read_pipe(
        lambda: asyncio.StreamReaderProtocol(reader), sys.stdin
    )
    return reader


def _say(answer: dict[str, object]) -> None:
    sys.stdout.buffer.write(orjson.dumps(answer) + b"\n")
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    asyncio.run(serve(sys.argv[1]))
