"""What is amiss between the chain and the books: kept once, told to staff, withdrawals paused."""

from collections.abc import Sequence
from typing import Final

from domain.shared.actor import Actor
from domain.shared.change import Changes, Decision, Event
from domain.shared.money import Asset
from domain.ton.accounts import Finding, FindingKind
from domain.ton.events import ChainAmiss
from domain.ton.frame import CHAIN, Frame
from domain.users.events import AreaSwitched
from domain.users.models import Area, AreaState

PAUSE_REASON: Final = "reconcile"


class Alarm:
    def __init__(self, frame: Frame) -> None:
        self._frame = frame

    async def raised(
        self, actor: Actor, findings: Sequence[Finding]
    ) -> tuple[Changes, tuple[Event, ...]]:
        """The Changes for those that are new. A mismatch pauses withdrawals; what was found
        before does not pause them again after staff have looked and resumed.
        """
        rows = self._frame.rows.accounts
        fresh = [finding for finding in findings if not await rows.known(finding)]
        if not fresh:
            return (), ()
        first = fresh[0]
        fields = {
            "count": len(fresh),
            "kind": first.kind.value,
            "ref": first.ref,
            "asset": first.asset.code,
        }
        paused, events = await self._paused(actor, fresh)
        changes: Changes = (
            [rows.finding(finding) for finding in fresh],
            paused,
            await self._frame.tell_staff("ton-reconcile", "notice-chain-amiss", fields),
        )
        return changes, (*events, *(ChainAmiss(finding) for finding in fresh))

    async def note(self, kind: FindingKind, ref: str, asset: Asset) -> None:
        """Keep and tell one thing by itself."""
        finding = Finding(kind=kind, ref=ref, asset=asset, units=0, at=self._frame.clock.now())

        async def decide() -> Decision[None]:
            changes, events = await self.raised(CHAIN, [finding])
            return Decision(None, changes, events=events)

        await self._frame.store.commit(decide)

    async def _paused(
        self, actor: Actor, fresh: Sequence[Finding]
    ) -> tuple[Changes, tuple[Event, ...]]:
        was = await self._frame.areas.state(Area.TON)
        if was.paused or not any(finding.mismatch for finding in fresh):
            return (), ()
        now = AreaState(
            area=Area.TON, paused=True, reason=PAUSE_REASON, at=self._frame.clock.now()
        )
        switched = AreaSwitched(Area.TON, True)  # noqa: FBT003
        return self._frame.areas.switched(actor, was, now), (switched,)
