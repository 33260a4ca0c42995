"""Baskets: the n cheapest that match, checked at the last moment, paid from one's own wallet."""

from collections.abc import Callable, Sequence
from typing import Annotated

from pydantic import Field, StringConstraints

from domain.gifts.baskets.models import (
    MESSAGES_MOST,
    MOST_ITEMS,
    Basket,
    BasketEvent,
    BasketItem,
    Payment,
)
from domain.gifts.baskets.refusals import BasketGone, NothingFits
from domain.gifts.baskets.rules import BASKET, PERSON
from domain.gifts.baskets.service import PickOrder
from domain.gifts.models import CollectionKey
from domain.gifts.saved.query import query_of
from domain.shared.ids import Instant
from domain.shared.refusals import AlreadyDone, AreaPaused, Invalid, LimitReached, NotFound
from domain.ton.address import friendly
from webapp.api.gifts.portfolio import owning
from webapp.api.gifts.query import ShortText
from webapp.forms import Answer, Body, Items, MoneyBody, MoneyForm, Text, TimeText, time_text
from webapp.routing import Call, Route

Values = Annotated[list[ShortText], Field(max_length=100)]
ListingText = Annotated[Text, StringConstraints(min_length=1, max_length=256)]


class BasketBody(Body):
    """`query`: the parameters of `GET /gifts/listings`, each a list; only lots that can be bought
    at once are picked, whatever it includes. `cap` is the most that one lot may cost in all,
    `budget` all of them together; both in TON.
    """

    query: Annotated[dict[str, Values], Field(max_length=30)] = Field(default_factory=dict)
    count: int = Field(ge=1, le=MOST_ITEMS)
    cap: MoneyBody
    budget: MoneyBody | None = None


class CheckBody(Body):
    """`accept`: listings whose new price, as the last check told it, is fine. The cap stands."""

    accept: Annotated[list[ListingText], Field(max_length=MOST_ITEMS)] = Field(
        default_factory=list
    )


class BasketItemForm(Answer):
    """`total` is what the buyer agreed to pay in all. `state` is `picked`, `ready`, `left_out`
    (`why`: `gone`, `repriced`, `over_cap`, `over_budget`, `locked`, `kind`, `blocked`, `mismatch`,
    `link`), `bought` or `lost`; `now`: what it costs now, where that is something else. `way`:
    `transaction` (it stands in `transactions`) or `link` (it is bought at its market). Links have
    been checked: another address of a market is none.
    """

    place: int
    listing: str
    market: str
    gift: str
    collection: str
    number: int
    model: str | None
    total: MoneyForm
    state: str
    why: str | None
    now: MoneyForm | None
    way: str | None
    link: str | None


class MessageForm(Answer):
    """A message as TON Connect has it: `amount` in nano. A wallet may take a null for a payload,
    so that one without has no such field.
    """

    address: str
    amount: str


class LoadedMessageForm(MessageForm):
    """With its `payload` in base 64."""

    payload: str


class TransactionForm(Answer):
    """TON Connect's `sendTransaction`, ready to be signed; `listings` says what it buys."""

    valid_until: int
    network: str
    messages: list[LoadedMessageForm | MessageForm]
    listings: list[str]


class BasketAnswer(Answer):
    """`state` is `picked`, `checked`, `done`, `dropped` or `expired`. `total` is of what is ready.
    `allowed` names the acts that are open: `check`, `drop`.
    """

    id: str
    state: str
    search: str
    wanted: int
    cap: MoneyForm
    budget: MoneyForm | None
    total: MoneyForm | None
    created_at: TimeText
    expires_at: TimeText
    checked_at: TimeText | None
    items: list[BasketItemForm]
    transactions: list[TransactionForm]
    allowed: list[str]


async def pick_basket(call: Call) -> BasketAnswer:
    """Pick the cheapest lots that match, within a price"""
    body = call.body(BasketBody)
    order = PickOrder(
        query=query_of(body.query),
        said=_said(body.query, owning(call).title),
        wanted=body.count,
        cap=body.cap.read("cap"),
        budget=body.budget.read("budget") if body.budget is not None else None,
    )
    return basket_answer(call, await owning(call).baskets.pick(call.actor, order))


async def check_basket(call: Call) -> BasketAnswer:
    """Ask the markets once more, and make ready what still stands

    Each lot is ready or left out for a reason of its own; nothing over the cap is ever made ready.
    Lots on the chain come as transactions to sign, proven against the chain's own index; others
    as links.
    """
    accept = frozenset(call.body(CheckBody).accept)
    checked = await owning(call).baskets.check(call.actor, call.path("id"), accept=accept)
    return basket_answer(call, checked)


