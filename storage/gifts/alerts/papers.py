"""Arbitrage on paper, as the port PaperStore has it."""

from typing import Final

import orjson

from domain.gifts.arbitrage.models import (
    Compared,
    Entry,
    EntryKind,
    Level,
    ScoreCard,
    Signal,
    SignalState,
    Sums,
)
from domain.gifts.models import CollectionKey, GiftKey, ListingId, Market
from domain.shared.change import Change
from domain.shared.ids import Instant
from domain.shared.money import TON, Money
from domain.shared.page import Page
from storage.cursors import read_cursor, write_cursor
from storage.engine import Database, Row
from storage.statements import insert, update

_SUMS: Final = ("cost", "gas", "moving", "lock", "ask", "net")
_COLUMNS: Final = {
    "id": "text",
    "listing": "text",
    "gift": "text",
    "title": "text",
    "collection": "text",
    "model": "text",
    "backdrop": "text",
    "buy_market": "text",
    "sell_market": "text",
    "level": "text",
    **dict.fromkeys(_SUMS, "bigint"),
    "compared": "text",
    "opened_at": "bigint",
    "sell_from": "bigint",
    "ends_at": "bigint",
    "state": "text",
    "sale": "text",
    "proceeds": "bigint",
    "gain": "bigint",
    "closed_at": "bigint",
}
_ENDED: Final = ("state", "sale", "proceeds", "gain", "closed_at")
_ADD = insert("gifts_paper_signals", key=("id",), columns=_COLUMNS, conflict="refuse")
_CLOSE = update(
    "gifts_paper_signals",
    key={"id": "text"},
    given={name: _COLUMNS[name] for name in _ENDED},
    set={name: f":{name}" for name in _ENDED},
    where="t.state = 'open'",
)
_ENTER = insert(
    "gifts_paper_entries",
    key=("signal", "kind"),
    columns={"signal": "text", "kind": "text", "units": "bigint", "at": "bigint"},
)
_PROFIT: Final = "s.net - s.cost - s.gas - s.moving - s.lock"
_NAMES: Final = ", ".join(f"s.{name}" for name in _COLUMNS)
_SELECT: Final = f"SELECT {_NAMES} FROM gifts_paper_signals AS s "
_MOST: Final = 2**62
_OPEN_MOST: Final = 5_000


