"""§5 and §7: the search shows exactly what is truly for sale, and what happens to it."""

import json
import random
from collections import Counter
from decimal import Decimal
from urllib.parse import urlencode

import pytest

from tests.contract.gift_count import (
    FACETS,
    INCLUDE,
    name_of,
    plainly,
    priced,
    some_filters,
    special,
    total,
)
from tests.contract.outsider import Json, Outside
from tests.program import Program

EVERY = f"include={','.join(INCLUDE)}"
SAME = (
    *("id", "market", "gift", "collection", "number", "onchain", "sale_kind", "locked_until"),
    *("price", "buyer_total", "seller_net"),
)
"""What both sides say alike; `listed_at` and rarities are null where no market tells."""


def truth(outside: Outside) -> list[Json]:
    found: list[Json] = outside.ask("GET", "/listings?limit=10000&wait_s=60").body["items"]
    return found


def search(outside: Outside, **params: Json) -> Json:
    answer = outside.app("GET", f"/gifts/listings?{urlencode(params, doseq=True)}")
    assert answer.status == 200, answer
    return answer.body


@pytest.fixture(scope="module")
def fair_on_sqlite(contract_on_sqlite: Program) -> None:
    _open(contract_on_sqlite)


@pytest.fixture(scope="module")
def fair_on_postgres(contract_on_postgres: Program) -> None:
    _open(contract_on_postgres)


def _open(program: Program) -> None:
    """A world with something for sale everywhere."""
    program.world.reset(markets={"collections": 12, "gifts": 3000, "listings": 300, "rate": 0})
    for market in ("portals", "tonnel", "mrkt"):
        gift = program.world.post("/gifts", {"collection": "plushpepe"})["gift"]
        order = {"market": market, "gift": gift, "price": {"asset": "TON", "amount": "1200"}}
        program.world.post("/listings", order)
    program.world.idle(wait_s=120)


@pytest.fixture
def fair(fair_on_sqlite: None, outside: Outside) -> Outside:
    return outside


@pytest.fixture
def either_fair(store: str, either: Outside, request: pytest.FixtureRequest) -> Outside:
    request.getfixturevalue(f"fair_on_{store}")
    return either


def test_the_search_is_a_plain_count_over_the_truth(either_fair: Outside) -> None:
    lots = truth(either_fair)
    now = either_fair.world.get("/clock")["now"]
    assert len(lots) > 100, "a world with something for sale"
    chance = random.Random(29)
    for _ in range(40):
        params = some_filters(chance, lots)
        asked = {**params, "facets": ",".join(FACETS), "limit": "100"}
        found = search(either_fair, **asked)
        expected = plainly(lots, params, now)
        assert found["total"] == len(expected), params
        ton = sorted((total(lot), lot["id"]) for lot in expected if priced(lot))
        ids = [lot for _, lot in ton][:100]
        assert [one["id"] for one in found["items"]][: len(ids)] == ids, params
        for facet in FACETS:
            others = {name: wanted for name, wanted in params.items() if name != facet}
            counts = Counter(name_of(lot, facet) for lot in plainly(lots, others, now))
            told = [(one["value"], one["count"]) for one in found["facets"][facet]]
            assert told == sorted(counts.items(), key=lambda c: (-c[1], c[0])), (facet, params)


def test_every_listing_is_as_it_truly_is(either_fair: Outside) -> None:
    lots = {lot["id"]: lot for lot in truth(either_fair)}
    seen: dict[str, Json] = {}
    cursor = ""
    while True:
        page = either_fair.app("GET", f"/gifts/listings?limit=100&{EVERY}{cursor}").body
        seen.update({one["id"]: one for one in page["items"]})
        if page["next"] is None:
            break
        cursor = f"&cursor={page['next']}"
    assert seen.keys() == lots.keys()
    for lot_id, one in seen.items():
        real = lots[lot_id]
        for key in SAME:
            assert one[key] == real[key], (key, one, real)
        for trait in ("model", "backdrop", "symbol"):
            assert (one[trait] or real[trait])["name"] == real[trait]["name"]
            told = one[trait]["rarity_permille"] if one[trait] is not None else None
            assert told in {None, real[trait]["rarity_permille"]}
        assert one["listed_at"] in {None, real["listed_at"]}
        assert one["source"] == "ok"
        assert one["seen_at"]


