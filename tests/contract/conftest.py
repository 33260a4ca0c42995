"""The contract for scripts, sentence by sentence: one program per store runs for all of them."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import asyncpg
import pytest

from tests.contract.outsider import Outside
from tests.postgres import PostgresServer
from tests.program import Program

HERE = Path(__file__).parent
STORES = ("sqlite", pytest.param("postgres", marks=pytest.mark.postgres))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All that share a program run in one worker."""
    for item in items:
        if isinstance(item, pytest.Function) and item.path.is_relative_to(HERE):
            given = item.callspec.params if hasattr(item, "callspec") else {}
            item.add_marker(pytest.mark.xdist_group(f"contract-{given.get('store', 'sqlite')}"))


@pytest.fixture(scope="session")
def contract_on_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    yield from _running(Program(tmp_path_factory.mktemp("contract")))


@pytest.fixture(scope="session")
def contract_on_postgres(
    tmp_path_factory: pytest.TempPathFactory, postgres_server: PostgresServer
) -> Iterator[Program]:
    async def create() -> None:
        connection = await asyncpg.connect(postgres_server.url())
        await connection.execute("CREATE DATABASE contract")
        await connection.close()

    asyncio.run(create())
    folder = tmp_path_factory.mktemp("contract")
    yield from _running(Program(folder, database=postgres_server.url("contract")))


@pytest.fixture
def outside(contract_on_sqlite: Program) -> Iterator[Outside]:
    """Somebody with a script, in a world that others use too."""
    yield from _watched(contract_on_sqlite)


@pytest.fixture(params=STORES)
def store(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def either(store: str, request: pytest.FixtureRequest) -> Iterator[Outside]:
    """The same over either store."""
    yield from _watched(request.getfixturevalue(f"contract_on_{store}"))


def _watched(program: Program) -> Iterator[Outside]:
    """A bug that was only logged fails the test too; no test leaves a fault behind."""
    if program.process is None or program.process.poll() is not None:
        program.start()
    before = len(program.log())
    outside = Outside(program)
    yield outside
    outside.world.delete("/faults")
    errors = [line for line in program.log()[before:] if line["level"] in {"ERROR", "CRITICAL"}]
    assert not errors, errors


def _running(program: Program) -> Iterator[Program]:
    try:
        program.open_world()
        program.start()
        program.world.reset()
        yield program
    finally:
        program.close()
