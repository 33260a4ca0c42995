"""What is kept of matches: history, statistics, board, receipts, fairness, flags, voids."""

from dataclasses import replace

import pytest

from domain.games.matches.voids import VOID, VoidMatches
from domain.games.models import LobbyState, Reason, Rule
from domain.games.record_models import HistoryFilter, Receipt, ReceiptSeat, Result
from domain.payments.approvals import Approvals
from domain.payments.models import ApprovalState, AreaAct
from domain.payments.refusals import SecondPersonNeeded
from domain.shared.actor import Actor, Role
from domain.shared.change import flatten
from domain.shared.ids import UserId
from domain.shared.money import POINTS, XTR, Money, stars
from domain.shared.refusals import AlreadyDone, Invalid, NotAllowed, NotFound
from domain.users.models import Sighting
from storage.payments.approvals import ApprovalRows
from tests.games.arcade import ONE_THROW, Arcade
from tests.payments.house import ALICE, BOB, CAROL

ADMIN, OTHER = UserId(9), UserId(10)


async def _won(arcade: Arcade, winner: Actor, loser: Actor) -> str:
    lobby = await arcade.match(winner, loser)
    await arcade.throw(winner, 6)
    await arcade.throw(loser, 2)
    await arcade.later(5)
    return lobby.id


async def test_history_statistics_and_board(arcade: Arcade) -> None:
    alice, bob = await arcade.player(ALICE), await arcade.player(BOB)
    ids = [await _won(arcade, alice, bob), await _won(arcade, bob, alice)]
    page = await arcade.records.history(alice, HistoryFilter(), cursor=None, limit=10)
    assert [(one.ref, one.result) for one in page.items] == [
        (ids[1], Result.LOST),
        (ids[0], Result.WON),
    ]
    assert page.items[1].returned == Money(1940, XTR)
    assert page.items[0].other_name == "Bob"
    won = HistoryFilter(result=Result.WON, asset=XTR)
    assert len((await arcade.records.history(bob, won, cursor=None, limit=10)).items) == 1
    none = HistoryFilter(asset=POINTS)
    assert (await arcade.records.history(bob, none, cursor=None, limit=10)).items == ()
    (tally,) = await arcade.records.statistics(alice)
    assert (tally.games, tally.wins, tally.net) == (2, 1, Money(-60, XTR))
    await _won(arcade, alice, bob)
    board = await arcade.records.board(XTR)
    assert [(one.name, one.games, one.wins) for one in board.leaders] == [
        ("Alice", 3, 2),
        ("Bob", 3, 1),
    ]
    assert board.leaders[0].net == Money(880, XTR)
    assert (await arcade.records.board(POINTS)).leaders == ()
    await arcade.later(7 * 24 * 3600)
    assert (await arcade.records.board(XTR)).leaders == ()
    assert len(await arcade.records.export(alice)) == 3


async def test_a_void_match_is_in_the_history_but_counts_nowhere(arcade: Arcade) -> None:
    alice, bob = await arcade.player(ALICE), await arcade.player(BOB)
    await arcade.match(alice, bob)
    await arcade.later(60)
    page = await arcade.records.history(alice, HistoryFilter(), cursor=None, limit=10)
    assert [one.result for one in page.items] == [Result.VOID]
    assert await arcade.records.statistics(alice) == ()


async def test_a_receipt_can_be_checked_by_anybody(arcade: Arcade) -> None:
    alice, bob, carol = [await arcade.player(p) for p in (ALICE, BOB, CAROL)]
    lobby = await arcade.match(alice, bob)
    await arcade.throw(alice, 6)
    await arcade.throw(bob, 2)
    with pytest.raises(NotFound):
        await arcade.receipts.receipt(alice, lobby.id)
    await arcade.later(5)
    with pytest.raises(NotFound):
        await arcade.receipts.receipt(carol, lobby.id)
    receipt = await arcade.receipts.receipt(alice, lobby.id)
    assert [seat.throws[0].value for seat in receipt.seats] == [6, 2]
    found = await arcade.receipts.verify(receipt)
    assert found.valid
    assert len({check.name for check in found.checks}) == len(found.checks) == 10


def _seat(receipt: Receipt, number: int, seat: ReceiptSeat) -> Receipt:
    seats = tuple(seat if n == number else one for n, one in enumerate(receipt.seats))
    return replace(receipt, seats=seats)


def _value(receipt: Receipt, value: int) -> Receipt:
    seat = receipt.seats[1]
    return _seat(receipt, 1, replace(seat, throws=(replace(seat.throws[0], value=value),)))


