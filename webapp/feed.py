"""The hub of the live feed: channels with numbered frames, and the pump that writes them.

A frame is encoded once and the same bytes go to every reader. Each reader keeps the number it has
been written up to, so a slow one costs nothing but that number: while its buffer is full it is
passed over, and afterwards it gets what it missed from the channel's ring, or a new snapshot when
the ring no longer goes back that far. Nothing is queued per reader.

Deltas are states, not steps ("the balance is now 5"): one that a snapshot already contains does
no harm, so a snapshot carries the number that stood before it was read.
"""

import asyncio
import logging
from collections import OrderedDict, deque
from collections.abc import Callable
from itertools import islice
from typing import Final, Protocol

import orjson

from domain.shared.ids import UserId

logger = logging.getLogger(__name__)

RING: Final = 256
RING_PRIVATE: Final = 32
IDLE_CHANNELS_MAX: Final = 1_000
SLICE: Final = 500
BUFFER_MAX: Final = 64 * 1024
BEHIND_PAUSE_S: Final = 0.05
BEHIND_S_MAX: Final = 60.0
KEPT_S: Final = 1.0
"""A snapshot for everybody serves so long: parts of it may change without a frame of their own,
such as what a gift may fetch, and a thousand who come at once need one.
"""
_START_BOUND: Final = 2**40
_LENGTH_7: Final = 126
_LENGTH_16: Final = 1 << 16


class Pulse(Protocol):
    """What the pump is given by whoever runs it: see the supervisor."""

    stopping: asyncio.Event

    def beat(self) -> None: ...

    async def rest(self, pause_s: float | None, wake: asyncio.Event | None = None) -> None: ...


class Wire(Protocol):
    """The transport of a socket."""

    def write(self, data: bytes) -> None: ...

    def get_write_buffer_size(self) -> int: ...

    def is_closing(self) -> bool: ...

    def abort(self) -> None: ...


class Topic(Protocol):
    """What can be followed. `name` is the whole topic, or its first part up to and with a colon.

    A `private` topic has a channel for each person; others have one for everybody.
    """

    name: str
    private: bool

    async def exists(self, topic: str, person: UserId | None, /) -> bool:
        """For this person; who asks is known for `private` topics only."""
        ...

    async def snapshot(self, topic: str, person: UserId | None) -> object:
        """The whole state, to be written as JSON."""
        ...


class Reader:
    """A socket's place in a channel: everything up to `at` has been written. None: nothing yet."""

    __slots__ = ("at", "behind_since_s", "wire")

    def __init__(self, wire: Wire, at: int | None) -> None:
        self.wire = wire
        self.at = at
        self.behind_since_s: float | None = None


class Channel:
    """The frames of one topic (of one person). `told` is for the topic: what readers know."""

    def __init__(self, topic: str, person: UserId | None, source: Topic, start: int) -> None:
        self.topic = topic
        self.person = person
        self.source = source
        self.seq = start
        size = RING if person is None else RING_PRIVATE
        self.ring: deque[tuple[int, bytes]] = deque(maxlen=size)
        self.readers: dict[int, Reader] = {}
        self.told: dict[str, object] = {}
        self._snapshot: tuple[int, bytes] | None = None
        self._made_s = 0.0

    def add(self, delta: object) -> None:
        self.seq += 1
        body = {"topic": self.topic, "seq": self.seq, "delta": delta}
        self.ring.append((self.seq, text_frame(orjson.dumps(body))))

    def since(self, at: int | None) -> list[bytes] | None:
        """The frames after `at`, or None when the ring does not go back that far."""
        if at is None or at > self.seq or self.seq - at > len(self.ring):
            return None
        return [frame for _, frame in islice(self.ring, len(self.ring) - (self.seq - at), None)]

    async def snapshot(self, now_s: float) -> tuple[int, bytes]:
        """The state with its number; what everybody sees is kept until the next delta."""
        kept = self._snapshot
        if kept is not None and kept[0] == self.seq and now_s - self._made_s < KEPT_S:
            return kept
        seq, self._made_s = self.seq, now_s
        state = await self.source.snapshot(self.topic, self.person)
        body = {"topic": self.topic, "seq": seq, "snapshot": state}
        made = (seq, text_frame(orjson.dumps(body)))
        if self.person is None:
            self._snapshot = made
        return made


