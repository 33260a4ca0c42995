"""People: met, started, brought, found; terms; personal data."""

import pytest

from domain.shared.actor import Actor, Role, house
from domain.shared.ids import DAY, UserId
from domain.shared.refusals import Invalid, NotAllowed, NotFound
from domain.users.models import LinkKind, Person, Sighting
from domain.users.people import ProfileChange
from domain.users.refusals import Banned, TermsNeeded
from tests.payments.house import ALICE, BOB, CAROL, TERMS, House, at_once


def seen(person: UserId, name: str = "Alice", username: str | None = "alice") -> Sighting:
    return Sighting(id=person, username=username, name=name, language_code="en")


async def test_everything_but_the_id_is_refreshed(home: House) -> None:
    first = await home.people.meet(seen(ALICE))
    assert first.speaks == "en"
    home.tools.clock.advance(1)
    again = Sighting(id=ALICE, username="alice2", name="Al", language_code="ru", is_premium=True)
    now = await home.people.meet(again)
    assert (now.username, now.name, now.speaks, now.is_premium) == ("alice2", "Al", "ru", True)
    assert now.referral == first.referral
    assert await home.people.known(ALICE) == now


async def test_a_name_that_turns_the_text_around_it_is_kept_plain(home: House) -> None:
    turning = seen(ALICE, name="\u202eecilA\nwon")
    assert (await home.people.meet(turning)).name == "ecilA won"
    known = await home.people.known(ALICE)
    assert known is not None
    assert known.name == "ecilA won"
    before = await home.rows("SELECT max(sequence) FROM core_batches")
    await home.people.meet(turning)
    assert await home.rows("SELECT max(sequence) FROM core_batches") == before


async def test_what_a_sighting_does_not_tell_stays(home: House) -> None:
    await home.people.meet(Sighting(id=ALICE, name="A", language_code="ru", is_premium=True))
    now = await home.people.meet(Sighting(id=ALICE, name="Al", is_premium=None))
    assert (now.name, now.language_code, now.is_premium) == ("Al", "ru", True)
    assert await home.people.known(ALICE) == now
    lapsed = await home.people.meet(Sighting(id=ALICE, name="Al", language_code="ru"))
    assert not lapsed.is_premium


async def test_meeting_again_writes_nothing_within_a_day(home: House) -> None:
    await home.people.meet(seen(ALICE))
    home.tools.clock.advance(DAY - 1)
    before = await home.rows("SELECT max(sequence) FROM core_batches")
    await home.people.meet(seen(ALICE))
    assert await home.rows("SELECT max(sequence) FROM core_batches") == before
    home.tools.clock.advance(1)
    assert (await home.people.meet(seen(ALICE))).seen_at == home.tools.clock.now()


async def test_ten_first_meetings_are_one_person(home: House) -> None:
    results = await at_once(10, lambda _: home.people.meet(seen(ALICE)))
    assert len({one.referral for one in results if isinstance(one, Person)}) == 1
    assert await home.people.count() == 1


async def test_a_taken_referral_code_is_drawn_again(home: House) -> None:
    home.tools.chance.lay(1, 1, 1, 1, 1, 1, *(1, 1, 1, 1, 1, 1), *(2, 2, 2, 2, 2, 2))
    alice, bob = await home.people.meet(seen(ALICE)), await home.people.meet(seen(BOB, "Bob"))
    assert (alice.referral, bob.referral) == ("bbbbbb", "cccccc")


async def test_a_username_belongs_to_who_was_seen_last_with_it(home: House) -> None:
    owner = await home.meet(CAROL, role=Role.OWNER)
    await home.people.meet(seen(ALICE))
    home.tools.clock.advance(1)
    await home.people.meet(seen(BOB, "Bob", "Alice"))
    assert [one.id for one in await home.people.find(owner, "@ALICE")] == [BOB]


async def test_the_first_start_is_kept_once(home: House) -> None:
    person = await home.people.meet(seen(ALICE))
    actor = person.acts(origin="chat")
    first = await home.people.start(actor, "gift_plushpepe-1")
    again = await home.people.start(actor, "event_7")
    assert (first.first, first.link.kind) == (True, LinkKind.OTHER)
    assert (again.first, again.link.param) == (False, "event_7")
    assert again.person.start_param == "gift_plushpepe-1"


async def test_a_referral_is_attributed_once_at_the_first_start(home: House) -> None:
    alice, carol = await home.meet(ALICE), await home.meet(CAROL)
    codes = [(await home.people.me(actor)).referral for actor in (alice, carol)]
    bob = (await home.people.meet(seen(BOB, "Bob", None))).acts(origin="chat")
    await at_once(10, lambda n: home.people.start(bob, f"ref_{codes[n % 2]}"))
    counts = [await home.referrals.count(actor) for actor in (alice, carol)]
    assert sum(counts) == 1
    invited = await home.referrals.invited(alice, cursor=None, limit=5)
    assert len(invited.items) == counts[0]


async def test_oneself_and_unknown_codes_bring_nobody(home: House) -> None:
    alice = await home.people.meet(seen(ALICE))
    await home.people.start(alice.acts(origin="chat"), f"ref_{alice.referral}")
    bob = await home.people.meet(seen(BOB, "Bob"))
    await home.people.start(bob.acts(origin="chat"), "ref_zzzzzz")
    assert await home.rows("SELECT count(*) FROM users_referrals") == [(0,)]


