"""The scheduled duties about gifts: id, period on the Clock, use case.

Those that read markets only wake the workers that do; how far they are, `gifts_jobs` says.
"""

from dataclasses import dataclass

from bot.jobs import HOUR_S, MINUTE_S, Duty
from bot.runtime.scheduler import Job


@dataclass(frozen=True, slots=True, kw_only=True)
class GiftDuties:
    index_collection: Duty
    sync_listings: Duty
    update_prices: Duty
    resolve_metadata: Duty
    note_reads: Duty
    roll_up_floors: Duty
    prune_alerts: Duty


def gift_jobs(duties: GiftDuties) -> tuple[Job, ...]:
    return (
        Job(id="index_collection", every_s=HOUR_S, run=duties.index_collection),
        Job(id="sync_listings", every_s=10 * MINUTE_S, run=duties.sync_listings),
        Job(id="update_prices", every_s=HOUR_S, run=duties.update_prices),
        Job(id="resolve_metadata", every_s=MINUTE_S, run=duties.resolve_metadata),
        Job(id="note_reads", every_s=5 * MINUTE_S, run=duties.note_reads),
        Job(id="roll_up_floors", every_s=HOUR_S, run=duties.roll_up_floors),
        Job(id="prune_alerts", every_s=HOUR_S, run=duties.prune_alerts),
    )
