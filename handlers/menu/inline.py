"""Inline queries, while nothing can be found by them: a way into the chat, and no waiting."""

from aiogram.types import InlineQuery

from handlers.routes import Routes
from handlers.visit import Visit


def routes() -> Routes:
    return Routes(kinds={"inline_query": search})


async def search(visit: Visit, event: InlineQuery) -> None:
    await visit.desk.no_results(event.id, visit.say("inline-button"))
