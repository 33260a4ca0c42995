"""What scripts do to gifts and listings, and the truth they read."""

from fractions import Fraction
from math import ceil, floor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scripts.sandbox.markets import making, names
from scripts.sandbox.markets.fees import FEES, Fees
from scripts.sandbox.markets.making import Sizes
from tests.sandbox.caller import Answer, Caller

MARKETS = ("getgems", "fragment", "mrkt", "tonnel", "portals", "tonapi")
PEPE = {"collection": "plushpepe", "number": 777, "model": "Steel Frog", "backdrop": "Black"}


def ton(amount: str) -> dict[str, str]:
    return {"asset": "TON", "amount": amount}


async def listed(caller: Caller, market: str = "tonnel", amount: str = "100") -> Answer:
    await caller.make("/gifts", PEPE)
    order = {"market": market, "gift": "plushpepe-777", "price": ton(amount)}
    return await caller.make("/listings", order)


async def test_a_new_world_has_what_it_was_asked_for(caller: Caller) -> None:
    assert (await caller.get())["counts"]["listings"] == 400
    told = await caller.get("/markets")
    assert (told["rate"], told["collections"], told["gifts"], told["listings"]) == (
        0,
        6,
        1500,
        400,
    )
    assert sum(one["listings"] for one in told["items"]) == 400
    fees = {one["market"]: one["fees"] for one in told["items"]}
    assert fees["tonnel"] == {"on_top_bps": 1000, "inside_bps": 0, "seller_bps": 0}
    assert set(fees) == set(MARKETS)
    truth = (await caller.get("/listings?limit=10000"))["items"]
    assert len(truth) == len({one["id"] for one in truth}) == 400
    assert [one["id"] for one in truth] == sorted(one["id"] for one in truth)


async def test_a_listing_says_all_that_is_promised(caller: Caller) -> None:
    told = await listed(caller, amount="12.9")
    assert told["listed_at"] == "2026-12-01T09:00:00.000Z"
    assert told["id"] == f"tonnel:{told['id'].partition(':')[2]}"
    assert (told["gift"], told["collection"], told["number"]) == (
        "plushpepe-777",
        "plushpepe",
        777,
    )
    assert told["model"] == {"name": "Steel Frog", "rarity_permille": 10, "rarity_tier": None}
    assert (told["sale_kind"], told["onchain"], told["locked_until"]) == ("fix", False, None)
    assert told["price"] == ton("12.9")
    assert told["buyer_total"] == ton("14.19")
    assert told["seller_net"] == ton("12.9")


@pytest.mark.parametrize(
    ("market", "total", "net"),
    [
        ("mrkt", "100", "98.039215686"),
        ("tonnel", "110", "100"),
        ("portals", "100", "98"),
        ("getgems", "100", "98"),
        ("fragment", "100", "95"),
        ("tonapi", "100", "100"),
    ],
)
async def test_a_price_of_a_hundred(caller: Caller, market: str, total: str, net: str) -> None:
    told = await listed(caller, market)
    assert (told["buyer_total"], told["seller_net"]) == (ton(total), ton(net))
    assert told["onchain"] == (market in ("fragment", "tonapi"))


bps = st.integers(0, 9_999)


@settings(max_examples=200, deadline=None)
@given(price=st.integers(1, 2**62), on_top=bps, inside=bps, seller=bps)
def test_sums_are_exact_and_rounded_once(
    price: int, on_top: int, inside: int, seller: int
) -> None:
    fees = Fees(on_top_bps=on_top, inside_bps=inside, seller_bps=seller)
    total = Fraction(price) * (1 + Fraction(on_top, 10_000))
    net = Fraction(price) / (1 + Fraction(inside, 10_000)) * (1 - Fraction(seller, 10_000))
    assert fees.buyer_total(price) == ceil(total)
    assert fees.seller_net(price) == floor(net)
    assert fees.seller_net(price) <= price <= fees.buyer_total(price)


async def test_a_lot_is_repriced_sold_and_gone(caller: Caller) -> None:
    lot = await listed(caller)
    seq = (await caller.get())["seq"]
    path = f"/listings/{lot['id']}"
    assert (await caller.patch(path, {"price": ton("90")}))["buyer_total"] == ton("99")
    await caller.person("bob")
    sold = await caller.post(f"{path}/sale", {"buyer": "bob"})
    assert (sold["owner"], sold["listings"]) == ("bob", [])
    told = await caller.get("/markets/events?gift=plushpepe-777")
    assert [(row["kind"], row["price"]["amount"]) for row in told["items"]] == [
        *(("listed", "100"), ("repriced", "90"), ("sold", "90")),
    ]
    last = told["items"][-1]
    assert (last["market"], last["listing"], last["to"]) == ("tonnel", lot["id"], "bob")
    later = await caller.get(f"/markets/events?since={seq}")
    assert [row["kind"] for row in later["items"]] == ["repriced", "sold"]
    for method, to, body in (
        *(("PATCH", path, {"price": ton("1")}), ("DELETE", path, None)),
        *(("POST", f"{path}/sale", {}), ("DELETE", "/listings/nowhere:1", None)),
    ):
        assert (await caller.refused(method, to, body))[:2] == (409, "not-listed")


