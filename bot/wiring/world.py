"""The sandbox's world and our store belong together: another world means an empty store."""

from typing import Final

import aiohttp

from bot.settings import Settings
from bot.wiring.foundation import database
from storage.wipe import wipe

MARK: Final = "world.id"
ASK_S_MAX: Final = 10.0


async def follow_world(settings: Settings) -> None:
    """Empty the store when it was kept for another world than the one that answers now."""
    world = await _world_id(settings.sandbox.url)
    folder = settings.data.folder
    mark = folder / MARK
    folder.mkdir(parents=True, exist_ok=True)
    if mark.exists() and mark.read_text() == world:
        return
    await wipe(database(settings))
    mark.write_text(world)


async def _world_id(url: str) -> str:
    limit = aiohttp.ClientTimeout(total=ASK_S_MAX)
    async with aiohttp.ClientSession(timeout=limit) as http, http.get(f"{url}/world") as answer:
        return str((await answer.json())["id"])
