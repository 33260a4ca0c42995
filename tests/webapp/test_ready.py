"""Answers kept as bytes: good until something changes, for a moment of either clock, bounded."""

import pytest

from domain.shared.ids import SECOND
from tests.fakes.clock import FakeClock
from tests.webapp.outside import FakeSeconds
from webapp import ready
from webapp.ready import Ready


class Kitchen:
    """Makes an answer and counts how often."""

    def __init__(self, clock: FakeClock) -> None:
        self.seconds = FakeSeconds()
        self.clock = clock
        self.ready = Ready(clock, self.seconds)
        self.made = 0

    async def ask(self, name: str = "menu", size: int = 4) -> bytes:
        async def make() -> bytes:
            self.made += 1
            return bytes(size)

        return await self.ready.bytes_of(name, make)


@pytest.fixture
def kitchen(clock: FakeClock) -> Kitchen:
    return Kitchen(clock)


async def test_the_same_bytes_are_given_until_something_changes(kitchen: Kitchen) -> None:
    assert await kitchen.ask() is await kitchen.ask()
    await kitchen.ask("other")
    assert kitchen.made == 2
    kitchen.ready.touch()
    await kitchen.ask()
    assert kitchen.made == 3


async def test_either_clock_makes_them_old(kitchen: Kitchen) -> None:
    await kitchen.ask()
    kitchen.clock.advance(SECOND)
    await kitchen.ask()
    assert kitchen.made == 2
    kitchen.seconds.value_s += 1.0
    await kitchen.ask()
    assert kitchen.made == 3


async def test_what_changed_while_it_was_made_is_not_kept(kitchen: Kitchen) -> None:
    async def make() -> bytes:
        kitchen.ready.touch()
        return b"before"

    assert await kitchen.ready.bytes_of("menu", make) == b"before"
    await kitchen.ask()
    assert kitchen.made == 1


async def test_a_refusal_is_not_kept(kitchen: Kitchen) -> None:
    async def make() -> bytes:
        raise LookupError

    with pytest.raises(LookupError):
        await kitchen.ready.bytes_of("menu", make)
    await kitchen.ask()
    assert kitchen.made == 1


async def test_memory_is_bounded_by_size_and_by_number(
    kitchen: Kitchen, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ready, "BYTES_MOST", 100)
    monkeypatch.setattr(ready, "KEPT_MOST", 3)
    for n in range(3):
        await kitchen.ask(str(n), size=45)
    assert kitchen.made == 3
    await kitchen.ask("2", size=45)
    assert kitchen.made == 3, "the newest are kept"
    await kitchen.ask("0", size=45)
    assert kitchen.made == 4, "the oldest went for their size"
    for n in range(10, 14):
        await kitchen.ask(str(n), size=1)
    await kitchen.ask("10", size=1)
    assert kitchen.made == 9, "and for their number"
