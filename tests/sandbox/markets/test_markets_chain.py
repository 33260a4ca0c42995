"""Gifts on the local chain: sold, sent away by their owners, and bought from a contract."""

import asyncio
import base64

from pytoniq_core.boc.address import Address
from pytoniq_core.boc.builder import Builder

from tests.sandbox.caller import Answer, Caller
from tests.sandbox.markets.readers import KEY, Reader
from tests.sandbox.markets.test_markets_truth import ton


async def items_of(caller: Caller, owner: str) -> list[Answer]:
    """What the chain's own face says that an address has."""
    path = f"{caller.url}/ton/api/v3/nft/items?owner_address={owner}"
    async with caller.session.get(path) as got:
        rows: list[Answer] = (await got.json())["nft_items"]
        return rows


async def test_a_sale_on_the_chain_moves_the_item_there(caller: Caller) -> None:
    for who in ("alice", "bob"):
        await caller.person(who)
        await caller.make("/wallets", {"person": who})
    alice, bob = [(await caller.get(f"/wallets/{who}"))["address"] for who in ("alice", "bob")]
    gift = await caller.make(
        "/gifts", {"collection": "plushpepe", "number": 777, "owner": "alice", "onchain": True}
    )
    (item,) = await items_of(caller, alice)
    assert item["address"].lower() == gift["address"]
    assert item["index"] == "777"
    assert item["content"]["uri"] == "https://nft.fragment.com/gift/plushpepe-777.json"
    order = {"market": "getgems", "gift": "plushpepe-777", "price": ton("10")}
    lot = await caller.make("/listings", order)
    await caller.post(f"/listings/{lot['id']}/sale", {"buyer": "bob"})
    assert await items_of(caller, alice) == []
    assert [one["address"].lower() for one in await items_of(caller, bob)] == [gift["address"]]
    # A lot of the world itself, whose item was never needed before.
    truth = (await caller.get("/listings?market=fragment&limit=1"))["items"][0]
    await caller.post(f"/listings/{truth['id']}/sale", {"buyer": bob})
    assert len(await items_of(caller, bob)) == 2
    assert (await caller.get(f"/gifts/{truth['gift']}"))["owner"] == "bob"


async def test_an_item_that_its_owner_sends_away_has_moved(caller: Caller) -> None:
    for who in ("alice", "bob"):
        await caller.person(who)
        await caller.make("/wallets", {"person": who, "balance": ton("5")})
    alice, bob = [(await caller.get(f"/wallets/{who}"))["address"] for who in ("alice", "bob")]
    order = {"collection": "plushpepe", "number": 777, "owner": "alice", "onchain": True}
    gift = await caller.make("/gifts", order)
    order = {"market": "getgems", "gift": "plushpepe-777", "price": ton("10")}
    await caller.make("/listings", order)
    body = Builder().store_uint(0x5FCC3D14, 32).store_uint(0, 64).store_address(Address(bob))
    body.store_address(Address(alice)).store_bit(0).store_coins(0).store_bit(0)
    boc = base64.b64encode(body.end_cell().to_boc()).decode()
    asked = {"address": gift["address"], "amount": "100000000", "payload": boc}
    sent = {"valid_until": 2_000_000_000, "messages": [asked]}
    await caller.post("/wallets/alice/transactions", sent)
    for _ in range(200):
        told = await caller.get("/gifts/plushpepe-777")
        if told["owner"] == "bob":
            break
        await asyncio.sleep(0.02)
    assert (told["owner"], told["listings"]) == ("bob", [])
    kinds = (await caller.get("/markets/events?gift=plushpepe-777"))["items"]
    assert [row["kind"] for row in kinds] == ["listed", "delisted", "moved"]
    assert [one["address"].lower() for one in await items_of(caller, bob)] == [gift["address"]]


async def test_who_pays_a_sales_contract_has_bought(caller: Caller, reader: Reader) -> None:
    await caller.person("alice")
    wallet = await caller.make("/wallets", {"person": "alice", "balance": ton("50")})
    await caller.make("/gifts", {"collection": "plushpepe", "number": 777, "onchain": True})
    order = {"market": "getgems", "gift": "plushpepe-777", "price": ton("10")}
    address = (await caller.make("/listings", order))["id"].removeprefix("getgems:")
    base = "/getgems/public-api/v1"
    sale = (await reader.get(f"{base}/nft/{address}", **KEY)).body["response"]["sale"]
    wrong = await reader.post(f"{base}/nfts/buy-fix-price/{address}", {"version": "0"}, **KEY)
    assert (wrong.status, wrong.body["name"]) == (400, "VersionMismatch")
    good = {"version": sale["version"]}
    told = (await reader.post(f"{base}/nfts/buy-fix-price/{address}", good, **KEY)).body
    (payment,) = told["response"]["list"]
    assert payment["amount"] == sale["fullPrice"] == "10000000000"
    asked = {"address": payment["to"], "amount": payment["amount"]}
    sent = {"valid_until": 2_000_000_000, "messages": [asked]}
    await caller.post("/wallets/alice/transactions", sent)
    for _ in range(200):
        gift = await caller.get("/gifts/plushpepe-777")
        if gift["owner"] == "alice":
            break
        await asyncio.sleep(0.02)
    assert (gift["owner"], gift["listings"]) == ("alice", [])
    assert len(await items_of(caller, wallet["address"])) == 1
    last = (await caller.get("/markets/events?gift=plushpepe-777"))["items"][-1]
    assert (last["kind"], last["price"], last["to"]) == ("sold", ton("10"), "alice")
