"""What a person really owns of gifts, what it cost, and what it is worth."""

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Final

from domain.gifts.events import HistoryGrew
from domain.gifts.portfolio.freshness import Freshness
from domain.gifts.portfolio.models import Point, Portfolio
from domain.gifts.portfolio.ports import Kept, PointStore, RatesNow, Worths
from domain.gifts.portfolio.rules import match
from domain.gifts.portfolio.view import kept_trades, owned, positions, totals
from domain.gifts.portfolio.wallets import WalletBooks, WalletFrame
from domain.gifts.rates_ports import Currency
from domain.shared.actor import Actor
from domain.shared.change import Decision
from domain.shared.ids import SECOND, UserId
from domain.users.gate import Gate

WAIT_S_MAX: Final = 3.0
"""How long somebody who looks waits for their wallets to be read."""
DAYS_MOST: Final = 3_660
DUE_AT_ONCE: Final = 200
_USD: Final = Currency("USD")

Spawn = Callable[[str, Coroutine[object, object, None]], object]


@dataclass(frozen=True, slots=True, kw_only=True)
class PortfolioFrame:
    """`spawn` runs something once in the background, `now_s` counts real seconds."""

    wallets: WalletFrame
    points: PointStore
    worths: Worths
    kept: Kept
    rates: RatesNow
    gate: Gate
    spawn: Spawn
    now_s: Callable[[], float]


class Portfolios:
    def __init__(self, frame: PortfolioFrame) -> None:
        self._frame = frame
        self._base = frame.wallets
        self._books = WalletBooks(frame.wallets)
        self._fresh = Freshness(frame.now_s)
        self._reading: dict[UserId, asyncio.Event] = {}

    def set_pace(self, pace: float) -> None:
        """How many times faster than real the sandbox's limits are."""
        self._fresh.set_pace(pace)

    def heard(self, grew: HistoryGrew) -> None:
        """The history of gifts grew."""
        self._fresh.heard(grew.events)

    async def show(self, actor: Actor) -> Portfolio:
        """With wallets read just now, or as they were read last when that takes too long.
        Refusals: Banned, TermsNeeded.
        """
        await self._frame.gate.clear(actor)
        await self._freshen(actor.id)
        portfolio = await self._put_together(actor.id)
        await self._note(actor.id, portfolio)
        return portfolio

    async def history(
        self, actor: Actor, *, since: date | None = None, until: date | None = None
    ) -> tuple[Point, ...]:
        """One point a day, oldest first. Refusals: Banned, TermsNeeded."""
        await self._frame.gate.clear(actor)
        last = until or self._today()
        first = since or last - timedelta(days=DAYS_MOST)
        return await self._frame.points.of(actor.id, since=first, until=last)

    async def keep_points(self) -> int:
        """A job: the point of the day of everybody who has something and none yet. Answers how
        many were made.
        """
        made, after = 0, UserId(0)
        while people := await self._frame.points.due(self._today(), DUE_AT_ONCE, after=after):
            for person in people:
                await self._books.refresh(person)
                await self._note(person, await self._put_together(person))
            made, after = made + len(people), people[-1]
        return made

    async def _put_together(self, person: UserId) -> Portfolio:
        base, now = self._base, self._base.clock.now()
        linked = await self._wallets(person)
        held = [one for one in await base.holdings.of(person) if one.wallet in linked]
        kept = kept_trades(person, await self._frame.kept.of(person))
        matched = match((*await base.trades.of(person), *kept))
        found = owned(person, matched, held, now=now)
        worths = await self._frame.worths.of([one.subject for one in found])
        shown = positions(found, worths)
        reads = await base.holdings.reads(person)
        return Portfolio(
            positions=shown,
            gains=matched.gains,
            totals=totals(shown, matched.gains),
            wallets=tuple(read for read in reads if read.wallet in linked),
            as_of=now,
        )

    async def _note(self, person: UserId, portfolio: Portfolio) -> None:
        """The day's point as things stand now, if that is something new; none for nothing."""
        sums = portfolio.totals
        if not (portfolio.positions or portfolio.gains):
            return
        usd = self._frame.rates.rate("TON", _USD)
        stars = self._frame.rates.rate("XTR", _USD)
        point = Point(
            person=person,
            day=self._today(),
            at=portfolio.as_of,
            gifts=sums.gifts,
            value=sums.value,
            sell_now=sums.sell_now,
            cost=sums.cost,
            realised=sums.realised,
            ton_usd=str(usd.price) if usd is not None else None,
            xtr_usd=str(stars.price) if stars is not None else None,
        )

        before = await self._frame.points.of(person, since=point.day, until=point.day)
        if [replace(one, at=point.at) for one in before] == [point]:
            return

        async def decide() -> Decision[None]:
            return Decision(None, self._frame.points.put(point))

        await self._base.store.commit(decide)

    async def _freshen(self, person: UserId) -> None:
        """Read the wallets unless that was done just now; whoever comes meanwhile waits along."""
        wallets = await self._wallets(person)
        done = self._reading.get(person)
        if done is None:
            if self._fresh.fresh(person, wallets):
                return
            done = self._reading[person] = asyncio.Event()
            self._frame.spawn("portfolio", self._read(person, done))
        try:
            async with asyncio.timeout(WAIT_S_MAX):
                await done.wait()
        except TimeoutError:
            return

    async def _read(self, person: UserId, done: asyncio.Event) -> None:
        """What is told meanwhile asks for another reading: fresh is what was read after it."""
        try:
            wallets = await self._wallets(person)
            self._fresh.read(person, (*wallets, *await self._gifts(person)))
            await self._books.refresh(person)
            if self._fresh.fresh(person, wallets):
                self._fresh.read(person, (*wallets, *await self._gifts(person)))
        finally:
            self._reading.pop(person, None)
            done.set()

    async def _wallets(self, person: UserId) -> tuple[str, ...]:
        return tuple([one.address for one in await self._base.wallets.of(person)])

    async def _gifts(self, person: UserId) -> tuple[str, ...]:
        return tuple([one.gift for one in await self._base.holdings.of(person)])

    def _today(self) -> date:
        return datetime.fromtimestamp(self._base.clock.now() / SECOND, UTC).date()
