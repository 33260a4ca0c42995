"""Proofs of wallets as TON Connect gives them: signed here, or published by others."""

import base64
import json
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from nacl.signing import SigningKey
from pytoniq_core.boc.cell import Cell

from bot.gateways.ton.cells import address_of, to_base64
from bot.gateways.ton.proof import TonProofs, signed_hash
from bot.gateways.ton.wallets import wallet_init
from domain.shared.ids import SECOND, Instant
from domain.ton.models import GetResult
from domain.users.models import WalletProof
from tests.fakes.clock import FakeClock

VECTORS: Final[list[dict[str, Any]]] = json.loads(
    Path(__file__).with_name("proof_vectors.json").read_text()
)["vectors"]
DOMAIN: Final = "souk.example:8443"
NOW_S: Final = 1_796_115_600


class FakeKeys:
    """A chain on which wallets of unknown code stand, with their keys."""

    def __init__(self) -> None:
        self.keys: dict[str, int] = {}
        self.asked: list[str] = []
        self.broken: Exception | None = None

    async def run(self, address: str, method: str) -> GetResult:
        assert method == "get_public_key"
        self.asked.append(address)
        if self.broken is not None:
            raise self.broken
        if address not in self.keys:
            return GetResult(exit_code=-13, stack=())
        return GetResult(exit_code=0, stack=(self.keys[address],))


def verifier(
    *,
    domain: str = DOMAIN,
    network: str = "-3",
    now_s: int = NOW_S,
    keys: FakeKeys | None = None,
) -> TonProofs:
    clock = FakeClock(Instant(now_s * SECOND))
    return TonProofs(frozenset({domain}), network, clock, keys or FakeKeys())


def published(vector: dict[str, Any]) -> WalletProof:
    return WalletProof(
        address=vector["address"],
        chain=vector["network"],
        state_init=vector["state_init"],
        public_key=vector["key"],
        domain=vector["domain"],
        domain_bytes=vector["domain_bytes"],
        signed_at_s=vector["signed_at_s"],
        payload=vector["payload"],
        signature=vector["signature"],
    )


def signed(key: SigningKey, *, version: str = "v4r2", init: Cell | None = None) -> WalletProof:
    """A proof as a wallet of ours gives it."""
    public = bytes(key.verify_key)
    cell = init or wallet_init(version, public, network="-3")
    blank = WalletProof(
        address=address_of(cell),
        chain="-3",
        state_init=to_base64(cell),
        public_key=public.hex(),
        domain=DOMAIN,
        domain_bytes=len(DOMAIN.encode()),
        signed_at_s=NOW_S,
        payload="nonce",
        signature="",
    )
    return sign(blank, key)


def sign(proof: WalletProof, key: SigningKey) -> WalletProof:
    """The same with a fresh signature over what it says now."""
    signature = key.sign(signed_hash(proof.address, proof)).signature
    return replace(proof, signature=base64.b64encode(signature).decode())
