"""Proofs signed by npm's wallets and tweetnacl hold here, and no field of them can be altered."""

import json
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from bot.gateways.ton.cells import address_of
from bot.gateways.ton.wallets import wallet_init
from domain.users.models import WalletProof
from domain.users.refusals import ProofForged
from tests.gateways.ton.proofs import DOMAIN, NOW_S, verifier

CONTRACTS = Path(__file__).parents[3] / "contracts"
SCRIPT = Path(__file__).with_name("sign_proofs.mjs")
PAYLOAD = "приглашение 🎟 0123"
VERSIONS = ("v3r2", "v4r2", "v5r1")
SEED = "5e" * 32


@pytest.fixture(scope="module")
def signed_in_node() -> dict[str, WalletProof]:
    node = shutil.which("node")
    if node is None or not (CONTRACTS / "node_modules" / "@ton" / "ton").is_dir():
        pytest.skip("no Node, or `npm ci` was not run in contracts/")
    order = {
        "network": "-3",
        "domain": DOMAIN,
        "payload": PAYLOAD,
        "timestamp": NOW_S,
        "seed": SEED,
    }
    ran = subprocess.run(
        [node, str(SCRIPT), str(CONTRACTS), json.dumps(order)],
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    rows = map(json.loads, ran.stdout.splitlines())
    return {
        row["version"]: WalletProof(
            address=row["address"],
            chain="-3",
            state_init=row["state_init"],
            public_key=row["public_key"],
            domain=DOMAIN,
            domain_bytes=len(DOMAIN.encode()),
            signed_at_s=NOW_S,
            payload=PAYLOAD,
            signature=row["signature"],
        )
        for row in rows
    }


@pytest.mark.parametrize("version", VERSIONS)
async def test_a_proof_from_node_holds(
    signed_in_node: dict[str, WalletProof], version: str
) -> None:
    proof = signed_in_node[version]
    assert await verifier().verify(proof) == proof.address
    init = wallet_init(version, bytes.fromhex(proof.public_key), network="-3")
    assert address_of(init) == proof.address, "we make the same wallet of the same key"


@pytest.mark.parametrize("version", VERSIONS)
async def test_each_altered_field_of_it_is_refused(
    signed_in_node: dict[str, WalletProof], version: str
) -> None:
    proof = signed_in_node[version]
    other = signed_in_node[next(one for one in VERSIONS if one != version)]
    altered = (
        replace(proof, domain="souk.example:8444"),
        replace(proof, domain_bytes=proof.domain_bytes - 1),
        replace(proof, signed_at_s=NOW_S - 1),
        replace(proof, payload=PAYLOAD + " "),
        replace(proof, address=other.address),
        replace(proof, address=other.address, state_init=other.state_init),
        replace(proof, state_init=other.state_init),
        replace(proof, signature=other.signature),
        replace(proof, chain="-239"),
        replace(proof, public_key="ab" * 32),
    )
    for one in altered:
        with pytest.raises(ProofForged):
            await verifier().verify(one)
    with pytest.raises(ProofForged):
        await verifier(domain="souk.example:1").verify(proof)
    with pytest.raises(ProofForged):
        await verifier(network="-239").verify(proof)
    with pytest.raises(ProofForged):
        await verifier(now_s=NOW_S + 901).verify(proof)
