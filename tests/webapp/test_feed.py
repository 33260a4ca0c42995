"""The hub by itself, with wires that remember: one frame for all, slow readers, bounds."""

import asyncio
from collections.abc import AsyncIterator, Callable
from typing import Any

import orjson
import pytest

from domain.shared.ids import UserId
from tests.webapp.outside import FakeSeconds, TestPulse
from webapp import feed
from webapp.feed import BUFFER_MAX, RING, Hub, Reader, text_frame

Said = dict[str, Any]


class Wire:
    """A transport with a buffer that drains when it is told to."""

    def __init__(self, *, slow: bool = False) -> None:
        self.written: list[bytes] = []
        self.waiting = BUFFER_MAX + 1 if slow else 0
        self.closed = False

    def write(self, data: bytes) -> None:
        self.written.append(data)

    def get_write_buffer_size(self) -> int:
        return self.waiting

    def is_closing(self) -> bool:
        return self.closed

    def abort(self) -> None:
        self.closed = True

    def frames(self) -> list[Said]:
        """What a client would read."""
        raw, found = b"".join(self.written), []
        while raw:
            size, start = raw[1], 2
            if size == 126:
                size, start = int.from_bytes(raw[2:4], "big"), 4
            found.append(orjson.loads(raw[start : start + size]))
            raw = raw[start + size :]
        return found


class Count:
    """A public topic whose state is a number."""

    name = "count"
    private = False

    def __init__(self) -> None:
        self.value = 0
        self.snapshots = 0

    async def exists(self, topic: str, _person: UserId | None) -> bool:
        return topic == "count"

    async def snapshot(self, topic: str, person: UserId | None) -> object:
        self.snapshots += 1
        return {"value": self.value, "of": [topic, person]}


class Table:
    """A hub at work with one topic."""

    def __init__(self, seconds: FakeSeconds) -> None:
        self.topic = Count()
        self.hub = Hub(lambda _bound: 99, seconds)
        self.hub.register(self.topic)
        self.seconds = seconds

    def follow(self, wire: Wire, after: int | None = None) -> Reader:
        reader = Reader(wire, after)
        self.hub.follow(self.topic, "count", None, reader)
        return reader

    def tell(self, times: int = 1) -> None:
        for _ in range(times):
            self.topic.value += 1
            self.hub.publish("count", {"value": self.topic.value})

    async def until(self, happened: Callable[[], object]) -> None:
        for _ in range(1000):
            if happened():
                return
            await asyncio.sleep(0.005)
        raise AssertionError("it never happened")


@pytest.fixture
async def table() -> AsyncIterator[Table]:
    made = Table(FakeSeconds())
    pump = asyncio.ensure_future(made.hub.run(TestPulse()))
    yield made
    pump.cancel()
    await asyncio.gather(pump, return_exceptions=True)


async def test_a_thousand_readers_get_one_encoded_frame(table: Table) -> None:
    wires = [Wire() for _ in range(1200)]
    for wire in wires:
        table.follow(wire)
    await table.until(lambda: all(wire.written for wire in wires))
    assert table.topic.snapshots == 1
    table.tell()
    await table.until(lambda: all(len(wire.written) == 2 for wire in wires))
    assert table.hub.frames_encoded == 1
    assert len({id(wire.written[1]) for wire in wires}) == 1


async def test_a_snapshot_serves_for_a_second(table: Table) -> None:
    """What it shows may change without a frame of its own."""
    shown = []
    for seconds in (0.0, 0.5, 1.5):
        table.seconds.value_s = seconds
        table.topic.value += 1
        wire = Wire()
        table.follow(wire)
        await table.until(wire.frames)
        shown.append(wire.frames()[0]["snapshot"]["value"])
    assert shown == [1, 1, 3]


