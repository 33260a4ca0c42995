"""Collections and items: for finance to make and take back, for owners to see."""

import base64
from typing import Annotated

from pydantic import Field, StringConstraints

from domain.shared.money import TON, Money
from domain.shared.refusals import AlreadyDone, AreaPaused, Invalid, NotAllowed, NotFound
from domain.ton.address import friendly
from domain.ton.mints.models import (
    MOST_ABOUT,
    MOST_ROYALTY_BPS,
    MOST_TEXT,
    MOST_TRAITS,
    Collection,
    CreateCollection,
    Item,
    MintItem,
    MintMessage,
    TokenKind,
)
from domain.ton.mints.service import Mints
from domain.ton.refusals import AddressInvalid, WrongNetwork
from domain.users.models import Area
from webapp.forms import Answer, Body, Empty, ListOf, MoneyForm, Paged, TimeText, time_text
from webapp.routing import Call, Route, RouteHandler
from webapp.ton.forms import ton
from webapp.ton.proof_forms import Short

Line = Annotated[str, StringConstraints(min_length=1, max_length=MOST_TEXT)]


class CollectionBody(Body):
    """`name` is its own among all collections: a second one of the same name is the first again.
    `kind` is `nft`, or `sbt`, which stays where it is and can be revoked.
    """

    name: Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9:_-]{0,63}$")]
    kind: TokenKind
    title: Line
    about: Annotated[str, StringConstraints(max_length=MOST_ABOUT)] = ""
    royalty_bps: int = Field(default=0, ge=0, le=MOST_ROYALTY_BPS)

    def read(self) -> CreateCollection:
        return CreateCollection(
            name=self.name,
            kind=self.kind,
            title=self.title,
            about=self.about,
            royalty_bps=self.royalty_bps,
        )


class TraitBody(Body):
    name: Line
    value: Line


class ItemBody(Body):
    """`ref` says what it is for: a second one for the same is the first again. `owner` in any
    form of an address. What `title` and `traits` say is public for ever.
    """

    ref: Line
    owner: Short
    title: Line
    traits: list[TraitBody] = Field(default_factory=list, max_length=MOST_TRAITS)


class CollectionAnswer(Answer):
    """`state` is `created`, `sent`, `minted` (it is deployed) or `review`. `items` counts the
    indexes that are given out.
    """

    id: str
    name: str
    kind: str
    title: str
    address: str
    friendly: str
    state: str
    items: int
    metadata_url: str


class MintTxAnswer(Answer):
    """A message of the house's that carried it: `hash` of the message from outside in base 64, as
    toncenter writes it; `state` is `pending`, `paid` or `failed`.
    """

    kind: str
    hash: str
    value: MoneyForm
    state: str
    at: TimeText


class ItemAnswer(Answer):
    """`state` is `created`, `sent`, `minted`, `review`, `revoking` or `revoked`. `owner` is whom
    it was minted to.
    """

    id: str
    collection: str
    index: int
    ref: str
    title: str
    owner: str
    address: str
    friendly: str
    state: str
    metadata_url: str
    transactions: list[MintTxAnswer]


async def create_collection(call: Call) -> CollectionAnswer:
    """Make a collection; it is deployed soon"""
    order = call.body(CollectionBody).read()
    return _collection(await _mints(call).create_collection(call.actor, order, key=call.once))


async def show_collection(call: Call) -> CollectionAnswer:
    """A collection"""
    return _collection(await _mints(call).collection(call.path("id")))


async def list_items(call: Call) -> ListOf[ItemAnswer]:
    """The items of a collection by index, for finance"""
    asked = call.query(Paged)
    page = await _mints(call).items(
        call.actor, call.path("id"), cursor=asked.cursor, limit=asked.limit
    )
    return ListOf(items=[await _item(call, item) for item in page.items], next=page.next)


async def mint_item(call: Call) -> ItemAnswer:
    """Mint an item: its index is reserved now"""
    body = call.body(ItemBody)
    order = MintItem(
        collection=call.path("id"),
        ref=body.ref,
        owner=body.owner,
        title=body.title,
        traits=tuple((trait.name, trait.value) for trait in body.traits),
    )
    return await _item(call, await _mints(call).request(call.actor, order, key=call.once))


