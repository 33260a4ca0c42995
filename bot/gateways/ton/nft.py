"""Collections, items and SBTs in their standard contracts, and the wallet that mints them.

Forms: TEP-62 (collections and items), TEP-64 (metadata off the chain: `0x01` and an address),
TEP-66 (royalty), TEP-85 (SBT); layouts of ton-blockchain/nft-contract, whose compiled code is in
`codes.json`. A collection's data is `owner:address next:64 ^[^content ^common] ^item_code
^[factor:16 base:16 to:address]`; an item is born with `index:64 collection:address`.
"""

from collections.abc import Sequence
from typing import Final, Protocol

from pytoniq_core.boc.address import Address
from pytoniq_core.boc.builder import Builder
from pytoniq_core.boc.cell import Cell

from bot.bags import READ_FAILURES
from bot.gateways.ton.cells import (
    BadCell,
    address_of,
    hash_of,
    library_address,
    parse,
    state_init,
)
from bot.gateways.ton.codes import code
from bot.gateways.ton.highload import HighloadWallet, Send
from domain.shared.refusals import GatewayError
from domain.ton.mints.models import (
    Collection,
    CollectionTerms,
    CollectionView,
    Item,
    ItemView,
    TokenKind,
    Work,
    WorkKind,
)
from domain.ton.models import (
    AccountState,
    AccountView,
    GetResult,
    SignedMessage,
    StackArg,
    StackValue,
)
from domain.ton.models import Cell as StackCell

MINT: Final = 1
REVOKE: Final = 0x6F89F5E3
ITEM_NANO: Final = 50_000_000
"""Of what a mint carries this goes on to the item, which keeps it for its rent."""
VALUES: Final = {
    WorkKind.DEPLOY: 100_000_000,
    WorkKind.MINT: 100_000_000,
    WorkKind.REVOKE: 50_000_000,
}
CODES: Final = {TokenKind.NFT: "nft_item", TokenKind.SBT: "sbt_item"}
_OFF_CHAIN: Final = 1
_BPS: Final = 10_000
_SNAKE_BYTES: Final = 127
_NO_CODE: Final = frozenset({-13, -14, -256})


class NftReader(Protocol):
    """The part of a chain reader that is needed here."""

    async def account(self, address: str) -> AccountView: ...

    async def run(
        self, address: str, method: str, stack: Sequence[StackArg] = ()
    ) -> GetResult: ...


