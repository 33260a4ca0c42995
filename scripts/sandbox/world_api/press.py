"""Buttons that people press."""

from typing import Annotated, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from scripts.sandbox.forms import Json, Refusal
from scripts.sandbox.routes import Body, Call, Route
from scripts.sandbox.telegram.acts import buttons, inline
from scripts.sandbox.telegram.acts.buttons import Press, Pressed
from scripts.sandbox.telegram.rows import Person
from scripts.sandbox.telegram.view import view
from scripts.sandbox.world import World
from scripts.sandbox.world_api.launch import by_button
from scripts.sandbox.world_api.names import anybody, chat_id, place_and_actor
from scripts.sandbox.world_api.shapes import ChatName, Id, Told

_DATA_MAX = 64


class PressOrder(Body):
    data: str | None = Field(None, min_length=1, max_length=_DATA_MAX)
    label: str | None = Field(None, min_length=1)
    message_id: Annotated[Id, Field(ge=1)] | None = None
    forged: bool = False
    choose: ChatName | None = None

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        if (self.data is None) == (self.label is None):
            raise PydanticCustomError("one_way", "exactly one of data, label")
        if self.forged and self.data is None:
            raise PydanticCustomError("one_way", "forged goes with data")
        return self


class PressedTold(Told):
    """By the button: callback, text, url, web_app, pay, copy, inline."""

    kind: str


async def press(call: Call) -> Json:
    order, world = call.given(PressOrder), call.world
    there, acting = place_and_actor(call)
    chat = there.chat
    if chat is None:
        raise Refusal("no-such-button", buttons=[])
    wanted = Press(
        data=order.data,
        label=order.label,
        message_id=order.message_id or 0,
        forged=order.forged,
        choose=0 if order.choose is None else _chosen(world, order.choose),
    )
    pressed = await buttons.press(world.telegram, acting, chat, wanted)
    return _told(world, acting, pressed)


def _told(world: World, acting: Person, pressed: Pressed) -> Json:
    return {
        "kind": pressed.kind,
        "message_id": pressed.message_id,
        **_came_of_it(world, acting, pressed),
    }


def _came_of_it(world: World, acting: Person, pressed: Pressed) -> Json:
    if pressed.message is not None:
        return {"message": view(world.telegram, pressed.message, acting)}
    match pressed.kind:
        case "callback":
            return {"answer": pressed.answer}
        case "web_app":
            return _web_app(world, acting, pressed)
        case "inline":
            assert pressed.bot is not None, "a bot is asked inline"
            return {"bot": pressed.bot.username, "query": pressed.text}
    by_kind: Json = {"pay": "invoice", "url": "url", "copy": "text"}
    field = str(by_kind[pressed.kind])
    return {field: getattr(pressed, field)}


def _web_app(world: World, acting: Person, pressed: Pressed) -> Json:
    """A button in a message lets the page answer through the bot; one of the keyboard below
    lets it send data, which carries the button's text.
    """
    assert pressed.bot is not None, "a Mini App is a bot's"
    query_id = None
    if not pressed.text:
        query_id = inline.open_web_app(world.telegram, acting, pressed.bot).id
    launch = by_button(world, acting, pressed.bot, address=pressed.url, query_id=query_id)
    return {"launch": launch, "button_text": pressed.text or None}


def _chosen(world: World, choose: str | int) -> int:
    """The id of the chat or person that is chosen."""
    try:
        return anybody(world, choose)
    except Refusal:
        return chat_id(world, str(choose))


ROUTES = (
    Route(
        method="POST",
        path="/world/chats/{chat}/press",
        act=press,
        says="Press a button by its data or its label.",
        body=PressOrder,
        answer=PressedTold,
        refusals=(
            *("chat-not-found", "person-not-found", "not-a-member", "bot-blocked"),
            *("no-such-button", "message-not-found", "choose-needed", "not-allowed"),
        ),
    ),
)
