"""Who is told what: messages, edits, reactions and changes of members, as updates for bots."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scripts.sandbox.telegram import render
from scripts.sandbox.telegram.entities import utf16_cut

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scripts.sandbox.telegram.rows import Bot, Chat, Member, Query, StoredMessage, Wire
    from scripts.sandbox.telegram.state import Telegram

DAY_S = 86_400
# Service messages that a bot is told of though its own act caused them.
_OWN_TOLD = frozenset({"new_chat_title", "pinned_message", "refunded_payment", "left_chat_member"})


def message(tg: Telegram, chat: Chat, row: StoredMessage, *, edited: bool = False) -> None:
    """Gives a new or edited message to every bot in the chat that may read it."""
    if row.date <= tg.core.clock.unix() - DAY_S and not edited:
        return
    post = chat.type == "channel"
    kind = ("edited_" if edited else "") + ("channel_post" if post else "message")
    for bot in readers(tg, chat, row):
        _give(tg, bot, kind, render.message(tg, row), order=chat.id)


def reaction(tg: Telegram, chat: Chat, row: StoredMessage, *, who: int, old: list[Wire]) -> None:
    body: Wire = {
        "chat": render.chat(tg, chat),
        "message_id": row.message_id,
        "user": render.user(tg, who),
        "date": tg.core.clock.unix(),
        "old_reaction": old,
        "new_reaction": row.reactions.get(str(who), []),
    }
    for bot in bots_in(tg, chat):
        if chat.private or _is_admin(tg, chat, bot):
            _give(tg, bot, "message_reaction", body, order=chat.id)


def member_change(tg: Telegram, chat: Chat, *, by: int, old: Wire, new: Wire) -> None:
    """A bot hears of itself by `my_chat_member`, an administrator of others by `chat_member`."""
    body: Wire = {
        "chat": render.chat(tg, chat),
        "from": render.user(tg, by),
        "date": tg.core.clock.unix(),
        "old_chat_member": old,
        "new_chat_member": new,
    }
    who = new["user"]["id"]
    itself = tg.bots.by_id(who)
    if itself is not None:
        _give(tg, itself, "my_chat_member", body, order=chat.id)
    for bot in bots_in(tg, chat):
        if bot.id != who and _is_admin(tg, chat, bot):
            _give(tg, bot, "chat_member", body, order=chat.id)


def query(tg: Telegram, kind: str, row: Query, body: Wire) -> None:
    """A button press, inline query or pre-checkout; its id is the query's."""
    bot = tg.bots.by_id(row.bot)
    assert bot is not None, "a query is for a bot"
    whole = {"id": row.id, "from": render.user(tg, row.person), **body}
    _give(tg, bot, kind, whole, order=row.person)


def event(tg: Telegram, bot: Bot, kind: str, body: Wire, *, order: int) -> None:
    _give(tg, bot, kind, body, order=order)


def bots_in(tg: Telegram, chat: Chat) -> Iterator[Bot]:
    if chat.private:
        bot = tg.bots.by_id(chat.bot)
        if bot is not None:
            yield bot
        return
    for bot in tg.bots.all():
        member = tg.chats.member(chat, bot.id)
        if member is not None and member.inside:
            yield bot


def readers(tg: Telegram, chat: Chat, row: StoredMessage) -> list[Bot]:
    """The bots that this message reaches."""
    found = []
    for bot in bots_in(tg, chat):
        if row.sender == bot.id and not _OWN_TOLD & row.content.keys():
            continue
        if row.sender != bot.id and tg.bots.by_id(row.sender) and not row.service:
            continue
        if chat.private or chat.type == "channel" or _reads(tg, chat, bot, row):
            found.append(bot)
    return found


def _reads(tg: Telegram, chat: Chat, bot: Bot, row: StoredMessage) -> bool:
    """Privacy mode: without more rights a bot in a group sees what is meant for it."""
    if bot.reads_all or row.service or row.via_bot == bot.id or _is_admin(tg, chat, bot):
        return True
    if row.reply_to:
        target = tg.messages.get(chat, row.reply_to)
        if target is not None and target.sender == bot.id:
            return True
    return _calls(bot, row)


def _calls(bot: Bot, row: StoredMessage) -> bool:
    text = row.content.get("text") or row.content.get("caption") or ""
    for entity in row.content.get("entities") or row.content.get("caption_entities") or ():
        piece = utf16_cut(text, entity["offset"], entity["length"])
        if entity["type"] == "mention" and piece[1:].lower() == bot.username.lower():
            return True
        if entity["type"] == "bot_command":
            named = piece.partition("@")[2].lower()
            if named in {"", bot.username.lower()}:
                return True
    return False


def _is_admin(tg: Telegram, chat: Chat, bot: Bot) -> bool:
    member: Member | None = tg.chats.member(chat, bot.id)
    return member is not None and member.status in {"administrator", "creator"}


def _give(tg: Telegram, bot: Bot, kind: str, body: Wire, *, order: int) -> None:
    tg.updates.give(bot, kind, body, order=order)
