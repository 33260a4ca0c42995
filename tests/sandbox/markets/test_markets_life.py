"""Markets that live: by the seed, through a jump, at their rate; kept over a kill; and idle."""

import asyncio
from collections import Counter
from pathlib import Path

import pytest

from scripts.sandbox.markets.making import SHARES
from scripts.sandbox.world import World
from tests.fakes.app_link import FakeApp
from tests.sandbox.caller import Answer, Caller, calling, sandbox_process
from tests.sandbox.markets.conftest import CLOCK, SMALL
from tests.sandbox.markets.readers import Reader
from tests.sandbox.markets.test_markets_truth import MARKETS, listed, ton

HOUR = 3_600


async def lived(caller: Caller, *, seed: int, jumps: list[int]) -> list[Answer]:
    """The log of a world at rate 50 that has jumped so many seconds."""
    order = {"seed": seed, "pace": 1000, "clock": CLOCK, "markets": {**SMALL, "rate": 50}}
    since = (await caller.post("/reset", order))["seq"]
    for seconds in jumps:
        await caller.post("/clock/advance", {"seconds": seconds})
    rows: list[Answer] = (await caller.get(f"/markets/events?since={since}"))["items"]
    return rows


def without_numbers(rows: list[Answer]) -> list[Answer]:
    """The world's one counter counts the chain's doings too; times are cut to milliseconds."""
    return [{**row, "seq": 0, "at": row["at"][:-4]} for row in rows]


async def test_the_same_seed_lives_the_same_however_the_time_goes_by(caller: Caller) -> None:
    once = await lived(caller, seed=7, jumps=[HOUR])
    often = await lived(caller, seed=7, jumps=[600] * 6)
    assert len(once) > 50
    assert without_numbers(once) == without_numbers(often)
    other = await lived(caller, seed=8, jumps=[HOUR])
    assert without_numbers(other) != without_numbers(once)


