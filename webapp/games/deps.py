"""What the HTTP side is given of the games."""

from dataclasses import dataclass

from domain.games.care import Care
from domain.games.matches.lobbies import Lobbies
from domain.games.points import DailyPoints
from domain.games.records.fairness import Fairness
from domain.games.records.receipts import Receipts
from domain.games.records.service import Records


@dataclass(frozen=True, slots=True, kw_only=True)
class GameServices:
    lobbies: Lobbies
    care: Care
    points: DailyPoints
    records: Records
    receipts: Receipts
    fairness: Fairness
