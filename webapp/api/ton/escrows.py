"""Escrows: for finance to make and end, for both sides to see and for the advertiser to pay."""

from domain.shared.refusals import (
    AlreadyDone,
    AmountNotWhole,
    AmountTooLarge,
    AmountTooSmall,
    AreaPaused,
    NotAllowed,
    NotFound,
)
from domain.ton.escrows.refusals import (
    DeadlineOutOfRange,
    DealHasEscrow,
    EscrowEnded,
    EscrowFunded,
    EscrowNotFunded,
)
from domain.ton.refusals import AddressInvalid, AssetNotOnChain, OwnAddress, WrongNetwork
from webapp.api.ton.escrow_forms import EscrowAnswer, EscrowBody, escrow_answer, escrows
from webapp.errors import Unavailable
from webapp.forms import Empty
from webapp.limits import Limit
from webapp.routing import Call, Route


async def create_escrow(call: Call) -> EscrowAnswer:
    """Make an escrow: its address, before anything is on the chain"""
    order = call.body(EscrowBody).read()
    made = await escrows(call).create_escrow_for_deal(call.actor, order, key=call.once)
    return escrow_answer(call, made)


async def show_escrow(call: Call) -> EscrowAnswer:
    """An escrow, with its contract read just now

    For whoever has linked the wallet of one of its sides, and for finance.
    """
    return escrow_answer(call, await escrows(call).get(call.actor, call.path("id")))


async def release_escrow(call: Call) -> EscrowAnswer:
    """Release an escrow to the owner

    Done already: answers as it stands.
    """
    service = escrows(call)
    ended = await service.release_to_owner(call.actor, call.path("id"), key=call.once)
    return escrow_answer(call, ended)


async def refund_escrow(call: Call) -> EscrowAnswer:
    """Give an escrow back to the advertiser

    Done already: answers as it stands.
    """
    service = escrows(call)
    ended = await service.refund_to_advertiser(call.actor, call.path("id"), key=call.once)
    return escrow_answer(call, ended)


async def sweep_escrow(call: Call) -> EscrowAnswer:
    """Send coins that stand aside in an escrow to the advertiser

    What came without a deposit, before or after the deal. One sweep at a time, so that asking
    again does no harm.
    """
    return escrow_answer(call, await escrows(call).sweep(call.actor, call.path("id")))


ROUTES = (
    Route(
        method="POST",
        path="/api/v1/escrows",
        own=True,
        handler=create_escrow,
        body=EscrowBody,
        answer=EscrowAnswer,
        status=201,
        limit=Limit.ESCROW,
        once=True,
        refusals=(
            NotAllowed,
            AreaPaused,
            AssetNotOnChain,
            AmountTooSmall,
            AmountTooLarge,
            AmountNotWhole,
            AddressInvalid,
            WrongNetwork,
            OwnAddress,
            DeadlineOutOfRange,
            DealHasEscrow,
        ),
    ),
    Route(
        method="GET",
        path="/api/v1/escrows/{id}",
        handler=show_escrow,
        answer=EscrowAnswer,
        limit=Limit.ESCROW,
        refusals=(NotFound, AreaPaused),
    ),
    Route(
        method="POST",
        path="/api/v1/escrows/{id}/release",
        own=True,
        handler=release_escrow,
        body=Empty,
        answer=EscrowAnswer,
        limit=Limit.ESCROW,
        once=True,
        refusals=(NotAllowed, NotFound, EscrowNotFunded, EscrowEnded, AreaPaused),
    ),
    Route(
        method="POST",
        path="/api/v1/escrows/{id}/refund",
        own=True,
        handler=refund_escrow,
        body=Empty,
        answer=EscrowAnswer,
        limit=Limit.ESCROW,
        once=True,
        refusals=(NotAllowed, NotFound, EscrowNotFunded, EscrowEnded, AreaPaused),
    ),
    Route(
        method="POST",
        path="/api/v1/escrows/{id}/sweep",
        own=True,
        handler=sweep_escrow,
        body=Empty,
        answer=EscrowAnswer,
        limit=Limit.ESCROW,
        refusals=(NotAllowed, NotFound, EscrowFunded, AlreadyDone, AreaPaused, Unavailable),
    ),
)
