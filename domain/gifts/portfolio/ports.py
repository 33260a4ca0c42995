"""What the portfolio needs of the storage and of those who know what gifts are worth."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Protocol

from domain.gifts.models import GiftKey
from domain.gifts.portfolio.holding_ports import Held
from domain.gifts.portfolio.models import Point, Subject, Trade, WalletRead, Worth
from domain.gifts.rates_ports import Currency, Rate
from domain.shared.change import Change, Changes
from domain.shared.ids import Instant, UserId
from domain.shared.money import Money


class TradeStore(Protocol):
    def add(self, trade: Trade) -> Change:
        """Stale when its ref is there already."""
        ...

    def amend(self, was: Trade, now: Trade) -> Change:
        """Price, quantity, time and note. Refusal NotFound when it is gone."""
        ...

    def remove(self, trade: Trade) -> Change:
        """Refusal NotFound."""
        ...

    async def get(self, trade_id: str) -> Trade | None: ...

    async def of(self, person: UserId) -> tuple[Trade, ...]:
        """By time, then by id."""
        ...


class HoldingStore(Protocol):
    """What proved wallets had when they were last read."""

    def put(self, person: UserId, held: Held, *, at: Instant) -> Change: ...

    def drop(self, person: UserId, wallet: str, gift: GiftKey) -> Change: ...

    def read(self, person: UserId, read: WalletRead) -> Change:
        """Note when the wallet was read."""
        ...

    def unlink(self, person: UserId, wallet: str) -> Changes:
        """Its holdings and its reads; what was bought and sold stays."""
        ...

    async def of(self, person: UserId) -> tuple[Held, ...]: ...

    async def reads(self, person: UserId) -> tuple[WalletRead, ...]: ...


class PointStore(Protocol):
    def put(self, point: Point) -> Change:
        """The day's point so far is replaced."""
        ...

    async def of(self, person: UserId, *, since: date, until: date) -> tuple[Point, ...]:
        """Both ends included, oldest first."""
        ...

    async def due(self, day: date, limit: int, *, after: UserId) -> tuple[UserId, ...]:
        """People with trades or wallets that were read, and without a point of this day; by id,
        after this one.
        """
        ...


class Worths(Protocol):
    """What one of each subject is worth now."""

    async def of(self, subjects: Sequence[Subject]) -> Mapping[str, Worth]:
        """By the subjects' pools."""
        ...


class Bids(Protocol):
    """Somebody who would buy at once."""

    async def best(self, subject: Subject) -> Money | None:
        """What the seller would get, after fees; in TON."""
        ...


class Kept(Protocol):
    """Gifts that the house keeps for people."""

    async def of(self, person: UserId) -> tuple[tuple[Subject, Instant], ...]:
        """Each gift once, with the time since when."""
        ...


class RatesNow(Protocol):
    """The last known price of one whole unit of an asset."""

    def rate(self, asset: str, currency: Currency) -> Rate | None: ...
