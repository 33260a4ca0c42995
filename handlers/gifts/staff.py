"""`/admin` acts on gifts: collections, and how the markets are read."""

from typing import Final

from domain.gifts.sync.staff import ActOnCollection, CollectionAct, CollectionStaff, MarketCard
from domain.shared.ids import Instant
from handlers.admin import views as admin
from handlers.admin.words import Usage, split
from handlers.menu.keyboards import back
from handlers.screens import safe, screen
from handlers.visit import Visit
from locales.speech import Moment, Speech

_FORM: Final = "collection add|hide|show|pause|resume|index <name>"
_ACTS: Final = {act.value: act for act in CollectionAct}


class GiftStaff:
    """The words after `/admin`. Each raises Usage when its form is not met."""

    def __init__(self, collections: CollectionStaff) -> None:
        self._collections = collections

    async def collection(self, visit: Visit, text: str) -> None:
        """`collection add Plush Pepe`; `collection hide plushpepe why`."""
        word, rest = split(text, 2, _FORM)
        act = _ACTS.get(word)
        if act is None:
            raise Usage(_FORM)
        name, _, why = (rest, "", "") if act is CollectionAct.ADD else rest.partition(" ")
        order = ActOnCollection(act=act, name=name, why=why)
        done = await self._collections.act(visit.actor, order, key=visit.key)
        said = visit.say(f"admin-collection-{act.value}", title=safe(done.title))
        await visit.show(admin.said(said))

    async def markets(self, visit: Visit, text: str = "") -> None:
        del text
        cards = await self._collections.markets(visit.actor)
        lines = [line for card in cards for line in _lines(visit.speech, card, visit.now)]
        rows = (back(visit.speech, "admin"),)
        await visit.show(screen(visit.say("admin-markets-title"), lines, rows))


def _lines(speech: Speech, card: MarketCard, now: Instant) -> list[str]:
    source = card.source
    read_at = Moment(source.read_at, now) if source.read_at is not None else None
    fields = {
        "market": speech.say(f"gifts-market-{source.market.value}"),
        "state": speech.say(f"gifts-state-{source.state.value}"),
        "since": Moment(source.since, now),
        "lots": str(card.lots),
        "read": read_at if read_at is not None else speech.say("admin-job-never"),
    }
    lines = [speech.say("admin-markets-line", fields)]
    if card.odd:
        odd = ", ".join(f"{safe(why)} {count}" for why, count in card.odd.items())
        lines.append(speech.say("admin-markets-odd", {"odd": odd}))
    return lines
