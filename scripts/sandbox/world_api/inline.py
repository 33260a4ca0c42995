"""Inline queries: a person types the bot's name and a question."""

from pydantic import Field

from scripts.sandbox.forms import Json
from scripts.sandbox.routes import Body, Call, Route
from scripts.sandbox.telegram.acts import inline as acts
from scripts.sandbox.world_api.names import actor, bot
from scripts.sandbox.world_api.shapes import Told


class Question(Body):
    query: str
    offset: str = Field("", max_length=64)
    bot: str | None = Field(None, description="Another bot than the app's.")


class FoundTold(Told):
    id: str
    results: list[dict[str, object]]
    next_offset: str


async def ask(call: Call) -> Json:
    order, world = call.given(Question), call.world
    asked = world.bot if order.bot is None else bot(world, order.bot)
    found = await acts.ask(world.telegram, actor(call), asked, order.query, offset=order.offset)
    # What a result turns into stands in `content`: the sandbox's own, no part of the answer.
    results = [
        {name: value for name, value in result.items() if name != "content"}
        for result in found.results
    ]
    return {"id": found.id, "results": results, "next_offset": found.next_offset}


ROUTES = (
    Route(
        method="POST",
        path="/world/inline",
        act=ask,
        says="Ask the bot inline; empty when it does not answer in 10 s.",
        body=Question,
        answer=FoundTold,
        refusals=("person-not-found", "not-allowed", "text-too-long"),
    ),
)
