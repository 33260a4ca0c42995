"""Lobbies: every wrong move has its own refusal, and no stake moves."""

from dataclasses import replace

import pytest

from domain.games.models import (
    GameCode,
    GameSettings,
    LobbyState,
    Matching,
    Rematch,
    Rule,
)
from domain.games.ports import LobbyFilter
from domain.games.refusals import (
    AlreadyPlaying,
    AssetNotAllowed,
    ChatNeeded,
    LobbyGone,
    MatchLocked,
    NotYourMatch,
    OwnLobby,
)
from domain.ledger import accounts
from domain.shared.actor import Actor, Role
from domain.shared.ids import UserId
from domain.shared.money import POINTS, XTR, Money, of, stars
from domain.shared.refusals import (
    AmountNotWhole,
    AmountTooLarge,
    AmountTooSmall,
    AreaPaused,
    DomainError,
    Invalid,
    NotEnoughFunds,
    NotFound,
)
from domain.users.models import Sighting
from domain.users.refusals import Banned, TermsNeeded
from tests.games.arcade import ONE_THROW, Arcade, GameTools
from tests.payments.house import ALICE, BOB, CAROL, TERMS, at_once

SECRET = replace(ONE_THROW, matching=Matching.PRIVATE)
ANY = replace(ONE_THROW, matching=Matching.ANY)


@pytest.mark.parametrize(
    ("stake", "refusal"),
    [
        (stars(9), AmountTooSmall),
        (Money(1050, XTR), AmountNotWhole),
        (stars(10_001), AmountTooLarge),
        (stars(101), NotEnoughFunds),
        (of(POINTS, 101), NotEnoughFunds),
    ],
)
async def test_wrong_stakes(arcade: Arcade, stake: Money, refusal: type[DomainError]) -> None:
    alice = await arcade.player(ALICE)
    with pytest.raises(refusal):
        await arcade.create(alice, replace(ONE_THROW, stake=stake))
    assert await arcade.lobbies.current(alice) is None
    await arcade.invariants()


async def test_wrong_rule_and_asset(game_tools: GameTools) -> None:
    arcade = Arcade(replace(game_tools, settings=GameSettings()))
    alice = await arcade.player(ALICE)
    with pytest.raises(Invalid):
        await arcade.create(alice, replace(ONE_THROW, rule=Rule.BULLSEYE_RACE))
    with pytest.raises(AssetNotAllowed):
        await arcade.create(alice)
    await arcade.create(alice, replace(ONE_THROW, stake=of(POINTS, 10)))


async def test_wrong_moves(arcade: Arcade) -> None:
    alice, bob, carol = [await arcade.player(p) for p in (ALICE, BOB, CAROL)]
    lobby = await arcade.create(alice)
    with pytest.raises(AlreadyPlaying):
        await arcade.create(alice)
    with pytest.raises(OwnLobby):
        await arcade.join(alice, lobby)
    with pytest.raises(NotYourMatch):
        await arcade.leave(bob, lobby)
    await arcade.join(bob, lobby)
    with pytest.raises(OwnLobby):
        await arcade.join(alice, lobby)
    with pytest.raises(AlreadyPlaying):
        await arcade.join(bob, lobby)
    with pytest.raises(LobbyGone):
        await arcade.join(carol, lobby)
    for player in (alice, bob):
        with pytest.raises(MatchLocked):
            await arcade.leave(player, lobby)
        with pytest.raises(AlreadyPlaying):
            await arcade.create(player)
    with pytest.raises(NotYourMatch):
        await arcade.leave(carol, lobby)
    with pytest.raises(NotFound):
        await arcade.lobbies.get("none")
    for person in (ALICE, BOB):
        held = (await arcade.home.ledger.balance(accounts.user(person), XTR)).held
        assert held == stars(10)
    await arcade.invariants()


