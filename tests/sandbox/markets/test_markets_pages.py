"""Each market answers in its own wire form, and its pages are the truth."""

import json
from decimal import Decimal

import pytest

from tests.sandbox.caller import Caller
from tests.sandbox.markets.readers import KEY, OPEN, Reader
from tests.sandbox.markets.test_markets_truth import MARKETS, listed, ton

NANO = {"getgems", "mrkt", "tonapi"}
PORTALS_KEYS = {
    *("id", "tg_id", "name", "collection_id", "external_collection_number", "photo_url", "price"),
    *("animation_url", "floor_price", "status", "listed_at", "unlocks_at", "is_crafted"),
    *("ton_address", "bundle_id", "attributes"),
}
MRKT_KEYS = {
    *("id", "giftId", "giftIdString", "name", "number", "title", "collectionName", "modelName"),
    *("modelRarityPerMille", "modelRarityName", "backdropName", "backdropRarityPerMille"),
    *("symbolName", "symbolRarityPerMille", "salePrice", "salePriceWithoutFee", "isOnSale"),
    *("floorPriceNanoTONsByCollection", "floorPriceNanoTONsByBackdropModel", "isOnAuction"),
    *("isLocked", "isLockedForSale", "premarketStatus", "unlockDate", "nextResaleDate"),
    *("nextTransferDate", "exportDate", "salesCount", "minted", "isCrafted"),
    *("totalUpgradedCount", "maxUpgradedCount"),
}
TONNEL_KEYS = {
    *("gift_num", "gift_id", "name", "model", "backdrop", "symbol", "price", "asset", "status"),
    *("limited", "auction", "export_at", "customEmojiId"),
}
GETGEMS_KEYS = {
    *("address", "kind", "name", "collectionAddress", "ownerAddress", "image", "imageSizes"),
    *("attributes", "sale"),
}
TONAPI_KEYS = {
    *("address", "index", "owner", "collection", "verified", "metadata", "previews", "trust"),
    *("approved_by", "code_hash", "data_hash"),
}


@pytest.mark.parametrize("market", MARKETS)
async def test_the_pages_of_a_market_are_the_truth(
    caller: Caller, reader: Reader, market: str
) -> None:
    truth = (await caller.get(f"/listings?market={market}&limit=10000"))["items"]
    told = await reader.everything(market)
    assert len(truth) > 5
    assert set(told) == {one["id"] for one in truth}
    for one in truth:
        units = 10 ** (9 if one["price"]["asset"] == "TON" else 6) if market in NANO else 1
        assert Decimal(told[one["id"]]) == Decimal(one["price"]["amount"]) * units


@pytest.mark.parametrize("market", MARKETS)
async def test_what_a_script_does_is_on_the_page_at_once(
    caller: Caller, reader: Reader, market: str
) -> None:
    lot = await listed(caller, market, "1234.5")
    assert Decimal((await reader.everything(market))[lot["id"]]) > 1234
    await caller.patch(f"/listings/{lot['id']}", {"price": ton("2")})
    assert Decimal((await reader.everything(market))[lot["id"]]) in (2, 2 * 10**9)
    await caller.delete(f"/listings/{lot['id']}")
    assert lot["id"] not in await reader.everything(market)
    again = {"market": market, "gift": "plushpepe-777", "price": ton("3")}
    assert (await caller.make("/listings", again))["id"] == lot["id"]
    assert Decimal((await reader.everything(market))[lot["id"]]) in (3, 3 * 10**9)
    await caller.post(f"/listings/{lot['id']}/sale", {})
    assert lot["id"] not in await reader.everything(market)


async def test_portals_rows_prices_filters_and_config(reader: Reader) -> None:
    told = (await reader.page("portals")).body
    rows = told["results"]
    assert set(rows[0]) >= PORTALS_KEYS
    assert all(isinstance(row["price"], str) for row in rows)
    prices = [Decimal(row["price"]) for row in rows]
    assert prices == sorted(prices)
    short = (await reader.get("/portals/api/nfts/search?limit=200")).body
    assert len(short["results"]) == 50
    one = rows[0]
    only = f"/portals/api/nfts/search?tg_ids={one['tg_id']}&unheard_of=5"
    assert [row["id"] for row in (await reader.get(only)).body["results"]] == [one["id"]]
    same = (
        await reader.get(f"/portals/api/nfts/search?collection_ids={one['collection_id']}")
    ).body
    assert {row["name"] for row in same["results"]} == {one["name"]}
    assert (await reader.get("/portals/api/nfts/search?limit=x")).status == 422
    assert (await reader.get("/portals/api/market/config")).body["commission"] == "0.02"
    assert (await reader.get("/portals/partners/nfts/search")).status == 401
    partner = await reader.get("/portals/partners/nfts/search", Authorization="partners x")
    assert partner.status == 200


