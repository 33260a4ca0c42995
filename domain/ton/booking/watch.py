"""The watcher: reads the house's accounts on the chain and books what is new."""

import logging
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Final

from domain.shared.change import Changes, Decision, Event
from domain.shared.refusals import GatewayError
from domain.ton.accounts import Finding, FindingKind, WatchedAccount
from domain.ton.booking.alarm import Alarm
from domain.ton.booking.incoming import Incoming
from domain.ton.booking.links import Gap, linked
from domain.ton.booking.transactions import Booking
from domain.ton.deposit_models import Deposit, DepositState
from domain.ton.frame import CHAIN, Frame
from domain.ton.models import AccountView, ChainHead, ChainTx
from domain.ton.ports import ChainReader
from domain.ton.treasury import Treasury

logger = logging.getLogger(__name__)

UNIT_MOST: Final = 48
"""Transactions in one commit."""
PAGES_MOST: Final = 200
GAPS_MOST: Final = 30
"""So many gaps in a row at one account are told to staff: a reader that lags heals sooner."""
_ASIDE_AT_ONCE: Final = 50
_ASIDE_PAGES: Final = 40


class Watcher:
    """Cursor and credit are one commit; a payment is known by (account, lt). A missing link
    applies nothing, and the next pass asks again.
    """

    def __init__(  # noqa: PLR0913  what reading stands on
        self,
        frame: Frame,
        treasury: Treasury,
        reader: ChainReader,
        booking: Booking,
        incoming: Incoming,
        alarm: Alarm,
        *,
        second: ChainReader | None = None,
    ) -> None:
        self._frame = frame
        self._treasury = treasury
        self._reader = reader
        self._booking = booking
        self._incoming = incoming
        self._alarm = alarm
        self._second = second
        self._gaps: dict[str, int] = {}
        self._marks: dict[str, AccountView] = {}
        self.read_to: ChainHead | None = None
        """Everything up to this block has been booked."""

    async def watch(self) -> int:
        """One pass over all accounts; how many transactions were booked. Raises GatewayError
        when the chain can't be read; what was booked until then stays.
        """
        head = await self._reader.head()
        done, whole = 0, True
        for account in await self._treasury.ready():
            booked, all_read = await self._account(account.address)
            done += booked
            whole = whole and all_read
        if whole:
            self.read_to = head
        return done

    async def booked_until(self, address: str, at_s: int) -> bool:
        """Whether all that the account did up to then has been booked, by a state of it that is
        younger. A head proves nothing: what tells of transactions may lag behind it. Raises
        GatewayError.
        """
        mark = self._marks.get(address)
        if mark is None or mark.read_at_s <= at_s:
            mark = self._marks[address] = await self._reader.account(address)
        booked = await self._frame.rows.accounts.get(address)
        return booked is not None and mark.read_at_s > at_s and booked.cursor.lt >= mark.last_lt

    async def settle_aside(self) -> int:
        """A job: ask the second reader about large payments, and credit what waited for a limit
        that its person had set. How many moved.
        """
        moved = await self._each(DepositState.CHECKING)
        return moved + await self._each(DepositState.LIMITED)

    async def _account(self, address: str) -> tuple[int, bool]:
        """How many were booked, and whether all there was has been read."""
        done = 0
        for _ in range(PAGES_MOST):
            account = await self._frame.rows.accounts.get(address)
            assert account is not None, "an account is opened before it is watched"
            size = self._frame.settings.page
            read = await self._reader.transactions(address, after=account.cursor, limit=size)
            try:
                fresh = linked(address, account.cursor, read)
            except Gap as gap:
                await self._gap(account, gap)
                return done, False
            self._gaps.pop(address, None)
            if not fresh:
                return done, True
            done += await self._apply(account, fresh)
        return done, False

    async def _apply(self, account: WatchedAccount, fresh: Sequence[ChainTx]) -> int:
        done = 0
        while done < len(fresh):
            rest = fresh[done:]
            count, account = await self._frame.store.commit(partial(self._unit, account, rest))
            if not count:
                break  # another run was faster
            done += count
        return done

    async def _unit(
        self, was: WatchedAccount, fresh: Sequence[ChainTx]
    ) -> Decision[tuple[int, WatchedAccount]]:
        """As many as fit into one unit: none touches what another one does."""
        found = await self._frame.rows.accounts.get(was.address)
        if found is None or found.cursor != was.cursor:
            return Decision((0, was))
        changes: list[Changes] = []
        events: list[Event] = []
        keys: set[str] = set()
        now, count = was, 0
        for tx in fresh[:UNIT_MOST]:
            sheet = await self._booking.book(was, tx)
            if count and not keys.isdisjoint(sheet.keys):
                break
            keys |= sheet.keys
            changes += sheet.changes
            events += sheet.events
            now = replace(
                now,
                cursor=tx.cursor,
                booked=now.booked + sheet.delta,
                read_at=self._frame.clock.now(),
            )
            count += 1
        return Decision(
            (count, now), self._frame.rows.accounts.advance(was, now), changes, events=events
        )

    async def _gap(self, account: WatchedAccount, gap: Gap) -> None:
        count = self._gaps[account.address] = self._gaps.get(account.address, 0) + 1
        logger.warning("nothing applied: %s", gap)
        if count == GAPS_MOST:
            ref = f"{account.address}:{account.cursor.lt}"
            await self._amiss(FindingKind.GAP, ref, account)

    async def _amiss(self, kind: FindingKind, ref: str, account: WatchedAccount) -> None:
        finding = Finding(
            kind=kind, ref=ref, asset=account.asset, units=0, at=self._frame.clock.now()
        )

        async def decide() -> Decision[None]:
            changes, events = await self._alarm.raised(CHAIN, [finding])
            return Decision(None, changes, events=events)

        await self._frame.store.commit(decide)

    async def _each(self, state: DepositState) -> int:
        moved, cursor = 0, None
        for _ in range(_ASIDE_PAGES):
            page = await self._frame.rows.deposits.within(
                (state,), cursor=cursor, limit=_ASIDE_AT_ONCE
            )
            for deposit in page.items:
                moved += await self._looked_at(deposit)
            cursor = page.next
            if cursor is None:
                break
        return moved

    async def _looked_at(self, deposit: Deposit) -> bool:
        """Whether it moved."""
        confirmed = await self._confirmed(deposit)
        if confirmed is None:
            return False
        return await self._frame.store.commit(
            partial(self._rejudge, deposit.id, deposit.state, confirmed=confirmed)
        )

    async def _confirmed(self, deposit: Deposit) -> bool | None:
        """What the second reader says; None: it does not know the transaction yet, or does not
        answer.
        """
        if deposit.state is DepositState.LIMITED:
            return True
        if self._second is None:
            return True  # it was taken away from the settings since
        try:
            tx = await self._second.transaction(deposit.account, deposit.at)
        except GatewayError as failed:
            logger.warning("the second reader does not answer: %s", failed)
            return None
        if tx is None:
            return None
        return (tx.lt, tx.hash) == (deposit.at.lt, deposit.at.hash) and _brings(tx, deposit)

    async def _rejudge(
        self, deposit_id: str, state: DepositState, *, confirmed: bool
    ) -> Decision[bool]:
        was = await self._frame.deposit(deposit_id)
        if was.state is not state:
            return Decision(result=False)
        taken = await self._incoming.rejudged(was, confirmed=confirmed)
        if taken is None:
            return Decision(result=False)
        amiss: Changes = ()
        events: tuple[Event, ...] = ()
        if not confirmed:
            amiss, events = await self._alarm.raised(CHAIN, [self._denied(was)])
        return Decision(True, taken.changes, amiss, events=(*taken.events, *events))  # noqa: FBT003

    def _denied(self, deposit: Deposit) -> Finding:
        return Finding(
            kind=FindingKind.SECOND_DENIES,
            ref=deposit.id,
            asset=deposit.value.asset,
            units=deposit.value.units,
            at=self._frame.clock.now(),
        )


def _brings(tx: ChainTx, deposit: Deposit) -> bool:
    """Whether the transaction brings what was booked of it."""
    came = tx.message
    if came is None or came.bounced or tx.returned:
        return False
    jettons = came.jetton.amount if came.jetton is not None else None
    return deposit.value.units in {came.value, jettons}
