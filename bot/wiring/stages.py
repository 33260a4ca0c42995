"""The stages of the program in the order in which they start; they stop in reverse."""

from collections.abc import Awaitable, Callable
from typing import Final

from aiohttp import web

from bot.app import App, Stage
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
    scheduler_worker,
    writer_worker,
)
from bot.wiring.chat import identify, patiently
from bot.wiring.introduction import introduce
from bot.wiring.parts import Parts
from bot.wiring.sandbox import joined, sandbox_link, told
from domain.shared.actor import house
from domain.shared.ids import UserId
from storage.ledger.postings import FAMILY
from storage.ledger.store import moves
from storage.users.notices import LETTER, letters_put
from webapp.keys import HUB

WORKERS: Final = ("jobs", "refunds", "matches", "chain", "rates", "outbox", "live")
TASKS_S_MAX: Final = 3.0


def stages(parts: Parts, app: Callable[[], App]) -> list[Stage]:
    """`app` gives the App that these stages become."""
    link = sandbox_link(parts, app) if parts.f.settings.sandbox.on else None
    return [
        _store(parts),
        Stage(name="gateways", stop=_close(parts)),
        *([joined(parts, link)] if link is not None else []),
        _recovery(parts),
        _workers(parts),
        _http(parts),
        _telegram(parts),
        *([told(parts, link)] if link is not None else []),
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
        f.supervisor.spawn("introduce", introduce(parts))

    async def stop() -> None:
        chat.intake.close()
        await f.supervisor.stop_workers(["polling"], deadline_s=1.0)
        await f.supervisor.stop_tasks(deadline_s=TASKS_S_MAX)

    return Stage(name="telegram", start=start, stop=stop, stop_s_max=5.0, waits=True)
