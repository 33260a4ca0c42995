"""How people want to be told of alerts, what they may have, and who leaves; on a real store."""

import asyncio

import pytest

from domain.gifts.alerts.models import RuleKind
from domain.gifts.alerts.refusals import AlertTooWide, TooManyAlerts
from domain.gifts.alerts.rules import TOLD_MOST
from domain.gifts.alerts.service import ChangeRule
from domain.gifts.models import Market
from domain.gifts.saved.models import SaveSearch
from domain.shared.actor import Role
from domain.shared.ids import DAY, HOUR, MINUTE, Instant
from domain.shared.refusals import AreaPaused, Invalid, NotFound
from domain.users.models import NoticeSettings, QuietHours
from storage.gifts.alerts.traces import AlertTraceRows
from tests.gifts.alerts.house import ONE_ENGINE, AlertHouse
from tests.gifts.alerts.lots import lot
from tests.gifts.alerts.markets import AlertWorld
from tests.payments.house import ALICE, BOB, CAROL

WHALE = f"0:{'a' * 64}"


@ONE_ENGINE
async def test_quiet_hours_put_off_and_the_lot_is_looked_at_then(
    world: AlertWorld, home: AlertHouse
) -> None:
    alice = await home.meet(ALICE)
    await home.rule(alice, RuleKind.UNDER, collection="plushpepe", price_max="50")
    quiet = NoticeSettings(quiet=QuietHours(since=8 * 60, until=10 * 60))
    await home.choices.put(alice, quiet)
    await home.wishes.load()
    one = await home.put(lot(1, 40, world.clock.now()))
    two = await home.put(lot(2, 40, world.clock.now()))
    await home.settle()
    assert await home.messages(ALICE) == []
    assert world.markets[Market.PORTALS].looks == 0
    world.clock.advance(HOUR)
    await home.take_away(one)
    await home.settle()
    assert [gift for _, gift in await home.messages(ALICE)] == [two.lot.gift]


@ONE_ENGINE
async def test_digest_and_switches_leave_only_a_letter(
    world: AlertWorld, home: AlertHouse
) -> None:
    for person, wishes in (
        (ALICE, NoticeSettings(digest=True)),
        (BOB, NoticeSettings(off=frozenset({"gifts-alert"}))),
        (CAROL, NoticeSettings(muted=True)),
    ):
        actor = await home.meet(person)
        await home.rule(actor, RuleKind.UNDER, collection="plushpepe", price_max="50")
        change = home.choices._notices.put(person, wishes)
        await world.writer.put([change])
    await home.wishes.load()
    await home.put(lot(1, 40, world.clock.now()))
    await home.settle()
    for person in (ALICE, BOB, CAROL):
        assert await home.messages(person) == []
        assert "notice-gift-under" in await home.texts_to(person)
    assert await home.inbox.send_digests() == 0
    world.clock.advance(DAY)
    assert await home.inbox.send_digests() == 1


@ONE_ENGINE
async def test_one_tap_mutes_also_what_was_found_already(
    world: AlertWorld, home: AlertHouse
) -> None:
    alice, bob = await home.meet(ALICE), await home.meet(BOB)
    rule = await home.rule(alice, RuleKind.UNDER, collection="plushpepe", price_max="50")
    await home.put(lot(1, 40, world.clock.now()))
    home.hear()
    await home.watch.run()
    with pytest.raises(NotFound):
        await home.alerts.mute(bob, rule.id)
    await home.alerts.mute(alice, rule.id)
    await home.settle()
    await home.put(lot(2, 40, world.clock.now()))
    await home.settle()
    assert await home.messages(ALICE) == []
    assert await home.states(ALICE) == ["muted"]
    await home.alerts.mute(alice, rule.id, muted=False)
    home.hear()
    await home.put(lot(3, 40, world.clock.now()))
    await home.settle()
    assert [gift for _, gift in await home.messages(ALICE)] == ["plushpepe-3"]


