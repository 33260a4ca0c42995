"""Screens of gifts: what was found, filters, one gift, its history."""

from collections.abc import Iterable, Mapping, Sequence
from html import escape

from domain.gifts.links import Link
from domain.gifts.models import GiftEvent, Market
from domain.gifts.search import Facet, Trait
from domain.gifts.shown.models import CollectionCard, Found, GiftPage, Shown, Source
from handlers.gifts import keyboards
from handlers.gifts.searching import Looking
from handlers.links import Links
from handlers.screens import Screen, clip, safe, screen
from locales.gift_words import GiftWords
from locales.speech import Count, Speech

OFFERS_SHOWN = 2
EVENTS_SHOWN = 6
_QUERY = 60
_FILTERS = 100


def results_screen(
    words: GiftWords, looking: Looking, found: Found, sources: Iterable[Source], links: Links
) -> Screen:
    """A page of lots by what a buyer pays in all, and what is to be known of their prices."""
    speech, lines = words.speech, []
    if found.total:
        lines.append(_found(speech, looking, found))
        for n, shown in enumerate(found.items, looking.number):
            lines.append(lot_line(words, shown, n, links))
    else:
        lines.append(_nothing(speech, looking))
    if not looking.query.q and not looking.filters and not looking.before:
        lines[0] = speech.say("gifts-hello")
    note = _note(words, (one.listing.lot.market for one in found.items), sources)
    if not note and found.items:
        note = words.rate_note(found.items[0].listing.buyer_total)
    lines += [note] if note else []
    return screen(
        speech.say("gifts-title"), lines, keyboards.results(speech, looking, found, links)
    )


def lot_line(words: GiftWords, shown: Shown, n: int, links: Links) -> str:
    """The gift's name leads to its card."""
    lot = shown.listing.lot
    name = f'<a href="{escape(links.gift(lot.gift))}">{safe(words.name(lot))}</a>'
    price = words.price(shown.listing.buyer_total)
    line = words.speech.say(
        "gifts-line", n=str(n), gift=name, price=price, market=words.market(lot.market)
    )
    sale = words.sale(shown.listing)
    return f"{line} · {sale}" if sale else line


def filters_screen(speech: Speech, looking: Looking) -> Screen:
    return screen(
        speech.say("gifts-filter-title"),
        [_asked(speech, looking) or speech.say("gifts-filter-lead")],
        keyboards.filters(speech, looking),
    )


def values_screen(
    words: GiftWords, looking: Looking, facet: Facet, titles: Mapping[str, str]
) -> Screen:
    speech = words.speech
    trait = speech.say(f"gifts-trait-{facet.trait.value}")
    rows = keyboards.values(words, looking, facet, titles)
    lead = "gifts-by-lead" if facet.values else "gifts-none-filters"
    lines = [speech.say(lead)]
    if len(facet.values) > keyboards.VALUES_MOST:
        lines.append(speech.say("gifts-by-more"))
    return screen(speech.say("gifts-by-title", trait=trait), lines, rows)


def sorts_screen(speech: Speech, looking: Looking) -> Screen:
    return screen(speech.say("gifts-sort-title"), (), keyboards.sorts(speech, looking))


def over_screen(speech: Speech) -> Screen:
    """A button under an older message, when that search is not kept any more."""
    return screen(speech.say("gifts-title"), [speech.say("gifts-over")], keyboards.over(speech))


def gift_screen(
    words: GiftWords,
    page: GiftPage,
    buying: Sequence[tuple[Shown, Link]],
    sources: Iterable[Source],
    links: Links,
) -> Screen:
    speech, gift = words.speech, page.gift
    lines = []
    traits = [one for one in (gift.model, gift.backdrop, gift.symbol) if one is not None]
    if traits:
        lines.append(safe(", ".join(words.trait(one) for one in traits)))
    lines += [_offer(words, one) for one in page.offers[:OFFERS_SHOWN]]
    more = len(page.offers) - OFFERS_SHOWN
    if more > 0:
        lines.append(speech.say("gifts-card-offers-more", n=Count(more), count=str(more)))
    if not page.offers:
        lines.append(speech.say("gifts-card-none"))
    value = page.fair_value
    lines.append(words.value(value) if value is not None else speech.say("gifts-value-none"))
    note = _note(words, (one.listing.lot.market for one in page.offers), sources)
    if not note and page.offers:
        note = words.rate_note(page.offers[0].listing.buyer_total)
    lines += [note] if note else []
    title = speech.say("gifts-card-title", name=safe(words.name(gift)))
    return screen(title, lines, keyboards.gift(words, page, buying, links))


def history_screen(words: GiftWords, page: GiftPage, events: Sequence[GiftEvent]) -> Screen:
    speech = words.speech
    lines = [words.event(event) for event in events[:EVENTS_SHOWN]]
    title = speech.say("gifts-history-title", name=safe(words.name(page.gift)))
    return screen(
        title,
        lines or [speech.say("gifts-history-none")],
        keyboards.history(speech, page.gift.key),
    )


def chart_screen(words: GiftWords, card: CollectionCard, links: Links) -> Screen:
    """The floor over a week, drawn as the message leaves."""
    speech, collection = words.speech, card.collection
    lines = [speech.say("gifts-chart-caption", collection=safe(collection.title))]
    if card.floor.floor is not None:
        fields = {"floor": words.price(card.floor.floor), "depth": str(card.floor.depth)}
        lines.append(speech.say("gifts-chart-floor", fields))
    rows = keyboards.chart(speech, collection.key, links)
    return Screen(text="\n".join(lines), rows=rows, chart=collection.key)


def _offer(words: GiftWords, shown: Shown) -> str:
    listing = shown.listing
    fields = {
        "price": words.price(listing.buyer_total),
        "market": words.market(listing.lot.market),
    }
    sale = words.sale(listing)
    if sale:
        return words.speech.say("gifts-card-offer-note", {**fields, "note": sale})
    return words.speech.say("gifts-card-offer", fields)


def _found(speech: Speech, looking: Looking, found: Found) -> str:
    fields = {
        "n": Count(found.total),
        "total": speech.number(str(found.total)),
        "sort": speech.say(f"gifts-sort-{looking.query.sort.value}"),
    }
    said = speech.say("gifts-found", fields)
    asked = _asked(speech, looking)
    return f"{said}. {asked}" if asked else said


def _asked(speech: Speech, looking: Looking) -> str:
    filters = ", ".join(
        speech.say(f"gifts-market-{value}") if trait is Trait.MARKET else value
        for trait in Trait
        for value in looking.query.values(trait)
    )
    return speech.say("gifts-filters", filters=safe(clip(filters, _FILTERS))) if filters else ""


def _nothing(speech: Speech, looking: Looking) -> str:
    if looking.query.q and not looking.filters:
        return speech.say("gifts-none", q=safe(clip(looking.query.q, _QUERY)))
    return speech.say("gifts-none-filters")


def _note(words: GiftWords, markets: Iterable[Market], sources: Iterable[Source]) -> str:
    """What is to be known of the prices shown: markets that are down or were read a while ago."""
    wanted = set(markets)
    return " · ".join(words.ages(one for one in sources if one.market in wanted))
