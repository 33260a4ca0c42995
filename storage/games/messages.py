"""Prompts and the bot's own throws as rows of the outbox. Each says of which match it is, so that
what Telegram made of it finds its way back (`domain.games.matches.posts`).
"""

from typing import Final

from domain.games import verdicts
from domain.games.catalogue import emoji_of
from domain.games.matches.posts import DICE, PROMPT, match_of
from domain.games.models import Lobby, Thrown
from domain.shared.change import Change
from domain.shared.ids import UserId
from domain.shared.outbox import Priority
from storage.outbox import OutboxStore

THROW: Final = "games-throw"


class OutboxMatchMessages:
    """Implements domain.games.ports.MatchMessages."""

    def __init__(self, outbox: OutboxStore, *, throw_s: int) -> None:
        self._outbox = outbox
        self._throw_s = throw_s

    def prompt(self, lobby: Lobby, seat_number: int) -> Change:
        """Text key `notice-throw`, after a tie `notice-throw-again`; at once, whatever is muted:
        the match waits for it.
        """
        seat, across = lobby.seats[seat_number], lobby.seats[1 - seat_number]
        terms = lobby.terms
        return self._outbox.put(
            seat.person,
            "notice",
            {
                "text": "notice-throw-again" if lobby.turn else "notice-throw",
                "fields": {
                    "lobby": lobby.id,
                    "game": terms.game.value,
                    "rule": terms.rule.value,
                    "stake": terms.stake,
                    "opponent": across.name,
                    "emoji": emoji_of(terms.game),
                    "throws": verdicts.quota(terms.rule, lobby.turn),
                    "seconds": self._throw_s,
                },
                "buttons": [],
                "match": match_of(lobby.id, lobby.turn, seat.person, 0),
            },
            kind=PROMPT,
            priority=Priority.ANSWER,
            to_user=seat.person,
        )

    def dice(self, lobby: Lobby, seat_number: int) -> Change:
        seat = lobby.seats[seat_number]
        index = len(seat.values(lobby.turn))
        return self._outbox.put(
            seat.person,
            "sendDice",
            {
                "chat_id": seat.person,
                "emoji": emoji_of(lobby.terms.game),
                "match": match_of(lobby.id, lobby.turn, seat.person, index),
            },
            kind=DICE,
            priority=Priority.ANSWER,
            to_user=seat.person,
        )

    def forward(self, to: UserId, throw: Thrown) -> Change:
        return self._outbox.put(
            to,
            "forwardMessage",
            {"chat_id": to, "from_chat_id": throw.chat_id, "message_id": throw.message_id},
            kind=THROW,
            priority=Priority.ANSWER,
            to_user=to,
        )
