"""Alerts: made, listed, changed, muted, deleted; and what they told."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from domain.gifts.alerts.frame import AlertFrame
from domain.gifts.alerts.models import ABOUT_LOTS, Firing, MakeRule, Rule, RuleChanged, RuleKind
from domain.gifts.alerts.refusals import AlertTooWide
from domain.gifts.saved.query import query_of
from domain.gifts.search import Query, Sort
from domain.shared.actor import Actor
from domain.shared.change import Decision, IdempotencyKey
from domain.shared.page import Page
from domain.shared.refusals import Invalid, NotFound
from domain.ton.address import parse as parse_address
from domain.ton.refusals import AddressInvalid
from domain.users.models import Area

RULES_MOST: Final = 50
"""That a person may have, those of saved searches included."""
SHARE_MOST: Final[Mapping[RuleKind, int]] = {RuleKind.VALUE: 9_900, RuleKind.FLOOR: 100_000}
"""Basis points."""
SHARE_LEAST: Final = 100
PERMILLE_MOST: Final = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeRule:
    """None leaves a thing as it is."""

    muted: bool | None = None
    query: Mapping[str, tuple[str, ...]] | None = None
    share_bps: int | None = None
    permille: int | None = None


class Alerts:
    def __init__(self, frame: AlertFrame, *, most: int = RULES_MOST) -> None:
        self._frame = frame
        self.most = most

    async def mine(self, actor: Actor) -> tuple[Rule, ...]:
        """Newest first. Refusals: Banned, TermsNeeded."""
        await self._frame.gate.clear(actor)
        return await self._frame.rules.of(actor.id)

    async def get(self, actor: Actor, rule_id: str) -> Rule:
        """Refusals: NotFound, also for somebody else's; Banned, TermsNeeded."""
        await self._frame.gate.clear(actor)
        return await self._own(actor, rule_id)

    def fitting(self, rule: Rule) -> int | None:
        """How many lots fit its search now; None where that says nothing."""
        if rule.kind in ABOUT_LOTS or rule.kind is RuleKind.BACK:
            return self._frame.stock.count(rule.query)
        return None

    async def make(self, actor: Actor, order: MakeRule, *, key: IdempotencyKey) -> Rule:
        """From now on: what holds already is shown by the search, not told. Refusals: Invalid,
        AlertTooWide, TooManyAlerts, AddressInvalid, AreaPaused, Banned, TermsNeeded.
        """
        await self._open(actor)
        wanted = self._checked(self._new(actor, order))
        self._frame.judge(wanted.query)
        base = await self._base(wanted)

        async def decide() -> Decision[Rule]:
            now = self._frame.clock.now()
            rule = replace(wanted, id=self._frame.ids.new(), base=base)
            rule = replace(rule, created_at=now, changed_at=now)
            return Decision(
                rule,
                self._frame.rules.add(rule, most=self.most),
                made=rule.id,
                events=(RuleChanged(rule.id, rule),),
            )

        async def again(made: str) -> Rule:
            return await self._own(actor, made)

        return await self._frame.store.once(key, actor, order, decide, again=again)

    async def change(self, actor: Actor, rule_id: str, order: ChangeRule) -> Rule:
        """A rule of a saved search is only muted here: what it looks for, the search says.
        Refusals as `make`, and NotFound.
        """
        await self._open(actor)

        def changed(rule: Rule) -> Rule:
            if rule.search is not None and order.query is not None:
                raise Invalid(field="query")
            now = replace(
                rule,
                muted=rule.muted if order.muted is None else order.muted,
                query=rule.query if order.query is None else _query(order.query),
                share_bps=rule.share_bps if order.share_bps is None else order.share_bps,
                permille=rule.permille if order.permille is None else order.permille,
            )
            if now.query != rule.query:
                self._frame.judge(now.query)
            return self._checked(now)

        return await self._changed(actor, rule_id, changed)

    async def mute(self, actor: Actor, rule_id: str, *, muted: bool = True) -> Rule:
        """Also while the area is paused. Refusals: NotFound, Banned, TermsNeeded."""
        await self._frame.gate.clear(actor)
        return await self._changed(actor, rule_id, lambda rule: replace(rule, muted=muted))

    async def remove(self, actor: Actor, rule_id: str) -> None:
        """Also while the area is paused. Refusals: NotFound, Banned, TermsNeeded."""
        await self._frame.gate.clear(actor)

        async def decide() -> Decision[None]:
            rule = await self._own(actor, rule_id)
            return Decision(
                None, self._frame.rules.remove(rule), events=(RuleChanged(rule.id, None),)
            )

        await self._frame.store.commit(decide)

    async def fired(self, actor: Actor, *, cursor: str | None, limit: int) -> Page[Firing]:
        """Newest first. Refusals: Invalid (the cursor), Banned, TermsNeeded."""
        await self._frame.gate.clear(actor)
        return await self._frame.firings.of(actor.id, cursor=cursor, limit=limit)

    async def _open(self, actor: Actor) -> None:
        await self._frame.gate.clear(actor)
        await self._frame.gate.open_area(Area.GIFTS)

    async def _own(self, actor: Actor, rule_id: str) -> Rule:
        rule = await self._frame.rules.get(rule_id)
        if rule is None or rule.person != actor.id:
            raise NotFound(alert=rule_id)
        return rule

    async def _changed(self, actor: Actor, rule_id: str, change: Callable[[Rule], Rule]) -> Rule:
        async def decide() -> Decision[Rule]:
            was = await self._own(actor, rule_id)
            now = change(was)
            if now == was:
                return Decision(was)
            base = was.base if now.query == was.query else await self._base(now)
            now = replace(
                now, base=base, changed_at=self._frame.clock.now(), version=was.version + 1
            )
            return Decision(
                now, self._frame.rules.put(was, now), events=(RuleChanged(now.id, now),)
            )

        return await self._frame.store.commit(decide)

    def _new(self, actor: Actor, order: MakeRule) -> Rule:
        now = self._frame.clock.now()
        return Rule(
            id="",
            person=actor.id,
            kind=order.kind,
            query=_query(order.query),
            share_bps=order.share_bps,
            permille=order.permille,
            wallet=_wallet(order),
            created_at=now,
            changed_at=now,
        )

    def _checked(self, rule: Rule) -> Rule:
        """Refusals: Invalid for what its kind needs or cannot have; AlertTooWide."""
        most = SHARE_MOST.get(rule.kind)
        _given("share_bps", rule.share_bps, least=SHARE_LEAST, most=most)
        _given(
            "permille",
            rule.permille,
            least=1,
            most=PERMILLE_MOST if rule.kind is RuleKind.RARITY else None,
        )
        if rule.kind is RuleKind.UNDER and rule.query.price_max is None:
            raise Invalid(field="price_max")
        if rule.kind is RuleKind.FLOOR and not rule.query.collection:
            raise Invalid(field="collection")
        if rule.kind in _NAMES_SOMETHING and _is_wide(rule.query):
            raise AlertTooWide
        return rule

    async def _base(self, rule: Rule) -> int | None:
        """What it goes by, as it is now."""
        if rule.kind is RuleKind.FLOOR:
            robust = (await self._frame.floors.of(rule.query)).robust
            return robust.units if robust is not None else None
        if rule.kind is RuleKind.BACK:
            return min(self._frame.stock.count(rule.query), 1)
        return None


_NAMES_SOMETHING: Final = frozenset({RuleKind.LISTED, RuleKind.BACK})


def _is_wide(query: Query) -> bool:
    """It would find whatever there is."""
    return query == Query(include=query.include, onchain=query.onchain, market=query.market)


def _query(params: Mapping[str, tuple[str, ...]]) -> Query:
    return replace(query_of(params), sort=Sort.PRICE)


def _given(field: str, value: int | None, *, least: int, most: int | None) -> None:
    """`most` None: this kind has no such thing."""
    if (value is None) != (most is None):
        raise Invalid(field=field)
    if value is not None and most is not None and not least <= value <= most:
        raise Invalid(field=field)


def _wallet(order: MakeRule) -> str | None:
    if (order.wallet is None) != (order.kind is not RuleKind.WALLET):
        raise Invalid(field="wallet")
    if order.wallet is None:
        return None
    try:
        return parse_address(order.wallet).raw
    except AddressInvalid:
        raise Invalid(field="wallet") from None
