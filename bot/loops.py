"""The workers of the program: what runs for ever, and how it shows that it lives."""

from collections.abc import Awaitable, Callable

from bot.chain import ChainWorker
from bot.due import LOOK_AGAIN_S as DUE_LOOK_AGAIN_S
from bot.due import DueWorker
from bot.gifts.alerts import WatchWorker
from bot.gifts.rates import RatesWorker
from bot.markets import BEAT_S_MAX as MARKET_BEAT_S_MAX
from bot.markets import MarketWorker
from bot.outbox import Outbox
from bot.polling import BEAT_S_MAX, Polling
from bot.refunding import PAUSE_S_MAX, Refunding
from bot.runtime.scheduler import LOOK_AGAIN_S, Scheduler
from bot.runtime.supervisor import Pulse, Worker
from bot.sandbox_link import SandboxLink

SLACK_S = 30.0
CHAIN_BEAT_S_MAX = 180.0
"""A pass may ask a slow chain many times; each call has a time limit of its own."""


ALERTS_BEAT_S_MAX = 300.0


def writer_worker(run: Callable[[], Awaitable[None]]) -> Worker:
    """Ends by cancellation only, after the writer itself has finished what was queued."""
    return _forever("writer", run, critical=True)


def feed_worker(run: Callable[[Pulse], Awaitable[None]]) -> Worker:
    return Worker(name="live", run=run)


def outbox_worker(outbox: Outbox) -> Worker:
    return Worker(name="outbox", run=outbox.run, critical=True, beat_s_max=SLACK_S)


def scheduler_worker(scheduler: Scheduler) -> Worker:
    beat_s_max = LOOK_AGAIN_S + SLACK_S
    return Worker(name="jobs", run=scheduler.run, critical=True, beat_s_max=beat_s_max)


def refunding_worker(refunding: Refunding) -> Worker:
    return Worker(name="refunds", run=refunding.run, beat_s_max=PAUSE_S_MAX + SLACK_S)


def matches_worker(due: DueWorker) -> Worker:
    beat_s_max = DUE_LOOK_AGAIN_S + SLACK_S
    return Worker(name="matches", run=due.run, critical=True, beat_s_max=beat_s_max)


def chain_worker(chain: ChainWorker) -> Worker:
    return Worker(name="chain", run=chain.run, critical=True, beat_s_max=CHAIN_BEAT_S_MAX)


def market_worker(market: MarketWorker) -> Worker:
    """A market that fails harms nobody else: the program is healthy without it."""
    name = f"market:{market.market.value}"
    return Worker(name=name, run=market.run, beat_s_max=MARKET_BEAT_S_MAX)


def alert_workers(
    watch: WatchWorker, sending: DueWorker, papers: WatchWorker
) -> tuple[Worker, ...]:
    """A pass over many changes, and a market that is slow to answer, may take a while."""
    return (
        Worker(name="alerts", run=watch.run, beat_s_max=ALERTS_BEAT_S_MAX),
        Worker(name="alert-sender", run=sending.run, beat_s_max=ALERTS_BEAT_S_MAX),
        Worker(name="arbitrage", run=papers.run, beat_s_max=ALERTS_BEAT_S_MAX),
    )


def rates_worker(rates: RatesWorker) -> Worker:
    return Worker(name="rates", run=rates.run, beat_s_max=MARKET_BEAT_S_MAX)


def polling_worker(polling: Polling) -> Worker:
    return Worker(name="polling", run=polling.run, critical=True, beat_s_max=BEAT_S_MAX)


def sandbox_worker(link: SandboxLink) -> Worker:
    return Worker(name="sandbox", run=link.run)


def _forever(name: str, run: Callable[[], Awaitable[None]], *, critical: bool = False) -> Worker:
    async def pulsed(pulse: Pulse) -> None:
        await pulse.unless_stopping(_as_coroutine(run))

    return Worker(name=name, run=pulsed, critical=critical)


async def _as_coroutine(run: Callable[[], Awaitable[None]]) -> None:
    await run()
