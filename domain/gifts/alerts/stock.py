"""Rules about what there is altogether: floors that move, things that are there again."""

import asyncio
from collections.abc import Iterable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from domain.gifts.alerts.firing import Firer
from domain.gifts.alerts.frame import AlertFrame
from domain.gifts.alerts.models import FiringsFound, Rule, RuleChanged, RuleKind
from domain.gifts.alerts.rules import COOL_DOWN, moved
from domain.gifts.models import CollectionKey
from domain.shared.change import Changes, Decision, Event
from domain.shared.ids import Instant
from domain.shared.money import TON, Money

if TYPE_CHECKING:
    from domain.gifts.search import Query


class StockWatch:
    """What a rule goes by (`base`) and that it fired are written in one unit, so that each move
    and each coming back is told once, whatever happens in between.
    """

    def __init__(self, frame: AlertFrame, firer: Firer) -> None:
        self._frame = frame
        self._firer = firer
        # Floors that stay moved while the hour after their last message runs: then told, whether
        # or not something changes by then.
        self._later: dict[str, tuple[Instant, tuple[str, ...]]] = {}

    def due(self) -> set[str]:
        """Collections to look at again, because an hour is over."""
        now = self._frame.clock.now()
        over = [one for one, (at, _) in self._later.items() if at <= now]
        return {key for one in over for key in self._later.pop(one)[1]}

    @property
    def waiting(self) -> bool:
        now = self._frame.clock.now()
        return any(at <= now for at, _ in self._later.values())

    async def look(self, collections: Iterable[str]) -> int:
        """After something changed there; answers how many rules held."""
        known: dict[tuple[RuleKind, Query], int | None] = {}
        found = 0
        for rule in self._frame.book.of_stock(collections):
            what = (rule.kind, rule.query)
            if what not in known:
                known[what] = await self.level(rule)
                # A search takes a few milliseconds of the loop: others take their turn.
                await asyncio.sleep(0)
            level = known[what]
            if level is not None and self._is_news(rule, level):
                found += await self._frame.store.commit(partial(self._decide, rule, level))
        return found

    async def level(self, rule: Rule) -> int | None:
        """What the rule goes by, as it is now: a robust floor (nano), or whether there is any."""
        if rule.kind is RuleKind.FLOOR:
            floor = await self._frame.floors.of(rule.query)
            return floor.robust.units if floor.robust is not None else None
        return min(self._frame.stock.count(rule.query), 1)

    def _is_news(self, rule: Rule, level: int) -> bool:
        if rule.base is None:
            return True
        if rule.kind is not RuleKind.FLOOR:
            return rule.base != level
        if not moved(rule.base, level, rule.share_bps or 0):
            self._later.pop(rule.id, None)
            return False
        if not self._may_fire(rule) and rule.fired_at is not None:
            self._later[rule.id] = (Instant(rule.fired_at + COOL_DOWN), rule.query.collection)
        return self._may_fire(rule)

    def _may_fire(self, rule: Rule) -> bool:
        return rule.fired_at is None or self._frame.clock.now() - rule.fired_at >= COOL_DOWN

    async def _decide(self, rule: Rule, level: int) -> Decision[int]:
        standing = await self._frame.rules.get(rule.id)
        if standing is None or standing.muted or not self._is_news(standing, level):
            return Decision(0)
        now = self._frame.clock.now()
        fires = standing.base is not None and self._may_fire(standing)
        if standing.kind is RuleKind.BACK:
            fires = fires and level > 0
        then = replace(
            standing,
            base=level,
            fired_at=now if fires else standing.fired_at,
            version=standing.version + 1,
        )
        changes: list[Changes] = [self._frame.rules.put(standing, then)]
        events: list[Event] = [RuleChanged(then.id, then)]
        if fires:
            firing = self._firer.of_stock(
                then, self._fields(standing, level), version=then.version
            )
            changes.append(self._frame.firings.add(firing))
            events.append(FiringsFound(firing.due_at))
        return Decision(int(fires), changes, events=events)

    def _fields(self, rule: Rule, level: int) -> dict[str, object]:
        query = rule.query
        names = [self._frame.title(CollectionKey(one)) for one in query.collection]
        title = ", ".join(names) or query.q
        named = " · ".join(one for one in (title, ", ".join(query.model)) if one)
        fields: dict[str, object] = {"title": title, "named": named}
        if rule.kind is RuleKind.FLOOR:
            before = rule.base or 0
            percent = (abs(level - before) * 200 + before) // (2 * before) if before else 0
            fields |= {
                "floor": Money(level, TON),
                "before": Money(before, TON),
                "way": "up" if level > before else "down",
                "percent": str(percent),
            }
        return fields
