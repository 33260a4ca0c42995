"""People ask a bot inline, and choose one of its results."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from scripts.sandbox.forms import Refusal
from scripts.sandbox.telegram import deliver, render
from scripts.sandbox.telegram.acts import messages

if TYPE_CHECKING:
    from scripts.sandbox.telegram.rows import Bot, Chat, Person, Query, StoredMessage, Wire
    from scripts.sandbox.telegram.state import Telegram

QUERY_MAX = 256
INLINE_ID_BYTES = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """An inline query's id and what the bot answered; empty when it did not in ten seconds."""

    id: str
    results: list[Wire]
    next_offset: str = ""


async def ask(
    tg: Telegram, actor: Person, bot: Bot, text: str, *, offset: str = "", kind: str = "private"
) -> Found:
    """Asks and waits. Refuses text-too-long. `kind` is the type of the chat where it is asked."""
    if len(text) > QUERY_MAX:
        raise Refusal("text-too-long", most=QUERY_MAX)
    detail = {"query": text, "offset": offset}
    query = tg.queries.open("inline", bot, actor, detail)
    deliver.query(tg, "inline_query", query, {**detail, "chat_type": kind})
    answer = await tg.queries.wait(query)
    if answer is None:
        return Found(id=query.id, results=[])
    results = [{name: one[name] for name in one if name != "content"} for one in answer["results"]]
    return Found(id=query.id, results=results, next_offset=answer.get("next_offset", ""))


def choose(
    tg: Telegram,
    actor: Person,
    chat: Chat,
    *,
    query_id: str,
    result_id: str,
    extra: messages.Extra = messages.PLAIN,
) -> StoredMessage:
    """Sends a result into a chat by way of its bot. Refuses query-not-found."""
    query = tg.queries.table.get(query_id)
    if query is None or query.kind != "inline" or query.person != actor.id:
        raise Refusal("query-not-found", id=query_id)
    results = (query.answer or {}).get("results", [])
    result = next((one for one in results if one["id"] == result_id), None)
    if result is None:
        raise Refusal("query-not-found", id=query_id, result=result_id)
    return send_result(tg, actor, chat, query, result, extra)


def open_web_app(tg: Telegram, actor: Person, bot: Bot) -> Query:
    """The `query_id` of a Mini App opened from a button, for `answerWebAppQuery`."""
    return tg.queries.open("web_app", bot, actor, {"query": ""})


def share_prepared(tg: Telegram, actor: Person, chat: Chat, query_id: str) -> StoredMessage:
    """Sends a message that the bot had prepared for this person. Refuses query-not-found."""
    query = tg.queries.table.get(query_id)
    if query is None or query.kind != "prepared" or query.person != actor.id:
        raise Refusal("query-not-found", id=query_id)
    assert query.answer is not None, "a prepared message has its result from the start"
    return send_result(tg, actor, chat, query, query.answer["results"][0])


def send_result(
    tg: Telegram,
    actor: Person,
    chat: Chat,
    query: Query,
    result: Wire,
    extra: messages.Extra = messages.PLAIN,
) -> StoredMessage:
    """The message that a result makes, and `chosen_inline_result` to its bot."""
    messages.may_write(tg, actor, chat)
    bot = tg.bots.by_id(query.bot)
    assert bot is not None, "a query is for a bot"
    row = tg.messages.new(chat, content_of(result))
    row.sender, row.via_bot, row.reply_to = actor.id, bot.id, extra.reply_to
    if chat.type == "channel":
        row.sender, row.sender_chat = 0, chat.id
    row.markup = result.get("reply_markup")
    if row.markup is not None:
        row.inline_id = tg.core.chance.hex(INLINE_ID_BYTES, "ids")
    tg.messages.save(row)
    deliver.message(tg, chat, row)
    chosen: Wire = {"result_id": result["id"], "query": query.detail.get("query", "")}
    if row.inline_id:
        chosen["inline_message_id"] = row.inline_id
    _tell_chosen(tg, actor, bot, chosen)
    return row


def content_of(result: Wire) -> Wire:
    """What a result turns into; results were checked when the bot gave them."""
    given: Wire = result["content"]
    return dict(given)


def _tell_chosen(tg: Telegram, actor: Person, bot: Bot, chosen: Wire) -> None:
    body = {"from": render.person(actor), **chosen}
    deliver.event(tg, bot, "chosen_inline_result", body, order=actor.id)
