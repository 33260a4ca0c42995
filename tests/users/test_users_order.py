"""Roles, bans, areas, sessions, nonces, notices, dialogues."""

import pytest

from domain.shared.actor import Actor, Role, house
from domain.shared.ids import DAY, HOUR, MINUTE, UserId
from domain.shared.refusals import (
    AlreadyDone,
    AreaPaused,
    Invalid,
    NotAllowed,
    NotFound,
    NotSignedIn,
)
from domain.users.areas import THERE
from domain.users.models import (
    Area,
    Session,
    Sighting,
    SignedIn,
    SignIn,
)
from domain.users.refusals import Banned, LastOwner, LaunchStale, NonceUsed
from tests.payments.house import ALICE, BOB, CAROL, House, at_once


@pytest.fixture
async def owner(home: House) -> Actor:
    return await home.meet(CAROL, role=Role.OWNER)


async def sign_in(home: House, person: UserId, launch: str = "l1") -> SignedIn:
    known = await home.people.known(person)
    name = known.username if known is not None else "new"
    seen = Sighting(id=person, username=name, name=(name or "").title())
    order = SignIn(seen=seen, how="mini_app", launch=launch, agent="Browser")
    return await home.sessions.open(order, address="127.0.0.1")


async def test_a_role_is_given_with_an_audit_row(home: House, owner: Actor) -> None:
    await home.meet(ALICE)
    await home.roles.set(owner, ALICE, Role.FINANCE, key=home.key("k1"))
    await home.roles.set(owner, ALICE, Role.FINANCE, key=home.key("k1"))
    assert (await home.people.me(Actor(id=ALICE))).role is Role.FINANCE
    logged = await home.audit.search("role-set", cursor=None, limit=10)
    assert [e.details for e in logged.items if e.entity_id == str(ALICE)] == [
        {"before": {"role": "user"}, "after": {"role": "finance"}}
    ]
    assert await home.texts_to(ALICE) == ["notice-role"]


async def test_a_role_may_come_before_the_person(home: House) -> None:
    await home.roles.declare(house("sandbox"), ALICE, Role.ADMIN)
    assert (await home.meet(ALICE)).role is Role.ADMIN
    await home.roles.declare(house("sandbox"), ALICE, Role.USER)
    assert (await home.people.me(Actor(id=ALICE))).role is Role.USER


async def test_who_may_not_give_roles(home: House, owner: Actor) -> None:
    admin = await home.meet(ALICE, role=Role.ADMIN)
    with pytest.raises(NotAllowed):
        await home.roles.set(admin, BOB, Role.OWNER, key=home.key())
    with pytest.raises(NotAllowed):
        await home.roles.set(admin, CAROL, Role.USER, key=home.key())
    with pytest.raises(NotAllowed):
        await home.roles.set(await home.meet(BOB), ALICE, Role.USER, key=home.key())


async def test_the_last_owner_stays(home: House, owner: Actor) -> None:
    with pytest.raises(LastOwner):
        await home.roles.set(owner, CAROL, Role.USER, key=home.key())
    await home.roles.set(owner, ALICE, Role.OWNER, key=home.key())
    await home.roles.set(owner, CAROL, Role.USER, key=home.key())
    assert await home.roles.of(CAROL) is Role.USER


async def test_two_owners_leaving_at_once_leave_one(home: House, owner: Actor) -> None:
    alice = await home.meet(ALICE, role=Role.OWNER)
    results = await at_once(
        2,
        lambda n: home.roles.set((owner, alice)[n], (CAROL, ALICE)[n], Role.USER, key=home.key()),
    )
    assert results.count(LastOwner) == 1
    assert {await home.roles.of(CAROL), await home.roles.of(ALICE)} == {Role.OWNER, Role.USER}


async def test_a_ban_ends_everything_at_once(home: House, owner: Actor) -> None:
    alice = await home.meet(ALICE)
    signed_in = await sign_in(home, ALICE)
    await home.bans.ban(owner, ALICE, "fraud", key=home.key())
    with pytest.raises(NotSignedIn):
        await home.sessions.check(signed_in.session.id)
    with pytest.raises(Banned) as banned:
        await home.gate.clear(alice)
    assert banned.value.fields == {"reason": "fraud"}
    with pytest.raises(Banned):
        await sign_in(home, ALICE, "l2")
    with pytest.raises(AlreadyDone):
        await home.bans.ban(owner, ALICE, "again", key=home.key())
    await home.bans.unban(owner, ALICE, key=home.key())
    await home.gate.clear(alice)
    with pytest.raises(NotSignedIn):
        await home.sessions.check(signed_in.session.id)
    fresh = await sign_in(home, ALICE, "l3")
    assert (await home.sessions.check(fresh.session.id)).person.id == ALICE
    assert await home.sessions.mine(alice) == (fresh.session,)
    assert await home.texts_to(ALICE) == ["notice-banned", "notice-unbanned"]


async def test_who_is_not_banned(home: House, owner: Actor) -> None:
    moderator = await home.meet(BOB, role=Role.MODERATOR)
    await home.meet(ALICE)
    with pytest.raises(NotAllowed):
        await home.bans.ban(moderator, CAROL, "no", key=home.key())
    with pytest.raises(NotAllowed):
        await home.bans.ban(owner, CAROL, "me", key=home.key())
    with pytest.raises(NotFound):
        await home.bans.ban(owner, UserId(9), "who", key=home.key())
    with pytest.raises(Invalid):
        await home.bans.ban(owner, ALICE, " ", key=home.key())
    with pytest.raises(AlreadyDone):
        await home.bans.unban(owner, ALICE, key=home.key())


