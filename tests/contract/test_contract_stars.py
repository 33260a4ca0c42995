"""§3 and §7: invoices, charges, launches, top-ups, refunds: money from both sides."""

import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.contract.outsider import TIME, Outside, key


def _order(amount: object = "50", asset: str = "XTR") -> dict[str, object]:
    return {"value": {"asset": asset, "amount": amount}}


def test_an_invoice_stands_in_its_message(outside: Outside) -> None:
    guest = outside.guest()
    guest.say("/topup 50")
    shown = [m for m in guest.messages() if m["world"]["invoice"]][-1]
    invoice = shown["world"]["invoice"]
    assert set(invoice) >= {"slug", "stars", "state"}
    assert (invoice["stars"], invoice["state"]) == ("50", "open")
    assert (shown["invoice"]["currency"], shown["invoice"]["total_amount"]) == ("XTR", 50)
    told = outside.world.get(f"/invoices/{invoice['slug']}")
    assert set(told) >= {"status", "charge", "reason"}
    assert (told["status"], told["charge"], told["reason"]) == ("pending", None, None)


def test_paying_gives_paid_and_the_charge(either: Outside) -> None:
    guest = either.guest()
    guest.say("/topup 50")
    slug = guest.invoice()["slug"]
    paid = either.ask("POST", f"/invoices/{slug}/pay?as={guest.name}", {})
    assert paid.status == 200
    assert (paid.body["status"], paid.body["reason"]) == ("paid", None)
    (charge,) = either.world.get(f"/charges?person={guest.name}&wait_s=10")["items"]
    assert set(charge) >= {"id", "person", "stars", "payload", "state", "at"}
    assert charge["id"] == paid.body["charge"]
    assert (charge["stars"], charge["state"]) == ("50", "paid")
    assert charge["person"] in {guest.id, guest.name}
    assert TIME.fullmatch(charge["at"])
    assert guest.stars == "950"
    assert guest.invoice()["state"] == "paid"
    assert guest.balance() == "50"
    said = [m for m in guest.messages() if "successful_payment" in m][-1]
    assert said["successful_payment"]["telegram_payment_charge_id"] == charge["id"]


def test_paying_twice_pays_once(either: Outside) -> None:
    guest = either.guest()
    guest.top_up(50)
    slug = guest.invoice()["slug"]
    again = either.ask("POST", f"/invoices/{slug}/pay?as={guest.name}", {})
    assert again.status in {200, 409}
    either.world.idle()
    assert (guest.balance(), guest.stars) == ("50", "950")


def test_declining_is_cancelled_and_it_can_still_be_paid(outside: Outside) -> None:
    guest = outside.guest()
    guest.say("/topup 50")
    slug = guest.invoice()["slug"]
    declined = outside.world.post(f"/invoices/{slug}/decline?as={guest.name}", {})
    assert (declined["status"], declined["charge"]) == ("cancelled", None)
    assert guest.pay(slug)["status"] == "paid"


def test_without_stars_it_fails_for_not_enough_stars(outside: Outside) -> None:
    guest = outside.guest(stars="5")
    guest.say("/topup 50")
    failed = guest.pay()
    assert (failed["status"], failed["reason"]) == ("failed", "not-enough-stars")
    outside.world.patch(f"/people/{guest.name}", {"stars": "60"})
    assert guest.pay()["status"] == "paid"
    assert guest.stars == "10"


def test_the_bot_may_refuse_in_its_own_words(outside: Outside) -> None:
    payer, other = outside.guest(), outside.guest()
    payer.say("/topup 50")
    failed = outside.world.post(f"/invoices/{payer.invoice()['slug']}/pay?as={other.name}", {})
    assert failed["status"] == "failed"
    assert failed["reason"] not in {"", None, "not-enough-stars", "pre-checkout-timeout"}
    assert other.stars == "1000"


