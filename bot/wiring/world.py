"""The sandbox's world and our store belong together: another world means an empty store.

What is real and what is the sandbox's never meet in one store, in either direction.
"""

from typing import Final

import aiohttp

from bot.settings import Settings, SettingsRefused
from bot.wiring.foundation import database
from storage.wipe import Kept, kept, wipe

ASK_S_MAX: Final = 10.0


async def follow_world(settings: Settings) -> None:
    """Empty the store when it was kept for another world than the one that answers now.

    Raises SettingsRefused for a store that no sandbox made: that one may be somebody's real books.
    """
    world = await _world_id(settings.sandbox.url)
    there = await _kept(settings)
    if there.world == world:
        return
    if there.world is None and there.used:
        raise SettingsRefused(
            f"{_where(settings)}: this store is not a sandbox's, and the sandbox would empty it; "
            "name another one"
        )
    await wipe(database(settings), world)


async def same_world(settings: Settings) -> bool:
    """Whether the store is kept for the world that answers now."""
    return (await _kept(settings)).world == await _world_id(settings.sandbox.url)


async def stay_real(settings: Settings) -> None:
    """Raises SettingsRefused for a sandbox's store: its money was never paid."""
    if (await _kept(settings)).world is not None:
        raise SettingsRefused(
            f"{_where(settings)}: this store is a sandbox's, with money that nobody paid; "
            "name another one"
        )


async def _kept(settings: Settings) -> Kept:
    try:
        return await kept(database(settings))
    except OSError as error:
        raise SettingsRefused(f"{_where(settings)}: {error.strerror or error}") from error


def _where(settings: Settings) -> str:
    """The setting to change; an address may hold a password and is not shown."""
    if settings.data.address:
        return "SOUK_DATABASE"
    return f"SOUK_DATA={settings.data.folder}"


async def _world_id(url: str) -> str:
    limit = aiohttp.ClientTimeout(total=ASK_S_MAX)
    async with aiohttp.ClientSession(timeout=limit) as http, http.get(f"{url}/world") as answer:
        return str((await answer.json())["id"])
