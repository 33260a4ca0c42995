"""The write path: whole units, many in one commit, once per key."""

import asyncio

import pytest

from domain.ledger import accounts
from domain.shared.change import Decision, Event, IdempotencyKey
from domain.shared.money import stars
from domain.shared.refusals import KeyReused, NotEnoughFunds, Stale, TooManyRequests
from storage.engine import PostgresDatabase, SqliteDatabase
from storage.keys import keep
from storage.ledger.invariants import Invariants
from storage.ledger.verify import verify
from storage.unit import KeyTaken, StoreUnavailable
from storage.writer import Writer
from tests.conftest import running_writer
from tests.fakes.clock import FakeClock
from tests.storage.acts import (
    ALICE,
    BET,
    BOB,
    CLOSE,
    COUNT,
    ROUND,
    WHILE_OPEN,
    Area,
    BetPlaced,
    PlaceBet,
    RoundClosed,
    unit,
)


async def test_a_decision_is_committed_whole(area: Area, published: list[Event]) -> None:
    await area.fund(ALICE, stars(100))
    assert await area.bet(ALICE, stars(30), key="k1") == "1-k1"
    assert await area.free(ALICE) == stars(70)
    assert await area.bets() == ["1-k1"]
    assert published == [BetPlaced("1-k1")]


async def test_a_failed_guard_leaves_no_trace(area: Area, published: list[Event]) -> None:
    await area.fund(ALICE, stars(100))
    await area.writer.put([CLOSE(id="r1")])
    with pytest.raises(RoundClosed):
        await area.bet(ALICE, stars(30), key="k1")
    assert await area.free(ALICE) == stars(100)
    assert await area.bets() == []
    assert published == []


async def test_a_refusal_does_not_spend_the_key(area: Area) -> None:
    with pytest.raises(NotEnoughFunds):
        await area.bet(ALICE, stars(30), key="k1")
    await area.fund(ALICE, stars(100))
    assert await area.bet(ALICE, stars(30), key="k1") == "1-k1"


async def test_a_repeat_answers_what_was_made(area: Area) -> None:
    await area.fund(ALICE, stars(100))
    order = PlaceBet(round_id="r1", stake=stars(30))
    first, repeat = IdempotencyKey("k1"), IdempotencyKey("k1")
    await area.place(first, ALICE, order)
    # The round is closed now: the repeat is answered before any rule.
    await area.writer.put([CLOSE(id="r1")])
    assert await area.place(repeat, ALICE, order) == "1-k1"
    assert (first.replayed, repeat.replayed) == (False, True)
    assert area.decided == 1


async def test_another_order_under_a_key_is_refused(area: Area) -> None:
    await area.fund(ALICE, stars(100))
    await area.bet(ALICE, stars(30), key="k1")
    with pytest.raises(KeyReused):
        await area.bet(ALICE, stars(31), key="k1")
    assert await area.free(ALICE) == stars(70)


async def test_a_key_belongs_to_one_person(area: Area) -> None:
    await area.fund(ALICE, stars(100))
    await area.fund(BOB, stars(100))
    assert await area.bet(ALICE, stars(30), key="k1") == "1-k1"
    assert await area.bet(BOB, stars(20), key="k1") == "2-k1"


async def test_ten_under_one_key_at_once_are_one(area: Area) -> None:
    await area.fund(ALICE, stars(100))
    order = PlaceBet(round_id="r1", stake=stars(30))
    keys = [IdempotencyKey("k1") for _ in range(10)]
    made = await asyncio.gather(*(area.place(key, ALICE, order) for key in keys))
    assert made == ["1-k1"] * 10
    assert [key.replayed for key in keys].count(True) == 9
    assert await area.free(ALICE) == stars(70)


async def test_two_orders_under_one_key_at_once(area: Area) -> None:
    await area.fund(ALICE, stars(100))
    results = await asyncio.gather(
        *(area.bet(ALICE, stars(stake), key="k1") for stake in (30, 40)), return_exceptions=True
    )
    assert results[0] == "1-k1"
    assert isinstance(results[1], KeyReused)


async def test_the_same_key_twice_in_one_batch(area: Area) -> None:
    """Past the check of acts under way: then the key's own row decides."""
    results = await asyncio.gather(
        *(
            area.writer.put([keep(("1", "test.Order", "k1"), "hash", made, 0), COUNT(id="r1")])
            for made in ("a", "b")
        ),
        return_exceptions=True,
    )
    assert results[0] is None
    assert isinstance(results[1], KeyTaken)
    assert await area.database.rows("SELECT made FROM core_keys") == [("a",)]
    assert await area.database.rows("SELECT bets FROM test_rounds WHERE id = 'r1'") == [(1,)]


async def test_ten_bets_at_once_never_overdraw(area: Area) -> None:
    await area.fund(ALICE, stars(100))
    results = await asyncio.gather(
        *(area.bet(ALICE, stars(30), key=f"k{n}") for n in range(10)), return_exceptions=True
    )
    assert sum(isinstance(result, NotEnoughFunds) for result in results) == 7
    assert await area.free(ALICE) == stars(10)
    assert len(await area.bets()) == 3


async def test_a_poisoned_unit_harms_no_neighbour(area: Area) -> None:
    await area.fund(ALICE, stars(100))
    order = PlaceBet(round_id="r1", stake=stars(1))
    names = [f"b{n}" for n in range(9)]
    names.insert(4, "poison")
    results = await asyncio.gather(
        *(area.place(IdempotencyKey(n), ALICE, order, name=n) for n in names),
        return_exceptions=True,
    )
    assert [isinstance(result, Exception) for result in results].index(True) == 4
    assert await area.bets() == sorted(set(names) - {"poison"})
    assert await area.free(ALICE) == stars(91)
    assert await verify(area.database) is None