async def show_item(call: Call) -> ItemAnswer:
    """An item with the messages that carried it

    For whoever has linked the wallet that it was minted to, and for finance.
    """
    return await _item(call, await _mints(call).seen(call.actor, call.path("id")))


async def take_back_item(call: Call) -> ItemAnswer:
    """Revoke an SBT; mark an NFT as taken back in its metadata"""
    item = await _mints(call).take_back(call.actor, call.path("id"), key=call.once)
    return await _item(call, item)


async def retry_item(call: Call) -> ItemAnswer:
    """Mint again what is in review"""
    item = await _mints(call).retry(call.actor, call.path("id"), key=call.once)
    return await _item(call, item)


async def accept_item(call: Call) -> ItemAnswer:
    """Take what is in review as it is"""
    item = await _mints(call).accept(call.actor, call.path("id"), key=call.once)
    return await _item(call, item)


def _collection(made: Collection) -> CollectionAnswer:
    return CollectionAnswer(
        id=made.id,
        name=made.name,
        kind=made.terms.kind.value,
        title=made.title,
        address=made.address,
        friendly=friendly(made.address, bounceable=True),
        state=made.state.value,
        items=made.next_index,
        metadata_url=made.terms.content,
    )


async def _item(call: Call, item: Item) -> ItemAnswer:
    mints = _mints(call)
    home = await mints.collection(item.collection)
    return ItemAnswer(
        id=item.id,
        collection=item.collection,
        index=item.index,
        ref=item.ref,
        title=item.title,
        owner=item.owner,
        address=item.address,
        friendly=friendly(item.address, bounceable=True),
        state=item.state.value,
        metadata_url=f"{home.terms.items}{item.index}.json",
        transactions=[_tx(message) for message in await mints.history(item)],
    )


def _tx(message: MintMessage) -> MintTxAnswer:
    return MintTxAnswer(
        kind=message.kind.value,
        hash=base64.b64encode(bytes.fromhex(message.hash)).decode(),
        value=MoneyForm.of(Money(message.value, TON)),
        state=message.state.value,
        at=time_text(message.created_at),
    )


def _mints(call: Call) -> Mints:
    """Refusal: AreaPaused where no chain, or no key of the minter, is set up."""
    found = ton(call).mints
    if found is None:
        raise AreaPaused(area=Area.TON.value, reason="")
    return found


def _act(name: str, handler: RouteHandler) -> Route:
    return Route(
        method="POST",
        path=f"/api/v1/mints/{{id}}/{name}",
        handler=handler,
        body=Empty,
        answer=ItemAnswer,
        once=True,
        refusals=(NotAllowed, NotFound, AlreadyDone, AreaPaused),
    )


ROUTES = (
    Route(
        method="POST",
        path="/api/v1/collections",
        own=True,
        handler=create_collection,
        body=CollectionBody,
        answer=CollectionAnswer,
        status=201,
        once=True,
        refusals=(NotAllowed, AreaPaused, Invalid),
    ),
    Route(
        method="GET",
        path="/api/v1/collections/{id}",
        handler=show_collection,
        answer=CollectionAnswer,
        refusals=(NotFound, AreaPaused),
    ),
    Route(
        method="GET",
        path="/api/v1/collections/{id}/items",
        handler=list_items,
        query=Paged,
        answer=ListOf[ItemAnswer],
        refusals=(NotAllowed, NotFound, AreaPaused),
    ),
    Route(
        method="POST",
        path="/api/v1/collections/{id}/items",
        own=True,
        handler=mint_item,
        body=ItemBody,
        answer=ItemAnswer,
        status=201,
        once=True,
        refusals=(NotAllowed, NotFound, AreaPaused, Invalid, AddressInvalid, WrongNetwork),
    ),
    Route(
        method="GET",
        path="/api/v1/mints/{id}",
        handler=show_item,
        answer=ItemAnswer,
        refusals=(NotFound, AreaPaused),
    ),
    _act("take-back", take_back_item),
    _act("retry", retry_item),
    _act("accept", accept_item),
)
