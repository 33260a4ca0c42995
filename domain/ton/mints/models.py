"""Collections and items that the house mints: NFTs (TEP-62), and SBTs that it can revoke (TEP-85).

Addresses are raw, amounts in nano, times of the chain in Unix seconds.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from domain.shared.ids import Instant


class TokenKind(StrEnum):
    """`nft` belongs to whoever it is sent to; `sbt` stays where it is and can be revoked."""

    NFT = "nft"
    SBT = "sbt"


class MintState(StrEnum):
    """Of a collection (which is deployed) and of an item alike. `review`: the chain shows
    something else than was ordered; a person decides, and nothing is minted again by itself.
    """

    CREATED = "created"
    SENT = "sent"
    MINTED = "minted"
    REVIEW = "review"
    REVOKING = "revoking"
    REVOKED = "revoked"


class MintEvent(StrEnum):
    """`see`: it is there as ordered. `see_other`: there, and not as ordered. `lost`: its message
    can do nothing any more and did nothing. `missing`: its message was taken in, and it is not
    there. `mark`: what cannot be revoked is marked so in its metadata.
    """

    SEND = "send"
    SEE = "see"
    SEE_OTHER = "see_other"
    LOST = "lost"
    MISSING = "missing"
    RETRY = "retry"
    ACCEPT = "accept"
    REVOKE = "revoke"
    MARK = "mark"
    SEE_REVOKED = "see_revoked"


class WorkKind(StrEnum):
    """What one message of the minter does."""

    DEPLOY = "deploy"
    MINT = "mint"
    REVOKE = "revoke"


class WorkState(StrEnum):
    """Of a message, and so of everything that it carries: as people see it."""

    PENDING = "pending"
    PAID = "paid"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class CollectionTerms:
    """What the address of a collection commits to. `content` is the address of its metadata,
    `items` what the address of each item's metadata begins with.
    """

    kind: TokenKind
    owner: str
    content: str
    items: str
    royalty_bps: int
    royalty_to: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Collection:
    """`name` is its own among all collections of the house: what it is for. `next_index` is the
    index that the next item gets.
    """

    id: str
    name: str
    title: str
    about: str
    terms: CollectionTerms
    address: str
    state: MintState
    next_index: int
    created_at: Instant
    changed_at: Instant
    version: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """`ref` says what it is for, once per collection: asked again, it is the same item. Nothing
    in `title` and `traits` may be personal: what is minted is public for ever.
    """

    id: str
    collection: str
    index: int
    ref: str
    owner: str
    title: str
    traits: tuple[tuple[str, str], ...]
    address: str
    state: MintState
    created_at: Instant
    changed_at: Instant
    version: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """What a message is to do: deploy the collection, or mint or revoke these items of it."""

    kind: WorkKind
    collection: Collection
    items: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MintMessage:
    """A signed message of the minter, kept before it is sent; one at a time per collection.
    `value` in nano goes along with each of what it carries. `taken_at_s` is the chain's time when
    the minter's wallet was first seen to have taken it in.
    """

    id: str
    collection: str
    kind: WorkKind
    items: tuple[str, ...]
    value: int
    boc: bytes
    hash: str
    query_id: int
    created_at_s: int
    expires_at_s: int
    taken_at_s: int | None
    state: WorkState
    created_at: Instant
    version: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class CollectionView:
    """A collection with our code, as the chain shows it. `next_index` counts what is minted."""

    next_index: int
    owner: str
    read_at_s: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemView:
    """What is at the address of an item, proven to be the collection's own. `owner` is None
    while nothing is there; `revoked_at_s` is 0 unless it is an SBT that was revoked.
    """

    owner: str | None
    revoked_at_s: int
    read_at_s: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CreateCollection:
    """The order of a collection."""

    name: str
    kind: TokenKind
    title: str
    about: str = ""
    royalty_bps: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class MintItem:
    """The order of an item: `owner` in any form of an address."""

    collection: str
    ref: str
    owner: str
    title: str
    traits: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgeItem:
    """The order of an act on an item by a person."""

    item: str
    act: MintEvent


@dataclass(frozen=True, slots=True, kw_only=True)
class MintSettings:
    """`public` is the address under which metadata is served, for ever. A message that was taken
    in and whose effect is not there is given up `settle_s` later; one that was never taken in
    `dead_margin_s` after its end.
    """

    public: str
    most_items: int = 20
    keep_coins: int = 10**8
    backdate_s: int = 30
    dead_margin_s: int = 120
    settle_s: int = 300


MOST_TEXT: Final = 100
MOST_ABOUT: Final = 1_000
MOST_TRAITS: Final = 20
MOST_ROYALTY_BPS: Final = 5_000