def test_what_happens_to_a_lot_shows_everywhere(fair: Outside) -> None:
    """Listed, repriced and sold by the world: in the API, in the history, 404 at the end."""
    gift = fair.world.post("/gifts", {"collection": "plushpepe"})
    key = gift["gift"]
    order = {"market": "portals", "gift": key, "price": {"asset": "TON", "amount": "100"}}
    lot = fair.world.post("/listings", {**order, "sale_kind": "fix"})
    fair.world.idle()
    shown = fair.app("GET", f"/gifts/listings/{lot['id']}").body
    assert shown["buyer_total"] == lot["buyer_total"]
    assert lot["id"] in [one["id"] for one in fair.app("GET", f"/gifts/{key}").body["offers"]]
    fair.world.patch(f"/listings/{lot['id']}", {"price": {"asset": "TON", "amount": "90.5"}})
    fair.world.idle()
    assert fair.app("GET", f"/gifts/listings/{lot['id']}").body["price"]["amount"] == "90.5"
    fair.world.post(f"/listings/{lot['id']}/sale", {})
    fair.world.idle()
    assert fair.app("GET", f"/gifts/listings/{lot['id']}").status == 404
    assert fair.app("GET", f"/gifts/{key}").body["offers"] == []
    events = fair.app("GET", f"/gifts/{key}/events").body["items"]
    assert [one["kind"] for one in events] == ["sold", "repriced", "listed"]
    assert [one["price"]["amount"] for one in events] == ["90.5", "90.5", "100"]
    assert all(0 < one["confidence"] <= 1 for one in events)
    real = fair.world.get(f"/markets/events?gift={key}")["items"]
    assert [one["kind"] for one in real] == [one["kind"] for one in reversed(events)]


def test_a_blocked_market_says_so_and_the_others_go_on(fair: Outside) -> None:
    lots = truth(fair)
    fault = fair.world.post("/faults", {"face": "tonnel", "kind": "html", "times": None})
    sold = next(lot for lot in lots if lot["market"] == "portals" and not special(lot, ""))
    fair.world.post(f"/listings/{sold['id']}/sale", {})
    fair.world.idle()
    assert fair.app("GET", f"/gifts/listings/{sold['id']}").status == 404
    told = {one["market"]: one for one in fair.app("GET", "/gifts/markets").body["items"]}
    assert told["tonnel"]["state"] == "blocked"
    assert {told[name]["state"] for name in told if name != "tonnel"} == {"ok"}
    stale = search(fair, market="tonnel", limit="1")["items"]
    assert [one["source"] for one in stale] == ["blocked"], "old prices stay, and say so"
    fair.world.delete(f"/faults/{fault['id']}")
    fair.world.idle(wait_s=60)
    assert search(fair, market="tonnel", limit="1")["items"][0]["source"] == "ok"


