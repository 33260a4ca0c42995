"""ton_proof: published proofs hold, and whatever is altered is refused."""

import base64
import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from nacl.signing import SigningKey
from pytoniq_core.boc.builder import Builder
from pytoniq_core.boc.cell import Cell

from bot.gateways.ton.cells import address_of, state_init, to_base64
from bot.gateways.ton.codes import code
from bot.gateways.ton.wallets import wallet_init
from domain.shared.refusals import GatewayError
from domain.users.models import WalletProof
from domain.users.refusals import ProofForged
from tests.gateways.ton.proofs import (
    DOMAIN,
    NOW_S,
    VECTORS,
    FakeKeys,
    published,
    sign,
    signed,
    verifier,
)

ALICE = SigningKey(b"a" * 32)
MALLORY = SigningKey(b"m" * 32)
VERSIONS = ["v1r1", "v2r2", "v3r1", "v3r2", "v4r2", "v5r1"]
Alter = Callable[[WalletProof], WalletProof]


def _vector(vector: dict[str, Any]) -> tuple[WalletProof, dict[str, Any]]:
    proof = published(vector)
    return proof, {
        "domain": proof.domain,
        "network": proof.chain,
        "now_s": proof.signed_at_s + 60,
    }


@pytest.mark.parametrize("vector", VECTORS, ids=lambda one: str(one["name"]))
async def test_a_published_proof_holds(vector: dict[str, Any]) -> None:
    proof, world = _vector(vector)
    assert await verifier(**world).verify(proof) == vector["address"]


