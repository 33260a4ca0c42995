"""Areas: each can be paused by itself, by staff or by a job that found something amiss."""

from typing import Final

from domain.shared.actor import Actor, Permission
from domain.shared.audit import Audit
from domain.shared.change import Changes, Decision, IdempotencyKey, Store
from domain.shared.clock import Clock
from domain.shared.refusals import AlreadyDone, Invalid
from domain.users.events import AreaSwitched
from domain.users.gate import Gate
from domain.users.models import Area, AreaState
from domain.users.orders import SwitchArea
from domain.users.ports import AreaStore

THERE: Final = frozenset({Area.PAYMENTS, Area.TON, Area.GAMES, Area.GIFTS})
"""What has been built; another area joins with its first use case."""


class Areas:
    def __init__(
        self, store: Store, areas: AreaStore, gate: Gate, audit: Audit, *, clock: Clock
    ) -> None:
        self._store = store
        self._areas = areas
        self._gate = gate
        self._audit = audit
        self._clock = clock

    async def all(self) -> tuple[AreaState, ...]:
        """The areas that are there, in the order of `Area`; public."""
        return tuple(state for state in await self._areas.all() if state.area in THERE)

    async def pause(
        self, actor: Actor, area: str, reason: str = "", *, key: IdempotencyKey
    ) -> AreaState:
        """Refusals: NotAllowed, Invalid for an unknown name, AlreadyDone, Banned, TermsNeeded."""
        return await self._switch(actor, area, reason, paused=True, key=key)

    async def resume(self, actor: Actor, area: str, *, key: IdempotencyKey) -> AreaState:
        """Refusals as `pause`."""
        return await self._switch(actor, area, "", paused=False, key=key)

    def switched(self, actor: Actor, was: AreaState, now: AreaState) -> Changes:
        """The Changes that switch an area, for a unit of another area (a mismatch)."""
        return (
            self._areas.set(now),
            self._audit.entry(
                actor,
                "area-paused" if now.paused else "area-resumed",
                entity=("area", now.area.value),
                before={"paused": was.paused, "reason": was.reason},
                after={"paused": now.paused, "reason": now.reason},
            ),
        )

    async def state(self, area: Area) -> AreaState:
        return await self._areas.state(area)

    async def _switch(
        self, actor: Actor, area: str, reason: str, *, paused: bool, key: IdempotencyKey
    ) -> AreaState:
        actor.must(Permission.PAUSE_AREAS)
        await self._gate.clear(actor)
        name = known(area)

        async def decide() -> Decision[AreaState]:
            was = await self._areas.state(name)
            if was.paused == paused:
                raise AlreadyDone(area=name.value)
            now = AreaState(area=name, paused=paused, reason=reason, at=self._clock.now())
            return Decision(
                now,
                self.switched(actor, was, now),
                made=name.value,
                events=(AreaSwitched(name, paused),),
            )

        async def again(made: str) -> AreaState:
            return await self._areas.state(Area(made))

        order = SwitchArea(area=name.value, paused=paused, reason=reason)
        return await self._store.once(key, actor, order, decide, again=again)


def known(area: str) -> Area:
    """Refusal: Invalid."""
    try:
        return Area(area)
    except ValueError:
        raise Invalid(field="area") from None
