"""Invariants of games, as the status page asks for them."""

from collections.abc import Mapping
from typing import Final

from domain.games.books import LOBBY_REF
from domain.games.ports import LobbyStore
from domain.shared.money import Asset, Money

HELD_FOR: Final = LOBBY_REF
"""The kind of row for which the ledger's holds of matches are made."""


class Checks:
    def __init__(self, lobbies: LobbyStore) -> None:
        self._lobbies = lobbies

    async def reserved(self) -> Mapping[Asset, Money]:
        """Both stakes of every match that runs: to be equal to the ledger's open holds of
        lobbies (`HELD_FOR`), asset by asset.
        """
        return await self._lobbies.at_stake()
