"""The job `resolve_metadata`: what gifts on the chain say of themselves, a few at a time.

It goes on where it was, since each gift's own row says whether it is still to be read. What fails
for now is tried again later and later.
"""

import logging
from dataclasses import replace
from typing import Final

from domain.gifts.content_ports import ContentGone, ContentReader, ContentRefused, Metadata
from domain.gifts.sync.frame import SyncFrame
from domain.gifts.sync.models import ContentState, Item, JobProgress, Progress
from domain.shared.change import Decision
from domain.shared.ids import HOUR, MINUTE, Instant
from domain.shared.refusals import GatewayError

logger = logging.getLogger(__name__)

JOB: Final = "resolve_metadata"
AT_ONCE: Final = 20
FAILURES_MOST: Final = 3
"""So many failures in a row end a run: whoever is asked seems to be away."""
_PAUSE: Final = 10 * MINUTE
_PAUSE_MOST: Final = 24 * HOUR
_DOUBLINGS_MOST: Final = 8


class ResolveMetadata:
    def __init__(self, frame: SyncFrame, content: ContentReader) -> None:
        self._frame = frame
        self._content = content

    async def run(self) -> int:
        """How many were read."""
        now = self._frame.clock.now()
        found, failures = 0, 0
        for item in await self._frame.rows.items.unread(now, limit=AT_ONCE):
            read = await self._read(item, now)
            await self._keep(read)
            found += read.content is ContentState.READ
            failures = failures + 1 if read.content is ContentState.FAILED else 0
            if failures == FAILURES_MOST:
                break
        await self._note(found, now)
        return found

    async def _read(self, item: Item, now: Instant) -> Item:
        try:
            told = await self._ask(item)
        except (ContentGone, ContentRefused) as error:
            logger.info("no metadata of %s: %s", item.gift, error)
            return replace(item, content=ContentState.MISSING, content_at=now)
        except GatewayError as error:
            logger.info("metadata of %s not read: %s", item.gift, error)
            return _later(item, now)
        told_item = _with(item, told, now)
        return told_item if told.whole else _later(told_item, now)

    async def _ask(self, item: Item) -> Metadata:
        """As it is published for gifts; else as its own contract says."""
        if item.address is None:
            return await self._content.of_gift(item.gift)
        try:
            return await self._content.of_gift(item.gift)
        except (ContentGone, ContentRefused):
            return await self._content.of_item(item.address)

    async def _keep(self, item: Item) -> None:
        async def decide() -> Decision[None]:
            return Decision(None, self._frame.rows.items.put(item))

        await self._frame.store.commit(decide)

    async def _note(self, found: int, now: Instant) -> None:
        rows = self._frame.rows
        left = await rows.items.count_unread()
        was = await rows.jobs.get(JOB)
        done = (was.done if was is not None else 0) + found
        progress = JobProgress(
            job=JOB,
            done=done,
            total=done + left,
            state=Progress.RUNNING if left else Progress.DONE,
            began_at=was.began_at if was is not None else now,
            changed_at=now,
        )
        if was is not None and (was.done, was.total) == (progress.done, progress.total):
            return

        async def decide() -> Decision[None]:
            return Decision(None, rows.jobs.put(progress))

        await self._frame.store.commit(decide)


def _with(item: Item, told: Metadata, now: Instant) -> Item:
    """What markets told of traits goes before what metadata say; pictures are the other way."""
    return replace(
        item,
        model=item.model or told.attribute("model"),
        backdrop=item.backdrop or told.attribute("backdrop"),
        symbol=item.symbol or told.attribute("symbol"),
        image_url=told.image or item.image_url,
        animation_url=told.animation or item.animation_url,
        about=told.description or item.about,
        content=ContentState.READ,
        content_at=now,
        tries=0,
    )


def _later(item: Item, now: Instant) -> Item:
    pause = min(_PAUSE * 2 ** min(item.tries, _DOUBLINGS_MOST), _PAUSE_MOST)
    return replace(
        item,
        content=ContentState.FAILED,
        content_at=Instant(now + pause),
        tries=item.tries + 1,
    )