async def test_a_slow_reader_catches_up_from_the_ring(table: Table) -> None:
    slow, quick = Wire(), Wire()
    for wire in (slow, quick):
        table.follow(wire)
    await table.until(lambda: slow.written and quick.written)
    slow.waiting = BUFFER_MAX + 1
    table.tell(5)
    await table.until(lambda: len(quick.frames()) == 6)
    assert len(slow.written) == 1
    slow.waiting = 0
    await table.until(lambda: len(slow.frames()) == 6)
    seqs = [frame["seq"] for frame in slow.frames()]
    assert seqs == list(range(seqs[0], seqs[0] + 6))
    assert table.topic.snapshots == 1


async def test_a_reader_too_far_behind_gets_a_snapshot(table: Table) -> None:
    wire = Wire()
    table.follow(wire)
    await table.until(lambda: wire.written)
    wire.waiting = BUFFER_MAX + 1
    table.tell(RING + 1)
    await asyncio.sleep(0.02)
    wire.waiting = 0
    await table.until(lambda: len(wire.written) == 2)
    last = wire.frames()[-1]
    assert last["snapshot"]["value"] == RING + 1
    assert last["seq"] == wire.frames()[0]["seq"] + RING + 1
    table.tell()
    await table.until(lambda: len(wire.written) == 3)
    assert wire.frames()[-1]["seq"] == last["seq"] + 1


async def test_a_reader_that_takes_nothing_for_a_minute_is_cut(table: Table) -> None:
    wire = Wire(slow=True)
    table.follow(wire)
    await asyncio.sleep(0.02)
    table.seconds.value_s = 61.0
    await table.until(lambda: wire.closed)
    assert wire.written == []


async def test_what_is_told_while_a_snapshot_is_read_is_not_lost(table: Table) -> None:
    class Slow(Count):
        async def snapshot(self, topic: str, person: UserId | None) -> object:
            state = await super().snapshot(topic, person)
            table.tell()
            await asyncio.sleep(0.01)
            return state

    slow = Slow()
    slow.name = "slow"
    table.topic.value = 5
    wire = Wire()
    reader = Reader(wire, None)
    channel = table.hub.follow(slow, "count", None, reader)
    await table.until(lambda: len(wire.frames()) == 2)
    first, second = wire.frames()
    assert second["seq"] == first["seq"] + 1 == channel.seq
    assert second["delta"] == {"value": 6}


async def test_channels_without_readers_are_bounded(
    table: Table, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feed, "IDLE_CHANNELS_MAX", 10)
    for person in range(100):
        reader = Reader(Wire(), None)
        channel = table.hub.follow(table.topic, "count", UserId(person), reader)
        table.hub.leave(channel, reader)
    assert table.hub.channels == 10
    table.hub.publish("count", {}, UserId(1))
    assert table.hub.frames_encoded == 0


async def test_a_failing_snapshot_is_tried_again_by_the_next_run(table: Table) -> None:
    class Broken(Count):
        async def snapshot(self, topic: str, person: UserId | None) -> object:
            state = await super().snapshot(topic, person)
            if self.snapshots == 1:
                raise OSError("the store is away")
            return state

    hub = Hub(lambda _bound: 0, table.seconds)
    wire = Wire()
    hub.follow(Broken(), "count", None, Reader(wire, None))
    with pytest.raises(OSError, match="away"):
        await hub.run(TestPulse())
    second = asyncio.ensure_future(hub.run(TestPulse()))
    await table.until(lambda: wire.written)
    second.cancel()
    assert wire.frames()[0]["snapshot"]["value"] == 0


@pytest.mark.parametrize("size", [0, 125, 126, 65_535, 65_536, 200_000])
def test_a_frame_is_what_the_standard_says(size: int) -> None:
    frame = text_frame(b"x" * size)
    assert frame[0] == 0x81
    if size < 126:
        head, length = 2, frame[1]
    elif size < 65_536:
        head, length = 4, int.from_bytes(frame[2:4], "big")
        assert frame[1] == 126
    else:
        head, length = 10, int.from_bytes(frame[2:10], "big")
        assert frame[1] == 127
    assert length == size == len(frame) - head