async def test_a_gift_on_two_markets_is_sold_once(caller: Caller) -> None:
    lot = await listed(caller)
    other = {"market": "portals", "gift": "plushpepe-777", "price": ton("120")}
    assert (await caller.make("/listings", other))["id"].startswith("portals:")
    assert len((await caller.get("/gifts/plushpepe-777"))["listings"]) == 2
    assert (await caller.refused("POST", "/listings", other))[:2] == (409, "taken")
    await caller.post(f"/listings/{lot['id']}/sale", {})
    kinds = [
        row["kind"] for row in (await caller.get("/markets/events?gift=plushpepe-777"))["items"]
    ]
    assert kinds == ["listed", "listed", "sold", "delisted"]


async def test_a_lot_is_taken_off_and_put_on_again(caller: Caller) -> None:
    lot = await listed(caller)
    await caller.delete(f"/listings/{lot['id']}")
    assert (await caller.get("/gifts/plushpepe-777"))["listings"] == []
    order = {"market": "tonnel", "gift": "plushpepe-777", "price": ton("7")}
    assert (await caller.make("/listings", order))["id"] == lot["id"]


async def test_gifts_are_found_by_collection_and_owner(caller: Caller) -> None:
    await caller.person("alice")
    wallet = await caller.make("/wallets", {"person": "alice"})
    made = await caller.make("/gifts", {**PEPE, "owner": "alice", "onchain": True})
    assert made["owner"] == "alice"
    assert made["address"].startswith("0:")
    for owner in ("alice", wallet["address"], wallet["friendly"]):
        found = (await caller.get(f"/gifts?owner={owner}"))["items"]
        assert [one["gift"] for one in found] == ["plushpepe-777"]
    plush = (await caller.get("/gifts?collection=plushpepe&limit=100"))["items"]
    assert {one["collection"] for one in plush} == {"plushpepe"}
    assert plush[-1] == made
    other = await caller.make("/gifts", {"collection": "toybear"})
    assert other["address"] is None
    assert (await caller.get(f"/gifts/{other['gift']}"))["collection"] == "toybear"


@pytest.mark.parametrize(
    ("path", "body", "told"),
    [
        ("/gifts", {**PEPE, "collection": "plushpope"}, (404, "not-found")),
        ("/gifts", {**PEPE, "number": 0}, (400, "invalid")),
        ("/gifts", {**PEPE, "owner": "nobody"}, (404, "person-not-found")),
        ("/listings", {"market": "tonnel", "gift": "x-1", "price": ton("1")}, (404, "not-found")),
        ("/listings", {"price": ton("0")}, (400, "invalid")),
        ("/listings", {"price": {"asset": "TON", "amount": 5}}, (400, "invalid")),
        ("/listings", {"price": {"asset": "XTR", "amount": "5"}}, (400, "invalid")),
        ("/listings", {"market": "tonapi", "sale_kind": "auction"}, (400, "invalid")),
        ("/listings", {"market": "ebay"}, (400, "invalid")),
    ],
)
async def test_what_does_not_fit_is_refused(
    caller: Caller, path: str, body: dict[str, object], told: tuple[int, str]
) -> None:
    await caller.make("/gifts", {"collection": "plushpepe", "number": 778})
    default = {"market": "tonnel", "gift": "plushpepe-778", "price": ton("5")}
    order = {**default, **body} if path == "/listings" else body
    assert (await caller.refused("POST", path, order))[:2] == told
    assert (await caller.get())["counts"]["listings"] == 400


async def test_a_number_that_is_taken_is_refused(caller: Caller) -> None:
    await caller.make("/gifts", PEPE)
    assert (await caller.refused("POST", "/gifts", PEPE))[:2] == (409, "taken")


async def test_rates_are_told_and_set(caller: Caller) -> None:
    assert await caller.get("/rates") == {"TON/USD": "2.41", "XTR/USD": "0.013"}
    assert (await caller.put("/rates", {"TON/USD": "3.5"}))["TON/USD"] == "3.5"
    for wrong in ({"TON/USD": "0"}, {"TON/EUR": "1"}, {"TON/USD": 2.5}):
        assert (await caller.refused("PUT", "/rates", wrong))[:2] == (400, "invalid")


async def test_a_world_can_begin_without_gifts(caller: Caller) -> None:
    empty = {"collections": 0, "gifts": 0, "listings": 0}
    assert (await caller.post("/reset", {"markets": empty}))["counts"]["listings"] == 0
    assert (await listed(caller))["id"] == "tonnel:4000001"


def test_the_same_seed_makes_the_same_gifts_and_another_others() -> None:
    def made(seed: int) -> list[object]:
        sizes = Sizes(collections=3, gifts=200, listings=50)
        gifts = making.gifts(sizes, seed)
        lots = making.listings(sizes, seed, gifts, now_ms=10**12, usdt="jetton:0:00")
        return [*gifts.values(), *lots]

    assert made(7) == made(7)
    assert made(7) != made(8)
    assert len(made(7)) == 250


def test_the_collections_are_those_of_the_list_and_each_has_its_own_names() -> None:
    shorts = names.order()
    assert len(shorts) == len(set(shorts)) == 120
    assert len(names.backdrops()) == 80
    for short in shorts:
        one = names.collection(short)
        assert one is not None
        assert names.short_name(one.name) == short == names.short_name(one.slug)
        assert 3 <= len(one.models) <= 157
        assert 138 <= len(one.symbols) <= 300
        assert 900 <= sum(one.models.values()) <= 1_100
    assert set(FEES) == set(MARKETS)
