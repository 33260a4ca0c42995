"""Gifts for sale over the API: what is asked, what comes back, and how it is refused."""

import random
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

import pytest

from domain.gifts.models import Listing, Market
from domain.gifts.search import SaleKind, Trait, number_kinds
from domain.shared.ids import HOUR, SECOND, Instant
from domain.shared.money import TON, XTR
from tests.fakes.gift_shop import GiftShop
from tests.webapp.world import World

TITLES = ("Plush Pepe", "Toy Bear", "Durov\u2019s Cap")
MODELS = ("Steel Frog", "Zebra", "Midas Pepe", "Pine")
BACKDROPS = ("Black", "Burgundy", "Lavender")
SYMBOLS = ("Gear", "Rabbit")
Params = Mapping[str, Sequence[str]]


async def search(world: World, **params: object) -> dict[str, Any]:
    answer = await world.call("GET", f"/gifts/listings?{urlencode(params, doseq=True)}")
    assert answer.status == 200, answer.body
    return dict(answer.body)


def stocked(shop: GiftShop, chance: random.Random, count: int) -> None:
    for n in range(count):
        kind = chance.choice([SaleKind.FIX] * 6 + [SaleKind.AUCTION, SaleKind.PREMARKET])
        shop.put(
            chance.choice(TITLES),
            chance.choice([n, n % 120, 11 * (n % 9 + 1), 1221]),
            f"{chance.randrange(1, 90)}.{chance.randrange(10)}",
            market=chance.choice(list(Market)),
            model=chance.choice(MODELS),
            backdrop=chance.choice(BACKDROPS),
            symbol=chance.choice(SYMBOLS),
            rarity=chance.choice([5, 10, 30, None]),
            onchain=chance.random() < 0.3,
            sale_kind=kind,
            locked_until=Instant(shop.clock.now() + HOUR) if chance.random() < 0.1 else None,
            asset=chance.choice([*[TON] * 9, XTR]),
        )


async def test_a_lot_is_shown_with_all_that_it_costs(world: World) -> None:
    lot = world.shop.put("Toy Bear", 35531, "12.9", market=Market.TONNEL, model="Zebra")
    (shown,) = (await search(world))["items"]
    assert shown == {
        "id": lot.id,
        "market": "tonnel",
        "gift": "toybear-35531",
        "collection": "toybear",
        "number": 35531,
        "model": {"name": "Zebra", "rarity_permille": 10, "rarity_tier": None},
        "backdrop": {"name": "Black", "rarity_permille": 20, "rarity_tier": None},
        "symbol": {"name": "Gear", "rarity_permille": 2, "rarity_tier": None},
        "onchain": False,
        "sale_kind": "fix",
        "locked_until": None,
        "listed_at": None,
        "price": {"asset": "TON", "amount": "12.9"},
        "buyer_total": {"asset": "TON", "amount": "14.19"},
        "seller_net": {"asset": "TON", "amount": "12.9"},
        "seen_at": shown["seen_at"],
        "source": "ok",
        "link": "https://t.me/tonnel_network_bot/gift?startapp=lot-1",
        "fair_value": None,
    }
    alone = await world.call("GET", f"/gifts/listings/{lot.id}")
    assert alone.body == shown
    world.shop.end(lot)
    assert (await world.call("GET", f"/gifts/listings/{lot.id}")).status == 404
    assert (await search(world))["total"] == 0


async def test_without_include_only_unlocked_fixed_prices_in_ton_count(world: World) -> None:
    shop = world.shop
    plain = shop.put(number=1)
    locked = shop.put(number=2, locked_until=Instant(shop.clock.now() + HOUR))
    shop.put(number=3, sale_kind=SaleKind.AUCTION)
    shop.put(number=4, sale_kind=SaleKind.BUNDLE)
    shop.put(number=5, sale_kind=SaleKind.PREMARKET)
    stars = shop.put(number=6, asset=XTR, ton="500")
    assert [one["id"] for one in (await search(world))["items"]] == [plain.id]
    every = "auction,bundle,premarket,locked,other_assets"
    found = await search(world, include=every)
    assert found["total"] == 6
    assert found["items"][-1]["id"] == stars.id, "other assets come after TON"
    assert (await search(world, include=["locked", "auction"]))["total"] == 3
    world.clock.advance(HOUR)
    assert {one["id"] for one in (await search(world))["items"]} == {plain.id, locked.id}


