"""The dice messages behind a receipt, each shown again where its link was followed."""

import re
from typing import Final

from domain.games.records.receipts import Receipts
from domain.shared.refusals import NotFound
from domain.users.gate import Gate
from domain.users.people import People
from handlers.routes import Routes
from handlers.visit import Visit

_LINK: Final = re.compile(r"throw_([0-9a-z]{1,40})_([0-9]{1,15})_([0-9]{1,15})", re.ASCII)
"""`throw_<lobby>_<whose>_<message>`, as receipts carry it (`webapp.api.games.receipts`)."""


def routes() -> Routes:
    return Routes(deep_links={"throw": from_link})


async def from_link(visit: Visit, people: People, gate: Gate, receipts: Receipts) -> None:
    """Forward it: Telegram marks whose it was, and keeps its value."""
    await people.start(visit.actor, visit.args)
    await gate.clear(visit.actor)
    link = _LINK.fullmatch(visit.args)
    if link is None:
        raise NotFound(link=visit.args)
    lobby, person, message = link.groups()
    await receipts.show_throw(visit.actor, lobby, chat_id=int(person), message_id=int(message))
