"""When nothing is under way any more: what every wait of a script rests on."""

import asyncio
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from scripts.sandbox.app_link import AppLink
from scripts.sandbox.core import Core
from scripts.sandbox.forms import Json, Refusal

# How soon a change inside the app is seen while somebody waits.
_ASK_PAUSE_S = 0.01
_ANSWER_S_MAX = 5.0
# Under a fault without end the outbox never empties. It counts until the calls that the fault
# lets pass have come to rest.
_REST_S = 0.25
# Under one at the chain's face the app may never see the last block; so long it may try.
_CHAIN_REST_S = 1.0
# And so long to run into one at a market's face.
_MARKET_REST_S = 3.0


class LivingMarkets(Protocol):
    """The markets: per market a number that grows with each change of what it shows."""

    @property
    def changes(self) -> Mapping[str, int]:
        """The numbers now."""

    @property
    def alive(self) -> bool:
        """Whether they change by themselves, right now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outside:
    """What the world itself may have under way: updates, chain messages, and whether those wait
    for a block made by hand; its last block and the markets' last changes, which the app must
    have read.
    """

    updates: Callable[[], int]
    messages: Callable[[], int]
    by_hand: Callable[[], bool]
    head: Callable[[], int]
    markets: LivingMarkets


@dataclass(slots=True, kw_only=True)
class _Waiter:
    began: float
    deadline: float
    # The markets as they were then: what came later by itself nobody waits for.
    markets: Mapping[str, int]
    answer: asyncio.Future[dict[str, int]] = field(
        default_factory=lambda: asyncio.get_running_loop().create_future()
    )


class Idle:
    """One question at a time to the app, however many wait for its answer."""

    def __init__(self, core: Core, link: AppLink, outside: Outside) -> None:
        self._core = core
        self._link = link
        self._outside = outside
        # Since when the app has been behind the chain, in real seconds.
        self._behind_since: float | None = None
        # Up to which change the app has read each market; None while it reads none.
        self._read: Mapping[str, int] | None = None
        # Since when a market has been under a fault without end, in real seconds.
        self._faulty_since: dict[str, float] = {}
        self._waiters: list[_Waiter] = []
        self._asking = False

    async def wait(self, wait_s: float) -> int:
        """Wait for idle and say how many real milliseconds it took. Refuses: `still-busy`."""
        began = time.monotonic()
        markets = self._outside.markets.changes
        waiter = _Waiter(began=began, deadline=began + wait_s, markets=markets)
        self._waiters.append(waiter)
        if not self._asking:
            self._asking = True
            self._core.run(self._ask_on(), "idle")
        busy = await waiter.answer
        if busy:
            raise Refusal("still-busy", busy=busy)
        return int((time.monotonic() - began) * 1000)

    async def _ask_on(self) -> None:
        try:
            while self._waiters:
                asked = list(self._waiters)
                busy = await self._busy()
                self._answer(asked, busy)
                if self._waiters and self._waiters[0] in asked:
                    await self._core.signal.wait(_ASK_PAUSE_S)
        finally:
            self._asking = False
            for waiter in self._waiters:
                waiter.answer.cancel()

    def _answer(self, asked: list[_Waiter], busy: dict[str, int]) -> None:
        now = time.monotonic()
        for waiter in asked:
            if waiter.answer.done():
                self._waiters.remove(waiter)
                continue
            own = busy | self._unread(waiter)
            if not own or now >= waiter.deadline:
                waiter.answer.set_result(own)
                self._waiters.remove(waiter)

    def _unread(self, waiter: _Waiter) -> dict[str, int]:
        """How many markets the app has not read since they changed, as far as that counts."""
        if self._read is None:
            return {}
        markets = self._outside.markets
        wanted = waiter.markets if markets.alive else markets.changes
        behind = [
            name
            for name, change in wanted.items()
            if self._read.get(name, 0) < change and not self._forgiven(name)
        ]
        return {"markets": len(behind)} if behind else {}

    def _forgiven(self, market: str) -> bool:
        """A market under a fault without end is never read; it counts until the app has run into
        that fault, so that it knows of it, or has left the market alone for a while.
        """
        faults = self._core.faults
        if not faults.endless(market):
            self._faulty_since.pop(market, None)
            return False
        since = self._faulty_since.setdefault(market, time.monotonic())
        met = faults.met(market) and self._core.calls.quiet_s(market) > _REST_S
        return met or time.monotonic() - since > _MARKET_REST_S

    async def _busy(self) -> dict[str, int]:
        """What is under way: both before and after the app was asked nothing may wait for it."""
        busy = self._waiting()
        if self._link.state != "up":
            return busy | {"app": 1}
        if busy:
            return busy
        try:
            asked: Json = {
                "chain": self._outside.head(),
                "markets": dict(self._outside.markets.changes),
            }
            answer = await self._link.ask("busy", asked, timeout_s=_ANSWER_S_MAX)
        except Refusal:
            return {"app": 1}
        if answer is None:
            return {"app": 1}
        self._read = _numbers(answer["markets"]) if "markets" in answer else None
        return self._counted(answer.get("busy")) | self._waiting()

    def _waiting(self) -> dict[str, int]:
        outside = self._outside
        updates = 0 if self._core.faults.endless("updates") else outside.updates()
        found = {"updates": updates, "messages": outside.messages()}
        return {name: n for name, n in found.items() if n}

    def _counted(self, told: object) -> dict[str, int]:
        busy = {name: n for name, n in _numbers(told).items() if n}
        core = self._core
        if core.faults.endless("bot_api") and core.calls.quiet_s("bot_api") > _REST_S:
            busy.pop("outbox", None)
        self._forgive_chain(busy)
        if self._outside.by_hand() or core.faults.endless("ton"):
            # What the app has sent may lie here, or be lost again and again.
            busy.pop("unseen", None)
        return busy

    def _forgive_chain(self, busy: dict[str, int]) -> None:
        """Under a fault without end there, what is left after a while is the fault's doing."""
        if "chain" not in busy or not self._core.faults.endless("ton"):
            self._behind_since = None
            return
        now = time.monotonic()
        since = self._behind_since = self._behind_since or now
        if now - since > _CHAIN_REST_S:
            del busy["chain"]


def _numbers(told: object) -> dict[str, int]:
    return {str(name): int(n) for name, n in told.items()} if isinstance(told, dict) else {}