async def test_a_span_is_lived_at_its_rate(caller: Caller) -> None:
    rows = await lived(caller, seed=7, jumps=[HOUR])
    # 11.4 events a second on 300,000 lots: 0.76 on 400 of them, fifty times as fast.
    assert len(rows) == 1_000
    rows = await lived(caller, seed=7, jumps=[HOUR // 6])
    assert 0.7 * 456 < len(rows) < 1.3 * 456
    kinds = Counter(row["kind"] for row in rows)
    assert set(kinds) == {"listed", "repriced", "delisted", "sold", "moved"}
    times = [row["at"] for row in rows]
    assert times == sorted(times)
    assert times[0] >= str(CLOCK["now"])
    counts = {one["market"]: one["listings"] for one in (await caller.get("/markets"))["items"]}
    assert 300 < sum(counts.values()) < 500
    # Portals 8 of the 11.4, MRKT 1.2, though they have 30 and 25 lots in a hundred.
    busy = Counter(row["market"] for row in rows)
    assert 0.6 < busy["portals"] / len(rows) < 0.8
    assert 0.05 < busy["mrkt"] / len(rows) < 0.17
    assert all(0.6 < counts[market] / (4 * share) < 1.4 for market, share in SHARES.items())


async def test_a_still_world_stays_as_it_is(caller: Caller) -> None:
    truth = await caller.get("/listings?limit=10000")
    await caller.post("/clock/advance", {"seconds": 100 * HOUR})
    assert await caller.get("/listings?limit=10000") == truth
    assert (await caller.patch("/markets", {"rate": 100}))["rate"] == 100
    await caller.post("/clock/advance", {"seconds": HOUR})
    assert await caller.get("/listings?limit=10000") != truth
    for rate in (-1, 1_001, "10"):
        assert (await caller.refused("PATCH", "/markets", {"rate": rate}))[:2] == (400, "invalid")


async def test_the_log_and_the_truth_agree_after_a_long_life(
    caller: Caller, reader: Reader
) -> None:
    await caller.patch("/markets", {"rate": 1_000})
    await caller.post("/clock/advance", {"seconds": HOUR // 2})
    truth = {
        one["id"]: one["price"] for one in (await caller.get("/listings?limit=10000"))["items"]
    }
    told: dict[str, Answer] = {}
    since, full = 0, True
    while full:
        page = await caller.get(f"/markets/events?since={since}")
        since, full = page["seq"], len(page["items"]) == 1_000
        for row in page["items"]:
            if row["kind"] in ("listed", "repriced"):
                told[row["listing"]] = row["price"]
            elif row["listing"] is not None:
                del told[row["listing"]]
    assert told == truth
    for market in MARKETS:
        assert set(await reader.everything(market)) == {
            one for one in truth if one.startswith(f"{market}:")
        }


async def test_markets_live_by_themselves_while_the_clock_runs(caller: Caller) -> None:
    await caller.patch("/markets", {"rate": 1_000})
    seq = (await caller.get())["seq"]
    await caller.put("/clock", {"rate": 1_000})
    for _ in range(200):
        if (await caller.get(f"/markets/events?since={seq}&limit=5"))["items"]:
            return
        await asyncio.sleep(0.05)
    raise AssertionError("nothing happened in a long time")


async def test_a_world_of_gifts_survives_a_kill(tmp_path: Path) -> None:
    paths = (
        *("", "/markets", "/listings?limit=10000", "/gifts?limit=100", "/rates"),
        *("/markets/events?since=300", "/gifts/plushpepe-777"),
    )
    async with sandbox_process(tmp_path) as first, calling(first.url) as caller:
        await caller.post("/reset", {"seed": 7, "clock": CLOCK, "markets": SMALL})
        lot = await listed(caller)
        await caller.patch(f"/listings/{lot['id']}", {"price": ton("5")})
        await caller.patch("/markets", {"rate": 20})
        await caller.post("/clock/advance", {"seconds": HOUR})
        await caller.put("/rates", {"TON/USD": "9"})
        before = [await caller.get(path) for path in paths]
        await first.kill()
    async with sandbox_process(tmp_path) as second, calling(second.url) as caller:
        assert [await caller.get(path) for path in paths] == before
        await caller.post("/clock/advance", {"seconds": HOUR})
        assert len((await caller.get("/listings?limit=10000"))["items"]) > 300


async def test_an_app_that_reads_no_markets_is_idle_whatever_they_do(
    caller: Caller, app: FakeApp
) -> None:
    await listed(caller)
    assert (await caller.get("/idle?wait_s=2"))["idle"] is True


async def test_idle_waits_until_the_app_has_read_what_changed(
    world: World, caller: Caller, app: FakeApp
) -> None:
    app.read_markets = dict(world.markets.changes)
    assert (await caller.get("/idle?wait_s=2"))["idle"] is True
    lot = await listed(caller)
    told = await caller.refused("GET", "/idle?wait_s=0.05")
    assert told == (504, "still-busy", {"busy": {"markets": 1}})
    waiting = asyncio.create_task(caller.get("/idle?wait_s=20"))
    await asyncio.sleep(0.05)
    assert not waiting.done()
    app.read_markets = dict(world.markets.changes)
    assert (await asyncio.wait_for(waiting, 20))["idle"] is True
    await caller.make("/faults", {"face": "tonnel", "kind": "html", "times": None})
    await caller.patch(f"/listings/{lot['id']}", {"price": ton("5")})
    told = await caller.refused("GET", "/idle?wait_s=0.05")
    assert told == (504, "still-busy", {"busy": {"markets": 1}}), "the app has yet to meet it"
    assert (await caller.get("/idle?wait_s=20"))["idle"] is True, "nobody reads it, for ever"


async def test_while_markets_live_idle_looks_at_the_moment_of_the_call(
    world: World, caller: Caller, app: FakeApp
) -> None:
    app.read_markets = dict(world.markets.changes)
    await caller.patch("/markets", {"rate": 1_000})
    await caller.put("/clock", {"rate": 500})
    waiting = asyncio.create_task(caller.get("/idle?wait_s=20"))
    await asyncio.sleep(0.1)
    app.read_markets = {name: change + 1_000 for name, change in world.markets.changes.items()}
    assert (await asyncio.wait_for(waiting, 20))["idle"] is True


@pytest.mark.parametrize("market", MARKETS)
async def test_each_change_counts_for_its_market(
    world: World, caller: Caller, market: str
) -> None:
    await caller.make("/gifts", {"collection": "plushpepe", "number": 1, "onchain": True})
    before = dict(world.markets.changes)
    order = {"market": market, "gift": "plushpepe-1", "price": ton("3")}
    await caller.make("/listings", order)
    changed = {name for name, n in world.markets.changes.items() if n != before[name]}
    assert changed == {market, "tonapi"}
