"""The whole program on both engines, one run for many tests; each begins in a new world."""

import asyncio
from collections.abc import Iterator

import asyncpg
import pytest

from tests.postgres import PostgresServer
from tests.program import Program


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
def program(engine: str, request: pytest.FixtureRequest) -> Program:
    running: Program = request.getfixturevalue(f"{engine}_program")
    running.world.reset()
    return running


def _running(program: Program) -> Iterator[Program]:
    try:
        program.open_world()
        program.start()
        yield program
    finally:
        program.close()
