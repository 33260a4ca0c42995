"""The whole program on both engines, one run for many tests; each begins in a new world."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import asyncpg
import pytest

from tests.postgres import PostgresServer
from tests.program import Program

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All that share a program run in one worker."""
    for item in items:
        if isinstance(item, pytest.Function) and item.path.is_relative_to(HERE):
            given = item.callspec.params if hasattr(item, "callspec") else {}
            group = f"program-{given.get('engine', 'sqlite')}"
            item.add_marker(pytest.mark.xdist_group(group))


@pytest.fixture(scope="session")
def sqlite_program(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    yield from _running(Program(tmp_path_factory.mktemp("program")))


@pytest.fixture(scope="session")
def postgres_program(
    tmp_path_factory: pytest.TempPathFactory, postgres_server: PostgresServer
) -> Iterator[Program]:
    async def create() -> None:
        connection = await asyncpg.connect(postgres_server.url())
        await connection.execute("CREATE DATABASE program")
        await connection.close()

    asyncio.run(create())
    folder = tmp_path_factory.mktemp("program")
    yield from _running(Program(folder, database=postgres_server.url("program")))


@pytest.fixture
def program(engine: str, request: pytest.FixtureRequest) -> Iterator[Program]:
    """Running, in a new world. A bug that was only logged fails the test too."""
    running: Program = request.getfixturevalue(f"{engine}_program")
    running.world.reset()
    before = len(running.log())
    yield running
    errors = [line for line in running.log()[before:] if line["level"] in {"ERROR", "CRITICAL"}]
    assert not errors, errors


def _running(program: Program) -> Iterator[Program]:
    try:
        program.open_world()
        program.start()
        yield program
    finally:
        program.close()
