"""The people of the world."""

from pydantic import Field

from scripts.sandbox.forms import Json, Refusal, listed, page, parse_stars, stars_text
from scripts.sandbox.routes import Body, Call, ListQuery, Route
from scripts.sandbox.telegram.acts import people as acts
from scripts.sandbox.telegram.rows import Person
from scripts.sandbox.world import World
from scripts.sandbox.world_api.names import APP_BOT, person
from scripts.sandbox.world_api.shapes import (
    Language,
    Name,
    PeopleTold,
    PersonTold,
    Role,
    Stars,
    Username,
)

# What a new person has to spend when nobody says otherwise.
STARS = "1000"
PERSON_ID_MAX = 2**52 - 1


class NewPerson(Body):
    username: Username
    id: int | None = Field(None, ge=1, le=PERSON_ID_MAX)
    name: Name | None = None
    language: Language = "en"
    premium: bool = False
    role: Role = "user"
    stars: Stars = STARS


class PersonChange(Body):
    username: Username | None = None
    name: Name | None = None
    language: Language | None = None
    premium: bool | None = None
    role: Role | None = None
    stars: Stars | None = None
    blocked: bool | None = None


async def add(call: Call) -> Json:
    order, world = call.given(NewPerson), call.world
    _check_free(world, order.username, order.id)
    one = world.telegram.people.create(
        Person(
            id=order.id or 0,
            username=order.username,
            name=order.name or order.username.capitalize(),
            language=order.language,
            premium=order.premium,
            role=order.role,
            stars=parse_stars(order.stars),
        )
    )
    world.core.live.tell("person", person=one.id)
    if one.role != "user":
        await world.tell_role(one)
    return view(world, one)


async def read_all(call: Call) -> Json:
    asked, world = call.asked(ListQuery), call.world
    everybody = sorted(world.telegram.people.all(), key=lambda one: one.id)
    found, following = page(
        everybody, key=lambda one: one.id, limit=asked.limit, cursor=asked.cursor
    )
    return listed([view(world, one) for one in found], following)


async def read(call: Call) -> Json:
    return view(call.world, person(call.world, call.part("person")))


async def change(call: Call) -> Json:
    order, world = call.given(PersonChange), call.world
    one = person(world, call.part("person"))
    if order.username is not None and order.username != one.username:
        _check_free(world, order.username, None)
        world.telegram.people.rename(one, order.username)
    given = order.model_dump(exclude_none=True, include={"name", "language", "premium", "role"})
    for field, value in given.items():
        setattr(one, field, value)
    if order.stars is not None:
        one.stars = parse_stars(order.stars)
    world.telegram.people.table.save(one)
    if order.blocked is not None:
        acts.set_blocked(world.telegram, one, world.bot, blocked=order.blocked)
    world.core.live.tell("person", person=one.id)
    if order.role is not None:
        await world.tell_role(one)
    return view(world, one)


def view(world: World, one: Person) -> Json:
    """A person as scripts see them."""
    return {
        "id": one.id,
        "username": one.username,
        "name": one.name,
        "language": one.language,
        "premium": one.premium,
        "role": one.role,
        "stars": stars_text(one.stars),
        "blocked": world.bot.id in one.blocked_bots,
        "wallets": list(one.wallets),
    }


def _check_free(world: World, username: str, person_id: int | None) -> None:
    if username.lower() == APP_BOT:
        raise Refusal("taken", username=username)
    if person_id is not None and world.telegram.bots.by_id(person_id) is not None:
        raise Refusal("taken", id=person_id)


ROUTES = (
    Route(
        method="POST",
        path="/world/people",
        act=add,
        says="A new person; only the username is needed.",
        body=NewPerson,
        answer=PersonTold,
        status=201,
        refusals=("taken", "app-silent"),
    ),
    Route(
        method="GET",
        path="/world/people",
        act=read_all,
        says="Everybody, by id.",
        query=ListQuery,
        answer=PeopleTold,
    ),
    Route(
        method="GET",
        path="/world/people/{person}",
        act=read,
        says="One person.",
        answer=PersonTold,
        refusals=("person-not-found",),
    ),
    Route(
        method="PATCH",
        path="/world/people/{person}",
        act=change,
        says="Change a person; a role is in force when the answer comes.",
        body=PersonChange,
        answer=PersonTold,
        refusals=("person-not-found", "taken", "app-silent"),
    ),
)
