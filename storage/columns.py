"""Column types and table options: the same tables on SQLite (STRICT) and on Postgres.

STRICT tables know INTEGER and TEXT; on Postgres these become bigint and text. Times are integer
microseconds UTC, booleans 0 or 1. Every CHECK has a name.
"""

from typing import Final

from sqlalchemy import DDL, BigInteger, Table, Text, event
from sqlalchemy.dialects import sqlite
from sqlmodel import SQLModel

INT: Final = BigInteger().with_variant(sqlite.INTEGER(), "sqlite")
TEXT: Final = Text()

STRICT: Final = {"sqlite_strict": True}
KEYED: Final = {"sqlite_strict": True, "sqlite_with_rowid": False}
"""For tables that are reached by their primary key only: stored in the key's own order."""

LARGEST_UNITS: Final = 2**62


def in_bounds(*columns: str, least: int = 0) -> str:
    """The text of a CHECK that holds the columns within `least` and 2^62."""
    return " AND ".join(f"{column} BETWEEN {least} AND {LARGEST_UNITS}" for column in columns)


def one_of(column: str, *values: str) -> str:
    """The text of a CHECK that allows these texts only."""
    listed = ", ".join(f"'{value}'" for value in values)
    return f"{column} IN ({listed})"


def after_create(table: Table, *, sqlite: str = "", postgres: str = "") -> None:
    """Run the dialect's text (triggers, mostly) when the table is created from its model.

    One call is one statement, since the drivers take one at a time.
    """
    for dialect, text in (("sqlite", sqlite), ("postgresql", postgres)):
        if text:
            # SQLAlchemy's DDL has no annotations of its own.
            statement = DDL(text.replace("%", "%%"))  # type: ignore[no-untyped-call]
            event.listen(table, "after_create", statement.execute_if(dialect=dialect))


def table_of(model: type[SQLModel]) -> Table:
    """The SQLAlchemy table behind a model."""
    return SQLModel.metadata.tables[str(model.__tablename__)]
