"""The house's wallets: highload v3, one message from outside for one or many payments.

Source and forms: https://github.com/ton-blockchain/highload-wallet-contract-v3. The body that is
signed is `wallet:32 ^message mode:8 query_id:23 created_at:64 timeout:22`. One message goes
straight out; several, and any with a state-init, go in an action list that the wallet sends to
itself: the second transaction pays. What goes wrong with one of them keeps none of the others.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from pytoniq_core.boc.builder import Builder
from pytoniq_core.boc.cell import Cell

from bot.gateways.ton.bodies import comment, jetton_transfer
from bot.gateways.ton.cells import (
    address_of,
    external_message,
    hash_of,
    internal_message,
    state_init,
)
from bot.gateways.ton.codes import code
from domain.shared.refusals import GatewayError
from domain.ton.models import GetResult, Payout, SignedMessage, StackArg

WALLET_ID: Final = 0x10AD
"""The number that the contract's own tools give to its wallets."""
TIMEOUT_S: Final = 3600
MOST_PAYOUTS: Final = 200
"""An action list has at most 255 entries, one of which the contract adds itself."""
BITS_MAX: Final = 1022
"""The last bit number that the contract takes: 1023 ends in exit code 9."""
JETTON_NANO: Final = 60_000_000
"""Goes along with a jetton transfer for its three messages and perhaps a new jetton wallet; what
is left comes back.
"""
BASE_NANO: Final = 10_000_000
EACH_NANO: Final = 2_000_000
_ONE_NANO: Final = 8_000_000
_SEND: Final = 0x0EC3C86D
_TO_SELF: Final = 0xAE42E5A4
_APART: Final = 3
"""Mode: fees apart from the value (1), and an order that cannot be carried out is left out (2)."""
_NO_CODE: Final = frozenset({-13, -14, -256})


class Signer(Protocol):
    """A key that signs and is never seen."""

    @property
    def public(self) -> bytes: ...

    def sign(self, digest: bytes) -> bytes:
        """Ed25519, 64 bytes."""
        ...


class Runner(Protocol):
    async def run(
        self, address: str, method: str, stack: Sequence[StackArg] = ()
    ) -> GetResult: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Send:
    """A message that the wallet is to send: `to` raw, `value` in nano."""

    to: str
    value: int
    bounce: bool
    body: Cell
    init: Cell | None = None


