"""Who and which chat is meant by an id, a username, or `bot`."""

from dataclasses import dataclass
from datetime import UTC, datetime

from scripts.sandbox.forms import Refusal
from scripts.sandbox.routes import Call
from scripts.sandbox.telegram.rows import Bot, Chat, Person
from scripts.sandbox.world import World

APP_BOT = "bot"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A chat as it was named: a private one has its two sides before it has begun."""

    chat: Chat | None
    person: Person | None = None
    bot: Bot | None = None


def person(world: World, who: str | int) -> Person:
    """One of the people. Refuses: `person-not-found`."""
    found = _person(world, who)
    if found is None:
        raise Refusal("person-not-found", person=who)
    return found


def anybody(world: World, who: str | int) -> int:
    """The id of a person or a bot. Refuses: `person-not-found`."""
    if who == APP_BOT:
        return world.bot.id
    found = _person(world, who)
    if found is not None:
        return found.id
    other = _bot(world, who)
    if other is None:
        raise Refusal("person-not-found", person=who)
    return other.id


def bot(world: World, who: str | int) -> Bot:
    """The app's bot or another one. Refuses: `person-not-found`."""
    found = world.bot if who == APP_BOT else _bot(world, who)
    if found is None:
        raise Refusal("person-not-found", bot=who)
    return found


def name_of(world: World, who: int) -> str:
    """How an id is written in answers: the username, or `bot`."""
    if who == world.bot.id:
        return APP_BOT
    found = world.telegram.people.by_id(who) or world.telegram.bots.by_id(who)
    return str(who) if found is None else found.username


def actor(call: Call) -> Person:
    """Who acts. Refuses: `invalid` when nobody is named, `person-not-found`, `not-allowed`."""
    who = call.query.actor
    if who is None:
        raise Refusal("invalid", **{"as": "who acts?"})
    if who == APP_BOT:
        raise Refusal("not-allowed", **{"as": "bots act at the Bot API"})
    return person(call.world, who)


def place(world: World, name: str | int) -> Place:
    """The chat of that name. Refuses: `chat-not-found`."""
    told = str(name)
    who, colon, with_bot = told.partition(":")
    if colon:
        other = world.bot if with_bot == APP_BOT else _bot(world, with_bot)
        return _private(world, who, other, told=told)
    shared = _shared(world, told)
    return (
        Place(chat=shared) if shared is not None else _private(world, told, world.bot, told=told)
    )


def place_and_actor(call: Call) -> tuple[Place, Person]:
    """The chat of the path, and who acts there: in a private chat its person when not named.

    Refuses: `chat-not-found`, `person-not-found`, `invalid`, `not-a-member`.
    """
    there = place(call.world, call.part("chat"))
    if there.person is None:
        return there, actor(call)
    if call.query.actor is None:
        return there, there.person
    acting = actor(call)
    if acting.id != there.person.id:
        raise Refusal("not-a-member", person=acting.username)
    return there, acting


def chat_id(world: World, name: str) -> int:
    """What the Bot API calls that chat. Refuses: `chat-not-found`."""
    there = place(world, name)
    if there.person is not None:
        return there.person.id
    assert there.chat is not None, "a chat that is not private is there"
    return there.chat.id


def opened(world: World, there: Place) -> Chat:
    """The chat itself; a private one begins now if it has not yet."""
    if there.chat is not None:
        return there.chat
    assert there.person is not None, "only private chats are yet to begin"
    assert there.bot is not None, "only private chats are yet to begin"
    return world.telegram.chats.open_private(there.person.id, there.bot.id)


def world_time(at_ms: int) -> datetime:
    """A time that a row keeps in milliseconds."""
    return datetime.fromtimestamp(at_ms / 1000, UTC)


def _private(world: World, who: str, other: Bot | None, *, told: str) -> Place:
    one = _person(world, who)
    if one is None or other is None:
        raise Refusal("chat-not-found", chat=told)
    return Place(chat=world.telegram.chats.private(one.id, other.id), person=one, bot=other)


def _shared(world: World, told: str) -> Chat | None:
    number = _number(told)
    chats = world.telegram.chats
    found = chats.by_username(told) if number is None else chats.by_id(number)
    return None if found is not None and found.private else found


def _person(world: World, who: str | int) -> Person | None:
    number = _number(who)
    people = world.telegram.people
    return people.by_username(str(who)) if number is None else people.by_id(number)


def _bot(world: World, who: str | int) -> Bot | None:
    number = _number(who)
    bots = world.telegram.bots
    return bots.by_username(str(who)) if number is None else bots.by_id(number)


def _number(who: str | int) -> int | None:
    if isinstance(who, int):
        return who
    digits = who.removeprefix("-")
    return int(who) if digits.isascii() and digits.isdigit() and len(digits) < 19 else None