def test_after_ten_seconds_without_the_bot_a_payment_and_a_press_end(outside: Outside) -> None:
    """`pre-checkout-timeout`, and an answer of null."""
    alice = outside.person()
    bot = outside.world.post("/bots", {"username": f"{alice['username']}_bot"})
    chat = f"{alice['username']}:{bot['username']}"
    outside.world.post(f"/chats/{chat}/messages", {"start": ""})
    asked = {"token": bot["token"], "chat_id": alice["id"]}
    keys = {"inline_keyboard": [[{"text": "Quiet", "callback_data": "quiet"}]]}
    assert outside.bot_api("sendMessage", text="Choose", reply_markup=keys, **asked)["ok"]
    words = {"title": "T", "description": "D", "payload": "p", "currency": "XTR"}
    prices = [{"label": "L", "amount": 5}]
    assert outside.bot_api("sendInvoice", prices=prices, **words, **asked)["ok"]
    shown = outside.world.get(f"/chats/{chat}/messages")["items"][-1]
    slug = shown["world"]["invoice"]["slug"]
    begun = time.monotonic()
    with ThreadPoolExecutor(2) as pool:
        payment = pool.submit(
            outside.world.post, f"/invoices/{slug}/pay?as={alice['username']}", {}
        )
        press = pool.submit(outside.world.post, f"/chats/{chat}/press", {"data": "quiet"})
    assert 9.5 < time.monotonic() - begun < 13
    failed, pressed = payment.result(), press.result()
    assert (failed["status"], failed["reason"]) == ("failed", "pre-checkout-timeout")
    assert (pressed["kind"], pressed["answer"]) == ("callback", None)


def test_unknown_invoices_and_charges_are_404(outside: Outside) -> None:
    name = outside.person()["username"]
    assert outside.ask("GET", "/invoices/none").status == 404
    assert outside.ask("POST", f"/invoices/none/pay?as={name}", {}).status == 404
    assert outside.ask("POST", "/charges/none/chargeback", {}).status == 404


def test_a_chargeback_is_told_and_the_books_stay_true(either: Outside) -> None:
    guest = either.guest()
    guest.top_up(50)
    (charge,) = either.world.get(f"/charges?person={guest.name}")["items"]
    back = either.ask("POST", f"/charges/{charge['id']}/chargeback", {})
    assert (back.status, back.body["state"]) == (200, "charged_back")
    either.world.idle()
    either.world.advance(24 * 3600)
    assert either.world.get(f"/charges?person={guest.name}")["items"][0]["state"] == "charged_back"
    assert _true(either)


def test_a_topup_by_the_api_is_paid_by_its_invoice(either: Outside) -> None:
    guest = either.guest()
    client = either.sign_in(guest)
    made = client.act("/topups", _order())
    assert made.status == 201
    topup = made.body
    assert set(topup) >= {"id", "state", "value", "invoice", "link"}
    assert topup["state"] == "open"
    assert topup["value"] == {"asset": "XTR", "amount": "50"}
    assert topup["invoice"] in topup["link"]
    assert guest.pay(topup["invoice"])["status"] == "paid"
    assert client.get(f"/topups/{topup['id']}")["state"] == "paid"
    listed = client.get("/topups")
    assert [row["id"] for row in listed["items"]] == [topup["id"]]
    assert listed["next"] is None
    assert client.get("/balances")["items"][0] == {"asset": "XTR", "available": "50", "held": "0"}


@pytest.mark.parametrize(
    ("amount", "code"),
    [
        ("0", "amount-too-small"),
        ("1", "amount-too-small"),
        ("14", "amount-too-small"),
        ("1000001", "amount-too-large"),
        ("9" * 30, "amount-too-large"),
        ("50.5", "amount-not-whole"),
        ("0.5", "amount-not-whole"),
    ],
)
def test_amounts_out_of_the_rules_are_409(outside: Outside, amount: str, code: str) -> None:
    refused = outside.sign_in(outside.guest()).act("/topups", _order(amount))
    assert (refused.status, refused.code) == (409, code)


def test_the_ends_of_the_range_are_taken(outside: Outside) -> None:
    client = outside.sign_in(outside.guest())
    assert client.act("/topups", _order("15")).status == 201
    assert client.act("/topups", _order("1000000")).status == 201


def test_other_assets_are_not_topped_up(outside: Outside) -> None:
    client = outside.sign_in(outside.guest())
    for asset in ("TON", "POINTS"):
        refused = client.act("/topups", _order("50", asset))
        assert (refused.status, list(refused.fields)) == (400, ["value.asset"])
    assert client.act("/topups", _order("50", "GOLD")).code == "invalid"


