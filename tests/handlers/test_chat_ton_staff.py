"""`/admin` on TON: payments that are nobody's, large withdrawals, ledger against chain."""

from domain.ton.address import friendly
from tests.engines import both_engines
from tests.handlers.coins import coins, held, pay_in, send, wallet
from tests.program import Program
from tests.talk import meet

pytestmark = both_engines

TON = "\N{NO-BREAK SPACE}TON"


def test_a_payment_without_a_comment_finds_its_person(program: Program) -> None:
    fay, bob = meet(program, "fay", role="finance"), meet(program, "bob")
    wallet(program, "bobs", "100", person="bob")
    where = program.sign_in("bob").get("/deposits/address?asset=TON")["address"]
    send(program, "bobs", where, "3", comment="for <b>bob</b>")
    assert "odd payment" in fay.newest
    listed = fay.say("/admin odd")
    assert f"3{TON}" in listed
    assert "for <b>bob</b>" in listed
    deposit = listed.split("\n")[2].split()[0]
    assert "written like this" in fay.say(f"/admin assign {deposit}")
    fay.say(f"/admin assign {deposit} @bob he wrote to us")
    assert coins(bob) == ("0", "0")
    fay.press(fay.button("confirm:"))
    assert coins(bob) == ("3", "0")
    assert "came in and is yours" in bob.newest
    assert "No payment waits" in fay.say("/admin odd")
    fay.say(f"/admin keep {deposit} again")
    assert "dealt with" in fay.newest
    assert "may not" in bob.say("/admin odd")


def test_odd_payments_that_do_not_fit_the_screen_are_told_of(program: Program) -> None:
    fay = meet(program, "fay", role="finance")
    wallet(program, "bobs", "100")
    where = program.sign_in("fay").get("/deposits/address?asset=TON")["address"]
    for units in range(1, 6):
        send(program, "bobs", where, str(units), comment="nobody")
    assert "more that came later" not in fay.say("/admin odd")
    send(program, "bobs", where, "6", comment="nobody")
    assert "more that came later" in fay.say("/admin odd")


def test_a_payment_goes_back_to_its_sender(program: Program) -> None:
    fay = meet(program, "fay", role="finance")
    meet(program, "bob")
    wallet(program, "stranger", "10")
    where = program.sign_in("bob").get("/deposits/address?asset=TON")["address"]
    send(program, "stranger", where, "3")
    before = held(program, "stranger")
    deposit = fay.say("/admin odd").split("\n")[2].split()[0]
    fay.say(f"/admin return {deposit} nobody knows them")
    fay.press(fay.button("confirm:"))
    assert "an unknown payer" in fay.newest
    program.world.idle()
    assert before != held(program, "stranger")
    assert "No payment waits" in fay.say("/admin odd")
    report = fay.say("/admin reconcile")
    assert "Ledger and chain say the same" in report


def test_a_large_withdrawal_waits_for_a_second_person(program: Program) -> None:
    fay, olga = meet(program, "fay", role="finance"), meet(program, "olga", role="admin")
    bob = meet(program, "bob")
    wallet(program, "bobs", "5000", person="bob")
    target = wallet(program, "target")
    pay_in(bob, "bobs", "3000")
    program.sign_in("bob").act("/addresses", {"address": target, "name": "Cold"})
    program.world.advance(86_400)
    for _ in range(2):
        bob.say(f"/withdraw 1001 TON {target}")
        bob.press(bob.button("confirm:"))
        assert "second person" in bob.newest
    waiting = program.sign_in("bob").get("/withdrawals")["items"]
    assert [one["state"] for one in waiting] == ["to_approve"] * 2
    assert f"1,001{TON}" in fay.say("/admin payouts")
    olga.say("/admin approvals")
    olga.press(olga.button("approve:"))
    olga.say("/admin approvals")
    olga.press(olga.button("reject:"))
    assert held(program, "target") == [{"asset": "TON", "amount": "1001"}]
    states = {one["state"] for one in program.sign_in("bob").get("/withdrawals")["items"]}
    assert states == {"paid", "cancelled"}
    assert coins(bob) == ("1998.99", "0")


def test_an_escrow_is_looked_up_by_its_number_and_by_its_address(program: Program) -> None:
    fay, bob = meet(program, "fay", role="finance"), meet(program, "bob")
    assert "no escrow yet" in fay.say("/admin escrow")
    order = {
        "advertiser": wallet(program, "advertiser"),
        "owner": wallet(program, "owner"),
        "amount": {"asset": "TON", "amount": "5"},
        "deadline": program.world.get("/clock")["now"].replace("2026", "2027"),
    }
    made = program.sign_in("fay").act("/escrows", order)
    listed = fay.say("/admin escrow")
    assert made["id"] in listed
    assert f"5{TON}" in listed
    fay.press(f"escrow:{made['id']}")
    assert friendly(made["address"], bounceable=True) in fay.newest
    assert "waits for its deposit" in fay.newest
    assert made["id"] in fay.say(f"/admin escrow {made['address']}")
    assert "nothing here" in fay.say(f"/admin escrow {order['owner']}")
    assert "may not" in bob.say("/admin escrow")
