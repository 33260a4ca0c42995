"""An escrow as the API takes it and shows it."""

import base64
from typing import Final

from pydantic import Field

from domain.shared.ids import MINUTE, SECOND, Instant
from domain.shared.money import TON, Money
from domain.shared.refusals import AreaPaused
from domain.ton.address import friendly
from domain.ton.escrows import rules
from domain.ton.escrows.frame import deadline
from domain.ton.escrows.models import CreateEscrow, Escrow, EscrowEvent, EscrowState
from domain.ton.escrows.service import EscrowService
from domain.users.models import Area
from webapp.forms import (
    Answer,
    Body,
    Id,
    MoneyBody,
    MoneyForm,
    TimeQuery,
    TimeText,
    time_text,
)
from webapp.routing import Call
from webapp.ton.forms import ton
from webapp.ton.proof_forms import Short

REQUEST_VALID: Final = 5 * MINUTE
"""How long a wallet may take to sign a deposit request."""


class EscrowBody(Body):
    """Addresses in any form. `deal` names what it is for: a second one for the same deal and
    terms is the first one again.
    """

    advertiser: Short
    owner: Short
    amount: MoneyBody
    deadline: TimeQuery
    deal: Id | None = None
    fee: MoneyBody | None = None

    def read(self) -> CreateEscrow:
        return CreateEscrow(
            advertiser=self.advertiser,
            owner=self.owner,
            amount=self.amount.read("amount"),
            deadline=self.deadline,
            deal=self.deal or "",
            fee=self.fee.read("fee") if self.fee is not None else Money(0, TON),
        )


class ChainForm(Answer):
    """The contract as it was last read. `state` is its own number (0 waiting, 1 funded, 2
    released, 3 refunded), null where no contract of ours is; `code_hash` is hex.
    """

    state: int | None
    balance: MoneyForm
    code_hash: str | None
    read_at: TimeText | None


class RequestMessage(Answer):
    """In TON Connect's form: a bounceable address, nano as text, BoCs in base 64."""

    address: str
    amount: str
    state_init: str = Field(serialization_alias="stateInit")
    payload: str


class RequestForm(Answer):
    """What TON Connect's sendTransaction takes, as it is."""

    valid_until: int
    network: str
    sender: str = Field(serialization_alias="from")
    messages: list[RequestMessage]


class EscrowAnswer(Answer):
    """`state` is `waiting`, `funded`, `released` or `refunded`: what the chain has shown. `order`
    is `release` or `refund` while that is ordered and not seen yet. `deposit` is there while a
    deposit would be taken.
    """

    id: str
    deal: str
    address: str
    friendly: str
    state: str
    order: str | None
    amount: MoneyForm
    fee: MoneyForm
    deadline: TimeText
    advertiser: str
    owner: str
    chain: ChainForm
    deposit: RequestForm | None
    allowed: list[str]


def escrows(call: Call) -> EscrowService:
    """Refusal: AreaPaused where no chain, or no key of the controller, is set up."""
    found = ton(call).escrows
    if found is None:
        raise AreaPaused(area=Area.TON.value, reason="")
    return found


def escrow_answer(call: Call, escrow: Escrow) -> EscrowAnswer:
    ordered = rules.ordered(escrow.state)
    finance = escrows(call).may(call.actor)
    read_at = Instant(escrow.read_at_s * SECOND)
    return EscrowAnswer(
        id=escrow.id,
        deal=escrow.deal,
        address=escrow.address,
        friendly=friendly(escrow.address, bounceable=True),
        state=rules.shown(escrow.state).value,
        order=ordered.value if ordered is not None else None,
        amount=MoneyForm.of(escrow.amount),
        fee=MoneyForm.of(Money(escrow.terms.fee, TON)),
        deadline=time_text(deadline(escrow)),
        advertiser=escrow.terms.advertiser,
        owner=escrow.terms.owner,
        chain=ChainForm(
            state=escrow.state_seen,
            balance=MoneyForm.of(Money(escrow.balance, TON)),
            code_hash=escrow.code_hash,
            read_at=time_text(read_at) if escrow.read_at_s else None,
        ),
        deposit=_request(call, escrow),
        allowed=[event.value for event in _acts(escrow)] if finance else [],
    )


def _acts(escrow: Escrow) -> list[EscrowEvent]:
    sweepable = rules.sweepable(escrow)
    acts = rules.allowed(escrow.state)
    return [event for event in acts if sweepable or event is not EscrowEvent.SWEEP]


def _request(call: Call, escrow: Escrow) -> RequestForm | None:
    now = call.deps.clock.now()
    if escrow.state is not EscrowState.WAITING or now >= deadline(escrow):
        return None
    asked = escrows(call).deposit_request(escrow)
    message = RequestMessage(
        # Bounceable: a deposit that the contract refuses comes back by itself.
        address=friendly(asked.address, bounceable=True),
        amount=str(asked.value),
        state_init=_base64(asked.init),
        payload=_base64(asked.body),
    )
    return RequestForm(
        valid_until=min(now + REQUEST_VALID, deadline(escrow)) // SECOND,
        network=call.deps.settings.network,
        sender=escrow.terms.advertiser,
        messages=[message],
    )


def _base64(boc: bytes) -> str:
    return base64.b64encode(boc).decode()
