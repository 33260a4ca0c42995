"""TON in chat: where to pay in, withdrawing by command and by buttons, the address book."""

from tests.engines import both_engines
from tests.handlers.coins import caption, coins, held, keys, pay_in, wallet
from tests.program import Program
from tests.talk import meet

pytestmark = both_engines

TON = "\N{NO-BREAK SPACE}TON"
USDT = "\N{NO-BREAK SPACE}USDT"


def test_where_to_pay_comes_as_a_picture_with_all_that_wallets_need(program: Program) -> None:
    alice = meet(program, "alice")
    alice.say("/deposit")
    assert {"deposit:TON", "deposit:USDT"} <= set(alice.buttons())
    alice.say("/deposit TON")
    where = program.sign_in("alice").get("/deposits/address?asset=TON")
    assert alice.screen["photo"], "the code comes as a photo"
    assert where["address"] in caption(alice)
    assert where["comment"] in caption(alice)
    urls = [key["url"] for key in keys(alice) if "url" in key]
    assert urls == [where["link"]]
    copied = [key["copy_text"]["text"] for key in keys(alice) if "copy_text" in key]
    assert copied == [where["address"], where["comment"]]
    assert [
        key["web_app"]["url"].partition("#")[2] for key in keys(alice) if "web_app" in key
    ] == ["/deposit/TON"]
    alice.say("/deposit usdt")
    assert where["comment"] in caption(alice), "one comment for every asset"
    assert "USDT" in caption(alice)
    assert "does not come or go" in alice.say("/deposit XTR")


def test_money_goes_in_by_comment_and_out_by_command(program: Program) -> None:
    alice, bob = meet(program, "alice"), meet(program, "bob")
    wallet(program, "alices", "100", person="alice")
    target = wallet(program, "target")
    pay_in(alice, "alices", "2.5")
    assert f"2.5{TON} came in and is yours" in alice.newest
    asked = alice.say(f"/withdraw 1.5 TON {target}")
    assert f"Withdraw 1.5{TON}?" in asked
    assert target in asked
    assert f"Fee: 0.01{TON}, taken in all: 1.51{TON}" in asked
    assert "test net" in asked
    assert coins(alice) == ("0.99", "1.51")
    yes = alice.button("confirm:")
    assert "nothing here" in bob.answer(yes, forged=True), "it is hers alone"
    assert held(program, "target") == [{"asset": "TON", "amount": "0"}]
    alice.press(yes)
    assert "has been paid" in alice.newest
    assert target in alice.newest, "the receipt names the address as it was given"
    assert held(program, "target") == [{"asset": "TON", "amount": "1.5"}]
    assert coins(alice) == ("0.99", "0")
    again = alice.answer(yes, forged=True)
    assert "done already" in again or "gone on already" in again
    assert held(program, "target") == [{"asset": "TON", "amount": "1.5"}]
    alice.say("/wallet")
    alice.press("withdrawals")
    assert f"1.5{TON}" in alice.newest
    tx = program.sign_in("alice").get("/withdrawals")["items"][0]["tx"]
    links = [one["url"] for one in alice.screen["entities"] if one["type"] == "text_link"]
    assert links == [tx["link"]]
    alice.press("deposits")
    assert "credited" in alice.newest


