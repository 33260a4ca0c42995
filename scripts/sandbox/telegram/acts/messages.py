"""People write: texts, dice, files, forwards; they edit, delete and react."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from scripts.sandbox.forms import Refusal
from scripts.sandbox.telegram import deliver, entities, files, origins
from scripts.sandbox.telegram.throws import HIGHEST

if TYPE_CHECKING:
    from scripts.sandbox.telegram.rows import Bot, Chat, FileRow, Person, StoredMessage, Wire
    from scripts.sandbox.telegram.state import Telegram

TEXT_MAX = 4096
CAPTION_MAX = 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Extra:
    """What may be added to any message: a reply, a schedule, another bot's help, an album."""

    reply_to: int = 0
    scheduled: bool = False
    via_bot: Bot | None = None
    album: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """A file on its way; a picture needs no name."""

    content: bytes
    name: str = ""
    caption: str = ""


PLAIN = Extra()


def say(tg: Telegram, actor: Person, chat: Chat, text: str, extra: Extra = PLAIN) -> StoredMessage:
    """A text with its entities found. Refuses invalid (empty), text-too-long."""
    text, _ = entities.trimmed(text, [])
    if not text:
        raise Refusal("invalid", text="empty")
    if len(text) > TEXT_MAX:
        raise Refusal("text-too-long", most=TEXT_MAX)
    content: Wire = {"text": text}
    found = entities.found_in(text)
    if found:
        content["entities"] = found
    return put(tg, actor, chat, content, extra)


def start(tg: Telegram, actor: Person, chat: Chat, payload: str) -> StoredMessage:
    """A deep link followed; in a group the command names the bot."""
    name = "" if chat.private else f"@{tg.bots.app.username}"
    return say(tg, actor, chat, f"/start{name} {payload}")


def throw(
    tg: Telegram, actor: Person, chat: Chat, emoji: str, extra: Extra = PLAIN
) -> StoredMessage:
    """A dice. Refuses invalid (no such emoji), dice-value."""
    if emoji not in HIGHEST:
        raise Refusal("invalid", dice=emoji)
    may_write(tg, actor, chat)
    value = tg.throws.throw(actor.id, emoji)
    return put(tg, actor, chat, {"dice": {"emoji": emoji, "value": value}}, extra)


def forward(
    tg: Telegram,
    actor: Person,
    chat: Chat,
    *,
    source: StoredMessage,
    as_copy: bool = False,
    extra: Extra = PLAIN,
) -> StoredMessage:
    """A forward with its origin, or a copy without. Refuses not-allowed (protected, service)."""
    if source.protected or source.service:
        raise Refusal("not-allowed", message_id=source.message_id)
    may_write(tg, actor, chat)
    content = dict(source.content)
    die = content.get("dice")
    if as_copy and isinstance(die, dict):
        # A copy is a new message of the sender: Telegram throws anew (TDLib, MessageDice).
        content["dice"] = {**die, "value": tg.throws.throw(actor.id, str(die["emoji"]))}
    row = _new(tg, actor, chat, content, extra)
    if not as_copy:
        row.forward_origin = origins.origin(tg, source)
        row.invoice = source.invoice
    return _publish(tg, chat, row)


def photo(
    tg: Telegram, actor: Person, chat: Chat, upload: Upload, extra: Extra = PLAIN
) -> StoredMessage:
    """A picture. Refuses invalid (neither PNG nor JPEG), file-too-big, text-too-long."""
    if files.picture_size(upload.content) == (0, 0):
        raise Refusal("invalid", photo="neither PNG nor JPEG")
    may_write(tg, actor, chat)
    row = _stored(tg, upload, kind="photo")
    media: Wire = {"photo": files.photo_sizes(row), **_captioned(upload.caption)}
    return put(tg, actor, chat, media, extra)


def document(
    tg: Telegram, actor: Person, chat: Chat, upload: Upload, extra: Extra = PLAIN
) -> StoredMessage:
    """A file by name. Refuses file-too-big, text-too-long."""
    may_write(tg, actor, chat)
    row = _stored(tg, upload, kind="document")
    media: Wire = {"document": files.document(row), **_captioned(upload.caption)}
    return put(tg, actor, chat, media, extra)


def contact(tg: Telegram, actor: Person, chat: Chat, extra: Extra = PLAIN) -> StoredMessage:
    """The person's own phone number: one made from the id, in no country."""
    card: Wire = {
        "phone_number": f"+999{actor.id:08d}",
        "first_name": actor.name,
        "user_id": actor.id,
    }
    return put(tg, actor, chat, {"contact": card}, extra)


def web_app_data(
    tg: Telegram, actor: Person, chat: Chat, *, data: str, button: str = ""
) -> StoredMessage:
    """What a Mini App opened from a reply keyboard hands to the bot. Refuses not-allowed."""
    if not chat.private:
        raise Refusal("not-allowed", chat=chat.id)
    return put(
        tg, actor, chat, {"web_app_data": {"data": data, "button_text": button}}, service=True
    )


