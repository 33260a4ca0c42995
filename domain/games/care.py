"""Responsible play as people set it: limits, breaks, reality checks, the reminder."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from typing import Final, TypeVar

from domain.games import care_rules
from domain.games.care_models import (
    LimitKind,
    Pause,
    PauseKind,
    Period,
    Player,
    PlayLimit,
    SetLimit,
    Standing,
)
from domain.games.events import LimitsChanged
from domain.games.models import GameSettings
from domain.games.play_gate import PlayGate, reminder_due, sitting_over
from domain.games.ports import CareStore
from domain.games.refusals import TooSoon
from domain.shared.actor import Actor
from domain.shared.audit import Audit
from domain.shared.change import Change, Changes, Decision, Store
from domain.shared.clock import Clock
from domain.shared.ids import DAY, HOUR, MINUTE, Instant, UserId
from domain.shared.money import Asset
from domain.shared.refusals import Invalid, NotFound
from domain.users.gate import Gate

T = TypeVar("T")

BREAK_HOURS: Final = (24, 7 * 24, 30 * 24, 42 * 24)
EXCLUSION_MONTHS: Final = (6, 12, 60)
REALITY_MINUTES: Final = (15, 30, 60)
MONTH: Final = 30 * DAY + 12 * HOUR
"""So that six of them are at least half a year."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Keeping:
    """What Care stands on. `close_lobby` takes an open lobby off the list."""

    store: Store
    care: CareStore
    gate: Gate
    play: PlayGate
    audit: Audit
    clock: Clock
    settings: GameSettings
    close_lobby: Callable[[UserId], Awaitable[None]]


