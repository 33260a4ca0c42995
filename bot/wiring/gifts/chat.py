"""What handlers of gifts may ask for by name."""

from bot.charts.painter import ChartPainter
from bot.gifts.charts import GiftCharts
from bot.wiring.areas import Areas
from bot.wiring.foundation import Foundation
from handlers.gifts.desk import GiftChat, GiftDesk
from handlers.gifts.onward import GiftsOnward
from handlers.links import Links
from handlers.onward import Onward


def gift_chat(areas: Areas, links: Links) -> dict[str, object]:
    return {"gift_desk": desk_of(areas, links), "gift_showcase": areas.gifts.showcase}


def desk_of(areas: Areas, links: Links) -> GiftDesk:
    users = areas.users
    chat = GiftChat(
        showcase=areas.gifts.showcase,
        people=users.people,
        gate=users.gate,
        links=links,
        worth=areas.rates.rates.worth,
    )
    return GiftDesk(chat)


def gifts_onward(areas: Areas, links: Links) -> Onward:
    """Where somebody goes on who came by a link to a gift."""
    return GiftsOnward(desk_of(areas, links))


def gift_charts(f: Foundation, areas: Areas) -> GiftCharts:
    gifts = areas.gifts
    return GiftCharts(gifts.values.history, gifts.showcase, ChartPainter(), f.clock)
