"""What every service of TON stands on."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from domain.payments.models import StaffAct
from domain.shared.actor import Actor, Permission, house
from domain.shared.audit import Audit
from domain.shared.chance import Chance
from domain.shared.change import Change, Changes, Store
from domain.shared.clock import Clock
from domain.shared.ids import Ids, UserId
from domain.shared.money import Asset
from domain.shared.outbox import Notice, Notices, Priority
from domain.shared.refusals import NotFound
from domain.ton.books import Books
from domain.ton.deposit_models import Deposit
from domain.ton.refusals import AssetNotOnChain
from domain.ton.settings import TonSettings
from domain.ton.stores import (
    AccountStore,
    CodeStore,
    ContactStore,
    DepositStore,
    MessageStore,
    WithdrawalStore,
)
from domain.ton.withdrawal_models import Withdrawal
from domain.users.areas import Areas
from domain.users.gate import Gate
from domain.users.models import NoticeKind
from domain.users.people import People

TON_KINDS: Final = tuple(
    NoticeKind(code=code, fixed=True)
    for code in ("ton-deposit", "ton-withdrawal", "ton-odd", "ton-reconcile")
)
CHAIN: Final = house("chain")
"""The house acting on what it read of the chain."""


def staff(act: StaffAct, approval_id: str) -> Mapping[str, str]:
    """What the audit row of an act of staff says besides."""
    return {"why": act.why, "approval": approval_id}


@dataclass(frozen=True, slots=True, kw_only=True)
class Stores:
    accounts: AccountStore
    codes: CodeStore
    deposits: DepositStore
    withdrawals: WithdrawalStore
    messages: MessageStore
    contacts: ContactStore


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    store: Store
    rows: Stores
    books: Books
    gate: Gate
    areas: Areas
    people: People
    audit: Audit
    notices: Notices
    clock: Clock
    ids: Ids
    chance: Chance
    settings: TonSettings

    def asset(self, code: str) -> Asset:
        """Refusal: AssetNotOnChain."""
        found = self.settings.assets.get(code)
        if found is None:
            raise AssetNotOnChain(asset=code)
        return found

    async def deposit(self, deposit_id: str) -> Deposit:
        """Refusal: NotFound."""
        deposit = await self.rows.deposits.get(deposit_id)
        if deposit is None:
            raise NotFound(deposit=deposit_id)
        return deposit

    async def withdrawal(self, withdrawal_id: str) -> Withdrawal:
        """Refusal: NotFound."""
        withdrawal = await self.rows.withdrawals.get(withdrawal_id)
        if withdrawal is None:
            raise NotFound(withdrawal=withdrawal_id)
        return withdrawal

    def log_deposit(
        self,
        actor: Actor,
        action: str,
        now: Deposit,
        *,
        was: Deposit | None = None,
        staff: Mapping[str, str] | None = None,
    ) -> Change:
        """`staff` says why, and under which approval, when it was their act."""
        return self.audit.entry(
            actor,
            action,
            entity=("deposit", now.id),
            before={"state": was.state.value} if was is not None else None,
            after={
                "state": now.state.value,
                "value": str(now.value),
                "person": now.person,
                "tx": now.at.hash,
                **(staff or {}),
            },
        )

    def log_withdrawal(
        self,
        actor: Actor,
        action: str,
        now: Withdrawal,
        *,
        was: Withdrawal | None = None,
        staff: Mapping[str, str] | None = None,
    ) -> Change:
        return self.audit.entry(
            actor,
            action,
            entity=("withdrawal", now.id),
            before={"state": was.state.value} if was is not None else None,
            after={
                "state": now.state.value,
                "value": str(now.value),
                "fee": str(now.fee),
                "to": now.to,
                **({"tx": now.tx_hash} if now.tx_hash else {}),
                **(staff or {}),
            },
        )

    def tell(
        self,
        person: UserId,
        kind: str,
        text: str,
        fields: Mapping[str, object],
        *,
        buttons: tuple[tuple[str, str], ...] = (),
    ) -> Changes:
        return self.notices.tell(
            Notice(
                to=person,
                kind=kind,
                text=text,
                fields=fields,
                buttons=buttons,
                priority=Priority.RECEIPT,
            )
        )

    async def tell_staff(self, kind: str, text: str, fields: Mapping[str, object]) -> Changes:
        """Everybody who looks after the books."""
        people = await self.people.staff(Permission.RECONCILE)
        return [self.tell(person.id, kind, text, fields) for person in people]
