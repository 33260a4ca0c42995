"""Money in over the chain: where to pay, and what has come."""

from typing import Annotated

from pydantic import Field

from domain.shared.refusals import AreaPaused, NotFound
from domain.ton.address import friendly
from domain.ton.deposit_models import Deposit
from domain.ton.deposits.pay_links import comment_boc, transfer_link
from domain.ton.refusals import AssetNotOnChain
from webapp.codes import CodeForm, code_of
from webapp.errors import Unavailable
from webapp.forms import (
    Answer,
    AssetCode,
    ListOf,
    MoneyForm,
    Paged,
    Query,
    Text,
    TimeText,
    time_text,
)
from webapp.routing import Call, Route
from webapp.ton.forms import TxForm, ton, tx_form


class AssetQuery(Query):
    asset: AssetCode = "TON"


class DepositAddressAnswer(Answer):
    """`payload` is the comment as a body for TON Connect, `code` draws the link as a QR code.
    `delayed`: the chain cannot be read just now; what comes meanwhile is credited later.
    """

    asset: AssetCode
    address: str
    raw: str
    comment: str
    link: str
    payload: str
    network: str
    delayed: bool
    code: CodeForm


class DepositAnswer(Answer):
    """`state` is `credited`, `partial`, `excess`, `late`, `wrong_asset`, `returned`, or what
    stands aside for now: `checking`, `limited`, `unmatched`, `returning`, `kept`.
    """

    id: str
    state: str
    reason: str
    value: MoneyForm
    sender: str | None = Field(serialization_alias="from")
    from_friendly: str | None
    tx: TxForm
    at: TimeText


class CodeQuery(Query):
    text: Annotated[Text, Field(min_length=1, max_length=1200)]


async def deposit_address(call: Call) -> DepositAddressAnswer:
    """Where to pay in, and with which comment

    The comment is yours for ever and the same for every asset.
    """
    where = await ton(call).deposits.address(call.actor, call.query(AssetQuery).asset)
    link = transfer_link(where)
    return DepositAddressAnswer(
        asset=where.asset.code,
        address=where.friendly,
        raw=where.address,
        comment=where.comment,
        link=link,
        payload=comment_boc(where.comment),
        network=call.deps.settings.network,
        delayed=ton(call).away(),
        code=code_of(link),
    )


async def list_deposits(call: Call) -> ListOf[DepositAnswer]:
    """What I paid in over the chain, newest first"""
    asked = call.query(Paged)
    page = await ton(call).deposits.mine(call.actor, cursor=asked.cursor, limit=asked.limit)
    return ListOf[DepositAnswer](
        items=[deposit_answer(call, one) for one in page.items], next=page.next
    )


async def show_deposit(call: Call) -> DepositAnswer:
    """One payment of mine"""
    return deposit_answer(call, await ton(call).deposits.get(call.actor, call.path("id")))


async def draw_code(call: Call) -> CodeForm:
    """Any short text as a QR code"""
    return code_of(call.query(CodeQuery).text)


def deposit_answer(call: Call, deposit: Deposit) -> DepositAnswer:
    return DepositAnswer(
        id=deposit.id,
        state=deposit.state.value,
        reason=deposit.reason.value,
        value=MoneyForm.of(deposit.value),
        sender=deposit.sender,
        from_friendly=friendly(deposit.sender) if deposit.sender is not None else None,
        tx=tx_form(call, deposit.at.hash, deposit.at.lt),
        at=time_text(deposit.seen_at),
    )


ROUTES = (
    Route(
        method="GET",
        path="/api/v1/deposits/address",
        handler=deposit_address,
        query=AssetQuery,
        answer=DepositAddressAnswer,
        refusals=(AssetNotOnChain, AreaPaused, Unavailable),
    ),
    Route(
        method="GET",
        path="/api/v1/deposits",
        handler=list_deposits,
        query=Paged,
        answer=ListOf[DepositAnswer],
        refusals=(AreaPaused,),
    ),
    Route(
        method="GET",
        path="/api/v1/deposits/{id}",
        handler=show_deposit,
        answer=DepositAnswer,
        refusals=(NotFound, AreaPaused),
    ),
    Route(
        method="GET",
        path="/api/v1/qr",
        handler=draw_code,
        query=CodeQuery,
        answer=CodeForm,
        early=True,
    ),
)
