"""A sandbox's store and a real one: neither program ever takes the other's."""

from collections.abc import AsyncIterator
from pathlib import Path

import asyncpg
import pytest
from aiohttp import web

from bot.settings import Sandbox, Settings, SettingsRefused, read
from bot.wiring.world import follow_world, stay_real
from storage.engine import SqliteDatabase, open_database
from storage.wipe import kept, wipe


@pytest.fixture
async def world() -> AsyncIterator[tuple[str, dict[str, str]]]:
    """What answers `GET /world`: its address, and its answer to be changed."""
    said = {"id": "w0001"}

    async def answer(request: web.Request) -> web.Response:
        return web.json_response(said)

    app = web.Application()
    app.router.add_get("/world", answer)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}", said
    await runner.cleanup()


@pytest.fixture
def settings(store_address: str, tmp_path: Path, world: tuple[str, object]) -> Settings:
    """A sandbox's settings, over a store that has tables already."""
    given = {"SOUK_DATA": str(tmp_path)}
    if store_address.startswith("postgresql"):
        given["SOUK_DATABASE"] = store_address
    sandbox = Sandbox(on=True, port=8090, url=world[0])
    return read(given).model_copy(update={"sandbox": sandbox})


async def test_a_sandbox_never_empties_a_store_that_it_did_not_make(
    settings: Settings, store_address: str
) -> None:
    with pytest.raises(SettingsRefused, match="not a sandbox's"):
        await follow_world(settings)
    there = await kept(open_database(store_address))
    assert (there.world, there.used) == (None, True)
    await stay_real(settings)


async def test_another_world_empties_the_sandboxs_own_store(
    settings: Settings, store_address: str, world: tuple[str, dict[str, str]]
) -> None:
    await wipe(open_database(store_address), "w0001")
    await _put_a_table(store_address)
    await follow_world(settings)
    assert (await kept(open_database(store_address))).used, "the same world keeps its store"

    world[1]["id"] = "w0002"
    await follow_world(settings)
    there = await kept(open_database(store_address))
    assert (there.world, there.used) == ("w0002", False)


async def test_real_money_never_starts_over_a_sandboxs_store(
    settings: Settings, store_address: str
) -> None:
    await wipe(open_database(store_address), "w0001")
    with pytest.raises(SettingsRefused, match="nobody paid") as refused:
        await stay_real(settings)
    assert "postgresql:" not in str(refused.value), "an address may hold a password"


async def test_a_store_that_does_not_answer_is_told_without_its_address(tmp_path: Path) -> None:
    address = "postgresql://souk:hidden@127.0.0.1:1/souk"
    with pytest.raises(SettingsRefused, match=r"^SOUK_DATABASE: ") as refused:
        await stay_real(read({"SOUK_DATA": str(tmp_path), "SOUK_DATABASE": address}))
    assert "hidden" not in str(refused.value)


async def _put_a_table(address: str) -> None:
    database = open_database(address)
    if isinstance(database, SqliteDatabase):
        database.path.touch()
        return
    connection = await asyncpg.connect(address)
    await connection.execute("CREATE TABLE something (id bigint)")
    await connection.close()
