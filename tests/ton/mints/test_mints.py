"""NFTs and SBTs: minted at most once, proven by the contracts, whatever happens in between."""

import pytest

from domain.shared.actor import Actor, Role
from domain.shared.ids import HOUR, SECOND, UserId
from domain.shared.refusals import AlreadyDone, GatewayError, Invalid, NotAllowed, NotFound
from domain.ton.frame import CHAIN
from domain.ton.mints.models import CreateCollection, MintItem, MintState, TokenKind
from domain.ton.refusals import AddressInvalid
from storage.engine import SqliteDatabase
from tests.storage.books import by_hand
from tests.ton.escrows.house import EscrowWorld
from tests.ton.mints.house import (
    ALICES,
    BOBS,
    PUBLIC,
    STRANGER,
    MintHouse,
    forge,
    mint_by,
    squat,
    transfer_by,
)

FINANCE = UserId(42)
FORGOTTEN = ("items", "collections")


@pytest.fixture
def engine() -> str:
    """The chain is looked at here, not the store."""
    return "sqlite"


async def test_metadata_is_told_from_the_first_moment(home: MintHouse) -> None:
    evening = await home.make(TokenKind.NFT)
    order = MintItem(
        collection=evening.id, ref="1", owner=ALICES, title="Seat 7", traits=(("row", "B"),)
    )
    await home.mints.request(CHAIN, order, key=home.key())
    assert evening.terms.content == f"{PUBLIC}/nft/{evening.id}.json"
    assert (await home.mints.collection_card(evening.id))["name"] == "An evening"
    card = await home.mints.item_card(evening.id, 0)
    assert card["name"] == "Seat 7"
    assert card["image"] == f"{PUBLIC}/nft/{evening.id}/0.svg"
    assert card["attributes"] == [
        {"trait_type": "row", "value": "B"},
        {"trait_type": "number", "value": "0"},
    ]
    with pytest.raises(NotFound):
        await home.mints.item_card(evening.id, 1)


async def test_an_sbt_stays_and_is_revoked(escrow_world: EscrowWorld, home: MintHouse) -> None:
    evening = await home.deployed(TokenKind.SBT)
    item = await home.minted(evening)
    transfer_by(escrow_world, ALICES, item.address, BOBS)
    assert await home.mints.owner(item.id) == ALICES
    await home.mints.take_back(CHAIN, item.id, key=home.key())
    await home.go_on(3)
    assert await home.standing(item) is MintState.REVOKED
    assert await home.paid(item) == ["paid", "paid"]
    view = await home.minter.item(evening, item.index)
    assert view.revoked_at_s > 0
    card = await home.mints.item_card(evening.id, item.index)
    assert "revoked" in str(card["attributes"])
    with pytest.raises(AlreadyDone):
        await home.mints.take_back(CHAIN, item.id, key=home.key())


async def test_an_nft_is_only_marked(escrow_world: EscrowWorld, home: MintHouse) -> None:
    evening = await home.deployed()
    item = await home.minted(evening)
    transfer_by(escrow_world, ALICES, item.address, BOBS)
    assert await home.mints.owner(item.id) == BOBS
    sent = len(home.local.sent)
    await home.mints.take_back(CHAIN, item.id, key=home.key())
    await home.go_on(2)
    assert await home.standing(item) is MintState.REVOKED
    assert len(home.local.sent) == sent


async def test_a_forged_item_has_no_owner(escrow_world: EscrowWorld, home: MintHouse) -> None:
    """It has the real code and says everything right; only its address is another."""
    evening = await home.deployed()
    item = await home.minted(evening)
    forged = forge(escrow_world, evening, STRANGER)
    told = await home.local.run(forged, "get_nft_data")
    assert told.ok
    assert told.stack[:2] == (-1, 0)
    assert await home.minter.owner_of(forged, collection=evening.address) is None
    assert await home.minter.owner_of(item.address, collection=evening.address) == ALICES
    assert await home.minter.owner_of(item.address, collection=home.minter.address) is None
    assert await home.minter.owner_of(STRANGER, collection=evening.address) is None


async def test_a_stranger_mints_nothing_and_hinders_nobody(
    escrow_world: EscrowWorld, home: MintHouse
) -> None:
    evening = await home.deployed()
    mint_by(escrow_world, STRANGER, evening, 0, STRANGER)
    squatted = squat(escrow_world, evening, 0)
    assert (await home.minter.item(evening, 0)).owner is None
    item = await home.minted(evening)
    assert item.address == squatted
    assert await home.mints.owner(item.id) == ALICES


async def test_the_same_index_twice_changes_nothing(
    escrow_world: EscrowWorld, home: MintHouse
) -> None:
    """Even our own key: the item throws, and its owner stays."""
    evening = await home.deployed()
    item = await home.minted(evening)
    mint_by(escrow_world, home.minter.address, evening, 0, STRANGER)
    assert await home.mints.owner(item.id) == ALICES
    view = await home.minter.collection(evening)
    assert view is not None
    assert view.next_index == 1


