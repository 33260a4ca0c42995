"""The Postgres form of a batch: many Changes as one statement.

Each statement (or family of statements) of the batch becomes a common table expression over the
rows of `unnest`; the last line divides by zero unless every guard held, which undoes all of it. So
a whole batch costs one round trip and one commit. Within the statement every part sees the tables
as they were before it: therefore a batch never holds two units that meet at one row, see `fit`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Final

from domain.shared.change import Change
from storage.account_numbers import Numbers
from storage.statement import Entry, Params, Statement, statement_named

_KNOWN_TEXTS: Final = 96
_SPARE_PARTS: Final = 6

Shape = tuple[tuple[str, frozenset[str]], ...]


@dataclass(slots=True)
class Part:
    """The Changes of one family in a batch."""

    statement: Statement
    members: set[str] = field(default_factory=set)
    params: list[Params] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Text:
    """The SQL of a batch and the order in which it takes its parts."""

    sql: str
    parts: tuple[str, ...]
    covers: dict[str, frozenset[str]]


class Fit(Enum):
    """Whether a unit joins a batch, meets it at a row, or must be alone because it sweeps or
    meets itself.
    """

    JOINS = 1
    MEETS = 2
    ALONE = 3


def fit(changes: Sequence[Change], written: set[str]) -> Fit:
    """`written` are the rows that the batch wrote so far; a unit that joins adds its own.

    A statement that writes names its own row first; its other rows are only looked at.
    """
    own: set[str] = set()
    meets = False
    for change in changes:
        statement = statement_named(change.statement)
        if statement.alone:
            return Fit.ALONE
        for row in change.rows:
            if row in own:
                return Fit.ALONE
            if row in written:
                meets = True
        if change.rows and statement.writes_row:
            own.add(change.rows[0])
    if meets:
        return Fit.MEETS
    written |= own
    return Fit.JOINS


class Texts:
    """Texts of batches, kept: Postgres parses and plans each of them once.

    A batch takes a known text that has a few parts too many (they get no rows) rather than a new
    one, so that a mixed load doesn't make a text for every combination.
    """

    def __init__(self) -> None:
        self._known: dict[Shape, Text] = {}

    def find(self, parts: dict[str, Part]) -> Text:
        shape = tuple(sorted((name, frozenset(part.members)) for name, part in parts.items()))
        text = self._known.get(shape)
        if text is None:
            text = self._covering(shape) or _compose(shape)
            if len(self._known) >= _KNOWN_TEXTS:
                self._known.pop(next(iter(self._known)))
            self._known[shape] = text
        return text

    def _covering(self, shape: Shape) -> Text | None:
        fitting = [
            text
            for text in self._known.values()
            if len(text.parts) <= len(shape) + _SPARE_PARTS
            and all(members <= text.covers.get(name, frozenset()) for name, members in shape)
        ]
        return min(fitting, key=lambda text: len(text.parts), default=None)


def gather(
    changes: Iterable[Change], stamp: Params, numbers: Numbers, parts: dict[str, Part]
) -> list[Entry]:
    """Sort Changes into the parts of a batch; answers what the hash chain holds of them."""
    covered: list[Entry] = []
    for change in changes:
        statement = statement_named(change.statement)
        params = change.params
        if statement.accounts:
            params = numbers.of(statement, params)
        if statement.covers is not None:
            covered += statement.covers(params)
            params += stamp
        name = statement.family or statement.name
        part = parts.get(name)
        if part is None:
            part = parts[name] = Part(statement)
        part.members.add(statement.name)
        part.params.append(params)
    return covered


def arguments(text: Text, parts: dict[str, Part]) -> list[Sequence[object]]:
    """The columns of all parts, in the text's order."""
    made: list[Sequence[object]] = []
    for name in text.parts:
        part = parts.get(name)
        if part is None:
            empty: list[Sequence[object]] = [()] * _width(_first_of(text.covers[name]))
            made += empty
        else:
            made += zip(*part.params, strict=True)
    return made


def _first_of(members: frozenset[str]) -> Statement:
    return statement_named(next(iter(members)))


def _width(statement: Statement) -> int:
    return len(statement.columns)


def _compose(shape: Shape) -> Text:
    tables: list[str] = []
    checks: list[str] = []
    number = 0
    for index, (_, members) in enumerate(shape):
        statement = _first_of(members)
        g = f"g{index}"
        arrays, names = [], []
        for name, kind in statement.columns.items():
            number += 1
            arrays.append(f"${number}::{kind}[]")
            names.append(f"p_{name}")
        tables.append(
            f"{g} AS MATERIALIZED (SELECT * FROM unnest({', '.join(arrays)}) "
            f"WITH ORDINALITY AS u({', '.join(names)}, ord))"
        )
        fragment = statement.fragment(g, members)
        tables += fragment.tables
        checks += fragment.checks
    held = " AND ".join(checks) or "true"
    sql = f"WITH {', '.join(tables)} SELECT 1 / (CASE WHEN {held} THEN 1 ELSE 0 END)"
    return Text(sql, tuple(name for name, _ in shape), dict(shape))
