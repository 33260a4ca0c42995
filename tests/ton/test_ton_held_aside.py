"""Payments that stand aside before they are credited: limits of a person, the second reader."""

from dataclasses import dataclass, field, replace

from domain.shared.ids import UserId
from domain.shared.money import TON, Money
from domain.shared.refusals import LimitReached
from domain.ton.models import ChainTx, Cursor
from tests.fakes.ton import FakeChain, Reader
from tests.payments.house import ALICE
from tests.ton.house import NANO, TonHouse, World


@dataclass(slots=True)
class Gate:
    """What a person allows to come in, in nano; below zero: anything."""

    left: int = -1
    asked: list[tuple[UserId, Money]] = field(default_factory=list)

    async def allow_deposit(self, person: UserId, value: Money) -> None:
        self.asked.append((person, value))
        if 0 <= self.left < value.units:
            raise LimitReached(limit=self.left, reason="deposit")


async def test_a_limit_of_their_own_keeps_money_aside_and_loses_none(world: World) -> None:
    gate = world.gate = Gate(left=NANO)
    home = TonHouse(world)
    await home.begin()
    alice = await home.meet(ALICE)
    small = await home.bring(alice, NANO // 2)
    large = await home.bring(alice, 2 * NANO)
    assert (small.state, large.state) == ("credited", "limited")
    assert await home.has(ALICE) == NANO // 2
    await home.sound()
    await home.watcher.settle_aside()
    assert await home.has(ALICE) == NANO // 2
    gate.left = -1
    await home.watcher.settle_aside()
    assert await home.has(ALICE) == NANO // 2 + 2 * NANO
    assert await home.texts_to(ALICE) == [
        "notice-deposit-credited",
        "notice-deposit-limited",
        "notice-deposit-credited",
    ]
    await home.sound()


async def test_a_large_payment_waits_for_the_second_reader(world: World) -> None:
    world.ton = replace(
        world.ton,
        limits={"TON": replace(world.ton.of(TON), second_reader_over=10 * NANO)},
    )
    world.second = Reader(world.chain)
    home = TonHouse(world)
    await home.begin()
    alice = await home.meet(ALICE)
    assert (await home.bring(alice, 9 * NANO)).state == "credited"
    assert (await home.bring(alice, 10 * NANO)).state == "checking"
    assert await home.has(ALICE) == 9 * NANO
    world.chain.faults.append("down")
    assert await home.watcher.settle_aside() == 0
    assert await home.watcher.settle_aside() == 1
    assert await home.has(ALICE) == 19 * NANO
    await home.sound()


class Denier(Reader):
    """A second reader that knows the transaction, and another amount in it."""

    def __init__(self, chain: FakeChain) -> None:
        super().__init__(chain)
        self._truth = chain.transaction
        self.transaction = self._other

    async def _other(self, raw: str, at: Cursor) -> ChainTx | None:
        found = await self._truth(raw, at)
        assert found is not None, "it is there"
        assert found.message is not None, "it came with a message"
        return replace(found, message=replace(found.message, value=1))


async def test_what_the_second_reader_denies_is_credited_to_nobody(world: World) -> None:
    world.ton = replace(
        world.ton,
        limits={"TON": replace(world.ton.of(TON), second_reader_over=NANO)},
    )
    world.second = Denier(world.chain)
    home = TonHouse(world)
    await home.begin()
    alice = await home.meet(ALICE)
    await home.bring(alice, NANO)
    await home.watcher.settle_aside()
    assert await home.has(ALICE) == 0
    assert await home.odd_states() == ["unmatched"]
    assert await home.found() == {"second_denies"}
