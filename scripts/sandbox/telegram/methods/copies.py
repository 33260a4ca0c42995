"""Methods that forward and copy, pin and react."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scripts.sandbox.telegram import deliver, formatting, markup, origins, render, sending
from scripts.sandbox.telegram.errors import bad
from scripts.sandbox.telegram.methods.edits import message_ids

if TYPE_CHECKING:
    from scripts.sandbox.telegram.call import Call
    from scripts.sandbox.telegram.rows import Chat, StoredMessage, Wire

_UNCOPIED = ("invoice", "successful_payment", "refunded_payment", "gift", "unique_gift")
_CAPTION = ("caption", "caption_entities", "show_caption_above_media")


def forward_message(call: Call) -> Wire:
    chat, source = _ends(call)
    row = call.find_message(source, "message to forward")
    if not _may_leave(row):
        raise bad("message can't be forwarded")
    sending.take_turn(call, chat)
    return render.message(call.tg, _forward(call, chat, row))


def forward_messages(call: Call) -> list[Wire]:
    ids = message_ids(call)
    chat, source = _ends(call)
    rows = _found(call, source, ids, "forward")
    return [{"message_id": _forward(call, chat, row).message_id} for row in rows]


def copy_message(call: Call) -> Wire:
    chat, source = _ends(call)
    row = call.find_message(source, "message to copy")
    if not _may_leave(row) or any(name in row.content for name in _UNCOPIED):
        raise bad("message can't be copied")
    content = dict(row.content)
    if "caption" in call.args.values and "text" not in content:
        content = {name: content[name] for name in content.keys() - set(_CAPTION)}
        content.update(formatting.caption_content(call.tg, call.args))
    board = markup.read(call.args, private=chat.private)
    reply_to, quote = sending.reply(call, chat)
    sending.take_turn(call, chat)
    copy = call.tg.messages.new(chat, content)
    sending.own(call, chat, copy)
    copy.markup, copy.reply_to, copy.quote = board, reply_to, quote
    sending.publish(call, chat, copy)
    return {"message_id": copy.message_id}


def copy_messages(call: Call) -> list[Wire]:
    ids = message_ids(call)
    chat, source = _ends(call)
    copied: list[Wire] = []
    for row in _found(call, source, ids, "copy"):
        content = dict(row.content)
        if call.args.flag("remove_caption"):
            content = {name: content[name] for name in content.keys() - set(_CAPTION)}
        copy = call.tg.messages.new(chat, content)
        sending.own(call, chat, copy)
        sending.publish(call, chat, copy)
        copied.append({"message_id": copy.message_id})
    return copied


def pin_chat_message(call: Call) -> bool:
    chat = call.find_chat()
    row = call.find_message(chat, "message to pin")
    _may_pin(call, chat)
    if row.message_id in chat.pinned:
        return True
    chat.pinned.append(row.message_id)
    call.tg.chats.table.save(chat)
    note = call.tg.messages.new(chat, {"pinned_message": render.message(call.tg, row)})
    sending.own(call, chat, note)
    note.service = True
    sending.publish(call, chat, note)
    return True


def unpin_chat_message(call: Call) -> bool:
    """One message, or the one pinned last."""
    chat = call.find_chat()
    _may_pin(call, chat)
    wanted = call.args.integer("message_id") or (chat.pinned[-1] if chat.pinned else 0)
    if wanted not in chat.pinned:
        raise bad("message to unpin not found")
    chat.pinned.remove(wanted)
    call.tg.chats.table.save(chat)
    return True


def unpin_all_chat_messages(call: Call) -> bool:
    chat = call.find_chat()
    _may_pin(call, chat)
    chat.pinned.clear()
    call.tg.chats.table.save(chat)
    return True


def set_message_reaction(call: Call) -> bool:
    """One emoji at most for a bot; an empty list takes it back."""
    wanted = call.args.json("reaction") or []
    if not isinstance(wanted, list):
        raise bad("expected an Array of ReactionType")
    chat = call.find_chat()
    row = call.find_message(chat, "message to react")
    if len(wanted) > 1:
        raise bad("REACTIONS_TOO_MANY")
    kept: list[Wire] = []
    for one in wanted:
        if one.get("type") not in {"emoji", "custom_emoji"}:
            raise bad("can't parse ReactionType: invalid reaction type specified")
        kept.append(dict(one))
    if kept:
        row.reactions[str(call.bot.id)] = kept
    else:
        row.reactions.pop(str(call.bot.id), None)
    call.tg.messages.save(row)
    return True


def _ends(call: Call) -> tuple[Chat, Chat]:
    chat = call.find_chat()
    sending.may_send(call, chat)
    return chat, call.find_chat("from_chat_id")


def _may_leave(row: StoredMessage) -> bool:
    return not row.protected and not row.service


def _found(call: Call, source: Chat, ids: list[int], act: str) -> list[StoredMessage]:
    if ids != sorted(set(ids)):
        raise bad("message identifiers must be in a strictly increasing order")
    rows = [call.tg.messages.get(source, one) for one in ids]
    kept = [row for row in rows if row is not None and _may_leave(row)]
    if not kept:
        raise bad(f"there are no messages to {act}")
    sending.take_turn(call, call.find_chat(), messages=len(kept))
    return kept


def _forward(call: Call, chat: Chat, source: StoredMessage) -> StoredMessage:
    row = call.tg.messages.new(chat, dict(source.content))
    sending.own(call, chat, row)
    row.forward_origin = origins.origin(call.tg, source)
    row.invoice = source.invoice
    call.tg.messages.save(row)
    deliver.message(call.tg, chat, row)
    return row


def _may_pin(call: Call, chat: Chat) -> None:
    if chat.private:
        return
    right = "can_edit_messages" if chat.type == "channel" else "can_pin_messages"
    call.need_right(chat, right, "not enough rights to manage pinned messages in the chat")