async def test_leaving_and_expiry_free_the_seat(arcade: Arcade) -> None:
    alice, bob = await arcade.player(ALICE), await arcade.player(BOB)
    left = await arcade.create(alice)
    assert (await arcade.leave(alice, left)).state is LobbyState.CANCELLED
    with pytest.raises(LobbyGone):
        await arcade.leave(alice, left)
    with pytest.raises(LobbyGone):
        await arcade.join(bob, left)
    expired = await arcade.create(alice)
    await arcade.later(601)
    assert await arcade.state(expired) is LobbyState.CANCELLED
    assert (await arcade.home.texts_to(ALICE))[-1] == "notice-lobby-over"
    with pytest.raises(LobbyGone):
        await arcade.join(bob, expired)
    await arcade.create(alice)
    await arcade.invariants()


async def test_an_expired_lobby_is_gone_before_the_sweep(arcade: Arcade) -> None:
    alice, bob = await arcade.player(ALICE), await arcade.player(BOB)
    lobby = await arcade.create(alice)
    arcade.pass_s(601)
    with pytest.raises(LobbyGone):
        await arcade.join(bob, lobby)
    assert (await arcade.create(bob, ANY)).id != lobby.id


async def test_the_same_key_makes_one_lobby(arcade: Arcade) -> None:
    alice, bob = await arcade.player(ALICE), await arcade.player(BOB)
    first = await arcade.create(alice, key="k1")
    assert (await arcade.create(alice, key="k1")).id == first.id
    locked = await arcade.join(bob, first, key="k2")
    assert (await arcade.join(bob, first, key="k2")).id == locked.id
    await arcade.invariants()


async def test_a_challenge_is_for_one_person(arcade: Arcade) -> None:
    alice, bob, carol = [await arcade.player(p) for p in (ALICE, BOB, CAROL)]
    lobby = await arcade.create(alice, replace(SECRET, invited=BOB))
    assert (await arcade.home.texts_to(BOB))[-1] == "notice-challenge"
    with pytest.raises(NotYourMatch):
        await arcade.join(carol, lobby)
    assert (await arcade.shown(lobby, carol)).allowed == ()
    assert (await arcade.shown(lobby, bob)).allowed == ("join",)
    assert (await arcade.join(bob, lobby)).state is LobbyState.LOCKED


async def _played(arcade: Arcade) -> tuple[Actor, Actor, str]:
    alice, bob = await arcade.player(ALICE), await arcade.player(BOB)
    lobby = await arcade.match(alice, bob)
    await arcade.throw(alice, 6)
    await arcade.throw(bob, 2)
    await arcade.later(5)
    return alice, bob, lobby.id


async def test_a_rematch_is_joined_by_the_other(arcade: Arcade) -> None:
    alice, bob, played = await _played(arcade)
    carol = await arcade.player(CAROL)

    async def rematch(actor: Actor) -> object:
        return await arcade.lobbies.rematch(actor, Rematch(lobby=played), key=arcade.home.key())

    with pytest.raises(NotYourMatch):
        await rematch(carol)
    await at_once(2, lambda n: rematch((alice, bob)[n]))
    now = await arcade.lobbies.current(alice)
    assert now is not None
    assert now.state is LobbyState.LOCKED
    assert now.rematch_of == played
    assert {seat.person for seat in now.seats} == {ALICE, BOB}
    with pytest.raises(AlreadyPlaying):
        await rematch(alice)
    await arcade.invariants()


async def test_lists_hide_private_lobbies_and_verdicts(arcade: Arcade) -> None:
    alice, bob, carol = [await arcade.player(p) for p in (ALICE, BOB, CAROL)]
    lobby = await arcade.match(alice, bob)
    hidden = await arcade.create(carol, SECRET)
    await arcade.throw(alice, 6)
    await arcade.throw(bob, 1)

    async def ids(**which: object) -> list[str]:
        found = await arcade.lobbies.find(
            LobbyFilter(**which),  # type: ignore[arg-type]
            cursor=None,
            limit=10,
        )
        return [one.id for one in found.items]

    assert await ids() == [lobby.id]
    assert await ids(person=CAROL) == [hidden.id]
    assert await ids(states=frozenset({LobbyState.RESOLVED})) == []
    assert await ids(states=frozenset({LobbyState.THROWING})) == [lobby.id]
    await arcade.later(5)
    assert await ids(states=frozenset({LobbyState.RESOLVED})) == [lobby.id]
    assert await ids(states=frozenset({LobbyState.THROWING})) == []
    assert await ids(game=GameCode.TARGET) == []


