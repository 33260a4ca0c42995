"""Wallets of the world's people as TON Connect meets them: proofs and transactions."""

import base64
import hashlib
from typing import Any

import pytest
from nacl.signing import VerifyKey

from scripts.sandbox.ton import cells
from scripts.sandbox.ton.chain import FAUCET
from scripts.sandbox.world import World
from tests.sandbox.caller import Caller
from tests.sandbox.ton.wallet_calls import balance, last_message, wallet


@pytest.mark.parametrize("version", ["v3r2", "v4r2", "v5r1"])
async def test_a_proof_is_signed_as_wallets_do(caller: Caller, version: str) -> None:
    await caller.post("/reset", {"clock": {"now": "2026-12-01T09:00:00.000Z", "rate": 0}})
    made = await wallet(caller, "alice", version=version)
    order = {"domain": "пример.рф:8080", "payload": "nonce-Ж"}
    told = await caller.post("/wallets/alice/proof", order)
    account, proof = told["account"], told["proof"]
    assert account == {
        "address": made["address"],
        "chain": "-3",
        "walletStateInit": made["state_init"],
        "publicKey": made["public_key"],
    }
    name = order["domain"].encode()
    assert proof["domain"] == {"lengthBytes": len(name), "value": order["domain"]}
    assert (proof["timestamp"], proof["payload"]) == (1_796_115_600, "nonce-Ж")
    message = b"ton-proof-item-v2/" + bytes(4) + bytes.fromhex(made["address"][2:])
    message += len(name).to_bytes(4, "little") + name
    message += proof["timestamp"].to_bytes(8, "little") + order["payload"].encode()
    inner = hashlib.sha256(message).digest()
    signed = hashlib.sha256(b"\xff\xff" + b"ton-connect" + inner).digest()
    signature = base64.b64decode(proof["signature"])
    VerifyKey(bytes.fromhex(made["public_key"])).verify(signed, signature)


async def test_a_transaction_of_ton_connect_is_signed_and_sent(
    world: World, caller: Caller
) -> None:
    made = await wallet(caller, "alice", "10")
    bob = await wallet(caller, "bob")
    contract = await caller.make("/wallets", {"name": "carol", "version": "v4r2"})
    order = {
        "valid_until": world.ton.chain.now + 60,
        "network": "-3",
        "from": made["address"],
        "messages": [
            {
                "address": bob["friendly"],
                "amount": "1500000000",
                "payload": cells.boc_text(cells.comment(b"K7Q2")),
            },
            {
                "address": contract["bounceable"],
                "amount": "2000000000",
                "stateInit": contract["state_init"],
            },
        ],
    }
    told = await caller.post("/wallets/alice/transactions", order)
    assert cells.parse_boc(told["boc"]).hash == base64.b64decode(told["hash"])
    assert await balance(caller, "bob") == "1.5"
    assert (await caller.get("/wallets/carol"))["deployed"] is True
    body = last_message(world, bob["address"])
    assert (body.body, body.bounce) == (cells.comment(b"K7Q2"), False)
    assert last_message(world, contract["address"]).bounce


async def test_a_person_can_reject_a_transaction(world: World, caller: Caller) -> None:
    await wallet(caller, "alice", "10")
    order = {"messages": [{"address": FAUCET, "amount": "1"}]}
    refused = await caller.refused("POST", "/wallets/alice/transactions?reject=true", order)
    assert refused == (409, "user-rejects", {})
    assert await balance(caller, "alice") == "10"
    late = {**order, "valid_until": world.ton.chain.now - 1}
    refused = await caller.refused("POST", "/wallets/alice/transactions", late)
    assert refused[:2] == (409, "chain-refused")
    assert refused[2]["exit_code"] == 136


@pytest.mark.parametrize(
    "more",
    [
        {"network": "-239"},
        {"from": f"0:{7:064x}"},
        {"from": "nobody"},
        {"messages": []},
        {"messages": [{"address": "bob", "amount": "1"}]},
        {"messages": [{"address": FAUCET, "amount": 1}]},
        {"messages": [{"address": FAUCET, "amount": "1.5"}]},
        {"messages": [{"address": FAUCET, "amount": "1", "payload": "?"}]},
        {"messages": [{"address": FAUCET, "amount": "1"}] * 256},
    ],
)
async def test_a_transaction_that_no_wallet_would_show_is_refused(
    caller: Caller, more: dict[str, Any]
) -> None:
    await wallet(caller, "alice", "10")
    order = {"messages": [{"address": FAUCET, "amount": "1"}], **more}
    refused = await caller.refused("POST", "/wallets/alice/transactions", order)
    assert refused[:2] == (400, "invalid")
