"""Where a forwarded message came from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scripts.sandbox.telegram import render

if TYPE_CHECKING:
    from scripts.sandbox.telegram.rows import StoredMessage, Wire
    from scripts.sandbox.telegram.state import Telegram


def origin(tg: Telegram, source: StoredMessage) -> Wire:
    """MessageOrigin; a forward of a forward keeps the first."""
    if source.forward_origin is not None:
        return source.forward_origin
    if not source.sender_chat:
        shown = render.user(tg, source.sender)
        return {"type": "user", "date": source.date, "sender_user": shown}
    chat = tg.chats.by_id(source.sender_chat)
    assert chat is not None, "who writes as a chat does so as one that is there"
    if chat.type == "channel":
        return {
            "type": "channel",
            "date": source.date,
            "chat": render.chat(tg, chat),
            "message_id": source.message_id,
        }
    return {"type": "chat", "date": source.date, "sender_chat": render.chat(tg, chat)}