@ONE_ENGINE
async def test_a_lot_is_told_of_when_its_lock_ends(world: AlertWorld, home: AlertHouse) -> None:
    alice = await home.meet(ALICE)
    await home.rule(alice, RuleKind.UNDER, collection="plushpepe", price_max="50")
    for number, hours in ((1, 1), (2, 30)):
        until = Instant(world.clock.now() + hours * HOUR)
        await home.put(lot(number, 40, world.clock.now(), locked_until=until))
    await home.settle()
    assert await home.messages(ALICE) == []
    world.clock.advance(HOUR)
    assert home.watch.waiting == 1
    await home.settle()
    assert [gift for _, gift in await home.messages(ALICE)] == ["plushpepe-1"]
    # The other one's lock is known after a restart, too.
    again = AlertHouse(world)
    await again.start()
    await again.settle()
    world.clock.advance(29 * HOUR)
    await again.settle()
    assert [gift for _, gift in await again.messages(ALICE)] == ["plushpepe-1", "plushpepe-2"]


@ONE_ENGINE
@pytest.mark.parametrize("restarted", [False, True])
async def test_a_lock_that_was_there_before_the_alert_is_known(
    world: AlertWorld, home: AlertHouse, *, restarted: bool
) -> None:
    until = Instant(world.clock.now() + HOUR)
    await home.put(lot(1, 40, world.clock.now(), locked_until=until))
    await home.settle()
    if restarted:
        home = AlertHouse(world)
        await home.start()
    alice = await home.meet(ALICE)
    world.clock.advance(MINUTE)
    await home.rule(alice, RuleKind.UNDER, collection="plushpepe", price_max="50")
    await home.settle()
    assert await home.messages(ALICE) == []
    world.clock.advance(HOUR)
    await home.settle()
    assert [gift for _, gift in await home.messages(ALICE)] == ["plushpepe-1"]


async def test_nobody_gets_more_in_an_hour_than_they_can_read(
    world: AlertWorld, home: AlertHouse
) -> None:
    alice, bob = await home.meet(ALICE), await home.meet(BOB)
    await home.rule(alice, RuleKind.UNDER, collection="plushpepe", price_max="50")
    await home.rule(bob, RuleKind.UNDER, collection="plushpepe", price_max="50", number_min="23")
    for number in range(TOLD_MOST + 4):
        await home.put(lot(number, 40, world.clock.now()))
        await home.settle()
    told = [text for text, _ in await home.messages(ALICE)]
    assert told == ["notice-gift-under"] * TOLD_MOST + ["notice-gift-many"]
    assert (await home.states(ALICE))[TOLD_MOST - 1 :] == ["told", *["cooled"] * 4]
    assert len(await home.messages(BOB)) == 1, "others hear of what they asked for"
    world.clock.advance(HOUR)
    await home.put(lot(99, 40, world.clock.now()))
    await home.settle()
    assert (await home.messages(ALICE))[-1] == ("notice-gift-under", "plushpepe-99")


@ONE_ENGINE
async def test_a_paused_area_tells_nothing_and_makes_nothing(
    world: AlertWorld, home: AlertHouse
) -> None:
    alice = await home.meet(ALICE)
    carol = await home.meet(CAROL, role=Role.ADMIN)
    rule = await home.rule(alice, RuleKind.UNDER, collection="plushpepe", price_max="50")
    await home.areas.pause(carol, "gifts", "repairs", key=home.key())
    await home.put(lot(1, 40, world.clock.now()))
    await home.settle()
    assert await home.messages(ALICE) == []
    assert await home.sender.open() == 0
    with pytest.raises(AreaPaused):
        await home.rule(alice, RuleKind.LISTED, collection="toybear")
    with pytest.raises(AreaPaused):
        await home.alerts.change(alice, rule.id, ChangeRule(muted=True))
    await home.alerts.mute(alice, rule.id)
    await home.alerts.mute(alice, rule.id, muted=False)
    await home.areas.resume(carol, "gifts", key=home.key())
    await home.settle()
    assert len(await home.messages(ALICE)) == 1


