"""Methods about gifts: what there is, sending, who has what, transfer of unique ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scripts.sandbox.telegram import deliver, formatting, render
from scripts.sandbox.telegram.errors import bad, forbidden
from scripts.sandbox.telegram.gift_rows import OwnedGift

if TYPE_CHECKING:
    from scripts.sandbox.telegram.call import Call
    from scripts.sandbox.telegram.rows import Person, Wire

TEXT_MAX = 128
TRANSFER_STARS = 25
GIFT_ID_BYTES = 8
# Emoji, price and price of the upgrade (0: none) of the gifts on sale, by id.
_ON_SALE: dict[str, tuple[str, int, int]] = {
    "5170145012310081615": ("💝", 15, 0),
    "5170233102089322756": ("🧸", 15, 0),
    "5170250947678437525": ("🎁", 25, 0),
    "5168103777563050263": ("🌹", 25, 0),
    "5170144170496491616": ("🎂", 50, 0),
    "5170314324215857265": ("💐", 50, 0),
    "5168043875654172773": ("🏆", 100, 0),
    "5170690322832818290": ("💍", 100, 0),
    "5782988952268964995": ("🐸", 200, 25),
}


def get_available_gifts(_call: Call) -> Wire:
    return {"gifts": [_gift(gift_id) for gift_id in _ON_SALE]}


def send_gift(call: Call) -> bool:
    """To a person or a channel, out of the bot's balance."""
    gift_id = call.args.need("gift_id")
    if gift_id not in _ON_SALE:
        raise bad("STARGIFT_INVALID")
    text, entities = formatting.formatted(
        call.tg,
        call.args.text("text"),
        mode=call.args.text("text_parse_mode"),
        given=call.args.json("text_entities"),
    )
    if len(text) > TEXT_MAX:
        raise bad("STARGIFT_MESSAGE_INVALID")
    chat = call.find_chat(inside=False) if call.args.has("chat_id") else None
    person = None
    if chat is None or chat.private:
        person = call.person("chat_id" if chat is not None else "user_id")
    price = _price(call, gift_id)
    if call.bot.stars < price:
        raise bad("BALANCE_TOO_LOW")
    owner = person.id if person is not None else chat.id if chat is not None else 0
    owned = OwnedGift(
        id=call.tg.core.chance.hex(GIFT_ID_BYTES, "ids"),
        owner=owner,
        sender=call.bot.id,
        gift=_gift(gift_id),
        date=call.tg.core.clock.unix(),
        text=text,
    )
    call.tg.gifts.save(owned)
    _pay(call, owned, price=price)
    if person is not None:
        _announce(call, person, owned, entities)
    return True


def get_user_gifts(call: Call) -> Wire:
    who = call.person().id
    offset = int(call.args.text("offset") or 0) if call.args.text("offset").isdigit() else 0
    limit = call.args.integer("limit", 100, least=1, most=100)
    kept = [one for one in call.tg.gifts.rows.values() if one.owner == who and _wanted(call, one)]
    kept.sort(key=lambda one: (one.date, one.seq), reverse=True)
    page: Wire = {
        "total_count": len(kept),
        "gifts": [_owned(call, one) for one in kept[offset : offset + limit]],
    }
    if offset + limit < len(kept):
        page["next_offset"] = str(offset + limit)
    return page


def transfer_gift(call: Call) -> bool:
    """A unique gift of a business account, on to somebody who has a chat with the bot."""
    owner = _account(call)
    gift = call.tg.gifts.get(call.args.need("owned_gift_id"))
    if gift is None or gift.owner != owner.id:
        raise bad("STARGIFT_NOT_FOUND")
    if not gift.unique:
        raise bad("STARGIFT_NOT_UNIQUE")
    receiver = call.tg.people.by_id(call.args.integer("new_owner_chat_id"))
    if receiver is None or call.tg.chats.private(receiver.id, call.bot.id) is None:
        raise bad("chat not found")
    fee = call.args.integer("star_count", least=0)
    if fee not in {0, TRANSFER_STARS} or owner.stars < fee:
        raise bad("BALANCE_TOO_LOW" if owner.stars < fee else "STARS_AMOUNT_INVALID")
    owner.stars -= fee
    call.tg.people.table.save(owner)
    gift.owner, gift.sender, gift.date = receiver.id, owner.id, call.tg.core.clock.unix()
    call.tg.gifts.save(gift)
    return True


