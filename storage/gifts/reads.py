"""When which market was known, as the port ReadStore has it."""

from typing import Final

from domain.gifts.models import Market
from domain.gifts.value.spans import USED_FOR, Read
from domain.shared.change import Change
from domain.shared.ids import Instant
from storage.engine import Database, Row
from storage.statements import insert, update

_BEGIN = insert(
    "gifts_reads",
    key=("market", "since"),
    columns={"market": "text", "since": "bigint", "until": "bigint"},
    conflict="ignore",
)
_EXTEND = update(
    "gifts_reads",
    key={"market": "text", "since": "bigint"},
    given={"until": "bigint"},
    set={"until": "CASE WHEN t.until < :until THEN :until ELSE t.until END"},
)
_SELECT: Final = "SELECT market, since, until FROM gifts_reads "


class ReadRows:
    """Implements domain.gifts.value.floor_ports.ReadStore."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def begin(self, read: Read) -> Change:
        return _BEGIN(market=read.market.value, since=read.since, until=read.until)

    def extend(self, read: Read) -> Change:
        return _EXTEND(market=read.market.value, since=read.since, until=read.until)

    async def newest(self, market: Market) -> Read | None:
        row = await self._database.row(
            f"{_SELECT} WHERE market = ? ORDER BY since DESC LIMIT 1", market.value
        )
        return _read(row) if row is not None else None

    async def between(self, since: Instant, until: Instant) -> tuple[Read, ...]:
        rows = await self._database.rows(
            f"{_SELECT} WHERE since <= ? AND until >= ? ORDER BY since, market",
            until,
            since - USED_FOR,
        )
        return tuple(_read(row) for row in rows)


def _read(row: Row) -> Read:
    market, since, until = row
    return Read(market=Market(market), since=since, until=until)
