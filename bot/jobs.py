"""The scheduled duties: id, period on the Clock, use case."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.runtime.scheduler import Job

MINUTE_S = 60
HOUR_S = 3600
Duty = Callable[[], Awaitable[object]]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainDuties:
    """Those of the chain; watching and polling only wake the worker that reads it."""

    watch_deposits: Duty
    settle_aside: Duty
    expire_withdrawals: Duty
    poll_escrows: Duty
    reconcile_chain: Duty


@dataclass(frozen=True, slots=True, kw_only=True)
class Duties:
    """The use cases behind the jobs; each is cheap when there is nothing to do."""

    expire_topups: Duty
    mature_stars: Duty
    reconcile_stars: Duty
    expire_approvals: Duty
    expire_holds: Duty
    sweep_sessions: Duty
    sweep_signatures: Duty
    send_digests: Duty
    prune_updates: Duty
    prune_replies: Duty
    prune_outbox: Duty
    clear_leavers: Duty
    prune_keys: Duty
    prune_inbox: Duty
    prune_batches: Duty
    keep_points: Duty
    expire_baskets: Duty
    chain: ChainDuties | None


def jobs(duties: Duties) -> tuple[Job, ...]:
    return (
        *(chain_jobs(duties.chain) if duties.chain is not None else ()),
        Job(id="expire_topups", every_s=5 * MINUTE_S, run=duties.expire_topups),
        Job(id="mature_stars", every_s=HOUR_S, run=duties.mature_stars),
        Job(id="reconcile_stars", every_s=10 * MINUTE_S, run=duties.reconcile_stars),
        Job(id="expire_approvals", every_s=5 * MINUTE_S, run=duties.expire_approvals),
        Job(id="expire_holds", every_s=MINUTE_S, run=duties.expire_holds),
        Job(id="sweep_sessions", every_s=HOUR_S, run=duties.sweep_sessions),
        Job(id="sweep_signatures", every_s=5 * MINUTE_S, run=duties.sweep_signatures),
        Job(id="send_digests", every_s=5 * MINUTE_S, run=duties.send_digests),
        Job(id="prune_updates", every_s=HOUR_S, run=duties.prune_updates),
        Job(id="prune_replies", every_s=HOUR_S, run=duties.prune_replies),
        Job(id="prune_outbox", every_s=HOUR_S, run=duties.prune_outbox),
        Job(id="clear_leavers", every_s=MINUTE_S, run=duties.clear_leavers),
        Job(id="prune_keys", every_s=HOUR_S, run=duties.prune_keys),
        Job(id="prune_inbox", every_s=HOUR_S, run=duties.prune_inbox),
        Job(id="prune_batches", every_s=HOUR_S, run=duties.prune_batches),
        Job(id="keep_gift_points", every_s=HOUR_S, run=duties.keep_points),
        Job(id="expire_baskets", every_s=5 * MINUTE_S, run=duties.expire_baskets),
    )


def chain_jobs(chain: ChainDuties) -> tuple[Job, ...]:
    return (
        Job(id="watch_deposits", every_s=MINUTE_S, run=chain.watch_deposits),
        Job(id="settle_deposits", every_s=MINUTE_S, run=chain.settle_aside),
        Job(id="expire_withdrawals", every_s=MINUTE_S, run=chain.expire_withdrawals),
        Job(id="poll_escrows", every_s=MINUTE_S, run=chain.poll_escrows),
        Job(id="reconcile_chain", every_s=10 * MINUTE_S, run=chain.reconcile_chain),
    )
