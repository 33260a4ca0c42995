"""toncenter's v2: pages of transactions, forms of answers, words of refusals."""

import base64

import pytest
from pytoniq_core.boc.builder import Builder
from pytoniq_core.boc.cell import Cell

from tests.sandbox.caller import Caller
from tests.sandbox.tonface.conftest import Pair
from tests.sandbox.tonface.face import Answer, Face, blocks, pay

NOWHERE = "0:" + "00" * 32


async def test_a_page_goes_on_at_its_oldest_row(caller: Caller, face: Face, pair: Pair) -> None:
    for number in range(5):
        await pay(caller, "bob", "1", f"order {number}")
    bob = pair.bob["friendly"]
    all_ = await face.v2("getTransactions", address=bob, limit=100)
    assert [row["in_msg"]["message"] for row in all_] == [f"order {n}" for n in (4, 3, 2, 1, 0)]
    first = await face.v2("getTransactions", address=bob, limit=2)
    place = first[-1]["transaction_id"]
    second = await face.v2(
        "getTransactions", address=bob, limit=3, lt=place["lt"], hash=place["hash"]
    )
    assert second[0] == first[-1]
    assert first + second[1:] == all_[:4]
    as_hex = base64.b64decode(place["hash"]).hex()
    again = await face.rpc("getTransactions", address=bob, limit=3, lt=place["lt"], hash=as_hex)
    assert again == second
    since = await face.v2("getTransactions", address=bob, limit=100, to_lt=place["lt"])
    assert since == all_[:1]
    assert len(await face.v2("getTransactions", address=pair.alice["friendly"])) == 6


async def test_a_transaction_has_its_cells_and_its_messages(
    caller: Caller, face: Face, pair: Pair
) -> None:
    sent = await pay(caller, "bob", "1.5", "K7Q2")
    row = (await face.v2("getTransactions", address=pair.alice["address"], limit=1))[0]
    cell = Cell.one_from_boc(base64.b64decode(row["data"]))
    assert base64.b64encode(cell.hash).decode() == row["transaction_id"]["hash"]
    assert row["in_msg"]["hash"] == sent
    assert (row["in_msg"]["source"], row["in_msg"]["value"]) == ("", "0")
    (out,) = row["out_msgs"]
    assert (out["value"], out["message"]) == ("1500000000", "K7Q2")
    assert out["destination"] == pair.bob["bounceable"]
    text = {"@type": "msg.dataText", "text": base64.b64encode(b"K7Q2").decode()}
    assert out["msg_data"] == text
    before, after = 100_000_000_000, int((await _account(face, pair.alice["address"]))["balance"])
    assert before - after == 1_500_000_000 + int(row["fee"])
    assert int(row["fee"]) == int(row["storage_fee"]) + int(row["other_fee"])


async def test_comments_of_any_bytes_are_passed_through(
    caller: Caller, face: Face, pair: Pair
) -> None:
    for comment in ("ff00fe", "", "d0"):
        order = {"to": "bob", "value": {"asset": "TON", "amount": "1"}, "comment_hex": comment}
        await caller.post("/wallets/alice/transfers", order)
        await blocks(caller)
    rows = await face.v2("getTransactions", address=pair.bob["address"])
    told = [base64.b64decode(row["in_msg"]["msg_data"]["text"]).hex() for row in rows]
    assert told == ["d0", "", "ff00fe"]


async def test_accounts_in_each_state(caller: Caller, face: Face, pair: Pair) -> None:
    fresh = await _account(face, pair.bob["address"])
    assert (fresh["state"], fresh["balance"], fresh["code"]) == ("uninitialized", "0", "")
    assert fresh["last_transaction_id"]["lt"] == "0"
    await pay(caller, "bob", "3", "here")
    assert await face.v2("getAddressState", address=pair.bob["address"]) == "uninitialized"
    assert await face.v2("getAddressBalance", address=pair.bob["address"]) == "3000000000"
    await pay(caller, "alice", "1", "back", who="bob")
    told = await face.v2("getWalletInformation", address=pair.bob["bounceable"])
    assert (told["wallet"], told["wallet_type"], told["seqno"]) == (True, "wallet v5 r1", 1)
    whole = await face.v2("getExtendedAddressInformation", address=pair.bob["friendly"])
    assert whole["account_state"]["@type"] == "raw.accountState"
    forms = await face.v2("detectAddress", address=pair.bob["friendly"])
    assert forms["raw_form"] == pair.bob["address"]
    assert forms["bounceable"]["b64url"] == pair.bob["bounceable"]
    assert forms["given_type"] == "friendly_non_bounceable"
    assert await face.v2("unpackAddress", address=pair.bob["friendly"]) == pair.bob["address"]
    assert await face.v2("packAddress", address=pair.bob["address"]) == pair.bob["bounceable"]


async def test_get_methods_take_and_give_stacks(caller: Caller, face: Face, pair: Pair) -> None:
    master = (await caller.get())["ton"]["jettons"][0]["master"]
    workchain, _, account = pair.bob["address"].partition(":")
    owner = Builder().store_uint(0b100, 3).store_int(int(workchain), 8)
    cell = owner.store_bytes(bytes.fromhex(account)).end_cell()
    boc = base64.b64encode(cell.to_boc()).decode()
    order = {"address": master, "method": "get_wallet_address", "stack": [["tvm.Slice", boc]]}
    told = await face.post_v2("runGetMethod", order)
    assert told["exit_code"] == 0
    ((kind, value),) = told["stack"]
    assert kind == "cell"
    assert set(value) == {"bytes", "object"}
    whole = {"address": master, "method": "get_jetton_data", "stack": []}
    supply, mintable, *_rest = (await face.post_v2("runGetMethod", whole))["stack"]
    assert (supply, mintable) == (["num", "0x0"], ["num", "-0x1"])
    missing = await face.rpc("runGetMethod", address=master, method="nothing", stack=[])
    assert missing["exit_code"] == 11
    nobody = await face.rpc("runGetMethod", address=NOWHERE, method="seqno", stack=[])
    assert (nobody["exit_code"], nobody["stack"]) == (-13, [])


