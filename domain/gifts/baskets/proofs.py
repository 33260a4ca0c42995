"""Whether what a market wants signed is what it says: one payment, of the price and bounded gas,
to the contract that keeps the gift for sale by the chain's own index. Pure.

What cannot be proven is never signed: a lot of which the chain tells nothing is bought by its
link, one of which it tells something else is left out.
"""

from base64 import b64decode
from binascii import Error
from collections.abc import Sequence
from typing import Final

from domain.gifts.baskets.models import BUILT_FOR_S, Payment
from domain.gifts.baskets.ports import Offered
from domain.gifts.models import Lot
from domain.gifts.portfolio.holding_ports import ChainSale
from domain.shared.money import TON, Money
from domain.ton.address import BASIC_WORKCHAIN, parse
from domain.ton.refusals import AddressInvalid

PAYLOAD_BYTES_MOST: Final = 4_096
_BOC: Final = (bytes.fromhex("b5ee9c72"), bytes.fromhex("68ff65f3"), bytes.fromhex("acc3a728"))
"""How bags of cells begin."""


class Mismatch(Exception):
    """Not to be signed."""


def sells(lot: Lot, total: Money, sale: ChainSale) -> None:
    """Raises Mismatch unless the chain knows the same sale: its contract has the gift, under the
    address that the market names, at the same price.
    """
    if sale.owner != sale.contract:
        raise Mismatch("the gift does not lie in the contract of its sale")
    if lot.contract is not None and lot.contract != sale.contract:
        raise Mismatch("the chain knows another contract of this sale")
    if sale.price != total:
        raise Mismatch("the chain knows another price")


def proven(
    offered: Sequence[Offered], total: Money, sale: ChainSale, *, gas_most: int, now_s: int
) -> Payment:
    """The payment of a lot that costs `total`. Raises Mismatch."""
    if len(offered) != 1:
        raise Mismatch("a purchase is one payment")
    (one,) = offered
    if _raw(one.to) != sale.contract:
        raise Mismatch("the payment goes elsewhere")
    assert total.asset == TON, "only lots in TON are bought so"
    if not total.units <= one.amount <= total.units + gas_most:
        raise Mismatch("the payment is not the price")
    if one.state_init is not None:
        raise Mismatch("the contract of a sale is there already")
    if one.payload is not None and not _is_boc(one.payload):
        raise Mismatch("the payload is no bag of cells")
    until_s = min(one.until_s, now_s + BUILT_FOR_S)
    if until_s <= now_s:
        raise Mismatch("it is over already")
    return Payment(
        to=sale.contract,
        amount=one.amount,
        payload=one.payload,
        state_init=None,
        until_s=until_s,
    )


def _raw(text: str) -> str:
    try:
        address = parse(text)
    except AddressInvalid:
        raise Mismatch("the payment has no address") from None
    if address.workchain != BASIC_WORKCHAIN:
        raise Mismatch("the payment goes to another workchain")
    return address.raw


def _is_boc(text: str) -> bool:
    try:
        raw = b64decode(text, validate=True)
    except (Error, ValueError):
        return False
    return len(raw) <= PAYLOAD_BYTES_MOST and raw.startswith(_BOC)
