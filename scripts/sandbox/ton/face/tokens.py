"""NFTs and jettons, read out of their contracts by get-methods each time they are asked for.

Nothing is kept apart from the accounts. As in the real index, what a contract says of itself is
not checked: an item can name a collection that does not know it.
"""

from dataclasses import dataclass

from pytoniq_core.boc.address import Address
from pytoniq_core.boc.cell import Cell
from pytoniq_core.boc.slice import Slice

from scripts.sandbox.ton.face.calls import Call
from scripts.sandbox.ton.face.kinds import wallet_of
from scripts.sandbox.ton.face.stack import as_cell
from scripts.sandbox.ton.face.wire import address_text

_SALE_OWNER = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """`owner` None: not minted, or burnt. `sale`: the contract that sells it for `real_owner`."""

    address: str
    init: bool
    index: int
    collection: str | None
    owner: str | None
    content: Cell | None
    sale: str | None
    real_owner: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Collection:
    """`next_index` -1: its items are not numbered in a row."""

    address: str
    next_index: int
    content: Cell | None
    owner: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Master:
    """A jetton; `supply` in its smallest unit."""

    address: str
    supply: int
    mintable: bool
    admin: str | None
    content: Cell | None
    wallet_code: Cell | None


@dataclass(frozen=True, slots=True, kw_only=True)
class JettonWallet:
    """What one owner has of a jetton, by the wallet's own word."""

    address: str
    balance: int
    owner: str | None
    master: str | None


def items(call: Call) -> list[Item]:
    """All NFT items, oldest first."""
    found = (item(call, address) for address in _contracts(call))
    return [one for one in found if one is not None]


def collections(call: Call) -> list[Collection]:
    """All NFT collections, oldest first."""
    found = (collection(call, address) for address in _contracts(call))
    return [one for one in found if one is not None]


def masters(call: Call) -> list[Master]:
    """All jettons, oldest first."""
    found = (master(call, address) for address in _contracts(call))
    return [one for one in found if one is not None]


def jetton_wallets(call: Call) -> list[JettonWallet]:
    """All wallets of jettons, oldest first."""
    found = (jetton_wallet(call, address) for address in _contracts(call))
    return [one for one in found if one is not None]


def item(call: Call, address: str) -> Item | None:
    """`get_nft_data`: init, index, collection, owner, content."""
    stack = _asked(call, address, "get_nft_data", 5)
    if stack is None or not isinstance(stack[0], int) or not isinstance(stack[1], int):
        return None
    owner, parent = _address(stack[3]), _address(stack[2])
    real_owner = None if owner is None else _seller(call, owner)
    return Item(
        address=address,
        init=bool(stack[0]),
        index=stack[1],
        collection=parent,
        owner=owner,
        content=_content(call, stack, parent),
        sale=None if real_owner is None else owner,
        real_owner=real_owner or owner,
    )


def collection(call: Call, address: str) -> Collection | None:
    """`get_collection_data`: next index, content, owner."""
    stack = _asked(call, address, "get_collection_data", 3)
    if stack is None or not isinstance(stack[0], int):
        return None
    return Collection(
        address=address, next_index=stack[0], content=as_cell(stack[1]), owner=_address(stack[2])
    )


def jetton_wallet(call: Call, address: str) -> JettonWallet | None:
    """`get_wallet_data`: balance, owner, master, code."""
    stack = _asked(call, address, "get_wallet_data", 4)
    if stack is None or not isinstance(stack[0], int):
        return None
    return JettonWallet(
        address=address, balance=stack[0], owner=_address(stack[1]), master=_address(stack[2])
    )


def master(call: Call, address: str) -> Master | None:
    """`get_jetton_data`: supply, mintable, admin, content, code of wallets."""
    stack = _asked(call, address, "get_jetton_data", 5)
    if stack is None or not isinstance(stack[0], int):
        return None
    return Master(
        address=address,
        supply=stack[0],
        mintable=bool(stack[1]),
        admin=_address(stack[2]),
        content=as_cell(stack[3]),
        wallet_code=as_cell(stack[4]),
    )


def _contracts(call: Call) -> list[str]:
    """Accounts with code that is not one of the known wallets."""
    found = []
    for address in call.view.addresses():
        account = call.view.account(address)
        if account.active and wallet_of(account) is None:
            found.append(address)
    return found


def _asked(call: Call, address: str, method: str, length: int) -> list[object] | None:
    """The stack of a method that went well and gave as many values at least."""
    if not call.view.account(address).active:
        return None
    try:
        result = call.memo.run(call.view, address, method)
        stack = result.stack if result.ok else []
    except Exception:  # a stranger's contract: what it leaves may be no stack at all
        return None
    return stack if len(stack) >= length else None


def _seller(call: Call, owner: str) -> str | None:
    """Whose the item is that lies in a sale contract: the sixth value of `get_sale_data`."""
    if wallet_of(call.view.account(owner)) is not None:
        return None
    stack = _asked(call, owner, "get_sale_data", _SALE_OWNER + 1)
    return None if stack is None else _address(stack[_SALE_OWNER])


def _content(call: Call, stack: list[object], parent: str | None) -> Cell | None:
    """The whole content: a collection puts its own part before the item's."""
    own = as_cell(stack[4])
    if parent is None or own is None or not call.view.account(parent).active:
        return own
    try:
        result = call.view.get_method(parent, "get_nft_content", [stack[1], own])
        return as_cell(result.stack[0]) if result.ok and result.stack else own
    except Exception:  # as in `_asked`
        return own


def _address(value: object) -> str | None:
    """The address in a slice or cell; None for none, and for what is no address."""
    rest = value.begin_parse() if isinstance(value, Cell) else value
    if not isinstance(rest, Slice) or rest.remaining_bits < 2:
        return None
    try:
        found = rest.copy().load_address()
    except Exception:  # the reader of cells raises whatever it meets
        return None
    return address_text(found) if isinstance(found, Address) else None