class HighloadWallet:
    """Implements domain.ton.ports.PayoutWallet. The same arguments give the same bytes."""

    def __init__(
        self,
        signer: Signer,
        reader: Runner,
        *,
        timeout_s: int = TIMEOUT_S,
        wallet_id: int = WALLET_ID,
    ) -> None:
        """`timeout_s` and `wallet_id` are part of the address: they never change for a key."""
        assert 5 < timeout_s < 1 << 22, "the contract's own bounds"  # noqa: PLR2004
        self._signer = signer
        self._reader = reader
        self._timeout_s = timeout_s
        self._wallet_id = wallet_id
        self._init = wallet_init(signer.public, timeout_s=timeout_s, wallet_id=wallet_id)
        self._address = address_of(self._init)

    @property
    def address(self) -> str:
        return self._address

    @property
    def most_payouts(self) -> int:
        return MOST_PAYOUTS

    @property
    def timeout_s(self) -> int:
        return self._timeout_s

    def sign(
        self, payouts: Sequence[Payout], *, query_id: int, created_at_s: int, deploy: bool
    ) -> SignedMessage:
        sends = [self._send(payout) for payout in payouts]
        return self.sign_sends(sends, query_id=query_id, created_at_s=created_at_s, deploy=deploy)

    def sign_sends(
        self, sends: Sequence[Send], *, query_id: int, created_at_s: int, deploy: bool
    ) -> SignedMessage:
        """One message that makes the wallet send all of these. `query_id` is shift and bit as
        the contract packs them: shift << 10 | bit, the bit at most 1022.
        """
        assert 0 < len(sends) <= MOST_PAYOUTS, f"{len(sends)} messages in one"
        assert 0 <= query_id < 1 << 23, "the contract's own bound"
        assert query_id & 1023 <= BITS_MAX, "a bit that the contract cannot set"
        direct = len(sends) == 1 and sends[0].init is None
        order = _message(sends[0]) if direct else self._to_self(sends, query_id)
        body = self._signed(order, query_id=query_id, created_at_s=created_at_s)
        whole = external_message(self._address, body, init=self._init if deploy else None)
        return SignedMessage(
            wallet=self._address,
            boc=whole.to_boc(),
            hash=hash_of(whole),
            body_hash=hash_of(body),
            query_id=query_id,
            created_at_s=created_at_s,
            expires_at_s=created_at_s + self._timeout_s,
        )

    def gas(self, payouts: Sequence[Payout]) -> int:
        """Nano beyond the coins paid out. Measured: 4.1 million for one payment, 6.6 million for
        one that deploys the wallet; 11.3 million for five, 1.4 million for each of two hundred.
        """
        along = sum(JETTON_NANO for payout in payouts if payout.jetton_wallet is not None)
        return along + self.gas_of(len(payouts))

    def gas_of(self, count: int) -> int:
        """The same for any messages: what they carry themselves comes on top."""
        return _ONE_NANO if count == 1 else 2 * BASE_NANO + EACH_NANO * count

    async def processed(self, query_id: int) -> bool:
        """`processed?` without its cleaning, so that yes stays yes as long as the contract knows.
        It forgets after twice the timeout: a no so late says nothing.
        """
        answer = await self._reader.run(self._address, "processed?", (query_id, 0))
        if answer.exit_code in _NO_CODE:
            return False
        if not answer.ok or not answer.stack or not isinstance(answer.stack[0], int):
            raise GatewayError(f"processed?: exit code {answer.exit_code}")
        return answer.stack[0] != 0

    def _send(self, payout: Payout) -> Send:
        if payout.jetton_wallet is None:
            return Send(
                to=payout.to, value=payout.amount, bounce=payout.bounce, body=comment(payout.ref)
            )
        body = jetton_transfer(
            query_id=payout.query_id,
            amount=payout.amount,
            to=payout.to,
            excesses_to=self._address,
            text=payout.ref,
        )
        return Send(to=payout.jetton_wallet, value=JETTON_NANO, bounce=True, body=body)

    def _to_self(self, sends: Sequence[Send], query_id: int) -> Cell:
        """The action list in a message to ourselves. It carries all that is paid out, so that a
        wallet which cannot pay all of it pays nothing.
        """
        actions = Builder().end_cell()
        for send in sends:
            entry = Builder()
            entry.store_ref(actions).store_uint(_SEND, 32).store_uint(_APART, 8)
            entry.store_ref(_message(send))
            actions = entry.end_cell()
        body = Builder()
        body.store_uint(_TO_SELF, 32).store_uint(query_id, 64).store_ref(actions)
        value = sum(send.value for send in sends) + BASE_NANO
        return internal_message(self._address, value, body.end_cell(), bounce=False)

    def _signed(self, order: Cell, *, query_id: int, created_at_s: int) -> Cell:
        inner = Builder()
        inner.store_uint(self._wallet_id, 32).store_ref(order).store_uint(_APART, 8)
        inner.store_uint(query_id, 23).store_uint(created_at_s, 64)
        inner.store_uint(self._timeout_s, 22)
        signed = inner.end_cell()
        body = Builder()
        body.store_bytes(self._signer.sign(signed.hash)).store_ref(signed)
        return body.end_cell()


def wallet_init(public: bytes, *, timeout_s: int, wallet_id: int = WALLET_ID) -> Cell:
    """The state-init of a new wallet. Its data: `key:256 wallet:32 old:dict queries:dict
    cleaned_at:64 timeout:22`.
    """
    data = Builder()
    data.store_bytes(public).store_uint(wallet_id, 32).store_bits("00")
    data.store_uint(0, 64).store_uint(timeout_s, 22)
    return state_init(code("highload_v3"), data.end_cell())


def _message(send: Send) -> Cell:
    return internal_message(send.to, send.value, send.body, bounce=send.bounce, init=send.init)
