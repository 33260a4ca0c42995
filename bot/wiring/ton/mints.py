"""Mints put together: the wallet that owns collections, the service and its poll."""

from dataclasses import dataclass

from bot.gateways.ton.nft import TonMinter
from bot.wiring.foundation import Foundation
from bot.wiring.ton.gateway import TonGateway
from bot.wiring.ton.keys import KeyRole
from bot.wiring.users import Users
from domain.ton.frame import Frame
from domain.ton.mints.frame import MintFrame
from domain.ton.mints.models import MintSettings
from domain.ton.mints.orders import MintOrders
from domain.ton.mints.poll import MintPoll
from domain.ton.mints.service import Mints
from storage.ton.mints import MintRows


@dataclass(frozen=True, slots=True, kw_only=True)
class Minting:
    """`minter` is the address of the wallet that mints."""

    service: Mints
    poll: MintPoll
    minter: str


def minting(f: Foundation, base: Frame, gateway: TonGateway, users: Users) -> Minting | None:
    """None without a key of the minter."""
    wallet = gateway.wallet(KeyRole.MINTER)
    if wallet is None:
        return None
    frame = MintFrame(
        base=base,
        rows=MintRows(f.database),
        minter=TonMinter(wallet, gateway.center),
        reader=gateway.center,
        sender=gateway.center,
        settings=MintSettings(public=f.settings.http.url),
    )
    poll = MintPoll(frame, MintOrders(frame))
    return Minting(service=Mints(frame, users.wallets), poll=poll, minter=wallet.address)
