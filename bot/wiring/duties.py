"""The scheduled duties put together with their use cases."""

from collections.abc import Awaitable, Callable
from typing import Final

from bot.jobs import ChainDuties, Duties, Duty, jobs
from bot.rows import JobRows
from bot.runtime.scheduler import Scheduler
from bot.wiring.areas import Areas
from bot.wiring.foundation import Foundation
from bot.wiring.gifts.duties import gift_duties
from bot.wiring.leavers import leaving
from bot.wiring.ton.area import Ton
from domain.ledger.expiry import Expiry
from domain.shared.actor import house
from domain.shared.ids import DAY, Instant
from storage.core.jobs import JobRows as StoredJobs
from storage.core.updates import SeenUpdates
from storage.http.store import ReplyRows
from storage.ledger.pruning import OldBatches
from storage.pruning import old_keys, old_letters

UPDATES_KEPT: Final = 2 * DAY
REPLIES_KEPT: Final = 2 * DAY
OUTBOX_KEPT: Final = 7 * DAY
BATCHES_KEPT: Final = 30 * DAY
KEYS_KEPT: Final = 90 * DAY
INBOX_KEPT: Final = 365 * DAY


def _chain(ton: Ton | None) -> ChainDuties | None:
    """None where the house has no wallet on the chain."""
    if ton is None:
        return None

    async def wake() -> None:
        ton.worker.wake()

    async def reconcile() -> None:
        await ton.reconcile.run(house("reconcile"))

    return ChainDuties(
        watch_deposits=wake,
        settle_aside=ton.watcher.settle_aside,
        expire_withdrawals=ton.withdrawals.expire,
        poll_escrows=wake,
        reconcile_chain=reconcile,
    )


def scheduler(f: Foundation, areas: Areas) -> Scheduler:
    users, payments = areas.users, areas.payments
    seen = SeenUpdates(f.writer, f.database)
    replies = ReplyRows(f.writer, f.database)

    async def reconcile() -> None:
        await payments.reconcile.run(house("reconcile"))

    def older(age: int, prune: Callable[[Instant], Awaitable[object]]) -> Duty:
        return lambda: prune(Instant(f.clock.now() - age))

    duties = Duties(
        expire_topups=payments.topups.expire,
        mature_stars=payments.maturity.run,
        reconcile_stars=reconcile,
        expire_approvals=payments.approvals.expire,
        expire_holds=Expiry(f.writer, f.ledger).run,
        sweep_sessions=users.sessions.sweep,
        sweep_signatures=users.partner_keys.sweep,
        send_digests=users.inbox.send_digests,
        prune_updates=older(UPDATES_KEPT, seen.prune),
        prune_replies=older(REPLIES_KEPT, replies.prune),
        prune_outbox=older(OUTBOX_KEPT, f.outbox.prune),
        clear_leavers=leaving(f).run,
        prune_keys=older(KEYS_KEPT, old_keys(f.writer, f.database).prune),
        prune_inbox=older(INBOX_KEPT, old_letters(f.writer, f.database).prune),
        prune_batches=older(BATCHES_KEPT, OldBatches(f.writer, f.database).prune),
        keep_points=areas.owning.portfolios.keep_points,
        expire_baskets=areas.owning.baskets.expire,
        chain=_chain(areas.ton),
    )
    rows = JobRows(StoredJobs(f.writer, f.database))
    reading = gift_duties(areas.gifts, areas.gift_alerts, areas.content, areas.rates.rates.refresh)
    return Scheduler((*jobs(duties), *reading), rows, clock=f.clock, supervisor=f.supervisor)
