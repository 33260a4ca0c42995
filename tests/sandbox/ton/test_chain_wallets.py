"""Wallets of the world's people, as scripts make and use them."""

import base64
from typing import Any

import pytest
from pytoniq_core.boc.address import Address

from scripts.sandbox.ton import cells
from scripts.sandbox.ton.chain import FAUCET
from scripts.sandbox.ton.wallets import friendly, read_address
from scripts.sandbox.world import World
from tests.sandbox.caller import Caller
from tests.sandbox.ton.wallet_calls import balance, last_message, ton, wallet

KEYS = {"name", "address", "friendly", "bounceable", "version", "public_key"}


async def test_a_wallet_is_made_for_a_person_with_coins_in_it(caller: Caller) -> None:
    made = await wallet(caller, "alice", "100")
    assert set(made) >= KEYS
    assert (made["name"], made["version"], made["deployed"]) == ("alice", "v5r1", False)
    assert made["address"].startswith("0:")
    assert made["friendly"].startswith("UQ")
    assert made["bounceable"].startswith("EQ")
    for form in ("friendly", "bounceable"):
        assert read_address(made[form]) == (made["address"], form == "bounceable")
    init = cells.parse_boc(made["state_init"])
    assert cells.address_of(init) == made["address"]
    told = await caller.get("/wallets/alice")
    assert told["balances"] == [ton("100")]
    assert {key: told[key] for key in made} == made
    assert (await caller.get("/people/alice"))["wallets"] == [made["address"]]


@pytest.mark.parametrize("version", ["v3r2", "v4r2", "v5r1"])
async def test_each_version_pays_and_is_deployed_by_paying(
    world: World, caller: Caller, version: str
) -> None:
    made = await wallet(caller, "alice", "10", version=version)
    await wallet(caller, "bob")
    for _ in range(2):
        order = {"to": "bob", "value": ton("1.5"), "comment": "K7Q2"}
        told = await caller.post("/wallets/alice/transfers", order)
        assert len(base64.b64decode(told["hash"])) == 32
    assert await balance(caller, "bob") == "3"
    after = await caller.get("/wallets/alice")
    assert after["deployed"] is True
    public_key = world.ton.chain.get_method(made["address"], "get_public_key").integer(0)
    assert f"{public_key:064x}" == made["public_key"]
    assert world.ton.chain.by_message(base64.b64decode(told["hash"]).hex())


async def test_a_wallet_needs_no_person_and_its_name_is_its_own(caller: Caller) -> None:
    nobodys = await caller.make("/wallets", {})
    assert nobodys["name"]
    assert (await caller.get(f"/wallets/{nobodys['name']}"))["address"] == nobodys["address"]
    await caller.person("alice")
    await caller.make("/wallets", {"person": "alice", "name": "savings"})
    assert (await caller.get("/wallets/alice"))["name"] == "savings", "the only one she has"
    second = await caller.make("/wallets", {"person": "alice"})
    assert second["name"] == "alice"
    assert (await caller.get("/wallets/alice"))["address"] == second["address"]
    taken = await caller.refused("POST", "/wallets", {"person": "alice"})
    assert taken[:2] == (409, "taken")
    assert (await caller.refused("POST", "/wallets", {"name": "SAVINGS"}))[1] == "taken"
    unknown = await caller.refused("POST", "/wallets", {"person": "carol"})
    assert unknown[:2] == (404, "person-not-found")
    listed = await caller.get("/wallets?limit=2")
    assert [one["name"] for one in listed["items"]] == [nobodys["name"], "savings"]
    rest = await caller.get(f"/wallets?cursor={listed['next']}")
    assert [one["name"] for one in rest["items"]] == ["alice"]
    assert rest["next"] is None
    assert len((await caller.get("/people/alice"))["wallets"]) == 2
    await caller.make("/wallets", {"name": "wallet5"})
    assert (await caller.make("/wallets", {}))["name"] == "wallet6"


