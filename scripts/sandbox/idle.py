"""When nothing is under way any more: what every wait of a script rests on."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from scripts.sandbox.app_link import AppLink
from scripts.sandbox.core import Core
from scripts.sandbox.forms import Refusal

# How soon a change inside the app is seen while somebody waits.
_ASK_PAUSE_S = 0.01
_ANSWER_S_MAX = 5.0
# Under a fault without end the outbox never empties. It counts until the calls that the fault
# lets pass have come to rest.
_REST_S = 0.25


@dataclass(slots=True, kw_only=True)
class _Waiter:
    began: float
    deadline: float
    answer: asyncio.Future[dict[str, int]] = field(
        default_factory=lambda: asyncio.get_running_loop().create_future()
    )


class Idle:
    """One question at a time to the app, however many wait for its answer."""

    def __init__(self, core: Core, link: AppLink, pending_updates: Callable[[], int]) -> None:
        self._core = core
        self._link = link
        self._pending_updates = pending_updates
        self._waiters: list[_Waiter] = []
        self._asking = False

    async def wait(self, wait_s: float) -> int:
        """Wait for idle and say how many real milliseconds it took. Refuses: `still-busy`."""
        began = time.monotonic()
        waiter = _Waiter(began=began, deadline=began + wait_s)
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
                if self._waiters and busy:
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
            elif not busy or now >= waiter.deadline:
                waiter.answer.set_result(busy)
                self._waiters.remove(waiter)

    async def _busy(self) -> dict[str, int]:
        """What is under way: both before and after the app was asked nothing may wait for it."""
        busy = self._waiting_updates()
        if self._link.state != "up":
            return busy | {"app": 1}
        if busy:
            return busy
        try:
            answer = await self._link.ask("busy", timeout_s=_ANSWER_S_MAX)
        except Refusal:
            return {"app": 1}
        if answer is None:
            return {"app": 1}
        return self._counted(answer.get("busy")) | self._waiting_updates()

    def _waiting_updates(self) -> dict[str, int]:
        if self._core.faults.endless("updates"):
            return {}
        pending = self._pending_updates()
        return {"updates": pending} if pending else {}

    def _counted(self, told: object) -> dict[str, int]:
        told = told if isinstance(told, dict) else {}
        busy = {str(name): int(n) for name, n in told.items() if n}
        core = self._core
        if core.faults.endless("bot_api") and core.calls.quiet_s("bot_api") > _REST_S:
            busy.pop("outbox", None)
        return busy
