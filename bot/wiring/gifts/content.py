"""Metadata and pictures of gifts put together. In the sandbox nothing beyond it is asked."""

from typing import Final

from bot.gateways.gift_content.client import GiftContent, Reach
from bot.wiring.foundation import Foundation
from bot.wiring.ton.gateway import TonGateway

FOLDER: Final = "pictures"
_HOSTS: Final = ("https://nft.fragment.com", "https://fragment.com")
_MB: Final = 1 << 20


def gift_content(f: Foundation, chain: TonGateway) -> GiftContent:
    settings = f.settings
    return GiftContent(
        chain.center,
        settings.data.folder / FOLDER,
        _reach(f),
        folder_bytes_max=settings.gifts.pictures_mb * _MB,
    )


def _reach(f: Foundation) -> Reach:
    sandbox = f.settings.sandbox
    if not sandbox.on:
        return Reach(gateways=f.settings.gifts.ipfs_gateways)
    local = f"{sandbox.url}/markets/fragment"
    return Reach(
        gateways=(),
        stand_ins=dict.fromkeys(_HOSTS, local),
        trusted=(sandbox.url,),
        alone=True,
    )
