"""TON Connect's forms: the account of a wallet and its `ton_proof`, as the wallet gives them.

Wire form: the connect event of github.com/ton-blockchain/ton-connect, requests-responses.
"""

from typing import Annotated

from pydantic import BeforeValidator, Field, StringConstraints

from domain.users.models import WalletProof
from webapp.forms import Body, Text, whole_digits

Short = Annotated[Text, StringConstraints(max_length=512)]
Raw = Annotated[Text, StringConstraints(max_length=16_384)]
UnixSeconds = Annotated[int, BeforeValidator(whole_digits), Field(ge=0, le=2**52)]
"""Some wallets write it as text."""


class ProofAccount(Body):
    """TON Connect's account. Wallets may leave the key out."""

    address: Short
    chain: Short
    state_init: Raw = Field(alias="walletStateInit")
    public_key: Short = Field(default="", alias="publicKey")


class ProofDomain(Body):
    length: int = Field(alias="lengthBytes", ge=0, le=512)
    value: Short


class ProofItem(Body):
    """TON Connect's `ton_proof`."""

    timestamp: UnixSeconds
    domain: ProofDomain
    payload: Short
    signature: Short


class ProofBody(Body):
    account: ProofAccount
    proof: ProofItem

    def read(self) -> WalletProof:
        """As the domain has it; nothing in it is believed yet."""
        account, proof = self.account, self.proof
        return WalletProof(
            address=account.address,
            chain=account.chain,
            state_init=account.state_init,
            public_key=account.public_key,
            domain=proof.domain.value,
            domain_bytes=proof.domain.length,
            signed_at_s=proof.timestamp,
            payload=proof.payload,
            signature=proof.signature,
        )