class Care:
    """Refusals of all: Banned, TermsNeeded; open while games are paused."""

    def __init__(self, keeping: Keeping) -> None:
        self._k = keeping

    async def standing(self, actor: Actor) -> Standing:
        """The whole screen."""
        await self._k.gate.clear(actor)
        now = self._k.clock.now()
        player = await self._k.play.player(actor.id)
        playing = not sitting_over(player, now)
        pause = player.pause if player.pause and now < player.pause.until else None
        return Standing(
            limits=await self._k.care.limits(actor.id),
            pause=pause,
            reality_minutes=player.reality_minutes or self._k.settings.reality_minutes,
            reminder_due=reminder_due(player, now),
            sitting_minutes=(now - player.sitting_from) // MINUTE if playing else 0,
            turnover=await self._k.play.turnover(player) if playing else (),
        )

    async def set(self, actor: Actor, order: SetLimit) -> PlayLimit | None:
        """A lower limit holds at once. A higher one, or none, waits for a day and for the same
        order once more; given again too soon it changes nothing. Answers what stands now, None for
        no limit. Refusals: Invalid, AmountNotWhole, AmountTooSmall.
        """

        async def change(player: Player, now: Instant) -> tuple[PlayLimit | None, Changes]:
            was = await self._limit(player.person, order.kind, order.period, order.asset)
            then = care_rules.after(was, order, now)
            return then, self._write(actor, order, was, then)

        return await self._changed(actor, change)

    async def confirm(
        self, actor: Actor, kind: LimitKind, period: Period, asset: Asset
    ) -> PlayLimit | None:
        """The second yes. Refusals: NotFound with nothing pending, TooSoon."""
        limit = await self._limit(actor.id, kind, period, asset)
        if limit is None or limit.pending is None:
            raise NotFound(limit=kind.value)
        if self._k.clock.now() < limit.pending.since:
            raise TooSoon(since=limit.pending.since)
        amount = limit.pending.amount
        order = SetLimit(kind=kind, period=period, asset=asset, amount=amount)
        return await self.set(actor, order)

    async def keep(self, actor: Actor, kind: LimitKind, period: Period, asset: Asset) -> PlayLimit:
        """Take back what is pending. Refusal: NotFound without a limit."""
        limit = await self._limit(actor.id, kind, period, asset)
        if limit is None:
            raise NotFound(limit=kind.value)
        order = SetLimit(kind=kind, period=period, asset=asset, amount=limit.amount)
        kept = await self.set(actor, order)
        assert kept is not None, "the same amount keeps the limit"
        return kept

    async def take_break(self, actor: Actor, hours: int) -> Pause:
        """24 h, 7 days, 30 days or 6 weeks, from now. Refusal: Invalid."""
        if hours not in BREAK_HOURS:
            raise Invalid(field="hours")
        return await self._pause(actor, PauseKind.BREAK, hours * HOUR)

    async def exclude(self, actor: Actor, months: int) -> Pause:
        """At once, for at least half a year; neither the person nor support can lift it early.
        Refusal: Invalid.
        """
        if months not in EXCLUSION_MONTHS:
            raise Invalid(field="months")
        return await self._pause(actor, PauseKind.EXCLUSION, months * MONTH)

    async def set_reality(self, actor: Actor, minutes: int) -> None:
        """How often play stops for a look at time and money. Refusal: Invalid."""
        if minutes not in REALITY_MINUTES:
            raise Invalid(field="minutes")
        await self._player(actor, lambda player, _now: replace(player, reality_minutes=minutes))

    async def dismiss(self, actor: Actor) -> None:
        """The reality check was read."""
        await self._player(actor, lambda player, now: replace(player, checked_at=now))

    async def remind(self, actor: Actor) -> None:
        """The day's reminder was read."""
        await self._player(actor, lambda player, now: replace(player, reminded_at=now))

    async def _pause(self, actor: Actor, kind: PauseKind, span: int) -> Pause:
        async def change(player: Player, now: Instant) -> tuple[Pause, Changes]:
            asked = Pause(kind=kind, until=Instant(now + span))
            pause = care_rules.longer(player.pause, asked)
            entry = self._log(actor, "paused", {"kind": kind.value, "until": pause.until})
            moved = replace(player, pause=pause, version=player.version + 1)
            return pause, (self._k.care.put(player, moved), entry)

        pause = await self._committed(actor, change)
        await self._k.close_lobby(actor.id)
        return pause

    async def _player(self, actor: Actor, move: Callable[[Player, Instant], Player]) -> None:
        async def change(player: Player, now: Instant) -> tuple[None, Changes]:
            moved = replace(move(player, now), version=player.version + 1)
            return None, self._k.care.put(player, moved)

        await self._committed(actor, change)

    async def _changed(
        self,
        actor: Actor,
        change: Callable[[Player, Instant], Awaitable[tuple[PlayLimit | None, Changes]]],
    ) -> PlayLimit | None:
        async def guarded(player: Player, now: Instant) -> tuple[PlayLimit | None, Changes]:
            then, changes = await change(player, now)
            moved = replace(player, version=player.version + 1)
            return then, (self._k.care.put(player, moved), changes)

        return await self._committed(actor, guarded)

    async def _committed(
        self, actor: Actor, change: Callable[[Player, Instant], Awaitable[tuple[T, Changes]]]
    ) -> T:
        await self._k.gate.clear(actor)

        async def decide() -> Decision[T]:
            player = await self._k.play.player(actor.id)
            result, changes = await change(player, self._k.clock.now())
            return Decision(result, changes, events=(LimitsChanged(actor.id),))

        return await self._k.store.commit(decide)

    def _write(
        self, actor: Actor, order: SetLimit, was: PlayLimit | None, then: PlayLimit | None
    ) -> Changes:
        care = self._k.care
        if then is not None:
            written = care.set_limit(actor.id, then)
        else:
            written = care.drop_limit(actor.id, order.kind, order.period, order.asset)
        what = f"{order.kind.value} {order.period.value} {order.asset}"
        facts = {"limit": what, "was": care_rules.text(was), "now": care_rules.text(then)}
        return written, self._log(actor, "limit-set", facts)

    def _log(self, actor: Actor, action: str, facts: Mapping[str, object]) -> Change:
        entity = ("person", str(actor.id))
        return self._k.audit.entry(actor, f"play-{action}", entity=entity, after=facts)

    async def _limit(
        self, person: UserId, kind: LimitKind, period: Period, asset: Asset
    ) -> PlayLimit | None:
        wanted = (kind, period, asset)
        limits = await self._k.care.limits(person)
        found = [one for one in limits if (one.kind, one.period, one.asset) == wanted]
        return found[0] if found else None
