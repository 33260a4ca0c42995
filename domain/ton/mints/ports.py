"""What minting needs of the outside and of the storage."""

from typing import Protocol

from domain.shared.change import Change, Changes
from domain.shared.page import Page
from domain.ton.mints.models import (
    Collection,
    CollectionTerms,
    CollectionView,
    Item,
    ItemView,
    MintMessage,
    TokenKind,
    Work,
)
from domain.ton.models import AccountView, ChainHead, SignedMessage


class MintReader(Protocol):
    """The part of a ChainReader that mints need."""

    async def head(self) -> ChainHead: ...

    async def account(self, address: str) -> AccountView: ...


class Minter(Protocol):
    """The wallet that owns collections, with a key of its own, and what the chain shows of what
    it made.
    """

    @property
    def address(self) -> str: ...

    def collection_address(self, terms: CollectionTerms) -> str: ...

    def item_address(self, kind: TokenKind, collection: str, index: int) -> str: ...

    def value(self, work: Work) -> int:
        """Nano that go along with each of what the message carries."""
        ...

    def coins(self, work: Work) -> int:
        """Nano that the wallet must have for it, fees included."""
        ...

    def sign(self, work: Work, *, query_id: int, created_at_s: int, deploy: bool) -> SignedMessage:
        """The same arguments give the same bytes."""
        ...

    async def processed(self, query_id: int) -> bool: ...

    async def collection(self, collection: Collection) -> CollectionView | None:
        """None while no collection with our code and content is there. Raises GatewayError."""
        ...

    async def item(self, collection: Collection, index: int) -> ItemView:
        """Raises GatewayError."""
        ...

    async def owner_of(self, item: str, *, collection: str) -> str | None:
        """Whose an item of any collection is; None unless the collection itself says that the
        item at this address is its own, whatever the item says. Raises GatewayError.
        """
        ...


class MintStore(Protocol):
    """Every `move` guards the version: Stale when somebody was faster."""

    def add_collection(self, collection: Collection) -> Change:
        """Stale when the name is taken."""
        ...

    def move_collection(self, was: Collection, now: Collection) -> Change: ...

    def add_item(self, item: Item) -> Change:
        """Stale when the index or the ref is taken."""
        ...

    def move_item(self, was: Item, now: Item) -> Change: ...

    def add_message(self, message: MintMessage) -> Changes:
        """Stale while the collection has one that is pending."""
        ...

    def move_message(self, was: MintMessage, now: MintMessage) -> Change: ...

    async def collection(self, collection_id: str) -> Collection | None: ...

    async def collection_named(self, name: str) -> Collection | None: ...

    async def item(self, item_id: str) -> Item | None: ...

    async def item_for(self, collection_id: str, ref: str) -> Item | None: ...

    async def item_at(self, collection_id: str, index: int) -> Item | None: ...

    async def items(self, collection_id: str, *, cursor: str | None, limit: int) -> Page[Item]:
        """By index."""
        ...

    async def open_items(self, collection_id: str, limit: int) -> tuple[Item, ...]:
        """Those that are not minted yet, by index: created, sent or in review."""
        ...

    async def revoking(self, collection_id: str, limit: int) -> tuple[Item, ...]: ...

    async def waiting(self, collection_id: str) -> MintMessage | None:
        """The pending message of a collection; there is one at most."""
        ...

    async def messages(self, collection_id: str, item_id: str | None) -> tuple[MintMessage, ...]:
        """Those that carried the item (None: the collection itself), oldest first."""
        ...

    async def under_way(self, limit: int) -> tuple[str, ...]:
        """Collections for which something is to be done or seen; oldest first."""
        ...
