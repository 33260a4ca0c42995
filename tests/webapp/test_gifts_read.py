"""Gifts, collections, histories, floors and markets over the API."""

from dataclasses import replace
from decimal import Decimal

from domain.gifts.models import EventKind, Market, SourceState
from domain.gifts.shown.models import Basis, Comparable, FairValue
from domain.gifts.value.floors import Floor
from domain.gifts.value.spans import FloorPoint
from domain.shared.ids import HOUR, Instant
from domain.shared.money import TON, Money
from tests.webapp.world import World
from webapp.api.gifts.forms import listing_form


def ton(whole: str) -> Money:
    return Money(int(Decimal(whole) * 10**9), TON)


async def test_a_gift_is_one_card_with_the_offers_of_all_markets(world: World) -> None:
    shop = world.shop
    dear = shop.put(number=1234, ton="100", market=Market.TONNEL)
    cheap = shop.put(number=1234, ton="105", market=Market.PORTALS)
    shop.put(number=99, ton="1")
    shop.estimates.said[cheap.lot.gift] = FairValue(
        value=ton("104"),
        low=ton("95"),
        high=ton("111.5"),
        confidence_permille=640,
        level="pair",
        basis=Basis.ASKS,
        comparables=(
            Comparable(gift=dear.lot.gift, market=Market.TONNEL, buyer_total=ton("110")),
        ),
    )
    answer = await world.call("GET", "/gifts/PlushPepe-1234")
    gift = answer.body
    assert (gift["gift"], gift["title"], gift["number"]) == (
        "plushpepe-1234",
        "Plush Pepe",
        1234,
    )
    assert [one["id"] for one in gift["offers"]] == [cheap.id, dear.id], "by buyer's total"
    assert (
        gift["offers"][1]["link"]
        == f"https://t.me/tonnel_network_bot/gift?startapp={dear.lot.own_id}"
    )
    assert gift["picture"] == "/gifts/plushpepe-1234/picture"
    assert gift["page"] == "http://127.0.0.1:8080/gifts/plushpepe-1234"
    worth = gift["fair_value"]
    assert (worth["amount"], worth["confidence"], worth["level"]) == ("104", 0.64, "pair")
    assert worth["comparables"] == [
        {
            "gift": "plushpepe-1234",
            "market": "tonnel",
            "buyer_total": {"asset": "TON", "amount": "110"},
            "at": None,
        }
    ]
    brief = gift["offers"][0]["fair_value"]
    assert (brief["amount"], "comparables" in brief) == ("104", False)


async def test_an_offer_has_no_link_where_no_safe_one_is_known(world: World) -> None:
    shown = await world.shop.showcase.listing(world.shop.put().id)
    lot = replace(shown.listing.lot, own_id="lot/../1")
    odd = replace(shown, listing=replace(shown.listing, lot=lot))
    assert (listing_form(shown)["link"] is None, listing_form(odd)["link"]) == (False, None)


async def test_what_nobody_met_is_not_there(world: World) -> None:
    world.shop.put()
    for path in (
        "/gifts/plushpepe-2",
        "/gifts/nonsense",
        "/gifts/plushpepe-2/events",
        "/gifts/collections/nothing",
        "/gifts/collections/nothing/floors",
        "/gifts/collections/nothing/summary",
        "/gifts/listings/portals:none",
    ):
        assert (await world.call("GET", path)).status == 404, path


async def test_history_is_newest_first_with_how_sure_each_event_is(world: World) -> None:
    lot = world.shop.put(ton="10")
    world.clock.advance(HOUR)
    changed = world.shop.reprice(lot, "9.5")
    world.shop.end(changed, EventKind.GONE)
    whole = (await world.call("GET", "/gifts/plushpepe-1/events")).body
    assert [one["kind"] for one in whole["items"]] == ["gone", "repriced", "listed"]
    newest = whole["items"][0]
    assert newest["confidence"] == 0.95
    assert newest["listing"] == lot.id
    assert newest["price"] == {"asset": "TON", "amount": "9.5"}
    assert {"from", "to", "wash"} <= set(newest)
    first = (await world.call("GET", "/gifts/plushpepe-1/events?limit=2")).body
    rest = await world.call("GET", f"/gifts/plushpepe-1/events?cursor={first['next']}")
    assert first["items"] + rest.body["items"] == whole["items"]
    other = await world.call("GET", "/gifts/plushpepe-1/events?cursor=AAAA")
    assert (other.status, other.body["error"]["fields"]) == (400, {"cursor": "refused"})


