"""Stores for tests: each test gets an empty one at the newest tables, on both engines."""

import asyncio
import os
import shutil
from collections.abc import AsyncIterator, Coroutine, Generator, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from pathlib import Path

import asyncpg
import pytest

from domain.shared.change import Event
from storage.engine import PostgresDatabase, SqliteDatabase, open_database
from storage.writer import Writer
from tests.engines import ENGINES
from tests.fakes.chance import FakeChance
from tests.fakes.clock import FakeClock
from tests.fakes.ids import FakeIds
from tests.postgres import NoPostgres, PostgresServer
from tests.postgres_store import TEMPLATE, PostgresStore


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Under SOUK_REQUIRE_ALL=1, as in CI, what is skipped has failed."""
    report = yield
    if report.skipped and os.environ.get("SOUK_REQUIRE_ALL") == "1":
        report.outcome = "failed"
    return report


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def ids() -> FakeIds:
    return FakeIds()


@pytest.fixture
def chance() -> FakeChance:
    return FakeChance()


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    """One server per test process. Where there can be none the test is skipped, and says why;
    with SOUK_REQUIRE_ALL=1 it fails.
    """
    try:
        with PostgresServer() as server:
            _apart(_make_postgres_template(server))
            yield server
    except NoPostgres as reason:
        if os.environ.get("SOUK_REQUIRE_ALL") == "1":
            raise
        pytest.skip(f"no Postgres: {reason}")


@pytest.fixture(scope="session")
def postgres_store(postgres_server: PostgresServer) -> PostgresStore:
    return PostgresStore(postgres_server)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty store at the newest tables."""
    path = tmp_path_factory.mktemp("template") / "souk.db"
    _apart(_migrate(f"sqlite:///{path}"))
    return path


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def store_address(engine: str, request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty store, at the newest tables."""
    if engine == "sqlite":
        template: Path = request.getfixturevalue("sqlite_template")
        path = tmp_path / "souk.db"
        shutil.copy(template, path)
        return f"sqlite:///{path}"
    store: PostgresStore = request.getfixturevalue("postgres_store")
    _apart(store.empty())
    return store.address


@pytest.fixture
async def database(store_address: str) -> AsyncIterator[SqliteDatabase | PostgresDatabase]:
    """The store's reads, open."""
    opened = open_database(store_address)
    await opened.open()
    yield opened
    await opened.close()


@pytest.fixture
def published() -> list[Event]:
    """The events that the writer told the bus, in order."""
    return []


@pytest.fixture
async def writer(
    database: SqliteDatabase | PostgresDatabase, clock: FakeClock, published: list[Event]
) -> AsyncIterator[Writer]:
    """The store's writer, running."""
    async with running_writer(database, clock, published) as running:
        yield running


@asynccontextmanager
async def running_writer(
    database: SqliteDatabase | PostgresDatabase, clock: FakeClock, published: list[Event]
) -> AsyncIterator[Writer]:
    """A writer that is started, runs, and is stopped."""
    writer = Writer(database, clock=clock, publish=published.append)
    await writer.start()
    task = asyncio.create_task(writer.run())
    try:
        yield writer
    finally:
        await writer.stop()
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def _make_postgres_template(server: PostgresServer) -> None:
    drop = f"DROP DATABASE IF EXISTS {TEMPLATE} WITH (FORCE)"
    await _execute(server, drop, f"CREATE DATABASE {TEMPLATE}")
    await _migrate(server.url(TEMPLATE))


async def _migrate(address: str) -> None:
    writer = Writer(open_database(address), clock=FakeClock(), publish=lambda _event: None)
    await writer.start()
    await writer.stop()


async def _execute(server: PostgresServer, *texts: str) -> None:
    connection = await asyncpg.connect(server.url())
    for text in texts:
        await connection.execute(text)
    await connection.close()


def _apart(work: Coroutine[None, None, None]) -> None:
    """Run in a loop on another thread: the test's own loop is not running yet, or no more."""
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, work).result()