async def test_mrkt_rows_pages_and_feed(caller: Caller, reader: Reader) -> None:
    told = (await reader.saling("", count=100)).body
    assert set(told["gifts"][0]) >= MRKT_KEYS
    assert len(told["gifts"]) == 20
    assert all(row["giftId"] > 2**53 for row in told["gifts"])
    lot = await listed(caller, "mrkt", "102")
    await caller.patch(f"/listings/{lot['id']}", {"price": ton("51")})
    await caller.post(f"/listings/{lot['id']}/sale", {})
    feed = (await reader.post("/mrkt/api/v1/feed", {"count": 20}, Cookie=reader.cookie)).body
    newest = feed["items"][:3]
    assert [row["type"] for row in newest] == ["sale", "change_price", "listing"]
    assert [row["amount"] for row in newest] == [51 * 10**9, 51 * 10**9, 102 * 10**9]
    assert newest[2]["gift"]["salePriceWithoutFee"] == 0
    older = {"count": 20, "cursor": feed["cursor"]}
    more = (await reader.post("/mrkt/api/v1/feed", older, Cookie=reader.cookie)).body
    assert not {row["id"] for row in more["items"]} & {row["id"] for row in feed["items"]}
    assert (await reader.saling("", ordering="Latest")).status == 400
    assert (await reader.post("/mrkt/api/v1/gifts/saling", {})).status == 401


async def test_tonnel_rows_filters_and_limits(caller: Caller, reader: Reader) -> None:
    rows = (await reader.page_gifts(1, {**OPEN, "asset": "TON"})).body
    assert set(rows[0]) >= TONNEL_KEYS
    assert all(isinstance(row["price"], float | int) for row in rows)
    one = rows[3]
    model = one["model"].partition(" (")[0]
    query = {"gift_name": {"$exists": False}, "model": {"$regex": f"^{model} \\("}}
    assert one["gift_id"] in {row["gift_id"] for row in (await reader.page_gifts(1, query)).body}
    alive = {"gift_id": {"$in": [one["gift_id"], 5]}, "asset": "TON"}
    assert [row["gift_id"] for row in (await reader.page_gifts(1, alive)).body] == [one["gift_id"]]
    far = await reader.post("/tonnel/api/pageGifts", {"limit": 50})
    assert far.body == {"error": "limit is too big"}
    lot = await listed(caller)
    await caller.post(f"/listings/{lot['id']}/sale", {})
    assert (await reader.post("/tonnel/api/saleHistory", {"limit": 50})).status == 401
    ask = {"authData": "x", "page": 1, "limit": 50, "type": "ALL", "filter": {}}
    sold = (await reader.post("/tonnel/api/saleHistory", ask)).body
    assert (sold[0]["gift_num"], sold[0]["price"]) == (777, 100)
    stats = (await reader.post("/tonnel/api/filterStats", {"authData": "x"})).body
    assert stats["status"] == "success"
    assert set(next(iter(stats["data"].values()))) == {"floorPrice", "howMany"}


async def test_getgems_rows_cursor_history_and_keys(caller: Caller, reader: Reader) -> None:
    base = "/getgems/public-api/v1"
    page = (await reader.get(f"{base}/nfts/offchain/on-sale/gifts?limit=3", **KEY)).body
    row = page["response"]["items"][0]
    assert set(row) >= GETGEMS_KEYS
    assert row["address"].startswith("EQf_tg_gift")
    assert len(row["address"]) == 48
    wrong = f"{base}/nfts/offchain/on-sale/gifts?limit=3&cursor={page['response']['cursor']}"
    assert (await reader.get(wrong, **KEY)).body == page
    assert (await reader.get(f"{base}/gifts/collections")).status == 401
    token = (await reader.post("/getgems/public-api/auth/ton-proof", {"proof": {}})).body["token"]
    bearer = {"Authorization": f"Bearer {token}"}
    assert (await reader.get(f"{base}/nft/{row['address']}", **bearer)).body["response"] == row
    assert (await reader.get(f"{base}/nft/EQnowhere", **KEY)).status == 404
    lot = await listed(caller, "getgems")
    await caller.delete(f"/listings/{lot['id']}")
    now_ms = 1_796_115_600_000
    path = f"{base}/nfts/history/gifts?minTime={now_ms - 1}&types=putUpForSale&types=cancelSale"
    events = (await reader.get(path, **KEY)).body["response"]["items"]
    assert [one["typeData"]["type"] for one in events] == ["cancelSale", "putUpForSale"]
    assert len({one["hash"] for one in events}) == 2
    assert {one["timestamp"] for one in events} == {now_ms}
    facets = f"{base}/collection/attributes/{row['collectionAddress']}"
    told = (await reader.get(facets, **KEY)).body["response"]["attributes"]
    assert [one["traitType"] for one in told] == ["Model", "Backdrop", "Symbol"]


