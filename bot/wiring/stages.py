"""The stages of the program in the order in which they start; they stop in reverse."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Final

from aiohttp import web

from bot.app import App, Ending, Stage
from bot.loops import (
    alert_workers,
    chain_worker,
    feed_worker,
    market_worker,
    matches_worker,
    outbox_worker,
    polling_worker,
    rates_worker,
    refunding_worker,
    sandbox_worker,
    scheduler_worker,
    writer_worker,
)
from bot.refunding import Refunding
from bot.runtime.busy import Busy
from bot.runtime.clock import WorldClock
from bot.runtime.scheduler import Scheduler
from bot.sandbox_link import Hands, SandboxLink
from bot.wiring.areas import Areas
from bot.wiring.chat import Chat, Telegram, identify, patiently
from bot.wiring.foundation import Foundation
from bot.wiring.markets import Markets
from bot.wiring.ton_gateway import TonGateway
from bot.wiring.world import same_world
from domain.shared.actor import Role, house
from domain.shared.ids import SECOND, UserId
from storage.ledger.postings import FAMILY
from storage.ledger.store import moves
from storage.ton.unseen import UnseenMessages
from storage.users.notices import LETTER, letters_put
from webapp.keys import HUB

COMMANDS: Final = (
    "start",
    "menu",
    "wallet",
    "topup",
    "deposit",
    "withdraw",
    "statement",
    "profile",
    "play",
    "limits",
    "alerts",
    "gifts",
    "portfolio",
    "basket",
    "help",
    "terms",
    "privacy",
    "paysupport",
    "cancel",
)
GROUP_COMMANDS: Final = {"play": "command-play", "start": "command-group"}
WORKERS: Final = ("jobs", "refunds", "matches", "chain", "rates", "outbox", "live")
LINK_S_MAX: Final = 10.0
TASKS_S_MAX: Final = 3.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    f: Foundation
    areas: Areas
    gateway: Telegram
    chain: TonGateway
    markets: Markets
    chat: Chat
    scheduler: Scheduler
    refunding: Refunding
    web: web.Application


def stages(parts: Parts, app: Callable[[], App]) -> list[Stage]:
    """`app` gives the App that these stages become."""
    link = _link(parts, app) if parts.f.settings.sandbox.on else None
    return [
        _store(parts),
        Stage(name="gateways", stop=_close(parts)),
        *([_sandbox(parts, link)] if link is not None else []),
        _recovery(parts),
        _workers(parts),
        _http(parts),
        _telegram(parts),
        *([_told(parts, link)] if link is not None else []),
    ]


def _store(parts: Parts) -> Stage:
    f = parts.f

    async def start() -> None:
        f.settings.data.folder.mkdir(parents=True, exist_ok=True)
        await f.writer.start()
        f.writer.after(FAMILY, moves(f.bus.publish))
        f.writer.after(LETTER.name, letters_put(f.bus.publish))
        f.supervisor.start(writer_worker(f.writer.run))

    async def stop() -> None:
        await f.supervisor.stop_tasks(deadline_s=TASKS_S_MAX)
        await f.writer.stop()
        await f.supervisor.stop_workers(deadline_s=1.0)

    return Stage(name="store", start=start, stop=stop, stop_s_max=6.0)


def _close(parts: Parts) -> Callable[[], Awaitable[None]]:
    async def stop() -> None:
        # A job that had begun may be asking the outside still.
        await parts.f.supervisor.stop_tasks(deadline_s=1.0)
        await parts.gateway.session.close()
        await parts.chain.close()
        await parts.areas.rates.close()
        await parts.areas.content.close()
        await parts.markets.close()

    return stop


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


def _link(parts: Parts, app: Callable[[], App]) -> SandboxLink:
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


def _sandbox(parts: Parts, link: SandboxLink) -> Stage:
    supervisor = parts.f.supervisor

    async def start() -> None:
        supervisor.start(sandbox_worker(link))
        await link.settled(LINK_S_MAX)

    async def stop() -> None:
        await supervisor.stop_workers(["sandbox"], deadline_s=1.0)

    return Stage(name="sandbox", start=start, stop=stop)


def _recovery(parts: Parts) -> Stage:
    """What an earlier run left half done is finished, or put where a worker finishes it, before
    the doors open.
    """

    async def start() -> None:
        users, settings = parts.areas.users, parts.f.settings.people
        await users.wishes.load()
        await parts.areas.gifts.load()
        await parts.areas.rates.rates.load()
        if parts.f.settings.sandbox.on:
            # A world that began anew draws other pictures at the same addresses.
            await parts.areas.content.forget()
        await parts.areas.gift_alerts.load()
        owners = frozenset(map(UserId, settings.owners))
        admins = frozenset(map(UserId, settings.admins))
        await users.roles.settle(house("settings"), owners=owners, admins=admins)
        await parts.chat.outbox.recover()
        await parts.scheduler.load()

    return Stage(name="recovery", start=start)


def _workers(parts: Parts) -> Stage:
    supervisor = parts.f.supervisor
    reading = [market_worker(market) for market in parts.areas.gifts.workers]
    alerts = parts.areas.gift_alerts
    alerting = alert_workers(alerts.watch, alerts.sending, alerts.papers)

    async def start() -> None:
        supervisor.start(scheduler_worker(parts.scheduler))
        supervisor.start(outbox_worker(parts.chat.outbox))
        supervisor.start(refunding_worker(parts.refunding))
        supervisor.start(matches_worker(parts.areas.games.due))
        if parts.areas.ton is not None:
            supervisor.start(chain_worker(parts.areas.ton.worker))
        for worker in alerting:
            supervisor.start(worker)
        for market in reading:
            supervisor.start(market)
        supervisor.start(rates_worker(parts.areas.rates.worker))
        supervisor.start(feed_worker(parts.web[HUB].run))

    async def stop() -> None:
        names = [*WORKERS, *(worker.name for worker in (*alerting, *reading))]
        await supervisor.stop_workers(names, deadline_s=2.0)

    return Stage(name="workers", start=start, stop=stop, stop_s_max=3.0)


def _http(parts: Parts) -> Stage:
    http = parts.f.settings.http
    runner = web.AppRunner(parts.web, access_log=None, handle_signals=False, shutdown_timeout=1.0)

    async def start() -> None:
        await runner.setup()
        await web.TCPSite(runner, http.host, http.port, reuse_address=True).start()

    return Stage(name="http", start=start, stop=runner.cleanup, stop_s_max=3.0)


def _telegram(parts: Parts) -> Stage:
    f, chat, calls = parts.f, parts.chat, parts.gateway.calls
    settings = f.settings.telegram

    async def start() -> None:
        await identify(parts.gateway)
        secret = settings.webhook_secret.get_secret_value()
        if settings.webhook:
            await patiently(lambda: calls.set_webhook(settings.webhook, secret))
        else:
            await patiently(calls.delete_webhook)
        await chat.intake.recover()
        if not settings.webhook:
            f.supervisor.start(polling_worker(chat.polling))
        f.supervisor.spawn("introduce", _introduce(parts))

    async def stop() -> None:
        chat.intake.close()
        await f.supervisor.stop_workers(["polling"], deadline_s=1.0)
        await f.supervisor.stop_tasks(deadline_s=TASKS_S_MAX)

    return Stage(name="telegram", start=start, stop=stop, stop_s_max=5.0, waits=True)


async def _introduce(parts: Parts) -> None:
    """Commands, texts and the menu button of the bot, in each language."""
    f, calls = parts.f, parts.gateway.calls
    for language in ("", *f.words.languages):
        speaking = language or "en"
        commands = {name: f.words.say(speaking, f"command-{name}") for name in COMMANDS}
        await calls.set_commands(commands, language=language)
        await calls.set_commands(
            {name: f.words.say(speaking, key) for name, key in GROUP_COMMANDS.items()},
            language=language,
            scope="all_group_chats",
        )
        await calls.set_description(
            long=f.words.say(speaking, "bot-description"),
            short=f.words.say(speaking, "bot-short-description"),
            language=language,
        )
    url = f.settings.http.url
    if url.startswith("https://") or f.settings.sandbox.on:
        await calls.set_menu_button(text=f.words.say("en", "bot-name"), url=f"{url}/app")


def _told(parts: Parts, link: SandboxLink) -> Stage:
    """The world hears that we are up, last of all, and first of all that we are stopping."""

    async def start() -> None:
        asyncio.get_running_loop().call_soon(
            lambda: parts.f.supervisor.spawn("tell", link.tell("up"))
        )

    async def stop() -> None:
        await link.tell("stopping")

    return Stage(name="told", start=start, stop=stop)
