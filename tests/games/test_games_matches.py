"""Matches from the lobby to the verdict."""

from dataclasses import replace

import pytest

from domain.games.models import GameCode, LobbyState, Reason, Rule
from domain.games.refusals import Repeated
from domain.ledger import accounts
from domain.shared.money import XTR, Money, stars
from tests.games.arcade import ONE_THROW, Arcade
from tests.payments.house import ALICE, BOB


async def test_the_session_of_the_contract(arcade: Arcade) -> None:
    """Ten Stars each at 3 %: the winner has 19.4 after the pause."""
    alice, bob = await arcade.player(ALICE, 50), await arcade.player(BOB, 50)
    lobby = await arcade.create(alice)
    assert lobby.state is LobbyState.OPEN
    assert (await arcade.home.ledger.balance(accounts.user(ALICE), XTR)).held == stars(0)
    joined = await arcade.join(bob, lobby)
    assert joined.state is LobbyState.LOCKED
    for person in (ALICE, BOB):
        balance = await arcade.home.ledger.balance(accounts.user(person), XTR)
        assert (balance.available, balance.held) == (stars(40), stars(10))
    await arcade.invariants()
    await arcade.deliver()
    assert await arcade.state(lobby) is LobbyState.THROWING
    await arcade.throw(alice, 6)
    seen = await arcade.shown(lobby, bob)
    assert [player.throws for player in seen.players] == [(), ()]
    assert [player.made for player in seen.players] == [1, 0]
    assert len((await arcade.shown(lobby, alice)).players[0].throws) == 1
    await arcade.throw(bob, 2)
    seen = await arcade.shown(lobby, bob)
    assert (seen.state, seen.winner, seen.payout) == (LobbyState.THROWING, None, None)
    assert [[t.value for t in p.throws] for p in seen.players] == [[6], [2]]
    assert seen.allowed == ()
    await arcade.later(5)
    seen = await arcade.shown(lobby, bob)
    assert (seen.state, seen.winner) == (LobbyState.RESOLVED, ALICE)
    assert seen.payout is not None
    assert seen.payout.text == "19.4"
    assert seen.allowed == ("rematch",)
    assert await arcade.has(ALICE, XTR) == Money(5940, XTR)
    assert await arcade.has(BOB, XTR) == stars(40)
    fees = await arcade.home.ledger.balance(accounts.HOUSE_FEES, XTR)
    assert fees.available == Money(60, XTR)
    assert (await arcade.home.texts_to(ALICE))[-1] == "notice-match-won"
    assert (await arcade.home.texts_to(BOB))[-1] == "notice-match-lost"
    await arcade.invariants()


async def test_a_tie_is_thrown_again_and_the_fourth_splits(arcade: Arcade) -> None:
    alice, bob = await arcade.player(ALICE), await arcade.player(BOB)
    lobby = await arcade.match(alice, bob)
    for turn in range(4):
        assert (await arcade.lobbies.get(lobby.id)).turn == turn
        await arcade.throw(alice, 3)
        await arcade.throw(bob, 3)
        await arcade.settle()
    now = await arcade.lobbies.get(lobby.id)
    assert (now.state, now.reason) == (LobbyState.SPLIT, Reason.TIES)
    assert await arcade.has(ALICE, XTR) == await arcade.has(BOB, XTR) == stars(100)
    await arcade.later(5)
    assert (await arcade.home.texts_to(BOB))[-1] == "notice-match-split"
    await arcade.invariants()


@pytest.mark.parametrize(
    ("rule", "game", "alices", "bobs", "winner"),
    [
        (Rule.BEST_OF_3, GameCode.DICE, [6, 1, 5], [2, 3, 4], ALICE),
        (Rule.BEST_OF_3, GameCode.DICE, [6, 5], [2, 3], ALICE),
        (Rule.SUM_OF_3, GameCode.TARGET, [1, 1, 6], [3, 3, 3], BOB),
        (Rule.BULLSEYE_RACE, GameCode.TARGET, [5, 4, 1], [1, 2, 6], BOB),
        (Rule.BULLSEYE_RACE, GameCode.TARGET, [6, 6], [6, 5], ALICE),
    ],
)
async def test_rules_with_more_throws(
    arcade: Arcade, rule: Rule, game: GameCode, alices: list[int], bobs: list[int], winner: int
) -> None:
    """Each throws at their own pace, three in a row or in turns."""
    alice, bob = await arcade.player(ALICE), await arcade.player(BOB)
    emoji = "🎲" if game is GameCode.DICE else "🎯"
    lobby = await arcade.match(alice, bob, replace(ONE_THROW, game=game, rule=rule))
    for value in alices:
        await arcade.throw(alice, value, emoji=emoji)
    for value in bobs:
        assert await arcade.state(lobby) is LobbyState.THROWING
        await arcade.throw(bob, value, emoji=emoji)
    assert (await arcade.lobbies.get(lobby.id)).winner == winner
    await arcade.invariants()


async def test_throws_beyond_the_quota_do_not_count(arcade: Arcade) -> None:
    alice, bob = await arcade.player(ALICE), await arcade.player(BOB)
    lobby = await arcade.match(alice, bob, replace(ONE_THROW, rule=Rule.SUM_OF_3))
    for value in (1, 2, 3):
        await arcade.throw(alice, value)
    with pytest.raises(Repeated):
        await arcade.throw(alice, 6)
    assert (await arcade.lobbies.get(lobby.id)).seats[0].values(0) == (1, 2, 3)
