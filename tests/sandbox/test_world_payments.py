"""Invoices, payments and charges, between a person's script and a bot."""

import pytest

from tests.sandbox.caller import Caller
from tests.sandbox.plain_bot import PlainBot, Wire

pytestmark = pytest.mark.usefixtures("short_waits")


async def agree(bot: PlainBot, query: Wire) -> None:
    await bot.call("answerPreCheckoutQuery", pre_checkout_query_id=query["id"], ok=True)


async def refuse(bot: PlainBot, query: Wire) -> None:
    await bot.call(
        "answerPreCheckoutQuery",
        pre_checkout_query_id=query["id"],
        ok=False,
        error_message="Not today",
    )


async def invoice(caller: Caller, bot: PlainBot, stars: str = "1000") -> str:
    """An invoice over 50 Stars in alice's chat; its slug."""
    await caller.person("alice", stars=stars)
    await caller.make("/chats/alice/messages", {"start": ""})
    await bot.call(
        "sendInvoice",
        chat_id=1001,
        title="Credit",
        description="50 Stars of credit",
        payload="topup:1",
        currency="XTR",
        prices=[{"label": "Credit", "amount": 50}],
    )
    message = (await caller.get("/chats/alice/messages"))["items"][-1]
    assert message["world"]["invoice"]["stars"] == "50"
    assert message["world"]["invoice"]["state"] == "open"
    slug: str = message["world"]["invoice"]["slug"]
    return slug


async def test_an_invoice_is_paid(caller: Caller, bot: PlainBot) -> None:
    slug = await invoice(caller, bot)
    told = await caller.get(f"/invoices/{slug}")
    assert (told["stars"], told["status"], told["state"]) == ("50", "pending", "open")
    bot.on["pre_checkout_query"] = agree
    bot.start()
    paid = await caller.post(f"/invoices/{slug}/pay?as=alice")
    assert (paid["status"], paid["reason"]) == ("paid", None)
    assert (await caller.get("/people/alice"))["stars"] == "950"
    told = await caller.get(f"/invoices/{slug}")
    assert (told["status"], told["state"], told["charge"]) == ("paid", "paid", paid["charge"])
    charges = (await caller.get("/charges?person=alice"))["items"]
    assert [
        (one["id"], one["person"], one["stars"], one["payload"], one["state"]) for one in charges
    ] == [(paid["charge"], "alice", "50", "topup:1", "paid")]
    items = (await caller.get("/chats/alice/messages"))["items"]
    assert [one for one in items if "successful_payment" in one]
    again = await caller.post(f"/invoices/{slug}/pay?as=alice")
    assert again["status"] == "failed"
    assert (await caller.get("/people/alice"))["stars"] == "950"


async def test_a_payment_can_fail_in_each_way(caller: Caller, bot: PlainBot) -> None:
    slug = await invoice(caller, bot, stars="60")
    bot.start()
    told = await caller.post(f"/invoices/{slug}/pay")
    assert (told["status"], told["reason"]) == ("failed", "pre-checkout-timeout")
    bot.on["pre_checkout_query"] = refuse
    told = await caller.post(f"/invoices/{slug}/pay")
    assert (told["status"], told["reason"], told["charge"]) == ("failed", "Not today", None)
    await caller.patch("/people/alice", {"stars": "49"})
    told = await caller.post(f"/invoices/{slug}/pay")
    assert (told["status"], told["reason"]) == ("failed", "not-enough-stars")
    told = await caller.post(f"/invoices/{slug}/decline?as=alice")
    assert told == {"status": "cancelled", "charge": None, "reason": None}
    assert (await caller.get(f"/invoices/{slug}"))["status"] == "cancelled"
    assert (await caller.get("/people/alice"))["stars"] == "49"
    assert (await caller.get("/charges"))["items"] == []


async def test_what_invoices_and_charges_refuse(caller: Caller, bot: PlainBot) -> None:
    slug = await invoice(caller, bot)
    for method, path, body, expected in (
        ("GET", "/invoices/none", None, (404, "invoice-not-found")),
        ("POST", "/invoices/none/pay?as=alice", {}, (404, "invoice-not-found")),
        ("POST", "/invoices/none/decline?as=alice", {}, (404, "invoice-not-found")),
        ("POST", f"/invoices/{slug}/pay?as=nobody", {}, (404, "person-not-found")),
        ("POST", f"/invoices/{slug}/pay?as=bot", {}, (403, "not-allowed")),
        ("POST", f"/invoices/{slug}/pay?as=alice", {"tip": 5}, (400, "invalid")),
        ("POST", "/charges/none/chargeback", {}, (404, "charge-not-found")),
        ("GET", "/charges?person=nobody", None, (404, "person-not-found")),
    ):
        assert (await caller.refused(method, path, body))[:2] == expected, path
    await caller.patch("/people/alice", {"blocked": True})
    refused = await caller.refused("POST", f"/invoices/{slug}/pay?as=alice")
    assert refused[:2] == (409, "bot-blocked")


async def test_a_chargeback_is_taken_from_the_bots_balance(caller: Caller, bot: PlainBot) -> None:
    slug = await invoice(caller, bot)
    bot.on["pre_checkout_query"] = agree
    bot.start()
    charge = (await caller.post(f"/invoices/{slug}/pay"))["charge"]
    assert (await bot.call("getMyStarBalance"))["amount"] == 50
    told = await caller.post(f"/charges/{charge}/chargeback")
    assert (told["state"], told["stars"]) == ("charged_back", "50")
    assert (await bot.call("getMyStarBalance"))["amount"] == 0
    lines = (await bot.call("getStarTransactions"))["transactions"]
    assert [one["id"] for one in lines] == [charge, charge]
    assert (await caller.get("/people/alice"))["stars"] == "950"
    refused = await caller.refused("POST", f"/charges/{charge}/chargeback")
    assert refused[:2] == (409, "already-charged-back")


async def test_a_refunded_charge_is_not_charged_back(caller: Caller, bot: PlainBot) -> None:
    slug = await invoice(caller, bot)
    bot.on["pre_checkout_query"] = agree
    bot.start()
    charge = (await caller.post(f"/invoices/{slug}/pay"))["charge"]
    await bot.call("refundStarPayment", user_id=1001, telegram_payment_charge_id=charge)
    assert (await caller.get("/people/alice"))["stars"] == "1000"
    assert (await caller.get("/charges"))["items"][0]["state"] == "refunded"
    assert (await caller.get(f"/invoices/{slug}"))["state"] == "refunded"
    refused = await caller.refused("POST", f"/charges/{charge}/chargeback")
    assert refused[:2] == (409, "already-done")


async def test_the_pay_button_leads_to_the_invoice(caller: Caller, bot: PlainBot) -> None:
    slug = await invoice(caller, bot)
    _status, _code, fields = await caller.refused("POST", "/chats/alice/press", {"label": "none"})
    label = fields["buttons"][0]["label"]
    told = await caller.post("/chats/alice/press", {"label": label})
    assert (told["kind"], told["invoice"]) == ("pay", slug)
