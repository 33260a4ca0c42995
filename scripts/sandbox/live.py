"""The feed of the sandbox page: one short frame per change; the page then reads what changed."""

import asyncio
from collections.abc import Callable

import orjson

# A page that is this many changes behind is sent away; it comes back and reads anew.
_WAITING_MAX = 2_000


class Feed:
    """What one reader has not read yet; None ends it."""

    def __init__(self) -> None:
        self.frames: asyncio.Queue[bytes | None] = asyncio.Queue()


class Live:
    """All readers; each frame is encoded once."""

    def __init__(self, last_seq: Callable[[], int]) -> None:
        self._last_seq = last_seq
        self._feeds: set[Feed] = set()

    def tell(
        self, kind: str, *, chat: int | None = None, person: int | None = None, **more: str
    ) -> None:
        """Say that something changed: kind, the ids where they apply, and few words more."""
        if not self._feeds:
            return
        frame: dict[str, object] = {"seq": self._last_seq(), "kind": kind, **more}
        if chat is not None:
            frame["chat"] = chat
        if person is not None:
            frame["person"] = person
        encoded = orjson.dumps(frame)
        for feed in list(self._feeds):
            if feed.frames.qsize() >= _WAITING_MAX:
                self.leave(feed)
            else:
                feed.frames.put_nowait(encoded)

    def join(self) -> Feed:
        """Begin to read."""
        feed = Feed()
        self._feeds.add(feed)
        return feed

    def leave(self, feed: Feed) -> None:
        """Stop reading."""
        self._feeds.discard(feed)
        feed.frames.put_nowait(None)

    def end(self) -> None:
        """Send everybody away."""
        for feed in list(self._feeds):
            self.leave(feed)
