"""Methods that edit and delete."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scripts.sandbox.telegram import deliver, formatting, markup, render, sending
from scripts.sandbox.telegram.errors import bad
from scripts.sandbox.telegram.methods.messages import media_content

if TYPE_CHECKING:
    from collections.abc import Callable

    from scripts.sandbox.telegram.call import Call
    from scripts.sandbox.telegram.rows import Chat, StoredMessage, Wire

DELETE_WITHIN_S = 48 * 3600
DICE_KEPT_S = 24 * 3600
_CAPTIONED = ("photo", "document", "animation", "video", "paid_media")
_NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)


def edit_message_text(call: Call) -> Wire | bool:
    content = formatting.text_content(call.tg, call.args)

    def changed(old: Wire) -> Wire:
        if "text" not in old:
            raise bad("there is no text in the message to edit")
        return content

    return _edit(call, changed)


def edit_message_caption(call: Call) -> Wire | bool:
    caption = formatting.caption_content(call.tg, call.args)

    def changed(old: Wire) -> Wire:
        if not any(kind in old for kind in _CAPTIONED):
            raise bad("there is no caption in the message to edit")
        dropped = {"caption", "caption_entities", "show_caption_above_media"}
        return {**{name: old[name] for name in old.keys() - dropped}, **caption}

    return _edit(call, changed)


def edit_message_media(call: Call) -> Wire | bool:
    media = call.args.json("media")
    if not isinstance(media, dict):
        raise bad('parameter "media" is required' if media is None else "expected an Object")
    row = sending.media_of(call, media)
    caption = formatting.captioned(
        call.tg,
        str(media.get("caption") or ""),
        mode=str(media.get("parse_mode") or ""),
        given=media.get("caption_entities"),
    )

    def changed(_old: Wire) -> Wire:
        return {**media_content(row, str(media.get("type", ""))), **caption}

    return _edit(call, changed)


def edit_message_reply_markup(call: Call) -> Wire | bool:
    return _edit(call, lambda old: old)


def delete_message(call: Call) -> bool:
    if not call.args.has("chat_id"):
        raise bad("chat identifier is not specified")
    if call.args.integer("message_id") <= 0:
        raise bad("message identifier is not specified")
    chat = call.find_chat()
    row = call.find_message(chat, "message to delete")
    if not _may_delete(call, chat, row):
        raise bad("message can't be deleted")
    _delete(call, row)
    return True


def delete_messages(call: Call) -> bool:
    """Those that are there and may go; the others are passed over."""
    ids = message_ids(call)
    chat = call.find_chat()
    for message_id in ids:
        row = call.tg.messages.get(chat, message_id)
        if row is not None and _may_delete(call, chat, row):
            _delete(call, row)
    return True


def message_ids(call: Call) -> list[int]:
    """A list of 1 to 100 ids, refused in the server's words."""
    given = call.args.json("message_ids")
    if not given:
        raise bad("message identifiers are not specified")
    if not isinstance(given, list):
        raise bad("expected an Array of message identifiers")
    if len(given) > 100:
        raise bad("too many message identifiers specified")
    try:
        ids = [int(one) for one in given]
    except (TypeError, ValueError) as error:
        raise bad("message identifier must be a Number") from error
    if any(one <= 0 for one in ids):
        raise bad("invalid message identifier specified")
    return ids


def _edit(call: Call, change: Callable[[Wire], Wire]) -> Wire | bool:
    """Edits in a chat give the message, edits of an inline message give True."""
    inline_id = call.args.text("inline_message_id")
    if not call.args.has("chat_id") and not call.args.integer("message_id"):
        if not inline_id:
            raise bad("message identifier is not specified")
        found = call.tg.messages.by_inline_id(inline_id)
        if found is None or found.via_bot != call.bot.id:
            raise bad("MESSAGE_ID_INVALID")
        chat = call.tg.chats.by_key(found.chat)
        assert chat is not None, "a message is in a chat"
        _apply(call, chat, found, change)
        return True
    chat = call.find_chat()
    row = call.find_message(chat, "message to edit")
    if not _may_edit(call, chat, row):
        raise bad("message can't be edited")
    _apply(call, chat, row, change)
    return render.message(call.tg, row)


def _apply(call: Call, chat: Chat, row: StoredMessage, change: Callable[[Wire], Wire]) -> None:
    board = markup.read_inline(call.args, private=chat.private, invoice=bool(row.invoice))
    content = change(row.content)
    if content == row.content and board == _inline_of(row):
        raise bad(_NOT_MODIFIED)
    if content != row.content:
        row.edit_date = call.tg.core.clock.unix()
    row.content, row.markup = content, board
    row.edits += 1
    call.tg.messages.save(row)
    deliver.message(call.tg, chat, row, edited=True)


def _inline_of(row: StoredMessage) -> Wire | None:
    return row.markup if row.markup is not None and "inline_keyboard" in row.markup else None


def _may_edit(call: Call, chat: Chat, row: StoredMessage) -> bool:
    """Its own messages without a reply keyboard; in a channel those of others too."""
    if row.service or row.forward_origin is not None or row.markup != _inline_of(row):
        return False
    if chat.type == "channel":
        member = call.membership(chat)
        return member is not None and bool(
            {"can_edit_messages", "can_post_messages"} & set(member.rights)
        )
    return row.sender == call.bot.id


def _may_delete(call: Call, chat: Chat, row: StoredMessage) -> bool:
    age_s = call.tg.core.clock.unix() - row.date
    if chat.private:
        if "dice" in row.content and age_s < DICE_KEPT_S:
            return False
        return age_s < DELETE_WITHIN_S
    member = call.membership(chat)
    if member is not None and "can_delete_messages" in member.rights:
        return True
    return row.sender == call.bot.id and age_s < DELETE_WITHIN_S


def _delete(call: Call, row: StoredMessage) -> None:
    row.deleted = True
    call.tg.messages.save(row)