async def test_a_lost_message_is_sent_again_and_then_given_up(home: MintHouse) -> None:
    evening = await home.deployed()
    item = await home.want(evening, "1")
    home.local.swallow = True
    before = len(home.local.sent)
    await home.go_on(3)
    assert len(set(home.local.sent[before:])) == 1
    assert await home.standing(item) is MintState.SENT
    home.local.swallow = False
    await home.go_on(1, seconds=2 * HOUR // SECOND)
    await home.go_on(4)
    assert await home.standing(item) is MintState.MINTED
    assert await home.paid(item) == ["failed", "paid"]


async def test_a_reader_that_lags_makes_nothing_twice(home: MintHouse) -> None:
    evening = await home.deployed()
    item = await home.want(evening, "1")
    before = len(set(home.local.sent))
    home.local.lag = 4
    await home.go_on(8)
    home.local.lag = 0
    await home.go_on(2)
    assert await home.standing(item) is MintState.MINTED
    assert len(set(home.local.sent)) == before + 1


async def test_a_silent_chain_delays_and_loses_nothing(home: MintHouse) -> None:
    home.give_coins()
    evening = await home.make()
    item = await home.want(evening, "1")
    home.local.down = True
    with pytest.raises(GatewayError):
        await home.poll.poll_mints()
    home.local.down = False
    await home.go_on(6)
    assert await home.standing(item) is MintState.MINTED


async def test_without_coins_it_waits(home: MintHouse) -> None:
    evening = await home.make()
    await home.go_on(2)
    assert home.local.sent == []
    home.give_coins()
    await home.go_on(3)
    assert (await home.mints.collection(evening.id)).state is MintState.MINTED


async def test_what_is_there_already_is_not_minted_again(home: MintHouse) -> None:
    """The store was brought back from a copy: the chain knows more."""
    evening = await home.deployed()
    item = await home.minted(evening)
    database = home.tools.database
    assert isinstance(database, SqliteDatabase)
    await by_hand(database, *(f"UPDATE ton_{one} SET state = 'created'" for one in FORGOTTEN))
    sent = len(home.local.sent)
    await home.go_on(3)
    assert await home.standing(item) is MintState.MINTED
    assert len(home.local.sent) == sent


async def test_another_owner_than_ordered_waits_for_a_person(
    escrow_world: EscrowWorld, home: MintHouse
) -> None:
    staff = await home.meet(FINANCE, role=Role.FINANCE)
    evening = await home.deployed()
    first, second = await home.want(evening, "1"), await home.want(evening, "2", BOBS)
    mint_by(escrow_world, home.minter.address, evening, 0, STRANGER)
    await home.go_on(5)
    assert await home.standing(first) is MintState.REVIEW
    assert await home.standing(second) is MintState.CREATED
    assert await home.texts_to(FINANCE) == ["notice-mint-review"]
    await home.mints.accept(staff, first.id, key=home.key())
    await home.go_on(4)
    assert await home.standing(second) is MintState.MINTED
    with pytest.raises(AlreadyDone):
        await home.mints.retry(staff, first.id, key=home.key())


async def test_a_message_that_did_nothing_is_reviewed_and_tried_again(home: MintHouse) -> None:
    """What the wallet sent is lost on its way: as if it had had nothing to send."""
    staff = await home.meet(FINANCE, role=Role.FINANCE)
    evening = await home.deployed()
    item = await home.want(evening, "1")
    await home.poll.poll_mints()
    home.local.chain.make_block()
    for waiting in home.local.chain.waiting:
        assert waiting.destination == evening.address
        del home.local.chain._state.waiting[waiting.hash]
    await home.go_on(2)
    assert await home.standing(item) is MintState.SENT
    await home.go_on(2, seconds=400)
    assert await home.standing(item) is MintState.REVIEW
    assert await home.paid(item) == ["failed"]
    assert await home.texts_to(FINANCE) == ["notice-mint-review"]
    before = len(set(home.local.sent))
    await home.go_on(3)
    assert len(set(home.local.sent)) == before
    await home.mints.retry(staff, item.id, key=home.key())
    await home.go_on(4)
    assert await home.standing(item) is MintState.MINTED
    assert await home.paid(item) == ["failed", "paid"]


async def test_who_may_not(home: MintHouse) -> None:
    evening = await home.make()
    user = await home.meet(UserId(7))
    order = MintItem(collection=evening.id, ref="1", owner=ALICES, title="T")
    with pytest.raises(NotAllowed):
        await home.mints.request(user, order, key=home.key())
    new = CreateCollection(name="x", kind=TokenKind.NFT, title="T")
    with pytest.raises(NotAllowed):
        await home.mints.create_collection(user, new, key=home.key())
    item = await home.want(evening, "1")
    with pytest.raises(NotAllowed):
        await home.mints.take_back(Actor(id=UserId(7)), item.id, key=home.key())


@pytest.mark.parametrize(
    ("field", "value"),
    [("ref", ""), ("title", " "), ("traits", (("a", ""),)), ("traits", (("a", "b"),) * 21)],
)
async def test_what_is_not_minted(home: MintHouse, field: str, value: object) -> None:
    evening = await home.make()
    given = {"collection": evening.id, "ref": "1", "owner": ALICES, "title": "T", field: value}
    with pytest.raises(Invalid):
        await home.mints.request(CHAIN, MintItem(**given), key=home.key())  # type: ignore[arg-type]
    wrong = MintItem(collection=evening.id, ref="1", owner="nowhere", title="T")
    with pytest.raises(AddressInvalid):
        await home.mints.request(CHAIN, wrong, key=home.key())