async def test_pages_of_lobbies_go_on_where_they_ended(arcade: Arcade) -> None:
    actors = [await arcade.player(UserId(2000 + n)) for n in range(5)]
    made = [(await arcade.create(actor)).id for actor in actors]
    first = await arcade.lobbies.find(LobbyFilter(), cursor=None, limit=3)
    rest = await arcade.lobbies.find(LobbyFilter(), cursor=first.next, limit=3)
    assert [one.id for one in (*first.items, *rest.items)] == made[::-1]
    assert rest.next is None
    with pytest.raises(Invalid):
        await arcade.lobbies.find(LobbyFilter(), cursor="forged", limit=3)


async def test_who_may_not_play(arcade: Arcade) -> None:
    alice, bob = await arcade.player(ALICE), await arcade.player(BOB)
    admin = await arcade.home.meet(UserId(9), role=Role.ADMIN)
    lobby = await arcade.create(bob)
    stranger = Actor(id=UserId(77))
    with pytest.raises(TermsNeeded):
        await arcade.create(stranger)
    await arcade.home.people.meet(Sighting(id=UserId(77), name="Dave"))
    await arcade.home.terms.accept(stranger, TERMS)
    with pytest.raises(ChatNeeded):
        await arcade.join(stranger, lobby)
    await arcade.home.areas.pause(admin, "games", "repairs", key=arcade.home.key())
    with pytest.raises(AreaPaused):
        await arcade.join(alice, lobby)
    await arcade.home.areas.resume(admin, "games", key=arcade.home.key())
    await arcade.home.people.set_blocked(ALICE, blocked=True)
    with pytest.raises(ChatNeeded):
        await arcade.join(alice, lobby)
    await arcade.home.people.set_blocked(ALICE, blocked=False)
    await arcade.home.bans.ban(admin, BOB, "cheating", key=arcade.home.key())
    with pytest.raises(Banned):
        await arcade.join(bob, lobby)
    with pytest.raises(LobbyGone):
        await arcade.join(stranger_with_stars := await arcade.player(CAROL), lobby)
    assert await arcade.has(stranger_with_stars.id, XTR) == stars(100)
    assert await arcade.state(lobby) is LobbyState.CANCELLED
    await arcade.invariants()


async def test_a_ban_in_a_match_takes_nothing(arcade: Arcade) -> None:
    """What was staked is played to its end."""
    alice, bob = await arcade.player(ALICE), await arcade.player(BOB)
    admin = await arcade.home.meet(UserId(9), role=Role.ADMIN)
    await arcade.match(alice, bob)
    await arcade.home.bans.ban(admin, BOB, "cheating", key=arcade.home.key())
    await arcade.throw(alice, 1)
    counted = await arcade.throw(bob, 6)
    assert counted.lobby.winner == BOB
    await arcade.invariants()


async def test_points_come_with_the_first_visit_of_a_day(arcade: Arcade) -> None:
    alice = await arcade.player(ALICE, 0)
    results = await at_once(10, lambda _: arcade.points.visit(alice))
    assert sum(result is not None for result in results) == 1
    assert await arcade.has(ALICE, POINTS) == of(POINTS, 100)
    arcade.pass_s(24 * 3600)
    await arcade.create(alice, replace(ONE_THROW, stake=of(POINTS, 150)))
    assert await arcade.has(ALICE, POINTS) == of(POINTS, 200)
    await arcade.invariants()
