"""Alerts in chat, put together."""

from bot.wiring.areas import Areas
from bot.wiring.foundation import Foundation
from handlers.gifts.alerts import AlertChat, AlertDesk
from handlers.links import Links


def alerts_chat(f: Foundation, areas: Areas, links: Links) -> dict[str, object]:
    """What the handlers ask for by name."""
    alerting = areas.gift_alerts
    chat = AlertChat(
        alerts=alerting.alerts,
        searches=alerting.searches,
        arbitrage=alerting.arbitrage,
        search=areas.gifts.search,
        words=f.words,
        links=links,
        titles=areas.gifts.titles,
    )
    return {"alert_desk": AlertDesk(chat)}