def test_a_refund_gives_the_stars_back_once(either: Outside) -> None:
    guest = either.guest()
    guest.top_up(50)
    client = either.sign_in(guest)
    topup = client.get("/topups")["items"][0]
    refunded = client.act(f"/topups/{topup['id']}/refund")
    assert refunded.status == 200
    either.world.idle()
    assert client.get(f"/topups/{topup['id']}")["state"] == "refunded"
    assert (guest.stars, guest.balance()) == ("1000", "0")
    assert guest.invoice()["state"] == "refunded"
    assert either.world.get(f"/charges?person={guest.name}")["items"][0]["state"] == "refunded"
    again = client.act(f"/topups/{topup['id']}/refund")
    assert (again.status, again.code) == (409, "already-refunded")
    assert _true(either)


def test_a_refund_in_chat_by_its_button(either: Outside) -> None:
    guest = either.guest()
    guest.top_up(50)
    topup = either.sign_in(guest).get("/topups")["items"][0]["id"]
    guest.press(f"refund:{topup}")
    guest.press("confirm:*")
    assert (guest.stars, guest.balance()) == ("1000", "0")


def test_ten_refunds_at_once_give_it_back_once(either: Outside) -> None:
    guest = either.guest()
    guest.top_up(50)
    client = either.sign_in(guest)
    topup = client.get("/topups")["items"][0]["id"]
    with ThreadPoolExecutor(10) as pool:
        answers = list(pool.map(lambda _: client.act(f"/topups/{topup}/refund"), range(10)))
    either.world.idle()
    assert sum(answer.status == 200 for answer in answers) == 1
    codes = {answer.code for answer in answers if answer.status != 200}
    assert codes <= {"already-refunded", "already-done"}, codes
    assert (guest.stars, guest.balance()) == ("1000", "0")
    assert _true(either)


def test_two_people_race_for_one_invoice(either: Outside) -> None:
    alice, bob = either.guest(), either.guest()
    alice.say("/topup 50")
    slug = alice.invoice()["slug"]
    with ThreadPoolExecutor(2) as pool:
        answers = list(
            pool.map(
                lambda who: either.world.post(f"/invoices/{slug}/pay?as={who}", {}),
                [alice.name, bob.name],
            )
        )
    either.world.idle()
    assert sorted(answer["status"] for answer in answers) == ["failed", "paid"]
    assert (alice.balance(), bob.balance()) == ("50", "0")


def test_ten_payments_at_once_count_once(either: Outside) -> None:
    guest = either.guest()
    guest.say("/topup 50")
    slug = guest.invoice()["slug"]
    path = f"/invoices/{slug}/pay?as={guest.name}"
    with ThreadPoolExecutor(10) as pool:
        list(pool.map(lambda _: either.ask("POST", path, {}), range(10)))
    either.world.idle()
    assert (guest.balance(), guest.stars) == ("50", "950")


def test_other_peoples_topups_are_not_there(outside: Outside) -> None:
    alice, bob = outside.guest(), outside.guest()
    alice.top_up(50)
    topup = outside.sign_in(alice).get("/topups")["items"][0]["id"]
    other = outside.sign_in(bob)
    assert other.ask("GET", f"/topups/{topup}").status == 404
    assert other.act(f"/topups/{topup}/refund").status == 404
    assert other.get("/topups")["items"] == []
    assert other.ask("GET", "/topups/none").status == 404


def _true(outside: Outside) -> bool:
    told = outside.app("GET", "/status").body["invariants"]
    return bool(told) and all(one["ok"] for one in told)


def test_the_key_of_a_refund_gives_the_first_body_again(either: Outside) -> None:
    guest = either.guest()
    guest.top_up(50)
    client = either.sign_in(guest)
    topup = client.get("/topups")["items"][0]["id"]
    same = key()
    first = client.act(f"/topups/{topup}/refund", {}, same)
    again = client.act(f"/topups/{topup}/refund", {}, same)
    assert (again.status, again.body) == (first.status, first.body)
    assert again.headers["idempotent-replay"] == "true"


def test_an_invoice_that_stands_twice_for_a_lost_answer_loses_no_payment(
    either: Outside,
) -> None:
    guest = either.guest()
    lost = {"face": "bot_api", "match": "sendInvoice", "kind": "lose_answer", "times": 1}
    either.world.post("/faults", lost)
    guest.say("/topup 50")
    slugs = {m["world"]["invoice"]["slug"] for m in guest.messages() if m["world"]["invoice"]}
    paths = [f"/invoices/{slug}/pay?as={guest.name}" for slug in slugs]
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda path: either.ask("POST", path, {}), paths))
    either.world.idle()
    assert int(guest.balance()) + int(guest.stars) == 1000
    assert guest.balance() in {"50", "100"}
    assert _true(either)
