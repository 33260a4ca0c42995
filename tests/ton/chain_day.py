"""A day of people, the chain, staff and crashes, act by act, for property tests."""

from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from typing import Final

from domain.ledger import accounts
from domain.shared.actor import Actor, house
from domain.shared.ids import DAY, UserId
from domain.shared.money import TON
from domain.shared.refusals import DomainError, GatewayError
from domain.ton.deposit_models import DepositState
from domain.ton.deposits.odd import ASSIGN, KEEP, RETURN, assignment
from domain.ton.models import Op
from domain.ton.withdrawal_models import Withdrawal, WithdrawalState
from tests.acts import Act
from tests.fakes.stars import Died
from tests.fakes.ton_machines import address
from tests.payments.dying import DyingStore
from tests.payments.house import ALICE, BOB, CAROL
from tests.ton.house import ALICES, DEPOSIT, NANO, PAYOUT, USDT, TonHouse, World

PEOPLE: Final = (ALICE, BOB)
FAULTS: Final = (
    "",
    "",
    "",
    "down",
    "lose",
    "delay",
    "gap",
    "duplicate",
    "reorder",
    "die before",
    "die after",
)
ACTS: Final = (
    *("pay", "pay", "pay jettons", "pay odd", "block", "block", "read", "read"),
    *("ask", "ask", "ask jettons", "confirm", "confirm", "cancel", "decide"),
    *("pay out", "pay out", "pay out", "short block", "wait", "wait", "expire", "lag"),
    *("assign", "return", "keep", "reconcile"),
)
_ENDED: Final = {WithdrawalState.PAID, WithdrawalState.FAILED, WithdrawalState.CANCELLED}


