"""Signed messages of the house that the chain has not shown yet, whatever they are for."""

from typing import Final

from storage.engine import Database

_COUNT: Final = """SELECT
(SELECT count(*) FROM ton_messages WHERE state = 'signed' AND expires_at_s >= ?)
+ (SELECT count(*) FROM ton_escrow_messages
   WHERE state = 'signed' AND taken_at_s IS NULL AND expires_at_s >= ?)
+ (SELECT count(*) FROM ton_mint_messages
   WHERE state = 'pending' AND taken_at_s IS NULL AND expires_at_s >= ?)"""


class UnseenMessages:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def count(self, now_s: int) -> int:
        """Those that the chain may still take in: they are sent again until it shows them."""
        row = await self._database.row(_COUNT, now_s, now_s, now_s)
        assert row is not None, "a count has a row"
        return int(row[0])
