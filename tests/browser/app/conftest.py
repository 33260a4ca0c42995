"""One program with its sandbox for all tests of the Mini App; each test brings new people."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tests.browser.app.program import Program, running


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def program(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Program]:
    async with running(tmp_path_factory.mktemp("souk")) as souk:
        yield souk
