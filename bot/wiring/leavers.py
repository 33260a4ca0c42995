"""What clears the last traces of deleted accounts, over every table that may name people."""

from typing import Final

from bot.wiring.foundation import Foundation
from domain.users.leaving import Leaving
from storage.core import remains as core
from storage.games import remains as games
from storage.http import remains as http
from storage.payments import remains as payments
from storage.remains import SqlRemains
from storage.ton import remains as ton
from storage.users import remains as users
from storage.users.leavers import LeaverRows

PLACES: Final = (
    *core.PLACES,
    *http.PLACES,
    *users.PLACES,
    *payments.PLACES,
    *ton.PLACES,
    *games.PLACES,
)


def leaving(f: Foundation) -> Leaving:
    remains = [SqlRemains(f.writer, f.database, place) for place in PLACES]
    return Leaving(f.writer, LeaverRows(f.database), remains, clock=f.clock)