async def test_getgems_graphql_gives_the_same_lots(caller: Caller, reader: Reader) -> None:
    truth = (await caller.get("/listings?market=getgems&limit=10000"))["items"]
    variables: dict[str, object] = {
        "query": json.dumps({"$and": [{"saleType": "fix_price"}]}),
        "first": 40,
    }
    seen: set[str] = set()
    more = True
    while more:
        body = {"query": "query q { alphaNftItemSearch { edges } }", "variables": variables}
        told = (await reader.post("/getgems/graphql", body, **KEY)).body["data"]
        found = told["alphaNftItemSearch"]
        seen |= {edge["node"]["address"] for edge in found["edges"]}
        variables["after"], more = found["edges"][-1]["cursor"], found["info"]["hasNextPage"]
    fixed = {one["id"].partition(":")[2] for one in truth if one["sale_kind"] == "fix"}
    assert seen == fixed


async def test_tonapi_rows_owners_and_rates(caller: Caller, reader: Reader) -> None:
    row = (await reader.page("tonapi")).body["nft_items"][0]
    assert set(row) >= TONAPI_KEYS
    assert row["address"].startswith("0:")
    await caller.person("alice")
    wallet = await caller.make("/wallets", {"person": "alice"})
    lot = await listed(caller, "tonapi")
    address = lot["id"].removeprefix("tonapi:")
    item = (await reader.get(f"/tonapi/v2/nfts/{address}", **KEY)).body
    price = item["sale"]["price"]
    assert (price["currency_type"], price["value"]) == ("native", "100000000000")
    await caller.post(f"/listings/{lot['id']}/sale", {"buyer": "alice"})
    path = f"/tonapi/v2/accounts/{wallet['address']}/nfts"
    owned = (await reader.get(f"{path}?indirect_ownership=true", **KEY)).body["nft_items"]
    assert [one["address"] for one in owned] == [address]
    moved = (await reader.get(f"{path}/history", **KEY)).body["operations"]
    assert [one["destination"]["address"] for one in moved] == [wallet["address"]]
    await caller.put("/rates", {"TON/USD": "3.25"})
    told = (await reader.get("/tonapi/v2/rates?tokens=ton&currencies=usd,aed,xxx", **KEY)).body
    assert told["rates"]["TON"]["prices"] == {"USD": 3.25, "AED": 11.9275}


async def test_a_gift_on_the_chain_has_metadata_and_every_gift_a_picture(
    caller: Caller, reader: Reader
) -> None:
    await listed(caller, "fragment", "5880")
    told = (await reader.get("/fragment/gift/plushpepe-777.json")).body
    assert told["name"] == "Plush Pepe #777"
    assert {one["trait_type"]: one["value"] for one in told["attributes"]}["Model"] == "Steel Frog"
    page = await reader.get("/fragment/gift/plushpepe-777")
    assert page.kind == "text/html"
    assert b"5,880" in page.content
    off = await caller.make("/gifts", {"collection": "toybear", "number": 5})
    assert (await reader.get(f"/fragment/gift/{off['gift']}.json")).status == 404
    picture = await reader.get(f"/fragment/gift/{off['gift']}.webp")
    assert (picture.kind, picture.content[:4]) == ("image/png", b"\x89PNG")


async def test_a_sites_own_origin_is_let_in_and_no_other(caller: Caller) -> None:
    path = f"{caller.url}/markets/mrkt/api/v1/auth"
    for origin, status in (("https://cdn.tgmrkt.io", 200), ("https://getgems.io", 403)):
        headers = {"Origin": origin}
        async with caller.session.post(path, json={"data": "x"}, headers=headers) as got:
            assert got.status == status