class Hub:
    """All channels. `publish` only notes; the pump, one worker, does every write."""

    def __init__(self, below: Callable[[int], int], now_s: Callable[[], float]) -> None:
        self._below = below
        self._now_s = now_s
        self._topics: dict[str, Topic] = {}
        self._channels: dict[tuple[str, UserId | None], Channel] = {}
        self._idle: OrderedDict[tuple[str, UserId | None], None] = OrderedDict()
        self._dirty: dict[Channel, None] = {}
        self._behind: set[Channel] = set()
        self._wake = asyncio.Event()
        self.frames_encoded = 0

    def register(self, topic: Topic) -> None:
        """Called once for each topic, before the doors open."""
        assert topic.name not in self._topics, f"two topics {topic.name}"
        self._topics[topic.name] = topic

    def source(self, topic: str) -> Topic | None:
        head, colon, _ = topic.partition(":")
        return self._topics.get(head + colon)

    def publish(self, topic: str, delta: object, person: UserId | None = None) -> None:
        """Tell a change. Where nobody has listened lately there is nothing to do."""
        channel = self._channels.get((topic, person))
        if channel is not None:
            channel.add(delta)
            self.frames_encoded += 1
            self._touch(channel)

    def follow(self, source: Topic, topic: str, person: UserId | None, reader: Reader) -> Channel:
        """Let the reader in. It is written to from its `at` on, or begins with a snapshot."""
        key = (topic, person)
        channel = self._channels.get(key)
        if channel is None:
            # Numbers start anywhere, so that one from before a restart never seems to be ours.
            channel = Channel(topic, person, source, 1 + self._below(_START_BOUND))
            self._channels[key] = channel
        self._idle.pop(key, None)
        channel.readers[id(reader)] = reader
        self._touch(channel)
        return channel

    def leave(self, channel: Channel, reader: Reader) -> None:
        """Channels without readers are kept for those who come back, up to a bound."""
        channel.readers.pop(id(reader), None)
        if not channel.readers:
            self._idle[(channel.topic, channel.person)] = None
            while len(self._idle) > IDLE_CHANNELS_MAX:
                del self._channels[self._idle.popitem(last=False)[0]]

    def channel(self, topic: str, person: UserId | None = None) -> Channel | None:
        """The channel, where somebody listens or did so lately."""
        return self._channels.get((topic, person))

    @property
    def channels(self) -> int:
        return len(self._channels)

    async def run(self, pulse: Pulse) -> None:
        """The pump: until it is told to stop."""
        while not pulse.stopping.is_set():
            while self._dirty:
                channel = next(iter(self._dirty))
                del self._dirty[channel]
                await self._write(channel)
            await pulse.rest(BEHIND_PAUSE_S if self._behind else None, self._wake)
            self._dirty.update(dict.fromkeys(self._behind))

    async def _write(self, channel: Channel) -> None:
        """Bring every reader of the channel up to date, a slice of them at a time."""
        self._behind.discard(channel)
        lost: list[Reader] = []
        newest = channel.ring[-1][1] if channel.ring else b""
        seq = channel.seq
        for n, reader in enumerate(list(channel.readers.values())):
            if n % SLICE == SLICE - 1:
                await asyncio.sleep(0)
            if reader.at == seq:
                continue
            if not self._ready(channel, reader):
                self._behind.add(channel)
            elif reader.at == seq - 1:
                reader.wire.write(newest)
                reader.at = seq
            elif not self._catch_up(channel, reader):
                lost.append(reader)
        if lost:
            await self._resync(channel, lost)

    def _catch_up(self, channel: Channel, reader: Reader) -> bool:
        frames = channel.since(reader.at)
        if frames is None:
            return False
        reader.wire.write(b"".join(frames))
        reader.at = channel.seq
        return True

    async def _resync(self, channel: Channel, readers: list[Reader]) -> None:
        """Begin anew with a snapshot. Should reading it fail, the next run of the pump retries."""
        self._behind.add(channel)
        seq, frame = await channel.snapshot(self._now_s())
        self._behind.discard(channel)
        for n, reader in enumerate(readers):
            if n % SLICE == SLICE - 1:
                await asyncio.sleep(0)
            if id(reader) in channel.readers and not reader.wire.is_closing():
                reader.wire.write(frame)
                reader.at = seq
        if channel.seq != seq:
            self._touch(channel)

    def _ready(self, channel: Channel, reader: Reader) -> bool:
        """Whether there is room in the reader's buffer. One that stays full for long is cut."""
        wire = reader.wire
        if wire.is_closing():
            channel.readers.pop(id(reader), None)
            return True
        if wire.get_write_buffer_size() <= BUFFER_MAX:
            reader.behind_since_s = None
            return True
        now_s = self._now_s()
        if reader.behind_since_s is None:
            reader.behind_since_s = now_s
        elif now_s - reader.behind_since_s > BEHIND_S_MAX:
            logger.info("a reader of %s took nothing for %d s", channel.topic, BEHIND_S_MAX)
            channel.readers.pop(id(reader), None)
            wire.abort()
        return False

    def _touch(self, channel: Channel) -> None:
        self._dirty[channel] = None
        self._wake.set()


def text_frame(payload: bytes) -> bytes:
    """A final, unmasked text frame (RFC 6455 §5.2)."""
    size = len(payload)
    if size < _LENGTH_7:
        return bytes((0x81, size)) + payload
    if size < _LENGTH_16:
        return b"\x81\x7e" + size.to_bytes(2, "big") + payload
    return b"\x81\x7f" + size.to_bytes(8, "big") + payload