async def test_a_bet_beside_the_close_of_its_round(area: Area) -> None:
    """Whoever comes first in the queue wins, also within one batch."""
    await area.fund(ALICE, stars(100))
    order = PlaceBet(round_id="r1", stake=stars(10))
    early = unit(*area.changes(ALICE, order, "early"))
    late = unit(*area.changes(ALICE, order, "late"))
    results = await asyncio.gather(
        area.writer.put(early),
        area.writer.put([CLOSE(id="r1")]),
        area.writer.put(late),
        return_exceptions=True,
    )
    assert list(results[:2]) == [None, None]
    assert isinstance(results[2], RoundClosed)
    assert await area.bets() == ["early"]
    assert await area.free(ALICE) == stars(90)


async def test_a_unit_may_meet_itself_at_a_row(area: Area) -> None:
    await area.writer.put(
        [ROUND(id="r3"), COUNT(id="r3"), COUNT(id="r3"), WHILE_OPEN(id="r3"), CLOSE(id="r3")]
    )
    row = await area.database.row("SELECT state, bets FROM test_rounds WHERE id = ?", "r3")
    assert row == ("closed", 2)


async def test_ten_units_of_one_batch_meet_at_a_row(area: Area) -> None:
    await asyncio.gather(*(area.writer.put([COUNT(id="r1")]) for _ in range(10)))
    row = await area.database.row("SELECT bets FROM test_rounds WHERE id = ?", "r1")
    assert row == (10,)


async def test_a_failing_last_change_undoes_the_first(area: Area) -> None:
    """And the next unit of the batch sees the balance as it was."""
    await area.fund(ALICE, stars(50))
    order = PlaceBet(round_id="r1", stake=stars(50))
    await area.writer.put([BET(id="taken", round_id="r1")])
    failing = unit(*area.changes(ALICE, order, "failing"), BET(id="taken", round_id="r1"))
    following = unit(*area.changes(ALICE, order, "following"))
    results = await asyncio.gather(
        area.writer.put(failing), area.writer.put(following), return_exceptions=True
    )
    assert isinstance(results[0], Stale)
    assert results[1] is None
    assert await area.bets() == ["following", "taken"]


async def test_a_stale_guard_decides_again(area: Area) -> None:
    tries: list[int] = []

    async def decide() -> Decision[str]:
        tries.append(len(tries))
        round_id = "r1" if len(tries) == 3 else "gone"
        return Decision("done", WHILE_OPEN(id=round_id))

    assert await area.writer.commit(decide) == "done"
    assert tries == [0, 1, 2]


async def test_four_stale_decisions_are_enough(area: Area) -> None:
    tries: list[int] = []

    async def decide() -> Decision[None]:
        tries.append(1)
        return Decision(None, WHILE_OPEN(id="gone"))

    with pytest.raises(TooManyRequests):
        await area.writer.commit(decide)
    assert len(tries) == 4


async def test_a_full_queue_refuses(
    database: SqliteDatabase | PostgresDatabase, clock: FakeClock
) -> None:
    writer = Writer(database, clock=clock, publish=lambda _event: None, queue_most=2)
    await writer.start()
    # Nothing runs it yet, so what is put stays queued.
    waiting = [asyncio.create_task(writer.put([WHILE_OPEN(id="r1")])) for _ in range(2)]
    await asyncio.sleep(0)
    with pytest.raises(TooManyRequests) as refused:
        await writer.put([WHILE_OPEN(id="r1")])
    assert refused.value.fields == {"retry_after_s": 1}
    await writer.stop(deadline_s=0.01)
    results = await asyncio.gather(*waiting, return_exceptions=True)
    assert [type(result) for result in results] == [StoreUnavailable] * 2


async def test_whoever_gave_up_before_the_turn_is_not_served(area: Area) -> None:
    first = asyncio.create_task(area.writer.put([COUNT(id="r1")]))
    second = asyncio.create_task(area.writer.put([COUNT(id="r2")]))
    await asyncio.sleep(0)
    second.cancel()
    await first
    assert await area.database.rows("SELECT bets FROM test_rounds ORDER BY id") == [(1,), (0,)]


async def test_a_restarted_writer_goes_on_with_the_chain(
    area: Area, database: SqliteDatabase | PostgresDatabase, clock: FakeClock
) -> None:
    await area.fund(ALICE, stars(100))
    await area.writer.stop()
    await database.open()
    async with running_writer(database, clock, []) as writer:
        again = Area(writer, area.ledger, database)
        await again.bet(ALICE, stars(10), key="k1")
        assert await verify(database) is None
        assert all(check.ok for check in await Invariants(database).read())


async def test_a_failing_listener_harms_nobody(
    area: Area, database: SqliteDatabase | PostgresDatabase
) -> None:
    heard: list[int] = []

    def hook(changes: object) -> None:
        heard.append(1)
        raise ValueError("a bug of the listener")

    area.writer.after(COUNT.name, hook)
    await area.writer.put([COUNT(id="r1")])
    await area.writer.put([COUNT(id="r1")])
    assert heard == [1, 1]


async def test_the_clock_may_go_backwards(area: Area, clock: FakeClock) -> None:
    await area.fund(ALICE, stars(10))
    clock.advance(-3_600_000_000)
    await area.fund(ALICE, stars(5))
    assert await area.free(ALICE) == stars(15)
    balances = await area.ledger.balances(accounts.user(ALICE))
    assert balances[0].available == stars(15)
    assert await verify(area.database) is None
