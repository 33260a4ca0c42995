"""Firings as they are made, with what their words need."""

from domain.gifts.alerts.frame import AlertFrame
from domain.gifts.alerts.match import value_of
from domain.gifts.alerts.models import Firing, Rule, RuleKind
from domain.gifts.models import GiftEvent, Listing
from domain.gifts.names import parse_gift
from domain.gifts.search import Trait
from domain.shared.money import TON, Money


class Firer:
    def __init__(self, frame: AlertFrame) -> None:
        self._frame = frame

    def of_lot(
        self,
        rule: Rule,
        listing: Listing,
        occasion: str,
        *,
        fair: int | None = None,
        limit: int | None = None,
    ) -> Firing:
        """`fair` and `limit` are nano, for `value`: what the lot may fetch, and the highest total
        for which the rule holds.
        """
        fields: dict[str, object] = lot_fields(listing)
        if rule.kind is RuleKind.VALUE and fair is not None and limit is not None:
            fields |= {"fair": Money(fair, TON), "limit": Money(limit, TON)}
        elif rule.query.price_max is not None:
            fields["limit"] = Money(rule.query.price_max, TON)
        total = listing.buyer_total
        now = self._frame.clock.now()
        return Firing(
            id=self._frame.ids.new(),
            rule=rule.id,
            subject=listing.id,
            occasion=occasion,
            person=rule.person,
            kind=rule.kind,
            market=listing.lot.market,
            units=total.units if total.asset == TON else None,
            fields=fields,
            found_at=now,
            due_at=now,
        )

    def of_event(self, rule: Rule, event: GiftEvent) -> Firing:
        """What an account did with a gift."""
        now = self._frame.clock.now()
        _, number = parse_gift(event.gift)
        title = self._frame.title(event.collection)
        price = event.buyer_total or event.price
        took = event.taker is not None and event.taker == rule.wallet
        return Firing(
            id=self._frame.ids.new(),
            rule=rule.id,
            subject=f"gift:{event.gift}",
            occasion=event.id,
            person=rule.person,
            kind=rule.kind,
            units=event.buyer_total.units if event.buyer_total is not None else None,
            fields={
                "gift": event.gift,
                "title": title,
                "named": named(title, number, event.model or ""),
                "market": event.market.value if event.market is not None else "",
                "what": f"{event.kind.value}-{'in' if took else 'out'}",
                "price": price if price is not None else "",
                "priced": "yes" if price is not None else "no",
            },
            found_at=now,
            due_at=now,
        )

    def of_stock(self, rule: Rule, fields: dict[str, object], *, version: int) -> Firing:
        """Of a floor that moved, or of something that is there again."""
        now = self._frame.clock.now()
        subject = f"{rule.kind.value}:{rule.id}"
        return Firing(
            id=self._frame.ids.new(),
            rule=rule.id,
            subject=subject,
            occasion=str(version),
            person=rule.person,
            kind=rule.kind,
            fields=fields,
            found_at=now,
            due_at=now,
        )


def lot_fields(listing: Listing) -> dict[str, object]:
    """How a message names a lot."""
    lot = listing.lot
    return {
        "gift": lot.gift,
        "title": lot.title,
        "named": named(lot.title, lot.number, value_of(listing, Trait.MODEL)),
        "market": lot.market.value,
        "total": listing.buyer_total,
    }


def named(title: str, number: int, model: str) -> str:
    """`Plush Pepe #1234 · Zebra`."""
    name = f"{title} #{number}"
    return f"{name} · {model}" if model else name
