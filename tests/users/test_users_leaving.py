"""Who deletes their account is named nowhere, and the books stay: after any sequence of acts."""

from itertools import count
from random import Random
from uuid import UUID

import orjson
import pytest

from domain.ledger import accounts
from domain.ledger.models import Balance
from domain.ledger.ports import LineFilter
from domain.payments.models import Adjust
from domain.shared.actor import Actor, Role
from domain.shared.change import flatten
from domain.shared.ids import MINUTE, UserId
from domain.shared.money import stars
from domain.shared.outbox import Notice
from domain.shared.refusals import DomainError
from domain.shared.replies import Reply
from domain.users.models import Sighting
from domain.users.refusals import BalanceLeft
from storage.core.updates import SeenUpdates
from storage.http.store import ReplyRows
from storage.ledger.invariants import Invariants
from storage.ledger.verify import verify
from tests.payments.house import CAROL, TERMS, House, Tools
from tests.users.everywhere import named_in

PEOPLE = {UserId(7_100_200_301): "dora_key", UserId(7_100_200_302): "emil_fox"}
DORA, EMIL = PEOPLE


async def arrive(home: House, person: UserId) -> Actor:
    name = PEOPLE[person]
    await home.people.meet(Sighting(id=person, username=name, name=name.title()))
    await home.people.start((await home.people.me(Actor(id=person))).acts(origin="chat"))
    actor = (await home.people.me(Actor(id=person))).acts(origin="10.1.2.3")
    await home.terms.accept(actor, TERMS)
    return actor


