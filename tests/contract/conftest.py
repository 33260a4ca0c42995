"""The contract for scripts, sentence by sentence: one program per store runs for all of them."""

from collections.abc import Generator, Iterator
from pathlib import Path

import pytest

from tests.contract.outsider import Outside
from tests.engines import ENGINES
from tests.postgres import PostgresServer
from tests.program import Program
from tests.shared_program import end_after, gather, on_postgres, shared

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    gather(HERE, items, param="store", name="contract")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(nextitem: pytest.Item | None) -> Generator[None]:
    yield
    end_after(HERE, nextitem)


@pytest.fixture(scope="session")
def contract_on_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    yield from _running(Program(tmp_path_factory.mktemp("contract")))


@pytest.fixture(scope="session")
def contract_on_postgres(
    tmp_path_factory: pytest.TempPathFactory, postgres_server: PostgresServer
) -> Iterator[Program]:
    folder = tmp_path_factory.mktemp("contract")
    yield from _running(on_postgres(postgres_server, "contract", folder))


@pytest.fixture
def outside(contract_on_sqlite: Program) -> Iterator[Outside]:
    """Somebody with a script, in a world that others use too."""
    yield from _watched(contract_on_sqlite)


@pytest.fixture(params=ENGINES)
def store(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def either(store: str, request: pytest.FixtureRequest) -> Iterator[Outside]:
    """The same over either store."""
    yield from _watched(request.getfixturevalue(f"contract_on_{store}"))


def _watched(program: Program) -> Iterator[Outside]:
    """A bug that was only logged fails the test too; no test leaves a fault behind."""
    program.wake()
    with program.no_errors():
        yield Outside(program)
        program.world.delete("/faults")


def _running(program: Program) -> Iterator[Program]:
    for running in shared(HERE, program):
        running.wake()
        running.world.reset()
        yield running