async def test_a_wallet_is_found_by_each_form_of_its_address(caller: Caller) -> None:
    made = await wallet(caller, "alice")
    address = Address(made["friendly"])
    forms = [
        *(made["address"], made["address"].upper(), made["friendly"], made["bounceable"]),
        address.to_str(is_bounceable=False, is_test_only=True),
        address.to_str(is_bounceable=True, is_test_only=True),
    ]
    for form in forms:
        assert (await caller.get(f"/wallets/{form}"))["name"] == "alice", form
    strange = f"0:{7:064x}"
    told = await caller.get(f"/wallets/{strange}")
    assert (told["name"], told["version"], told["balances"]) == (None, None, [ton("0")])
    for wrong in ("nobody", made["friendly"][:-1] + "A", "0:12", "1:" + "00" * 32, "%20"):
        refused = await caller.refused("GET", f"/wallets/{wrong}")
        assert refused[:2] == (404, "wallet-not-found"), wrong
    refused = await caller.refused("POST", f"/wallets/{strange}/transfers", _to(strange))
    assert refused[:2] == (404, "wallet-not-found"), "nobody here has its key"


async def test_the_faucet_gives_coins_and_jettons_to_any_address(caller: Caller) -> None:
    (usdt,) = (await caller.get())["ton"]["jettons"]
    asset = f"jetton:{usdt['master']}"
    await wallet(caller, "alice")
    await caller.post("/wallets/alice/faucet", {"value": ton("10")})
    told = await caller.post(
        "/wallets/alice/faucet", {"value": {"asset": asset, "amount": "12.5"}}
    )
    assert told["balances"] == [ton("10"), {"asset": asset, "amount": "12.5"}]
    strange = f"0:{7:064x}"
    told = await caller.post(f"/wallets/{strange}/faucet", {"value": ton("0.000000001")})
    assert told["balances"] == [ton("0.000000001")]


async def test_jettons_are_paid_with_a_comment_to_somebody_without_a_wallet_yet(
    world: World, caller: Caller
) -> None:
    asset = world.ton.usdt.asset
    await wallet(caller, "alice", "1")
    bob = await wallet(caller, "bob")
    value = {"asset": asset, "amount": "100"}
    await caller.post("/wallets/alice/faucet", {"value": value})
    for amount in ("1.000001", "2"):
        order = {"to": "bob", "value": {"asset": asset, "amount": amount}, "comment": "K7Q2"}
        await caller.post("/wallets/alice/transfers", order)
    assert await balance(caller, "bob", asset) == "3.000001"
    assert await balance(caller, "alice", asset) == "96.999999"
    notice = last_message(world, bob["address"]).body.begin_parse()
    assert notice.load_uint(32) == 0x7362D09C
    notice.load_uint(64)
    assert notice.load_coins() == 2_000_000
    notice.load_address()
    assert notice.load_bit()
    assert notice.load_ref() == cells.comment(b"K7Q2")


def _to(to: str, **more: object) -> dict[str, object]:
    return {"to": to, "value": ton("1"), **more}


async def test_a_payment_carries_what_it_is_told_to(world: World, caller: Caller) -> None:
    await wallet(caller, "alice", "100")
    await caller.post("/wallets/alice/transfers", _to("alice"))
    bob = await wallet(caller, "bob")
    payload = cells.boc_text(cells.snake(b"anything"))
    hostile = "fffe00" + "80" * 200
    for more, body in (
        ({}, cells.snake(b"")),
        ({"comment": "Привет"}, cells.comment("Привет".encode())),
        ({"comment_hex": hostile}, cells.comment(bytes.fromhex(hostile))),
        ({"payload": payload}, cells.snake(b"anything")),
        ({"comment": ""}, cells.comment(b"")),
    ):
        await caller.post("/wallets/alice/transfers", _to("bob", **more))
        await balance(caller, "bob")
        assert last_message(world, bob["address"]).body == body, more


async def test_a_payment_bounces_only_when_it_is_told_to(world: World, caller: Caller) -> None:
    await wallet(caller, "alice", "100")
    empty = f"0:{7:064x}"
    await caller.post("/wallets/alice/transfers", _to(empty, bounce=True))
    assert await balance(caller, empty) == "0"
    assert last_message(world, empty).bounce
    await caller.post("/wallets/alice/transfers", _to(empty))
    assert await balance(caller, empty) == "1"
    assert not last_message(world, empty).bounce


