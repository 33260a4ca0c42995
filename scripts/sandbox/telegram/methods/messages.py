"""Methods that send."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scripts.sandbox.forms import Refusal
from scripts.sandbox.telegram import files, formatting, render, sending
from scripts.sandbox.telegram.errors import bad
from scripts.sandbox.telegram.sending import Outgoing
from scripts.sandbox.telegram.throws import HIGHEST

if TYPE_CHECKING:
    from scripts.sandbox.telegram.call import Call
    from scripts.sandbox.telegram.rows import FileRow, StoredMessage, Wire

ACTIONS = frozenset(
    {
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
    }
)
ALBUM_LEAST, ALBUM_MOST = 2, 10
ALBUM_DIGITS = 10**17
_DICE = "🎲"
_SENDABLE = {
    "photo": "can_send_photos",
    "document": "can_send_documents",
    "video": "can_send_videos",
    "animation": "can_send_other_messages",
}


def send_message(call: Call) -> Wire:
    content = formatting.text_content(call.tg, call.args)
    options = call.args.json("link_preview_options")
    if options:
        content["link_preview_options"] = options
    return _sent(call, Outgoing(content=content))


def send_photo(call: Call) -> Wire:
    return _media(call, "photo")


def send_document(call: Call) -> Wire:
    return _media(call, "document")


def send_animation(call: Call) -> Wire:
    return _media(call, "animation")


def send_sticker(call: Call) -> Wire:
    row = sending.upload(call, "sticker", kind="sticker")
    emoji = call.args.text("emoji")
    content = {"sticker": sticker(row, emoji=emoji)}
    return _sent(call, Outgoing(content=content, right="can_send_other_messages"))


def send_dice(call: Call) -> Wire:
    """The value is the world's to throw; a value laid out that cannot be shown refuses it."""
    emoji = call.args.text("emoji") or _DICE
    if emoji not in HIGHEST:
        raise bad("ENTITY_EMOTICON_INVALID")
    sending.may_send(call, call.find_chat())
    try:
        value = call.tg.throws.throw(call.bot.id, emoji)
    except Refusal as refusal:
        raise bad("DICE_VALUE_INVALID") from refusal
    content: Wire = {"dice": {"emoji": emoji, "value": value}}
    return _sent(call, Outgoing(content=content, right="can_send_other_messages"))


def send_chat_action(call: Call) -> bool:
    action = call.args.text("action").lower()
    if action not in ACTIONS:
        raise bad("wrong parameter action in request")
    chat = call.find_chat()
    sending.may_send(call, chat)
    person = chat.person or None
    call.tg.core.live.tell(
        "action", chat=chat.id, person=person, action=action, bot=call.bot.username
    )
    return True


def send_media_group(call: Call) -> list[Wire]:
    """An album: between two and ten items of kinds that go together."""
    media = call.args.json("media")
    if not isinstance(media, list):
        raise bad("expected an Array of InputMedia")
    if not ALBUM_LEAST <= len(media) <= ALBUM_MOST:
        raise bad("there must be from 2 to 10 items in an album")
    chat = call.find_chat()
    sending.may_send(call, chat)
    contents = [album_item(call, one) for one in media]
    reply_to, quote = sending.reply(call, chat)
    sending.take_turn(call, chat, messages=len(contents))
    group = str(ALBUM_DIGITS + call.tg.core.chance.below(ALBUM_DIGITS, "ids"))
    sent: list[StoredMessage] = []
    for content in contents:
        row = call.tg.messages.new(chat, content)
        sending.own(call, chat, row)
        row.media_group, row.reply_to, row.quote = group, reply_to, quote
        sending.publish(call, chat, row)
        sent.append(row)
    return [render.message(call.tg, row) for row in sent]


def album_item(call: Call, one: Wire) -> Wire:
    """What an InputMedia turns into."""
    if not isinstance(one, dict) or one.get("type") not in _SENDABLE:
        kind = one.get("type", "") if isinstance(one, dict) else ""
        raise bad(f"can't parse InputMedia: type \"{kind}\" can't be used in sendMediaGroup")
    row = sending.media_of(call, one)
    caption = formatting.captioned(
        call.tg,
        str(one.get("caption") or ""),
        mode=str(one.get("parse_mode") or ""),
        given=one.get("caption_entities"),
    )
    return {**media_content(row, str(one["type"])), **caption}


def media_content(row: FileRow, kind: str) -> Wire:
    """The content fields of a file sent as that kind."""
    if kind == "photo":
        return {"photo": files.photo_sizes(row)}
    moving = {**files.brief(row), "width": row.width, "height": row.height, "duration": 0}
    if kind == "video":
        return {"video": moving}
    if kind == "animation":
        return {"animation": moving, "document": files.document(row)}
    return {"document": files.document(row)}


def sticker(row: FileRow, *, emoji: str = "") -> Wire:
    shown: Wire = {
        **files.brief(row),
        "type": "regular",
        "width": row.width or 512,
        "height": row.height or 512,
        "is_animated": False,
        "is_video": False,
    }
    return {**shown, "emoji": emoji} if emoji else shown


def _media(call: Call, kind: str) -> Wire:
    call.args.need(kind)
    caption = formatting.caption_content(call.tg, call.args)
    sending.may_send(call, call.find_chat(), _SENDABLE[kind])
    row = sending.upload(call, kind, kind=kind)
    content = {**media_content(row, kind), **caption}
    return _sent(call, Outgoing(content=content, right=_SENDABLE[kind]))


def _sent(call: Call, outgoing: Outgoing) -> Wire:
    return render.message(call.tg, sending.send(call, outgoing))