@pytest.mark.parametrize(
    "wrong",
    [
        {"two-players"},
        {"values"},
        {"verdict"},
        {"payout"},
        {"terms-hash"},
        {"after-prompt"},
        {"counted-once"},
        {"own-chats"},
        {"emoji"},
        {"recorded"},
    ],
)
async def test_a_receipt_that_was_changed_is_not_valid(arcade: Arcade, wrong: set[str]) -> None:
    alice, bob = await arcade.player(ALICE), await arcade.player(BOB)
    lobby = await _won(arcade, alice, bob)
    good = await arcade.receipts.receipt(bob, lobby)
    first, second = good.seats
    throw = second.throws[0]
    forged = {
        "two-players": replace(good, seats=(first,)),
        "values": _value(good, 9),
        "verdict": replace(good, winner=BOB),
        "payout": replace(good, payout=stars(20)),
        "terms-hash": replace(good, terms=replace(good.terms, stake=stars(5))),
        "after-prompt": _seat(good, 1, replace(second, prompt_message_id=99)),
        "counted-once": _seat(good, 1, replace(second, throws=(throw, throw))),
        "own-chats": _seat(good, 1, replace(second, throws=(replace(throw, chat_id=ALICE),))),
        "emoji": _seat(good, 1, replace(second, throws=(replace(throw, emoji="🎯"),))),
        "recorded": _value(good, 3),
    }
    for name in wrong:
        found = await arcade.receipts.verify(forged[name])
        failed = {check.name for check in found.checks if not check.ok}
        assert not found.valid
        assert {name, "recorded"} <= failed
    assert not (await arcade.receipts.verify(replace(good, lobby="unheard of"))).valid


@pytest.mark.parametrize("how", ["split", "forfeit", "void", "best"])
async def test_every_kind_of_end_has_a_valid_receipt(arcade: Arcade, how: str) -> None:
    alice, bob = await arcade.player(ALICE), await arcade.player(BOB)
    rule = Rule.BEST_OF_3 if how == "best" else Rule.SINGLE
    lobby = await arcade.match(alice, bob, replace(ONE_THROW, rule=rule))
    if how == "split":
        for _ in range(4):
            await arcade.throw(alice, 3)
            await arcade.throw(bob, 3)
            await arcade.settle()
    elif how == "forfeit":
        arcade.chats.blocked.add(BOB)
        await arcade.throw(alice, 1)
    elif how == "best":
        for mine, theirs in ((1, 2), (3, 2), (4, 4), (5, 1)):
            await arcade.throw(alice, mine)
            await arcade.throw(bob, theirs)
            await arcade.settle()
    await arcade.later(50)
    await arcade.later(5)
    found = await arcade.receipts.verify(await arcade.receipts.receipt(alice, lobby.id))
    assert found.valid, found
    wanted = {"split": LobbyState.SPLIT, "void": LobbyState.VOID}.get(how, LobbyState.RESOLVED)
    assert await arcade.state(lobby) is wanted


async def test_fairness_counts_our_own_throws(arcade: Arcade) -> None:
    alice, bob = await arcade.player(ALICE), await arcade.player(BOB)
    await _won(arcade, alice, bob)
    found = await arcade.fairness.dice()
    assert (found.n, found.values[6], found.values[2], found.values[1]) == (2, 1, 1, 0)
    assert (found.chi_square, found.p) == ("4", "0.5494")


async def test_pairs_that_meet_too_often_are_flagged_and_count_no_more(arcade: Arcade) -> None:
    alice, bob = await arcade.player(ALICE), await arcade.player(BOB)
    moderator = await arcade.home.meet(ADMIN, role=Role.MODERATOR)
    for _ in range(7):
        await _won(arcade, alice, bob)
    board = await arcade.records.board(XTR)
    assert [one.games for one in board.leaders] == [5, 5]
    page = await arcade.review.flags(moderator, cursor=None, limit=10)
    (flag,) = page.items
    assert flag.people == (ALICE, BOB)
    with pytest.raises(NotAllowed):
        await arcade.review.flags(alice, cursor=None, limit=10)
    with pytest.raises(Invalid):
        await arcade.review.close(moderator, flag.id, " ", key=arcade.home.key())
    closed = await arcade.review.close(moderator, flag.id, "brothers", key=arcade.home.key())
    assert closed.closed_by == ADMIN
    assert (await arcade.review.flags(moderator, cursor=None, limit=10)).items == ()
    with pytest.raises(AlreadyDone):
        await arcade.review.close(moderator, flag.id, "again", key=arcade.home.key())


async def test_who_brought_whom_counts_for_neither(arcade: Arcade) -> None:
    alice = await arcade.player(ALICE)
    code = (await arcade.home.people.me(alice)).referral
    bob = await _brought(arcade, code)
    await _won(arcade, alice, bob)
    assert (await arcade.records.board(XTR)).leaders == ()
    moderator = await arcade.home.meet(ADMIN, role=Role.MODERATOR)
    (flag,) = (await arcade.review.flags(moderator, cursor=None, limit=10)).items
    assert flag.kind.value == "related"


