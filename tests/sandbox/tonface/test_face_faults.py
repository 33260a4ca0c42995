"""What goes wrong on purpose at the face, its limits on calls, and the log of both."""

import asyncio
import base64

import aiohttp
import pytest
from ton_core import to_nano

from scripts.sandbox.world import World
from tests.sandbox.caller import Answer, Caller
from tests.sandbox.tonface.conftest import Pair
from tests.sandbox.tonface.face import Face, blocks, pay
from tests.sandbox.tonface.ton_utils import toncenter, wallet


async def fault(caller: Caller, kind: str, **more: object) -> Answer:
    return await caller.make("/faults", {"face": "ton", "kind": kind, "times": 1, **more})


async def test_an_error_in_the_faces_own_words(caller: Caller, face: Face, pair: Pair) -> None:
    await fault(caller, "error", status=429, retry_after_s=3, times=2)
    for path in ("/v2/getMasterchainInfo", "/v3/masterchainInfo"):
        status, told, headers = await face.call(path)
        assert status == 429
        assert told == {"ok": False, "result": "Ratelimit exceed", "code": 429}
        assert headers["Retry-After"] == "3"
    await fault(caller, "error", status=500, match="/api/v3/*")
    assert await face.v2("getMasterchainInfo")
    assert await face.refused("/v3/masterchainInfo") == (500, "LITE_SERVER_NETWORK")
    await fault(caller, "error", status=503, match="getMasterchainInfo")
    assert await face.refused("/v2/getMasterchainInfo") == (503, "Service Unavailable")
    assert await face.v3("masterchainInfo")


async def test_a_fault_finds_v3_calls_by_each_of_their_names(caller: Caller, face: Face) -> None:
    for match in ("transactions", "v3/transactions", "/api/v3/trans*", "/ton/api/v3/*"):
        await fault(caller, "error", status=500, match=match)
        assert (await face.refused("/v3/transactions"))[0] == 500
        assert await face.v3("transactions")


async def test_lost_requests_and_answers(caller: Caller, face: Face, pair: Pair) -> None:
    request = {"messages": [{"address": pair.bob["friendly"], "amount": "1000000000"}]}
    signed = await caller.post("/wallets/alice/transactions", request)
    await blocks(caller)
    await fault(caller, "lose_request", match="getMasterchainInfo")
    with pytest.raises(aiohttp.ClientError):
        await face.rpc("getMasterchainInfo")
    await fault(caller, "lose_answer", match="sendBoc*")
    with pytest.raises(aiohttp.ClientError):
        await face.post_v2("sendBocReturnHash", {"boc": signed["boc"]})
    rows = (await caller.get("/calls?face=ton"))["items"]
    assert [(row["method"], row["fault"], row["status"]) for row in rows] == [
        ("getMasterchainInfo", "lose_request", 0),
        ("sendBocReturnHash", "lose_answer", 0),
    ]


async def test_a_message_is_lost_though_the_answer_was_good(
    caller: Caller, face: Face, pair: Pair
) -> None:
    async with toncenter(caller.url) as client:
        own = await wallet(caller, client)
        await fault(caller, "lose_message", match="send*")
        assert await face.v3("masterchainInfo"), "a read does not use it up"
        sent = await own.transfer(pair.bob["friendly"], to_nano(1))
        await blocks(caller)
        query = {"account": pair.bob["address"]}
        assert (await face.v3("transactions", **query))["transactions"] == []
        assert (await caller.get("/chain"))["waiting"] == 0
        boc = base64.b64encode(bytes.fromhex(sent.as_hex)).decode()
        assert (await face.post_v3("message", {"boc": boc}))["message_hash"]
        await blocks(caller)
        assert len((await face.v3("transactions", **query))["transactions"]) == 1


async def test_reads_lag_some_blocks_behind(caller: Caller, face: Face, pair: Pair) -> None:
    await pay(caller, "bob", "1", "old")
    await pay(caller, "bob", "2", "new")
    bob = {"address": pair.bob["address"]}
    seqno = (await caller.get("/chain"))["seqno"]
    await fault(caller, "lag", blocks=2, times=4)
    assert await face.v2("getAddressBalance", **bob) == "1000000000"
    (row,) = await face.v2("getTransactions", **bob)
    assert row["in_msg"]["message"] == "old"
    assert (await face.v3("masterchainInfo"))["last"]["seqno"] == seqno - 2
    ran = await face.post_v2("runGetMethod", {"address": pair.alice["address"], "method": "seqno"})
    assert ran["stack"] == [["num", "0x1"]]
    assert await face.v2("getAddressBalance", **bob) == "3000000000"


async def test_rows_come_twice_or_swapped(caller: Caller, face: Face, pair: Pair) -> None:
    await pay(caller, "bob", "1", "first")
    await fault(caller, "reorder", match="*ransactions")
    bob = pair.bob["address"]
    assert len(await face.v2("getTransactions", address=bob)) == 1
    await pay(caller, "bob", "1", "second")
    newest, oldest = await face.v2("getTransactions", address=bob)
    assert int(newest["transaction_id"]["lt"]) < int(oldest["transaction_id"]["lt"])
    await fault(caller, "duplicate", match="*ransactions")
    nobody = {"account": "0:" + "00" * 32}
    assert (await face.v3("transactions", **nobody))["transactions"] == []
    assert await face.v3("masterchainInfo"), "other calls have no rows"
    rows = (await face.v3("transactions", account=bob))["transactions"]
    assert [row["hash"] for row in rows] == [rows[0]["hash"], rows[0]["hash"], rows[2]["hash"]]
    assert len((await face.v3("transactions", account=bob))["transactions"]) == 2


async def test_a_late_answer_is_the_right_one(caller: Caller, face: Face) -> None:
    await fault(caller, "delay", delay_ms=150)
    late = asyncio.ensure_future(face.v3("masterchainInfo"))
    assert (await face.v3("masterchainInfo"))["last"]["seqno"] == (await late)["last"]["seqno"]
    rows = (await caller.get("/calls?face=ton"))["items"]
    delayed = next(row for row in rows if row["fault"] == "delay")
    assert delayed["took_ms"] >= 150


async def test_calls_without_a_key_are_counted_together(
    world: World, caller: Caller, face: Face
) -> None:
    keyless = Face(face.url, face.session, key="")
    status = 200
    for _call in range(1000):
        status, told, _headers = await keyless.call("/v3/masterchainInfo")
        if status != 200:
            break
    assert status == 429
    assert told["result"] == "Ratelimit exceed"
    assert (await keyless.call("/v2/getMasterchainInfo"))[0] == 429
    assert await face.v3("masterchainInfo"), "a key has a limit of its own"
    await caller.patch("", {"pace": 1000})
    assert await keyless.v3("masterchainInfo")


async def test_the_log_shows_calls_by_method_and_path(caller: Caller, face: Face) -> None:
    await face.rpc("getMasterchainInfo")
    await face.v3("transactions", limit=1)
    await face.refused("/v2/getAddressBalance", address="x")
    rows = (await caller.get("/calls?face=ton"))["items"]
    assert [(row["method"], row["status"]) for row in rows] == [
        ("getMasterchainInfo", 200),
        ("/api/v3/transactions", 200),
        ("getAddressBalance", 416),
    ]
    assert rows[1]["params"] == {"limit": "1"}
    assert rows[2]["answer"] == {"ok": False, "error": "Incorrect address", "code": 416}
