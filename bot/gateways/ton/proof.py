"""Whether a wallet signed: TON Connect's `ton_proof`, for domain.users.ports.ProofVerifier.

What is signed: https://docs.ton.org/v3/guidelines/ton-connect/verifying-signed-in-users. Ed25519
over sha256(ffff, "ton-connect", sha256(message)), where the message is "ton-proof-item-v2/", the
workchain (32 bits, big-endian), the account (32 bytes), the domain's length (32 bits,
little-endian), the domain, the time (64 bits, little-endian) and the payload.
"""

import hashlib
from typing import Final, Protocol

from nacl.exceptions import BadSignatureError, CryptoError
from nacl.signing import VerifyKey

from bot.gateways.ton.cells import HASH_BYTES, BadCell, address_of, bytes_of_base64, parse
from bot.gateways.ton.wallets import read_init
from domain.shared.clock import Clock
from domain.shared.ids import MINUTE, SECOND
from domain.ton.models import GetResult
from domain.users.models import WalletProof
from domain.users.refusals import ProofForged

AGE_MAX: Final = 15 * MINUTE
AHEAD_MAX: Final = 1 * MINUTE
"""A wallet's own clock may run before ours."""
SIGNATURE_BYTES: Final = 64
INIT_BYTES_MAX: Final = 16_384
PAYLOAD_BYTES_MAX: Final = 1_024
LARGEST_TIME_S: Final = 1 << 40
_ITEM: Final = b"ton-proof-item-v2/"
_CONNECT: Final = b"\xff\xffton-connect"


class Keys(Protocol):
    """The part of a chain reader that knows keys of deployed wallets."""

    async def run(self, address: str, method: str) -> GetResult: ...


class TonProofs:
    def __init__(self, domains: frozenset[str], network: str, clock: Clock, reader: Keys) -> None:
        """`domains` are host[:port] of our pages, `network` is "-239" or "-3"."""
        self._domains = domains
        self._network = network
        self._clock = clock
        self._reader = reader

    async def verify(self, proof: WalletProof) -> str:
        """The proven address, raw. Every check but the nonce's. Refusal: ProofForged. Raises
        GatewayError when a wallet of unknown code could not be asked for its key.
        """
        address, key = _read_wallet(proof)
        if proof.chain != self._network:
            raise _forged(proof, "network")
        if key is None:
            key = await self._key_on_chain(proof, address)
        if proof.public_key and proof.public_key.lower() != key.hex():
            raise _forged(proof, "key")
        self._check_domain(proof)
        self._check_time(proof)
        _check_signature(proof, address, key)
        return address

    async def _key_on_chain(self, proof: WalletProof, address: str) -> bytes:
        """Of a wallet whose code we do not know, or that changes its keys: what it says itself."""
        answer = await self._reader.run(address, "get_public_key")
        told = answer.stack[0] if answer.ok and answer.stack else None
        if not isinstance(told, int) or not 0 < told < 1 << (8 * HASH_BYTES):
            raise _forged(proof, "code")
        return told.to_bytes(HASH_BYTES, "big")

    def _check_domain(self, proof: WalletProof) -> None:
        """The length is signed apart from the text: a wrong one would shift text between domain
        and time.
        """
        known = proof.domain in self._domains
        if not known or proof.domain_bytes != len(proof.domain.encode()):
            raise _forged(proof, "domain")

    def _check_time(self, proof: WalletProof) -> None:
        if not 0 <= proof.signed_at_s < LARGEST_TIME_S:
            raise _forged(proof, "time")
        age = self._clock.now() - proof.signed_at_s * SECOND
        if not -AHEAD_MAX <= age <= AGE_MAX:
            raise _forged(proof, "time")


def signed_hash(address: str, proof: WalletProof) -> bytes:
    """The 32 bytes that the wallet's key signs."""
    workchain, _, account = address.partition(":")
    domain = proof.domain.encode()
    message = b"".join(
        (
            _ITEM,
            int(workchain).to_bytes(4, "big", signed=True),
            bytes.fromhex(account),
            len(domain).to_bytes(4, "little"),
            domain,
            proof.signed_at_s.to_bytes(8, "little"),
            proof.payload.encode(),
        )
    )
    return hashlib.sha256(_CONNECT + hashlib.sha256(message).digest()).digest()


def _read_wallet(proof: WalletProof) -> tuple[str, bytes | None]:
    """The address that the state-init has, in workchain 0, and its key where the code is known."""
    try:
        boc = bytes_of_base64(proof.state_init)
        if len(boc) > INIT_BYTES_MAX:
            raise _forged(proof, "state-init")
        init = read_init(parse(boc))
    except BadCell:
        raise _forged(proof, "state-init") from None
    address = address_of(init.cell)
    if proof.address.lower() != address:
        raise _forged(proof, "address")
    return address, init.key


def _check_signature(proof: WalletProof, address: str, key: bytes) -> None:
    try:
        signature = bytes_of_base64(proof.signature)
        payload = proof.payload.encode()
    except (BadCell, UnicodeEncodeError):
        raise _forged(proof, "signature") from None
    if len(signature) != SIGNATURE_BYTES or len(payload) > PAYLOAD_BYTES_MAX:
        raise _forged(proof, "signature")
    try:
        VerifyKey(key).verify(signed_hash(address, proof), signature)
    except (BadSignatureError, CryptoError):
        raise _forged(proof, "signature") from None


def _forged(proof: WalletProof, what: str) -> ProofForged:
    return ProofForged(address=proof.address[:80], what=what)
