"""The body of a message that somebody writes: one thing, and what may be added to any."""

import base64
import binascii
from typing import Annotated, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from scripts.sandbox.forms import Refusal
from scripts.sandbox.routes import Body
from scripts.sandbox.telegram.acts import inline, messages
from scripts.sandbox.telegram.acts.messages import Extra, Upload
from scripts.sandbox.telegram.rows import Chat, Person, StoredMessage
from scripts.sandbox.world import World
from scripts.sandbox.world_api.names import bot, place
from scripts.sandbox.world_api.shapes import ChatName, Id

# One of these is the message; the others say more about it.
THINGS = (
    *("text", "start", "dice", "forward", "copy"),
    *("photo", "document", "contact", "web_app_data", "inline"),
)
_FILE_TEXT_MAX = 75 * 2**20


class Source(Body):
    chat: ChatName
    message_id: Id


class ChosenResult(Body):
    id: str
    result: str


class MessageOrder(Body):
    text: str | None = None
    start: str | None = Field(None, pattern=r"^[A-Za-z0-9_-]{0,64}$")
    dice: str | None = None
    forward: Source | None = None
    copied: Source | None = Field(None, alias="copy")
    photo: str | None = Field(None, max_length=_FILE_TEXT_MAX)
    caption: str = ""
    document: str | None = Field(None, max_length=_FILE_TEXT_MAX)
    name: str | None = Field(None, min_length=1, max_length=255)
    contact: bool | None = None
    web_app_data: str | None = Field(None, max_length=4096)
    button_text: str = ""
    inline: ChosenResult | None = None
    reply_to: Annotated[Id, Field(ge=1)] | None = None
    scheduled: bool = False
    via_bot: str | None = None
    album: str | None = Field(None, min_length=1, max_length=64)

    @model_validator(mode="after")
    def _one_thing(self) -> Self:
        if self.contact is False:
            raise PydanticCustomError("one_thing", "contact is true or left out")
        if len(self.things) != 1:
            told = ", ".join(THINGS)
            raise PydanticCustomError("one_thing", "exactly one of {told}", {"told": told})
        return self

    @property
    def things(self) -> list[str]:
        """Which of the possible things are given."""
        named = {"copy": "copied"}
        return [one for one in THINGS if getattr(self, named.get(one, one)) is not None]


async def write(world: World, actor: Person, chat: Chat, order: MessageOrder) -> StoredMessage:
    """Put the one thing into the chat."""
    extra = Extra(
        reply_to=order.reply_to or 0,
        scheduled=order.scheduled,
        via_bot=None if order.via_bot is None else bot(world, order.via_bot),
        album=order.album or "",
    )
    if order.photo is not None or order.document is not None:
        return _file(world, actor, chat, order, extra)
    return _said(world, actor, chat, order, extra) or _passed_on(world, actor, chat, order, extra)


def _said(
    world: World, actor: Person, chat: Chat, order: MessageOrder, extra: Extra
) -> StoredMessage | None:
    telegram = world.telegram
    if order.text is not None:
        return messages.say(telegram, actor, chat, order.text, extra)
    if order.start is not None:
        return messages.start(telegram, actor, chat, order.start)
    if order.dice is not None:
        return messages.throw(telegram, actor, chat, order.dice, extra)
    if order.contact:
        return messages.contact(telegram, actor, chat, extra)
    if order.web_app_data is not None:
        return messages.web_app_data(
            telegram, actor, chat, data=order.web_app_data, button=order.button_text
        )
    return None


def _passed_on(
    world: World, actor: Person, chat: Chat, order: MessageOrder, extra: Extra
) -> StoredMessage:
    telegram = world.telegram
    if order.inline is not None:
        return inline.choose(
            telegram,
            actor,
            chat,
            query_id=order.inline.id,
            result_id=order.inline.result,
            extra=extra,
        )
    source = order.forward or order.copied
    assert source is not None, "the model lets exactly one thing in"
    return messages.forward(
        telegram,
        actor,
        chat,
        source=_source(world, actor, source),
        as_copy=order.forward is None,
        extra=extra,
    )


def _file(
    world: World, actor: Person, chat: Chat, order: MessageOrder, extra: Extra
) -> StoredMessage:
    if order.photo is not None:
        picture = Upload(content=_bytes(order.photo, "photo"), caption=order.caption)
        return messages.photo(world.telegram, actor, chat, picture, extra)
    content = _bytes(order.document or "", "document")
    upload = Upload(content=content, name=order.name or "file", caption=order.caption)
    return messages.document(world.telegram, actor, chat, upload, extra)


def _source(world: World, actor: Person, named: Source) -> StoredMessage:
    chat = place(world, named.chat).chat
    if chat is not None:
        messages.may_read(world.telegram, actor, chat)
    row = None if chat is None else world.telegram.messages.get(chat, named.message_id)
    if row is None:
        raise Refusal("message-not-found", message_id=named.message_id)
    return row


def _bytes(text: str, field: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except binascii.Error as error:
        raise Refusal("invalid", **{field: "not base64"}) from error
