"""What the store of a run holds of the markets, in a form that two runs can be compared by."""

import sqlite3
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from tests.program import Json, World

_HISTORY = """SELECT kind, told, confidence, market, listing, gift, at, asset, price, buyer_total,
giver, taker, wash FROM gifts_events"""
_LISTINGS = """SELECT id, gift, sale_kind, asset, price, buyer_total, seller_net, onchain,
locked_until, listed_at, changed_at FROM gifts_listings"""
_SPANS = "SELECT listing, market, model, units, since, until FROM gifts_spans"
SHOWN_MOST = 3


class Books:
    """Of a program on SQLite, read beside it."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "souk.db"

    def rows(self, sql: str) -> Counter[tuple[object, ...]]:
        with sqlite3.connect(f"file:{self._path}?mode=ro", uri=True, timeout=30) as connection:
            return Counter(connection.execute(sql).fetchall())

    def count(self, sql: str) -> int:
        (row,) = self.rows(sql)
        assert isinstance(row[0], int), "a count is a number"
        return row[0]


def differences(one: Books, other: Books) -> list[str]:
    """What the second run has otherwise than the first: history, lots for sale, past prices."""
    wrong = []
    for name, sql in (("history", _HISTORY), ("listings", _LISTINGS), ("spans", _SPANS)):
        here, there = one.rows(sql), other.rows(sql)
        missing, more = here - there, there - here
        if missing:
            wrong.append(f"{name}: {missing.total()} missing, such as {_some(missing)}")
        if more:
            wrong.append(f"{name}: {more.total()} too many, such as {_some(more)}")
    return wrong


def untrue(world: World, books: Books) -> list[str]:
    """Where what is for sale by the store is not what the world says."""
    truth = Counter({_true(row): 1 for row in every(world.get, "/listings?limit=10000")})
    stored = books.rows("SELECT id, buyer_total, sale_kind FROM gifts_listings")
    missing, more = truth - stored, stored - truth
    wrong = [f"listings: {len(missing)} not known, such as {_some(missing)}"] if missing else []
    return wrong + ([f"listings: {len(more)} untrue, such as {_some(more)}"] if more else [])


def every(get: Callable[[str], Json], path: str) -> list[Json]:
    """All pages of a list."""
    found: list[Json] = []
    cursor = ""
    while True:
        page = get(f"{path}{cursor}")
        found += page["items"]
        if page["next"] is None:
            return found
        cursor = f"&cursor={page['next']}"


def _true(row: Json) -> tuple[object, ...]:
    return row["id"], units(row["buyer_total"]), row["sale_kind"]


def units(money: Json) -> int:
    """In the asset's smallest unit: nano, or millionths of a dollar."""
    whole, _, part = money["amount"].partition(".")
    return int(whole + part.ljust(9 if money["asset"] == "TON" else 6, "0"))


def _some(rows: Counter[tuple[object, ...]]) -> str:
    return "; ".join(str(row) for row in list(rows)[:SHOWN_MOST])