@dataclass(slots=True)
class ChainDay:
    world: World
    brought: Counter[tuple[int, str]] = field(default_factory=Counter)
    actors: list[Actor] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)
    keys: int = 0

    async def begin(self) -> None:
        limits = replace(self.world.ton.of(TON), second_person_over=8 * NANO)
        self.world.ton = replace(self.world.ton, limits={"TON": limits}, page=8)
        home = TonHouse(self.world)
        await home.begin(coins=60 * NANO)
        self.world.chain.pay_jettons("owner", PAYOUT, 60_000_000, USDT.master)
        await home.read()
        self.actors = [await home.meet(person) for person in PEOPLE]
        self.codes = [await home.code(actor) for actor in self.actors]
        await home.staff(CAROL)

    async def live(self, act: Act) -> None:
        """One act of a run that may die. Refusals and failures are part of life."""
        home = TonHouse(self.world, store=DyingStore(self.world.writer, act.dies, act.when))
        if act.fault:
            self.world.chain.faults.append(act.fault)
        self.keys += 1
        try:
            await self._acts()[act.name](home, act)
        except (DomainError, GatewayError):
            pass
        except Died:
            self.world.chain.faults.clear()
            await TonHouse(self.world).sound()
        self.world.chain.faults.clear()

    async def end(self) -> None:
        """Recover as the next start does, and let all that is under way come to its end."""
        self.world.chain.lag = 0
        home = TonHouse(self.world)
        for _ in range(6):
            await home.settle(passes=2)
            self.world.tick(2 * 3600)
            await home.watcher.watch()
        await home.sound()
        mine = await self._withdrawals(home)
        sent = {one.id for one in mine if one.state is WithdrawalState.SENT}
        assert not sent, f"still on its way: {sent}"
        await self._each_is_settled_once(home, mine)
        await self._everybody_has_what_they_brought(home, mine)

    async def _each_is_settled_once(self, home: TonHouse, mine: list[Withdrawal]) -> None:
        """What our wallets sent, as the chain has it, against what we say."""
        left: Counter[str] = Counter()
        for raw in (DEPOSIT, PAYOUT):
            for tx in self.world.chain.account(raw).history:
                left.update(out.comment for out in tx.outs if out.comment and not out.jetton)
            for tx in self.world.chain.jetton_account(USDT.master, raw).history:
                came = tx.message.jetton if tx.message is not None else None
                went = any(out.jetton and out.jetton.op == Op.JETTON_INTERNAL for out in tx.outs)
                if came is not None and went and not tx.aborted and came.comment:
                    left[came.comment] += 1
        for one in mine:
            paid = one.state is WithdrawalState.PAID
            assert left[one.id] == int(paid), f"{one.id} {one.state} left {left[one.id]} times"
        holds = await home.rows(
            "SELECT ref_id, count(*) FROM ledger_transfers WHERE kind = 'withdrawal' "
            "GROUP BY ref_id HAVING count(*) > 1"
        )
        assert not holds, f"settled twice: {holds}"

    async def _everybody_has_what_they_brought(
        self, home: TonHouse, mine: list[Withdrawal]
    ) -> None:
        for code, asset in self.world.ton.assets.items():
            for person in PEOPLE:
                taken = sum(
                    one.total.units
                    for one in mine
                    if one.person == person
                    and one.value.asset == asset
                    and one.state not in {WithdrawalState.FAILED, WithdrawalState.CANCELLED}
                )
                has = await home.has(person, asset)
                given = sum(await self._given(home, person, code))
                assert has + taken == self.brought[person, code] + given, f"{person} {code}"
            aside = await home.ledger.balance(accounts.TON_UNMATCHED, asset)
            assert aside.available.units >= 0

    async def _given(self, home: TonHouse, person: UserId, code: str) -> list[int]:
        """What operators have assigned: it came without a code."""
        rows = await home.rows(
            "SELECT units FROM ton_deposits WHERE user_id = ? AND asset = ? "
            "AND state = 'credited' AND comment NOT IN (?, ?)",
            *(person, code, *self.codes),
        )
        return [int(str(row[0])) for row in rows]

    async def _withdrawals(self, home: TonHouse) -> list[Withdrawal]:
        page = await home.frame.rows.withdrawals.within(
            tuple(WithdrawalState), cursor=None, limit=1_000
        )
        return list(page.items)

    def _acts(self) -> dict[str, Callable[[TonHouse, Act], Awaitable[object]]]:
        return {
            "pay": lambda _, act: self._pay(act),
            "pay jettons": lambda _, act: self._pay_jettons(act),
            "pay odd": lambda _, act: self._pay_odd(act),
            "block": lambda _, __: self._block(),
            "read": lambda home, _: home.watcher.watch(),
            "ask": self._ask,
            "ask jettons": self._ask_jettons,
            "confirm": self._confirm,
            "cancel": self._cancel,
            "decide": self._decide,
            "pay out": lambda home, _: self._pay_out(home),
            "short block": lambda _, __: self._short_block(),
            "wait": lambda _, act: self._wait(act),
            "expire": lambda home, _: self._expire(home),
            "lag": lambda _, act: self._lag(act),
            "assign": lambda home, act: self._odd(home, act, ASSIGN),
            "return": lambda home, act: self._odd(home, act, RETURN),
            "keep": lambda home, act: self._odd(home, act, KEEP),
            "reconcile": lambda home, _: home.chain_reconcile.run(house("reconcile")),
        }

    async def _pay(self, act: Act) -> None:
        person, units = act.person % 2, NANO + act.number * 10**8
        self.world.chain.pay(ALICES, DEPOSIT, units, self.codes[person])
        self.brought[PEOPLE[person], "TON"] += units

    async def _pay_jettons(self, act: Act) -> None:
        person, units = act.person % 2, 1_000_000 + act.number
        self.world.chain.pay_jettons(ALICES, DEPOSIT, units, USDT.master, self.codes[person])
        self.brought[PEOPLE[person], USDT.asset.code] += units

    async def _pay_odd(self, act: Act) -> None:
        ops = (Op.COMMENT, None, Op.ENCRYPTED, Op.JETTON_NOTIFY, Op.EXCESSES)
        chain = self.world.chain
        chain.pay(ALICES, DEPOSIT, 10**8 + act.number, "nobody", op=ops[act.number % 5])

    async def _block(self) -> None:
        self.world.tick()

    async def _ask(self, home: TonHouse, act: Act) -> None:
        units, to = NANO // 2 + act.number * 3 * 10**8, address(f"to{act.number % 3}")
        actor = self.actors[act.person % 2]
        asked = await home.ask(actor, units, to=to, key=f"a{self.keys}")
        if act.number % 2:
            await home.withdrawals.confirm(actor, asked.id, key=home.key(f"c{self.keys}"))

    async def _ask_jettons(self, home: TonHouse, act: Act) -> None:
        units, to = 1_000_000 + act.number, address(f"to{act.number % 3}")
        actor = self.actors[act.person % 2]
        asked = await home.ask(actor, units, asset=USDT.asset, to=to, key=f"a{self.keys}")
        if act.number % 2:
            await home.withdrawals.confirm(actor, asked.id, key=home.key(f"c{self.keys}"))

    async def _confirm(self, home: TonHouse, act: Act) -> None:
        for actor, one in await self._mine(home, act, WithdrawalState.TO_CONFIRM):
            await home.withdrawals.confirm(actor, one.id, key=home.key(f"c{self.keys}"))

    async def _cancel(self, home: TonHouse, act: Act) -> None:
        for actor, one in await self._mine(home, act, None):
            await home.withdrawals.cancel(actor, one.id, key=home.key(f"x{self.keys}"))

    async def _decide(self, home: TonHouse, act: Act) -> None:
        staff = await home.meet(CAROL)
        page = await home.approvals.waiting(staff, cursor=None, limit=20)
        if page.items:
            one = page.items[act.number % len(page.items)]
            answer = home.approvals.approve if act.number % 3 else home.approvals.reject
            await answer(staff, one.id, key=home.key(f"d{self.keys}"))

    async def _pay_out(self, home: TonHouse) -> None:
        await home.watcher.watch()
        await home.payouts.pay()

    async def _short_block(self) -> None:
        """Most of the coins are gone in the very block that takes a message in."""
        wallet = self.world.chain.account(PAYOUT)
        hidden = max(wallet.balance - NANO, 0)
        wallet.balance -= hidden
        self.world.tick()
        wallet.balance += hidden
        wallet.balances[-1] = wallet.balance

    async def _wait(self, act: Act) -> None:
        self.world.tick(1 + act.number * 360)

    async def _expire(self, home: TonHouse) -> None:
        self.world.clock.advance(2 * DAY)
        await home.withdrawals.expire()
        await home.approvals.expire()

    async def _lag(self, act: Act) -> None:
        self.world.chain.lag = act.number % 4

    async def _odd(self, home: TonHouse, act: Act, kind: str) -> None:
        staff = await home.meet(CAROL)
        page = await home.odd.waiting(staff, cursor=None, limit=20)
        open_ones = [one for one in page.items if one.state is not DepositState.RETURNING]
        if not open_ones:
            return
        one = open_ones[act.number % len(open_ones)]
        person = PEOPLE[act.person % 2]
        ref = assignment(one.id, person) if kind == ASSIGN else one.id
        await home.act(staff, kind, ref)

    async def _mine(
        self, home: TonHouse, act: Act, state: WithdrawalState | None
    ) -> list[tuple[Actor, Withdrawal]]:
        """One of the person's own, in a list."""
        actor = self.actors[act.person % 2]
        page = await home.withdrawals.mine(actor, cursor=None, limit=50)
        fits = [
            one
            for one in page.items
            if (state is None and one.state not in _ENDED) or one.state is state
        ]
        return [(actor, fits[act.number % len(fits)])] if fits else []
