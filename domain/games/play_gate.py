"""Responsible play: the one gate in front of every stake of every game, present and future."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from domain.games.care_models import LimitKind, Player, PlayLimit, Stake, Turnover
from domain.games.models import Entrance, GameSettings
from domain.games.ports import CareStore, ChainDeposits, Deposits, RecordStore
from domain.games.refusals import (
    PlayLimitReached,
    RealityCheckDue,
    ReminderNeeded,
    SelfExcluded,
)
from domain.shared.change import Change
from domain.shared.clock import Clock
from domain.shared.ids import DAY, MINUTE, Instant, UserId
from domain.shared.money import XTR, Asset, Money

SITTING_GAP: Final = 30 * MINUTE
"""Play after a longer pause is another sitting."""


class PlayGate:
    def __init__(
        self,
        care: CareStore,
        records: RecordStore,
        deposits: Deposits,
        chain: ChainDeposits,
        *,
        clock: Clock,
        settings: GameSettings,
    ) -> None:
        self._care = care
        self._records = records
        self._deposits = deposits
        self._chain = chain
        self._clock = clock
        self._settings = settings

    async def judge(self, stake: Stake) -> Player:
        """Whether the person may put this at stake now; answers what `seated` moves on.

        Refusals: SelfExcluded, ReminderNeeded, RealityCheckDue, PlayLimitReached.
        """
        now = self._clock.now()
        player = await self.player(stake.person)
        in_force(player, now)
        if stake.entrance is Entrance.CHAT and reminder_due(player, now):
            raise ReminderNeeded
        if stake.entrance is not Entrance.STANDING:
            await self._reality(player, now)
        await self._limits(stake, now)
        return player

    def seated(self, player: Player) -> Change:
        """The Change of somebody whose stake is taken. It guards that nothing of the person's
        play has changed since `judge`, so that two stakes at once are judged one after another.
        """
        now = self._clock.now()
        first = sitting_over(player, now)
        moved = replace(
            player,
            sitting_from=now if first else player.sitting_from,
            staked_at=now,
            version=player.version + 1,
        )
        return self._care.put(player, moved)

    async def allow_deposit(self, person: UserId, value: Money) -> None:
        """For top-ups. Refusals: PlayLimitReached, and SelfExcluded for a person who excluded
        themselves: money comes in to be played with.
        """
        now = self._clock.now()
        in_force(await self.player(person), now)
        for limit in await self._of(person, LimitKind.DEPOSIT, value.asset):
            since = Instant(now - limit.period.span)
            _within(limit, await self._paid_since(person, value.asset, since), value)

    async def _paid_since(self, person: UserId, asset: Asset, since: Instant) -> Money:
        if asset == XTR:
            return await self._deposits.paid_since(person, since)
        return Money(await self._chain.credited_since(person, asset.code, since), asset)

    async def player(self, person: UserId) -> Player:
        return await self._care.player(person) or Player(person=person)

    async def turnover(self, player: Player) -> tuple[Turnover, ...]:
        """Of the sitting, its first moment included."""
        since = Instant(player.sitting_from - 1)
        return await self._records.turnover(player.person, since)

    async def _reality(self, player: Player, now: Instant) -> None:
        if sitting_over(player, now):
            return
        every = (player.reality_minutes or self._settings.reality_minutes) * MINUTE
        if now - max(player.sitting_from, player.checked_at) < every:
            return
        played = await self.turnover(player)
        raise RealityCheckDue(
            minutes=(now - player.sitting_from) // MINUTE,
            staked=[one.staked for one in played],
            returned=[one.returned for one in played],
            net=[one.net for one in played],
        )

    async def _limits(self, stake: Stake, now: Instant) -> None:
        for limit in await self._care.limits(stake.person):
            if limit.asset != stake.value.asset or limit.kind is LimitKind.DEPOSIT:
                continue
            since = Instant(now - limit.period.span)
            played = await self._records.turnover(stake.person, since, limit.asset)
            _within(limit, _so_far(limit, played), stake.value)

    async def _of(self, person: UserId, kind: LimitKind, asset: Asset) -> list[PlayLimit]:
        limits = await self._care.limits(person)
        return [one for one in limits if one.kind is kind and one.asset == asset]


def in_force(player: Player, now: Instant) -> None:
    """Refusal: SelfExcluded while a break or an exclusion lasts."""
    if player.pause is not None and now < player.pause.until:
        raise SelfExcluded(kind=player.pause.kind.value, until=player.pause.until)


def reminder_due(player: Player, now: Instant) -> bool:
    """Whether the day's reminder has not been tapped yet. Days are UTC days of the Clock."""
    return player.reminded_at // DAY < now // DAY


def sitting_over(player: Player, now: Instant) -> bool:
    return now - player.staked_at > SITTING_GAP


def _so_far(limit: PlayLimit, played: Iterable[Turnover]) -> Money:
    nothing = Money(0, limit.asset)
    for one in played:
        if limit.kind is LimitKind.STAKE:
            return one.staked
        return max(nothing, -one.net)
    return nothing


def _within(limit: PlayLimit, so_far: Money, value: Money) -> None:
    if so_far + value <= limit.amount:
        return
    nothing = Money(0, limit.asset)
    raise PlayLimitReached(
        kind=limit.kind.value,
        period=limit.period.value,
        limit=limit.amount,
        left=max(nothing, limit.amount - so_far),
        reason="",
    )
