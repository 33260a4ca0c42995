"""The world clock and the world's chance."""

import asyncio
import time
from datetime import UTC, datetime, timedelta

import pytest

from scripts.sandbox.chance import Chance
from scripts.sandbox.clock import Clock
from scripts.sandbox.forms import Refusal
from scripts.sandbox.world import World
from tests.fakes.app_link import FakeApp
from tests.sandbox.caller import Caller

NINE = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)


class Hand:
    """A monotonic clock that is moved by hand."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
async def clock_and_hand() -> tuple[Clock, Hand]:
    hand = Hand()
    clock = Clock(hand)
    clock.restart(NINE, 0)
    return clock, hand


async def test_a_clock_at_rate_zero_stands_still(clock_and_hand: tuple[Clock, Hand]) -> None:
    clock, hand = clock_and_hand
    hand.seconds += 3600
    assert clock.now() == NINE


async def test_a_clock_runs_at_its_rate(clock_and_hand: tuple[Clock, Hand]) -> None:
    clock, hand = clock_and_hand
    clock.set(rate=60)
    hand.seconds += 2
    assert clock.now() == NINE + timedelta(minutes=2)
    clock.set(rate=0)
    hand.seconds += 2
    assert clock.now() == NINE + timedelta(minutes=2)


async def test_a_clock_never_goes_back(clock_and_hand: tuple[Clock, Hand]) -> None:
    clock, _hand = clock_and_hand
    with pytest.raises(Refusal, match="clock-backwards"):
        clock.set(now=NINE - timedelta(seconds=1))
    with pytest.raises(Refusal, match="clock-backwards"):
        clock.advance(-1)
    assert clock.now() == NINE


async def test_a_clock_stops_before_the_last_year_that_can_be_written(
    clock_and_hand: tuple[Clock, Hand],
) -> None:
    clock, _hand = clock_and_hand
    with pytest.raises(Refusal) as refused:
        clock.advance(10**12)
    assert refused.value.code == "invalid"
    assert clock.now() == NINE


async def test_a_clock_that_runs_past_the_last_year_stands_still(
    clock_and_hand: tuple[Clock, Hand],
) -> None:
    clock, hand = clock_and_hand
    clock.set(now=datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC), rate=1000)
    hand.seconds += 3600
    assert clock.now() == datetime(9999, 12, 31, 23, 59, 59, 999_000, UTC)


async def test_a_sleeper_wakes_when_the_clock_jumps() -> None:
    clock = Clock()
    clock.restart(NINE, 0)
    sleeper = asyncio.create_task(clock.sleep_until(NINE + timedelta(hours=1)))
    await asyncio.sleep(0.01)
    clock.advance(3599)
    await asyncio.sleep(0.01)
    assert not sleeper.done()
    clock.advance(1)
    await asyncio.wait_for(sleeper, 1)


async def test_a_sleeper_wakes_when_the_clock_runs_there() -> None:
    clock = Clock()
    clock.restart(NINE, 1000)
    began = time.monotonic()
    await asyncio.wait_for(clock.sleep_until(NINE + timedelta(seconds=100)), 5)
    assert time.monotonic() - began >= 0.09


async def test_scripts_read_and_set_the_clock(caller: Caller) -> None:
    told = await caller.put("/clock", {"now": "2100-01-01T00:00:00.000Z", "rate": 0})
    assert told == {"now": "2100-01-01T00:00:00.000Z", "rate": 0}
    assert await caller.get("/clock") == told
    assert (await caller.put("/clock", {"rate": 2.5}))["rate"] == 2.5
    assert (await caller.get())["clock"]["rate"] == 2.5


async def test_scripts_advance_the_clock(caller: Caller) -> None:
    await caller.put("/clock", {"now": "2100-01-01T00:00:00.000Z", "rate": 0})
    told = await caller.post("/clock/advance", {"seconds": 600})
    assert told == {"now": "2100-01-01T00:10:00.000Z", "rate": 0}
    told = await caller.post("/clock/advance", {"seconds": 0.25})
    assert told["now"] == "2100-01-01T00:10:00.250Z"


@pytest.mark.parametrize(
    ("method", "path", "body", "expected"),
    [
        ("PUT", "/clock", {"now": "2001-01-01T00:00:00.000Z"}, (409, "clock-backwards")),
        ("POST", "/clock/advance", {"seconds": -1}, (409, "clock-backwards")),
        ("PUT", "/clock", {"now": 5}, (400, "invalid")),
        ("PUT", "/clock", {"now": "tomorrow"}, (400, "invalid")),
        ("PUT", "/clock", {"now": "9999-12-31T23:59:59-12:00"}, (400, "invalid")),
        ("PUT", "/clock", {"rate": 1001}, (400, "invalid")),
        ("PUT", "/clock", {"rate": -1}, (400, "invalid")),
        ("PUT", "/clock", {"rate": "1"}, (400, "invalid")),
        ("PUT", "/clock", {"hour": 1}, (400, "invalid")),
        ("POST", "/clock/advance", {}, (400, "invalid")),
        ("POST", "/clock/advance", {"seconds": 10**12}, (400, "invalid")),
        ("PUT", "/chance", {"seed": -1}, (400, "invalid")),
        ("PUT", "/chance", {"seed": 2**64}, (400, "invalid")),
        ("PUT", "/chance", {"seed": "7"}, (400, "invalid")),
        ("PUT", "/chance", {}, (400, "invalid")),
    ],
)
async def test_what_the_clock_and_chance_refuse(
    caller: Caller, method: str, path: str, body: object, expected: tuple[int, str]
) -> None:
    assert (await caller.refused(method, path, body))[:2] == expected


async def test_the_app_is_at_the_new_time_before_the_answer(caller: Caller, app: FakeApp) -> None:
    await caller.put("/clock", {"now": "2100-01-01T00:00:00.000Z", "rate": 0})
    assert app.last("clock")["now"] == "2100-01-01T00:00:00.000Z"
    assert app.last("clock")["rate"] == 0
    await caller.post("/clock/advance", {"seconds": 5})
    assert app.last("clock")["now"] == "2100-01-01T00:00:05.000Z"


def test_the_same_seed_gives_the_same_values() -> None:
    one, other = Chance(7), Chance(7)
    drawn = [one.below(6, "dice") for _ in range(50)]
    assert drawn == [other.below(6, "dice") for _ in range(50)]
    assert set(drawn) == set(range(6))
    one.restart(8)
    assert drawn != [one.below(6, "dice") for _ in range(50)]


def test_one_stream_does_not_disturb_another() -> None:
    one, other = Chance(7), Chance(7)
    one.hex(16, "addresses")
    assert one.between(1, 6, "dice") == other.between(1, 6, "dice")


def test_chance_goes_on_where_it_was() -> None:
    one = Chance(7)
    one.below(1000)
    other = Chance()
    other.restart(one.seed, one.drawn())
    assert one.raw(40) == other.raw(40)
    assert one.shuffle(range(20)) == other.shuffle(range(20))
    assert one.pick("abc") == other.pick("abc")


async def test_scripts_set_the_seed(world: World, caller: Caller) -> None:
    assert await caller.put("/chance", {"seed": 7}) == {"seed": 7}
    first = [world.core.chance.below(1000) for _ in range(5)]
    assert await caller.get("/chance") == {"seed": 7}
    await caller.put("/chance", {"seed": 7})
    assert first == [world.core.chance.below(1000) for _ in range(5)]
