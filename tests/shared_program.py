"""Programs that many tests of a folder share, one per store.

They end with the folder's last test: even an idle one takes its part of the machine from every
test after it.
"""

import asyncio
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import asyncpg
import pytest

from tests.postgres import PostgresServer
from tests.program import Program

_running: defaultdict[Path, list[Program]] = defaultdict(list)


def shared(home: Path, program: Program) -> Iterator[Program]:
    """Runs for the tests in the folder `home`; whoever takes it wakes it."""
    _running[home].append(program)
    try:
        yield program
    finally:
        program.close()


def on_postgres(server: PostgresServer, name: str, folder: Path) -> Program:
    """Over a database of its own."""

    async def create() -> None:
        connection = await asyncpg.connect(server.url())
        await connection.execute(f"CREATE DATABASE {name}")
        await connection.close()

    asyncio.run(create())
    return Program(folder, database=server.url(name))


def end_after(home: Path, following: pytest.Item | None) -> None:
    """Close the folder's programs unless the test to come is one of its own."""
    if following is None or not following.path.is_relative_to(home):
        for program in _running[home]:
            program.close()


def gather(home: Path, items: list[pytest.Item], *, param: str, name: str) -> None:
    """All that share a program run in one worker. `param` tells the store."""
    for item in items:
        if isinstance(item, pytest.Function) and item.path.is_relative_to(home):
            given = item.callspec.params if hasattr(item, "callspec") else {}
            item.add_marker(pytest.mark.xdist_group(f"{name}-{given.get(param, 'sqlite')}"))