@pytest.mark.parametrize(
    "more",
    [
        {"comment": "a", "comment_hex": "00"},
        {"comment_hex": "0"},
        {"comment_hex": "zz"},
        {"payload": "!"},
        {"payload": "AAAA"},
        {"value": ton("-1")},
        {"value": ton("1.0")},
        {"value": ton("1e3")},
        {"value": ton("0.0000000001")},
        {"value": ton(str(2**63))},
        {"value": {"asset": "TON", "amount": 1}},
        {"value": {"asset": "XTR", "amount": "1"}},
        {"value": {"asset": f"jetton:{FAUCET}", "amount": "1"}},
        {"unknown": 1},
    ],
)
async def test_what_does_not_fit_is_refused(caller: Caller, more: dict[str, Any]) -> None:
    await wallet(caller, "alice", "10")
    order = {**_to("alice"), **more}
    refused = await caller.refused("POST", "/wallets/alice/transfers", order)
    assert refused[:2] == (400, "invalid")
    assert await balance(caller, "alice") == "10"


async def test_what_the_wallet_cannot_pay_is_not_sent(world: World, caller: Caller) -> None:
    asset = world.ton.usdt.asset
    await wallet(caller, "poor")
    refused = await caller.refused("POST", "/wallets/poor/transfers", _to(FAUCET))
    assert refused[:2] == (409, "chain-refused")
    assert refused[2]["exit_code"] is None
    await wallet(caller, "alice", "1")
    for version in ("v3r2", "v4r2", "v5r1"):
        await caller.make("/wallets", {"name": version, "version": version, "balance": ton("1")})
        refused = await caller.refused("POST", f"/wallets/{version}/transfers", _to(FAUCET))
        assert refused[:2] == (409, "chain-refused")
        assert refused[2]["exit_code"] == 37
        assert await balance(caller, version) == "1"
    order = {"to": "alice", "value": {"asset": asset, "amount": "1"}}
    made = await caller.post("/wallets/alice/transfers", order)
    assert made["hash"], "the jettons' own contract refuses that, as on the real chain"


async def test_many_payments_at_once_are_all_made(caller: Caller) -> None:
    import asyncio

    await wallet(caller, "alice", "10")
    await wallet(caller, "bob")
    order = {"to": "bob", "value": ton("0.1")}
    sent = [caller.post("/wallets/alice/transfers", order) for _ in range(20)]
    hashes = {told["hash"] for told in await asyncio.gather(*sent)}
    assert len(hashes) == 20
    assert await balance(caller, "bob") == "2"


async def test_the_same_seed_gives_the_same_addresses(caller: Caller) -> None:
    async def addresses(seed: int) -> list[str]:
        clock = {"now": "2026-12-01T09:00:00.000Z", "rate": 0}
        await caller.post("/reset", {"seed": seed, "clock": clock})
        made = [await wallet(caller, name, "5") for name in ("alice", "bob")]
        told = await caller.post("/wallets/alice/transfers", _to("bob"))
        return [*(one["address"] for one in made), told["hash"]]

    first = await addresses(7)
    assert await addresses(7) == first
    assert set(await addresses(8)).isdisjoint(first)


async def test_no_two_wallets_share_a_key_though_chance_begins_again(caller: Caller) -> None:
    await caller.put("/chance", {"seed": 7})
    first = await caller.make("/wallets", {"name": "first"})
    await caller.put("/chance", {"seed": 7})
    second = await caller.make("/wallets", {"name": "second"})
    assert first["address"] != second["address"]


def test_what_is_no_address_is_none() -> None:
    good = friendly(FAUCET)
    for wrong in ("", ":", "0:", "x" * 48, good[:-1], good + "A", good.lower(), "ж" * 48):
        assert read_address(wrong) is None, wrong
    assert read_address(good.replace("-", "+").replace("_", "/")) == (FAUCET, False)
