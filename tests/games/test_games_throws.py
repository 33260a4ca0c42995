"""The matrix of dice messages that are no throws: each has its own refusal, and nothing moves."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from domain.games import refusals
from domain.games.models import LobbyState, PromptState, Reason, Throw, ThrownBy
from domain.ledger import accounts
from domain.shared.actor import Actor
from domain.shared.ids import SECOND, Instant
from domain.shared.money import XTR, Money, stars
from tests.games.arcade import BOT, Arcade
from tests.payments.house import ALICE, BOB, CAROL

GROUP = -100_500

INVALID: dict[str, tuple[type[refusals.NotCounted], Callable[[Throw], Throw]]] = {
    "forwarded": (refusals.Forwarded, lambda t: replace(t, forwarded=True)),
    "via another bot": (refusals.ViaBot, lambda t: replace(t, via_bot=True)),
    "scheduled": (refusals.Scheduled, lambda t: replace(t, scheduled=True)),
    "edited": (refusals.Edited, lambda t: replace(t, edited=True)),
    "in an album": (refusals.InAlbum, lambda t: replace(t, album=True)),
    "in a channel's name": (refusals.InOthersName, lambda t: replace(t, channel=True)),
    "wrong emoji": (refusals.WrongEmoji, lambda t: replace(t, emoji="🎯")),
    "in a group": (refusals.WrongChat, lambda t: replace(t, chat_id=GROUP, private=False)),
    "in another private chat": (refusals.WrongChat, lambda t: replace(t, chat_id=BOB)),
    "no final value": (refusals.NoValue, lambda t: replace(t, value=0)),
    "a value that no dice shows": (refusals.NoValue, lambda t: replace(t, value=7)),
    "older than the prompt": (
        refusals.BeforePrompt,
        lambda t: replace(t, date=Instant(t.date - SECOND)),
    ),
    "numbered before the prompt": (refusals.BeforePrompt, lambda t: replace(t, message_id=1)),
    "after the deadline": (
        refusals.Late,
        lambda t: replace(t, date=Instant(t.date + 46 * SECOND)),
    ),
}


@pytest.mark.parametrize("name", INVALID)
async def test_what_is_no_throw_is_not_counted(arcade: Arcade, name: str) -> None:
    refusal, spoil = INVALID[name]
    alice, bob = await arcade.player(ALICE), await arcade.player(BOB)
    arcade.chats.message(ALICE)
    lobby = await arcade.match(alice, bob)
    with pytest.raises(refusal) as refused:
        await arcade.matches.throw(alice, spoil(arcade.dice(alice, 6)))
    assert refused.value.code == refusal.code
    assert refused.type is refusal
    now = await arcade.lobbies.get(lobby.id)
    assert (now.state, now.seats[0].throws) == (LobbyState.THROWING, ())
    # A good one afterwards counts.
    counted = await arcade.throw(alice, 4)
    assert (counted.value, counted.left) == (4, 0)
    await arcade.invariants()


def test_each_way_not_to_count_has_a_code_of_its_own() -> None:
    kinds = refusals.NotCounted.__subclasses__()
    assert len({kind.code for kind in kinds}) == len(kinds) == 13


async def test_a_second_throw_is_not_counted(arcade: Arcade) -> None:
    alice, bob = await arcade.player(ALICE), await arcade.player(BOB)
    lobby = await arcade.match(alice, bob)
    await arcade.throw(alice, 2)
    with pytest.raises(refusals.Repeated):
        await arcade.throw(alice, 6)
    await arcade.throw(bob, 3)
    assert (await arcade.lobbies.get(lobby.id)).winner == BOB


async def test_the_same_message_again_changes_nothing(arcade: Arcade) -> None:
    alice, bob = await arcade.player(ALICE), await arcade.player(BOB)
    lobby = await arcade.match(alice, bob)
    throw = arcade.dice(alice, 2)
    first = await arcade.matches.throw(alice, throw)
    again = await arcade.matches.throw(alice, throw)
    assert (first.replayed, again.replayed) == (False, True)
    assert (await arcade.lobbies.get(lobby.id)).seats[0].values(0) == (2,)
    await arcade.throw(bob, 6)
    over = await arcade.matches.throw(alice, throw)
    assert over.replayed
    assert over.lobby.winner == BOB


async def test_a_throw_before_anybody_asked(arcade: Arcade) -> None:
    alice, bob = await arcade.player(ALICE), await arcade.player(BOB)
    with pytest.raises(refusals.NoMatch):
        await arcade.throw(alice, 6)
    lobby = await arcade.create(alice)
    with pytest.raises(refusals.NoMatch):
        await arcade.throw(alice, 6)
    await arcade.join(bob, lobby)
    with pytest.raises(refusals.BeforePrompt):
        await arcade.throw(alice, 6)


async def test_somebody_elses_throw_is_nobodys(arcade: Arcade) -> None:
    """Carol plays no match: her dice do not count in another's chat or her own."""
    alice, bob = await arcade.player(ALICE), await arcade.player(BOB)
    carol = await arcade.player(CAROL)
    await arcade.match(alice, bob)
    for throw in (arcade.dice(carol, 6), arcade.dice(alice, 6)):
        with pytest.raises(refusals.NoMatch):
            await arcade.matches.throw(carol, throw)