class TonMinter:
    """Implements domain.ton.mints.ports.Minter."""

    def __init__(self, wallet: HighloadWallet, reader: NftReader) -> None:
        self._wallet = wallet
        self._reader = reader

    @property
    def address(self) -> str:
        return self._wallet.address

    def collection_address(self, terms: CollectionTerms) -> str:
        return address_of(collection_init(terms))

    def item_address(self, kind: TokenKind, collection: str, index: int) -> str:
        data = Builder().store_uint(index, 64).store_address(library_address(collection))
        return address_of(state_init(code(CODES[kind]), data.end_cell()))

    def value(self, work: Work) -> int:
        return VALUES[work.kind]

    def coins(self, work: Work) -> int:
        count = max(len(work.items), 1)
        return count * self.value(work) + self._wallet.gas_of(count + 1)

    def sign(self, work: Work, *, query_id: int, created_at_s: int, deploy: bool) -> SignedMessage:
        return self._wallet.sign_sends(
            self._sends(work), query_id=query_id, created_at_s=created_at_s, deploy=deploy
        )

    async def processed(self, query_id: int) -> bool:
        return await self._wallet.processed(query_id)

    async def collection(self, collection: Collection) -> CollectionView | None:
        account = await self._reader.account(collection.address)
        wanted = hash_of(code("nft_collection"))
        if account.state is not AccountState.ACTIVE or account.code_hash != wanted:
            return None
        told = await self._reader.run(collection.address, "get_collection_data")
        next_index, _content, owner = _stack(told, 3, "get_collection_data")
        return CollectionView(
            next_index=_number(next_index), owner=_address(owner), read_at_s=account.read_at_s
        )

    async def item(self, collection: Collection, index: int) -> ItemView:
        kind = collection.terms.kind
        address = self.item_address(kind, collection.address, index)
        account = await self._reader.account(address)
        nothing = ItemView(owner=None, revoked_at_s=0, read_at_s=account.read_at_s)
        if account.state is not AccountState.ACTIVE:
            return nothing
        if account.code_hash != hash_of(code(CODES[kind])):
            return nothing
        owner = await self.owner_of(address, collection=collection.address)
        revoked = 0
        if owner is not None and kind is TokenKind.SBT:
            told = await self._reader.run(address, "get_revoked_time")
            revoked = _number(_stack(told, 1, "get_revoked_time")[0])
        return ItemView(owner=owner, revoked_at_s=revoked, read_at_s=account.read_at_s)

    async def owner_of(self, item: str, *, collection: str) -> str | None:
        told = await self._reader.run(item, "get_nft_data")
        if told.exit_code in _NO_CODE or not told.ok:
            return None
        try:
            born, index, names, owner, _content = _stack(told, 5, "get_nft_data")
            if _number(born) == 0 or _address(names) != collection:
                return None
            number, holder = _number(index), _address(owner)
        except GatewayError:
            # A stranger's contract answers what it likes: it is no item.
            return None
        listed = await self._reader.run(collection, "get_nft_address_by_index", (number,))
        own = _address(_stack(listed, 1, "get_nft_address_by_index")[0])
        return holder if own == item else None

    def _sends(self, work: Work) -> list[Send]:
        home, value = work.collection, self.value(work)
        if work.kind is WorkKind.DEPLOY:
            init = collection_init(home.terms)
            empty = Builder().end_cell()
            return [Send(to=home.address, value=value, bounce=False, body=empty, init=init)]
        if work.kind is WorkKind.MINT:
            bodies = [self._mint(home, item) for item in work.items]
            return [Send(to=home.address, value=value, bounce=True, body=one) for one in bodies]
        body = Builder().store_uint(REVOKE, 32).store_uint(0, 64).end_cell()
        return [Send(to=one.address, value=value, bounce=True, body=body) for one in work.items]

    def _mint(self, home: Collection, item: Item) -> Cell:
        born = Builder().store_address(library_address(item.owner))
        born.store_ref(_text(f"{item.index}.json"))
        if home.terms.kind is TokenKind.SBT:
            born.store_address(library_address(home.terms.owner))
        body = Builder().store_uint(MINT, 32).store_uint(item.index, 64)
        body.store_uint(item.index, 64).store_coins(ITEM_NANO).store_ref(born.end_cell())
        made: Cell = body.end_cell()
        return made


def collection_init(terms: CollectionTerms) -> Cell:
    """The state-init, whose hash is the address: it commits to metadata, royalty and owner."""
    content = Builder().store_ref(_text(terms.content, prefix=bytes([_OFF_CHAIN])))
    content.store_ref(_text(terms.items))
    royalty = Builder().store_uint(terms.royalty_bps, 16).store_uint(_BPS, 16)
    royalty.store_address(library_address(terms.royalty_to))
    data = Builder().store_address(library_address(terms.owner)).store_uint(0, 64)
    data.store_ref(content.end_cell()).store_ref(code(CODES[terms.kind]))
    data.store_ref(royalty.end_cell())
    return state_init(code("nft_collection"), data.end_cell())


def _text(text: str, *, prefix: bytes = b"") -> Cell:
    """Bytes in a snake of cells."""
    whole = prefix + text.encode()
    pieces = [whole[n : n + _SNAKE_BYTES] for n in range(0, len(whole), _SNAKE_BYTES)] or [b""]
    tail: Cell | None = None
    for piece in reversed(pieces):
        made = Builder().store_bytes(piece)
        if tail is not None:
            made.store_ref(tail)
        tail = made.end_cell()
    assert tail is not None, "there is a first piece"
    return tail


def _stack(told: GetResult, count: int, method: str) -> tuple[StackValue, ...]:
    if not told.ok or len(told.stack) != count:
        raise GatewayError(f"{method}: exit code {told.exit_code}")
    return told.stack


def _number(value: StackValue) -> int:
    if not isinstance(value, int):
        raise GatewayError("a stack value is no number")
    return value


def _address(value: StackValue) -> str:
    if not isinstance(value, StackCell):
        raise GatewayError("a stack value is no address")
    try:
        address = parse(value.boc).begin_parse().load_address()
    except (BadCell, *READ_FAILURES):
        raise GatewayError("a stack value is no address") from None
    if not isinstance(address, Address):
        raise GatewayError("a stack value is no address")
    return f"{address.wc}:{address.hash_part.hex()}"