async def test_a_ring_is_flagged_and_counts_for_nobody(home: House) -> None:
    alice = await home.people.meet(seen(ALICE))
    bob = await home.people.meet(seen(BOB, "Bob"))
    await home.people.start(bob.acts(origin="chat"), f"ref_{alice.referral}")
    await home.people.start(alice.acts(origin="chat"), f"ref_{bob.referral}")
    rows = await home.rows("SELECT user_id, flagged FROM users_referrals ORDER BY user_id")
    assert rows == [(ALICE, 1), (BOB, 0)]
    await home.terms.accept(bob.acts(origin="chat"), TERMS)
    assert await home.referrals.count(bob.acts(origin="chat")) == 0


async def test_invited_people_come_in_pages(home: House) -> None:
    alice = await home.meet(ALICE)
    code = (await home.people.me(alice)).referral
    for number in range(5):
        new = await home.people.meet(seen(UserId(2000 + number), f"N{number}", None))
        await home.people.start(new.acts(origin="chat"), f"ref_{code}")
        home.tools.clock.advance(number % 2)
    first = await home.referrals.invited(alice, cursor=None, limit=3)
    rest = await home.referrals.invited(alice, cursor=first.next, limit=3)
    assert len({one.person for one in (*first.items, *rest.items)}) == 5
    assert rest.next is None


async def test_terms_are_accepted_by_their_hash(home: House) -> None:
    actor = (await home.people.meet(seen(ALICE))).acts(origin="chat")
    with pytest.raises(TermsNeeded) as needed:
        await home.gate.clear(actor)
    assert needed.value.fields == {"document": TERMS}
    with pytest.raises(TermsNeeded):
        await home.terms.accept(actor, "f" * 64)
    await home.terms.accept(actor, TERMS)
    await home.terms.accept(actor, TERMS)
    await home.gate.clear(actor)
    logged = await home.audit.search("terms-accepted", cursor=None, limit=10)
    assert len(logged.items) == 1


async def test_a_new_text_is_asked_again(home: House) -> None:
    alice = await home.meet(ALICE)
    home.gate.terms_document = "1" * 64
    with pytest.raises(TermsNeeded):
        await home.gate.clear(alice)
    with pytest.raises(TermsNeeded):
        await home.terms.accept(alice, TERMS)
    await home.terms.accept(alice, "1" * 64)
    rows = await home.rows("SELECT document FROM users_acceptances ORDER BY document")
    assert rows == [(TERMS,), ("1" * 64,)]


async def test_whoever_we_never_met_has_accepted_nothing(home: House) -> None:
    with pytest.raises(TermsNeeded):
        await home.gate.clear(Actor(id=CAROL))
    with pytest.raises(NotFound):
        await home.people.me(Actor(id=CAROL))


async def test_the_language_may_be_changed_before_the_terms(home: House) -> None:
    actor = (await home.people.meet(seen(ALICE))).acts(origin="chat")
    changed = await home.people.change_profile(actor, ProfileChange(language="ru"))
    assert changed.speaks == "ru"
    with pytest.raises(TermsNeeded):
        await home.people.change_profile(actor, ProfileChange(time_zone="Europe/Moscow"))
    with pytest.raises(Invalid):
        await home.people.change_profile(actor, ProfileChange(language="tlh"))


async def test_the_profile_changes_field_by_field(home: House) -> None:
    alice = await home.meet(ALICE)
    await home.people.change_profile(alice, ProfileChange(time_zone="Europe/Moscow"))
    await home.people.change_profile(alice, ProfileChange(currency="EUR"))
    me = await home.people.me(alice)
    assert (me.time_zone, me.currency, me.language) == ("Europe/Moscow", "EUR", None)
    for wrong in (ProfileChange(time_zone="Mars"), ProfileChange(currency="DOGE")):
        with pytest.raises(Invalid):
            await home.people.change_profile(alice, wrong)


async def test_people_are_found_by_id_username_and_name(home: House) -> None:
    support = await home.meet(CAROL, role=Role.SUPPORT)
    await home.people.meet(seen(ALICE, "Алиса Ж_Юля", "alice"))
    await home.people.meet(seen(BOB, "Bob 100%", None))

    async def found(text: str) -> list[UserId]:
        return [person.id for person in await home.people.find(support, text)]

    assert await found("1001") == [ALICE]
    assert await found("@Alice") == [ALICE]
    assert await found("алиса") == [ALICE]
    assert await found("ж_ю") == [ALICE]
    assert await found("100%") == [BOB]
    assert await found("_") == [ALICE]
    assert await found("nobody") == []
    assert await found("9" * 30) == []
    assert (await home.people.one(support, "@alice")).id == ALICE
    with pytest.raises(NotFound):
        await home.people.one(support, "@nobody")
    with pytest.raises(NotAllowed):
        await home.people.find(Actor(id=ALICE), "bob")


async def test_who_blocked_the_bot_is_known(home: House) -> None:
    alice = await home.meet(ALICE)
    await home.people.set_blocked(ALICE, blocked=True)
    assert (await home.people.me(alice)).blocked
    await home.people.set_blocked(ALICE, blocked=False)
    assert not (await home.people.me(alice)).blocked
    await home.people.set_blocked(BOB, blocked=True)
    assert await home.people.known(BOB) is None


async def test_roles_have_holders(home: House) -> None:
    with pytest.raises(Banned):
        home.gate.judge(await _banned(home))
    await home.roles.settle(house("start"), owners=[ALICE], admins=[BOB])
    await home.roles.settle(house("start"), owners=[ALICE], admins=[BOB, ALICE])
    assert [await home.roles.of(p) for p in (ALICE, BOB)] == [Role.OWNER, Role.ADMIN]


async def _banned(home: House) -> Person:
    owner = await home.meet(ALICE, role=Role.OWNER)
    await home.meet(CAROL)
    return await home.bans.ban(owner, CAROL, "spam", key=home.key())
