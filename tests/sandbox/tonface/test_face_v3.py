"""toncenter's v3 index: filters, pages, order, messages, traces, jettons."""

import base64

import pytest

from tests.sandbox.caller import Caller
from tests.sandbox.tonface.conftest import Pair
from tests.sandbox.tonface.face import Face, blocks, hex_of, pay, upper

NOWHERE = "0:" + "00" * 32


async def test_a_walk_forward_meets_each_transaction_once(
    caller: Caller, face: Face, pair: Pair
) -> None:
    for number in range(5):
        await pay(caller, "bob", "1", f"order {number}")
    bob = pair.bob["address"]
    seen: list[str] = []
    cursor = 0
    for _round in range(4):
        told = await face.v3("transactions", account=bob, sort="asc", limit=2, start_lt=cursor + 1)
        rows = told["transactions"]
        seen += [row["in_msg"]["message_content"]["decoded"]["comment"] for row in rows]
        cursor = int(rows[-1]["lt"]) if rows else cursor
    assert seen == [f"order {number}" for number in range(5)]
    newest = await face.v3("transactions", account=bob, limit=2)
    assert newest["transactions"][0]["lt"] == str(cursor)
    pages = [
        row["hash"]
        for offset in (0, 2, 4)
        for row in (
            await face.v3("transactions", account=bob, limit=2, offset=offset, sort="asc")
        )["transactions"]
    ]
    assert len(set(pages)) == len(pages) == 5


async def test_filters_of_transactions(caller: Caller, face: Face, pair: Pair) -> None:
    await pay(caller, "bob", "1", "first")
    await caller.post("/clock/advance", {"seconds": 600})
    await pay(caller, "bob", "1", "second")
    both = (await face.v3("transactions", account=pair.bob["friendly"]))["transactions"]
    second, first = both
    assert second["now"] - first["now"] >= 600

    async def found(**query: object) -> list[str]:
        told = await face.v3("transactions", **query)
        assert set(told) == {"transactions", "address_book"}
        return [row["hash"] for row in told["transactions"]]

    bob = pair.bob["address"]
    assert await found(hash=first["hash"]) == [first["hash"]]
    assert await found(hash=hex_of(first["hash"])) == [first["hash"]]
    assert await found(account=bob, start_utime=second["now"]) == [second["hash"]]
    assert await found(account=bob, end_utime=first["now"]) == [first["hash"]]
    assert await found(account=bob, start_lt=second["lt"]) == [second["hash"]]
    assert await found(account=bob, end_lt=first["lt"]) == [first["hash"]]
    assert await found(account=bob, lt=first["lt"]) == [first["hash"]]
    assert await found(mc_seqno=first["mc_block_seqno"]) == [first["hash"]]
    assert await found(account=[bob, pair.alice["address"]], limit=100) == await found(
        account=f"{bob},{pair.alice['address']}", limit=100
    )
    everything = await found(limit=100)
    without = await found(limit=100, exclude_account=bob)
    assert set(everything) - set(without) == {first["hash"], second["hash"]}


async def test_a_transaction_says_how_it_went(caller: Caller, face: Face, pair: Pair) -> None:
    await pay(caller, "bob", "1.5", "K7Q2")
    (row,) = (await face.v3("transactions", account=pair.bob["address"]))["transactions"]
    assert row["account"] == upper(pair.bob["address"])
    assert row["description"]["aborted"] is True
    assert row["description"]["compute_ph"] == {"skipped": True, "reason": "no_state"}
    assert "bounce" not in row["description"]
    assert row["orig_status"] == "nonexist"
    assert row["end_status"] == "uninit"
    assert row["account_state_before"]["balance"] == "0"
    assert row["account_state_after"]["balance"] == "1500000000"
    message = row["in_msg"]
    assert (message["value"], message["opcode"]) == ("1500000000", "0x00000000")
    assert (message["bounce"], message["bounced"]) == (False, False)
    source = await face.v3("adjacentTransactions", hash=row["hash"], direction="in")
    (before,) = source["transactions"]
    assert before["account"] == upper(pair.alice["address"])
    assert before["description"]["compute_ph"]["exit_code"] == 0
    assert before["description"]["action"]["msgs_created"] == 1
    assert row["trace_id"] == before["trace_id"] == before["hash"]
    spent = int(before["account_state_before"]["balance"]) - int(
        before["account_state_after"]["balance"]
    )
    (out,) = before["out_msgs"]
    assert spent == 1_500_000_000 + int(before["total_fees"]) + int(out["fwd_fee"])


