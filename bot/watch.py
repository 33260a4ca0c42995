"""How the process and the books are: for health checks, metrics, the status page and admins."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeVar

from bot.runtime.metrics import Family, Metrics
from bot.runtime.scheduler import Scheduler
from bot.runtime.supervisor import Supervisor
from domain.games.checks import HELD_FOR
from domain.games.checks import Checks as MatchChecks
from domain.games.matches.lobbies import Lobbies
from domain.payments.checks import Checks
from domain.payments.topups import TopUps
from domain.shared.actor import Actor, Permission
from domain.shared.money import ASSETS, Money
from domain.ton.booking.checks import HELD_FOR as WITHDRAWN
from domain.ton.booking.checks import Checks as ChainChecks
from domain.ton.deposit_models import DepositState
from domain.ton.deposits.service import Deposits
from domain.ton.escrows.rules import CONTRACT_STATES
from domain.ton.escrows.service import EscrowService
from domain.ton.withdrawal_models import WithdrawalState
from domain.ton.withdrawals.service import Withdrawals
from handlers.admin.operations import Health, JobLine, WorkerLine
from storage.ledger.invariants import Invariants
from webapp.deps import Invariant, Solvency, WorkerState

Figures = Mapping[str, int]
S = TypeVar("S", bound=str)
Progress = tuple[int, int]
"""How much is done, of how much."""
NO_PROGRESS: Progress = (0, 0)
POSTINGS = ("total", "posted", "verified", "retained", "failed")


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainBooks:
    """Those of money on the chain."""

    checks: ChainChecks
    deposits: Deposits
    withdrawals: Withdrawals
    escrows: EscrowService | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Books:
    """Where the figures about money come from; `ton` is None where the house has no wallet.
    `progress` says how far the jobs are that work through something.
    """

    ledger: Invariants
    checks: Checks
    topups: TopUps
    matches: MatchChecks
    lobbies: Lobbies
    ton: ChainBooks | None
    outbox_waiting: Callable[[], Awaitable[int]]
    progress: Callable[[], Awaitable[Mapping[str, Progress]]]


class ProcessWatch:
    """Implements webapp.deps.Watch and handlers.admin.operations.Operations."""

    def __init__(
        self,
        supervisor: Supervisor,
        scheduler: Scheduler,
        metrics: Metrics,
        books: Books,
        *,
        unready: Callable[[], str],
        log: Callable[[Actor, str], Awaitable[None]],
    ) -> None:
        """`log` writes the audit row of a job that was set going by hand."""
        self._supervisor = supervisor
        self._scheduler = scheduler
        self._metrics = metrics
        self._books = books
        self._unready = unready
        self._log = log
        metrics.ask(self._families)

    def unready(self) -> str:
        return self._unready()

    def workers(self) -> Sequence[WorkerState]:
        return [
            WorkerState(name=s.name, state=s.state, beat_at=s.beat_at, ok=s.healthy)
            for s in self._supervisor.states()
        ]

    async def metrics(self) -> bytes:
        return await self._metrics.render()

    async def aggregates(self) -> Mapping[str, Mapping[str, int]]:
        """Figures of the business; areas that are not open yet count zero."""
        topups = await self._books.topups.counts()
        lobbies = await self._books.lobbies.counts()
        came, left = await self._chain_counts()
        return {
            "deals_by_status": {},
            "escrows_by_state": await self._escrows(),
            "postings": dict.fromkeys(POSTINGS, 0),
            "topups_by_state": {state.value: count for state, count in topups.items()},
            "deposits_by_state": came,
            "withdrawals_by_state": left,
            "lobbies_by_state": {state.value: count for state, count in lobbies.items()},
        }

    async def invariants(self) -> Sequence[Invariant]:
        """The ledger's own, and those that hold it against the areas."""
        facts = {check.name: check.ok for check in await self._books.ledger.read()}
        facts["holds-match"] = facts["holds-match"] and await self._reserved_match()
        chain = self._books.ton
        facts["chain-equal"] = await (
            chain.checks.chain_equal() if chain is not None else self._nothing_on_chain()
        )
        facts["stars-equal"] = await self._books.checks.stars_equal()
        return [Invariant(name=name, ok=ok) for name, ok in facts.items()]

    async def solvency(self) -> Sequence[Solvency]:
        return [
            Solvency(
                asset=standing.asset,
                owed=_whole(standing.asset, standing.owed),
                held=_whole(standing.asset, standing.held),
            )
            for standing in await self._books.ledger.standings()
        ]

    async def jobs(self, actor: Actor) -> tuple[JobLine, ...]:
        actor.must(Permission.SEE_SYSTEM)
        progress = await self._books.progress()
        return tuple(
            JobLine(
                id=state.id,
                last_at=state.last_run,
                next_at=state.due_at,
                ok=not state.error,
                error=state.error,
                done=progress.get(state.id, NO_PROGRESS)[0],
                total=progress.get(state.id, NO_PROGRESS)[1],
            )
            for state in self._scheduler.states()
        )

    async def run_job(self, actor: Actor, job: str) -> None:
        actor.must(Permission.RUN_JOBS)
        self._scheduler.run_now(job)
        await self._log(actor, job)

    async def health(self, actor: Actor) -> Health:
        actor.must(Permission.SEE_SYSTEM)
        workers = tuple(
            WorkerLine(name=w.name, state=w.state, beat_at=w.beat_at, ok=w.ok)
            for w in self.workers()
        )
        invariants = tuple((fact.name, fact.ok) for fact in await self.invariants())
        waiting = await self._books.outbox_waiting()
        return Health(workers=workers, invariants=invariants, outbox_waiting=waiting)

    async def _nothing_on_chain(self) -> bool:
        """We have no wallet there, so the books may not say that it holds anything for us."""
        standings = await self._books.ledger.standings()
        return not any(one.held for one in standings if one.asset not in {"XTR", "POINTS"})

    async def _reserved_match(self) -> bool:
        """Holds for top-ups are what refunds under way reserve, those for matches what is at
        stake in them, those for withdrawals what is on its way out.
        """
        return (
            await _equal(self._refunds)
            and await _equal(self._at_stake)
            and await _equal(self._on_its_way)
        )

    async def _refunds(self) -> tuple[Figures, Figures]:
        held = await self._books.ledger.held_for("topup")
        reserved = (await self._books.checks.reserved()).units
        return held, {"XTR": reserved} if reserved else {}

    async def _at_stake(self) -> tuple[Figures, Figures]:
        held = await self._books.ledger.held_for(HELD_FOR)
        staked = await self._books.matches.reserved()
        return held, {asset.code: both.units for asset, both in staked.items() if both.units}

    async def _on_its_way(self) -> tuple[Figures, Figures]:
        held = await self._books.ledger.held_for(WITHDRAWN)
        chain = self._books.ton
        reserved = await chain.checks.reserved() if chain is not None else {}
        return held, {asset: units for asset, units in reserved.items() if units}

    async def _escrows(self) -> Figures:
        """By the contract's own state, zero rows too."""
        chain = self._books.ton
        service = chain.escrows if chain is not None else None
        found = await service.counts() if service is not None else {}
        return {state.value: found.get(state, 0) for state in CONTRACT_STATES}

    async def _chain_counts(self) -> tuple[Figures, Figures]:
        """Deposits and withdrawals by state, zero rows too."""
        chain = self._books.ton
        came = await chain.deposits.counts() if chain is not None else {}
        left = await chain.withdrawals.counts() if chain is not None else {}
        return (
            {state.value: came.get(state, 0) for state in DepositState},
            {state.value: left.get(state, 0) for state in WithdrawalState},
        )

    async def _families(self) -> Sequence[Family]:
        books = self._books
        topups = await books.topups.counts()
        lobbies = await books.lobbies.counts()
        came, left = await self._chain_counts()
        escrows = await self._escrows()
        return [
            Family(
                name="souk_ledger_imbalance",
                help="How far an asset is from summing to zero, smallest units",
                labels=("asset",),
                samples=_by_asset(await books.ledger.imbalance()),
            ),
            Family(
                name="souk_accounts_below_zero",
                help="Accounts below their floor",
                samples={(): float(await books.ledger.below_zero())},
            ),
            Family(
                name="souk_holds_open",
                help="Pending holds by asset",
                labels=("asset",),
                samples=_by_asset(await books.ledger.open_holds()),
            ),
            Family(
                name="souk_outbox_waiting",
                help="Outbox rows that wait or are being sent",
                samples={(): float(await books.outbox_waiting())},
            ),
            _by_state("souk_topups_total", "Top-ups", topups, kind="counter"),
            _by_state(
                "souk_deposits_total", "Payments that came in over the chain", came, kind="counter"
            ),
            _by_state(
                "souk_withdrawals_total", "Withdrawals over the chain", left, kind="counter"
            ),
            _by_state("escrows_by_state", "Escrows on the chain", escrows),
            _by_state("souk_lobbies", "Lobbies and matches", lobbies),
        ]


def _by_state(
    name: str,
    what: str,
    counts: Mapping[S, int],
    *,
    kind: Literal["gauge", "counter"] = "gauge",
) -> Family:
    samples: dict[tuple[str, ...], float] = {
        (str(state),): float(count) for state, count in counts.items()
    }
    return Family(
        name=name, help=f"{what} by state", kind=kind, labels=("state",), samples=samples
    )


async def _equal(read: Callable[[], Awaitable[tuple[Figures, Figures]]]) -> bool:
    """Whether two figures agree; read again when they moved in between."""
    for _ in range(3):
        one, other = await read()
        if one == other:
            return True
    return False


def _by_asset(figures: Mapping[str, int]) -> dict[tuple[str, ...], float]:
    """Assets of which there is nothing yet count zero: a missing sample says nothing."""
    whole = {**dict.fromkeys(ASSETS, 0), **figures}
    return {(asset,): float(count) for asset, count in whole.items()}


def _whole(asset: str, units: int) -> str:
    known = ASSETS.get(asset)
    return str(units) if known is None else Money(units, known).text
