"""The link to the sandbox's world: what the world hears of us, and what it may do to us."""

import asyncio
from collections.abc import Callable, Mapping
from typing import Final

from bot.app import App, Ending, Stage
from bot.loops import sandbox_worker
from bot.runtime.busy import Busy
from bot.runtime.clock import WorldClock
from bot.sandbox_link import Hands, SandboxLink
from bot.wiring.parts import Parts
from bot.wiring.world import same_world
from domain.shared.actor import Role, house
from domain.shared.ids import SECOND, UserId
from storage.ton.unseen import UnseenMessages

LINK_S_MAX: Final = 10.0


def sandbox_link(parts: Parts, app: Callable[[], App]) -> SandboxLink:
    f, ton = parts.f, parts.areas.ton
    busy = _busy(parts)

    async def set_roles(roles: Mapping[UserId, Role]) -> None:
        for person, role in roles.items():
            await parts.areas.users.roles.declare(house("sandbox"), person, role)

    async def read(head: int) -> Mapping[str, int]:
        if ton is not None:
            ton.worker.expect(head)
        return await busy.read()

    def expect(changes: Mapping[str, int]) -> Mapping[str, int]:
        parts.areas.rates.expect(changes)
        return parts.areas.gifts.expect(changes)

    def set_pace(pace: float) -> None:
        parts.gateway.limits.set_pace(pace)
        parts.chain.center.set_pace(pace)
        parts.markets.set_pace(pace)
        parts.areas.gifts.set_pace(pace)
        parts.areas.rates.set_pace(pace)
        parts.areas.owning.set_pace(pace)

    clock = f.clock
    assert isinstance(clock, WorldClock), "in the sandbox time follows the world"
    hands = Hands(
        set_pace=set_pace,
        set_roles=set_roles,
        busy=read,
        markets=expect,
        same_world=lambda: same_world(f.settings),
        start_over=lambda: app().end(Ending.RESTART),
    )
    settings = f.settings
    url = settings.sandbox.url.replace("http://", "ws://", 1) + "/app"
    fund = ton.funded if ton is not None else ()
    return SandboxLink(url, clock, hands, app_url=settings.http.url, fund=fund)


def joined(parts: Parts, link: SandboxLink) -> Stage:
    supervisor = parts.f.supervisor

    async def start() -> None:
        supervisor.start(sandbox_worker(link))
        await link.settled(LINK_S_MAX)

    async def stop() -> None:
        await supervisor.stop_workers(["sandbox"], deadline_s=1.0)

    return Stage(name="sandbox", start=start, stop=stop)


def told(parts: Parts, link: SandboxLink) -> Stage:
    """The world hears that we are up, last of all, and first of all that we are stopping."""

    async def start() -> None:
        asyncio.get_running_loop().call_soon(
            lambda: parts.f.supervisor.spawn("tell", link.tell("up"))
        )

    async def stop() -> None:
        await link.tell("stopping")

    return Stage(name="told", start=start, stop=stop)


def _busy(parts: Parts) -> Busy:
    """What the world is told when it asks whether we are idle."""
    f, chat, areas = parts.f, parts.chat, parts.areas
    busy = Busy()

    async def handlers() -> int:
        return chat.intake.open + f.bus.waiting + f.supervisor.tasks_open

    async def jobs() -> int:
        return parts.scheduler.open()

    busy.count("handlers", handlers)
    busy.count("jobs", jobs)
    busy.count("jobs", areas.games.matches.due)
    if areas.ton is not None:
        busy.count("chain", areas.ton.worker.open)
        unseen = UnseenMessages(f.database)
        busy.count("unseen", lambda: unseen.count(f.clock.now() // SECOND))
    busy.count("jobs", areas.gift_alerts.open)
    busy.count("jobs", areas.rates.worker.open)
    busy.count("outbox", chat.outbox.open)
    busy.count("outbox", parts.refunding.open)
    return busy
