"""`@bot plush pepe black` in any chat: lots to choose from, each with its picture and a way in."""

import hashlib
from typing import Final

from aiogram.types import InlineQuery

from domain.gifts.search import PAGE_SIZE_MOST, Query
from domain.gifts.shown.models import Shown
from domain.gifts.shown.showcase import Showcase
from handlers.gifts.desk import GiftDesk
from handlers.gifts.searching import typed
from handlers.inline import InlineAnswer, InlineResult
from handlers.links import Links
from handlers.routes import Routes
from handlers.screens import Button, safe
from handlers.visit import Visit
from locales.gift_words import GiftWords

PAGE: Final = 20
KEPT_S: Final = 10
START: Final = "gifts"
_DIGITS_MOST: Final = 3
_ID_LENGTH: Final = 32


def routes() -> Routes:
    return Routes(kinds={"inline_query": search})


async def search(
    visit: Visit, event: InlineQuery, gift_desk: GiftDesk, gift_showcase: Showcase, links: Links
) -> None:
    """The cheapest lots of what was typed. Public, as the search is: nobody has to accept the
    terms for it.
    """
    begin = _offset(event.offset)
    wanted = min(begin + PAGE, PAGE_SIZE_MOST)
    query = Query(q=typed(event.query).query.q, limit=wanted)
    found = await gift_showcase.find(query)
    words = await gift_desk.words(visit)
    results = tuple(_result(words, one, links) for one in found.items[begin:])
    more = found.next is not None and wanted < PAGE_SIZE_MOST
    await visit.desk.inline(
        InlineAnswer(
            query_id=event.id,
            results=results,
            following=str(wanted) if more else "",
            button=visit.say("gifts-button-chat" if results else "gifts-inline-none"),
            start=START,
            kept_s=KEPT_S,
        )
    )


def _result(words: GiftWords, shown: Shown, links: Links) -> InlineResult:
    lot, speech = shown.listing.lot, words.speech
    name, price = words.name(lot), words.price(shown.listing.buyer_total)
    fields = {"price": price, "market": words.market(lot.market), "traits": words.traits(lot)}
    about = speech.say("gifts-inline-about", fields)
    page = links.page(f"/gifts/{lot.gift}")
    look = Button(label=speech.say("gifts-button-open"), url=links.gift(lot.gift))
    return InlineResult(
        id=hashlib.sha256(lot.id.encode()).hexdigest()[:_ID_LENGTH],
        title=name,
        about=about,
        text=f"<b>{safe(name)}</b>\n{safe(about)}",
        picture=f"{page}/picture" if page else "",
        page=page,
        rows=((look,),),
    )


def _offset(text: str) -> int:
    """Where the results go on; one that is none of ours begins anew."""
    if not (text.isascii() and text.isdigit() and len(text) <= _DIGITS_MOST):
        return 0
    return min(int(text), PAGE_SIZE_MOST)
