"""Saved searches. One that notifies has a rule of its own, written with it in one unit."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from domain.gifts.alerts.frame import AlertFrame
from domain.gifts.alerts.models import Rule, RuleChanged, RuleKind
from domain.gifts.alerts.refusals import AlertTooWide
from domain.gifts.alerts.service import RULES_MOST
from domain.gifts.saved.models import SavedSearch, SaveSearch, SearchChanged
from domain.gifts.saved.query import params_of, query_of
from domain.gifts.search import Query, Sort
from domain.shared.actor import Actor
from domain.shared.change import Changes, Decision, Event, IdempotencyKey
from domain.shared.refusals import Invalid, NotFound
from domain.users.models import Area

SEARCHES_MOST: Final = 50
NAME_MOST: Final = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeSearch:
    """None leaves a thing as it is."""

    name: str | None = None
    query: Mapping[str, tuple[str, ...]] | None = None
    notify: bool | None = None


class Searches:
    def __init__(self, frame: AlertFrame, *, most: int = SEARCHES_MOST) -> None:
        self._frame = frame
        self.most = most

    async def mine(self, actor: Actor) -> tuple[SavedSearch, ...]:
        """By name. Refusals: Banned, TermsNeeded."""
        await self._frame.gate.clear(actor)
        return await self._frame.searches.of(actor.id)

    async def get(self, actor: Actor, search_id: str) -> SavedSearch:
        """Refusals: NotFound, also for somebody else's; Banned, TermsNeeded."""
        await self._frame.gate.clear(actor)
        return await self._own(actor, search_id)

    async def save(self, actor: Actor, order: SaveSearch, *, key: IdempotencyKey) -> SavedSearch:
        """Refusals: Invalid, AlertTooWide (one that notifies must ask for something),
        TooManySearches, TooManyAlerts, AreaPaused, Banned, TermsNeeded.
        """
        await self._open(actor)
        name, query = _name(order.name), query_of(order.query)
        self._frame.judge(query)

        async def decide() -> Decision[SavedSearch]:
            now = self._frame.clock.now()
            search = SavedSearch(
                id=self._frame.ids.new(),
                person=actor.id,
                name=name,
                query=query,
                notify=order.notify,
                created_at=now,
                changed_at=now,
            )
            changes, events = await self._rule(search)
            return Decision(
                search,
                self._frame.searches.add(search, most=self.most),
                changes,
                made=search.id,
                events=(SearchChanged(search.id, search), *events),
            )

        async def again(made: str) -> SavedSearch:
            return await self._own(actor, made)

        return await self._frame.store.once(key, actor, order, decide, again=again)

    async def change(self, actor: Actor, search_id: str, order: ChangeSearch) -> SavedSearch:
        """Refusals as `save`, and NotFound."""
        await self._open(actor)

        async def decide() -> Decision[SavedSearch]:
            was = await self._own(actor, search_id)
            now = replace(
                was,
                name=was.name if order.name is None else _name(order.name),
                query=was.query if order.query is None else query_of(order.query),
                notify=was.notify if order.notify is None else order.notify,
            )
            if now == was:
                return Decision(was)
            if now.query != was.query:
                self._frame.judge(now.query)
            now = replace(now, changed_at=self._frame.clock.now(), version=was.version + 1)
            changes, events = await self._rule(now)
            return Decision(
                now,
                self._frame.searches.put(was, now),
                changes,
                events=(SearchChanged(now.id, now), *events),
            )

        return await self._frame.store.commit(decide)

    async def turn(self, actor: Actor, search: SavedSearch) -> SavedSearch:
        """Whether it tells, the other way round. Refusals as `change`."""
        return await self.change(actor, search.id, ChangeSearch(notify=not search.notify))

    async def remove(self, actor: Actor, search_id: str) -> None:
        """Also while the area is paused. Refusals: NotFound, Banned, TermsNeeded."""
        await self._frame.gate.clear(actor)

        async def decide() -> Decision[None]:
            search = await self._own(actor, search_id)
            changes, events = await self._rule(replace(search, notify=False))
            return Decision(
                None,
                self._frame.searches.remove(search),
                changes,
                events=(SearchChanged(search.id, None), *events),
            )

        await self._frame.store.commit(decide)

    async def _rule(self, search: SavedSearch) -> tuple[Changes, tuple[Event, ...]]:
        """What makes its rule be as the search says."""
        rules = self._frame.rules
        was = await rules.of_search(search.id)
        if not search.notify:
            if was is None:
                return (), ()
            return rules.remove(was), (RuleChanged(was.id, None),)
        query = replace(search.query, sort=Sort.PRICE)
        if not params_of(query):
            raise AlertTooWide
        now = self._frame.clock.now()
        if was is None:
            rule = _rule_of(search, self._frame.ids.new(), query)
            rule = replace(rule, created_at=now, changed_at=now)
            return rules.add(rule, most=RULES_MOST), (RuleChanged(rule.id, rule),)
        if was.query == query:
            return (), ()
        rule = replace(was, query=query, changed_at=now, version=was.version + 1)
        return rules.put(was, rule), (RuleChanged(rule.id, rule),)

    async def _open(self, actor: Actor) -> None:
        await self._frame.gate.clear(actor)
        await self._frame.gate.open_area(Area.GIFTS)

    async def _own(self, actor: Actor, search_id: str) -> SavedSearch:
        search = await self._frame.searches.get(search_id)
        if search is None or search.person != actor.id:
            raise NotFound(search=search_id)
        return search


def _rule_of(search: SavedSearch, rule_id: str, query: Query) -> Rule:
    return Rule(
        id=rule_id,
        person=search.person,
        kind=RuleKind.LISTED,
        query=query,
        search=search.id,
        created_at=search.created_at,
        changed_at=search.created_at,
    )


def _name(name: str) -> str:
    kept = " ".join(name.split())
    if not kept or len(kept) > NAME_MOST or not kept.isprintable():
        raise Invalid(field="name")
    return kept