async def leave(home: House, tools: Tools, person: UserId) -> None:
    """Give everything away, delete the account, and let the job do its work."""
    rest = await home.balance(person)
    if rest.units:
        await home.move(accounts.user(person), accounts.HOUSE_FEES, rest.units // 100)
    actor = (await home.people.me(Actor(id=person))).acts(origin="10.1.2.3")
    await home.personal.delete(actor, key=home.key())
    await everything_sent(home)
    tools.clock.advance(2 * MINUTE)
    assert await home.leaving.run() == 1


async def everything_sent(home: House) -> None:
    while rows := await home.outbox.due(home.tools.clock.now(), 50):
        await home.outbox.claim([row.id for row in rows])
        for row in rows:
            await home.outbox.sent(row.id, 1, home.tools.clock.now())


async def speak_of(home: House, tools: Tools, staff: Actor, person: UserId, turn: int) -> None:
    """Let every table that can name the person name them."""
    name, now = PEOPLE[person], tools.clock.now()
    updates = SeenUpdates(tools.writer, tools.database)
    raw = f'{{"message":{{"from":{{"id":{person},"username":"{name}"}}}}}}'
    await updates.store([(turn, raw)], now)
    await updates.handled(turn, now)
    reply = Reply(
        actor=str(person),
        route="GET /me",
        key=str(UUID(int=turn)),
        request_hash="",
        status=200,
        body=f'{{"id":{person}}}',
        at=now,
    )
    await ReplyRows(tools.writer, tools.database).keep(reply)
    fields = {"name": f"@{name}", "id": str(person), "text": f"Is {name} ({person}) there?"}
    told = Notice(to=staff.id, kind="users-support", text="notice-question", fields=fields)
    await tools.writer.put(flatten([home.notices.tell(told)]))
    asked = await home.approvals.ask(
        staff, Adjust(person=person, amount=stars(3), why=f"for @{name}"), key=home.key()
    )
    await home.approvals.confirm(staff, asked.id, key=home.key())
    await home.bans.note(staff, person, f"{name} was here", key=home.key())


@pytest.mark.parametrize("seed", [1, 2, 3])
async def test_any_sequence_leaves_books_and_no_names(
    home: House, tools: Tools, seed: int
) -> None:
    chance = Random(seed)
    staff = await home.meet(CAROL, role=Role.OWNER)
    here = {person: await arrive(home, person) for person in PEOPLE}
    for turn in range(1, 13):
        person = chance.choice(sorted(PEOPLE))
        tools.clock.advance(MINUTE)
        if person not in here:
            here[person] = await arrive(home, person)
            page = await home.ledger.statement(
                accounts.user(person), LineFilter(), cursor=None, limit=9
            )
            assert page.items == ()
            assert await home.ledger.balances(accounts.user(person)) == ()
            continue
        act = chance.choice(["fund", "give", "speak", "leave"])
        if act == "fund":
            await home.fund(here[person], 20)
        elif act == "speak":
            await speak_of(home, tools, staff, person, turn)
        elif act == "give":
            other = next(one for one in PEOPLE if one != person)
            if other in here and (await home.balance(person)).units >= 500:
                await home.move(accounts.user(person), accounts.user(other), 5)
        else:
            await leave(home, tools, person)
            del here[person]
            found = await named_in(tools.database, person, PEOPLE[person])
            assert found == []
        assert await verify(tools.database) is None
    assert all(check.ok for check in await Invariants(tools.database).read())
    await home.invariants()


async def test_movements_stay_under_a_path_of_nobody(home: House, tools: Tools) -> None:
    dora = await arrive(home, DORA)
    await home.fund(dora, 20)
    before = await home.rows("SELECT id, amount FROM ledger_transfers ORDER BY seq")
    with pytest.raises(BalanceLeft):
        await home.personal.delete(dora, key=home.key())
    await leave(home, tools, DORA)
    after = await home.rows("SELECT id, amount FROM ledger_transfers ORDER BY seq")
    assert after[: len(before)] == before
    rows = await home.rows("SELECT path, salt FROM ledger_paths WHERE forgotten_at IS NOT NULL")
    assert len(rows) == 1
    assert rows[0][1] == ""
    assert str(rows[0][0]).startswith("user:-")
    lines = await home.ledger.statement(
        accounts.AccountPath(str(rows[0][0])), LineFilter(), cursor=None, limit=9
    )
    assert [line.amount for line in lines.items] == [stars(-20), stars(20)]
    logged = await home.audit.search("account-deleted", cursor=None, limit=9)
    assert [(f"user:{e.user_id}", f"user:{e.entity_id}") for e in logged.items] == [
        (rows[0][0], rows[0][0])
    ]


async def test_money_that_comes_while_somebody_leaves_is_not_lost(
    home: House, tools: Tools
) -> None:
    """The deletion saw an empty account; what came before its commit makes it decide again."""
    dora = await arrive(home, DORA)
    await home.fund(dora, 20)
    await home.spend(dora, 20)

    balances, looks = home.ledger.balances, count()

    async def slowly(path: accounts.AccountPath) -> tuple[Balance, ...]:
        found = await balances(path)
        if next(looks) == 0:
            await home.move(accounts.HOUSE_FEES, accounts.user(DORA), 5)
        return found

    home.ledger.balances = slowly  # type: ignore[method-assign]  # money comes after the look
    with pytest.raises(BalanceLeft):
        await home.personal.delete(dora, key=home.key())
    assert await home.balance(DORA) == stars(5)


async def test_what_is_under_way_is_looked_at_again(home: House, tools: Tools) -> None:
    staff = await home.meet(CAROL, role=Role.OWNER)
    await arrive(home, DORA)
    await speak_of(home, tools, staff, DORA, 1)
    await home.move(accounts.user(DORA), accounts.HOUSE_FEES, 3)
    actor = (await home.people.me(Actor(id=DORA))).acts(origin="chat")
    await home.personal.delete(actor, key=home.key())
    tools.clock.advance(2 * MINUTE)
    assert await home.leaving.run() == 0
    waiting = await named_in(tools.database, DORA, PEOPLE[DORA], but=["users_leavers"])
    assert waiting
    assert all(where.startswith("core_outbox.payload") for where in waiting), waiting
    await everything_sent(home)
    assert await home.leaving.run() == 1
    assert await named_in(tools.database, DORA, PEOPLE[DORA]) == []


async def test_others_keep_their_own_letters(home: House, tools: Tools) -> None:
    """An amount that equals an id, and a word that contains a name, are left alone."""
    staff = await home.meet(CAROL, role=Role.OWNER)
    await arrive(home, EMIL)
    fields = {
        "count": int(EMIL),
        "text": "emil_foxes and @emil_fox",
        "kind": "emil_fox",
        "opponent": "Emil_Fox",
        "rule": "Emil_Fox",
    }
    told = Notice(to=staff.id, kind="users-support", text="notice-question", fields=fields)
    await tools.writer.put(flatten([home.notices.tell(told)]))
    await leave(home, tools, EMIL)
    rows = await home.rows("SELECT details FROM users_inbox WHERE text_key = 'notice-question'")
    assert orjson.loads(str(rows[0][0])) == {
        **fields,
        "text": "emil_foxes and …",
        "opponent": "…",
    }


async def test_a_restricted_person_leaves_only_the_restriction(home: House, tools: Tools) -> None:
    owner = await home.meet(CAROL, role=Role.OWNER)
    await arrive(home, DORA)
    await home.bans.limit(owner, DORA, 5, "new", key=home.key())
    await leave(home, tools, DORA)
    found = await named_in(tools.database, DORA, PEOPLE[DORA])
    assert found == [f"users_people.id: {DORA}"]
    with pytest.raises(DomainError):
        await home.open(await arrive(home, DORA), 50)
