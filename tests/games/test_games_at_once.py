"""Ten at once: they find each other, and nobody sits, stakes or throws twice."""

from dataclasses import replace

import pytest

from domain.games.models import (
    GameCode,
    Lobby,
    LobbyState,
    Matching,
    Reason,
)
from domain.games.refusals import (
    AlreadyPlaying,
    LobbyGone,
    MatchLocked,
)
from domain.shared.ids import UserId
from domain.shared.money import XTR, stars
from tests.games.arcade import ONE_THROW, Arcade
from tests.payments.house import ALICE, BOB, CAROL, at_once

SECRET = replace(ONE_THROW, matching=Matching.PRIVATE)
ANY = replace(ONE_THROW, matching=Matching.ANY)


async def test_any_joins_an_equal_lobby_else_opens_one(arcade: Arcade) -> None:
    alice, bob, carol = [await arcade.player(p) for p in (ALICE, BOB, CAROL)]
    await arcade.create(alice, SECRET)
    other = await arcade.create(bob, replace(ANY, game=GameCode.TARGET))
    assert other.state is LobbyState.OPEN
    joined = await arcade.create(carol, replace(ANY, game=GameCode.TARGET))
    assert (joined.id, joined.state) == (other.id, LobbyState.LOCKED)
    await arcade.invariants()


async def test_ten_who_ask_for_anybody_find_each_other(arcade: Arcade) -> None:
    actors = [await arcade.player(UserId(2000 + n)) for n in range(10)]
    await at_once(10, lambda n: arcade.create(actors[n], ANY))
    counts = await arcade.lobbies.counts()
    assert (counts[LobbyState.LOCKED], counts[LobbyState.OPEN]) == (5, 0)
    await arcade.invariants()


async def test_ten_join_at_once_and_one_sits(arcade: Arcade) -> None:
    alice = await arcade.player(ALICE)
    actors = [await arcade.player(UserId(2000 + n)) for n in range(10)]
    lobby = await arcade.create(alice)
    results = await at_once(10, lambda n: arcade.join(actors[n], lobby))
    assert results.count(LobbyGone) == 9
    await arcade.invariants()


async def test_join_and_leave_at_once(arcade: Arcade) -> None:
    alice, bob = await arcade.player(ALICE), await arcade.player(BOB)
    for _ in range(5):
        lobby = await arcade.create(alice)

        async def act(number: int, at: Lobby = lobby) -> object:
            return await (arcade.leave(alice, at) if number else arcade.join(bob, at))

        results = await at_once(2, act)
        state = await arcade.state(lobby)
        if state is LobbyState.CANCELLED:
            assert results[0] is LobbyGone
        else:
            assert (state, results[1]) == (LobbyState.LOCKED, MatchLocked)
        await arcade.invariants()
        if state is LobbyState.LOCKED:
            await arcade.later(200)


async def test_ten_lobbies_at_once_of_one_person(arcade: Arcade) -> None:
    alice = await arcade.player(ALICE)
    results = await at_once(10, lambda _: arcade.create(alice))
    assert results.count(AlreadyPlaying) == 9
    await arcade.invariants()


async def test_a_stake_and_a_withdrawal_of_the_same_money(arcade: Arcade) -> None:
    """The creator's Stars are gone by another way: nobody's stake moves."""
    alice, bob = await arcade.player(ALICE, 15), await arcade.player(BOB)
    lobby = await arcade.create(alice)
    await arcade.home.spend(alice, 10)
    with pytest.raises(LobbyGone):
        await arcade.join(bob, lobby)
    now = await arcade.lobbies.get(lobby.id)
    assert (now.state, now.reason) == (LobbyState.CANCELLED, Reason.DROPPED)
    assert await arcade.has(BOB, XTR) == stars(100)
    await arcade.invariants()


async def test_ten_spend_while_somebody_joins(arcade: Arcade) -> None:
    alice, bob = await arcade.player(ALICE, 15), await arcade.player(BOB, 15)
    lobby = await arcade.create(alice)

    async def act(number: int) -> object:
        if number == 5:
            return await arcade.join(bob, lobby)
        await arcade.home.spend(alice if number % 2 else bob, 4)
        return None

    await at_once(10, act)
    await arcade.invariants()


async def test_who_throws_at_once_is_counted_once(arcade: Arcade) -> None:
    alice, bob = await arcade.player(ALICE), await arcade.player(BOB)
    lobby = await arcade.match(alice, bob)
    actors = [alice, bob]
    throws = [arcade.dice(actors[n % 2], 1 + n // 2) for n in range(10)]
    results = await at_once(10, lambda n: arcade.matches.throw(actors[n % 2], throws[n]))
    assert sum(isinstance(result, type) for result in results) >= 6
    now = await arcade.lobbies.get(lobby.id)
    assert [len(seat.values(0)) for seat in now.seats] == [1, 1]
    await arcade.invariants()
