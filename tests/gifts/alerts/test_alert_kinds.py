"""Each kind of alert over a real store."""

from domain.gifts.alerts.models import RuleKind
from domain.gifts.models import Market
from domain.gifts.saved.models import SaveSearch
from domain.gifts.saved.service import ChangeSearch
from domain.shared.ids import HOUR, MINUTE
from tests.gifts.alerts.house import ONE_ENGINE, AlertHouse
from tests.gifts.alerts.lots import lot
from tests.gifts.alerts.markets import AlertWorld
from tests.payments.house import ALICE

WHALE, OTHER = f"0:{'a' * 64}", f"0:{'b' * 64}"


@ONE_ENGINE
async def test_under_fair_value_after_fees(world: AlertWorld, home: AlertHouse) -> None:
    alice = await home.meet(ALICE)
    await home.rule(alice, RuleKind.VALUE, collection="plushpepe", share_bps=2_000)
    world.values.known = {"plushpepe-1": 50, "plushpepe-2": 50, "plushpepe-3": 50}
    # 37 on Tonnel are 40.7 to the buyer: not 20 % under 50, though the raw price is.
    await home.put(lot(1, 37, world.clock.now(), market=Market.TONNEL))
    await home.put(lot(2, 40, world.clock.now()))
    await home.put(lot(4, 1, world.clock.now()))
    await home.settle()
    assert await home.messages(ALICE) == [("notice-gift-value", "plushpepe-2")]
    (said,) = await home.fields(ALICE)
    assert str(said["fair"]) == "50 TON"


async def test_a_floor_that_moves_is_told_once_and_not_when_it_flaps(
    world: AlertWorld, home: AlertHouse
) -> None:
    alice = await home.meet(ALICE)
    for number in range(1, 6):
        await home.put(lot(number, 50, world.clock.now()))
    await home.settle()
    await home.rule(alice, RuleKind.FLOOR, collection="plushpepe", share_bps=1_000)
    # One bait lot moves no robust floor.
    bait = await home.put(lot(9, 5, world.clock.now()))
    await home.settle()
    assert await home.messages(ALICE) == []
    await home.take_away(bait)
    cheaper = [await home.put(lot(number, 40, world.clock.now())) for number in (10, 11, 12)]
    await home.settle()
    assert [text for text, _ in await home.messages(ALICE)] == ["notice-gift-floor"]
    (said,) = await home.fields(ALICE)
    assert (str(said["before"]), str(said["floor"]), said["percent"]) == ("50 TON", "40 TON", "20")
    assert ["gifts-button-chart", "gift:chart:plushpepe"] in list(map(list, said["buttons"]))  # type: ignore[call-overload]  # as kept
    for one in cheaper:
        await home.take_away(one)
    await home.settle()
    for one in cheaper:
        await home.put(one)
    await home.settle()
    for one in cheaper:
        await home.take_away(one)
    await home.settle()
    assert len(await home.messages(ALICE)) == 1
    # It stays away: told when the hour is over, though nothing changes any more.
    world.clock.advance(61 * MINUTE)
    assert home.watch.waiting == 1
    await home.settle()
    assert home.watch.waiting == 0
    assert [said["way"] for said in await home.fields(ALICE)] == ["down", "up"]


async def test_a_saved_search_tells_what_comes_into_it(
    world: AlertWorld, home: AlertHouse
) -> None:
    alice = await home.meet(ALICE)
    order = SaveSearch(
        name="Black bears", query={"q": ("bear black",), "price_max": ("30",)}, notify=True
    )
    search = await home.searches.save(alice, order, key=home.key())
    home.hear()
    await home.put(lot(1, 20, world.clock.now(), collection="toybear", backdrop="Ruby"))
    await home.put(lot(2, 20, world.clock.now(), collection="toybear"))
    dear = await home.put(lot(3, 31, world.clock.now(), collection="toybear"))
    await home.put(lot(4, 20, world.clock.now()))
    await home.settle()
    assert await home.messages(ALICE) == [("notice-gift-listed", "toybear-2")]
    world.clock.advance(MINUTE)
    await home.reprice(dear, 29)
    await home.settle()
    told = await home.fields(ALICE)
    assert [said["gift"] for said in told] == ["toybear-2", "toybear-3"]
    assert {said["search"] for said in told} == {"Black bears"}
    quiet = await home.searches.change(alice, search.id, ChangeSearch(notify=False))
    home.hear()
    assert not quiet.notify
    assert await home.alerts.mine(alice) == ()
    assert len(home.frame.book) == 0


@ONE_ENGINE
async def test_a_rare_model(world: AlertWorld, home: AlertHouse) -> None:
    alice = await home.meet(ALICE)
    await home.rule(alice, RuleKind.RARITY, permille=5)
    await home.put(lot(1, 20, world.clock.now(), rarity=15))
    await home.put(lot(2, 20, world.clock.now(), model="Gold", rarity=2))
    await home.put(lot(3, 20, world.clock.now(), model="Zebra", rarity=None))
    await home.settle()
    assert await home.messages(ALICE) == [("notice-gift-rarity", "plushpepe-2")]


@ONE_ENGINE
async def test_what_an_account_does(world: AlertWorld, home: AlertHouse) -> None:
    alice = await home.meet(ALICE)
    await home.rule(alice, RuleKind.WALLET, wallet=WHALE)
    await home.give(OTHER, WHALE, "plushpepe-7")
    await home.give(OTHER, f"0:{'c' * 64}", "plushpepe-8")
    await home.give(WHALE, OTHER, "toybear-9")
    await home.settle()
    told = [(said["gift"], said["what"]) for said in await home.fields(ALICE)]
    assert told == [("plushpepe-7", "moved-in"), ("toybear-9", "moved-out")]


async def test_back_in_stock_is_told_when_there_was_none(
    world: AlertWorld, home: AlertHouse
) -> None:
    alice = await home.meet(ALICE)
    one = await home.put(lot(1, 20, world.clock.now(), model="Gold", rarity=2))
    await home.settle()
    await home.rule(alice, RuleKind.BACK, collection="plushpepe", model="Gold")
    world.clock.advance(MINUTE)
    await home.put(lot(2, 19, world.clock.now(), model="Gold", rarity=2))
    await home.settle()
    assert await home.messages(ALICE) == []
    await home.take_away(one)
    await home.take_away(lot(2, 19, world.clock.now(), model="Gold", rarity=2))
    await home.settle()
    world.clock.advance(2 * HOUR)
    await home.put(lot(3, 25, world.clock.now(), model="Gold", rarity=2))
    await home.settle()
    assert await home.messages(ALICE) == [("notice-gift-back", "plushpepe-3")]
