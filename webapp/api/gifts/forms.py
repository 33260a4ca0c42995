"""What the area tells, as the JSON of `gifts_models`.

Plain mappings and no models: a page has a hundred listings, and everybody asks for it. In tests
and in the sandbox the bytes are held to the models.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias

from domain.gifts.links import link_if_safe
from domain.gifts.models import GiftEvent, Lot, TraitValue
from domain.gifts.rates_ports import Rate
from domain.gifts.search import Facet, Suggestion, Trait
from domain.gifts.shown.models import (
    CollectionCard,
    CollectionPage,
    FairValue,
    Found,
    GiftPage,
    Shown,
    Source,
    TraitCard,
)
from domain.gifts.shown.traits import OF_GIFTS
from domain.gifts.value.depth import Rung
from domain.gifts.value.spans import FloorPoint
from domain.gifts.value.summaries import Summary, Volume
from domain.shared.ids import Instant
from domain.shared.money import Money
from webapp.forms import time_text

Form: TypeAlias = dict[str, object]
_WHOLE = 1000


def gift_path(gift: str) -> str:
    """A gift's page on this host."""
    return f"/gifts/{gift}"


def collection_path(key: str) -> str:
    return f"/gifts/collections/{key}"


def money_form(money: Money) -> Form:
    return {"asset": money.asset.code, "amount": money.text}


def listing_form(shown: Shown) -> Form:
    listing = shown.listing
    lot = listing.lot
    return {
        "id": lot.id,
        "market": lot.market.value,
        "gift": lot.gift,
        "collection": lot.collection,
        "number": lot.number,
        "model": trait_form(lot.model),
        "backdrop": trait_form(lot.backdrop),
        "symbol": trait_form(lot.symbol),
        "onchain": lot.onchain,
        "sale_kind": lot.sale_kind.value,
        "locked_until": _time(lot.locked_until),
        "listed_at": _time(lot.listed_at),
        "price": money_form(lot.price),
        "buyer_total": money_form(listing.buyer_total),
        "seller_net": money_form(listing.seller_net),
        "seen_at": time_text(listing.seen_at),
        "source": shown.source.value,
        "link": _link(lot),
        "fair_value": _value_form(shown.fair_value) if shown.fair_value is not None else None,
    }


def trait_form(value: TraitValue | None) -> Form | None:
    return None if value is None else _trait(value)


def search_form(found: Found) -> Form:
    return {
        "items": [listing_form(one) for one in found.items],
        "next": found.next,
        "total": found.total,
        "as_of": time_text(found.as_of),
        "facets": facets_form(found.facets),
    }


def facets_form(facets: Iterable[Facet]) -> Form:
    return {
        facet.trait.value: [{"value": value, "count": count} for value, count in facet]
        for facet in facets
    }


def suggestion_form(one: Suggestion) -> Form:
    return {"kind": one.trait.value, "value": one.value, "name": one.name, "count": one.count}


def collection_form(card: CollectionCard) -> Form:
    one, floor = card.collection, card.floor
    return {
        "key": one.key,
        "title": one.title,
        "supply": one.supply,
        "floor": _money(floor.floor),
        "robust": _money(floor.robust),
        "listings": floor.depth,
        "picture": f"{collection_path(one.key)}/picture",
    }


def collection_page_form(page: CollectionPage) -> Form:
    traits = {trait.value: _cards(page.traits, trait) for trait in OF_GIFTS}
    return {**collection_form(page.card), "traits": traits}


def gift_form(page: GiftPage, *, public_url: str) -> Form:
    gift, path = page.gift, gift_path(page.gift.key)
    return {
        "gift": gift.key,
        "collection": gift.collection,
        "title": gift.title,
        "number": gift.number,
        "model": trait_form(gift.model),
        "backdrop": trait_form(gift.backdrop),
        "symbol": trait_form(gift.symbol),
        "address": gift.address,
        "owner": gift.owner,
        "picture": f"{path}/picture",
        "page": f"{public_url}{path}",
        "offers": [listing_form(one) for one in page.offers],
        "fair_value": valuation_form(page.fair_value),
    }


