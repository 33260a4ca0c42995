"""Screens of baskets."""

from collections.abc import Sequence
from typing import Final

from domain.gifts.baskets.models import Basket, BasketEvent, BasketItem, ItemState, Way, Why
from domain.gifts.baskets.rules import BASKET, PERSON
from handlers.links import Links
from handlers.menu.keyboards import back
from handlers.screens import Button, Screen, clip, safe, screen
from locales.speech import Count, Speech

LINES: Final = 6
LINKS: Final = 3
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
    head = speech.say(
        "basket-head", n=Count(len(basket.items)), search=safe(clip(basket.search, _NAME * 2))
    )
    lines = [head, speech.say("basket-cap", cap=basket.cap)]
    if basket.total is not None:
        lines.append(speech.say("basket-total", total=basket.total, n=Count(len(basket.ready))))
    lines += ["", *[_line(speech, one) for one in basket.items[:LINES]]]
    left = len(basket.items) - LINES
    if left > 0:
        lines.append(speech.say("portfolio-more", n=Count(left)))
    lines += ["", *_note(speech, basket)]
    return screen(speech.say("basket-title"), lines, _rows(speech, basket, links))


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


def _note(speech: Speech, basket: Basket) -> list[str]:
    notes = [speech.say(f"basket-state-{basket.state.value}")]
    if any(one.way is Way.TRANSACTION for one in basket.ready):
        notes.append(speech.say("basket-note-sign"))
    return notes


def _rows(speech: Speech, basket: Basket, links: Links) -> list[tuple[Button, ...]]:
    allowed = BASKET.allowed(basket.state, PERSON)
    rows: list[tuple[Button, ...]] = []
    if any(one.way is Way.TRANSACTION for one in basket.ready):
        label = speech.say("basket-button-sign")
        rows += links.app_row(label, f"#/basket/{basket.id}")
    linked = [one for one in basket.ready if one.way is Way.LINK][:LINKS]
    for one in linked:
        label = speech.say(
            "basket-button-buy",
            name=clip(f"{one.lot.title} #{one.lot.number}", _NAME),
            total=one.total,
        )
        rows.append((Button(label=label, url=one.link),))
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
    return [*rows, tuple(last), back(speech, "basket")]
