"""Money out over the chain: asked here, confirmed in the chat."""

from typing import Final

from domain.shared.refusals import (
    AlreadyDone,
    AmountNotWhole,
    AmountTooLarge,
    AmountTooSmall,
    AreaPaused,
    LimitReached,
    NotEnoughFunds,
    NotFound,
)
from domain.ton.address import friendly
from domain.ton.machines import WITHDRAWAL
from domain.ton.refusals import (
    AddressInvalid,
    AddressQuarantined,
    AssetNotOnChain,
    OwnAddress,
    WithdrawalGone,
    WrongNetwork,
)
from domain.ton.withdrawal_models import AskWithdrawal, Withdrawal, WithdrawalEvent
from webapp.api.ton.deposits import AssetQuery
from webapp.errors import Unavailable
from webapp.forms import (
    AmountText,
    Answer,
    AssetCode,
    Body,
    Empty,
    ListOf,
    MoneyBody,
    MoneyForm,
    Paged,
    TimeText,
    time_text,
)
from webapp.routing import Call, Route
from webapp.ton.forms import TxForm, ton, tx_form
from webapp.ton.proof_forms import Short


class WithdrawalBody(Body):
    """`to` in any form of an address."""

    value: MoneyBody
    to: Short

    async def read(self, call: Call) -> AskWithdrawal:
        """Refusals: as `MoneyBody.read`; nothing at all is less than the least that may go."""
        try:
            return AskWithdrawal(value=self.value.read("value"), to=self.to)
        except AmountTooSmall:
            quote = await ton(call).withdrawals.quote(call.actor, self.value.asset)
            raise AmountTooSmall(least=quote.least) from None


class QuoteAnswer(Answer):
    """Amounts of `asset`. `day_left` is what may still go out within 24 hours. `delayed`: the
    chain cannot be reached just now; what is asked for goes out later.
    """

    asset: AssetCode
    fee: AmountText
    least: AmountText
    most: AmountText
    day_left: AmountText
    delayed: bool


class CheckAnswer(Answer):
    """What would become of it. `quarantined_until` stands where so much may not go there yet."""

    to: str
    raw: str
    network: str
    name: str | None
    quarantined: bool
    quarantined_until: TimeText | None
    value: MoneyForm
    fee: MoneyForm
    total: MoneyForm


class WithdrawalAnswer(Answer):
    """`value` is what arrives, `fee` comes on top. `state` is `to_confirm` (in chat),
    `to_approve`, `queued`, `sent`, `paid`, `failed` or `cancelled`; `reason` says why it ended
    without payment.
    """

    id: str
    state: str
    reason: str
    value: MoneyForm
    fee: MoneyForm
    to: str
    to_raw: str
    tx: TxForm | None
    at: TimeText
    expires_at: TimeText
    allowed: list[str]


async def show_quote(call: Call) -> QuoteAnswer:
    """What a withdrawal costs, and its bounds"""
    asset = call.query(AssetQuery).asset
    quote = await ton(call).withdrawals.quote(call.actor, asset)
    return QuoteAnswer(
        asset=asset,
        fee=quote.fee.text,
        least=quote.least.text,
        most=quote.most.text,
        day_left=quote.day_left.text,
        delayed=ton(call).away(),
    )


async def check_withdrawal(call: Call) -> CheckAnswer:
    """Look at a withdrawal before asking for it: nothing is kept"""
    judged = await ton(call).withdrawals.judge(
        call.actor, await call.body(WithdrawalBody).read(call)
    )
    until = judged.quarantined_until
    contact = judged.contact
    return CheckAnswer(
        to=judged.friendly,
        raw=judged.address,
        network=call.deps.settings.network,
        name=contact.name or None if contact is not None else None,
        quarantined=judged.quarantined,
        quarantined_until=time_text(until) if until is not None else None,
        value=MoneyForm.of(judged.value),
        fee=MoneyForm.of(judged.fee),
        total=MoneyForm.of(judged.total),
    )


