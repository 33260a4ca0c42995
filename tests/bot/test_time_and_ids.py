"""Clocks, chance, identities, the bus."""

import asyncio
from dataclasses import dataclass

import pytest

from bot.runtime.bus import Bus
from bot.runtime.chance import SystemChance, TimeSortedIds
from bot.runtime.clock import RealClock, WorldClock, instant_of, text_of
from bot.runtime.supervisor import Supervisor
from domain.shared.change import Event
from domain.shared.ids import HOUR, SECOND, Instant
from tests.bot.conftest import until
from tests.fakes.clock import MORNING, FakeClock


def test_times_are_written_with_milliseconds_and_read_back() -> None:
    assert text_of(MORNING) == "2026-12-01T09:00:00.000Z"
    assert instant_of("2026-12-01T09:00:00.000Z") == MORNING
    assert instant_of("2026-12-01T10:00:00.250+01:00") == MORNING + SECOND // 4
    with pytest.raises(ValueError, match="no offset"):
        instant_of("2026-12-01T09:00:00")


async def test_a_world_that_stands_still_stands_still() -> None:
    clock = WorldClock(MORNING, 0)
    await asyncio.sleep(0.02)
    assert clock.now() == MORNING
    assert clock.real_seconds_until(Instant(MORNING + 1)) is None


async def test_a_world_runs_at_its_rate() -> None:
    clock = WorldClock(MORNING, 1000)
    await asyncio.sleep(0.02)
    assert clock.now() >= MORNING + 20 * SECOND
    assert clock.real_seconds_until(Instant(clock.now() + 1000 * SECOND)) == pytest.approx(1, 0.1)


async def test_a_jump_wakes_those_who_sleep() -> None:
    clock = WorldClock(MORNING, 0)
    sleeper = asyncio.create_task(clock.sleep_until(Instant(MORNING + HOUR)))
    await asyncio.sleep(0.01)
    clock.set(Instant(MORNING + HOUR - 1), 0)
    await asyncio.sleep(0.01)
    assert not sleeper.done()
    clock.set(Instant(MORNING + HOUR), 0)
    await asyncio.wait_for(sleeper, 1)


async def test_a_jump_is_told_to_those_who_asked() -> None:
    clock = WorldClock(MORNING, 0)
    told: list[Instant] = []
    clock.on_jump(lambda: told.append(clock.now()))
    clock.set(Instant(MORNING + HOUR), 1)
    assert told[0] >= MORNING + HOUR


async def test_the_real_clock_sleeps_until_then() -> None:
    clock = RealClock()
    then = Instant(clock.now() + SECOND // 50)
    await clock.sleep_until(then)
    assert clock.now() >= then


def test_ids_sort_in_the_order_they_were_made_even_while_time_stands() -> None:
    clock = FakeClock()
    ids = TimeSortedIds(clock, SystemChance())
    made = [ids.new() for _ in range(70_000)]
    clock.advance(SECOND * 100)
    made.append(ids.new())
    assert made == sorted(made)
    assert len(set(made)) == len(made)
    assert {len(one) for one in made} == {26}
    assert set("".join(made)) <= set("0123456789abcdefghjkmnpqrstvwxyz")


@dataclass(frozen=True, slots=True)
class Rung(Event):
    times: int


@dataclass(frozen=True, slots=True)
class RungTwice(Rung):
    pass


async def test_the_bus_tells_plain_functions_at_once_and_in_order(supervisor: Supervisor) -> None:
    bus = Bus(supervisor)
    heard: list[Event] = []
    bus.subscribe(Rung, heard.append)
    for event in (Rung(1), RungTwice(2), Event()):
        bus.publish(event)
    assert heard == [Rung(1), RungTwice(2)]


async def test_the_bus_tells_coroutines_in_order_and_counts_what_is_open(
    supervisor: Supervisor,
) -> None:
    bus = Bus(supervisor)
    heard: list[int] = []

    async def hear(event: Rung) -> None:
        await asyncio.sleep(0.001)
        heard.append(event.times)

    bus.subscribe(Rung, hear)
    for times in range(5):
        bus.publish(Rung(times))
    assert bus.waiting == 5
    await until(lambda: bus.waiting == 0)
    assert heard == [0, 1, 2, 3, 4]


async def test_a_subscriber_that_fails_harms_neither_publisher_nor_neighbours(
    supervisor: Supervisor, caplog: pytest.LogCaptureFixture
) -> None:
    bus = Bus(supervisor)
    heard: list[Rung] = []

    def fail(event: Rung) -> None:
        raise ValueError("deaf")

    bus.subscribe(Rung, fail)
    bus.subscribe(Rung, heard.append)
    bus.publish(Rung(1))
    assert heard == [Rung(1)]
    assert "deaf" in caplog.text


async def test_a_coroutine_that_fails_once_hears_the_next(supervisor: Supervisor) -> None:
    bus = Bus(supervisor)
    heard: list[int] = []

    async def hear(event: Rung) -> None:
        if event.times == 0:
            raise ValueError("deaf")
        heard.append(event.times)

    bus.subscribe(Rung, hear)
    for times in range(3):
        bus.publish(Rung(times))
    await until(lambda: heard == [1, 2])
