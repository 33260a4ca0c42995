"""Whatever is asked, the face answers in its form; whatever is on the chain can be read."""

import base64
import random

import pytest
from pytoniq_core.boc.builder import Builder
from pytoniq_core.boc.cell import Cell

from scripts.sandbox.ton.chain import Chain
from scripts.sandbox.ton.face.v2 import routes as v2
from scripts.sandbox.ton.face.v3 import routes as v3
from scripts.sandbox.ton.messages import Outgoing
from scripts.sandbox.world import World
from tests.sandbox.caller import Caller
from tests.sandbox.tonface.conftest import Pair
from tests.sandbox.tonface.face import Answer, Face, pay

SEED = 20_261_121
CALLS = 1_500
STATUSES = {200, 404, 409, 416, 422, 429, 500}
NAMES = (
    *("address", "account", "limit", "offset", "lt", "hash", "to_lt", "sort", "start_lt"),
    *("msg_hash", "body_hash", "opcode", "direction", "boc", "method", "stack", "seqno"),
    *("workchain", "shard", "owner_address", "index", "source", "destination", "created_lt"),
    *("body", "init_code", "init_data", "tx_hash", "trace_id", "mc_seqno", "include_boc"),
)


def value(draw: random.Random, known: list[str]) -> object:
    odd: list[object] = ["", "x", "-1", "0", "1", "99999999999999999999", "\x00", "тон", "asc"]
    odd += ["0x0f8a7ea5", "in", "true", "seqno", "get_nft_data", "-9223372036854775808", *known]
    nested: list[object] = [None, True, 1.5, 7, [], {}, [["num", "0x5"]], [["cell", "x"]]]
    return draw.choice(odd if draw.random() < 0.8 else nested)


async def test_any_call_gets_an_answer_of_the_faces_form(
    caller: Caller, face: Face, pair: Pair
) -> None:
    sent = await pay(caller, "bob", "1", "K7Q2")
    known = [pair.alice["friendly"], pair.bob["address"], sent, "0:" + "ab" * 32, "te6ccgEBAQEA"]
    draw = random.Random(SEED)
    await caller.patch("", {"pace": 1000})
    good = 0
    for _call in range(CALLS):
        names = draw.sample(NAMES, draw.randint(0, 5))
        told = {name: value(draw, known) for name in names}
        in_v2 = draw.random() < 0.5
        path = draw.choice(list(v2.METHODS if in_v2 else v3.METHODS))
        if draw.random() < 0.5:
            query = {name: str(one) for name, one in told.items()}
            status, body, _headers = await face.call(f"/{'v2' if in_v2 else 'v3'}/{path}", **query)
        elif in_v2:
            order = {"id": 1, "jsonrpc": "2.0", "method": path, "params": told}
            status, body, _headers = await face.call("/v2/jsonRPC", order)
        else:
            status, body, _headers = await face.call(f"/v3/{path}", told)
        check(status, body, in_v2=in_v2, asked=(path, told))
        good += status == 200
    assert good > CALLS // 10, "calls that go well are among them"


def check(status: int, body: Answer, *, in_v2: bool, asked: object) -> None:
    assert status in STATUSES, (asked, body)
    if in_v2:
        assert body["ok"] is (status == 200), (asked, body)
        assert status == 200 or isinstance(body["error"], str), (asked, body)
    elif status != 200:
        assert isinstance(body["error"], str), (asked, body)


def hostile_bodies() -> list[Cell]:
    """Bodies that break careless readers: odd lengths, bad UTF-8, half a transfer, a long tail."""
    tail = Builder().store_bytes(b"\xff\xfe").end_cell()
    for _ in range(200):
        tail = Builder().store_bytes(b"x" * 100).store_ref(tail).end_cell()
    odd_tail = Builder().store_uint(1, 3).end_cell()
    return [
        Builder().end_cell(),
        Builder().store_uint(0, 31).end_cell(),
        Builder().store_uint(0, 32).end_cell(),
        Builder().store_uint(0, 35).end_cell(),
        Builder().store_uint(0, 32).store_bytes(b"\xff\x00\xfe").end_cell(),
        Builder().store_uint(0, 32).store_ref(tail).end_cell(),
        Builder().store_uint(0, 32).store_ref(odd_tail).end_cell(),
        Builder().store_uint(0x2167DA4B, 32).store_bytes(b"secret").end_cell(),
        Builder().store_uint(0x0F8A7EA5, 32).store_uint(1, 64).end_cell(),
        Builder().store_uint(0x5FCC3D14, 32).store_uint(1, 64).store_uint(3, 2).end_cell(),
        Builder().store_uint(0xFFFFFFFF, 32).store_ref(tail).end_cell(),
    ]


def send_all(chain: Chain, to: str) -> int:
    bodies = hostile_bodies()
    for body in bodies:
        order = Outgoing(source="0:" + "11" * 32, destination=to, value=10**7, body=body)
        chain.send_internal(order)
    chain.settle()
    return len(bodies)


@pytest.mark.parametrize("target", ["bob", "usdt"])
async def test_hostile_messages_are_shown_like_any_other(
    world: World, face: Face, pair: Pair, target: str
) -> None:
    to = pair.bob["address"] if target == "bob" else world.ton.usdt.master
    before = len(world.ton.chain.transactions(to))
    count = send_all(world.ton.chain, to)
    rows = await face.v2("getTransactions", address=to, limit=100)
    assert len(rows) - before == count
    for row in rows:
        Cell.one_from_boc(base64.b64decode(row["data"]))
    index = await face.v3("transactions", account=to, limit=100)
    assert [row["hash"] for row in index["transactions"]] == [
        row["transaction_id"]["hash"] for row in rows
    ]
    assert await face.v3("messages", destination=to, limit=100)
    assert (await face.v3("jetton/transfers"))["jetton_transfers"] == []
    assert (await face.v3("nft/transfers"))["nft_transfers"] == []
    async with face.session.get(f"{face.url}/ton/explorer/data/address/{to}") as shown:
        assert shown.status == 200