async def test_a_throw_after_the_end_is_late(arcade: Arcade) -> None:
    alice, bob = await arcade.player(ALICE), await arcade.player(BOB)
    await arcade.match(alice, bob)
    await arcade.throw(alice, 6)
    await arcade.throw(bob, 2)
    with pytest.raises(refusals.Late):
        await arcade.throw(bob, 6)
    await arcade.later(601)
    with pytest.raises(refusals.NoMatch):
        await arcade.throw(bob, 6)


async def test_a_throw_in_time_counts_however_late_it_is_read(arcade: Arcade) -> None:
    """The app was away for a minute: the message's own date decides."""
    alice, bob = await arcade.player(ALICE), await arcade.player(BOB)
    lobby = await arcade.match(alice, bob)
    await arcade.throw(alice, 2)
    in_time = arcade.dice(bob, 6)
    arcade.pass_s(60)
    await arcade.matches.throw(bob, in_time)
    assert (await arcade.lobbies.get(lobby.id)).winner == BOB


async def _absent(arcade: Arcade) -> tuple[Actor, Actor, str]:
    alice, bob = await arcade.player(ALICE), await arcade.player(BOB)
    lobby = await arcade.match(alice, bob)
    await arcade.throw(alice, 3)
    return alice, bob, lobby.id


@pytest.mark.parametrize(("value", "winner"), [(6, BOB), (1, ALICE)])
async def test_the_bot_throws_for_who_is_absent(arcade: Arcade, value: int, winner: int) -> None:
    _, bob, lobby = await _absent(arcade)
    arcade.chats.laid[BOT].append(value)
    await arcade.later(44)
    assert (await arcade.lobbies.get(lobby)).state is LobbyState.THROWING
    assert arcade.chats.dice == []
    await arcade.later(2)
    now = await arcade.lobbies.get(lobby)
    assert (now.state, now.winner) == (LobbyState.RESOLVED, winner)
    assert arcade.chats.dice == [(BOB, value)]
    assert now.seats[1].throws[0].by is ThrownBy.BOT
    with pytest.raises(refusals.Late):
        await arcade.throw(bob, 6)
    await arcade.invariants()


async def test_nobody_throws_twice_when_the_bot_has_been_asked(arcade: Arcade) -> None:
    _, bob, lobby = await _absent(arcade)
    arcade.pass_s(46)
    in_time = replace(arcade.dice(bob, 6), date=Instant(arcade.seconds() - 10 * SECOND))
    await arcade.matches.run_due()
    with pytest.raises(refusals.Late):
        await arcade.matches.throw(bob, in_time)
    await arcade.settle()
    assert len((await arcade.lobbies.get(lobby)).seats[1].throws) == 1


