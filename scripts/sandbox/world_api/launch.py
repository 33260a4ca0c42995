"""Launch data: how a person comes into the Mini App, or signs in to a web page."""

import hashlib
from collections.abc import Mapping
from typing import Literal
from urllib.parse import urlencode

from pydantic import Field

from scripts.sandbox import launch_data
from scripts.sandbox.forms import Json
from scripts.sandbox.routes import Body, Call, Route
from scripts.sandbox.telegram.rows import Bot, Person
from scripts.sandbox.world import World
from scripts.sandbox.world_api.names import person
from scripts.sandbox.world_api.shapes import LaunchTold

# Where the app answers as long as none has said otherwise.
APP_URL = "http://127.0.0.1:8080"
THEME: Mapping[str, str] = {
    "bg_color": "#ffffff",
    "secondary_bg_color": "#f1f1f4",
    "text_color": "#000000",
    "hint_color": "#707579",
    "link_color": "#3390ec",
    "button_color": "#3390ec",
    "button_text_color": "#ffffff",
    "header_bg_color": "#ffffff",
    "accent_text_color": "#3390ec",
    "section_bg_color": "#ffffff",
    "section_header_text_color": "#707579",
    "subtitle_text_color": "#707579",
    "destructive_text_color": "#df3f40",
}


class LaunchOrder(Body):
    kind: Literal["mini_app", "login_widget"]
    start_param: str | None = Field(None, pattern=r"^[A-Za-z0-9_-]{1,64}$")
    theme: dict[str, str] | None = None


async def launch(call: Call) -> Json:
    order, one = call.given(LaunchOrder), person(call.world, call.part("person"))
    if order.kind == "login_widget":
        return signed_in(call.world, one)
    return mini_app(
        call.world,
        one,
        call.world.bot,
        start_param=order.start_param,
        theme=order.theme or THEME,
    )


def mini_app(
    world: World,
    one: Person,
    bot: Bot,
    *,
    start_param: str | None = None,
    theme: Mapping[str, str] = THEME,
) -> Json:
    """The bot's main Mini App as that person opens it."""
    fields = {
        "user": launch_data.user_field(_user(one)),
        "chat_instance": _chat_instance(one, bot),
        "chat_type": "sender",
    }
    if start_param is not None:
        fields["start_param"] = start_param
    return _launched(world, bot, fields, address=f"{_app_url(world)}/app", theme=theme)


def by_button(world: World, one: Person, bot: Bot, *, address: str, query_id: str | None) -> Json:
    """A page behind a web-app button; with `query_id` the page may answer through the bot."""
    fields = {"user": launch_data.user_field(_user(one))}
    if query_id is not None:
        fields = {"query_id": query_id, **fields}
    return _launched(world, bot, fields, address=address, theme=THEME)


def signed_in(world: World, one: Person) -> Json:
    """What the Login Widget gives a page, and where it leads when the page names an address."""
    fields: dict[str, str | int] = {
        "id": one.id,
        "first_name": one.name,
        "username": one.username,
        "auth_date": world.core.clock.unix(),
    }
    told = launch_data.login_widget(fields, token=world.token)
    url = f"{_app_url(world)}/login?{urlencode(told)}"
    return {"url": url, "auth": {"kind": "login_widget", **told}}


def _launched(
    world: World, bot: Bot, fields: dict[str, str], *, address: str, theme: Mapping[str, str]
) -> Json:
    fields["auth_date"] = str(world.core.clock.unix())
    signed = launch_data.init_data(fields, token=bot.token, private_key=world.launch_key)
    return {
        "url": launch_data.launch_url(address, signed=signed, theme=theme),
        "auth": {"kind": "mini_app", "init_data": signed},
    }


def _user(one: Person) -> Json:
    user: Json = {
        "id": one.id,
        "first_name": one.name,
        "last_name": one.last_name,
        "username": one.username,
        "language_code": one.language,
        "allows_write_to_pm": True,
    }
    return user | {"is_premium": True} if one.premium else user


def _chat_instance(one: Person, bot: Bot) -> str:
    digest = hashlib.sha256(f"{bot.id}/{one.id}".encode()).digest()
    return str(int.from_bytes(digest[:8], signed=True))


def _app_url(world: World) -> str:
    return world.core.app_url or APP_URL


ROUTES = (
    Route(
        method="POST",
        path="/world/people/{person}/launch",
        act=launch,
        says="Signed launch data; `auth` is what the app's sign-in takes.",
        body=LaunchOrder,
        answer=LaunchTold,
        refusals=("person-not-found",),
    ),
)
