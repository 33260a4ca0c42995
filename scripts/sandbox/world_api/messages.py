"""What is written in a chat, edited, deleted, reacted to."""

from pydantic import Field

from scripts.sandbox.forms import Json, Refusal, logged
from scripts.sandbox.routes import Body, Call, LogQuery, Route
from scripts.sandbox.telegram.acts import messages as acts
from scripts.sandbox.telegram.rows import Chat, Person, StoredMessage
from scripts.sandbox.telegram.view import view
from scripts.sandbox.world_api.drafts import MessageOrder, write
from scripts.sandbox.world_api.names import opened, place_and_actor
from scripts.sandbox.world_api.shapes import MessagesTold, MessageTold

_IN_CHAT = ("chat-not-found", "person-not-found", "not-a-member")
_AT_MESSAGE = (*_IN_CHAT, "message-not-found", "not-allowed")


class MessagesQuery(LogQuery):
    deleted: bool = False


class Edit(Body):
    text: str


class Reactions(Body):
    emoji: list[str] = Field(max_length=11)


async def send(call: Call) -> Json:
    there, acting = place_and_actor(call)
    chat = opened(call.world, there)
    row = await write(call.world, acting, chat, call.given(MessageOrder))
    return view(call.world.telegram, row, acting)


async def read(call: Call) -> Json:
    asked, telegram = call.asked(MessagesQuery), call.world.telegram
    there, acting = place_and_actor(call)
    if there.chat is None:
        return logged([], call.world.core.sequence.last)
    acts.may_read(telegram, acting, there.chat)
    rows, last = telegram.messages.log(
        there.chat, since=asked.since, limit=asked.limit, deleted=asked.deleted
    )
    full = len(rows) == asked.limit
    seq = last if full else call.world.core.sequence.last
    return logged([view(telegram, row, acting) for row in rows], seq)


async def edit(call: Call) -> Json:
    chat, acting, row = _at_message(call)
    changed = acts.edit(call.world.telegram, acting, chat, row, call.given(Edit).text)
    return view(call.world.telegram, changed, acting)


async def delete(call: Call) -> None:
    chat, acting, row = _at_message(call)
    acts.delete(call.world.telegram, acting, chat, row)


async def react(call: Call) -> Json:
    chat, acting, row = _at_message(call)
    changed = acts.react(call.world.telegram, acting, chat, row, call.given(Reactions).emoji)
    return view(call.world.telegram, changed, acting)


def _at_message(call: Call) -> tuple[Chat, Person, StoredMessage]:
    there, acting = place_and_actor(call)
    message_id = call.number("message_id")
    row = None
    if there.chat is not None:
        acts.may_read(call.world.telegram, acting, there.chat)
        row = call.world.telegram.messages.get(there.chat, message_id)
    if there.chat is None or row is None:
        raise Refusal("message-not-found", message_id=message_id)
    return there.chat, acting, row


ROUTES = (
    Route(
        method="POST",
        path="/world/chats/{chat}/messages",
        act=send,
        says="Write one thing into the chat.",
        body=MessageOrder,
        answer=MessageTold,
        status=201,
        refusals=(
            *(*_AT_MESSAGE, "bot-blocked", "dice-value", "text-too-long", "file-too-big"),
            "query-not-found",
        ),
    ),
    Route(
        method="GET",
        path="/world/chats/{chat}/messages",
        act=read,
        says="Log of Messages, each once, in the order of its last change.",
        query=MessagesQuery,
        answer=MessagesTold,
        refusals=_IN_CHAT,
    ),
    Route(
        method="PATCH",
        path="/world/chats/{chat}/messages/{message_id}",
        act=edit,
        says="Edit one's own message.",
        body=Edit,
        answer=MessageTold,
        refusals=(*_AT_MESSAGE, "bot-blocked", "text-too-long"),
    ),
    Route(
        method="DELETE",
        path="/world/chats/{chat}/messages/{message_id}",
        act=delete,
        says="Delete a message for everybody.",
        refusals=_AT_MESSAGE,
    ),
    Route(
        method="PUT",
        path="/world/chats/{chat}/messages/{message_id}/reactions",
        act=react,
        says="React, or take reactions back.",
        body=Reactions,
        answer=MessageTold,
        refusals=_AT_MESSAGE,
    ),
)
