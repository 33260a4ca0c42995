"""What a statement is: a name, its form for SQLite, its form for a Postgres batch."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Final

from domain.shared.change import Change
from domain.shared.refusals import DomainError

Params = tuple[object, ...]
Entry = tuple[object, ...]
Entries = tuple[Entry, ...]
Columns = Mapping[str, str]
"""Column or parameter name -> 'text' or 'bigint'."""

GUARD: Final = "guard"
"""What `Statement.broken` is told when no constraint broke but a guard failed."""
PARAMETER: Final = re.compile(r"(?<![:\w]):([a-z_][a-z0-9_]*)")


@dataclass(frozen=True, slots=True)
class Step:
    """One statement of SQLite. `pick` takes its parameters out of the Change's; `counts` says
    whether it must touch a row, `reads` that the row is read, not written. `refusal` is raised in
    place of the Change's.
    """

    sql: str
    pick: Callable[[Params], Params] | None = None
    counts: bool = True
    reads: bool = False
    refusal: type[DomainError] | None = None


@dataclass(frozen=True, slots=True)
class Fragment:
    """A statement's part of a Postgres batch: common table expressions over the rows of
    `unnest`, and the conditions that must hold.
    """

    tables: tuple[str, ...]
    checks: tuple[str, ...]


def _no_refusal(_text: str, _change: Change) -> None:
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A named statement with both of its forms.

    `family`: statements of one family share their columns and become one fragment of a batch,
    which folds what they do to the same rows. `alone`: not in a batch with others. `covers`: what
    the hash chain holds of a Change; the writer adds (its name, the batch) to such a Change's
    parameters. `accounts`: places of parameters that are paths of accounts; the writer puts their
    numbers there. `forgets`: from then on the path in the first place has no number.
    `writes_row`: the first of a Change's rows is written. `broken` turns the text of a broken
    constraint into a refusal where people can cause it.
    """

    name: str
    table: str
    columns: Columns
    key: tuple[str, ...]
    steps: tuple[Step, ...]
    fragment: Callable[[str, frozenset[str]], Fragment]
    take: Callable[[Mapping[str, object]], Params] = field(repr=False)
    family: str = ""
    writes_row: bool = True
    alone: bool = False
    covers: Callable[[Params], Entries] | None = None
    accounts: tuple[int, ...] = ()
    forgets: bool = False
    broken: Callable[[str, Change], Exception | None] = field(default=_no_refusal, repr=False)

    def __call__(
        self, *, refusal: DomainError | None = None, rows: Iterable[str] = (), **params: object
    ) -> Change:
        """`rows` names further rows that the statement's conditions look at."""
        assert len(params) == len(self.columns), f"{self.name}: {params.keys()}"
        own: tuple[str, ...] = ()
        if self.key:
            own = (":".join([self.table, *[str(params[name]) for name in self.key]]),)
        return Change(self.name, self.take(params), (*own, *rows) if rows else own, refusal)


_REGISTRY: Final[dict[str, Statement]] = {}


def row_name(table: str, key: Iterable[object]) -> str:
    """How a row is called in `Change.rows`."""
    return f"{table}:{':'.join(map(str, key))}"


def statement_named(name: str) -> Statement:
    return _REGISTRY[name]


def names_in(family: str) -> tuple[str, ...]:
    """The statements of a family, or the one statement of this name."""
    names = tuple(name for name, known in _REGISTRY.items() if family in {name, known.family})
    assert names, f"no statement is called {family}"
    return names


def declare(statement: Statement) -> Statement:
    """Make a statement known to the writer. Areas use the functions above; the ledger, whose
    statements are folded, makes its own.
    """
    known = _REGISTRY.setdefault(statement.name, statement)
    assert known.steps == statement.steps, f"two statements are called {statement.name}"
    return known


def taker(names: tuple[str, ...]) -> Callable[[Mapping[str, object]], Params]:
    """A function that puts parameters given by name into their order."""
    if len(names) == 1:
        only = names[0]
        return lambda params: (params[only],)
    return itemgetter(*names)