def valuation_form(value: FairValue | None) -> Form | None:
    if value is None:
        return None
    comparables = [
        {
            "gift": one.gift,
            "market": one.market.value,
            "buyer_total": money_form(one.buyer_total),
            "at": _time(one.at),
        }
        for one in value.comparables
    ]
    return {**_value_form(value), "comparables": comparables}


def event_form(event: GiftEvent) -> Form:
    return {
        "id": event.id,
        "at": time_text(event.at),
        "kind": event.kind.value,
        "market": event.market.value if event.market is not None else None,
        "listing": event.listing,
        "gift": event.gift,
        "price": _money(event.price),
        "buyer_total": _money(event.buyer_total),
        "from": event.giver,
        "to": event.taker,
        "confidence": event.confidence_permille / _WHOLE,
        "wash": event.wash,
    }


def floor_form(point: FloorPoint) -> Form:
    floor = point.floor
    if floor is None:
        return {"at": time_text(point.at), "floor": None, "robust": None, "depth": None}
    return {
        "at": time_text(point.at),
        "floor": floor.floor.text if floor.floor is not None else None,
        "robust": floor.robust.text if floor.robust is not None else None,
        "depth": floor.depth,
    }


def summary_form(summary: Summary) -> Form:
    floor = summary.floor
    return {
        "floor": _money(floor.floor) if floor is not None else None,
        "robust": _money(floor.robust) if floor is not None else None,
        "depth": floor.depth if floor is not None else None,
        "rungs": [_rung(one) for one in summary.rungs],
        "day": _volume(summary.day),
        "week": _volume(summary.week),
        "last_sales": [event_form(one) for one in summary.last_sales],
        "movers": [
            {
                "model": one.model,
                "before": money_form(one.before),
                "now": money_form(one.now),
                "permille": one.permille,
            }
            for one in summary.movers
        ],
    }


def rate_form(rate: Rate) -> Form:
    return {
        "asset": rate.asset,
        "currency": rate.currency,
        "price": f"{rate.price:f}",
        "source": rate.source,
        "read_at": time_text(rate.read_at),
    }


def market_form(source: Source) -> Form:
    fees = source.fees
    return {
        "market": source.market.value,
        "state": source.state.value,
        "since": time_text(source.since),
        "read_at": _time(source.read_at),
        "fees": {
            "on_top_bps": fees.on_top_bps,
            "inside_bps": fees.inside_bps,
            "seller_bps": fees.seller_bps,
        },
    }


def _rung(rung: Rung) -> Form:
    return {"percent": rung.percent, "lots": rung.lots, "total": money_form(rung.total)}


def _volume(volume: Volume) -> Form:
    return {"total": money_form(volume.total), "sales": volume.sales, "wash": volume.wash}


def _cards(traits: Mapping[Trait, Sequence[TraitCard]], trait: Trait) -> list[Form]:
    return [
        {**_trait(one.value), "listings": one.listings, "floor": _money(one.floor)}
        for one in traits.get(trait, ())
    ]


def _trait(value: TraitValue) -> Form:
    return {
        "name": value.name,
        "rarity_permille": value.rarity_permille,
        "rarity_tier": value.rarity_tier,
    }


def _value_form(value: FairValue) -> Form:
    return {
        **money_form(value.value),
        "low": money_form(value.low),
        "high": money_form(value.high),
        "confidence": value.confidence_permille / _WHOLE,
        "level": value.level,
        "basis": value.basis.value,
        "realised_permille": value.realised_permille,
    }


def _link(lot: Lot) -> str | None:
    link = link_if_safe(lot)
    return link.url if link is not None else None


def _money(money: Money | None) -> Form | None:
    return money_form(money) if money is not None else None


def _time(at: Instant | None) -> str | None:
    return time_text(at) if at is not None else None
