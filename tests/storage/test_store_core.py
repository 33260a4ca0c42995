"""Audit log, stored updates, jobs, statements, orders."""

import asyncio
import time
from dataclasses import dataclass
from enum import StrEnum

import pytest

from domain.shared.actor import Actor, Role
from domain.shared.ids import Instant, UserId
from domain.shared.money import TON, Money, stars
from domain.shared.refusals import Invalid
from storage.core.audit import AuditStore
from storage.core.jobs import JobRow, JobRows
from storage.core.updates import SeenUpdates
from storage.engine import PostgresDatabase, SqliteDatabase, numbered
from storage.orders import hash_of, kind_of
from storage.statements import insert, update
from storage.writer import Writer
from tests.fakes.clock import FakeClock
from tests.storage.acts import PlaceBet

Store = SqliteDatabase | PostgresDatabase
ADMIN = Actor(id=UserId(7), role=Role.ADMIN, origin="10.0.0.1")


@pytest.fixture
def audit(database: Store, clock: FakeClock) -> AuditStore:
    return AuditStore(database, clock)


async def test_an_audit_row_tells_before_and_after(audit: AuditStore, writer: Writer) -> None:
    entry = audit.entry(
        ADMIN,
        "adjust",
        entity=("user", "1"),
        before={"balance": stars(1)},
        after={"balance": Money(1, TON), "why": "gift"},
    )
    await writer.put([entry])
    (found,) = (await audit.search("", cursor=None, limit=10)).items
    assert (found.user_id, found.action, found.ip_address) == (7, "adjust", "10.0.0.1")
    assert (found.entity_type, found.entity_id) == ("user", "1")
    assert found.details == {
        "before": {"balance": {"asset": "XTR", "amount": "1"}},
        "after": {"balance": {"asset": "TON", "amount": "0.000000001"}, "why": "gift"},
    }


async def test_the_audit_log_is_searched(audit: AuditStore, writer: Writer) -> None:
    people = [Actor(id=UserId(n)) for n in (1, 12)]
    await writer.put(audit.entry(who, "ban", entity=("user", "9")) for who in people)
    await writer.put([audit.entry(people[0], "role_set", entity=("user", "1"))])

    async def found(text: str) -> list[tuple[int, str]]:
        page = await audit.search(text, cursor=None, limit=10)
        return [(entry.user_id, entry.action) for entry in page.items]

    assert await found("BAN") == [(12, "ban"), (1, "ban")]
    assert await found("role_") == [(1, "role_set")]
    assert await found("12") == [(12, "ban")]
    assert await found("9") == [(12, "ban"), (1, "ban")]
    assert await found("%") == []
    assert await found("x' OR '1'='1") == []


async def test_the_audit_log_is_read_page_by_page(audit: AuditStore, writer: Writer) -> None:
    for n in range(5):
        await writer.put([audit.entry(ADMIN, f"act{n}", entity=("user", "1"))])
    seen: list[str] = []
    cursor = None
    while True:
        page = await audit.search("act", cursor=cursor, limit=2)
        seen += [entry.action for entry in page.items]
        cursor = page.next
        if cursor is None:
            break
    assert seen == ["act4", "act3", "act2", "act1", "act0"]
    with pytest.raises(Invalid):
        await audit.search("", cursor="forged", limit=2)


async def test_updates_are_stored_once(writer: Writer, database: Store, clock: FakeClock) -> None:
    seen = SeenUpdates(writer, database)
    now = clock.now()
    assert await seen.store([(5, "{}"), (6, '{"a":1}')], now) == {5, 6}
    assert await seen.store([(6, "{}"), (7, "{}"), (7, "{}")], now) == {7}
    assert await seen.store([], now) == frozenset()
    many = [(n, "{}") for n in range(100, 350)]
    assert len(await seen.store(many, now)) == 250
    assert await seen.store(many, now) == frozenset()