async def test_both_absent_is_void(arcade: Arcade) -> None:
    alice, bob = await arcade.player(ALICE), await arcade.player(BOB)
    lobby = await arcade.match(alice, bob)
    await arcade.later(46)
    now = await arcade.lobbies.get(lobby.id)
    assert (now.state, now.reason) == (LobbyState.VOID, Reason.BOTH_ABSENT)
    assert await arcade.has(ALICE, XTR) == await arcade.has(BOB, XTR) == stars(100)
    assert arcade.chats.dice == []
    assert (await arcade.home.texts_to(BOB))[-1] == "notice-match-void"
    await arcade.invariants()


async def test_who_blocks_the_bot_loses_to_who_threw(arcade: Arcade) -> None:
    _, _, lobby = await _absent(arcade)
    arcade.chats.blocked.add(BOB)
    await arcade.later(46)
    now = await arcade.lobbies.get(lobby)
    assert (now.state, now.winner, now.reason) == (LobbyState.RESOLVED, ALICE, Reason.FORFEIT)
    assert await arcade.has(ALICE, XTR) == Money(10940, XTR)
    await arcade.invariants()


async def test_who_cannot_be_asked_loses_to_who_threw(arcade: Arcade) -> None:
    alice, bob = await arcade.player(ALICE), await arcade.player(BOB)
    arcade.chats.blocked.add(BOB)
    lobby = await arcade.match(alice, bob)
    assert lobby.seats[1].prompt.state is PromptState.UNREACHED
    await arcade.throw(alice, 1)
    await arcade.later(46)
    assert (await arcade.lobbies.get(lobby.id)).winner == ALICE
    assert arcade.chats.dice == []
    await arcade.invariants()


async def test_two_who_cannot_be_asked_have_their_stakes_back(arcade: Arcade) -> None:
    alice, bob = await arcade.player(ALICE), await arcade.player(BOB)
    arcade.chats.blocked |= {ALICE, BOB}
    lobby = await arcade.match(alice, bob)
    assert (lobby.state, lobby.reason) == (LobbyState.VOID, Reason.UNREACHABLE)
    assert await arcade.has(ALICE, XTR) == stars(100)
    await arcade.invariants()


async def test_a_throw_of_unknown_fate_is_never_repeated(arcade: Arcade) -> None:
    _, _, lobby = await _absent(arcade)
    arcade.chats.faults.append("lose")
    await arcade.later(46)
    assert (await arcade.lobbies.get(lobby)).state is LobbyState.THROWING
    assert len(arcade.chats.dice) == 1
    await arcade.later(31)
    now = await arcade.lobbies.get(lobby)
    assert (now.state, now.reason) == (LobbyState.VOID, Reason.FATE_UNKNOWN)
    assert len(arcade.chats.dice) == 1
    assert await arcade.has(ALICE, XTR) == await arcade.has(BOB, XTR) == stars(100)
    await arcade.invariants()


async def test_prompts_that_never_leave_void_the_match(arcade: Arcade) -> None:
    alice, bob = await arcade.player(ALICE), await arcade.player(BOB)
    lobby = await arcade.create(alice)
    await arcade.join(bob, lobby)
    arcade.pass_s(121)
    await arcade.matches.run_due()
    now = await arcade.lobbies.get(lobby.id)
    assert (now.state, now.reason) == (LobbyState.VOID, Reason.NOT_ASKED)
    fees = await arcade.home.ledger.balance(accounts.HOUSE_FEES, XTR)
    assert fees.available == stars(0)
    # They arrive all the same: nothing comes of it.
    await arcade.settle()
    assert await arcade.state(lobby) is LobbyState.VOID
    await arcade.invariants()
