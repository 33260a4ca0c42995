"""What handlers of gifts may ask for by name."""

from bot.wiring.areas import Areas
from handlers.gifts.desk import GiftChat, GiftDesk
from handlers.gifts.onward import GiftsOnward
from handlers.links import Links
from handlers.onward import Onward


def gift_chat(areas: Areas, links: Links) -> dict[str, object]:
    return {"gift_desk": _desk(areas, links), "gift_showcase": areas.gifts.showcase}


def gifts_onward(areas: Areas, links: Links) -> Onward:
    """Where somebody goes on who came by a link to a gift."""
    return GiftsOnward(_desk(areas, links))


def _desk(areas: Areas, links: Links) -> GiftDesk:
    users = areas.users
    chat = GiftChat(
        showcase=areas.gifts.showcase, people=users.people, gate=users.gate, links=links
    )
    return GiftDesk(chat)
