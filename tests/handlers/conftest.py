"""The whole program, one run for many tests; each begins in a new world.

What is said runs on SQLite; where money moves, many act at once or the program dies,
`both_engines` runs a test, or a file of them, on Postgres too. The store's own tests run on both.
"""

from collections.abc import Generator, Iterator
from pathlib import Path

import pytest

from tests.postgres import PostgresServer
from tests.program import Program
from tests.shared_program import end_after, gather, on_postgres, shared

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    gather(HERE, items, param="engine", name="program")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(nextitem: pytest.Item | None) -> Generator[None]:
    yield
    end_after(HERE, nextitem)


@pytest.fixture(params=["sqlite"])
def engine(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="session")
def sqlite_program(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    yield from shared(HERE, Program(tmp_path_factory.mktemp("program")))


@pytest.fixture(scope="session")
def postgres_program(
    tmp_path_factory: pytest.TempPathFactory, postgres_server: PostgresServer
) -> Iterator[Program]:
    folder = tmp_path_factory.mktemp("program")
    yield from shared(HERE, on_postgres(postgres_server, "program", folder))


@pytest.fixture
def program(engine: str, request: pytest.FixtureRequest) -> Iterator[Program]:
    """Running, in a new world. A bug that was only logged fails the test too."""
    running: Program = request.getfixturevalue(f"{engine}_program")
    running.wake()
    running.world.reset()
    with running.no_errors():
        yield running