async def list_baskets(call: Call) -> Items[BasketAnswer]:
    """My baskets, the newest"""
    found = await owning(call).baskets.mine(call.actor)
    return Items[BasketAnswer](items=[basket_answer(call, one) for one in found])


async def show_basket(call: Call) -> BasketAnswer:
    """One of my baskets, with what was bought meanwhile"""
    return basket_answer(call, await owning(call).baskets.get(call.actor, call.path("id")))


async def drop_basket(call: Call) -> None:
    """Put a basket away"""
    await owning(call).baskets.drop(call.actor, call.path("id"))


def basket_answer(call: Call, basket: Basket) -> BasketAnswer:
    total, checked_at = basket.total, basket.checked_at
    return BasketAnswer(
        id=basket.id,
        state=basket.state.value,
        search=basket.search,
        wanted=basket.wanted,
        cap=MoneyForm.of(basket.cap),
        budget=MoneyForm.of(basket.budget) if basket.budget is not None else None,
        total=MoneyForm.of(total) if total is not None else None,
        created_at=time_text(basket.created_at),
        expires_at=time_text(basket.expires_at),
        checked_at=time_text(Instant(checked_at)) if checked_at is not None else None,
        items=[_item(one) for one in basket.items],
        transactions=_transactions(basket, call.deps.settings.network),
        allowed=[
            event.value
            for event in BASKET.allowed(basket.state, PERSON)
            if event in {BasketEvent.CHECK, BasketEvent.DROP}
        ],
    )


def _item(one: BasketItem) -> BasketItemForm:
    lot = one.lot
    return BasketItemForm(
        place=one.place,
        listing=lot.id,
        market=lot.market.value,
        gift=lot.gift,
        collection=lot.collection,
        number=lot.number,
        model=lot.model.name if lot.model is not None else None,
        total=MoneyForm.of(one.total),
        state=one.state.value,
        why=one.why.value if one.why is not None else None,
        now=MoneyForm.of(one.now) if one.now is not None else None,
        way=one.way.value if one.way is not None else None,
        link=one.link or None,
    )


def _transactions(basket: Basket, network: str) -> list[TransactionForm]:
    """As many messages in each as every wallet takes."""
    paid = [(one, one.payment) for one in basket.ready if one.payment is not None]
    starts = range(0, len(paid), MESSAGES_MOST)
    return [_transaction(paid[at : at + MESSAGES_MOST], network) for at in starts]


def _transaction(part: Sequence[tuple[BasketItem, Payment]], network: str) -> TransactionForm:
    return TransactionForm(
        valid_until=min(payment.until_s for _, payment in part),
        network=network,
        messages=[_message(payment) for _, payment in part],
        listings=[item.lot.id for item, _ in part],
    )


def _message(payment: Payment) -> MessageForm | LoadedMessageForm:
    # Wallets take no raw address. Bounceable: what the contract refuses comes back by itself.
    address, amount = friendly(payment.to, bounceable=True), str(payment.amount)
    if payment.payload is None:
        return MessageForm(address=address, amount=amount)
    return LoadedMessageForm(address=address, amount=amount, payload=payment.payload)


def _said(query: dict[str, list[str]], title: Callable[[CollectionKey], str]) -> str:
    """The search as people see it: what it asks, in one line."""
    asked = {name: values for name, values in sorted(query.items()) if name != "sort"}
    if "collection" in asked:
        asked["collection"] = [title(CollectionKey(key)) for key in asked["collection"]]
    values = [value for values in asked.values() for value in values]
    return " ".join(" ".join(values).split())[:200]


_GONE = (AreaPaused, NotFound, BasketGone)
ROUTES = (
    Route(
        method="POST",
        path="/api/v1/gifts/basket",
        handler=pick_basket,
        body=BasketBody,
        answer=BasketAnswer,
        status=201,
        refusals=(AreaPaused, Invalid, NothingFits, LimitReached),
    ),
    Route(
        method="GET",
        path="/api/v1/gifts/basket",
        handler=list_baskets,
        answer=Items[BasketAnswer],
        refusals=(AreaPaused,),
    ),
    Route(
        method="GET",
        path="/api/v1/gifts/basket/{id}",
        handler=show_basket,
        answer=BasketAnswer,
        refusals=(AreaPaused, NotFound),
    ),
    Route(
        method="POST",
        path="/api/v1/gifts/basket/{id}/check",
        own=True,
        handler=check_basket,
        body=CheckBody,
        answer=BasketAnswer,
        refusals=_GONE,
    ),
    Route(
        method="DELETE",
        path="/api/v1/gifts/basket/{id}",
        handler=drop_basket,
        status=204,
        refusals=(*_GONE, AlreadyDone),
    ),
)