def test_the_dialogue_refuses_what_does_not_fit_and_stays_open(program: Program) -> None:
    alice = meet(program, "alice")
    wallet(program, "alices", "100", person="alice")
    target = wallet(program, "target")
    pay_in(alice, "alices", "2.5")
    alice.say("/withdraw")
    alice.press("withdraw:TON")
    assert "2 of 4" in alice.newest
    for typed, words in (
        ("1,5", "not an amount"),
        ("-1", "not an amount"),
        ("1e3", "not an amount"),
        ("0", f"at least 0.1{TON}"),
        ("0.0000000001", "more than 9 digits"),
    ):
        said = alice.say(typed)
        assert words in said, typed
        assert "Nothing was taken" in said, typed
    assert "3 of 4" in alice.say("0.50")
    for typed in ("bob", f"{target[:-1]}_", "0:12"):
        assert "no address of TON" in alice.say(typed), typed
    assert "another network" in alice.say(f"-1:{'a' * 64}")
    alice.say(target)
    assert f"Withdraw 0.5{TON}?" in alice.newest
    assert "new to you" in alice.newest
    alice.press(alice.button("cancel:"))
    assert "yours to use again" in alice.newest
    assert coins(alice) == ("2.5", "0")
    assert "did not understand" in alice.say(target), "the dialogue is over"
    assert "It is written like this" in alice.say("/withdraw 1 TON to bob please")
    assert "It is written like this" in alice.say("/withdraw 1.5")
    short = alice.say(f"/withdraw 99 TON {target}")
    assert "does not cover" in short
    assert "/deposit" in short
    house = program.sign_in("alice").get("/deposits/address?asset=TON")["address"]
    assert "our own" in alice.say(f"/withdraw 1 TON {house}")
    assert coins(alice) == ("2.5", "0")


def test_the_book_keeps_names_and_large_amounts_wait(program: Program) -> None:
    alice = meet(program, "alice")
    wallet(program, "alices", "1000", person="alice")
    target = wallet(program, "target")
    pay_in(alice, "alices", "500")
    alice.say("/wallet")
    alice.press("withdrawals")
    alice.press("book")
    alice.press("book:add")
    assert "no address of TON" in alice.say("nonsense")
    alice.say(target)
    alice.say("  Cold   <wallet> ")
    assert alice.newest.startswith("Cold <wallet>")
    waits = alice.say(f"/withdraw 150 TON {target}")
    assert "new to you" in waits
    assert "Nothing was taken" in waits
    alice.say("/withdraw 1 TON")
    alice.press(alice.button("withdraw:to:"))
    assert "Cold <wallet>" in alice.newest
    alice.press(alice.button("cancel:"))
    program.world.advance(86_400)
    alice.say(f"/withdraw 150 TON {target}")
    alice.press(alice.button("confirm:"))
    assert held(program, "target") == [{"asset": "TON", "amount": "150"}]
    alice.say("/wallet")
    alice.press("withdrawals")
    alice.press("book")
    alice.press(alice.button("contact:"))
    alice.press(alice.button("contact:drop:"))
    assert "No address yet" in alice.newest


def test_a_withdrawal_of_the_app_is_confirmed_in_the_chat(program: Program) -> None:
    vera = meet(program, "vera", language="ru")
    wallet(program, "veras", "100", person="vera")
    target = wallet(program, "target")
    pay_in(vera, "veras", "5")
    body = {"value": {"asset": "TON", "amount": "1.5"}, "to": target}
    made = program.sign_in("vera").act("/withdrawals", body)
    program.world.idle()
    assert "Вывести 1,5" in vera.newest
    assert target in vera.newest
    vera.press(f"confirm:{made['id']}")
    assert "Выплачено" in vera.newest
    assert program.sign_in("vera").get(f"/withdrawals/{made['id']}")["state"] == "paid"


def test_a_jetton_goes_the_same_way_under_its_own_name(program: Program) -> None:
    alice = meet(program, "alice")
    wallet(program, "alices", "100", person="alice")
    target = wallet(program, "target", "1")
    pay_in(alice, "alices", "5")
    asset = f"jetton:{program.world.get()['ton']['jettons'][0]['master']}"
    value = {"asset": asset, "amount": "20"}
    program.world.post("/wallets/alices/faucet", {"value": value})
    where = program.sign_in("alice").get(f"/deposits/address?asset={asset}")
    order = {"to": where["address"], "comment": where["comment"], "value": value}
    program.world.post("/wallets/alices/transfers", order)
    program.world.idle()
    assert f"20{USDT} came in" in alice.newest
    alice.say(f"/withdraw 7.5 USDT {target}")
    assert f"Withdraw 7.5{USDT}?" in alice.newest
    alice.press(alice.button("confirm:"))
    assert f"7.5{USDT} has been paid" in alice.newest
    assert {"asset": asset, "amount": "7.5"} in held(program, "target")