class PaperRows:
    """Implements domain.gifts.arbitrage.ports.PaperStore."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, signal: Signal) -> Change:
        sums = signal.sums
        compared = [[one.listing, one.buyer_total.units] for one in signal.compared]
        return _ADD(
            id=signal.id,
            listing=signal.listing,
            gift=signal.gift,
            title=signal.title,
            collection=signal.collection,
            model=signal.model,
            backdrop=signal.backdrop,
            buy_market=signal.buy_market.value,
            sell_market=signal.sell_market.value,
            level=signal.level.value,
            cost=sums.cost.units,
            gas=sums.gas.units,
            moving=sums.moving.units,
            lock=sums.lock.units,
            ask=sums.ask.units,
            net=sums.net.units,
            compared=orjson.dumps(compared).decode(),
            opened_at=signal.opened_at,
            sell_from=signal.sell_from,
            ends_at=signal.ends_at,
            state=signal.state.value,
            sale=None,
            proceeds=None,
            gain=None,
            closed_at=None,
        )

    def close(self, signal: Signal) -> Change:
        return _CLOSE(
            id=signal.id,
            state=signal.state.value,
            sale=signal.sale,
            proceeds=signal.proceeds.units if signal.proceeds is not None else None,
            gain=signal.gain.units if signal.gain is not None else None,
            closed_at=signal.closed_at,
        )

    def enter(self, entry: Entry) -> Change:
        return _ENTER(signal=entry.signal, kind=entry.kind.value, units=entry.units, at=entry.at)

    async def known(self, listing: ListingId, cost: Money) -> bool:
        row = await self._database.row(
            "SELECT 1 FROM gifts_paper_signals WHERE listing = ? AND cost = ?",
            listing,
            cost.units,
        )
        return row is not None

    async def open(self, now: Instant) -> tuple[Signal, ...]:
        rows = await self._database.rows(
            f"{_SELECT} WHERE s.state = 'open' AND s.sell_from <= ? ORDER BY s.id LIMIT ?",
            now,
            _OPEN_MOST,
        )
        return tuple(map(_signal, rows))

    async def is_open(self, signal: str) -> bool:
        row = await self._database.row(
            "SELECT 1 FROM gifts_paper_signals WHERE id = ? AND state = 'open'", signal
        )
        return row is not None

    async def standing(self, *, cursor: str | None, limit: int) -> Page[Signal]:
        scope = "paper standing"
        profit, last = read_cursor(scope, cursor) if cursor is not None else (_MOST, "")
        rows = await self._database.rows(
            f"{_SELECT} WHERE s.state = 'open' AND EXISTS (SELECT 1 FROM gifts_listings l "
            "WHERE l.id = s.listing AND l.buyer_total <= s.cost) "
            f"AND ({_PROFIT} < ? OR ({_PROFIT} = ? AND s.id > ?)) "
            f"ORDER BY {_PROFIT} DESC, s.id LIMIT ?",
            int(profit),
            int(profit),
            str(last),
            limit + 1,
        )
        items = tuple(map(_signal, rows[:limit]))
        if len(rows) <= limit:
            return Page(items, None)
        return Page(items, write_cursor(scope, items[-1].sums.profit.units, items[-1].id))

    async def journal(self, *, cursor: str | None, limit: int) -> Page[Signal]:
        scope = "paper journal"
        after = (str(read_cursor(scope, cursor)[0]),) if cursor is not None else ()
        where = "WHERE s.id < ?" if after else ""
        rows = await self._database.rows(
            f"{_SELECT} {where} ORDER BY s.id DESC LIMIT ?", *after, limit + 1
        )
        items = tuple(map(_signal, rows[:limit]))
        return Page(items, write_cursor(scope, items[-1].id) if len(rows) > limit else None)

    async def entries(self, signal: str) -> tuple[Entry, ...]:
        rows = await self._database.rows(
            "SELECT signal, kind, units, at FROM gifts_paper_entries WHERE signal = ? "
            "ORDER BY at, kind",
            signal,
        )
        return tuple(
            Entry(signal=row[0], kind=EntryKind(row[1]), units=row[2], at=row[3]) for row in rows
        )

    async def score(self) -> ScoreCard:
        counted = await self._database.rows(
            "SELECT state, count(*), CAST(coalesce(sum(gain), 0) AS BIGINT), max(gain), min(gain) "
            "FROM gifts_paper_signals GROUP BY state"
        )
        by_state = {SignalState(row[0]): row for row in counted}
        ended = [by_state[one] for one in _DECIDED if one in by_state]
        sums = await self._database.rows(
            "SELECT CASE WHEN s.state = 'open' THEN 'open' ELSE 'closed' END, "
            "CAST(sum(e.units) AS BIGINT) FROM gifts_paper_entries AS e "
            "JOIN gifts_paper_signals AS s ON s.id = e.signal "
            "GROUP BY CASE WHEN s.state = 'open' THEN 'open' ELSE 'closed' END"
        )
        entered = {str(row[0]): int(row[1]) for row in sums}
        return ScoreCard(
            **{  # each state by its own name
                one.value: int(by_state[one][1]) if one in by_state else 0 for one in SignalState
            },
            gain=Money(sum(int(row[2]) for row in ended), TON),
            best=_money(max((row[3] for row in ended), default=None)),
            worst=_money(min((row[4] for row in ended), default=None)),
            entries=Money(entered.get("closed", 0), TON),
            tied=Money(-entered.get("open", 0), TON),
        )


_DECIDED: Final = (SignalState.WON, SignalState.LOST)


def _money(units: int | None) -> Money | None:
    return Money(units, TON) if units is not None else None


def _signal(row: Row) -> Signal:
    found = dict(zip(_COLUMNS, row, strict=True))
    return Signal(
        id=found["id"],
        listing=ListingId(found["listing"]),
        gift=GiftKey(found["gift"]),
        title=found["title"],
        collection=CollectionKey(found["collection"]),
        model=found["model"],
        backdrop=found["backdrop"],
        buy_market=Market(found["buy_market"]),
        sell_market=Market(found["sell_market"]),
        level=Level(found["level"]),
        sums=Sums(**{name: Money(found[name], TON) for name in _SUMS}),
        compared=tuple(
            Compared(listing=one[0], buyer_total=Money(one[1], TON))
            for one in orjson.loads(found["compared"])
        ),
        opened_at=found["opened_at"],
        sell_from=found["sell_from"],
        ends_at=found["ends_at"],
        state=SignalState(found["state"]),
        sale=found["sale"],
        proceeds=_money(found["proceeds"]),
        gain=_money(found["gain"]),
        closed_at=found["closed_at"],
    )