async def _brought(arcade: Arcade, code: str) -> Actor:
    await arcade.home.people.meet(Sighting(id=BOB, username="bob", name="Bob"))
    await arcade.home.people.start(Actor(id=BOB), f"ref_{code}")
    return await arcade.player(BOB)


def _approvals(arcade: Arcade) -> Approvals:
    doer = VoidMatches(arcade.frame, arcade.home.audit)
    frame = arcade.home.approvals._frame
    return Approvals(frame, ApprovalRows(arcade.tools.database), {}, more={VOID: doer})


async def test_staff_void_a_match_with_a_reason(arcade: Arcade) -> None:
    alice, bob = await arcade.player(ALICE), await arcade.player(BOB)
    admin = await arcade.home.meet(ADMIN, role=Role.ADMIN)
    approvals, key = _approvals(arcade), arcade.home.key
    lobby = await arcade.match(alice, bob)
    await arcade.throw(alice, 6)
    with pytest.raises(NotAllowed):
        await approvals.ask(alice, AreaAct(kind=VOID, ref=lobby.id, why="mine"), key=key())
    with pytest.raises(Invalid):
        await approvals.ask(admin, AreaAct(kind=VOID, ref=lobby.id, why=" "), key=key())
    asked = await approvals.ask(admin, AreaAct(kind=VOID, ref=lobby.id, why="a fault"), key=key())
    assert (await approvals.confirm(admin, asked.id, key=key())).state is ApprovalState.DONE
    now = await arcade.lobbies.get(lobby.id)
    assert (now.state, now.reason, now.why) == (LobbyState.VOID, Reason.STAFF, "a fault")
    assert await arcade.has(ALICE, XTR) == await arcade.has(BOB, XTR) == stars(100)
    assert (await arcade.home.texts_to(BOB))[-1] == "notice-match-void"
    with pytest.raises(AlreadyDone):
        await approvals.ask(admin, AreaAct(kind=VOID, ref=lobby.id, why="x"), key=key())
    await arcade.invariants()


async def test_nobody_voids_a_match_of_their_own(arcade: Arcade) -> None:
    alice, bob = await arcade.player(ALICE), await arcade.player(BOB)
    staff = replace(bob, role=Role.ADMIN)
    approvals, key = _approvals(arcade), arcade.home.key
    lobby = await arcade.match(alice, bob)
    asked = await approvals.ask(staff, AreaAct(kind=VOID, ref=lobby.id, why="mine"), key=key())
    with pytest.raises(SecondPersonNeeded):
        await approvals.confirm(staff, asked.id, key=key())
    assert await arcade.state(lobby) is LobbyState.THROWING


async def test_over_the_threshold_two_people_void(arcade: Arcade) -> None:
    alice, bob = await arcade.player(ALICE, 1000), await arcade.player(BOB, 1000)
    admin = await arcade.home.meet(ADMIN, role=Role.ADMIN)
    other = await arcade.home.meet(OTHER, role=Role.ADMIN)
    approvals, key = _approvals(arcade), arcade.home.key
    lobby = await arcade.match(alice, bob, replace(ONE_THROW, stake=stars(600)))
    asked = await approvals.ask(admin, AreaAct(kind=VOID, ref=lobby.id, why="a fault"), key=key())
    waiting = await approvals.confirm(admin, asked.id, key=key())
    assert waiting.state is ApprovalState.TO_APPROVE
    assert await arcade.state(lobby) is LobbyState.THROWING
    await approvals.approve(other, asked.id, key=key())
    assert await arcade.state(lobby) is LobbyState.VOID
    await arcade.invariants()


async def test_a_person_can_leave_with_everything(arcade: Arcade) -> None:
    """Export names their matches; deletion leaves no name behind."""
    alice, bob = await arcade.player(ALICE, 15), await arcade.player(BOB)
    await _won(arcade, bob, alice)
    parts = {p.name: p.rows for p in await arcade.lobby_rows.parts(ALICE)}
    assert len(parts["matches"]) == len(parts["throws"]) == 1
    gone = UserId(-5)
    traces = (arcade.lobby_rows, arcade.care_rows, arcade.record_rows, arcade.flag_rows)
    changes = flatten([trace.forget(ALICE, gone) for trace in traces])
    await arcade.tools.writer.put(changes)
    assert all(not p.rows for p in await arcade.lobby_rows.parts(ALICE))
    page = await arcade.records.history(bob, HistoryFilter(), cursor=None, limit=5)
    assert (page.items[0].other, page.items[0].other_name) == (gone, "")
    names = await arcade.home.rows("SELECT a_name, b_name FROM games_lobbies")
    assert names == [("Bob", "")]