async def test_ten_at_once_pass_no_limit(world: AlertWorld, home: AlertHouse) -> None:
    alice = await home.meet(ALICE)
    home.alerts.most = home.searches.most = 4

    async def make(number: int) -> bool:
        try:
            await home.rule(
                alice, RuleKind.UNDER, collection="plushpepe", price_max=str(number + 1)
            )
        except TooManyAlerts as refused:
            return refused.fields == {"most": 4}
        return False

    refused = await asyncio.gather(*(make(number) for number in range(10)))
    assert refused.count(True) == 6
    assert len(await home.alerts.mine(alice)) == 4


@ONE_ENGINE
@pytest.mark.parametrize(
    ("kind", "more", "field"),
    [
        (RuleKind.UNDER, {"collection": "plushpepe"}, "price_max"),
        (RuleKind.UNDER, {"price_max": "5", "share_bps": 100}, "share_bps"),
        (RuleKind.VALUE, {}, "share_bps"),
        (RuleKind.VALUE, {"share_bps": 10_000}, "share_bps"),
        (RuleKind.FLOOR, {"share_bps": 1_000}, "collection"),
        (RuleKind.LISTED, {"collection": "nope"}, "collection"),
        (RuleKind.RARITY, {"permille": 1_001}, "permille"),
        (RuleKind.WALLET, {}, "wallet"),
        (RuleKind.WALLET, {"wallet": "nobody"}, "wallet"),
        (RuleKind.BACK, {"model": "Gold", "wallet": WHALE}, "wallet"),
    ],
)
async def test_rules_that_make_no_sense(
    home: AlertHouse, kind: RuleKind, more: dict[str, object], field: str
) -> None:
    alice = await home.meet(ALICE)
    with pytest.raises(Invalid) as refused:
        await home.rule(alice, kind, **more)
    assert refused.value.fields == {"field": field}
    with pytest.raises(AlertTooWide):
        await home.rule(alice, RuleKind.LISTED, market="portals")
    order = SaveSearch(name="Nobody", query={"collection": ("nope",)})
    with pytest.raises(Invalid, match="collection"):
        await home.searches.save(alice, order, key=home.key())


@ONE_ENGINE
async def test_a_key_makes_one_rule(home: AlertHouse) -> None:
    alice = await home.meet(ALICE)
    order = SaveSearch(name="Pepes", query={"collection": ("plushpepe",)}, notify=True)
    first = await home.searches.save(alice, order, key=home.key("same"))
    again = await home.searches.save(alice, order, key=home.key("same"))
    assert first == again
    assert len(await home.alerts.mine(alice)) == 1
    await home.searches.remove(alice, first.id)
    assert await home.alerts.mine(alice) == ()


async def test_who_leaves_takes_their_alerts_along(world: AlertWorld, home: AlertHouse) -> None:
    alice, bob = await home.meet(ALICE), await home.meet(BOB)
    for person in (alice, bob):
        await home.rule(person, RuleKind.UNDER, collection="plushpepe", price_max="50")
        order = SaveSearch(name="Pepes", query={"collection": ("plushpepe",)})
        await home.searches.save(person, order, key=home.key())
    await home.put(lot(1, 40, world.clock.now()))
    await home.settle()
    traces = AlertTraceRows(world.database)
    parts = {part.name: part.rows for part in await traces.parts(ALICE)}
    assert {name: len(rows) for name, rows in parts.items()} == {
        "gifts-alert-rules": 1,
        "gifts-alert-firings": 1,
        "gifts-searches": 1,
    }
    home.personal._traces = (*home.personal._traces, traces)
    await home.personal.delete(alice, key=home.key())
    home.hear()
    assert all(not part.rows for part in await traces.parts(ALICE))
    assert len(home.frame.book) == 1
    await home.put(lot(2, 40, world.clock.now()))
    await home.settle()
    assert len(await home.messages(ALICE)) == 0
    assert len(await home.messages(BOB)) == 2
