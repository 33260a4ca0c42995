"""Groups, channels and private chats, and who is in them."""

from typing import Literal

from pydantic import Field

from scripts.sandbox.forms import Json, Refusal, listed, page
from scripts.sandbox.routes import Body, Call, ListQuery, Route
from scripts.sandbox.telegram.acts import chats as acts
from scripts.sandbox.telegram.methods.profile import commands_for, menu_button_for
from scripts.sandbox.telegram.rows import Chat, Person
from scripts.sandbox.world import World
from scripts.sandbox.world_api import names
from scripts.sandbox.world_api.shapes import ChatsTold, ChatTold, MemberTold, Username, Who

_MEMBERS_MAX = 10_000


class NewChat(Body):
    type: Literal["group", "supergroup", "channel"]
    title: str = Field(min_length=1, max_length=128)
    username: Username | None = None
    owner: Who | None = None
    members: list[Who] = Field(default=[], max_length=_MEMBERS_MAX)
    admins: list[Who] = Field(default=[], max_length=50)


class Standing(Body):
    status: Literal["member", "left", "administrator", "kicked", "restricted"]
    rights: list[str] | None = Field(None, max_length=50)


class ChatsQuery(ListQuery):
    person: str | None = None


async def make(call: Call) -> Json:
    order, world = call.given(NewChat), call.world
    owner = names.actor(call) if order.owner is None else names.person(world, order.owner)
    if order.username is not None and order.username.lower() == names.APP_BOT:
        raise Refusal("taken", username=order.username)
    wanted = acts.NewChat(
        type=order.type,
        title=order.title,
        username=order.username or "",
        members=tuple(names.anybody(world, who) for who in order.members),
        admins=tuple(names.anybody(world, who) for who in order.admins),
    )
    return view(world, acts.create(world.telegram, owner, wanted))


async def read_all(call: Call) -> Json:
    asked, world = call.asked(ChatsQuery), call.world
    one = None if asked.person is None else names.person(world, asked.person)
    chats = world.telegram.chats.all() if one is None else world.telegram.chats.of(one.id)
    chats.sort(key=lambda chat: chat.key)
    found, following = page(
        chats, key=lambda chat: chat.key, limit=asked.limit, cursor=asked.cursor
    )
    return listed([view(world, chat, one) for chat in found], following)


async def read(call: Call) -> Json:
    there = names.place(call.world, call.part("chat"))
    if there.chat is not None:
        return view(call.world, there.chat, there.person)
    assert there.person is not None, "only a private chat is yet to begin"
    assert there.bot is not None, "only a private chat is yet to begin"
    unopened = Chat(id=there.person.id, type="private", person=there.person.id, bot=there.bot.id)
    return view(call.world, unopened, there.person)


async def set_member(call: Call) -> Json:
    order, world = call.given(Standing), call.world
    there = names.place(world, call.part("chat"))
    who = names.anybody(world, call.part("person"))
    if there.chat is None or there.chat.private:
        raise Refusal("not-allowed", chat=call.part("chat"))
    # Who comes or goes by themselves need not say so twice.
    own = call.query.actor is None and order.status in ("member", "left")
    acting = names.person(world, who) if own else names.actor(call)
    wanted = acts.Standing(status=order.status, rights=order.rights)
    member = acts.set_member(world.telegram, acting, there.chat, who, wanted)
    return _member(world, member.who, member.status, member.rights)


def view(world: World, chat: Chat, viewer: Person | None = None) -> Json:
    """A chat as scripts see it; a private one carries its bot's name."""
    told: Json = {
        "id": chat.id,
        "type": chat.type,
        "title": chat.title,
        "username": chat.username or None,
        "description": chat.description,
        "pinned": chat.pinned[-1] if chat.pinned else None,
        "members": _members(world, chat),
    }
    return told | _with_bot(world, chat, viewer) if chat.private else told


def _with_bot(world: World, chat: Chat, viewer: Person | None) -> Json:
    bot = world.telegram.bots.by_id(chat.bot)
    one = viewer or world.telegram.people.by_id(chat.person)
    assert bot is not None, "a private chat has a bot"
    assert one is not None, "a private chat has a person"
    return {
        "title": bot.name,
        "username": bot.username,
        "person": one.username,
        "commands": commands_for(bot, chat, person_id=one.id, language=one.language),
        "menu_button": menu_button_for(bot, one.id),
    }


def _members(world: World, chat: Chat) -> list[Json]:
    if chat.private:
        return [_member(world, who, "member", []) for who in (chat.person, chat.bot)]
    members = world.telegram.chats.members(chat)
    return [_member(world, one.who, one.status, one.rights) for one in members]


def _member(world: World, who: int, status: str, rights: list[str]) -> Json:
    # Telegram gives every administrator this one with any other; it was not asked for.
    told = [right for right in rights if right != "can_manage_chat"] or rights
    return {"who": names.name_of(world, who), "id": who, "status": status, "rights": told}


ROUTES = (
    Route(
        method="POST",
        path="/world/chats",
        act=make,
        says="A new group, supergroup or channel.",
        body=NewChat,
        answer=ChatTold,
        status=201,
        refusals=("person-not-found", "taken", "not-allowed"),
    ),
    Route(
        method="GET",
        path="/world/chats",
        act=read_all,
        says="All chats, or those of one person.",
        query=ChatsQuery,
        answer=ChatsTold,
        refusals=("person-not-found",),
    ),
    Route(
        method="GET",
        path="/world/chats/{chat}",
        act=read,
        says="One chat with its members.",
        answer=ChatTold,
        refusals=("chat-not-found",),
    ),
    Route(
        method="PUT",
        path="/world/chats/{chat}/members/{person}",
        act=set_member,
        says="Join, leave, promote, demote, ban.",
        body=Standing,
        answer=MemberTold,
        refusals=("chat-not-found", "person-not-found", "not-a-member", "not-allowed"),
    ),
)
