"""Every fault of the markets, at every market."""

import asyncio
import json
import re

import aiohttp
import pytest

from tests.sandbox.caller import Caller
from tests.sandbox.markets.readers import KEY, Reader
from tests.sandbox.markets.test_markets_truth import MARKETS, listed

# Where the rows of page one lie in each market's answer.
ROWS = {
    "getgems": ("response", "items"),
    "mrkt": ("gifts",),
    "tonnel": (),
    "portals": ("results",),
    "tonapi": ("nft_items",),
}
IDS = {"getgems": "address", "mrkt": "id", "tonnel": "gift_id", "portals": "id"}
PAGE = {
    "getgems": "*/on-sale/gifts",
    "fragment": "/gifts",
    "mrkt": "saling",
    "tonnel": "pageGifts",
    "portals": "/api/nfts/search",
    "tonapi": "*/items",
}


async def ids(reader: Reader, market: str) -> list[str]:
    """What stands on page one, in its order."""
    page = await reader.page(market)
    if market == "fragment":
        return re.findall(r'href="/gift/([a-z0-9-]+)" class', page.content.decode())
    rows = page.body
    for step in ROWS[market]:
        rows = rows[step]
    return [str(row[IDS.get(market, "address")]) for row in rows]


async def fault(caller: Caller, market: str, kind: str, **more: object) -> None:
    order = {"face": market, "kind": kind, "match": PAGE[market], "times": 1, **more}
    await caller.make("/faults", order)


@pytest.mark.parametrize("market", MARKETS)
async def test_errors_come_in_the_faces_own_form(
    caller: Caller, reader: Reader, market: str
) -> None:
    await fault(caller, market, "error", status=429, retry_after_s=7)
    told = await reader.page(market)
    assert (told.status, told.headers["Retry-After"]) == (429, "7")
    assert told.kind == "application/json"
    await fault(caller, market, "html")
    told = await reader.page(market)
    assert (told.status, told.kind) == (403, "text/html")
    assert "cf-ray" in told.headers
    assert (await reader.page(market)).status == 200
    (used, _) = (await caller.get("/faults"))["items"]
    assert (used["left"], used["hits"]) == (0, 1)
    calls = (await caller.get(f"/calls?face={market}"))["items"]
    assert [one["fault"] for one in calls if one["fault"]] == ["error", "html"]


@pytest.mark.parametrize("market", MARKETS)
async def test_rows_come_twice_or_in_another_order(
    caller: Caller, reader: Reader, market: str
) -> None:
    good = await ids(reader, market)
    await fault(caller, market, "duplicate")
    assert await ids(reader, market) == [good[0], *good]
    await fault(caller, market, "reorder")
    assert await ids(reader, market) == [good[1], good[0], *good[2:]]
    assert await ids(reader, market) == good


@pytest.mark.parametrize("market", MARKETS)
async def test_answers_are_cut_or_have_new_fields(
    caller: Caller, reader: Reader, market: str
) -> None:
    good = await reader.page(market)
    await fault(caller, market, "broken_json")
    cut = (await reader.page(market)).content
    assert 0 < len(cut) < len(good.content)
    if market != "fragment":
        with pytest.raises(json.JSONDecodeError):
            json.loads(cut)
    await fault(caller, market, "unknown_fields")
    told = (await reader.page(market)).content.lower()
    assert b"newfield" in told
    assert b"newfield" not in (await reader.page(market)).content.lower()


@pytest.mark.parametrize("market", [one for one in MARKETS if one != "tonapi"])
async def test_prices_are_odd(caller: Caller, reader: Reader, market: str) -> None:
    good = (await reader.page(market)).content
    await fault(caller, market, "odd_prices")
    odd = (await reader.page(market)).content
    assert b"free" in odd
    assert str(2**60 + 1).encode() in odd.replace(b",", b"")
    assert (await reader.page(market)).content == good


async def test_odd_prices_of_sales_on_the_chain(caller: Caller, reader: Reader) -> None:
    await fault(caller, "tonapi", "odd_prices")
    rows = (await reader.page("tonapi")).body["nft_items"]
    sales = [row["sale"]["price"]["value"] for row in rows if "sale" in row]
    assert sales
    assert not any(isinstance(one, str) and one.isdigit() for one in sales)


@pytest.mark.parametrize("market", MARKETS)
async def test_a_stale_page_is_an_old_one(caller: Caller, reader: Reader, market: str) -> None:
    order = {"collection": "plushpepe", "number": 777}
    await caller.make("/gifts", {**order, "onchain": market == "tonapi"})
    old = (await reader.page(market)).content
    body = {"market": market, "gift": "plushpepe-777", "price": {"asset": "TON", "amount": "0.01"}}
    await caller.make("/listings", body)
    new = (await reader.page(market)).content
    await fault(caller, market, "stale_page")
    assert (await reader.page(market)).content == old
    assert (await reader.page(market)).content == new