def test_a_price_that_cannot_be_real_is_counted_and_shown_to_nobody(fair: Outside) -> None:
    """One seller's doing: the market itself is as sound as before, and told to be."""
    staff = fair.guest(role="admin")
    lots = []
    for market, first in (("portals", "20000000"), ("mrkt", "10"), ("mrkt", "20000000")):
        gift = fair.world.post("/gifts", {"collection": "plushpepe"})["gift"]
        order = {"market": market, "gift": gift, "price": {"asset": "TON", "amount": first}}
        lots.append(f"/listings/{fair.world.post('/listings', order)['id']}")
    fair.world.idle()
    shown = [fair.app("GET", f"/gifts{lot}").status for lot in lots]
    fair.world.patch(lots[1], {"price": {"asset": "TON", "amount": "20000000"}})
    fair.world.idle()
    after = [fair.app("GET", f"/gifts{lot}").status for lot in lots]
    assert (shown, after) == ([404, 200, 404], [404] * 3)
    states = {
        one["market"]: one["state"] for one in fair.app("GET", "/gifts/markets").body["items"]
    }
    assert set(states.values()) == {"ok"}
    told = staff.say("/admin markets")
    assert told.count("price-absurd") == 2
    assert "gap" not in told
    for lot in lots:
        fair.world.patch(lot, {"price": {"asset": "TON", "amount": "15"}})
    fair.world.idle()
    amounts = [fair.app("GET", f"/gifts{lot}").body["price"]["amount"] for lot in lots]
    assert amounts == ["15"] * 3


def test_words_find_with_slips_and_in_russian(fair: Outside) -> None:
    there = {lot["id"] for lot in truth(fair) if lot["collection"] == "plushpepe"}
    expected = search(fair, collection="plushpepe")["total"]
    assert there
    for typed in ("plush pepe", "PLUSH PEPE", "plsh pepe", "plush peppe", "плюш пепе"):
        assert search(fair, q=typed)["total"] == expected, typed


def test_names_are_suggested(fair: Outside) -> None:
    found = fair.app("GET", "/gifts/suggest?q=plush").body["items"]
    first = found[0]
    assert (first["kind"], first["value"], first["name"]) == (
        "collection",
        "plushpepe",
        "Plush Pepe",
    )
    assert first["count"] == search(fair, collection="plushpepe")["total"]


def test_collections_have_floors_and_rarities(fair: Outside) -> None:
    lots = truth(fair)
    now = fair.world.get("/clock")["now"]
    told = {one["key"]: one for one in fair.app("GET", "/gifts/collections").body["items"]}
    for key in {lot["collection"] for lot in lots}:
        plain = plainly(lots, {"collection": [key]}, now)
        floor = told[key]["floor"]
        least = min(map(total, plain), default=None)
        assert (Decimal(floor["amount"]) if floor else None) == least, key
        assert told[key]["listings"] == len(plain)
    page = fair.app("GET", "/gifts/collections/plushpepe").body
    assert page["title"] == "Plush Pepe"
    models = {name_of(lot, "model") for lot in lots if lot["collection"] == "plushpepe"}
    assert models <= {one["name"] for one in page["traits"]["model"]}


def test_floors_tell_what_was_known_at_each_step(fair: Outside) -> None:
    found = fair.app("GET", "/gifts/collections/plushpepe/floors?step=1h").body
    assert found["asset"] == "TON"
    assert set(found["items"][-1]) == {"at", "floor", "robust", "depth"}
    now = search(fair, collection="plushpepe", limit="1")
    last = found["items"][-1]
    assert (last["floor"], last["depth"]) == (
        now["items"][0]["buyer_total"]["amount"],
        now["total"],
    )


def test_what_does_not_fit_is_invalid_with_its_fields(fair: Outside) -> None:
    for query, field in (
        ("limit=101", "limit"),
        ("price_min=-1", "price_min"),
        ("price_max=x", "price_max"),
        ("sort=cheap", "sort"),
        ("market=ebay", "market.0"),
        ("include=all", "include.0"),
        ("facets=colour", "facets.0"),
        ("colour=black", "colour"),
        ("cursor=zzzz", "cursor"),
    ):
        answer = fair.app("GET", f"/gifts/listings?{query}")
        assert (answer.status, answer.code) == (400, "invalid"), query
        assert list(answer.body["error"]["fields"]) == [field], json.dumps(answer.body)
    for path in ("/gifts/plushpepe-999999999", "/gifts/collections/none", "/gifts/listings/x"):
        assert fair.app("GET", path).status == 404, path
