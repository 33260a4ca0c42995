"""What the explorer and the wallet on the sandbox page are told of the chain."""

import pytest

from tests.sandbox.caller import Answer, Caller
from tests.sandbox.tonface.conftest import Pair
from tests.sandbox.tonface.face import Face, blocks, pay

DATA = "/ton/explorer/data"
COMMENT = "te6ccgEBAQEACgAAEAAAAABLN1Ey"


async def read(caller: Caller, path: str, status: int = 200) -> Answer:
    async with caller.session.get(f"{caller.url}{DATA}/{path}") as response:
        assert response.status == status, await response.text()
        return await response.json()


async def preview(caller: Caller, messages: object, status: int = 200) -> Answer:
    body = {"messages": messages}
    async with caller.session.post(f"{caller.url}{DATA}/preview", json=body) as response:
        assert response.status == status, await response.text()
        return await response.json()


async def test_an_account_and_its_transactions(caller: Caller, pair: Pair) -> None:
    for number in range(27):
        await pay(caller, "bob", "1", f"order {number}")
    told = await read(caller, f"address/{pair.bob['friendly']}")
    assert told["ref"] == {
        "raw": pair.bob["address"],
        "text": pair.bob["friendly"],
        "name": "bob",
    }
    assert (told["balance"], told["status"]) == ("27000000000", "uninit")
    assert [row["in"]["comment"] for row in told["rows"]][:2] == ["order 26", "order 25"]
    older = await read(caller, f"address/bob?before={told['next']}")
    assert [row["in"]["comment"] for row in older["rows"]] == ["order 1", "order 0"]
    assert older["next"] is None
    alice = await read(caller, f"address/{pair.alice['address']}")
    assert (alice["kind"], alice["seqno"]) == ("wallet v5 r1", 27)


async def test_a_transaction_is_found_by_any_hash(caller: Caller, face: Face, pair: Pair) -> None:
    sent = await pay(caller, "bob", "1", "K7Q2")
    (row,) = await face.v2("getTransactions", address=pair.bob["address"])
    quoted = row["transaction_id"]["hash"].replace("/", "%2F").replace("+", "%2B")
    told = await read(caller, f"tx/{quoted}")
    assert told["account"]["name"] == "bob"
    assert told["in"]["source"]["name"] == "alice"
    assert (told["exit_code"], told["phases"]["skipped"]) == (None, "no_state")
    assert [(one["account"]["name"], one["depth"]) for one in told["trace"]] == [
        ("alice", 0),
        ("bob", 1),
    ]
    by_message = await read(caller, f"tx/{sent.replace('/', '_').replace('+', '-')}")
    assert by_message["account"]["name"] == "alice"
    assert (by_message["exit_code"], by_message["action_code"]) == (0, 0)
    block = await read(caller, f"block/{told['block']}")
    assert [one["hash"] for one in block["rows"]] == [told["hash"]]
    home = await read(caller, "home")
    assert home["rows"][0]["hash"] == told["hash"]
    assert home["head"]["seqno"] == told["block"]


async def test_jettons_are_shown_by_their_owner(caller: Caller, pair: Pair) -> None:
    (usdt,) = (await caller.get())["ton"]["jettons"]
    value = {"asset": f"jetton:{usdt['master']}", "amount": "25"}
    await caller.post("/wallets/alice/faucet", {"value": value})
    told = await read(caller, f"address/{pair.alice['friendly']}")
    (held,) = told["jettons"]
    assert (held["symbol"], held["amount"], held["decimals"]) == ("USDT", "25000000", 6)
    assert (await read(caller, f"address/{held['wallet']['raw']}"))["kind"] == "jetton wallet"
    assert (await read(caller, f"address/{usdt['master']}"))["kind"] == "jetton"


@pytest.mark.parametrize(
    "path", ["address/nobody", "tx/zz", f"tx/{'0' * 64}", "block/x", "block/99"]
)
async def test_what_is_not_there(caller: Caller, path: str) -> None:
    told = await read(caller, path, 404)
    assert told["error"]["code"] == "not-found"


async def test_the_preview_of_what_an_app_asks(caller: Caller, pair: Pair) -> None:
    known = {"address": pair.bob["friendly"], "amount": "5", "payload": COMMENT}
    stranger = {"address": "0:" + "00" * 32, "amount": "7", "payload": "", "stateInit": COMMENT}
    first, second = (await preview(caller, [known, stranger]))["messages"]
    assert (first["to"]["name"], first["amount"], first["comment"]) == ("bob", "5", "K7Q2")
    assert (second["to"]["name"], second["comment"], second["op"]) == (None, None, None)
    assert (first["deploys"], second["deploys"]) == (False, True)
    bad = [{**known, "amount": "-1"}], [{**known, "payload": "x"}]
    wrongs: tuple[object, ...] = (None, [{}], ["x"], *bad)
    for wrong in wrongs:
        assert (await preview(caller, wrong, 400))["error"]["code"] == "invalid"


async def test_explorer_calls_stand_in_no_log_and_meet_no_fault(
    caller: Caller, pair: Pair
) -> None:
    await caller.make("/faults", {"face": "ton", "kind": "error", "status": 500, "times": None})
    await blocks(caller)
    assert (await read(caller, "home"))["accounts"] > 0
    assert (await caller.get("/calls?face=ton"))["items"] == []
