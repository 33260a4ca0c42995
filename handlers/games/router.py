"""Everything of games that comes in by chat."""

from handlers.games import desk, evidence, group, limits, lobbies, play, records, throws
from handlers.routes import Routes


def routes() -> Routes:
    parts = (play, lobbies, throws, group, limits, records, evidence, desk)
    return Routes.merge(part.routes() for part in parts)
