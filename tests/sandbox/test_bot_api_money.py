"""Stars where things go wrong; and the libraries' own ways to poll."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from aiogram import Bot, Dispatcher, F
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import Message, PreCheckoutQuery
from telegram import Update
from telegram.ext import (
    Application,
    ContextTypes,
    MessageHandler,
    PreCheckoutQueryHandler,
    filters,
)

from scripts.sandbox.world import World
from tests.sandbox.caller import Caller
from tests.sandbox.raw_bot import RawBot, raw_bot

INVOICE = {
    "title": "Credit",
    "description": "50 Stars",
    "payload": "topup:1",
    "currency": "XTR",
    "prices": [{"label": "Stars", "amount": 50}],
}


@pytest.fixture
async def bot(world: World, caller: Caller) -> AsyncIterator[RawBot]:
    await caller.person("alice", id=1001, stars="120")
    await caller.make("/chats/alice/messages", {"text": "hello"})
    async with raw_bot(world.core.url, world.bot.token) as there:
        await there.updates()
        yield there


async def _slug(bot: RawBot, *, link: bool) -> str:
    if link:
        made = await bot.ok("createInvoiceLink", **INVOICE)
        return str(made.rpartition("$")[2])
    await bot.ok("sendInvoice", chat_id=1001, **INVOICE)
    async with bot.session.get(f"{bot.url}/world/chats/alice/messages") as got:
        items = (await got.json())["items"]
    return str(items[-1]["world"]["invoice"]["slug"])


async def _answer(bot: RawBot, **answer: object) -> None:
    (update,) = await bot.updates(timeout=5)
    asked = update["pre_checkout_query"]
    await bot.ok("answerPreCheckoutQuery", pre_checkout_query_id=asked["id"], **answer)


async def _paid(bot: RawBot, caller: Caller, slug: str) -> dict[str, object]:
    paying = asyncio.create_task(caller.post(f"/invoices/{slug}/pay?as=alice"))
    await _answer(bot, ok=True)
    outcome: dict[str, object] = await paying
    await bot.updates()
    return outcome


async def test_who_has_too_few_stars_is_not_even_asked_about(bot: RawBot, caller: Caller) -> None:
    await caller.patch("/people/alice", {"stars": "49"})
    slug = await _slug(bot, link=True)
    assert await caller.post(f"/invoices/{slug}/pay?as=alice") == {
        "status": "failed",
        "charge": None,
        "reason": "not-enough-stars",
    }
    assert await bot.updates() == []


async def test_a_bot_that_is_silent_loses_the_payment(
    bot: RawBot, caller: Caller, world: World
) -> None:
    world.telegram.queries.answer_wait_s = 0.1
    slug = await _slug(bot, link=True)
    outcome = await caller.post(f"/invoices/{slug}/pay?as=alice")
    assert outcome == {"status": "failed", "charge": None, "reason": "pre-checkout-timeout"}
    (update,) = await bot.updates()
    late = {"pre_checkout_query_id": update["pre_checkout_query"]["id"], "ok": True}
    assert (await bot.refused("answerPreCheckoutQuery", **late))[0] == 400
    assert (await caller.get("/people/alice"))["stars"] == "120"


async def test_a_message_is_paid_once_and_a_link_as_often_as_the_bot_lets(
    bot: RawBot, caller: Caller
) -> None:
    message = await _slug(bot, link=False)
    assert (await _paid(bot, caller, message))["status"] == "paid"
    again = await caller.post(f"/invoices/{message}/pay?as=alice")
    assert (again["status"], again["reason"]) == ("failed", "already-paid")
    link = await _slug(bot, link=True)
    assert (await _paid(bot, caller, link))["status"] == "paid"
    spent = await caller.post(f"/invoices/{link}/pay?as=alice")
    assert (spent["status"], spent["reason"]) == ("failed", "not-enough-stars")


async def test_ten_at_once_never_spend_more_than_there_is(bot: RawBot, caller: Caller) -> None:
    slug = await _slug(bot, link=True)
    paying = [
        asyncio.create_task(caller.post(f"/invoices/{slug}/pay?as=alice")) for _ in range(10)
    ]
    answered = 0
    while answered < 10:
        for update in await bot.updates(timeout=5):
            if "pre_checkout_query" in update:
                asked = update["pre_checkout_query"]["id"]
                await bot.ok("answerPreCheckoutQuery", pre_checkout_query_id=asked, ok=True)
                answered += 1
    outcomes = [one["status"] for one in await asyncio.gather(*paying)]
    assert (outcomes.count("paid"), outcomes.count("failed")) == (2, 8)
    assert (await caller.get("/people/alice"))["stars"] == "20"
    assert (await bot.ok("getMyStarBalance"))["amount"] == 100


async def test_a_chargeback_comes_out_of_the_balance(bot: RawBot, caller: Caller) -> None:
    outcome = await _paid(bot, caller, await _slug(bot, link=False))
    await caller.post(f"/charges/{outcome['charge']}/chargeback")
    assert (await bot.ok("getMyStarBalance"))["amount"] == 0
    lines = (await bot.ok("getStarTransactions"))["transactions"]
    assert [(one["id"], "receiver" in one) for one in lines] == [
        (outcome["charge"], False),
        (outcome["charge"], True),
    ]
    refund = {"user_id": 1001, "telegram_payment_charge_id": outcome["charge"]}
    assert await bot.refused("refundStarPayment", **refund) == (
        400,
        "Bad Request: CHARGE_ALREADY_REFUNDED",
    )
    code = (await caller.refused("POST", f"/charges/{outcome['charge']}/chargeback"))[1]
    assert code == "already-charged-back"


async def test_another_persons_payment_cannot_be_refunded(bot: RawBot, caller: Caller) -> None:
    outcome = await _paid(bot, caller, await _slug(bot, link=True))
    await caller.person("bob", id=1002)
    other = {"user_id": 1002, "telegram_payment_charge_id": outcome["charge"]}
    assert await bot.refused("refundStarPayment", **other) == (
        400,
        "Bad Request: CHARGE_ID_INVALID",
    )


async def test_star_transactions_come_in_pages(bot: RawBot, caller: Caller) -> None:
    slug = await _slug(bot, link=True)
    paid = [(await _paid(bot, caller, slug))["charge"] for _ in range(2)]
    first = (await bot.ok("getStarTransactions", limit=1))["transactions"]
    rest = (await bot.ok("getStarTransactions", offset=1))["transactions"]
    assert [one["id"] for one in first + rest] == paid


async def test_a_value_that_a_dice_cannot_show_refuses_the_throw(
    bot: RawBot, caller: Caller
) -> None:
    await caller.put("/dice", {"bot": [6], "alice": [64]})
    assert await bot.refused("sendDice", chat_id=1001, emoji="⚽") == (
        400,
        "Bad Request: DICE_VALUE_INVALID",
    )
    status, code, _ = await caller.refused("POST", "/chats/alice/messages", {"dice": "🎲"})
    assert (status, code) == (409, "dice-value")
    thrown = await caller.make("/chats/alice/messages", {"dice": "🎰"})
    assert thrown["dice"]["value"] == 64


async def test_aiograms_poller_takes_a_payment(bot: RawBot, caller: Caller, world: World) -> None:
    dispatcher, paid = Dispatcher(), asyncio.Event()

    @dispatcher.pre_checkout_query()
    async def agree(query: PreCheckoutQuery) -> None:
        await query.answer(ok=True)

    @dispatcher.message(F.successful_payment)
    async def thank(message: Message) -> None:
        await message.answer("thanks")
        paid.set()

    slug = await _slug(bot, link=True)
    session = AiohttpSession(api=TelegramAPIServer.from_base(world.core.url))
    async with Bot(world.bot.token, session=session) as aiogram_bot:
        polling = asyncio.create_task(
            dispatcher.start_polling(aiogram_bot, handle_signals=False, polling_timeout=1)
        )
        outcome = await caller.post(f"/invoices/{slug}/pay?as=alice")
        await asyncio.wait_for(paid.wait(), 5)
        await dispatcher.stop_polling()
        await polling
    assert outcome["status"] == "paid"
    items = (await caller.get("/chats/alice/messages"))["items"]
    assert items[-1]["text"] == "thanks"


async def test_ptbs_poller_takes_a_payment(bot: RawBot, caller: Caller, world: World) -> None:
    paid = asyncio.Event()

    async def agree(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        assert update.pre_checkout_query is not None
        await update.pre_checkout_query.answer(ok=True)

    async def thank(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        assert update.message is not None
        await update.message.reply_text("thanks")
        paid.set()

    slug = await _slug(bot, link=True)
    builder = Application.builder().token(world.bot.token)
    application = (
        builder.base_url(f"{world.core.url}/bot")
        .base_file_url(f"{world.core.url}/file/bot")
        .build()
    )
    application.add_handler(PreCheckoutQueryHandler(agree))
    application.add_handler(MessageHandler(filters.SUCCESSFUL_PAYMENT, thank))
    async with application:
        await application.start()
        assert application.updater is not None
        await application.updater.start_polling(timeout=1, allowed_updates=Update.ALL_TYPES)
        outcome = await caller.post(f"/invoices/{slug}/pay?as=alice")
        await asyncio.wait_for(paid.wait(), 5)
        await application.updater.stop()
        await application.stop()
    assert outcome["status"] == "paid"
    items = (await caller.get("/chats/alice/messages"))["items"]
    assert items[-1]["text"] == "thanks"
