"""Rows as Bot API objects."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scripts.sandbox.telegram.rows import Bot, Chat, Member, Person, StoredMessage, Wire
    from scripts.sandbox.telegram.state import Telegram

ADMIN_RIGHTS = (
    "can_be_edited",
    "can_manage_chat",
    "can_change_info",
    "can_delete_messages",
    "can_invite_users",
    "can_restrict_members",
    "can_promote_members",
    "can_manage_video_chats",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
    "can_send_welcome_messages",
)
CHANNEL_RIGHTS = ("can_post_messages", "can_edit_messages", "can_manage_direct_messages")
GROUP_RIGHTS = ("can_pin_messages", "can_manage_topics", "can_manage_tags")
MEMBER_RIGHTS = (
    "can_send_messages",
    "can_send_audios",
    "can_send_documents",
    "can_send_photos",
    "can_send_videos",
    "can_send_video_notes",
    "can_send_voice_notes",
    "can_send_polls",
    "can_send_other_messages",
    "can_add_web_page_previews",
    "can_react_to_messages",
    "can_edit_tag",
    "can_change_info",
    "can_invite_users",
    "can_pin_messages",
    "can_manage_topics",
)


def person(row: Person) -> Wire:
    user: Wire = {"id": row.id, "is_bot": False, "first_name": row.name}
    if row.last_name:
        user["last_name"] = row.last_name
    if row.username:
        user["username"] = row.username
    if row.language:
        user["language_code"] = row.language
    if row.premium:
        user["is_premium"] = True
    return user


def bot(row: Bot) -> Wire:
    return {"id": row.id, "is_bot": True, "first_name": row.name, "username": row.username}


def user(tg: Telegram, user_id: int) -> Wire:
    """A person or bot by id."""
    someone = tg.people.by_id(user_id)
    if someone is not None:
        return person(someone)
    robot = tg.bots.by_id(user_id)
    assert robot is not None, f"user {user_id} is a person or a bot"
    return bot(robot)


def chat(tg: Telegram, row: Chat) -> Wire:
    if row.private:
        other = tg.people.by_id(row.person)
        assert other is not None, "a private chat has a person"
        known: Wire = {"id": row.id, "type": "private", "first_name": other.name}
        if other.last_name:
            known["last_name"] = other.last_name
        if other.username:
            known["username"] = other.username
        return known
    shown: Wire = {"id": row.id, "type": row.type, "title": row.title}
    if row.username:
        shown["username"] = row.username
    return shown


def message(tg: Telegram, row: StoredMessage, *, nested: bool = False) -> Wire:
    """The Message as bots get it. A nested one shows no message that it replies to in turn."""
    place = tg.chats.by_key(row.chat)
    assert place is not None, "a message is in a chat"
    shown: Wire = {"message_id": row.message_id, "date": row.date, "chat": chat(tg, place)}
    if row.sender:
        shown["from"] = user(tg, row.sender)
    if row.sender_chat:
        origin = tg.chats.by_id(row.sender_chat)
        assert origin is not None, "who writes as a chat does so as one that is there"
        shown["sender_chat"] = chat(tg, origin)
    if row.reply_to and not nested:
        _reply(tg, row, place, shown)
    _marks(tg, row, shown)
    shown.update(row.content)
    if row.markup is not None and "inline_keyboard" in row.markup:
        shown["reply_markup"] = row.markup
    return shown


def member(tg: Telegram, row: Member) -> Wire:
    """ChatMember of any kind; every right is stated, as the models of the libraries demand."""
    shown: Wire = {"status": row.status, "user": user(tg, row.who)}
    place = tg.chats.by_id(row.chat)
    if row.status == "creator":
        shown["is_anonymous"] = False
    elif row.status == "administrator":
        extra = CHANNEL_RIGHTS if place and place.type == "channel" else GROUP_RIGHTS
        shown.update({name: name in row.rights for name in (*ADMIN_RIGHTS, *extra)})
        shown["is_anonymous"] = False
    elif row.status == "restricted":
        shown.update({name: name in row.rights for name in MEMBER_RIGHTS})
        shown.update({"is_member": True, "until_date": row.until})
    elif row.status == "kicked":
        shown["until_date"] = row.until
    if row.custom_title:
        shown["custom_title"] = row.custom_title
    return shown


def outsider(tg: Telegram, who: int) -> Wire:
    """The ChatMember of somebody who has never been there."""
    return {"status": "left", "user": user(tg, who)}


def _reply(tg: Telegram, row: StoredMessage, place: Chat, shown: Wire) -> None:
    target = tg.messages.get(place, row.reply_to)
    if target is not None:
        shown["reply_to_message"] = message(tg, target, nested=True)
    if row.quote is not None:
        shown["quote"] = row.quote


def _marks(tg: Telegram, row: StoredMessage, shown: Wire) -> None:
    optional = {
        "forward_origin": row.forward_origin,
        "edit_date": row.edit_date,
        "media_group_id": row.media_group,
        "effect_id": row.effect,
        "has_protected_content": row.protected,
        "is_from_offline": row.from_offline,
    }
    shown.update({name: value for name, value in optional.items() if value})
    if row.via_bot:
        shown["via_bot"] = user(tg, row.via_bot)
