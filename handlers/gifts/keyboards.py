"""Buttons of gifts."""

from collections.abc import Mapping, Sequence
from itertools import chain
from typing import Final
from urllib.parse import urlencode

from domain.gifts.links import Link
from domain.gifts.saved.query import params_of
from domain.gifts.search import Facet, Sort, Trait
from domain.gifts.shown.models import Found, GiftPage, Shown
from handlers.gifts.searching import Looking
from handlers.links import Links
from handlers.menu.keyboards import back
from handlers.screens import MOST_DATA_BYTES, Button, Rows, clip
from locales.gift_words import GiftWords
from locales.speech import Speech

SORTS: Final = tuple(Sort)
VALUES_MOST: Final = 6
OFFERS_MOST: Final = 2
_LABEL: Final = 24


def results(speech: Speech, looking: Looking, found: Found, links: Links) -> Rows:
    asked = urlencode(params_of(looking.query), doseq=True)
    path = f"#/gifts/{asked}" if asked else "#/gifts"
    turning = []
    if looking.before:
        turning.append(Button(label=speech.say("button-previous"), data="gifts:page:before"))
    if found.next is not None:
        turning.append(Button(label=speech.say("button-next"), data="gifts:page:next"))
    filters = Button(label=speech.say("gifts-button-filter"), data="gifts:filter")
    return (
        *links.app_row(speech.say("gifts-button-app"), path),
        (filters, *alert(speech, looking)),
        *sweep(speech, found),
        *((tuple(turning),) if turning else ()),
        back(speech),
    )


def sweep(speech: Speech, found: Found) -> Rows:
    """The cheapest of what was found into a basket; the search is the one on the screen."""
    if not found.total:
        return ()
    return ((Button(label=speech.say("basket-button-sweep"), data="basket:new"),),)


def alert(speech: Speech, looking: Looking) -> tuple[Button, ...]:
    """Being told of what was asked, where words can say it and it fits a button."""
    query = looking.query
    wanted = [query.values(trait) for trait in (Trait.MODEL, Trait.BACKDROP, Trait.SYMBOL)]
    if query.market or any(len(values) > 1 for values in (query.collection, *wanted)):
        return ()
    words = " ".join(filter(None, (*query.collection, query.q, *chain.from_iterable(wanted))))
    data = f"alerts:new:{words}"
    if not words or len(data.encode()) > MOST_DATA_BYTES:
        return ()
    return (Button(label=speech.say("alerts-button-new"), data=data),)


def filters(speech: Speech, looking: Looking) -> Rows:
    def button(key: str, data: str) -> Button:
        return Button(label=speech.say(key), data=data)

    by = [button(f"gifts-button-{trait.value}", f"gifts:by:{trait.value}") for trait in Trait]
    rows = [tuple(by[:2]), tuple(by[2:4]), (by[4], button("gifts-button-sort", "gifts:sort"))]
    if looking.filters:
        rows.append((button("gifts-button-clear", "gifts:clear"),))
    return (*rows, back(speech, "gifts:show"))


def values(words: GiftWords, looking: Looking, facet: Facet, titles: Mapping[str, str]) -> Rows:
    """The values with the most lots; a chosen one is marked and can be taken back."""
    speech = words.speech
    chosen = looking.query.values(facet.trait)
    buttons: list[Button] = []
    for value, count in facet:
        data = f"gifts:set:{facet.trait.value}:{value}"
        if len(data.encode()) <= MOST_DATA_BYTES and len(buttons) < VALUES_MOST:
            name = _name(words, facet.trait, value, titles)
            fields = {"value": clip(name, _LABEL), "count": count}
            label = speech.say("gifts-button-value", fields)
            mark = "\N{CHECK MARK} " if value in chosen else ""
            buttons.append(Button(label=f"{mark}{label}", data=data))
    pairs = [tuple(buttons[n : n + 2]) for n in range(0, len(buttons), 2)]
    return (*pairs, back(speech, "gifts:filter"))


def sorts(speech: Speech, looking: Looking) -> Rows:
    buttons = []
    for sort in SORTS:
        mark = "\N{CHECK MARK} " if sort is looking.query.sort else ""
        label = speech.say(f"gifts-sort-{sort.value}")
        buttons.append(Button(label=f"{mark}{label}", data=f"gifts:order:{sort.value}"))
    pairs = [tuple(buttons[n : n + 2]) for n in range(0, len(buttons), 2)]
    return (*pairs, back(speech, "gifts:filter"))


def gift(
    words: GiftWords, page: GiftPage, buying: Sequence[tuple[Shown, Link]], links: Links
) -> Rows:
    """The app first, then where it is sold cheapest, then what else is known of it."""
    speech, key = words.speech, page.gift.key
    buy = [
        Button(
            label=speech.say("gifts-button-buy", market=words.market(shown.listing.lot.market)),
            url=link.url,
        )
        for shown, link in buying[:OFFERS_MOST]
    ]
    known = [Button(label=speech.say("gifts-button-history"), data=f"gift:history:{key}")]
    chart = f"gift:chart:{page.gift.collection}"
    if len(chart.encode()) <= MOST_DATA_BYTES:
        known.append(Button(label=speech.say("gifts-button-chart"), data=chart))
    return (
        *links.app_row(speech.say("gifts-button-app"), f"#/gift/{key}"),
        *((tuple(buy),) if buy else ()),
        tuple(known),
        (Button(label=speech.say("gifts-button-again"), data=f"gift:{key}"),),
        back(speech, "gifts:show"),
    )


def history(speech: Speech, gift_key: str) -> Rows:
    return (back(speech, f"gift:{gift_key}"),)


def chart(speech: Speech, collection: str, links: Links) -> Rows:
    app = links.app_row(speech.say("gifts-button-app"), f"#/collection/{collection}")
    return (*app, back(speech, "gifts:show"))


def over(speech: Speech) -> Rows:
    return ((Button(label=speech.say("gifts-button-search"), data="gifts"),), back(speech))


def _name(words: GiftWords, trait: Trait, value: str, titles: Mapping[str, str]) -> str:
    if trait is Trait.MARKET:
        return words.speech.say(f"gifts-market-{value}")
    return titles.get(value, value) if trait is Trait.COLLECTION else value