async def test_random_filters_find_what_a_plain_count_finds(world: World) -> None:
    chance = random.Random(11)
    stocked(world.shop, chance, 400)
    for _ in range(60):
        params = some_filters(chance)
        names = [trait.value for trait in Trait]
        found = await search(world, **params, facets=",".join(names), limit=["100"])
        expected = [one for one in world.shop.lots.all.values() if fits(one, params, world)]
        assert found["total"] == len(expected), params
        wanted = sorted((one.buyer_total.units, one.id) for one in expected)[:100]
        assert [one["id"] for one in found["items"]] == [one for _, one in wanted], params
        for name in names:
            others = {key: value for key, value in params.items() if key != name}
            counts = Counter(
                value_of(one, name)
                for one in world.shop.lots.all.values()
                if fits(one, others, world)
            )
            told = [(one["value"], one["count"]) for one in found["facets"][name]]
            assert told == sorted(counts.items(), key=lambda one: (-one[1], one[0])), (
                name,
                params,
            )


def some_filters(chance: random.Random) -> dict[str, list[str]]:
    params: dict[str, list[str]] = {}
    pools = {
        "collection": ["plushpepe", "toybear", "durovscap", "nothing"],
        "model": list(MODELS),
        "backdrop": list(BACKDROPS),
        "symbol": list(SYMBOLS),
        "market": [market.value for market in Market],
        "number_kind": ["low", "palindrome", "repeating"],
    }
    for name, pool in pools.items():
        if chance.random() < 0.3:
            params[name] = chance.sample(pool, chance.randrange(1, len(pool) + 1))
    if chance.random() < 0.3:
        params["price_min"] = [f"{chance.randrange(0, 50)}"]
    if chance.random() < 0.3:
        params["price_max"] = [f"{chance.randrange(20, 90)}.5"]
    if chance.random() < 0.2:
        params["number_max"] = [str(chance.randrange(400))]
    if chance.random() < 0.2:
        params["onchain"] = [chance.choice(["true", "false"])]
    return params


def fits(listing: Listing, params: Params, world: World) -> bool:
    """By plain words, without the index."""
    lot, total = listing.lot, listing.buyer_total
    locked = lot.locked_until is not None and lot.locked_until > world.clock.now()
    if lot.sale_kind is not SaleKind.FIX or locked or total.asset.code != "TON":
        return False
    for name in ("collection", "model", "backdrop", "symbol", "market"):
        if name in params and value_of(listing, name) not in params[name]:
            return False
    kinds = {kind.value for kind in number_kinds(lot.number)}
    if "number_kind" in params and not kinds & set(params["number_kind"]):
        return False
    if "onchain" in params and str(lot.onchain).lower() not in params["onchain"]:
        return False
    if "number_max" in params and lot.number > int(params["number_max"][0]):
        return False
    ton = total.units / 1e9
    low = float(params.get("price_min", ["0"])[0])
    high = float(params.get("price_max", ["1e9"])[0])
    return low <= ton <= high


def value_of(listing: Listing, name: str) -> str:
    lot = listing.lot
    if name in {"collection", "market"}:
        return str(getattr(lot, name))
    return str(getattr(lot, name).name)


