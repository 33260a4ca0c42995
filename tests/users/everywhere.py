"""Looks for somebody in every column of every table."""

import re
from collections.abc import Collection

from domain.shared.ids import UserId
from storage.engine import Database
from storage.tables import all_tables


async def named_in(
    database: Database, person: UserId, username: str, *, but: Collection[str] = ()
) -> list[str]:
    """`table.column: value` wherever the id stands as a whole number, or the name as a word."""
    wanted = re.compile(rf"(?<!\d){person}(?!\d)|(?<!\w){username}(?!\w)", re.IGNORECASE)
    found = []
    for table in all_tables().sorted_tables:
        if table.name in but or table.name.startswith("bench_"):
            continue
        names = [column.name for column in table.columns]
        for row in await database.scan(f"SELECT {', '.join(names)} FROM {table.name}"):
            found += [
                f"{table.name}.{name}: {value}"
                for name, value in zip(names, row, strict=True)
                if value is not None and wanted.search(str(value))
            ]
    return found
