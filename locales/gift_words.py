"""How gifts are spoken of, in chat and on pages alike: names, prices, ages, what happened."""

from collections.abc import Callable, Iterable
from typing import Final

from domain.gifts.models import GiftEvent, Listing, Lot, Market, SourceState, TraitValue
from domain.gifts.rates import Worth
from domain.gifts.rates_ports import Currency
from domain.gifts.search import SaleKind
from domain.gifts.shown.models import FairValue, Gift, Source
from domain.shared.ids import MINUTE, Instant
from domain.shared.money import Money
from locales.speech import Moment, Speech

OLD: Final = MINUTE
"""Older than this, and the age of what we know is shown."""
_SURE: Final = 1000

WorthOf = Callable[[Money, Currency], Worth | None]


class GiftWords:
    """`worth` says prices in other money; None where nobody knows any rate."""

    def __init__(self, speech: Speech, currency: str, now: Instant, worth: WorthOf | None) -> None:
        self.speech = speech
        self.now = now
        self._currency = Currency(currency)
        self._worth = worth

    def name(self, gift: Gift | Lot) -> str:
        """`Plush Pepe #1234`."""
        return f"{gift.title} #{gift.number}"

    def market(self, market: Market) -> str:
        return self.speech.say(f"gifts-market-{market.value}")

    def state(self, state: SourceState) -> str:
        return self.speech.say(f"gifts-state-{state.value}")

    def trait(self, value: TraitValue) -> str:
        """`Steel Frog · 1%`, or with the tier that crafted gifts have."""
        rarity = self.rarity(value)
        return f"{value.name} · {rarity}" if rarity else value.name

    def rarity(self, value: TraitValue) -> str:
        """Empty where nobody told."""
        if value.rarity_tier is not None:
            key = f"gifts-tier-{value.rarity_tier.lower()}"
            return self.speech.say(key) if self.speech.has(key) else value.rarity_tier
        if value.rarity_permille is None:
            return ""
        return self.speech.percent(value.rarity_permille)

    def traits(self, lot: Lot | Gift) -> str:
        """The names of model, backdrop and symbol, as far as they are known."""
        found = (lot.model, lot.backdrop, lot.symbol)
        return " · ".join(one.name for one in found if one is not None)

    def money(self, money: Money) -> str:
        """`14.19 TON`."""
        return self.speech.money(money)

    def worth(self, money: Money) -> str:
        """`≈ $31.20`; empty where nobody knows a rate."""
        found = self._worth(money, self._currency) if self._worth is not None else None
        if found is None:
            return ""
        return self.speech.say(
            "gifts-worth", amount=self.speech.fiat(found.amount, found.currency)
        )

    def price(self, money: Money) -> str:
        """Both, as far as known."""
        worth = self.worth(money)
        return f"{self.money(money)} {worth}" if worth else self.money(money)

    def rate_note(self, money: Money) -> str:
        """How old the rate is and who said it, or that the person's own currency has none; empty
        where none is used at all.
        """
        if self._worth is None:
            return ""
        found = self._worth(money, self._currency)
        if found is None:
            return self.speech.say("gifts-rate-none")
        if found.currency != self._currency:
            return self.speech.say("gifts-rate-other", currency=self._currency)
        at = Moment(found.read_at, self.now)
        key = f"gifts-rates-{found.source}"
        source = self.speech.say(key) if self.speech.has(key) else found.source
        return self.speech.say("gifts-rate-note", source=source, at=at)

    def sale(self, listing: Listing) -> str:
        """What is special about the sale; empty for an unlocked lot at a fixed price."""
        lot = listing.lot
        if lot.locked_until is not None and lot.locked_until > self.now:
            return self.speech.say("gifts-locked", until=self.speech.at(lot.locked_until))
        if lot.sale_kind is SaleKind.FIX:
            return ""
        return self.speech.say(f"gifts-sale-{lot.sale_kind.value}")

    def age(self, source: Source) -> str:
        """What is to be known of a market's prices: down, or read a while ago; empty when all is
        well.
        """
        market = self.market(source.market)
        if source.state is not SourceState.OK:
            since = Moment(source.since, self.now)
            fields = {"market": market, "state": self.state(source.state), "since": since}
            return self.speech.say("gifts-source-state", fields)
        if source.read_at is not None and self.now - source.read_at > OLD:
            at = Moment(source.read_at, self.now)
            return self.speech.say("gifts-source-old", market=market, at=at)
        return ""

    def ages(self, sources: Iterable[Source]) -> list[str]:
        """What is to be known of several: those that were read equally long ago in one."""
        said: list[str] = []
        old: dict[int, list[Source]] = {}
        for one in sources:
            if one.state is SourceState.OK and one.read_at is not None:
                old.setdefault((self.now - one.read_at) // OLD, []).append(one)
            elif note := self.age(one):
                said.append(note)
        for minutes, equal in sorted(old.items()):
            if minutes and equal[0].read_at is not None and self.age(equal[0]):
                markets = ", ".join(self.market(one.market) for one in equal)
                at = Moment(equal[0].read_at, self.now)
                said.append(self.speech.say("gifts-source-old", market=markets, at=at))
        return said

    def value(self, value: FairValue) -> str:
        """What it may fetch, how sure that is, and what was compared."""
        level = self.speech.say(f"gift-value-level-{value.level}")
        fields = {
            "value": self.price(value.value),
            "low": self.money(value.low),
            "high": self.money(value.high),
            "sure": self.speech.percent(value.confidence_permille),
            "level": level,
        }
        return self.speech.say("gifts-value", fields)

    def event(self, event: GiftEvent) -> str:
        """`2 hours ago: sold on Portals for 12 TON`."""
        where = self.market(event.market) if event.market is not None else ""
        kind = event.kind.value
        key = f"gifts-event-{kind}" if event.price is not None else f"gifts-event-{kind}-bare"
        amount = event.buyer_total or event.price
        fields = {
            "at": Moment(event.at, self.now),
            "market": where,
            "amount": self.money(amount) if amount is not None else "",
        }
        said = self.speech.say(key, fields)
        notes = []
        if event.confidence_permille < _SURE:
            sure = self.speech.percent(event.confidence_permille)
            notes.append(self.speech.say("gifts-event-sure", sure=sure))
        if event.wash:
            notes.append(self.speech.say("gifts-event-wash"))
        return f"{said} ({', '.join(notes)})" if notes else said