async def test_sent_messages_are_found_by_what_was_told(
    caller: Caller, face: Face, pair: Pair
) -> None:
    body = {
        "valid_until": 4294967295,
        "messages": [{"address": pair.bob["friendly"], "amount": "1000000000"}],
    }
    signed = await caller.post("/wallets/alice/transactions", body)
    told = await face.post_v2("sendBocReturnHash", {"boc": signed["boc"]})
    assert told["hash"] == signed["hash"]
    await blocks(caller)
    source = (await face.v2("getTransactions", address=pair.alice["address"], limit=1))[0]
    (out,) = source["out_msgs"]
    query = {
        "source": pair.alice["address"],
        "destination": pair.bob["address"],
        "created_lt": out["created_lt"],
    }
    assert await face.v2("tryLocateSourceTx", **query) == source
    found = await face.v2("tryLocateResultTx", **query)
    assert found["in_msg"]["hash"] == out["hash"]
    assert (await face.refused("/v2/tryLocateTx", **{**query, "created_lt": 5}))[0] == 500


async def test_blocks_have_the_worlds_time(caller: Caller, face: Face, pair: Pair) -> None:
    await pay(caller, "bob", "1", "x")
    head = (await face.v2("getMasterchainInfo"))["last"]
    assert head["seqno"] == (await caller.get("/chain"))["seqno"]
    assert (await face.v2("getConsensusBlock"))["consensus_block"] == head["seqno"]
    (shard,) = (await face.v2("shards", seqno=head["seqno"]))["shards"]
    header = await face.v2(
        "getBlockHeader", workchain=0, shard=shard["shard"], seqno=shard["seqno"]
    )
    assert header["id"] == shard
    assert header["global_id"] == -3
    by_lt = await face.v2("lookupBlock", workchain=0, shard=shard["shard"], lt=header["end_lt"])
    assert by_lt == shard
    rows = await face.v2("getBlockTransactions", workchain=0, seqno=shard["seqno"])
    assert [row["account"] for row in rows["transactions"]] == [pair.bob["address"]]


@pytest.mark.parametrize(
    ("method", "query", "status", "text"),
    [
        ("getAddressBalance", {"address": "EQnonsense"}, 416, "Incorrect address"),
        ("getAddressBalance", {"address": NOWHERE[:-1]}, 416, "Incorrect address"),
        ("getAddressBalance", {}, 422, "address"),
        ("getTransactions", {"address": NOWHERE, "limit": 101}, 422, "limit"),
        ("getTransactions", {"address": NOWHERE, "limit": 0}, 422, "limit"),
        ("getTransactions", {"address": NOWHERE, "limit": "x"}, 422, "limit"),
        ("getTransactions", {"address": NOWHERE, "lt": 5, "hash": "zz"}, 422, "hash"),
        ("getTransactions", {"address": NOWHERE, "lt": 5, "hash": "00" * 32}, 500, "lt not in db"),
        ("lookupBlock", {"workchain": 0, "seqno": 10**6}, 500, "block is not in db"),
        ("lookupBlock", {"workchain": 0}, 422, "seqno, lt or unixtime"),
        ("runGetMethod", {"address": NOWHERE}, 404, "Not Found"),
        ("noSuchMethod", {}, 404, "Not Found"),
    ],
)
async def test_what_v2_refuses(
    face: Face, method: str, query: dict[str, object], status: int, text: str
) -> None:
    told = await face.refused(f"/v2/{method}", **query)
    assert told[0] == status
    assert text in told[1]


@pytest.mark.parametrize(
    ("boc", "status", "text"),
    [
        ("", 422, "boc"),
        ("no cells", 500, "cannot deserialize external message"),
        ("te6ccgEBAQEACgAAEAAAAABLN1Ey", 500, "cannot deserialize external message"),
    ],
)
async def test_what_is_no_message_is_not_sent(
    face: Face, boc: str, status: int, text: str
) -> None:
    for path in ("/v2/sendBoc", "/v3/message"):
        told = await face.refused(path, {"boc": boc})
        assert told[0] == status
        assert text in told[1]


async def test_a_message_to_nobody_is_refused_in_the_lite_servers_words(face: Face) -> None:
    message = Builder().store_uint(0b10, 2).store_uint(0, 2).store_uint(0b100, 3)
    cell = message.store_int(0, 8).store_bytes(bytes(32)).store_coins(0).store_bits("00")
    boc = base64.b64encode(cell.end_cell().to_boc()).decode()
    told = await face.refused("/v2/sendBoc", {"boc": boc})
    start = "LITE_SERVER_UNKNOWN: cannot apply external message to current state : "
    assert told == (500, f"{start}Failed to unpack account state")


async def _account(face: Face, address: str) -> dict[str, Answer]:
    told: dict[str, Answer] = await face.v2("getAddressInformation", address=address)
    return told