async def test_a_bounced_payment_shows_both_ways(caller: Caller, face: Face, pair: Pair) -> None:
    master = (await caller.get())["ton"]["jettons"][0]["master"]
    order = {
        "to": master,
        "value": {"asset": "TON", "amount": "1"},
        "comment": "x",
        "bounce": True,
    }
    await caller.post("/wallets/alice/transfers", order)
    await blocks(caller, 3)
    refused = (await face.v3("transactions", account=master, limit=1))["transactions"][0]
    assert refused["description"]["bounce"]["type"] == "ok"
    assert refused["description"]["compute_ph"]["success"] is False
    back = (await face.v3("transactions", account=pair.alice["address"], limit=1))["transactions"]
    assert back[0]["in_msg"]["bounced"] is True
    assert back[0]["in_msg"]["opcode"] == "0xffffffff"
    tree = (await face.v3("traces", tx_hash=refused["hash"]))["traces"][0]
    assert tree["trace_info"]["trace_state"] == "complete"
    (middle,) = tree["trace"]["children"]
    assert middle["tx_hash"] == refused["hash"]
    assert [one["tx_hash"] for one in middle["children"]] == [back[0]["hash"]]
    assert tree["transactions_order"] == [tree["trace_id"], refused["hash"], back[0]["hash"]]
    assert tree["transactions"][back[0]["hash"]] == back[0]


async def test_messages_and_who_took_them(caller: Caller, face: Face, pair: Pair) -> None:
    sent = await pay(caller, "bob", "1", "order 1")
    await pay(caller, "bob", "2", "order 2")
    (outer,) = (await face.v3("messages", msg_hash=sent))["messages"]
    assert outer["source"] is None
    assert outer["hash"] == sent
    assert outer["hash_norm"] != sent, "it brings the wallet's first state"
    by_norm = await face.v3("transactionsByMessage", msg_hash=outer["hash_norm"])
    assert [row["in_msg"]["hash"] for row in by_norm["transactions"]] == [sent]
    found = (await face.v3("transactionsByMessage", msg_hash=hex_of(sent)))["transactions"]
    assert [row["hash"] for row in found] == [outer["in_msg_tx_hash"]]
    assert (await face.v3("transactionsByMessage", msg_hash=sent, direction="out")) == {
        "transactions": [],
        "address_book": {},
    }
    query = {"destination": pair.bob["address"], "sort": "asc"}
    inner = (await face.v3("messages", **query))["messages"]
    assert [one["value"] for one in inner] == ["1000000000", "2000000000"]
    by_body = await face.v3(
        "transactionsByMessage", body_hash=inner[1]["message_content"]["hash"], direction="in"
    )
    assert [row["in_msg"]["value"] for row in by_body["transactions"]] == ["2000000000"]
    texts = await face.v3("messages", opcode="0x00000000", exclude_externals="true")
    assert len(texts["messages"]) == 2
    only = await face.v3("messages", only_externals="true", limit=100)
    assert [one["source"] for one in only["messages"]] == [None, None]


async def test_a_message_that_waits_is_pending(caller: Caller, face: Face, pair: Pair) -> None:
    order = {"to": "bob", "value": {"asset": "TON", "amount": "1"}, "comment": "soon"}
    sent = (await caller.post("/wallets/alice/transfers", order))["hash"]
    (row,) = (await face.v3("pendingTransactions"))["transactions"]
    assert row["emulated"] is True
    assert row["in_msg"]["hash"] == sent
    assert (await face.v3("transactionsByMessage", msg_hash=sent))["transactions"] == []
    await blocks(caller, 1)
    (tree,) = (await face.v3("traces", msg_hash=sent))["traces"]
    assert tree["trace_info"]["trace_state"] == "pending"
    assert (await face.v3("pendingTransactions"))["transactions"] == []
    await blocks(caller, 1)
    (tree,) = (await face.v3("traces", msg_hash=sent))["traces"]
    assert tree["is_incomplete"] is False


async def test_accounts_and_wallets(caller: Caller, face: Face, pair: Pair) -> None:
    await pay(caller, "bob", "1", "x")
    alice, bob = pair.alice["address"], pair.bob["address"]
    told = await face.v3("accountStates", address=[alice, pair.bob["friendly"], NOWHERE])
    assert [one["address"] for one in told["accounts"]] == [upper(alice), upper(bob)]
    assert [one["status"] for one in told["accounts"]] == ["active", "uninit"]
    assert told["address_book"][upper(alice)]["user_friendly"] == pair.alice["friendly"]
    bare = await face.v3("accountStates", address=alice, include_boc="false")
    assert "code_boc" not in bare["accounts"][0]
    wallets = (await face.v3("walletStates", address=[alice, bob]))["wallets"]
    assert [one["is_wallet"] for one in wallets] == [True, False]
    assert wallets[0]["seqno"] == 1
    one = await face.v3("walletInformation", address=alice)
    assert (one["wallet_type"], one["seqno"]) == ("wallet v5 r1", 1)
    assert (await face.v3("addressInformation", address=bob))["status"] == "uninit"
    book = await face.v3("addressBook", address=pair.alice["friendly"])
    assert set(book) == {pair.alice["friendly"]}
    order = {"address": alice, "method": "seqno", "stack": []}
    ran = await face.post_v3("runGetMethod", order)
    assert (ran["exit_code"], ran["stack"]) == (0, [{"type": "num", "value": "0x1"}])


