"""Money in over the chain, by the API: where to pay, what came, codes to scan."""

import base64
from urllib.parse import parse_qs, urlsplit

from pytoniq_core.boc.cell import Cell

from domain.ton.address import parse
from tests.webapp.chain import DEPOSIT, NANO, USDT
from tests.webapp.world import ALICE, BOB, World


async def test_where_to_pay_is_told_in_every_form_that_wallets_take(world: World) -> None:
    await world.chain.begin()
    await world.welcome(ALICE)
    told = (await world.call("GET", "/deposits/address?asset=TON", by=ALICE)).body
    assert parse(told["address"]).raw == told["raw"] == DEPOSIT
    link = urlsplit(told["link"])
    assert (link.scheme, link.netloc) == ("ton", "transfer")
    assert link.path == f"/{told['address']}"
    assert parse_qs(link.query) == {"text": [told["comment"]]}
    body = Cell.one_from_boc(base64.b64decode(told["payload"])).begin_parse()
    assert (body.load_uint(32), body.load_snake_string()) == (0, told["comment"])
    assert told["network"] == "-3"
    again = (await world.call("GET", "/deposits/address", by=ALICE)).body
    assert again == told


async def test_a_jetton_has_the_same_comment_and_its_master_in_the_link(world: World) -> None:
    await world.chain.begin()
    await world.welcome(ALICE)
    coins = (await world.call("GET", "/deposits/address", by=ALICE)).body
    asset = USDT.asset.code
    jetton = (await world.call("GET", f"/deposits/address?asset={asset}", by=ALICE)).body
    assert (jetton["comment"], jetton["address"]) == (coins["comment"], coins["address"])
    assert parse_qs(urlsplit(jetton["link"]).query)["jetton"] == [USDT.master]


async def test_each_person_has_a_comment_of_their_own(world: World) -> None:
    await world.chain.begin()
    codes = set()
    for person in (ALICE, BOB):
        await world.welcome(person)
        codes.add((await world.call("GET", "/deposits/address", by=person)).body["comment"])
    assert len(codes) == 2


async def test_a_payment_is_credited_once_and_shown_with_its_transaction(any_world: World) -> None:
    world = any_world
    await world.chain.begin()
    await world.welcome(ALICE)
    await world.welcome(BOB)
    comment = (await world.call("GET", "/deposits/address", by=ALICE)).body["comment"]
    await world.chain.pay(5 * NANO // 2, comment)
    listed = (await world.call("GET", "/deposits", by=ALICE)).body
    (one,) = listed["items"]
    assert (one["state"], one["value"]) == ("credited", {"asset": "TON", "amount": "2.5"})
    assert one["from"] == world.chain.chain.account("alices wallet").address
    tx = world.chain.chain.account(DEPOSIT).history[-1]
    assert base64.b64decode(one["tx"]["hash"]).hex() == tx.hash
    assert one["tx"]["lt"] == str(tx.lt)
    assert tx.hash in one["tx"]["link"]
    assert (await world.call("GET", f"/deposits/{one['id']}", by=ALICE)).body == one
    assert (await world.call("GET", f"/deposits/{one['id']}", by=BOB)).code == "not-found"
    balances = (await world.call("GET", "/balances", by=ALICE)).body["items"]
    assert {"asset": "TON", "available": "2.5", "held": "0"} in balances
    await world.chain.read()
    assert (await world.call("GET", "/deposits", by=ALICE)).body == listed


async def test_payments_come_by_pages(world: World) -> None:
    await world.chain.begin()
    await world.welcome(ALICE)
    comment = (await world.call("GET", "/deposits/address", by=ALICE)).body["comment"]
    for units in (1, 2, 3):
        await world.chain.pay(units * NANO, comment)
    first = (await world.call("GET", "/deposits?limit=2", by=ALICE)).body
    rest = (await world.call("GET", f"/deposits?limit=2&cursor={first['next']}", by=ALICE)).body
    amounts = [one["value"]["amount"] for one in (*first["items"], *rest["items"])]
    assert (amounts, rest["next"]) == (["3", "2", "1"], None)


async def test_what_does_not_go_over_the_chain_is_refused(world: World) -> None:
    await world.welcome(ALICE)
    answer = await world.call("GET", "/deposits/address?asset=XTR", by=ALICE)
    assert (answer.status, answer.code) == (409, "asset-not-on-chain")
    foreign = f"jetton:0:{'a' * 64}"
    answer = await world.call("GET", f"/deposits/address?asset={foreign}", by=ALICE)
    assert (answer.status, answer.code) == (409, "asset-not-on-chain")
    answer = await world.call("GET", "/deposits/address?asset=usdt", by=ALICE)
    assert (answer.status, answer.code) == (400, "invalid")


async def test_a_code_is_one_path_of_whole_modules(world: World) -> None:
    code = (await world.call("GET", "/qr?text=ton://transfer/UQabc")).body
    assert code["path"].startswith("M4 4h7v1h-7z"), "the finder begins after the quiet zone"
    assert code["size"] == 25 + 8
    long = await world.call("GET", f"/qr?text={'x' * 1201}")
    assert (long.status, long.code) == (400, "invalid")
