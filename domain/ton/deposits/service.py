"""Deposits: where to pay, and what has come."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from domain.ledger.accounts import AccountPath
from domain.ledger.models import Ref
from domain.shared.actor import Actor
from domain.shared.change import Changes, Decision
from domain.shared.ids import Instant, UserId
from domain.shared.money import TON, Money
from domain.shared.page import Page
from domain.shared.refusals import NotFound, Stale
from domain.ton import rules
from domain.ton.address import TEST_NET, friendly
from domain.ton.deposit_models import (
    Deposit,
    DepositAddress,
    DepositState,
    OrderState,
    PaymentOrder,
)
from domain.ton.frame import Frame
from domain.ton.ports import OrderWallets
from domain.ton.refusals import AssetNotOnChain
from domain.ton.treasury import Treasury

ORDERS: Final = "orders"
"""The sequence that numbers the wallets of orders."""
CODES: Final = len(rules.CODE_LETTERS) ** rules.CODE_LENGTH


class Deposits:
    def __init__(self, frame: Frame, treasury: Treasury) -> None:
        self._frame = frame
        self._treasury = treasury

    async def address(self, actor: Actor, asset: str) -> DepositAddress:
        """Where to pay and with which comment, the same for every asset of a person; made when
        first asked for. Raises GatewayError while the chain can't be read for the first time.
        Refusals: AssetNotOnChain, Banned, TermsNeeded.
        """
        await self._frame.gate.clear(actor)
        known = self._frame.asset(asset)
        account = await self._treasury.account(self._treasury.deposit, known)
        code = await self._code(actor.id)
        return DepositAddress(
            asset=known,
            address=account.owner,
            friendly=friendly(account.owner, test_only=self._frame.settings.network == TEST_NET),
            comment=code,
        )

    async def mine(self, actor: Actor, *, cursor: str | None, limit: int) -> Page[Deposit]:
        """Newest first."""
        return await self._frame.rows.deposits.of(actor.id, cursor=cursor, limit=limit)

    async def get(self, actor: Actor, deposit_id: str) -> Deposit:
        """Refusal: NotFound, for other people's too."""
        deposit = await self._frame.deposit(deposit_id)
        if deposit.person != actor.id:
            raise NotFound(deposit=deposit_id)
        return deposit

    async def counts(self) -> Mapping[DepositState, int]:
        """How many there are in each state."""
        found = await self._frame.rows.deposits.counts()
        return {
            state: found.get(state, 0) for state in DepositState if state is not DepositState.SEEN
        }

    async def paid_since(self, person: UserId, asset: str, since: Instant) -> int:
        """What the person has brought in over the chain, in smallest units."""
        return await self._frame.rows.deposits.credited_since(person, asset, since)

    async def _code(self, person: UserId) -> str:
        async def decide() -> Decision[str]:
            known = await self._frame.rows.codes.code(person)
            if known is not None:
                return Decision(known)
            fresh = rules.code(self._frame.chance.below(CODES))
            return Decision(fresh, self._frame.rows.codes.add(person, fresh))

        return await self._frame.store.commit(decide)


class OrderPayments:
    """For areas above: payments that they wait for, each with a comment of its own. What comes
    with it pays the order when it is exact or more; the rest, and what is too little or too late,
    goes to the payer's balance, from which the order can be paid as well.
    """

    def __init__(
        self, frame: Frame, treasury: Treasury, wallets: OrderWallets | None = None
    ) -> None:
        """`wallets` make addresses of single orders."""
        self._frame = frame
        self._treasury = treasury
        self._wallets = wallets

    async def await_payment(
        self,
        person: UserId,
        value: Money,
        *,
        due_at: Instant,
        account: AccountPath,
        ref: Ref,
        own_address: bool = False,
    ) -> tuple[PaymentOrder, DepositAddress]:
        """Again for the same row: the same order. `own_address`: coins for it come to an address
        of its own, with or without the comment. Refusal: AssetNotOnChain, also for jettons with
        an address of their own.
        """
        known = self._frame.asset(value.asset.code)
        if own_address and known != TON:
            raise AssetNotOnChain(asset=known.code)
        await self._treasury.account(self._treasury.deposit, known)

        async def decide() -> Decision[PaymentOrder]:
            found = await self._frame.rows.codes.order_of(ref.kind, ref.id)
            if found is not None:
                return Decision(found)
            order = PaymentOrder(
                code=rules.code(self._frame.chance.below(CODES)),
                person=person,
                value=value,
                due_at=due_at,
                account=account,
                ref=ref,
                state=OrderState.OPEN,
                changed_at=self._frame.clock.now(),
            )
            numbered: Changes = ()
            if own_address:
                order, numbered = await self._numbered(order)
            if await self._frame.rows.codes.owner(order.code) is not None:
                raise Stale("the code is somebody's")
            return Decision(order, self._frame.rows.codes.add_order(order), numbered)

        order = await self._frame.store.commit(decide)
        address = self._treasury.deposit
        if order.address is not None:
            # Shown only once it is watched.
            address = (await self._treasury.open_order(order.address)).address
        test_only = self._frame.settings.network == TEST_NET
        return order, DepositAddress(
            asset=known,
            address=address,
            friendly=friendly(address, test_only=test_only),
            comment=order.code,
        )

    async def _numbered(self, order: PaymentOrder) -> tuple[PaymentOrder, Changes]:
        """With the next wallet of the sequence."""
        assert self._wallets is not None, "the wiring gives wallets where orders have addresses"
        messages = self._frame.rows.messages
        number = await messages.next_number(ORDERS)
        taken = messages.begin(ORDERS, 1) if number is None else messages.number(ORDERS, number)
        wallet = self._wallets.wallet(number or 0)
        return replace(order, address=wallet.address, number=number or 0), taken

    async def close(self, ref: Ref) -> PaymentOrder | None:
        """No longer waited for: what still comes is late. None when there is none."""

        async def decide() -> Decision[PaymentOrder | None]:
            was = await self._frame.rows.codes.order_of(ref.kind, ref.id)
            if was is None or was.state is not OrderState.OPEN:
                return Decision(was)
            now = replace(was, state=OrderState.CLOSED, changed_at=self._frame.clock.now())
            return Decision(now, self._frame.rows.codes.move_order(was, now))

        return await self._frame.store.commit(decide)
