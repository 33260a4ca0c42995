"""Wallets of the FakeChain: highload ones that pay, and those of orders."""

import json
from collections.abc import Sequence

from domain.ton.models import (
    Payout,
    SignedMessage,
)
from tests.fakes.ton import FakeChain
from tests.fakes.ton_machines import (
    FORWARD,
    GAS,
    JETTON_GAS,
    address,
    digest,
)


class FakeOrderWallets:
    """Implements domain.ton.ports.OrderWallets."""

    def __init__(self, chain: FakeChain) -> None:
        self._chain = chain

    def wallet(self, number: int, address: str | None = None) -> "FakeWallet":
        made = FakeWallet(self._chain, f"order wallet {number}")
        assert address in {None, made.address}, "there is one key only"
        return made


class FakeWallet:
    """Implements domain.ton.ports.PayoutWallet: a highload wallet of the FakeChain."""

    def __init__(self, chain: FakeChain, name: str, *, most: int = 100) -> None:
        self._chain = chain
        self.address = address(name)
        self.most_payouts = most
        self.timeout_s = 3600

    def sign(
        self, payouts: Sequence[Payout], *, query_id: int, created_at_s: int, deploy: bool
    ) -> SignedMessage:
        wire = {
            "wallet": self.address,
            "query_id": query_id,
            "created_at_s": created_at_s,
            "timeout_s": self.timeout_s,
            "deploy": deploy,
            "payouts": [
                {
                    "ref": one.ref,
                    "to": one.to,
                    "amount": one.amount,
                    "bounce": one.bounce,
                    "jetton_wallet": one.jetton_wallet,
                    "query_id": one.query_id,
                }
                for one in payouts
            ],
        }
        boc = json.dumps(wire).encode()
        return SignedMessage(
            wallet=self.address,
            boc=boc,
            hash=digest(boc),
            body_hash=digest("body", boc),
            query_id=query_id,
            created_at_s=created_at_s,
            expires_at_s=created_at_s + self.timeout_s,
        )

    def gas(self, payouts: Sequence[Payout]) -> int:
        along = sum(JETTON_GAS for one in payouts if one.jetton_wallet is not None)
        return along + 3 * GAS + (len(payouts) + 2) * FORWARD

    async def processed(self, query_id: int) -> bool:
        # The real one forgets after a while; nothing here takes so long.
        self._chain.faults.met("processed")
        return query_id in self._chain.account(self.address).used
