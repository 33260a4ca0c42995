"""People press buttons: of messages, and of the keyboard below."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from scripts.sandbox.forms import Refusal
from scripts.sandbox.telegram import deliver, render
from scripts.sandbox.telegram.acts import messages

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scripts.sandbox.telegram.rows import Bot, Chat, Person, StoredMessage, Wire
    from scripts.sandbox.telegram.state import Telegram

LISTED_MAX = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Press:
    """What is looked for: data (may end in `*`) or a label, in one message or any.

    `forged` sends data that no button has. `choose` is the id for a button that asks for one.
    """

    data: str | None = None
    label: str | None = None
    message_id: int = 0
    forged: bool = False
    choose: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Pressed:
    """What came of it; `kind` is callback, text, url, web_app, pay, copy or inline.

    `url` is the address of a link or Mini App; `text` what was copied or is to be asked inline.
    """

    kind: str
    message_id: int = 0
    answer: Wire | None = None
    message: StoredMessage | None = None
    url: str = ""
    invoice: str = ""
    text: str = ""
    bot: Bot | None = None


async def press(tg: Telegram, actor: Person, chat: Chat, wanted: Press) -> Pressed:
    """Presses the newest button that fits. Refuses no-such-button with those that are there."""
    messages.may_read(tg, actor, chat)
    if chat.private and chat.bot in actor.blocked_bots:
        raise Refusal("bot-blocked", person=actor.id)
    if wanted.forged:
        return await _forged(tg, actor, chat, wanted)
    for row, button in _inline_buttons(tg, chat, wanted.message_id):
        if _fits(button, wanted):
            return await _inline(tg, actor, chat, row, button)
    board = tg.messages.keyboard(chat)
    if board is not None and wanted.message_id in {0, board.message_id} and wanted.label:
        for button in _buttons(board, "keyboard"):
            if button["text"] == wanted.label:
                return _below(tg, actor, chat, board, button, wanted)
    raise Refusal("no-such-button", buttons=_listed(tg, chat, wanted.message_id))


def _fits(button: Wire, wanted: Press) -> bool:
    if wanted.data is None:
        return wanted.label is not None and button["text"] == wanted.label
    data = button.get("callback_data")
    if data is None:
        return False
    if wanted.data.endswith("*"):
        return str(data).startswith(wanted.data[:-1])
    return bool(data == wanted.data)


def _inline_buttons(
    tg: Telegram, chat: Chat, message_id: int
) -> Iterator[tuple[StoredMessage, Wire]]:
    for row in tg.messages.with_buttons(chat):
        if message_id in {0, row.message_id}:
            for button in _buttons(row, "inline_keyboard"):
                yield row, button


def _buttons(row: StoredMessage, field: str) -> Iterator[Wire]:
    """All buttons of a message; an invoice without a keyboard has the one that pays it."""
    board = (row.markup or {}).get(field)
    if board is None and row.invoice and field == "inline_keyboard":
        yield {"text": "Pay", "pay": True}
        return
    for line in board or ():
        for button in line:
            yield {"text": button} if isinstance(button, str) else button


def _listed(tg: Telegram, chat: Chat, message_id: int) -> list[Wire]:
    listed: list[Wire] = []
    for row, button in _inline_buttons(tg, chat, message_id):
        entry = {"message_id": row.message_id, "label": button["text"]}
        if "callback_data" in button:
            entry["data"] = button["callback_data"]
        listed.append(entry)
        if len(listed) == LISTED_MAX:
            return listed
    board = tg.messages.keyboard(chat)
    if board is not None and message_id in {0, board.message_id}:
        listed.extend(
            {"message_id": board.message_id, "label": button["text"]}
            for button in _buttons(board, "keyboard")
        )
    return listed


async def _forged(tg: Telegram, actor: Person, chat: Chat, wanted: Press) -> Pressed:
    """Data sent by a changed client, on a message of the bot."""
    if wanted.data is None:
        raise Refusal("invalid", data="needed")
    if wanted.message_id:
        row = tg.messages.get(chat, wanted.message_id)
    else:
        bots = {bot.id for bot in deliver.bots_in(tg, chat)}
        row = next((one for one in tg.messages.newest(chat) if one.sender in bots), None)
    if row is None:
        raise Refusal("message-not-found", message_id=wanted.message_id)
    return await _callback(tg, actor, chat, row, wanted.data)


async def _inline(
    tg: Telegram, actor: Person, chat: Chat, row: StoredMessage, button: Wire
) -> Pressed:
    bot = owner(tg, chat, row)
    if "callback_data" in button:
        return await _callback(tg, actor, chat, row, button["callback_data"])
    if button.get("pay"):
        return Pressed(kind="pay", message_id=row.message_id, invoice=row.invoice)
    if "web_app" in button:
        url = button["web_app"]["url"]
        return Pressed(kind="web_app", message_id=row.message_id, url=url, bot=bot)
    if "copy_text" in button:
        return Pressed(kind="copy", message_id=row.message_id, text=button["copy_text"]["text"])
    for name in ("switch_inline_query", "switch_inline_query_current_chat"):
        if name in button:
            return Pressed(kind="inline", message_id=row.message_id, text=button[name], bot=bot)
    url = button.get("url") or button.get("login_url", {}).get("url", "")
    return Pressed(kind="url", message_id=row.message_id, url=url)


def owner(tg: Telegram, chat: Chat, row: StoredMessage) -> Bot:
    """The bot whose buttons a message carries. Refuses no-such-button when it is nobody's."""
    candidates = (row.via_bot, row.sender, chat.bot)
    for bot_id in candidates:
        bot = tg.bots.by_id(bot_id)
        if bot is not None:
            return bot
    bots = list(deliver.bots_in(tg, chat))
    if not bots:
        raise Refusal("no-such-button", buttons=[])
    return bots[0]