async def test_jettons_are_read_from_their_contracts(
    caller: Caller, face: Face, pair: Pair
) -> None:
    (usdt,) = (await caller.get())["ton"]["jettons"]
    asset = f"jetton:{usdt['master']}"
    await caller.post("/wallets/alice/faucet", {"value": {"asset": asset, "amount": "25"}})
    order = {"to": "bob", "value": {"asset": asset, "amount": "2.5"}, "comment": "K7Q2"}
    await caller.post("/wallets/alice/transfers", order)
    await blocks(caller, 5)
    (master,) = (await face.v3("jetton/masters", address=usdt["master"]))["jetton_masters"]
    assert master["total_supply"] == "25000000"
    assert master["jetton_content"]["symbol"] == "USDT"
    wallets = await face.v3("jetton/wallets", jetton_address=usdt["master"], sort="desc")
    held = [(one["owner"], one["balance"]) for one in wallets["jetton_wallets"]]
    assert held == [
        (upper(pair.alice["address"]), "22500000"),
        (upper(pair.bob["address"]), "2500000"),
    ]
    query = {"owner_address": pair.bob["address"], "direction": "in"}
    (moved,) = (await face.v3("jetton/transfers", **query))["jetton_transfers"]
    assert (moved["amount"], moved["destination"]) == ("2500000", upper(pair.bob["address"]))
    assert moved["jetton_master"] == upper(usdt["master"])
    assert moved["transaction_aborted"] is False
    out = {"owner_address": pair.bob["address"], "direction": "out"}
    assert (await face.v3("jetton/transfers", **out))["jetton_transfers"] == []


async def test_blocks_and_the_last_of_them(caller: Caller, face: Face, pair: Pair) -> None:
    await pay(caller, "bob", "1", "x")
    seqno = (await caller.get("/chain"))["seqno"]
    info = await face.v3("masterchainInfo")
    assert (info["last"]["seqno"], info["first"]["seqno"]) == (seqno, 1)
    rows = (await face.v3("blocks", workchain=0, limit=2))["blocks"]
    assert [row["seqno"] for row in rows] == [seqno, seqno - 1]
    assert [row["tx_count"] for row in rows] == [1, 1]
    held = await face.v3("transactionsByMasterchainBlock", seqno=seqno)
    assert [row["mc_block_seqno"] for row in held["transactions"]] == [seqno]


async def test_sending_over_v3(caller: Caller, face: Face, pair: Pair) -> None:
    sent = await pay(caller, "bob", "1", "x")
    (row,) = (await face.v3("transactionsByMessage", msg_hash=sent))["transactions"]
    whole = (await face.v2("getTransactions", address=pair.alice["address"], limit=1))[0]
    assert row["hash"] == whole["transaction_id"]["hash"]
    body = row["in_msg"]["message_content"]["body"]
    assert base64.b64decode(body)
    request = {"messages": [{"address": pair.bob["friendly"], "amount": "1000000000"}]}
    signed = await caller.post("/wallets/alice/transactions", request)
    told = await face.post_v3("message", {"boc": signed["boc"]})
    assert told == {"message_hash": signed["hash"], "message_hash_norm": signed["hash"]}
    await blocks(caller)
    status, text = await face.refused("/v3/message", {"boc": signed["boc"]})
    assert status == 500
    assert "exitcode=133" in text


@pytest.mark.parametrize(
    ("path", "query", "status", "text"),
    [
        ("transactions", {"limit": 1001}, 422, "limit is not allowed: 1001 > 1000"),
        ("transactions", {"limit": 0}, 422, "limit"),
        ("transactions", {"sort": "up"}, 422, "sort"),
        ("transactions", {"account": "nobody"}, 416, "Incorrect address"),
        ("transactions", {"start_lt": "now"}, 422, "start_lt"),
        ("transactionsByMessage", {}, 422, "at least one of"),
        ("transactionsByMessage", {"msg_hash": "AA"}, 422, "hash"),
        ("adjacentTransactions", {"hash": "00" * 32}, 404, "not found"),
        ("accountStates", {}, 422, "address"),
        ("messages", {"direction": "sideways"}, 422, "direction"),
        ("message", {}, 404, "Not Found"),
        ("no/such/path", {}, 404, "Not Found"),
    ],
)
async def test_what_v3_refuses(
    face: Face, path: str, query: dict[str, object], status: int, text: str
) -> None:
    told = await face.refused(f"/v3/{path}", **query)
    assert told[0] == status
    assert text in told[1]
