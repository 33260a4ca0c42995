"""Reading a market's feed of what happened back to where it was read last.

A mark is the time of the newest event that was read, and prints of the newest ones at that time:
several events may share a time, and a page may come in another order than told. What was handed
out last is remembered until the next question shows by its mark that it was taken.
"""

import hashlib
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from bot.gateways.markets.health import Odd, Tally
from domain.gifts.market_ports import MarketEvent, News, Unreadable
from domain.shared.clock import Clock
from domain.shared.ids import HOUR, Instant

PAGES_MAX: Final = 40
MARK_REFS_MAX: Final = 120
"""More than a page of any feed has rows."""
NOTHING_NEW_MOST: Final = 3
"""So many pages in a row may show what was read already: places shift while events come in."""
REMEMBERED_MAX: Final = 20_000
AHEAD_MOST: Final = HOUR
"""A market's clock may be ahead of ours, by no more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A row of a feed. `event` is None where it is none of our business; `order` is the market's
    own among events of one time, where it tells one. `odd`: why its event is without a price.
    """

    ref: str
    at: Instant
    event: MarketEvent | None
    order: int = 0
    odd: Odd | None = None

    @property
    def short(self) -> str:
        """Of the ref, for marks."""
        return hashlib.sha256(self.ref.encode()).hexdigest()[:10]


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedPage:
    """`next` is where older ones follow, None where there are none. `cut`: there may be, but
    the market shows no more of them.
    """

    entries: Sequence[Entry]
    next: str | None
    cut: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    at: Instant
    refs: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        return " ".join((str(self.at), *self.refs))


Fetch = Callable[[Instant | None, str | None, Tally], Awaitable[FeedPage]]
"""Given since when, for markets that can be asked so, and the place; None for the newest page."""


class Feed:
    """One per market. Newest first is what markets say they give, and nothing here rests on it
    but how far back a page reaches.
    """

    def __init__(self, fetch: Fetch, what: str, clock: Clock) -> None:
        self._fetch = fetch
        self._what = what
        self._clock = clock
        self._known: dict[str, None] = {}
        self._handed: tuple[str, tuple[str, ...]] = ("", ())

    async def since(self, mark: str | None, tally: Tally) -> News:
        """Raises Unreadable for a mark that is none, and for one page again and again."""
        if mark is None:
            page = await self._page(None, None, tally)
            return News(events=(), mark=_mark(page.entries, None).text, whole=True)
        self._taken(mark)
        last = _mark_of(mark)
        read = await self._back_to(last, tally)
        entries = tuple(read.found.values())
        for entry in entries:
            # Once for each: the row may stand on the newest page for long.
            if entry.odd is not None:
                tally.add(entry.odd)
        # What makes no sense among other oddities may be told otherwise when asked again.
        told = [one for one in _oldest_first(entries) if one.odd is None or tally.clean]
        events = [entry.event for entry in told if entry.event is not None]
        new = _mark(entries, last).text
        self._handed = (new, tuple(entry.short for entry in entries))
        return News(
            events=tuple(events),
            mark=new,
            whole=read.whole,
            pages=read.pages,
            odd=tally.spoiled,
        )

    async def _back_to(self, last: Mark, tally: Tally) -> "_Read":
        known = {*last.refs, *self._known}
        read = _Read()
        cursor: str | None = None
        while read.pages < PAGES_MAX:
            page = await self._page(last.at, cursor, tally)
            reached = any(one.at < last.at or one.short in known for one in page.entries)
            new = [one for one in page.entries if one.at >= last.at and one.short not in known]
            if not read.takes(new, reached=reached):
                raise Unreadable(f"{self._what}: the same page again and again")
            cursor = page.next
            if reached or cursor is None or not page.entries:
                read.whole = reached or not page.cut
                break
        return read

    async def _page(self, since: Instant | None, cursor: str | None, tally: Tally) -> FeedPage:
        """Without rows that have not happened yet: a mark after such a one would hide all that
        happens until then.
        """
        page = await self._fetch(since, cursor, tally)
        until = self._clock.now() + AHEAD_MOST
        past = [one for one in page.entries if one.at <= until]
        for _ in range(len(page.entries) - len(past)):
            tally.add(Odd.TIME)
        return replace(page, entries=past)

    def _taken(self, mark: str) -> None:
        """Who comes with the mark that was handed out last has what came with it."""
        handed, refs = self._handed
        if mark != handed:
            self._known.clear()
        self._known.update(dict.fromkeys(refs if mark == handed else ()))
        for ref in list(self._known)[: max(0, len(self._known) - REMEMBERED_MAX)]:
            del self._known[ref]


@dataclass(slots=True)
class _Read:
    """What was found since the mark, page by page; `whole`: all of it."""

    found: dict[str, Entry] = field(default_factory=dict)
    pages: int = 0
    whole: bool = False
    stepped: int = 0
    """Over so many pages in a row that showed what was found already."""

    def takes(self, entries: Sequence[Entry], *, reached: bool) -> bool:
        """Take a page in. False where one page comes again and again, and where one that came
        again has hidden what lies between.
        """
        fresh = [one for one in entries if one.ref not in self.found]
        joined = not self.stepped or len(fresh) < len(entries)
        self.pages += 1
        self.found.update((one.ref, one) for one in fresh)
        self.stepped = self.stepped + 1 if entries and not fresh and not reached else 0
        return joined and self.stepped <= NOTHING_NEW_MOST


def _oldest_first(entries: Sequence[Entry]) -> list[Entry]:
    """Those of one time by the market's own order, else in the turn in which they came."""
    turned = [*entries]
    turned.reverse()
    turned.sort(key=lambda one: (one.at, one.order))
    return turned


def _mark(entries: Iterable[Entry], last: Mark | None) -> Mark:
    """After these events; where there are none as before."""
    newest = sorted(entries, key=lambda one: (-one.at, -one.order))
    at = newest[0].at if newest else Instant(0)
    if last is not None and last.at > at:
        return last
    former = last.refs if last is not None and last.at == at else ()
    refs = (*(one.short for one in newest if one.at == at), *former)
    return Mark(at=at, refs=tuple(dict.fromkeys(refs))[:MARK_REFS_MAX])


def _mark_of(text: str) -> Mark:
    at, *refs = text.split(" ")
    if not at.isascii() or not at.isdigit():
        raise Unreadable("a mark that no feed gave")
    return Mark(at=Instant(int(at)), refs=tuple(refs))
