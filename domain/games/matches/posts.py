"""What became of rows that left for a player's chat: prompts, and the bot's own throws.

The worker that sends tells it before it marks the row as sent, so that nothing is forgotten when
the process ends in between; each of these is safe to be told again.
"""

from collections.abc import Mapping
from typing import Final

from domain.games.matches.play import HouseRow
from domain.games.matches.service import Matches
from domain.shared.ids import SECOND, Instant, UserId

PROMPT: Final = "games-prompt"
DICE: Final = "games-dice"
"""Kinds of outbox rows."""

Payload = Mapping[str, object]


class Posts:
    """`payload` is the row's own, with `match`: lobby, turn, person, index."""

    def __init__(self, matches: Matches) -> None:
        self._matches = matches

    async def sent(
        self, kind: str, payload: Payload, *, message_id: int, date_s: int, dice: int | None
    ) -> None:
        """Telegram's Message: its id, its date in Unix seconds, the value of its dice."""
        date = Instant(date_s * SECOND)
        row = _row(payload)
        if kind == PROMPT:
            await self._matches.prompted(
                row.lobby, row.turn, row.person, message_id=message_id, date=date
            )
        elif kind == DICE and dice is not None:
            await self._matches.thrown_by_house(row, value=dice, message_id=message_id, date=date)

    async def refused(self, kind: str, payload: Payload) -> None:
        """Nothing reaches this chat, or Telegram refused the message for good."""
        row = _row(payload)
        if kind == PROMPT:
            await self._matches.unreached(row.lobby, row.turn, row.person)
        elif kind == DICE:
            await self._matches.house_refused(row)

    async def lost(self, kind: str, payload: Payload) -> None:
        """Nobody knows whether it was sent, and it will not be sent again."""
        if kind == DICE:
            await self._matches.house_lost(_row(payload))


def match_of(lobby: str, turn: int, person: UserId, index: int) -> Payload:
    """What such a row carries."""
    return {"lobby": lobby, "turn": turn, "person": person, "index": index}


def _row(payload: Payload) -> HouseRow:
    match = payload["match"]
    assert isinstance(match, Mapping), "rows of matches say which"
    return HouseRow(
        lobby=str(match["lobby"]),
        turn=int(match["turn"]),
        person=UserId(int(match["person"])),
        index=int(match["index"]),
    )
