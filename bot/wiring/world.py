"""The sandbox's world and our store belong together: another world means an empty store.

What is real and what is the sandbox's never meet in one store, in either direction.
"""

from collections.abc import Mapping, Sequence
from typing import Final, TypedDict, cast

import aiohttp

from bot.settings import JettonGiven, Settings, SettingsRefused
from bot.wiring.foundation import database
from storage.wipe import Kept, kept, wipe

ASK_S_MAX: Final = 10.0


class _Ton(TypedDict):
    jettons: Sequence[Mapping[str, object]]


class _World(TypedDict):
    """Of GET /world what we need."""

    id: str
    ton: _Ton


async def in_order(settings: Settings) -> Settings:
    """The settings to build with, once the store is seen to belong to them. Raises
    SettingsRefused.
    """
    if settings.sandbox.on:
        await follow_world(settings)
        return await with_jettons(settings)
    await stay_real(settings)
    return settings


async def follow_world(settings: Settings) -> None:
    """Empty the store when it was kept for another world than the one that answers now.

    Raises SettingsRefused for a store that no sandbox made: that one may be somebody's real books.
    """
    world = (await _world(settings))["id"]
    there = await _kept(settings)
    if there.world == world:
        return
    if there.world is None and there.used:
        raise SettingsRefused(
            f"{_where(settings)}: this store is not a sandbox's, and the sandbox would empty it; "
            "name another one"
        )
    await wipe(database(settings), world)


async def with_jettons(settings: Settings) -> Settings:
    """The settings with the jettons that the world has, unless they name some themselves."""
    if settings.ton.jettons:
        return settings
    told = (await _world(settings))["ton"]["jettons"]
    jettons = tuple(JettonGiven.model_validate(jetton) for jetton in told)
    ton = settings.ton.model_copy(update={"jettons": jettons})
    return settings.model_copy(update={"ton": ton})


async def same_world(settings: Settings) -> bool:
    """Whether the store is kept for the world that answers now."""
    return (await _kept(settings)).world == (await _world(settings))["id"]


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


async def _world(settings: Settings) -> _World:
    limit = aiohttp.ClientTimeout(total=ASK_S_MAX)
    url = f"{settings.sandbox.url}/world"
    async with aiohttp.ClientSession(timeout=limit) as http, http.get(url) as answer:
        return cast("_World", await answer.json())
