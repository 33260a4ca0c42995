"""Responsible play: one gate in front of every stake, and nobody gets around it."""

from dataclasses import replace
from pathlib import Path

import pytest

from domain.games.care_models import LimitKind, PauseKind, Period, SetLimit
from domain.games.models import Entrance, LobbyState
from domain.games.refusals import (
    LobbyGone,
    PlayLimitReached,
    RealityCheckDue,
    ReminderNeeded,
    SelfExcluded,
    TooSoon,
)
from domain.shared.actor import Actor
from domain.shared.ids import DAY
from domain.shared.money import XTR, Money, stars
from domain.shared.refusals import AmountNotWhole, AmountTooSmall, Invalid, NotFound
from tests.games.arcade import ONE_THROW, Arcade
from tests.payments.house import ALICE, BOB

CHAT = replace(ONE_THROW, entrance=Entrance.CHAT)


def _limit(kind: LimitKind, whole: int | None, period: Period = Period.DAY) -> SetLimit:
    amount = stars(whole) if whole is not None else None
    return SetLimit(kind=kind, period=period, asset=XTR, amount=amount)


async def _lose(arcade: Arcade, loser: Actor, winner: Actor) -> None:
    lobby = await arcade.match(loser, winner)
    await arcade.throw(loser, 1)
    await arcade.throw(winner, 6)
    await arcade.later(5)
    assert (await arcade.lobbies.get(lobby.id)).winner == winner.id


async def test_the_loss_limit_counts_the_stake_as_lost(arcade: Arcade) -> None:
    alice, bob = await arcade.player(ALICE), await arcade.player(BOB)
    await arcade.care.set(alice, _limit(LimitKind.LOSS, 25))
    await _lose(arcade, alice, bob)
    await _lose(arcade, alice, bob)
    with pytest.raises(PlayLimitReached) as refused:
        await arcade.create(alice)
    assert refused.value.code == "limit-reached"
    assert (refused.value.fields["limit"], refused.value.fields["left"]) == (stars(25), stars(5))
    arcade.pass_s(24 * 3600)
    await arcade.create(alice)


async def test_a_win_gives_room_below_the_loss_limit(arcade: Arcade) -> None:
    alice, bob = await arcade.player(ALICE), await arcade.player(BOB)
    """Ten lost of nine and a half won: the eleventh is not reached yet."""
    await arcade.care.set(alice, _limit(LimitKind.LOSS, 11))
    await _lose(arcade, bob, alice)
    await _lose(arcade, alice, bob)
    await arcade.create(alice)


async def test_the_stake_limit_counts_every_stake(arcade: Arcade) -> None:
    alice, bob = await arcade.player(ALICE), await arcade.player(BOB)
    await arcade.care.set(alice, _limit(LimitKind.STAKE, 20, Period.WEEK))
    await _lose(arcade, bob, alice)
    await _lose(arcade, bob, alice)
    with pytest.raises(PlayLimitReached):
        await arcade.create(alice)
    # Nor by joining what somebody else opened.
    lobby = await arcade.create(bob)
    with pytest.raises(PlayLimitReached):
        await arcade.join(alice, lobby)
    arcade.pass_s(3 * 24 * 3600)
    await arcade.settle()
    with pytest.raises(PlayLimitReached):
        await arcade.create(alice)


async def test_a_limit_set_while_waiting_takes_the_lobby_back(arcade: Arcade) -> None:
    alice, bob = await arcade.player(ALICE), await arcade.player(BOB)
    lobby = await arcade.create(alice)
    await arcade.care.set(alice, _limit(LimitKind.STAKE, 5))
    with pytest.raises(LobbyGone):
        await arcade.join(bob, lobby)
    assert await arcade.state(lobby) is LobbyState.CANCELLED
    assert await arcade.has(BOB, XTR) == stars(100)


async def test_raising_a_limit_takes_a_day_and_a_second_yes(arcade: Arcade) -> None:
    alice = await arcade.player(ALICE)
    stake = LimitKind.STAKE
    await arcade.care.set(alice, _limit(stake, 10))
    asked = await arcade.care.set(alice, _limit(stake, 50))
    assert asked is not None
    assert asked.amount == stars(10)
    assert asked.pending is not None
    with pytest.raises(TooSoon):
        await arcade.care.confirm(alice, stake, Period.DAY, XTR)
    with pytest.raises(PlayLimitReached):
        await arcade.create(alice, replace(ONE_THROW, stake=stars(20)))
    arcade.pass_s(24 * 3600)
    with pytest.raises(PlayLimitReached):
        await arcade.create(alice, replace(ONE_THROW, stake=stars(20)))
    done = await arcade.care.confirm(alice, stake, Period.DAY, XTR)
    assert done is not None
    assert (done.amount, done.pending) == (stars(50), None)
    await arcade.create(alice, replace(ONE_THROW, stake=stars(20)))
    standing = await arcade.care.standing(alice)
    assert standing.limits == (done,)


async def test_a_raise_can_be_taken_back(arcade: Arcade) -> None:
    alice = await arcade.player(ALICE)
    with pytest.raises(NotFound):
        await arcade.care.confirm(alice, LimitKind.LOSS, Period.DAY, XTR)
    await arcade.care.set(alice, _limit(LimitKind.LOSS, 10))
    await arcade.care.set(alice, _limit(LimitKind.LOSS, None))
    kept = await arcade.care.keep(alice, LimitKind.LOSS, Period.DAY, XTR)
    assert kept.pending is None
    arcade.pass_s(48 * 3600)
    with pytest.raises(NotFound):
        await arcade.care.confirm(alice, LimitKind.LOSS, Period.DAY, XTR)


