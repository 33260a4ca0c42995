"""As much of Mongo's queries as clients of Tonnel send."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from scripts.sandbox.markets.face.calls import FaceError, Row

_MISSING = object()
# Whatever JSON holds.
Told = Any


def fits(row: Row, query: Mapping[str, Told]) -> bool:
    """Whether a row is what the query asks for. Raises FaceError for what it does not know."""
    return all(_clause(row, name, wanted) for name, wanted in query.items())


def ordered(rows: Sequence[Row], order: Mapping[str, Told]) -> list[Row]:
    """By the fields in turn, 1 up and -1 down; rows that lack one come first going up."""
    found = list(rows)
    for name, way in reversed(list(order.items())):
        found = _by(found, name, down=way == -1)
    return found


def _by(rows: list[Row], name: str, *, down: bool) -> list[Row]:
    return sorted(rows, key=lambda row: _sortable(row.get(name)), reverse=down)


def _clause(row: Row, name: str, wanted: Told) -> bool:
    if name == "$or":
        return any(fits(row, one) for one in wanted)
    if name == "$and":
        return all(fits(row, one) for one in wanted)
    value = row.get(name, _MISSING)
    if isinstance(wanted, Mapping):
        return all(_operator(value, how, bound) for how, bound in wanted.items())
    return _equal(value, wanted)


def _operator(value: Told, how: str, bound: Told) -> bool:
    there = value is not _MISSING and value is not None
    if how == "$exists":
        return (value is not _MISSING) == bool(bound)
    if how in ("$eq", "$ne"):
        return _equal(value, bound) == (how == "$eq")
    if how in ("$in", "$nin"):
        return any(_equal(value, one) for one in bound) == (how == "$in")
    if how == "$regex":
        return there and re.search(str(bound), str(value)) is not None
    if how == "$options":
        return True
    return _compared(value if there else None, how, bound)


def _compared(value: Told, how: str, bound: Told) -> bool:
    if how not in ("$gt", "$gte", "$lt", "$lte"):
        raise FaceError(400, {"error": f"unknown operator: {how}"})
    if value is None or isinstance(value, str) != isinstance(bound, str):
        return False
    if how.startswith("$g"):
        return bool(value > bound or (how == "$gte" and value == bound))
    return bool(value < bound or (how == "$lte" and value == bound))


def _equal(value: Told, wanted: Told) -> bool:
    if wanted is None:
        return value is _MISSING or value is None
    if isinstance(wanted, str) and isinstance(value, list):
        return wanted in value
    return bool(value == wanted)


def _sortable(value: object) -> tuple[int, float, str]:
    if isinstance(value, int | float):
        return 1, float(value), ""
    return (0, 0.0, "") if value is None else (2, 0.0, str(value))
