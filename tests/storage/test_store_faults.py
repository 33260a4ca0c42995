"""What the writer does when the store fails: disk full, connection lost, file locked."""

import asyncio
import sqlite3

import asyncpg
import pytest

from domain.shared.money import stars
from storage.batch import Part
from storage.engine import SqliteDatabase
from storage.lane_postgres import PostgresLane
from storage.lane_sqlite import SqliteLane
from storage.ledger.verify import verify
from storage.unit import StoreUnavailable
from tests.storage.acts import ALICE, BET, Area

POSTGRES = pytest.mark.parametrize(
    "engine", [pytest.param("postgres", marks=pytest.mark.postgres)]
)
SQLITE = pytest.mark.parametrize("engine", ["sqlite"])


@SQLITE
async def test_a_full_disk_refuses_and_heals(area: Area, engine: str) -> None:
    """SQLite undoes the whole transaction then, so the neighbours fail too, and all is told."""
    await area.fund(ALICE, stars(100))
    lane = area.writer._lane
    assert isinstance(lane, SqliteLane)
    assert lane._connection is not None
    pages = lane._connection.execute("PRAGMA page_count").fetchone()[0]
    lane._connection.execute(f"PRAGMA max_page_count = {pages}")
    results = await asyncio.gather(
        *(area.writer.put([BET(id=f"{n}" * 900, round_id="r1")]) for n in range(20)),
        return_exceptions=True,
    )
    assert {type(result) for result in results} == {StoreUnavailable}
    assert await area.bets() == []
    lane._connection.execute("PRAGMA max_page_count = 1000000")
    assert await area.bet(ALICE, stars(10), key="k1") == "1-k1"
    assert await verify(area.database) is None


@SQLITE
async def test_a_locked_file_is_waited_for_outside_the_loop(area: Area, engine: str) -> None:
    assert isinstance(area.database, SqliteDatabase)
    other = sqlite3.connect(area.database.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    task = asyncio.create_task(area.fund(ALICE, stars(5)))
    await asyncio.sleep(0.05)
    assert not task.done()
    other.execute("ROLLBACK")
    other.close()
    await asyncio.wait_for(task, 5)
    assert await area.free(ALICE) == stars(5)


@SQLITE
async def test_a_commit_that_fails_is_settled_by_the_chain(
    area: Area, engine: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Once it failed and left nothing, once it is in the store all the same."""
    lane = area.writer._lane
    assert isinstance(lane, SqliteLane)
    real = lane._end

    async def nothing() -> None:
        raise sqlite3.OperationalError("disk I/O error")

    async def unheard() -> None:
        await real()
        raise sqlite3.OperationalError("disk I/O error")

    monkeypatch.setattr(lane, "_end", nothing)
    with pytest.raises(StoreUnavailable):
        await area.fund(ALICE, stars(5))
    monkeypatch.setattr(lane, "_end", unheard)
    await area.fund(ALICE, stars(7))
    monkeypatch.setattr(lane, "_end", real)
    await area.fund(ALICE, stars(1))
    assert await area.free(ALICE) == stars(8)
    assert await verify(area.database) is None


@POSTGRES
async def test_a_lost_connection_is_settled_by_the_chain(area: Area, engine: str) -> None:
    """The session is ended again and again under load; each answer tells the truth."""
    await area.fund(ALICE, stars(1000))
    killer = await asyncpg.connect(area.database.address)
    answered: list[str] = []

    async def lane(number: int) -> None:
        for turn in range(30):
            name = f"{number}-{turn}"
            for _ in range(50):
                try:
                    await area.writer.put([BET(id=name, round_id="r1")])
                except StoreUnavailable:
                    continue
                answered.append(name)
                break

    lanes = asyncio.gather(*(lane(number) for number in range(8)))
    ended = 0
    while not lanes.done():
        ended += await killer.fetchval(
            "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity "
            "WHERE application_name = 'souk writer' AND datname = current_database()"
        )
        # Longer each time: however slow the machine, it is back before the next end.
        await asyncio.sleep(0.03 * (1 + ended))
    await lanes
    await killer.close()
    assert sorted(answered) == await area.bets()
    assert len(answered) == 240
    assert ended > 0, "no session was ended"
    assert await verify(area.database) is None


@POSTGRES
async def test_a_commit_whose_answer_was_lost(
    area: Area, engine: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    lane = area.writer._lane
    assert isinstance(lane, PostgresLane)
    real = lane._send

    async def unheard(parts: dict[str, Part]) -> None:
        await real(parts)
        assert lane._connection is not None
        lane._connection.terminate()
        raise ConnectionResetError("after the commit")

    monkeypatch.setattr(lane, "_send", unheard)
    await area.fund(ALICE, stars(5))
    monkeypatch.setattr(lane, "_send", real)
    await area.fund(ALICE, stars(1))
    assert await area.free(ALICE) == stars(6)
    assert await verify(area.database) is None
