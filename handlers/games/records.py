"""What was played: own results, own games, the leaders of the week."""

from typing import Final

from domain.games.models import GameSettings
from domain.games.record_models import HistoryFilter
from domain.games.records.service import Records
from domain.shared.money import ASSETS, POINTS
from domain.users.gate import Gate
from handlers.games import records_views as views
from handlers.routes import Routes
from handlers.visit import Visit

LINES: Final = 6


def routes() -> Routes:
    return Routes(callbacks={"stats": stats, "board": board, "history": history})


async def stats(visit: Visit, records: Records) -> None:
    await visit.show(views.stats_screen(visit.speech, await records.statistics(visit.actor)))


async def board(visit: Visit, gate: Gate, records: Records, game_settings: GameSettings) -> None:
    """Of one asset; points unless another is named."""
    await gate.clear(visit.actor)
    shown = await records.board(ASSETS.get(visit.args, POINTS))
    assets = [asset for code, asset in ASSETS.items() if code in game_settings.assets]
    await visit.show(views.board_screen(visit.speech, shown, assets))


async def history(visit: Visit, gate: Gate, records: Records) -> None:
    await gate.clear(visit.actor)
    page = await records.history(
        visit.actor, HistoryFilter(), cursor=visit.args or None, limit=LINES
    )
    await visit.show(views.history_screen(visit.speech, page, visit.now))