@pytest.mark.parametrize("sort", ["price", "-price", "newest", "number", "rarity"])
async def test_a_walk_meets_each_lot_once_in_order(world: World, sort: str) -> None:
    stocked(world.shop, random.Random(3), 120)
    seen: list[Any] = []
    cursor: dict[str, str] = {}
    while True:
        page = await search(world, sort=sort, limit=17, **cursor)
        seen += page["items"]
        if page["next"] is None:
            break
        cursor = {"cursor": page["next"]}
    assert len({one["id"] for one in seen}) == len(seen) == page["total"]
    key: Callable[[dict[str, Any]], Any] = {
        "price": lambda one: float(one["buyer_total"]["amount"]),
        "-price": lambda one: -float(one["buyer_total"]["amount"]),
        "newest": lambda one: one["listed_at"] or "",
        "number": lambda one: one["number"],
        "rarity": lambda one: one["model"]["rarity_permille"] or 1001,
    }[sort]
    places = [(key(one), one["id"]) for one in seen]
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("limit=0", "limit"),
        ("limit=101", "limit"),
        ("limit=1.5", "limit"),
        ("price_min=-1", "price_min"),
        ("price_max=1e3", "price_max"),
        ("price_max=1.50", "price_max"),
        ("price_min=0.0000000001", "price_min"),
        ("number_min=x", "number_min"),
        ("number_kind=odd", "number_kind.0"),
        ("market=ebay", "market.0"),
        ("market=tonnel&market=ebay", "market.1"),
        ("onchain=maybe", "onchain.0"),
        ("include=locked,all", "include.1"),
        ("facets=colour", "facets.0"),
        ("sort=cheap", "sort"),
        ("sort=price&sort=number", "sort"),
        ("cursor=AAAA", "cursor"),
        ("colour=black", "colour"),
        ("q=%00", "q"),
    ],
)
async def test_what_does_not_fit_is_refused_by_its_name(
    world: World, query: str, field: str
) -> None:
    answer = await world.call("GET", f"/gifts/listings?{query}")
    assert (answer.status, answer.code) == (400, "invalid")
    assert list(answer.body["error"]["fields"]) == [field]


async def test_an_empty_parameter_asks_nothing(world: World) -> None:
    world.shop.put()
    answer = await world.call("GET", "/gifts/listings?q=&model=&price_min=&sort=&cursor=&market=")
    assert (answer.status, answer.body["total"]) == (200, 1)


async def test_a_cursor_of_another_search_is_refused(world: World) -> None:
    for n in range(3):
        world.shop.put(number=n)
    page = await search(world, limit=1)
    other = await world.call("GET", f"/gifts/listings?limit=1&sort=number&cursor={page['next']}")
    assert (other.status, other.body["error"]["fields"]) == (400, {"cursor": "refused"})


async def test_ranges_hold_numbers_far_beyond_any(world: World) -> None:
    world.shop.put(number=5)
    far = "9" * 15
    assert (await search(world, number_max=far, price_max="9" * 10))["total"] == 1
    assert (await search(world, number_min=far))["total"] == 0


async def test_words_find_names_with_slips_in_two_languages(world: World) -> None:
    pepe = world.shop.put("Plush Pepe", 7, backdrop="Black")
    world.shop.put("Toy Bear", 8, model="Zebra", backdrop="Burgundy")
    for typed in ("plush pepe", "plsh pepe", "плюш пепе", "здгыр зузу", "pepe black 7"):
        found = await search(world, q=typed)
        assert [one["id"] for one in found["items"]] == [pepe.id], typed


async def test_names_are_suggested_for_the_beginning_of_a_word(world: World) -> None:
    world.shop.put("Plush Pepe", 1)
    world.shop.put("Plush Pepe", 2)
    answer = await world.call("GET", "/gifts/suggest?q=plu")
    assert answer.body["items"][0] == {
        "kind": "collection",
        "value": "plushpepe",
        "name": "Plush Pepe",
        "count": 2,
    }
    assert (await world.call("GET", "/gifts/suggest?q=")).body == {"items": []}
    refused = await world.call("GET", "/gifts/suggest?q=plu&limit=0")
    assert refused.body["error"]["fields"] == {"limit": "greater_than_equal"}


async def test_answers_are_kept_until_something_changes(world: World) -> None:
    lot = world.shop.put()
    first = await search(world)
    reads = world.shop.lots.reads
    assert await search(world) == first
    assert world.shop.lots.reads == reads, "the same bytes again"
    world.shop.reprice(lot, "11")
    assert (await search(world))["items"][0]["price"]["amount"] == "11"
    world.clock.advance(SECOND)
    assert (await search(world))["as_of"] > first["as_of"]


async def test_markets_are_compared_by_what_a_buyer_pays_in_all(world: World) -> None:
    """Raw 100 on four markets: the buyer pays 110 on Tonnel and 100 on the others."""
    for market in (Market.PORTALS, Market.GETGEMS, Market.MRKT, Market.TONNEL):
        world.shop.put(number=1, ton="100", market=market)
    totals = {
        one["market"]: one["buyer_total"]["amount"] for one in (await search(world))["items"]
    }
    assert totals == {"portals": "100", "getgems": "100", "mrkt": "100", "tonnel": "110"}
    assert (await search(world))["items"][-1]["market"] == "tonnel"
