"""A wallet that seals its proofs with a hash, and the verifier that knows the seal: any field that
was altered breaks it, as a signature would be broken.
"""

import base64
import hashlib
from dataclasses import astuple, replace
from typing import Any

from domain.users.models import WalletProof
from domain.users.refusals import ProofForged

DOMAIN = "127.0.0.1:8080"


class FakeVerifier:
    """`unreachable` is raised as long as it is set."""

    def __init__(self) -> None:
        self.unreachable: Exception | None = None

    async def verify(self, proof: WalletProof) -> str:
        if self.unreachable is not None:
            raise self.unreachable
        if proof.signature != seal(proof) or proof.domain != DOMAIN:
            raise ProofForged(address=proof.address)
        return proof.address


def address(number: int) -> str:
    return f"0:{number:064x}"


def proof_body(wallet: str, payload: str) -> dict[str, Any]:
    """What TON Connect gives: `account` and `proof`."""
    proof = WalletProof(
        address=wallet,
        chain="-3",
        state_init="te6cc",
        public_key="00" * 32,
        domain=DOMAIN,
        domain_bytes=len(DOMAIN),
        signed_at_s=1_796_115_600,
        payload=payload,
        signature="",
    )
    return {
        "account": {
            "address": proof.address,
            "chain": proof.chain,
            "walletStateInit": proof.state_init,
            "publicKey": proof.public_key,
        },
        "proof": {
            "timestamp": proof.signed_at_s,
            "domain": {"lengthBytes": proof.domain_bytes, "value": proof.domain},
            "payload": payload,
            "signature": seal(proof),
        },
    }


def seal(proof: WalletProof) -> str:
    fields = astuple(replace(proof, signature=""))
    return base64.b64encode(hashlib.sha256(repr(fields).encode()).digest()).decode()