async def test_page_one_comes_for_ever(caller: Caller, reader: Reader) -> None:
    first = (await reader.saling("")).body["gifts"]
    await fault(caller, "mrkt", "repeat_page", times=None)
    assert (await reader.saling("20")).body["gifts"] == first
    assert (await reader.saling("40")).body["gifts"] == first
    one = (await reader.page_gifts(1)).body
    await fault(caller, "tonnel", "repeat_page")
    assert (await reader.page_gifts(2)).body == one
    assert (await reader.page_gifts(2)).body != one
    path = "/portals/api/nfts/search?sort_by=price+asc&offset="
    await fault(caller, "portals", "repeat_page")
    assert (await reader.get(f"{path}20")).body == (await reader.get(f"{path}0")).body
    base = "/getgems/public-api/v1/nfts/offchain/on-sale/gifts?limit=5&after="
    await fault(caller, "getgems", "repeat_page")
    again = (await reader.get(f"{base}5", **KEY)).body["response"]["items"]
    assert again == (await reader.get(f"{base}0", **KEY)).body["response"]["items"]


async def test_a_token_that_expired_is_good_no_more(caller: Caller, reader: Reader) -> None:
    await fault(caller, "mrkt", "expired_token")
    assert [(await reader.saling("")).status for _ in range(2)] == [401, 401]
    await reader.log_in()
    assert (await reader.saling("")).status == 200

    token = (await reader.post("/getgems/public-api/auth/ton-proof", {"proof": {}})).body["token"]
    await fault(caller, "getgems", "expired_token")
    path = "/getgems/public-api/v1/nfts/offchain/on-sale/gifts"
    for _ in range(2):
        assert (await reader.get(path, Authorization=token)).status == 401
    assert (await reader.get(path, **KEY)).status == 200

    ask = {"method": "searchAuctions", "type": "gifts"}
    await caller.make("/faults", {"face": "fragment", "kind": "expired_token", "times": 1})
    for _ in range(2):
        told = (await reader.form(f"/fragment/api?hash={reader.hash}", **ask)).body
        assert told == {"ok": False, "error": "Access denied"}
    await reader.log_in()
    assert (await reader.form(f"/fragment/api?hash={reader.hash}", **ask)).body["ok"] is True

    for market in ("portals", "tonapi"):
        await fault(caller, market, "expired_token")
        assert [(await reader.page(market)).status for _ in range(2)] == [401, 200]
    await caller.make("/faults", {"face": "tonnel", "kind": "expired_token", "times": 1})
    stats = [await reader.post("/tonnel/api/filterStats", {"authData": "x"}) for _ in range(2)]
    assert [one.status for one in stats] == [401, 200]


@pytest.mark.parametrize("market", MARKETS)
async def test_connections_break_and_answers_are_late(
    caller: Caller, reader: Reader, market: str
) -> None:
    for kind in ("lose_request", "lose_answer"):
        # A client may ask again by itself.
        await fault(caller, market, kind, times=None)
        with pytest.raises(aiohttp.ClientError):
            await reader.page(market)
        await caller.delete("/faults")
    await fault(caller, market, "delay", delay_ms=30)
    began = asyncio.get_running_loop().time()
    assert (await reader.page(market)).status == 200
    assert asyncio.get_running_loop().time() - began >= 0.03


async def test_limits_are_those_of_each_market_and_as_wide_as_the_pace(
    caller: Caller, reader: Reader
) -> None:
    await caller.patch("", {"pace": 1})
    path = "/portals/api/nfts/search?limit=1"
    told = [await reader.get(path) for _ in range(4)]
    assert [one.status for one in told][:2] == [200, 200]
    refused = next(one for one in told if one.status == 429)
    assert refused.headers["x-ratelimit-limit"] == "2"
    assert "Retry-After" not in refused.headers
    rates = "/tonapi/v2/rates?tokens=ton&currencies=usd"
    assert [(await reader.get(rates)).status for _ in range(2)] == [200, 429]
    assert [(await reader.get(rates, **KEY)).status for _ in range(2)] == [200, 200]
    await caller.patch("", {"pace": 100})
    assert {(await reader.get(path)).status for _ in range(40)} == {200}


async def test_what_happens_under_a_fault_is_the_truth_all_the_same(
    caller: Caller, reader: Reader
) -> None:
    await fault(caller, "tonnel", "odd_prices", times=None)
    lot = await listed(caller)
    await reader.page("tonnel")
    truth = (await caller.get("/listings?market=tonnel&limit=10000"))["items"]
    assert [one["price"]["amount"] for one in truth if one["id"] == lot["id"]] == ["100"]
