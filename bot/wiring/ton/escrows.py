"""Escrows put together: the contract, the wallet that ends them, the service and its poll."""

from dataclasses import dataclass

from bot.gateways.ton.escrow import EscrowController, TonEscrow
from bot.wiring.foundation import Foundation
from bot.wiring.ton.gateway import TonGateway
from bot.wiring.ton.keys import KeyRole
from bot.wiring.users import Users
from domain.ton.escrows.frame import EscrowFrame, EscrowOutside
from domain.ton.escrows.models import EscrowSettings
from domain.ton.escrows.orders import EscrowOrders
from domain.ton.escrows.poll import EscrowPoll
from domain.ton.escrows.service import EscrowService
from domain.ton.frame import Frame
from storage.ton.escrows import EscrowRows


@dataclass(frozen=True, slots=True, kw_only=True)
class Escrows:
    """`controller` is the address of the wallet that releases and refunds."""

    service: EscrowService
    poll: EscrowPoll
    controller: str


def escrows(f: Foundation, base: Frame, gateway: TonGateway, users: Users) -> Escrows | None:
    """None without a key of the controller."""
    wallet = gateway.wallet(KeyRole.CONTROLLER)
    if wallet is None or gateway.keys is None:
        return None
    # Escrows that were made under a former key listen to that one only.
    former = gateway.keys.retired(KeyRole.CONTROLLER, gateway.center)
    outside = EscrowOutside(
        reader=gateway.center,
        sender=gateway.center,
        contract=TonEscrow(gateway.center, gateway.second),
        controller=EscrowController(wallet),
        retired=tuple(EscrowController(one) for one in former),
    )
    frame = EscrowFrame(
        base=base, rows=EscrowRows(f.database), outside=outside, settings=EscrowSettings()
    )
    poll = EscrowPoll(frame, EscrowOrders(frame))
    return Escrows(
        service=EscrowService(frame, poll, users.wallets), poll=poll, controller=wallet.address
    )