async def test_of_ten_that_bring_an_update_one_is_told_that_it_is_new(
    writer: Writer, database: Store, clock: FakeClock
) -> None:
    seen = SeenUpdates(writer, database)
    told = await asyncio.gather(*(seen.store([(5, "{}")], clock.now()) for _ in range(10)))
    assert sorted(map(len, told)) == [0] * 9 + [1]


async def test_an_update_is_handled_to_its_end(
    writer: Writer, database: Store, clock: FakeClock
) -> None:
    seen = SeenUpdates(writer, database)
    await seen.store([(6, '{"a":1}'), (5, "{}")], clock.now())
    await seen.begin(6)
    await seen.begin(6)
    await seen.handled(5, clock.now(), error="given up")
    await seen.handled(5, clock.now())
    (left,) = await seen.unhandled(10)
    assert (left.update_id, left.raw, left.attempts) == (6, '{"a":1}', 2)
    rows = await database.rows("SELECT error FROM core_updates WHERE update_id = 5")
    assert rows == [("given up",)]
    await seen.prune(Instant(clock.now() + 1))
    assert await database.rows("SELECT update_id FROM core_updates") == [(6,)]


async def test_a_job_keeps_its_times(writer: Writer, database: Store) -> None:
    jobs = JobRows(writer, database)
    row = JobRow(id="sweep", due_at=Instant(5), last_run=None, last_ok=None, lag_us=0, error="")
    await jobs.save(row)
    assert await jobs.load() == (row,)
    later = JobRow(
        id="sweep",
        due_at=Instant(9),
        last_run=Instant(6),
        last_ok=Instant(6),
        lag_us=1_000_000,
        error="x",
    )
    await jobs.save(later)
    assert await jobs.load() == (later,)


class Color(StrEnum):
    RED = "red"


@dataclass(frozen=True, slots=True)
class Order:
    what: object
    color: Color = Color.RED


@dataclass(frozen=True, slots=True)
class Empty:
    pass


def test_orders_that_say_the_same_have_one_hash() -> None:
    bet = PlaceBet(round_id="r1", stake=stars(1))
    assert hash_of(bet) == hash_of(PlaceBet(round_id="r1", stake=Money(100, stars(1).asset)))
    said = [
        bet,
        PlaceBet(round_id="r1", stake=stars(2)),
        PlaceBet(round_id="r1", stake=Money(100, TON)),
        PlaceBet(round_id="r2", stake=stars(1)),
        Order(None),
        Order("None"),
        Order((1, 2)),
        Order(frozenset({"b", "a"})),
        Order(Order(stars(1))),
        Empty(),
    ]
    assert len({hash_of(order) for order in said}) == len(said)
    assert hash_of(Order(frozenset({"a", "b"}))) == hash_of(said[7])
    with pytest.raises(TypeError):
        hash_of(Order(object()))


def test_an_order_is_called_by_its_area() -> None:
    assert kind_of(PlaceBet(round_id="r1", stake=stars(1))) == "storage.PlaceBet"


def test_a_parameter_that_is_not_used_is_a_bug() -> None:
    with pytest.raises(AssertionError):
        update("core_jobs", key={"id": "text"}, given={"x": "text"}, set={"error": "''"})
    with pytest.raises(AssertionError):
        insert("core_jobs", columns={"id": "text"}, given={"x": "text"})


def test_places_are_numbered_for_postgres() -> None:
    assert numbered("SELECT ? + ?") == "SELECT $1 + $2"


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
async def test_a_long_read_leaves_the_loop(database: Store) -> None:
    """A read that takes a second holds the loop for a few milliseconds at most."""
    assert isinstance(database, SqliteDatabase)
    text = """WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000000)
        SELECT count(*) FROM n"""
    worst = 0.0

    async def watch() -> None:
        nonlocal worst
        while True:
            before = time.perf_counter()
            await asyncio.sleep(0)
            worst = max(worst, time.perf_counter() - before)

    watching = asyncio.create_task(watch())
    began = time.perf_counter()
    assert await database.rows(text) == [(2_000_000,)]
    took = time.perf_counter() - began
    watching.cancel()
    assert worst < took / 2