def edit(tg: Telegram, actor: Person, chat: Chat, row: StoredMessage, text: str) -> StoredMessage:
    """A person's own text or caption anew. Refuses not-allowed, invalid, text-too-long."""
    may_write(tg, actor, chat)
    field = "text" if "text" in row.content else "caption"
    most = TEXT_MAX if field == "text" else CAPTION_MAX
    if (
        not _own(tg, actor, chat, row)
        or row.forward_origin
        or row.service
        or "dice" in row.content
    ):
        raise Refusal("not-allowed", message_id=row.message_id)
    text, _ = entities.trimmed(text, [])
    if not text or len(text) > most:
        raise Refusal("text-too-long" if text else "invalid", text=len(text), most=most)
    if row.content.get(field) == text:
        return row
    marks = "entities" if field == "text" else "caption_entities"
    row.content = {**row.content, field: text, marks: entities.found_in(text)}
    if not row.content[marks]:
        del row.content[marks]
    row.edit_date = tg.core.clock.unix()
    row.edits += 1
    tg.messages.save(row)
    deliver.message(tg, chat, row, edited=True)
    return row


def delete(tg: Telegram, actor: Person, chat: Chat, row: StoredMessage) -> None:
    """For everybody in the chat; bots are not told. Refuses not-allowed."""
    if not chat.private and not _own(tg, actor, chat, row):
        member = tg.chats.member(chat, actor.id)
        if member is None or "can_delete_messages" not in member.rights:
            raise Refusal("not-allowed", message_id=row.message_id)
    row.deleted = True
    tg.messages.save(row)


def react(
    tg: Telegram, actor: Person, chat: Chat, row: StoredMessage, emoji: list[str]
) -> StoredMessage:
    """The person's reactions to a message; an empty list takes them back."""
    may_read(tg, actor, chat)
    old = row.reactions.get(str(actor.id), [])
    new: list[Wire] = [{"type": "emoji", "emoji": one} for one in emoji]
    if old == new:
        return row
    if new:
        row.reactions[str(actor.id)] = new
    else:
        row.reactions.pop(str(actor.id), None)
    tg.messages.save(row)
    deliver.reaction(tg, chat, row, who=actor.id, old=old)
    return row


def put(
    tg: Telegram,
    actor: Person,
    chat: Chat,
    content: Wire,
    extra: Extra = PLAIN,
    *,
    service: bool = False,
) -> StoredMessage:
    """Any content of a person into a chat. Refuses bot-blocked, not-a-member, not-allowed."""
    may_write(tg, actor, chat)
    row = _new(tg, actor, chat, content, extra)
    row.service = service
    return _publish(tg, chat, row)


def may_write(tg: Telegram, actor: Person, chat: Chat) -> None:
    if chat.private:
        if chat.person != actor.id:
            raise Refusal("not-a-member", chat=chat.id)
        if chat.bot in actor.blocked_bots:
            raise Refusal("bot-blocked", person=actor.id)
        return
    member = tg.chats.member(chat, actor.id)
    if member is None or not member.inside:
        raise Refusal("not-a-member", chat=chat.id)
    if chat.type == "channel":
        allowed = member.status == "creator" or "can_post_messages" in member.rights
    else:
        allowed = member.status != "restricted" or "can_send_messages" in member.rights
    if not allowed:
        raise Refusal("not-allowed", chat=chat.id)


def may_read(tg: Telegram, actor: Person, chat: Chat) -> None:
    """Refuses not-a-member. Public chats are open to everybody."""
    if chat.private:
        inside = chat.person == actor.id
    else:
        member = tg.chats.member(chat, actor.id)
        banned = member is not None and member.status == "kicked"
        inside = (member is not None and member.inside) or (bool(chat.username) and not banned)
    if not inside:
        raise Refusal("not-a-member", chat=chat.id)


def _new(tg: Telegram, actor: Person, chat: Chat, content: Wire, extra: Extra) -> StoredMessage:
    if extra.reply_to and tg.messages.get(chat, extra.reply_to) is None:
        raise Refusal("message-not-found", message_id=extra.reply_to)
    row = tg.messages.new(chat, content)
    if chat.type == "channel":
        row.sender_chat = chat.id
    else:
        row.sender = actor.id
    row.reply_to = extra.reply_to
    row.from_offline = extra.scheduled
    row.via_bot = extra.via_bot.id if extra.via_bot is not None else 0
    if extra.album:
        digest = hashlib.sha256(f"{chat.key}/{extra.album}".encode()).hexdigest()
        row.media_group = str(int(digest[:14], 16))
    return row


def _publish(tg: Telegram, chat: Chat, row: StoredMessage) -> StoredMessage:
    tg.messages.save(row)
    deliver.message(tg, chat, row)
    return row


def _own(tg: Telegram, actor: Person, chat: Chat, row: StoredMessage) -> bool:
    if chat.type != "channel":
        return row.sender == actor.id
    member = tg.chats.member(chat, actor.id)
    return member is not None and member.status in {"creator", "administrator"}


def _captioned(caption: str) -> Wire:
    caption, _ = entities.trimmed(caption, [])
    if len(caption) > CAPTION_MAX:
        raise Refusal("text-too-long", most=CAPTION_MAX)
    found = entities.found_in(caption)
    shown: Wire = {"caption": caption} if caption else {}
    return {**shown, "caption_entities": found} if found else shown


def _stored(tg: Telegram, upload: Upload, *, kind: str) -> FileRow:
    if len(upload.content) > files.UPLOAD_LIMIT:
        raise Refusal("file-too-big", most=files.UPLOAD_LIMIT)
    return tg.files.add(upload.content, kind=kind, name=upload.name)
