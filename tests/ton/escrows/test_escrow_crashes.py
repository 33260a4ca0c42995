"""The process dies at each commit of an escrow's life in turn: the next start goes on."""

import hashlib
import random

import pytest

from domain.shared.ids import DAY, Instant
from domain.shared.money import TON, Money
from domain.shared.refusals import GatewayError
from domain.ton.escrows.models import CreateEscrow, Escrow, EscrowState, OrderKind
from domain.ton.escrows.refusals import EscrowNotFunded
from domain.ton.frame import CHAIN
from tests.fakes.stars import Died
from tests.payments.dying import DyingStore, When
from tests.ton.escrows.chain import NANO
from tests.ton.escrows.house import ALICES, FIVE, EscrowHouse, EscrowWorld


@pytest.fixture
def engine() -> str:
    """Dying is the same on both: the guards are tested on both elsewhere."""
    return "sqlite"


class Life:
    """One escrow, driven by a house that dies at a commit and by the next one to the end."""

    def __init__(self, world: EscrowWorld, name: str) -> None:
        self.world = world
        self.name = name
        self.owner = f"0:{hashlib.sha256(name.encode()).hexdigest()}"

    async def live(self, kind: OrderKind, *, dies: int, when: When) -> bool:
        """Whether it died on the way. Acts are asked again under their keys, as clients do."""
        try:
            await self._through(kind, self._house(dies, when))
        except Died:
            await self._through(kind, self._house(0, when))
            return True
        return False

    def _house(self, dies: int, when: When) -> EscrowHouse:
        return EscrowHouse(self.world, store=DyingStore(self.world.writer, dies, when))

    async def _through(self, kind: OrderKind, house: EscrowHouse) -> None:
        for _ in range(6):
            await self._once(kind, house)
        await self.look(kind, most=1)

    async def step(self, kind: OrderKind, *, dies: int, when: When) -> None:
        """Whatever comes next for it, and one pass of the duty."""
        await self._once(kind, self._house(dies, when))

    async def finish(self, kind: OrderKind) -> None:
        """To the end, past the time in which lost messages die."""
        house = EscrowHouse(self.world)
        for _ in range(4):
            await self._once(kind, house)
        escrow = await self._made(house)
        for _ in range(10):
            if (await house.now(escrow)).state in {EscrowState.RELEASED, EscrowState.REFUNDED}:
                return
            await house.go_on(1, seconds=1_000)

    async def look(self, kind: OrderKind, *, most: int = 3) -> None:
        """It ended as it was ordered, and nobody was paid twice."""
        house = EscrowHouse(self.world)
        escrow = await self._made(house)
        released = kind is OrderKind.RELEASE
        assert escrow.state is (EscrowState.RELEASED if released else EscrowState.REFUNDED)
        # While time goes by, an account without a wallet pays some rent.
        had = house.local.balance(self.owner)
        assert (FIVE - NANO // 1_000 < had <= FIVE) if released else had == 0
        states = [one.state.value for one in await house.parts.rows.messages(escrow.id)]
        assert states.count("done") == 1
        assert len(states) <= most
        assert "signed" not in states

    async def _once(self, kind: OrderKind, house: EscrowHouse) -> None:
        escrow = await self._made(house)
        if escrow.state is EscrowState.WAITING and not house.local.balance(escrow.address):
            house.local.pay(ALICES, house.escrows.deposit_request(escrow))
        if escrow.state is EscrowState.FUNDED:
            end = house.order_release if kind is OrderKind.RELEASE else house.order_refund
            await end(escrow, key=f"{self.name}-end")
        await house.go_on(1)

    async def _made(self, house: EscrowHouse) -> Escrow:
        order = CreateEscrow(
            advertiser=ALICES,
            owner=self.owner,
            amount=Money(FIVE, TON),
            deadline=Instant(1_796_115_600_000_000 + 300 * DAY),
            deal=self.name,
        )
        key = house.key(f"{self.name}-make")
        return await house.escrows.create_escrow_for_deal(CHAIN, order, key=key)


async def test_it_may_die_at_any_commit(escrow_world: EscrowWorld) -> None:
    await EscrowHouse(escrow_world).open_for_business(coins=1_000 * NANO)
    died = 0
    for kind in (OrderKind.RELEASE, OrderKind.REFUND):
        for dies in range(1, 9):
            for when in ("before", "after"):
                life = Life(escrow_world, f"{kind}-{dies}-{when}")
                died += await life.live(kind, dies=dies, when=when)
    # Made, seen, ordered, signed, seen again: each of these was died at, for both ends.
    assert died >= 2 * 2 * 5


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(3))
async def test_whatever_fails_in_whatever_order_each_ends_once(
    escrow_world: EscrowWorld, seed: int
) -> None:
    """Readers that lag or fall silent, sends that are lost, and deaths, between any two steps."""
    chance = random.Random(seed)
    first = EscrowHouse(escrow_world)
    await first.open_for_business(coins=1_000 * NANO)
    lives = {n: Life(escrow_world, f"deal-{seed}-{n}") for n in range(12)}
    kinds = {n: chance.choice((OrderKind.RELEASE, OrderKind.REFUND)) for n in lives}
    for _ in range(60):
        number = chance.choice(list(lives))
        local = escrow_world.local
        local.lag = chance.choice((0, 0, 0, 2, 5))
        local.down = chance.random() < 0.1
        local.swallow = chance.random() < 0.2
        when: When = "before" if chance.random() < 0.5 else "after"
        try:
            dies = chance.choice((0, 0, 1, 2, 3))
            await lives[number].step(kinds[number], dies=dies, when=when)
        except (Died, GatewayError, EscrowNotFunded):
            pass
    local.lag, local.down, local.swallow = 0, False, False
    for number, life in lives.items():
        await life.finish(kinds[number])
    for number, life in lives.items():
        await life.look(kinds[number])