def _account(call: Call) -> Person:
    """The person whose business account the bot is connected to."""
    named = call.args.need("business_connection_id")
    who = named.removeprefix("bc").partition(".")[0]
    person = call.tg.people.by_id(int(who)) if who.isdigit() else None
    if person is None or call.bot.id not in person.business_bots:
        raise bad("BUSINESS_CONNECTION_INVALID")
    return person


def _gift(gift_id: str) -> Wire:
    emoji, stars, upgrade = _ON_SALE[gift_id]
    picture: Wire = {
        "file_id": f"CAACgift{gift_id}",
        "file_unique_id": f"AgAD{gift_id}",
        "type": "custom_emoji",
        "custom_emoji_id": gift_id,
        "width": 512,
        "height": 512,
        "is_animated": True,
        "is_video": False,
        "emoji": emoji,
    }
    gift: Wire = {"id": gift_id, "sticker": picture, "star_count": stars}
    return {**gift, "upgrade_star_count": upgrade} if upgrade else gift


def _price(call: Call, gift_id: str) -> int:
    _, stars, upgrade = _ON_SALE[gift_id]
    if not call.args.flag("pay_for_upgrade"):
        return stars
    if not upgrade:
        raise bad("STARGIFT_UPGRADE_UNAVAILABLE")
    return stars + upgrade


def _pay(call: Call, owned: OwnedGift, *, price: int) -> None:
    person = call.tg.people.by_id(owned.owner)
    partner: Wire = {"type": "other"}
    if person is not None:
        partner = {
            "type": "user",
            "transaction_type": "gift_purchase",
            "user": render.person(person),
            "gift": owned.gift,
        }
    elif (chat := call.tg.chats.by_id(owned.owner)) is not None:
        partner = {"type": "chat", "chat": render.chat(call.tg, chat), "gift": owned.gift}
    call.tg.money.enter(call.bot, stars=-price, line_id=f"gift{owned.id}", partner=partner)


def _announce(call: Call, person: Person, owned: OwnedGift, entities: list[Wire]) -> None:
    """The service message, where the two have a chat; a bot that is blocked may not gift."""
    if call.bot.id in person.blocked_bots:
        raise forbidden("bot was blocked by the user")
    chat = call.tg.chats.private(person.id, call.bot.id)
    if chat is None:
        return
    info: Wire = {"gift": owned.gift, "text": owned.text, "entities": entities}
    row = call.tg.messages.new(
        chat, {"gift": {key: value for key, value in info.items() if value}}
    )
    row.sender, row.service = call.bot.id, True
    call.tg.messages.save(row)
    deliver.message(call.tg, chat, row)


def _wanted(call: Call, row: OwnedGift) -> bool:
    if row.unique:
        return not call.args.flag("exclude_unique")
    return not call.args.flag("exclude_unlimited")


def _owned(call: Call, row: OwnedGift) -> Wire:
    shown: Wire = {
        "type": "unique" if row.unique else "regular",
        "gift": row.gift,
        "owned_gift_id": row.id,
        "send_date": row.date,
        "is_saved": True,
    }
    if row.unique:
        shown.update({"can_be_transferred": True, "transfer_star_count": TRANSFER_STARS})
    elif row.text:
        shown["text"] = row.text
    if call.tg.people.by_id(row.sender) or call.tg.bots.by_id(row.sender):
        shown["sender_user"] = render.user(call.tg, row.sender)
    return shown