@pytest.mark.parametrize("most", [-1, 10**9 + 1, 2**70])
async def test_impossible_limits_are_refused(home: House, owner: Actor, most: int) -> None:
    await home.meet(ALICE)
    with pytest.raises(Invalid):
        await home.bans.limit(owner, ALICE, most, "why", key=home.key())


async def test_a_banned_moderator_bans_nobody(home: House, owner: Actor) -> None:
    moderator = await home.meet(BOB, role=Role.MODERATOR)
    await home.meet(ALICE)
    await home.bans.ban(owner, BOB, "no more", key=home.key())
    with pytest.raises(Banned):
        await home.bans.ban(moderator, ALICE, "x", key=home.key())


async def test_a_note_is_for_staff_only(home: House, owner: Actor) -> None:
    alice = await home.meet(ALICE)
    await home.bans.note(owner, ALICE, " asks a lot ", key=home.key())
    assert (await home.people.one(owner, "1001")).note == "asks a lot"
    parts = {part.name: part.rows for part in await home.personal.export(alice)}
    assert "note" not in parts["people"][0]


async def test_an_area_is_paused_and_resumed(home: House, owner: Actor) -> None:
    await home.areas.pause(owner, "games", "works", key=home.key("k1"))
    await home.areas.pause(owner, "games", "works", key=home.key("k1"))
    with pytest.raises(AreaPaused) as paused:
        await home.gate.open_area(Area.GAMES)
    assert paused.value.fields == {"area": "games", "reason": "works"}
    await home.gate.open_area(Area.PAYMENTS)
    with pytest.raises(AlreadyDone):
        await home.areas.pause(owner, "games", "", key=home.key())
    with pytest.raises(Invalid):
        await home.areas.pause(owner, "moon", "", key=home.key())
    with pytest.raises(NotAllowed):
        await home.areas.pause(await home.meet(BOB), "games", "", key=home.key())
    await home.areas.resume(owner, "games", key=home.key())
    await home.gate.open_area(Area.GAMES)
    assert {one.area: one.paused for one in await home.areas.all()} == dict.fromkeys(THERE, False)


async def test_a_session_lives_a_day(home: House) -> None:
    await home.meet(ALICE)
    opened = await sign_in(home, ALICE)
    assert opened.session.expires_at - opened.session.created_at == 24 * HOUR
    home.tools.clock.advance(DAY - 1)
    renewed = await home.sessions.renew(opened.session.id)
    assert renewed.session.expires_at == opened.session.expires_at
    home.tools.clock.advance(1)
    for act in (home.sessions.check, home.sessions.renew):
        with pytest.raises(NotSignedIn):
            await act(opened.session.id)
    with pytest.raises(NotSignedIn):
        await home.sessions.check("forged")


async def test_a_sign_in_needs_no_terms_and_makes_the_person_known(home: House) -> None:
    signed_in = await sign_in(home, BOB)
    assert signed_in.person.terms is None
    assert (await home.sessions.check(signed_in.session.id)).person == signed_in.person


async def test_sessions_are_ended_by_their_owner_only(home: House) -> None:
    alice, bob = await home.meet(ALICE), await home.meet(BOB)
    first, second = await sign_in(home, ALICE), await sign_in(home, ALICE, "l2")
    with pytest.raises(NotFound):
        await home.sessions.end(bob, first.session.id)
    await home.sessions.end(alice, first.session.id)
    with pytest.raises(NotFound):
        await home.sessions.end(alice, first.session.id)
    with pytest.raises(NotSignedIn):
        await home.sessions.check(first.session.id)
    assert [s.id for s in await home.sessions.mine(alice)] == [second.session.id]


async def test_a_launch_that_was_logged_out_opens_nothing(home: House) -> None:
    alice = await home.meet(ALICE)
    first = await sign_in(home, ALICE)
    await sign_in(home, ALICE)
    await home.sessions.end(alice, first.session.id)
    with pytest.raises(LaunchStale):
        await sign_in(home, ALICE)
    await sign_in(home, ALICE, "l2")
    await home.meet(BOB)
    await sign_in(home, BOB)


async def test_ten_sign_ins_at_once_are_ten_sessions(home: House) -> None:
    alice = await home.meet(ALICE)
    results = await at_once(10, lambda n: sign_in(home, ALICE, f"l{n}"))
    assert len({one.session.id for one in results if isinstance(one, SignedIn)}) == 10
    assert len(await home.sessions.mine(alice)) == 10


async def test_a_nonce_is_spent_once(home: House) -> None:
    nonce = await home.sessions.nonce()
    results = await at_once(10, lambda _: home.sessions.spend_nonce(nonce.payload))
    assert (results.count(None), results.count(NonceUsed)) == (1, 9)


async def test_nonces_of_others_and_of_yesterday_are_refused(home: House) -> None:
    await home.meet(ALICE)
    session: Session = (await sign_in(home, ALICE)).session
    bound, old = await home.sessions.nonce(session.id), await home.sessions.nonce()
    for other in (None, "another"):
        with pytest.raises(NonceUsed):
            await home.sessions.spend_nonce(bound.payload, other)
    await home.sessions.spend_nonce(bound.payload, session.id)
    home.tools.clock.advance(5 * MINUTE)
    with pytest.raises(NonceUsed):
        await home.sessions.spend_nonce(old.payload)
    with pytest.raises(NonceUsed):
        await home.sessions.spend_nonce("made up")


async def test_what_ended_long_ago_is_swept(home: House) -> None:
    await home.meet(ALICE)
    await sign_in(home, ALICE)
    await home.sessions.nonce()
    assert await home.sessions.sweep() == 0
    home.tools.clock.advance(9 * DAY)
    assert await home.sessions.sweep() == 2
    assert await home.sessions.sweep() == 0
