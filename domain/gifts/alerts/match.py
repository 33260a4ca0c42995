"""Which rules a lot may concern, fast: 10,000 rules must cost little at each change of a lot.

Rules lie on shelves by collection and model, each shelf in the order of the price up to which its
rules care. A lot looks at four shelves at most, and on each only at the rules whose limit is not
below its price.
"""

from bisect import bisect_left, insort
from collections.abc import Iterable
from itertools import product
from typing import Final

from domain.gifts.alerts.models import ABOUT_LOTS, Rule, RuleKind
from domain.gifts.alerts.ports import Words
from domain.gifts.models import Listing
from domain.gifts.search import Include, Query, SaleKind, Trait, number_kinds
from domain.shared.ids import Instant
from domain.shared.money import TON

_NO_LIMIT: Final = 2**63
_SHELVES_MOST: Final = 64
_ANY: Final = ""
_SPECIAL: Final = {
    SaleKind.AUCTION: Include.AUCTION,
    SaleKind.BUNDLE: Include.BUNDLE,
    SaleKind.PREMARKET: Include.PREMARKET,
}
_ABOUT_STOCK: Final = frozenset({RuleKind.FLOOR, RuleKind.BACK})
_Place = tuple[str, str]


def fits(query: Query, listing: Listing, now: Instant, words: Words) -> bool:
    """Whether the search finds this lot; the same answer as the index gives."""
    return (
        needed(listing, now) <= set(query.include)
        and _has_traits(query, listing)
        and _within(query, listing)
        and (not query.q or words.fits(query.q, listing))
    )


def needed(listing: Listing, now: Instant) -> set[Include]:
    """What a search must include to find this lot."""
    lot = listing.lot
    found = {_SPECIAL[lot.sale_kind]} if lot.sale_kind in _SPECIAL else set()
    if lot.locked_until is not None and lot.locked_until > now:
        found.add(Include.LOCKED)
    if listing.buyer_total.asset != TON:
        found.add(Include.OTHER_ASSETS)
    return found


def value_of(listing: Listing, trait: Trait) -> str:
    lot = listing.lot
    if trait is Trait.COLLECTION:
        return lot.collection
    if trait is Trait.MARKET:
        return lot.market.value
    one = {Trait.MODEL: lot.model, Trait.BACKDROP: lot.backdrop, Trait.SYMBOL: lot.symbol}[trait]
    return one.name if one is not None else ""


def _has_traits(query: Query, listing: Listing) -> bool:
    return all(
        not wanted or value_of(listing, trait) in wanted
        for trait in Trait
        for wanted in (query.values(trait),)
    )


def _within(query: Query, listing: Listing) -> bool:
    lot = listing.lot
    if query.onchain and lot.onchain not in query.onchain:
        return False
    if query.number_kind and not set(query.number_kind) & set(number_kinds(lot.number)):
        return False
    if not _between(query.number_min, lot.number, query.number_max):
        return False
    if query.price_min is None and query.price_max is None:
        return True
    total = listing.buyer_total
    return total.asset == TON and _between(query.price_min, total.units, query.price_max)


def _between(least: int | None, value: int, most: int | None) -> bool:
    return (least is None or least <= value) and (most is None or value <= most)


class RuleBook:
    """All rules that are not muted, in memory. `looked` counts the rules that lots were held
    against, which is what matching costs.
    """

    def __init__(self, rules: Iterable[Rule] = ()) -> None:
        self._rules: dict[str, Rule] = {}
        self._shelves: dict[_Place, list[tuple[int, str]]] = {}
        self._wallets: dict[str, set[str]] = {}
        self._stock: dict[str, set[str]] = {}
        self.looked = 0
        for rule in rules:
            self.put(rule)

    def __len__(self) -> int:
        return len(self._rules)

    def get(self, rule: str) -> Rule | None:
        return self._rules.get(rule)

    def put(self, rule: Rule) -> None:
        self.drop(rule.id)
        if rule.muted:
            return
        self._rules[rule.id] = rule
        if rule.kind in ABOUT_LOTS:
            for place in _places(rule):
                insort(self._shelves.setdefault(place, []), (_limit(rule), rule.id))
        elif rule.kind is RuleKind.WALLET:
            self._wallets.setdefault(rule.wallet or "", set()).add(rule.id)
        else:
            for collection in rule.query.collection or (_ANY,):
                self._stock.setdefault(collection, set()).add(rule.id)

    def drop(self, rule_id: str) -> None:
        rule = self._rules.pop(rule_id, None)
        if rule is None:
            return
        for place in _places(rule):
            shelf = self._shelves.get(place, [])
            found = bisect_left(shelf, (_limit(rule), rule.id))
            if found < len(shelf) and shelf[found][1] == rule.id:
                del shelf[found]
                if not shelf:
                    del self._shelves[place]
        for index in (self._wallets, self._stock):
            for key in [key for key, held in index.items() if rule.id in held]:
                index[key].discard(rule.id)
                if not index[key]:
                    del index[key]

    def of_lot(self, listing: Listing) -> list[Rule]:
        """Rules that may be about this lot."""
        total = listing.buyer_total
        least = (total.units, "") if total.asset == TON else (_NO_LIMIT, "")
        collection = listing.lot.collection
        model = value_of(listing, Trait.MODEL)
        found: list[Rule] = []
        for place in dict.fromkeys(product((collection, _ANY), (model, _ANY))):
            shelf = self._shelves.get(place)
            if shelf:
                found += [self._rules[one] for _, one in shelf[bisect_left(shelf, least) :]]
        self.looked += len(found)
        return found

    def of_wallets(self, *wallets: str | None) -> list[Rule]:
        ids = {one for wallet in wallets if wallet for one in self._wallets.get(wallet, ())}
        return [self._rules[one] for one in sorted(ids)]

    def of_stock(self, collections: Iterable[str]) -> list[Rule]:
        """Rules about how much there is of something, or what it costs at least."""
        ids = {one for key in (*collections, _ANY) for one in self._stock.get(key, ())}
        return [self._rules[one] for one in sorted(ids)]

    def of_person(self, person: int) -> list[Rule]:
        return [rule for rule in self._rules.values() if rule.person == person]

    def all_stock(self) -> list[Rule]:
        return [rule for rule in self._rules.values() if rule.kind in _ABOUT_STOCK]

    @property
    def wallets(self) -> tuple[str, ...]:
        return tuple(self._wallets)


def _limit(rule: Rule) -> int:
    return rule.query.price_max if rule.query.price_max is not None else _NO_LIMIT


def _places(rule: Rule) -> list[_Place]:
    if rule.kind not in ABOUT_LOTS:
        return []
    collections = rule.query.collection or (_ANY,)
    models = rule.query.model or (_ANY,)
    if len(collections) * len(models) > _SHELVES_MOST:
        models = (_ANY,)
    return list(product(collections, models))