async def ask_withdrawal(call: Call) -> WithdrawalAnswer:
    """Withdraw over the chain

    The amount and the fee are held at once; it goes on when it is confirmed in the chat.
    """
    order = await call.body(WithdrawalBody).read(call)
    withdrawals = ton(call).withdrawals
    made = await withdrawals.ask(call.actor, order, key=call.once, notify=True)
    return withdrawal_answer(call, made)


async def list_withdrawals(call: Call) -> ListOf[WithdrawalAnswer]:
    """My withdrawals, newest first"""
    asked = call.query(Paged)
    page = await ton(call).withdrawals.mine(call.actor, cursor=asked.cursor, limit=asked.limit)
    return ListOf[WithdrawalAnswer](
        items=[withdrawal_answer(call, one) for one in page.items], next=page.next
    )


async def show_withdrawal(call: Call) -> WithdrawalAnswer:
    """One of my withdrawals"""
    found = await ton(call).withdrawals.get(call.actor, call.path("id"))
    return withdrawal_answer(call, found)


async def cancel_withdrawal(call: Call) -> WithdrawalAnswer:
    """Take a withdrawal back while it has not been sent"""
    withdrawals = ton(call).withdrawals
    ended = await withdrawals.cancel(call.actor, call.path("id"), key=call.once)
    return withdrawal_answer(call, ended)


def withdrawal_answer(call: Call, withdrawal: Withdrawal) -> WithdrawalAnswer:
    tx_hash, lt = withdrawal.tx_hash, withdrawal.tx_lt
    tx = tx_form(call, tx_hash, lt) if tx_hash is not None and lt is not None else None
    return WithdrawalAnswer(
        id=withdrawal.id,
        state=withdrawal.state.value,
        reason=withdrawal.reason.value,
        value=MoneyForm.of(withdrawal.value),
        fee=MoneyForm.of(withdrawal.fee),
        to=friendly(withdrawal.to, bounceable=withdrawal.bounceable),
        to_raw=withdrawal.to,
        tx=tx,
        at=time_text(withdrawal.created_at),
        expires_at=time_text(withdrawal.expires_at),
        allowed=[
            event.value
            for event in WITHDRAWAL.allowed(withdrawal.state, "person")
            if event not in _IN_CHAT
        ],
    )


_IN_CHAT: Final = frozenset({WithdrawalEvent.CONFIRM, WithdrawalEvent.ESCALATE})
"""What somebody with a stolen session cannot do here."""
_ORDER: Final = (
    AssetNotOnChain,
    AmountTooSmall,
    AmountTooLarge,
    AmountNotWhole,
    AddressInvalid,
    WrongNetwork,
    OwnAddress,
    AreaPaused,
)

ROUTES = (
    Route(
        method="GET",
        path="/api/v1/withdrawals/quote",
        handler=show_quote,
        query=AssetQuery,
        answer=QuoteAnswer,
        refusals=(AssetNotOnChain, AreaPaused),
    ),
    Route(
        method="POST",
        path="/api/v1/withdrawals/check",
        handler=check_withdrawal,
        body=WithdrawalBody,
        answer=CheckAnswer,
        refusals=(*_ORDER, Unavailable),
    ),
    Route(
        method="POST",
        path="/api/v1/withdrawals",
        own=True,
        handler=ask_withdrawal,
        body=WithdrawalBody,
        answer=WithdrawalAnswer,
        status=201,
        once=True,
        refusals=(
            *_ORDER,
            AddressQuarantined,
            NotEnoughFunds,
            LimitReached,
            Unavailable,
        ),
    ),
    Route(
        method="GET",
        path="/api/v1/withdrawals",
        handler=list_withdrawals,
        query=Paged,
        answer=ListOf[WithdrawalAnswer],
        refusals=(AreaPaused,),
    ),
    Route(
        method="GET",
        path="/api/v1/withdrawals/{id}",
        handler=show_withdrawal,
        answer=WithdrawalAnswer,
        refusals=(NotFound, AreaPaused),
    ),
    Route(
        method="POST",
        path="/api/v1/withdrawals/{id}/cancel",
        own=True,
        handler=cancel_withdrawal,
        body=Empty,
        answer=WithdrawalAnswer,
        once=True,
        refusals=(NotFound, AlreadyDone, WithdrawalGone, AreaPaused),
    ),
)
