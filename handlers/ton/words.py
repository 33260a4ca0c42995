"""How people write about TON in chat: assets by their symbols, amounts, addresses in short."""

from collections.abc import Mapping, Sequence
from typing import Final

from domain.shared.money import SYMBOLS, Asset, Money, parse
from domain.shared.refusals import Invalid
from domain.ton.address import friendly
from domain.ton.refusals import AssetNotOnChain
from domain.ton.withdrawal_models import Contact

ENDS: Final = 6
"""Letters of an address at either end, enough to tell it from one's others."""
KEY_LENGTH: Final = 32


def symbol(asset: Asset) -> str:
    """What the asset is called in commands and buttons."""
    return SYMBOLS.get(asset.code, asset.code)


def asset_named(text: str, assets: Mapping[str, Asset]) -> Asset:
    """By symbol in any case, or by code. Refusal: AssetNotOnChain."""
    for code, asset in assets.items():
        if text.upper() == symbol(asset).upper() or text == code:
            return asset
    raise AssetNotOnChain(asset=text[:80])


def amount_of(text: str, asset: Asset) -> Money:
    """Refusals: Invalid, in words for what has a fraction; AmountNotWhole, AmountTooSmall,
    AmountTooLarge.
    """
    try:
        return parse(text, asset)
    except Invalid:
        raise Invalid(field="coins") from None


def short(address: str) -> str:
    """A friendly address by its ends."""
    return f"{address[:ENDS]}\N{HORIZONTAL ELLIPSIS}{address[-ENDS:]}"


def shown(raw: str, *, bounceable: bool = False) -> str:
    return friendly(raw, bounceable=bounceable)


def key_of(address: str) -> str:
    """An address of somebody's book in callback data, which holds 64 bytes."""
    return address.partition(":")[2][:KEY_LENGTH]


def contact_by(key: str, contacts: Sequence[Contact]) -> Contact | None:
    return next((one for one in contacts if key_of(one.address) == key), None)
