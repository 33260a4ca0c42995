"""Where a contract says that its content is: get-methods of TEP-62, asked of the chain."""

from collections.abc import Sequence
from typing import Final

from bot.gateways.gift_content.cells import OddCells, address_in, parse
from bot.gateways.gift_content.tep64 import Content, read_content
from domain.gifts.content_ports import ContentGone, ContentRefused, GetMethods
from domain.ton.models import Cell, StackArg, StackValue

_NO_CODE: Final = frozenset({-13, -14, -256})


async def item_content(chain: GetMethods, address: str) -> Content:
    """An item that belongs to a collection has a part of it only, which the collection completes.
    Raises ContentGone, ContentRefused, GatewayError.
    """
    born, index, parent, _owner, own = await _ask(chain, address, "get_nft_data", 5)
    if born == 0:
        raise ContentGone(f"{address}: not minted")
    if not isinstance(index, int) or not isinstance(own, Cell):
        raise ContentRefused(f"{address}: answers as no item does")
    collection = _address(address, parent)
    if collection is None:
        return _content(address, own)
    return _content(address, await _whole(chain, collection, index, own))


async def collection_content(chain: GetMethods, address: str) -> Content:
    _next, content, _owner = await _ask(chain, address, "get_collection_data", 3)
    if not isinstance(content, Cell):
        raise ContentRefused(f"{address}: answers as no collection does")
    return _content(address, content)


async def _whole(chain: GetMethods, collection: str, index: int, own: Cell) -> Cell:
    """An item that names a collection which does not answer speaks for itself."""
    told = await chain.run(collection, "get_nft_content", (index, own))
    first = told.stack[0] if told.ok and told.stack else None
    return first if isinstance(first, Cell) else own


async def _ask(
    chain: GetMethods, address: str, method: str, count: int, stack: Sequence[StackArg] = ()
) -> tuple[StackValue, ...]:
    told = await chain.run(address, method, stack)
    if told.exit_code in _NO_CODE:
        raise ContentGone(f"{address}: no contract")
    if not told.ok or len(told.stack) < count:
        raise ContentRefused(f"{address}: {method} ends in {told.exit_code}")
    return told.stack[:count]


def _address(item: str, value: StackValue) -> str | None:
    if value is None:
        return None
    if not isinstance(value, Cell):
        raise ContentRefused(f"{item}: answers as no item does")
    try:
        return address_in(parse(value.boc))
    except OddCells as error:
        raise ContentRefused(f"{item}: {error}") from None


def _content(address: str, cell: Cell) -> Content:
    try:
        return read_content(cell.boc)
    except OddCells as error:
        raise ContentRefused(f"{address}: {error}") from None
