"""Gifts and listings as scripts name and see them: shared by the calls about both."""

from collections.abc import Callable
from dataclasses import dataclass

from scripts.sandbox.forms import Json, Refusal, amount_text, time_text
from scripts.sandbox.markets.fees import FEES
from scripts.sandbox.markets.rows import TON, Gift, Listing
from scripts.sandbox.routes import Body
from scripts.sandbox.ton.state import DECIMALS
from scripts.sandbox.ton.wallets import read_address
from scripts.sandbox.world import World
from scripts.sandbox.world_api import names
from scripts.sandbox.world_api.money import Money, Value, read_money
from scripts.sandbox.world_api.names import world_time
from scripts.sandbox.world_api.shapes import Told


class TraitTold(Told):
    name: str
    rarity_permille: int | None
    rarity_tier: str | None


class MoneyTold(Told):
    asset: str
    amount: str


class ListingTold(Told):
    id: str
    market: str
    gift: str
    collection: str
    number: int
    model: TraitTold
    backdrop: TraitTold
    symbol: TraitTold
    onchain: bool
    sale_kind: str
    locked_until: str | None
    listed_at: str
    price: MoneyTold
    buyer_total: MoneyTold
    seller_net: MoneyTold


class ListingsTold(Told):
    items: list[ListingTold]
    next: str | None


class GiftTold(Told):
    gift: str
    collection: str
    number: int
    model: TraitTold
    backdrop: TraitTold
    symbol: TraitTold
    onchain: bool
    address: str | None
    owner: str
    listings: list[ListingTold]


class GiftsTold(Told):
    items: list[GiftTold]
    next: str | None


class Price(Body):
    price: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Owner:
    """Who has a gift: a name, and an address when a wallet is meant."""

    name: str
    address: str | None = None


def owner(world: World, who: str | int) -> Owner:
    """A person (their first wallet, if they have one) or a wallet.

    Refuses: `person-not-found`.
    """
    told = str(who)
    person = world.telegram.people.by_username(told)
    if person is None and told.isascii() and told.isdigit():
        person = world.telegram.people.by_id(int(told[:19]))
    if person is not None:
        wallets = world.ton.wallets.of(person.id)
        return Owner(name=person.username, address=wallets[0].address if wallets else None)
    read = read_address(told)
    address = None if read is None else read[0]
    wallet = world.ton.wallets.named(told) if address is None else world.ton.wallets.at(address)
    if wallet is not None:
        holder = names.name_of(world, wallet.person) if wallet.person else wallet.name
        return Owner(name=holder, address=wallet.address)
    if address is None:
        raise Refusal("person-not-found", person=who)
    return Owner(name=address, address=address)


def holder(world: World, who: str) -> Callable[[Gift], bool]:
    """Whether a gift is that one's: by the name in its answers, a person, or a wallet.

    Refuses: `person-not-found`.
    """
    try:
        found = owner(world, who)
    except Refusal:
        if not who.startswith("holder"):
            raise
        found = Owner(name=who)
    address = found.address if read_address(who) is not None else None
    if address is not None:
        return lambda one: one.home == address
    return lambda one: one.owner == found.name


def gift(world: World, key: str) -> Gift:
    """One gift. Refuses: `not-found`."""
    found = world.markets.book.gifts.get(key)
    if found is None:
        raise Refusal("not-found", gift=key)
    return found


def price(world: World, told: Money) -> Value:
    """What a lot costs. Refuses: `invalid` for nothing, and for what is no asset."""
    value = read_money(world.ton, told, field="price")
    if value.units == 0:
        raise Refusal("invalid", **{"price.amount": "more than nothing"})
    return value


def money(world: World, asset: str, units: int) -> Json:
    """An amount as every call writes it."""
    return {"asset": asset, "amount": amount_text(units, _decimals(world, asset))}


def gift_view(world: World, one: Gift) -> Json:
    """A gift as scripts see it."""
    listings = world.markets.book.of_gift(one.key)
    return {
        "gift": one.key,
        **_traits(one),
        "onchain": one.onchain,
        "address": one.address if one.onchain else None,
        "owner": one.owner,
        "listings": [listing_view(world, listing) for listing in listings],
    }


def listing_view(world: World, one: Listing) -> Json:
    """A listing as scripts see it, with what it truly costs."""
    fees, asset = FEES[one.market], one.asset
    locked = None if one.locked_ms is None else time_text(world_time(one.locked_ms))
    return {
        "id": one.id,
        "market": one.market,
        "gift": one.gift,
        **_traits(world.markets.book.gifts[one.gift]),
        "onchain": one.onchain,
        "sale_kind": one.sale_kind,
        "locked_until": locked,
        "listed_at": time_text(world_time(one.listed_ms)),
        "price": money(world, asset, one.price),
        "buyer_total": money(world, asset, fees.buyer_total(one.price)),
        "seller_net": money(world, asset, fees.seller_net(one.price)),
    }


def _traits(one: Gift) -> Json:
    return {
        "collection": one.short,
        "number": one.number,
        "model": _trait(one.model, one.model_rarity, one.tier),
        "backdrop": _trait(one.backdrop, one.backdrop_rarity),
        "symbol": _trait(one.symbol, one.symbol_rarity),
    }


def _trait(name: str, rarity: int | None, tier: str | None = None) -> Json:
    return {"name": name, "rarity_permille": rarity, "rarity_tier": tier}


def _decimals(world: World, asset: str) -> int:
    if asset == TON:
        return DECIMALS
    return next(one.decimals for one in world.ton.jettons if one.asset == asset)
