"""Pure rules of mints: the one table of what may happen, what a reading of the chain means, and
the metadata that everybody reads.

No clock, no store, no chain.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from itertools import takewhile
from typing import Final, TypeAlias

from domain.shared.ids import Instant
from domain.shared.machine import Machine, Step
from domain.shared.refusals import AlreadyDone, Invalid
from domain.ton.mints.models import (
    MOST_ABOUT,
    MOST_ROYALTY_BPS,
    MOST_TEXT,
    MOST_TRAITS,
    Collection,
    CollectionView,
    CreateCollection,
    Item,
    ItemView,
    MintEvent,
    MintItem,
    MintState,
    TokenKind,
)

_S: TypeAlias = MintState
_E: TypeAlias = MintEvent
_CHAIN, _FINANCE = "chain", "finance"
_NAME: Final = re.compile(r"[a-z0-9][a-z0-9:_-]{0,63}", re.ASCII)


def _seen(state: _S, event: _E, to: _S, effect: str = "") -> Step[_S, _E]:
    return Step(state=state, event=event, to=to, by=frozenset({_CHAIN}), effect=effect)


def _act(state: _S, event: _E, to: _S, effect: str = "") -> Step[_S, _E]:
    return Step(state=state, event=event, to=to, by=frozenset({_FINANCE}), effect=effect)


MACHINE: Final = Machine(
    [
        _seen(_S.CREATED, _E.SEND, _S.SENT, "message"),
        # It may be there before we know of it: a store that was put back from a copy.
        _seen(_S.CREATED, _E.SEE, _S.MINTED),
        _seen(_S.CREATED, _E.SEE_OTHER, _S.REVIEW, "alarm"),
        _seen(_S.SENT, _E.SEE, _S.MINTED),
        _seen(_S.SENT, _E.SEE_OTHER, _S.REVIEW, "alarm"),
        _seen(_S.SENT, _E.LOST, _S.CREATED),
        _seen(_S.SENT, _E.MISSING, _S.REVIEW, "alarm"),
        _seen(_S.REVIEW, _E.SEE, _S.MINTED),
        _act(_S.REVIEW, _E.RETRY, _S.CREATED),
        _act(_S.REVIEW, _E.ACCEPT, _S.MINTED),
        _act(_S.MINTED, _E.REVOKE, _S.REVOKING, "message"),
        _act(_S.MINTED, _E.MARK, _S.REVOKED, "metadata"),
        _seen(_S.REVOKING, _E.SEND, _S.REVOKING),
        _seen(_S.REVOKING, _E.LOST, _S.REVOKING),
        _seen(_S.REVOKING, _E.MISSING, _S.REVIEW, "alarm"),
        _seen(_S.REVOKING, _E.SEE_REVOKED, _S.REVOKED),
        _seen(_S.REVIEW, _E.SEE_REVOKED, _S.REVOKED),
    ],
    refusals={},
    default=AlreadyDone,
)
GONE: Final = {TokenKind.SBT: MintEvent.REVOKE, TokenKind.NFT: MintEvent.MARK}
"""How an item of this kind is taken back: only an SBT can be revoked on the chain."""


def accept_collection(order: CreateCollection) -> None:
    """Refusal: Invalid, with the field."""
    if not _NAME.fullmatch(order.name):
        raise Invalid(field="name")
    if not 0 < len(order.title.strip()) <= MOST_TEXT:
        raise Invalid(field="title")
    if len(order.about) > MOST_ABOUT:
        raise Invalid(field="about")
    if not 0 <= order.royalty_bps <= MOST_ROYALTY_BPS:
        raise Invalid(field="royalty_bps")


def accept_item(order: MintItem) -> None:
    """Refusal: Invalid, with the field."""
    if not 0 < len(order.ref) <= MOST_TEXT:
        raise Invalid(field="ref")
    if not 0 < len(order.title.strip()) <= MOST_TEXT:
        raise Invalid(field="title")
    lengths = [len(text) for trait in order.traits for text in trait]
    if len(order.traits) > MOST_TRAITS or any(not 0 < one <= MOST_TEXT for one in lengths):
        raise Invalid(field="traits")


def stepped(was: Item, event: MintEvent, now: Instant) -> Item:
    """The item after an event. Refusal: AlreadyDone where the table has no such step."""
    step = MACHINE.step(was.state, event)
    return replace(was, state=step.to, changed_at=now, version=was.version + 1)


def deployed(was: Collection, event: MintEvent, now: Instant) -> Collection:
    """The same for a collection."""
    step = MACHINE.step(was.state, event)
    return replace(was, state=step.to, changed_at=now, version=was.version + 1)


def meaning(item: Item, view: ItemView) -> MintEvent | None:
    """What a reading says of an item; None when it says nothing new."""
    if view.owner is None:
        return None
    if item.state is MintState.REVOKING:
        return MintEvent.SEE_REVOKED if view.revoked_at_s else None
    if item.state not in {MintState.CREATED, MintState.SENT}:
        return None
    return MintEvent.SEE if view.owner == item.owner else MintEvent.SEE_OTHER


def of_collection(collection: Collection, view: CollectionView | None) -> MintEvent | None:
    """What a reading says of a collection that is to be deployed."""
    if view is None or collection.state not in {MintState.CREATED, MintState.SENT}:
        return None
    right = view.owner == collection.terms.owner
    return MintEvent.SEE if right else MintEvent.SEE_OTHER


def batch(open_items: tuple[Item, ...], view: CollectionView) -> tuple[Item, ...]:
    """What may be minted next. The contract takes no index beyond its next one: so an item in
    review holds up those after it, and so does a reading that is behind.
    """
    ready = tuple(takewhile(lambda item: item.state is MintState.CREATED, open_items))
    return ready if ready and ready[0].index <= view.next_index else ()


def collection_card(collection: Collection, public: str) -> Mapping[str, object]:
    """Metadata of a collection (TEP-64)."""
    return {
        "name": collection.title,
        "description": collection.about,
        "image": f"{public}/nft/{collection.id}.svg",
    }


def item_card(collection: Collection, item: Item, public: str) -> Mapping[str, object]:
    """Metadata of an item (TEP-64). One that was taken back says so."""
    traits = [*item.traits, ("number", str(item.index))]
    if item.state in {MintState.REVOKING, MintState.REVOKED}:
        traits.append(("state", MintState.REVOKED.value))
    return {
        "name": item.title,
        "description": collection.about,
        "image": f"{public}/nft/{collection.id}/{item.index}.svg",
        "attributes": [{"trait_type": name, "value": value} for name, value in traits],
    }
