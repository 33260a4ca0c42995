"""What staff do about gifts after `/admin`, put together."""

from bot.wiring.areas import Areas
from bot.wiring.foundation import Foundation
from domain.gifts.sync.staff import CollectionStaff
from handlers.admin.router import Word
from handlers.gifts.staff import GiftStaff


def gift_words(f: Foundation, areas: Areas) -> dict[str, Word]:
    gifts = areas.gifts
    staff = GiftStaff(
        CollectionStaff(
            gifts.frame,
            gifts.sources,
            areas.users.gate,
            f.audit,
            hide=gifts.search.hide,
            reread=gifts.reread,
        )
    )
    return {"collection": staff.collection, "markets": staff.markets}
