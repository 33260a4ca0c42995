"""What minting asks of the store, on each engine."""

import pytest

from domain.shared.refusals import Invalid
from domain.ton.frame import CHAIN
from domain.ton.mints.models import MintState, TokenKind
from tests.fakes.stars import Died
from tests.payments.dying import DyingStore, When
from tests.payments.house import at_once
from tests.ton.escrows.house import EscrowWorld
from tests.ton.mints.house import (
    ALICES,
    BOBS,
    MintHouse,
)


async def test_items_are_minted_and_told(home: MintHouse) -> None:
    evening = await home.deployed()
    asked = [await home.want(evening, str(n), ALICES if n % 2 else BOBS) for n in range(5)]
    assert [item.index for item in asked] == [0, 1, 2, 3, 4]
    await home.go_on(5)
    for item in asked:
        assert await home.standing(item) is MintState.MINTED
        assert await home.mints.owner(item.id) == item.owner
        (message,) = await home.mints.history(item)
        assert (message.state.value, message.value) == ("paid", 100_000_000)
        assert len(message.hash) == 64
    # Three fit into a message: the collection was deployed by one, the five took two.
    assert len(set(home.local.sent)) == 3
    page = await home.mints.items(CHAIN, evening.id, cursor=None, limit=3)
    more = await home.mints.items(CHAIN, evening.id, cursor=page.next, limit=3)
    assert [item.ref for item in (*page.items, *more.items)] == ["0", "1", "2", "3", "4"]
    assert await home.parts.rows.under_way(9) == ()


async def test_asked_again_it_is_the_same(home: MintHouse) -> None:
    evening = await home.make()
    assert await home.make() == evening
    first = await home.want(evening, "seat 1")
    assert await home.want(evening, "seat 1", BOBS) == first
    with pytest.raises(Invalid):
        await home.make(TokenKind.SBT)


async def test_ten_at_once_get_ten_indexes(home: MintHouse) -> None:
    evening = await home.make()
    await at_once(10, lambda n: home.want(evening, str(n // 2)))
    page = await home.mints.items(CHAIN, evening.id, cursor=None, limit=20)
    assert [item.index for item in page.items] == list(range(len(page.items)))
    assert len({item.ref for item in page.items}) == len(page.items) <= 5


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("step", [1, 2, 3])
async def test_a_mint_dies_at_each_step(
    escrow_world: EscrowWorld, home: MintHouse, step: int, when: When
) -> None:
    """Sign, see, close: after each death the next run finishes it, once."""
    evening = await home.deployed()
    before = len(set(home.local.sent))
    item = await home.want(evening, "1")
    dying = MintHouse(escrow_world, store=DyingStore(escrow_world.writer, step, when))
    with pytest.raises(Died):
        await dying.go_on(4)
    home.local.tick()
    again = MintHouse(escrow_world)
    await again.go_on(4)
    assert await again.standing(item) is MintState.MINTED
    assert await again.paid(item) == ["paid"]
    assert len(set(home.local.sent)) == before + 1
    view = await home.minter.collection(evening)
    assert view is not None
    assert view.next_index == 1