ALTERED: dict[str, Alter] = {
    "address": lambda p: replace(p, address="0:" + "11" * 32),
    "workchain": lambda p: replace(p, address="-1" + p.address[1:]),
    "chain": lambda p: replace(p, chain="-3" if p.chain == "-239" else "-239"),
    "no chain": lambda p: replace(p, chain=""),
    "key": lambda p: replace(p, public_key="00" * 32),
    "domain": lambda p: replace(p, domain="x" + p.domain[1:]),
    "domain length": lambda p: replace(p, domain_bytes=p.domain_bytes + 1),
    "time": lambda p: replace(p, signed_at_s=p.signed_at_s + 1),
    "payload": lambda p: replace(p, payload=p.payload + "0"),
    "signature": lambda p: replace(p, signature="A" + p.signature[1:]),
    "short signature": lambda p: replace(p, signature=base64.b64encode(b"short").decode()),
    "signature of another form": lambda p: replace(p, signature="no base 64!"),
    "no signature": lambda p: replace(p, signature=""),
    "state-init": lambda p: replace(p, state_init=to_base64(_stranger())),
    "no state-init": lambda p: replace(p, state_init=""),
    "state-init that is no bag": lambda p: replace(p, state_init="AAAA"),
    "state-init of one cell": lambda p: replace(p, state_init=to_base64(code("v4r2"))),
    "half a state-init": lambda p: replace(p, state_init=p.state_init[: len(p.state_init) // 2]),
    "enormous state-init": lambda p: replace(p, state_init="A" * 100_000),
    "time before 1970": lambda p: replace(p, signed_at_s=-1),
    "time past all numbers": lambda p: replace(p, signed_at_s=1 << 70),
    "lone surrogate": lambda p: replace(p, payload="\ud800"),
}


@pytest.mark.parametrize("what", ALTERED)
@pytest.mark.parametrize("vector", VECTORS, ids=lambda one: str(one["name"]))
async def test_a_published_proof_with_one_thing_altered_is_refused(
    vector: dict[str, Any], what: str
) -> None:
    proof, world = _vector(vector)
    altered = ALTERED[what](proof)
    assert altered != proof
    with pytest.raises(ProofForged):
        await verifier(**world).verify(altered)


@pytest.mark.parametrize("version", VERSIONS)
async def test_every_known_wallet_is_read_where_its_key_stands(version: str) -> None:
    cell = _any_wallet(version, ALICE)
    assert await verifier().verify(signed(ALICE, init=cell)) == address_of(cell)
    with pytest.raises(ProofForged):
        await verifier().verify(sign(signed(ALICE, init=cell), MALLORY))


async def test_a_key_that_a_client_names_is_not_believed() -> None:
    forged = sign(replace(signed(ALICE), public_key=bytes(MALLORY.verify_key).hex()), MALLORY)
    with pytest.raises(ProofForged):
        await verifier().verify(forged)
    unnamed = replace(signed(ALICE), public_key="")
    assert await verifier().verify(unnamed) == unnamed.address


@pytest.mark.parametrize(
    ("at_s", "holds"),
    [(NOW_S, True), (NOW_S + 60, True), (NOW_S + 61, False), (NOW_S - 900, True)],
)
async def test_a_proof_is_good_for_a_quarter_of_an_hour(at_s: int, *, holds: bool) -> None:
    proof = sign(replace(signed(ALICE), signed_at_s=at_s), ALICE)
    assert await _holds(proof) is holds
    assert not await _holds(sign(replace(proof, signed_at_s=NOW_S - 901), ALICE))


async def test_text_of_any_script_may_be_signed() -> None:
    proof = sign(replace(signed(ALICE), payload="ключ 🔑"), ALICE)
    assert await verifier().verify(proof) == proof.address


async def test_text_cannot_move_between_domain_and_payload() -> None:
    """The domain's length in the proof is what the wallet says; only the true one is taken."""
    proof = signed(ALICE)
    for length in (0, len(DOMAIN) - 1, len(DOMAIN) + 5):
        with pytest.raises(ProofForged):
            await verifier().verify(replace(proof, domain_bytes=length))


async def test_a_wallet_of_unknown_code_is_asked_on_chain() -> None:
    cell = _stranger()
    keys = FakeKeys()
    keys.keys[address_of(cell)] = int.from_bytes(bytes(ALICE.verify_key), "big")
    proof = signed(ALICE, init=cell)
    assert await verifier(keys=keys).verify(proof) == address_of(cell)
    assert keys.asked == [address_of(cell)]
    with pytest.raises(ProofForged):
        await verifier(keys=keys).verify(sign(replace(proof, public_key=""), MALLORY))


async def test_a_wallet_of_unknown_code_that_does_not_stand_is_refused() -> None:
    with pytest.raises(ProofForged):
        await verifier().verify(signed(ALICE, init=_stranger()))


async def test_a_chain_out_of_reach_is_no_forgery() -> None:
    keys = FakeKeys()
    keys.broken = GatewayError("away")
    with pytest.raises(GatewayError):
        await verifier(keys=keys).verify(signed(ALICE, init=_stranger()))
    assert await verifier(keys=keys).verify(signed(ALICE)), "known code needs no chain"


async def test_a_wallet_that_switched_its_key_off_cannot_sign() -> None:
    data = Builder().store_bit_int(0).store_uint(0, 32).store_uint(1, 32)
    data.store_bytes(bytes(ALICE.verify_key)).store_bit_int(0)
    with pytest.raises(ProofForged):
        await verifier().verify(signed(ALICE, init=state_init(code("v5r1"), data.end_cell())))


async def test_data_too_short_for_a_key_is_refused() -> None:
    short = state_init(code("v4r2"), Builder().store_uint(7, 40).end_cell())
    with pytest.raises(ProofForged):
        await verifier().verify(signed(ALICE, init=short))


def test_what_is_refused_says_nothing_secret() -> None:
    refusal = ProofForged(address="0:00", what="signature")
    assert json.dumps(refusal.fields) == '{"address": "0:00", "what": "signature"}'


async def _holds(proof: WalletProof) -> bool:
    try:
        await verifier().verify(proof)
    except ProofForged:
        return False
    return True


def _stranger() -> Cell:
    """A wallet whose code we do not know."""
    odd = Builder().store_uint(0xFF00, 16).end_cell()
    return state_init(odd, Builder().store_uint(1, 64).end_cell())


def _any_wallet(version: str, key: SigningKey) -> Cell:
    public = bytes(key.verify_key)
    if version in {"v3r2", "v4r2", "v5r1"}:
        return wallet_init(version, public, network="-3")
    data = Builder().store_uint(0, 32)
    if version.startswith("v3"):
        data.store_uint(698_983_191, 32)
    return state_init(code(version), data.store_bytes(public).end_cell())