async def test_collections_come_with_floors_that_follow_the_lots(world: World) -> None:
    shop = world.shop
    lots = [shop.put("Plush Pepe", n, price) for n, price in enumerate(("30", "10", "20"))]
    shop.put("Toy Bear", 1, "4", market=Market.TONNEL)
    cards = (await world.call("GET", "/gifts/collections")).body["items"]
    assert [one["key"] for one in cards] == ["plushpepe", "toybear"]
    assert cards[0]["floor"] == {"asset": "TON", "amount": "10"}
    assert cards[0]["robust"] == {"asset": "TON", "amount": "20"}
    assert (cards[1]["floor"]["amount"], cards[1]["robust"]) == ("4.4", None)
    assert [one["listings"] for one in cards] == [3, 1]
    shop.end(lots[1])
    cards = (await world.call("GET", "/gifts/collections")).body["items"]
    assert (cards[0]["floor"]["amount"], cards[0]["listings"]) == ("20", 2)
    for lot in (lots[0], lots[2]):
        shop.end(lot)
    cards = (await world.call("GET", "/gifts/collections")).body["items"]
    assert (cards[0]["floor"], cards[0]["listings"]) == (None, 0)


async def test_a_collection_tells_its_traits_the_rarest_first(world: World) -> None:
    shop = world.shop
    shop.put("Toy Bear", 1, "7", model="Zebra", rarity=15)
    shop.put("Toy Bear", 2, "5", model="Zebra", rarity=15)
    shop.put("Toy Bear", 3, "9", model="Ghost", rarity=3)
    page = (await world.call("GET", "/gifts/collections/toybear")).body
    assert page["floor"]["amount"] == "5"
    assert [(one["name"], one["listings"]) for one in page["traits"]["model"]] == [
        ("Ghost", 1),
        ("Zebra", 2),
    ]
    assert page["traits"]["model"][1]["floor"] == {"asset": "TON", "amount": "5"}
    assert page["traits"]["model"][0]["rarity_permille"] == 3


async def test_floors_are_null_where_nothing_was_known(world: World) -> None:
    shop = world.shop
    shop.put("Toy Bear", 1, "7")
    now = shop.clock.now()
    known = Floor(floor=ton("12.9"), robust=None, depth=2)
    shop.floors.points = (
        FloorPoint(at=Instant(now - HOUR), floor=None),
        FloorPoint(at=now, floor=known),
    )
    answer = await world.call(
        "GET",
        "/gifts/collections/toybear/floors?model=Zebra&step=6h"
        "&from=2026-01-01T00:00:00.000Z&to=2026-01-02T00:00:00Z",
    )
    assert answer.body["asset"] == "TON"
    first, last = answer.body["items"]
    assert (first["floor"], first["robust"], first["depth"]) == (None, None, None)
    assert (last["floor"], last["robust"], last["depth"]) == ("12.9", None, 2)
    asked = shop.floors.asked[-1]
    assert (asked["collection"], asked["model"], asked["step"]) == ("toybear", "Zebra", 6 * HOUR)
    for query, field in (
        ("step=2h", "step"),
        ("from=yesterday", "from"),
        ("from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z", "from"),
    ):
        refused = await world.call("GET", f"/gifts/collections/toybear/floors?{query}")
        assert refused.status == 400, query
        assert list(refused.body["error"]["fields"]) == [field]


async def test_markets_show_their_state_and_every_listing_that_of_its_market(
    world: World,
) -> None:
    world.shop.put(market=Market.TONNEL)
    world.shop.set_state(Market.TONNEL, SourceState.BLOCKED)
    told = (await world.call("GET", "/gifts/markets")).body
    assert len(told["items"]) == 6
    tonnel = next(one for one in told["items"] if one["market"] == "tonnel")
    assert tonnel["state"] == "blocked"
    assert tonnel["fees"] == {"on_top_bps": 1000, "inside_bps": 0, "seller_bps": 0}
    (lot,) = (await world.call("GET", "/gifts/listings")).body["items"]
    assert lot["source"] == "blocked"


async def test_rates_name_who_said_so(world: World) -> None:
    told = (await world.call("GET", "/gifts/rates")).body
    assert [(one["asset"], one["price"], one["source"]) for one in told["items"]] == [
        ("TON", "2", "test")
    ]
    assert (await world.call("GET", "/gifts/rates?currency=EUR")).body["items"] == []
    assert (await world.call("GET", "/gifts/rates?currency=euro")).status == 400
