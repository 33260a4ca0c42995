"""How a bot gets its updates: long polling, or a webhook."""

from __future__ import annotations

import asyncio
import re
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from scripts.sandbox.telegram.errors import bad, conflict, injected
from scripts.sandbox.telegram.updates import ENDED_BY_POLL, ENDED_BY_WEBHOOK, Poller

if TYPE_CHECKING:
    from scripts.sandbox.telegram.call import Call
    from scripts.sandbox.telegram.rows import UpdateRow, Wire

TIMEOUT_S_MAX = 50
SECRET_MAX = 256
CONNECTIONS = 40
CONNECTIONS_MAX = 100
_WEBHOOK_ACTIVE = (
    "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook "
    "first"
)
_LOOPBACK = re.compile(r"https?://(?:127\.0\.0\.1|localhost|\[::1\])(?::\d+)?(?:[/?#]|$)")


class Lost(Exception):
    """The connection breaks before an answer, because a script asked for that fault."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """A result with the server's remark on it."""

    result: object
    description: str


async def get_updates(call: Call) -> list[Wire]:
    """Long polling. A second poller ends the first with 409; so does a webhook being set."""
    if call.bot.webhook is not None:
        raise conflict(_WEBHOOK_ACTIVE)
    updates, bot, args = call.tg.updates, call.bot, call.args
    queue = updates.queue(bot.id)
    queue.end_poll(ENDED_BY_POLL)
    offset = _settle_offset(call)
    if "allowed_updates" in args.values:
        _allow(call)
    limit = args.integer("limit", 100, least=1, most=100)
    until = time.monotonic() + args.integer("timeout", least=0, most=TIMEOUT_S_MAX)
    poller = queue.poller = Poller()
    try:
        while not (rows := updates.batch(bot.id, offset, limit)) or not call.alive():
            left_s = until - time.monotonic()
            if left_s <= 0 or not call.alive():
                return []
            queue.arrived.clear()
            await _wait(queue.arrived, left_s)
            if poller.ended:
                raise conflict(poller.ended)
        return await _deliver(call, rows)
    finally:
        if queue.poller is poller:
            queue.poller = None


async def set_webhook(call: Call) -> Described:
    """Checks the address as far as this machine goes: nothing is ever sent beyond loopback."""
    url, args = call.args.text("url"), call.args
    if not url:
        return await delete_webhook(call)
    _check_address(url)
    secret = args.text("secret_token")
    if len(secret) > SECRET_MAX:
        raise bad("secret token is too long")
    if not re.fullmatch(r"[A-Za-z0-9_-]*", secret):
        raise bad("secret token contains unallowed characters")
    if "allowed_updates" in args.values:
        _allow(call)
    connections = args.integer("max_connections", CONNECTIONS, least=1, most=CONNECTIONS_MAX)
    hook: Wire = {"url": url, "secret_token": secret, "max_connections": connections}
    call.tg.updates.queue(call.bot.id).end_poll(ENDED_BY_WEBHOOK)
    _stop_delivery(call)
    same = call.bot.webhook is not None and call.bot.webhook["url"] == url
    call.bot.webhook = hook
    call.tg.bots.table.save(call.bot)
    if call.tg.webhooks is not None:
        call.tg.webhooks.wake_all()
    return Described(
        result=True, description="Webhook is already set" if same else "Webhook was set"
    )


async def delete_webhook(call: Call) -> Described:
    was_set = call.bot.webhook is not None
    call.bot.webhook = None
    call.tg.bots.table.save(call.bot)
    _stop_delivery(call)
    words = "Webhook was deleted" if was_set else "Webhook is already deleted"
    return Described(result=True, description=words)


def get_webhook_info(call: Call) -> Wire:
    hook = call.bot.webhook or {}
    info: Wire = {
        "url": hook.get("url", ""),
        "has_custom_certificate": False,
        "pending_update_count": call.tg.updates.pending(call.bot.id),
    }
    for name in ("max_connections", "last_error_date", "last_error_message"):
        if name in hook:
            info[name] = hook[name]
    if hook:
        info["ip_address"] = "127.0.0.1"
    if call.bot.allowed_updates:
        info["allowed_updates"] = call.bot.allowed_updates
    return info


def _settle_offset(call: Call) -> int:
    """Confirms what lies before the offset. A negative one keeps that many of the last."""
    updates, bot = call.tg.updates, call.bot
    offset = call.args.integer("offset")
    if offset < 0:
        waiting = sorted(updates.queue(bot.id).waiting)
        offset = waiting[max(0, len(waiting) + offset)] if waiting else 0
    updates.acknowledge_before(bot.id, offset)
    return offset


def _allow(call: Call) -> None:
    """Which kinds the bot takes from now on; an empty list brings back the default."""
    given = call.args.json("allowed_updates")
    if given is not None and not isinstance(given, list):
        raise bad("expected an Array of String")
    wanted = [str(one) for one in given] if given else None
    if wanted != call.bot.allowed_updates:
        call.bot.allowed_updates = wanted
        call.tg.bots.table.keep(call.bot)


async def _deliver(call: Call, rows: list[UpdateRow]) -> list[Wire]:
    """The batch, with the faults that scripts have laid on kinds of updates."""
    given: list[UpdateRow] = []
    swapped: set[int] = set()
    lost = False
    for row in rows:
        fault = call.tg.core.faults.hit("updates", row.kind)
        kind = "" if fault is None else fault.kind
        if fault is not None and kind == "error":
            raise injected(fault.status or 500, fault.retry_after_s)
        if kind == "lose_request":
            raise Lost
        if fault is not None and kind == "delay":
            await asyncio.sleep((fault.delay_ms or 0) / 1000)
        lost = lost or kind == "lose_answer"
        if kind == "reorder":
            swapped.add(len(given))
        given.extend([row, row] if kind == "duplicate" else [row])
    for row in rows:
        call.tg.updates.delivered(row)
    if lost:
        raise Lost
    return [row.body for row in _reordered(given, swapped)]


def _reordered(rows: list[UpdateRow], places: set[int]) -> list[UpdateRow]:
    """Neighbours swapped at those places; the last one with the one before it."""
    for place in sorted(places):
        other = place + 1 if place + 1 < len(rows) else place - 1
        if other >= 0:
            rows[place], rows[other] = rows[other], rows[place]
    return rows


async def _wait(event: asyncio.Event, wait_s: float) -> None:
    try:
        await asyncio.wait_for(event.wait(), wait_s)
    except TimeoutError:
        return


def _check_address(url: str) -> None:
    if not re.match(r"https?://[^\s/]+", url):
        raise bad("invalid webhook URL specified")
    if _LOOPBACK.match(url):
        return
    if url.startswith("http://"):
        raise bad("bad webhook: An HTTPS URL must be provided for webhook")
    raise bad("bad webhook: Failed to resolve host: Name or service not known")


def _stop_delivery(call: Call) -> None:
    if call.tg.webhooks is not None:
        call.tg.webhooks.forget(call.bot)
    if call.args.flag("drop_pending_updates"):
        for row in list(call.tg.updates.queue(call.bot.id).waiting.values()):
            call.tg.updates.acknowledge(row)