@pytest.mark.parametrize(("units", "refusal"), [(0, AmountTooSmall), (150, AmountNotWhole)])
async def test_wrong_limits(arcade: Arcade, units: int, refusal: type[Exception]) -> None:
    alice = await arcade.player(ALICE)
    order = _limit(LimitKind.LOSS, 1)
    assert order.amount is not None
    with pytest.raises(refusal):
        await arcade.care.set(alice, replace(order, amount=replace(order.amount, units=units)))


async def test_the_deposit_limit(arcade: Arcade) -> None:
    alice = await arcade.player(ALICE, 50)
    await arcade.play.allow_deposit(ALICE, stars(1000))
    await arcade.care.set(alice, _limit(LimitKind.DEPOSIT, 60, Period.MONTH))
    await arcade.play.allow_deposit(ALICE, stars(10))
    with pytest.raises(PlayLimitReached):
        await arcade.play.allow_deposit(ALICE, stars(11))
    arcade.pass_s(30 * 24 * 3600)
    await arcade.play.allow_deposit(ALICE, stars(60))


async def test_exclusion_is_at_once_and_cannot_be_shortened(arcade: Arcade) -> None:
    alice, bob = await arcade.player(ALICE), await arcade.player(BOB)
    lobby = await arcade.create(alice)
    pause = await arcade.care.exclude(alice, 6)
    assert pause.kind is PauseKind.EXCLUSION
    assert pause.until - arcade.tools.clock.now() >= 182 * DAY
    assert await arcade.state(lobby) is LobbyState.CANCELLED
    assert await arcade.care.take_break(alice, 24) == pause
    theirs = await arcade.create(bob)
    for attempt in (arcade.create(alice), arcade.join(alice, theirs)):
        with pytest.raises(SelfExcluded):
            await attempt
    with pytest.raises(SelfExcluded):
        await arcade.play.allow_deposit(ALICE, stars(15))
    with pytest.raises(Invalid):
        await arcade.care.exclude(alice, 1)
    arcade.pass_s(183 * 24 * 3600)
    await arcade.create(alice)


async def test_a_running_match_is_played_to_its_end(arcade: Arcade) -> None:
    alice, bob = await arcade.player(ALICE), await arcade.player(BOB)
    await arcade.match(alice, bob)
    await arcade.care.take_break(alice, 24)
    await arcade.throw(alice, 6)
    counted = await arcade.throw(bob, 1)
    assert counted.lobby.winner == ALICE
    await arcade.invariants()


async def test_the_reminder_is_tapped_once_a_day_in_chat(arcade: Arcade) -> None:
    alice = await arcade.player(ALICE)
    assert (await arcade.care.standing(alice)).reminder_due
    with pytest.raises(ReminderNeeded):
        await arcade.create(alice, CHAT)
    await arcade.care.remind(alice)
    lobby = await arcade.create(alice, CHAT)
    await arcade.leave(alice, lobby)
    await arcade.create(alice, CHAT)
    await arcade.later(24 * 3600)
    with pytest.raises(ReminderNeeded):
        await arcade.create(alice, CHAT)


async def test_the_reality_check_stops_play_until_it_is_read(arcade: Arcade) -> None:
    alice, bob = await arcade.player(ALICE), await arcade.player(BOB)
    await arcade.care.set_reality(alice, 30)
    with pytest.raises(Invalid):
        await arcade.care.set_reality(alice, 45)
    await _lose(arcade, alice, bob)
    await arcade.later(20 * 60)
    await _lose(arcade, alice, bob)
    await arcade.later(10 * 60)
    with pytest.raises(RealityCheckDue) as check:
        await arcade.create(alice)
    assert check.value.fields["minutes"] == 30
    assert check.value.fields["net"] == [Money(-2000, XTR)]
    await arcade.care.dismiss(alice)
    await _lose(arcade, alice, bob)
    # After half an hour without play it is another sitting.
    await arcade.later(31 * 60)
    await arcade.create(alice)
    assert (await arcade.care.standing(bob)).sitting_minutes == 0


async def test_no_game_holds_money_but_through_the_gate() -> None:
    """`Stakes.hold` is the only call of the ledger's hold in games, and takes what only the gate
    gives.
    """
    folder = Path(__file__).parents[2] / "domain" / "games"
    holding = [p.name for p in folder.rglob("*.py") if "_ledger.hold(" in p.read_text()]
    admitting = [p.name for p in folder.rglob("*.py") if "Admitted(" in p.read_text()]
    assert holding == ["stakes.py"]
    assert admitting == ["stakes.py"]


async def test_two_stakes_at_once_are_judged_one_after_another(arcade: Arcade) -> None:
    """The person's row is guarded: what was judged on an old one is judged again."""
    alice = await arcade.player(ALICE)
    player = await arcade.play.player(ALICE)
    await arcade.care.remind(alice)
    change = arcade.play.seated(player)
    with pytest.raises(Exception, match="games_players"):
        await arcade.tools.writer.put([change])
    assert (await arcade.play.player(ALICE)).version == 1
