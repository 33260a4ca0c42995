"""Statements of the one write path: each is declared once, as a constant of its area's store.

From the declaration come the SQLite form (one row at a time, in the event loop) and the Postgres
form (a whole batch by `unnest`, see `storage/batch.py`). Calling a statement with its parameters
by name gives the Change that a Decision carries:

    PAY = update(
        "payments_topups",
        key={"id": "text"},
        given={"charge": "text"},
        set={"state": "'paid'", "charge": ":charge"},
        where="t.state = 'open'",
    )
    change = PAY(id=topup.id, charge=charge, refusal=AlreadyDone())

In expressions `t` is the table and `:name` a parameter. A statement must change exactly one row
(`update`, `delete`, `insert`) or find one (`guard`); else the Change's refusal is raised and its
unit is undone. `any_number=True` lifts that, for sweeps.
"""

import re
from collections.abc import Callable, Mapping
from hashlib import blake2s
from typing import Literal

from storage.statement import (
    PARAMETER,
    Columns,
    Fragment,
    Statement,
    Step,
    declare,
    row_name,
    taker,
)

__all__ = ["delete", "guard", "insert", "row_name", "update"]


def update(
    table: str,
    *,
    key: Columns,
    set: Mapping[str, str],  # noqa: A002  it is SQL's own word
    given: Columns | None = None,
    where: str = "",
    any_number: bool = False,
) -> Statement:
    columns = {**key, **(given or {})}
    condition = _condition(table, key, where)
    assignments = ", ".join(f"{column} = {value}" for column, value in set.items())
    names = tuple(columns)
    step = Step(
        f"UPDATE {table} AS t SET {_numbered(assignments, names)} "
        f"WHERE {_numbered(condition, names)}",
        counts=not any_number,
    )

    def fragment(g: str) -> Fragment:
        text = (
            f"{g}w AS (UPDATE {table} AS t SET {_joined(assignments)} FROM {g} AS g "
            f"WHERE {_joined(condition)} RETURNING 1)"
        )
        return Fragment((text,), () if any_number else (_all_of(g),))

    alone = any_number and not key
    return _declare(table, columns, tuple(key), (step,), fragment, verb="update", alone=alone)


def insert(  # noqa: PLR0913  the parts of an INSERT
    table: str,
    *,
    key: tuple[str, ...] = (),
    columns: Columns,
    conflict: str = "refuse",
    values: Mapping[str, str] | None = None,
    given: Columns | None = None,
    where: str = "",
) -> Statement:
    """`conflict`: "refuse" makes a row that is there already a failed guard, "ignore" leaves it
    as it is, "update a = excluded.a" changes it. `values` are columns computed by expressions;
    with `where`, which cannot see `t`, the row is written only if the condition holds.
    """
    named = {**{name: f":{name}" for name in columns}, **(values or {})}
    all_columns = {**columns, **(given or {})}
    expressions = ", ".join(named.values())
    condition = where or "true"
    target = f"INSERT INTO {table} AS t ({', '.join(named)})"
    action = _on_conflict(key, conflict)
    counts = conflict != "ignore"
    names = tuple(all_columns)
    rows = f"SELECT {expressions} WHERE {condition}" if where else f"VALUES ({expressions})"
    step = Step(f"{target} {_numbered(rows, names)} {action}", counts=counts)

    def fragment(g: str) -> Fragment:
        chosen = f"SELECT {_joined(expressions)} FROM {g} AS g WHERE {_joined(condition)}"
        # Rows whose key the table makes are numbered in the order of the batch.
        order = "" if key else " ORDER BY g.ord"
        # A row that is there already may as well break the unique index: cheaper than asking.
        on_conflict = "" if conflict == "refuse" else f" {action}"
        text = f"{g}w AS ({target} {chosen}{order}{on_conflict} RETURNING 1)"
        if not counts or (conflict == "refuse" and not where):
            return Fragment((text.replace(" RETURNING 1", ""),), ())
        return Fragment((text,), (_all_of(g),))

    return _declare(table, all_columns, key, (step,), fragment, verb="insert")


