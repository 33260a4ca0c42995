"""One's own data: handed out whole, and what leaves and what stays when the account goes."""

import pytest

from domain.payments.frame import ASKS
from domain.shared.actor import Role
from domain.shared.money import stars
from domain.users.export import LINES_AT_ONCE
from domain.users.models import MoneyLimit, Sighting
from domain.users.refusals import BalanceLeft, Banned
from tests.payments.house import ALICE, BOB, CAROL, TERMS, House


async def test_ones_own_data_is_handed_out_whole(home: House) -> None:
    alice = await home.meet(ALICE)
    await home.fund(alice, 50)
    parts = {part.name: part.rows for part in await home.personal.export(alice)}
    assert parts["people"][0]["username"] == "alice"
    assert [row["document"] for row in parts["acceptances"]] == [TERMS]
    assert [row["stars"] for row in parts["topups"]] == [50]
    assert [row["text_key"] for row in parts["inbox"]] == ["notice-topup-receipt"]
    moved = [(row["kind"], row["amount"], row["balance_after"]) for row in parts["movements"]]
    assert moved == [("topup", "50", "50")]


async def test_the_statement_is_handed_out_beyond_one_page(home: House) -> None:
    alice = await home.meet(ALICE)
    for _ in range(LINES_AT_ONCE + 1):
        await home.fund(alice, 15)
    parts = {part.name: part.rows for part in await home.personal.export(alice)}
    assert len({row["id"] for row in parts["movements"]}) == LINES_AT_ONCE + 1


async def test_an_account_with_money_is_not_deleted(home: House) -> None:
    alice = await home.meet(ALICE)
    topup = await home.fund(alice, 50)
    with pytest.raises(BalanceLeft) as left:
        await home.personal.delete(alice, key=home.key())
    assert left.value.fields == {"left": stars(50)}
    home.tools.telegram.faults.extend(["lose"] * ASKS)
    await home.refund(alice, topup)
    with pytest.raises(BalanceLeft):
        await home.personal.delete(alice, key=home.key())


async def test_a_deleted_person_leaves_no_row_but_the_books_stay(home: House) -> None:
    alice = await home.meet(ALICE, role=Role.SUPPORT)
    topup = await home.fund(alice, 50)
    home.tools.telegram.faults.extend(["lose"] * ASKS)
    await home.refund(alice, topup)
    assert await home.run_reconcile()
    assert len(await home.rows("SELECT 1 FROM payments_findings WHERE user_id = ?", ALICE)) == 1
    await home.personal.delete(alice, key=home.key("k1"))
    await home.personal.delete(alice, key=home.key("k1"))
    assert await home.people.known(ALICE) is None
    for table in ("people", "roles", "acceptances", "inbox", "sessions", "notice_settings"):
        column = "id" if table == "people" else "user_id"
        rows = await home.rows(f"SELECT 1 FROM users_{table} WHERE {column} = ?", ALICE)
        assert rows == [], table
    rows = await home.rows("SELECT user_id FROM payments_topups")
    assert len(rows) == 1
    assert isinstance(rows[0][0], int)
    assert rows[0][0] < 0
    assert await home.rows("SELECT 1 FROM payments_findings WHERE user_id = ?", ALICE) == []
    await home.invariants()
    assert await home.run_reconcile()
    back = await home.people.meet(Sighting(id=ALICE, name="Alice"))
    assert (back.terms, back.role) == (None, Role.USER)


async def test_deleting_an_account_lifts_no_ban_and_no_limit(home: House) -> None:
    owner = await home.meet(ALICE, role=Role.OWNER)
    bob, carol = await home.meet(BOB), await home.meet(CAROL)
    await home.bans.ban(owner, BOB, "fraud", key=home.key())
    await home.bans.limit(owner, CAROL, 5, "new", key=home.key())
    for actor in (bob, carol):
        await home.personal.delete(actor, key=home.key())
    for person in (BOB, CAROL):
        kept = await home.people.known(person)
        assert kept is not None
        assert (kept.name, kept.username, kept.terms, kept.note) == ("", None, None, "")
        assert await home.rows("SELECT 1 FROM users_acceptances WHERE user_id = ?", person) == []
    with pytest.raises(Banned):
        home.gate.judge(await home.people.meet(Sighting(id=BOB, name="Alice")))
    back = await home.people.meet(Sighting(id=CAROL, name="Alice"))
    assert (back.terms, back.limit) == (None, MoneyLimit(stars_per_day=5, reason="new"))


async def test_a_person_may_come_back_and_leave_again_at_once(home: House) -> None:
    """In the same moment of the clock: each leaving is a thing of its own."""
    for _ in range(2):
        await home.personal.delete(await home.meet(ALICE), key=home.key())
    assert len(await home.rows("SELECT 1 FROM users_leavers WHERE user_id = ?", ALICE)) == 2
    assert await home.people.known(ALICE) is None
