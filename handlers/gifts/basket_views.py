"""Screens of baskets."""

from collections.abc import Sequence
from typing import Final

from domain.gifts.baskets.models import Basket, BasketEvent, BasketItem, ItemState, Way, Why
from domain.gifts.baskets.rules import BASKET, PERSON
from handlers.links import Links
from handlers.menu.keyboards import back
from handlers.screens import Button, Rows, Screen, clip, safe, screen
from locales.speech import Count, Speech

LINES: Final = 6
LINKS: Final = 3
BUTTONS: Final = 8
LISTED: Final = 5
_NAME: Final = 24


def how_screen(speech: Speech, baskets: Sequence[Basket]) -> Screen:
    """How to sweep, and baskets that are open."""
    open_ones = [one for one in baskets if BASKET.allowed(one.state, PERSON)][:LISTED]
    lines = [speech.say("basket-how"), speech.say("basket-how-line")]
    rows = [
        (
            Button(
                label=speech.say(
                    "basket-button-one", n=Count(len(one.items)), search=clip(one.search, _NAME)
                ),
                data=f"basket:see:{one.id}",
            ),
        )
        for one in open_ones
    ]
    return screen(speech.say("basket-title"), lines, [*rows, back(speech, "portfolio")])


def ask_screen(speech: Speech, search: str) -> Screen:
    """How many, and up to which price."""
    lines = [
        speech.say("basket-ask", search=safe(clip(search, _NAME * 2))),
        speech.say("basket-ask-form"),
    ]
    return screen(speech.say("basket-title"), lines, [back(speech, "gifts:show")])


def basket_screen(speech: Speech, basket: Basket, links: Links) -> Screen:
    """What is in it, what became of each, what comes next: six lines, the rest in the app."""
    fields = {
        "n": Count(len(basket.items)),
        "search": safe(clip(basket.search, _NAME * 2)),
        "cap": basket.cap,
    }
    lines = [speech.say("basket-head", fields)]
    if basket.total is not None:
        lines.append(speech.say("basket-total", total=basket.total, n=Count(len(basket.ready))))
    room = LINES - len(lines) - 1
    items = basket.items if len(basket.items) <= room else basket.items[: room - 1]
    lines += ["", *[_line(speech, one) for one in items]]
    left = len(basket.items) - len(items)
    if left > 0:
        lines.append(speech.say("portfolio-more", n=Count(left)))
    lines += ["", _note(speech, basket)]
    return screen(speech.say("basket-title"), lines, _rows(speech, basket, links, whole=not left))


def _line(speech: Speech, one: BasketItem) -> str:
    fields = {
        "name": safe(f"{one.lot.title} #{one.lot.number}"),
        "total": one.total,
        "market": speech.say(f"gifts-market-{one.lot.market.value}"),
    }
    if one.state is ItemState.LEFT_OUT and one.why is not None:
        why = speech.say(f"basket-why-{one.why.value}", now=one.now or one.total)
        return speech.say("basket-line-left-out", {**fields, "why": why})
    return speech.say(f"basket-line-{one.state.value}", fields)


def _signed(basket: Basket) -> bool:
    return any(one.way is Way.TRANSACTION for one in basket.ready)


def _note(speech: Speech, basket: Basket) -> str:
    key = "basket-note-sign" if _signed(basket) else f"basket-state-{basket.state.value}"
    return speech.say(key)


def _rows(
    speech: Speech, basket: Basket, links: Links, *, whole: bool
) -> list[tuple[Button, ...]]:
    """`whole`: all that is in it stands above, so that the app shows no more."""
    first: Rows = ()
    more: Rows = ()
    if _signed(basket):
        first = links.app_row(speech.say("basket-button-sign"), f"#/basket/{basket.id}")
    elif not whole:
        more = links.app_row(speech.say("portfolio-button-app"), f"#/basket/{basket.id}")
    last = (*_acts(speech, basket), *more, back(speech, "basket"))
    room = BUTTONS - sum(map(len, (*first, *last)))
    return [*first, *_bought_there(speech, basket)[:room], *last]


def _bought_there(speech: Speech, basket: Basket) -> list[tuple[Button, ...]]:
    rows: list[tuple[Button, ...]] = []
    for one in [one for one in basket.ready if one.way is Way.LINK][:LINKS]:
        label = speech.say(
            "basket-button-buy",
            name=clip(f"{one.lot.title} #{one.lot.number}", _NAME),
            total=one.total,
        )
        rows.append((Button(label=label, url=one.link),))
    return rows


def _acts(speech: Speech, basket: Basket) -> list[tuple[Button, ...]]:
    allowed = BASKET.allowed(basket.state, PERSON)
    rows: list[tuple[Button, ...]] = []
    if BasketEvent.CHECK in allowed:
        checked = basket.checked_at is not None
        key = "basket-button-check-again" if checked else "basket-button-check"
        acts = [Button(label=speech.say(key), data=f"basket:check:{basket.id}")]
        if any(one.why is Why.REPRICED for one in basket.items):
            label = speech.say("basket-button-accept")
            acts.append(Button(label=label, data=f"basket:accept:{basket.id}"))
        rows.append(tuple(acts))
    last = [Button(label=speech.say("button-refresh"), data=f"basket:see:{basket.id}")]
    if BasketEvent.DROP in allowed:
        label = speech.say("basket-button-drop")
        last.append(Button(label=label, data=f"basket:drop:{basket.id}"))
    return [*rows, tuple(last)]