def delete(
    table: str,
    *,
    key: Columns,
    given: Columns | None = None,
    where: str = "",
    any_number: bool = False,
) -> Statement:
    columns = {**key, **(given or {})}
    condition = _condition(table, key, where)
    step = Step(
        f"DELETE FROM {table} AS t WHERE {_numbered(condition, tuple(columns))}",
        counts=not any_number,
    )

    def fragment(g: str) -> Fragment:
        text = (
            f"{g}w AS (DELETE FROM {table} AS t USING {g} AS g "
            f"WHERE {_joined(condition)} RETURNING 1)"
        )
        return Fragment((text,), () if any_number else (_all_of(g),))

    alone = any_number and not key
    return _declare(table, columns, tuple(key), (step,), fragment, verb="delete", alone=alone)


def guard(table: str, *, key: Columns, where: str, given: Columns | None = None) -> Statement:
    """Nothing is written: the row must be there and the condition must hold. Without a key it
    looks at the whole table, and so at what any unit before it in a batch wrote: it goes alone.
    """
    columns = {**key, **(given or {})}
    condition = _condition(table, key, where)
    step = Step(
        f"SELECT 1 FROM {table} AS t WHERE {_numbered(condition, tuple(columns))}", reads=True
    )

    def fragment(g: str) -> Fragment:
        text = f"{g}w AS (SELECT 1 FROM {g} AS g JOIN {table} AS t ON {_joined(condition)})"
        return Fragment((text,), (_all_of(g),))

    return _declare(
        table, columns, tuple(key), (step,), fragment, verb="guard", writes=False, alone=not key
    )


def _declare(  # noqa: PLR0913  the parts of a statement
    table: str,
    columns: Columns,
    key: tuple[str, ...],
    steps: tuple[Step, ...],
    fragment: Callable[[str], Fragment],
    *,
    verb: Literal["update", "insert", "delete", "guard"],
    writes: bool = True,
    alone: bool = False,
) -> Statement:
    text = "\n".join(step.sql for step in steps)
    used = {int(number) for number in re.findall(r"\?(\d+)", text)}
    assert used == set(range(1, len(columns) + 1)), f"{table}: a parameter is not used: {text}"
    counts = [step.counts for step in steps]
    mark = blake2s(f"{text} {counts}".encode(), digest_size=4).hexdigest()
    return declare(
        Statement(
            name=f"{verb} {table} {mark}",
            table=table,
            columns=columns,
            key=key,
            steps=steps,
            fragment=lambda g, _members: fragment(g),
            writes_row=writes and bool(key),
            alone=alone,
            take=taker(tuple(columns)),
        )
    )


def _condition(table: str, key: Columns, where: str) -> str:
    parts = [f"t.{name} = :{name}" for name in key]
    if where:
        parts.append(f"({where})")
    assert parts, f"{table}: a statement names its row or a condition"
    return " AND ".join(parts)


def _on_conflict(key: tuple[str, ...], conflict: str) -> str:
    if conflict in {"refuse", "ignore"}:
        return "ON CONFLICT DO NOTHING"
    verb, _, assignments = conflict.partition(" ")
    assert verb == "update", "conflict is refuse, ignore or update ..."
    assert key, "an upsert names its key"
    return f"ON CONFLICT ({', '.join(key)}) DO UPDATE SET {assignments}"


def _numbered(text: str, names: tuple[str, ...]) -> str:
    """`:name` as SQLite's numbered parameter."""
    return PARAMETER.sub(lambda match: f"?{names.index(match.group(1)) + 1}", text)


def _joined(text: str) -> str:
    """`:name` as the column of the batch's rows."""
    return PARAMETER.sub(r"g.p_\1", text)


def _all_of(g: str) -> str:
    return f"(SELECT count(*) FROM {g}w) = (SELECT count(*) FROM {g})"