async def _callback(
    tg: Telegram, actor: Person, chat: Chat, row: StoredMessage, data: str
) -> Pressed:
    """Waits for the bot's answer, ten real seconds at most."""
    bot = owner(tg, chat, row)
    query = tg.queries.open("callback", bot, actor, {"data": data, "message": row.key})
    body: Wire = {"chat_instance": chat_instance(chat), "data": data}
    if row.inline_id:
        body["inline_message_id"] = row.inline_id
    else:
        body["message"] = render.message(tg, row)
    deliver.query(tg, "callback_query", query, body)
    answer = await tg.queries.wait(query)
    shown = None
    if answer is not None:
        shown = {"text": answer.get("text", ""), "show_alert": answer.get("show_alert", False)}
        if answer.get("url"):
            shown["url"] = answer["url"]
    return Pressed(kind="callback", message_id=row.message_id, answer=shown)


def chat_instance(chat: Chat) -> str:
    """The same for the same chat, as Telegram promises; signed 64 bits as text."""
    side = chat.bot if chat.private else 0
    return str((chat.id * 1_000_003 + side) % (1 << 63))


def _below(
    tg: Telegram, actor: Person, chat: Chat, board: StoredMessage, button: Wire, wanted: Press
) -> Pressed:
    """A button of the keyboard below: mostly its label is said."""
    bot = owner(tg, chat, board)
    if "web_app" in button:
        url = button["web_app"]["url"]
        return Pressed(
            kind="web_app", message_id=board.message_id, url=url, bot=bot, text=button["text"]
        )
    if button.get("request_contact"):
        row = messages.contact(tg, actor, chat)
    elif "request_chat" in button or "request_users" in button:
        row = _shared(tg, actor, chat, button, wanted)
    else:
        row = messages.say(tg, actor, chat, button["text"])
    return Pressed(kind="text", message_id=board.message_id, message=row)


def _shared(tg: Telegram, actor: Person, chat: Chat, button: Wire, wanted: Press) -> StoredMessage:
    if not wanted.choose:
        raise Refusal("choose-needed", label=button["text"])
    if "request_chat" in button:
        asked = button["request_chat"]["request_id"]
        content: Wire = {"chat_shared": {"request_id": asked, "chat_id": wanted.choose}}
    else:
        asked = button["request_users"]["request_id"]
        users = [{"user_id": wanted.choose}]
        content = {"users_shared": {"request_id": asked, "users": users}}
    return messages.put(tg, actor, chat, content, service=True)
