"""What the calls about wallets take and give."""

from typing import Annotated, Literal

from pydantic import ConfigDict, Field

from scripts.sandbox.routes import Body, Query
from scripts.sandbox.world_api.money import Money
from scripts.sandbox.world_api.shapes import Told, Who

_HEX_MAX = 40_000
_COMMENT_MAX = 10_000
_BOC_MAX = 60_000
_MESSAGES_MAX = 255
_SECONDS_MAX = 2**53 - 1


class NewWallet(Body):
    person: Who | None = None
    name: Annotated[str, Field(pattern=r"^[A-Za-z][A-Za-z0-9_-]{0,31}$")] | None = None
    version: Literal["v3r2", "v4r2", "v5r1"] = "v5r1"
    balance: Money | None = None


class Faucet(Body):
    value: Money


class Transfer(Body):
    to: str = Field(max_length=100, description="An address in any form, or a wallet's name.")
    value: Money
    comment: str | None = Field(None, max_length=_COMMENT_MAX)
    comment_hex: str | None = Field(None, max_length=_HEX_MAX, description="Any bytes.")
    payload: str | None = Field(None, max_length=_BOC_MAX, description="A base64 BoC.")
    bounce: bool = False


class ProofOrder(Body):
    domain: str = Field(min_length=1, max_length=253)
    payload: str = Field(max_length=4_096)


class Asked(Body):
    """One message of TON Connect's `sendTransaction`; amounts in nano."""

    model_config = ConfigDict(strict=True, extra="ignore", frozen=True)

    address: str = Field(max_length=100)
    amount: str = Field(pattern=r"^(0|[1-9][0-9]{0,18})$")
    payload: str | None = Field(None, max_length=_BOC_MAX)
    state_init: str | None = Field(None, alias="stateInit", max_length=_BOC_MAX)


class AskedTransaction(Body):
    """TON Connect's `sendTransaction`, as an app sends it."""

    model_config = ConfigDict(strict=True, extra="ignore", frozen=True)

    valid_until: int | None = Field(None, ge=0, le=_SECONDS_MAX)
    network: str | None = None
    sender: str | None = Field(None, alias="from")
    messages: list[Asked] = Field(min_length=1, max_length=_MESSAGES_MAX)


class RejectQuery(Query):
    reject: bool = Field(default=False, description="The person says no.")


class MoneyTold(Told):
    asset: str
    amount: str


class WalletTold(Told):
    name: str | None
    address: str
    friendly: str
    bounceable: str
    version: str | None
    public_key: str | None
    state_init: str | None
    deployed: bool
    balances: list[MoneyTold]


class WalletsTold(Told):
    items: list[WalletTold]
    next: str | None


class HashTold(Told):
    hash: str


class BocTold(HashTold):
    boc: str


class ProofTold(Told):
    account: dict[str, object]
    proof: dict[str, object]
