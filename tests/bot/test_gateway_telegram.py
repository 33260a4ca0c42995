"""The gateway against the sandbox's Telegram: what is sent, and what each failure means."""

import asyncio
import io
import socket
from collections.abc import AsyncIterator
from typing import Any

import pytest
import segno
from aiogram import Bot

from bot.gateways.telegram.calls import TelegramCalls
from bot.gateways.telegram.limits import Limits
from bot.gateways.telegram.session import TelegramSession
from bot.gateways.telegram.stars import TelegramStars
from bot.ports import InvoiceWords, PollingConflict, Sent
from domain.payments.models import Direction, Entrance, TopUp, TopUpState
from domain.shared.ids import UserId
from domain.shared.money import stars
from domain.shared.refusals import (
    FateUnknown,
    GatewayError,
    GatewayRejected,
    Throttled,
    Unreachable,
)
from scripts.sandbox.world import World
from tests.fakes.clock import MORNING
from tests.sandbox.caller import Caller

KINDS = ("message", "callback_query", "pre_checkout_query")


@pytest.fixture
async def session(world: World) -> AsyncIterator[TelegramSession]:
    made = TelegramSession(world.core.url, call_s_max=3.0)
    yield made
    await made.close()


@pytest.fixture
def calls(session: TelegramSession, world: World) -> TelegramCalls:
    return TelegramCalls(session, world.token, Limits(), kinds=KINDS)


@pytest.fixture
async def alice(caller: Caller) -> int:
    """Somebody who has started the bot."""
    person = await caller.person("alice", stars="1000")
    await caller.make("/chats/alice/messages", {"start": ""})
    return int(person["id"])


async def texts(caller: Caller) -> list[str]:
    log = await caller.get("/chats/alice/messages")
    return [message["text"] for message in log["items"] if message["from"]["is_bot"]]


async def say(calls: TelegramCalls, person: int, text: str = "hello") -> int | None:
    sent = await calls.send("sendMessage", person, {"chat_id": person, "text": text})
    return sent.message_id


async def test_a_message_arrives_with_its_buttons(
    calls: TelegramCalls, alice: int, caller: Caller
) -> None:
    markup = {"inline_keyboard": [[{"text": "Top up", "callback_data": "topup"}]]}
    payload = {"chat_id": alice, "text": "<b>hi</b>", "parse_mode": "HTML", "reply_markup": markup}
    sent = await calls.send("sendMessage", alice, payload)
    message = (await caller.get("/chats/alice/messages"))["items"][-1]
    assert (message["message_id"], message["text"]) == (sent.message_id, "hi")
    assert (message["date"], sent.dice) == (sent.date_s, None)
    assert message["reply_markup"]["inline_keyboard"][0][0]["callback_data"] == "topup"


async def test_a_picture_goes_as_a_file(calls: TelegramCalls, alice: int, caller: Caller) -> None:
    picture = io.BytesIO()
    segno.make_qr("ton://transfer/UQabc").save(picture, kind="png", scale=4)
    payload = {"chat_id": alice, "photo": picture.getvalue(), "caption": "Pay"}
    sent = await calls.send("sendPhoto", alice, payload)
    message = (await caller.get("/chats/alice/messages"))["items"][-1]
    assert (message["message_id"], message["caption"]) == (sent.message_id, "Pay")
    assert message["photo"][-1]["width"] == message["photo"][-1]["height"]


async def test_a_throw_tells_its_value_and_the_second_of_its_date(
    calls: TelegramCalls, alice: int, caller: Caller
) -> None:
    await caller.put("/dice", {"bot": [5]})
    sent = await calls.send("sendDice", alice, {"chat_id": alice, "emoji": "\N{GAME DIE}"})
    message = (await caller.get("/chats/alice/messages"))["items"][-1]
    assert sent == Sent(message_id=message["message_id"], date_s=message["date"], dice=5)


async def test_aiograms_own_methods_work_over_the_session(
    session: TelegramSession, world: World, alice: int
) -> None:
    bot = Bot(world.token, session=session)
    me = await bot.get_me()
    assert me.username == "souk_bot"
    message = await bot.send_message(alice, "hi")
    assert message.chat.id == alice
    assert message.bot is bot


async def test_a_blocked_bot_reaches_nobody(
    calls: TelegramCalls, alice: int, caller: Caller
) -> None:
    await caller.patch("/people/alice", {"blocked": True})
    with pytest.raises(Unreachable, match="blocked"):
        await say(calls, alice)


async def test_an_unknown_chat_is_unreachable_and_an_empty_text_is_refused(
    calls: TelegramCalls, alice: int
) -> None:
    with pytest.raises(Unreachable, match="chat not found"):
        await say(calls, 99)
    with pytest.raises(GatewayRejected, match="text is empty"):
        await say(calls, alice, "")


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        ({"kind": "error", "status": 429, "retry_after_s": 7}, Throttled),
        ({"kind": "error", "status": 500}, GatewayError),
        ({"kind": "error", "status": 400}, GatewayRejected),
        ({"kind": "lose_request"}, FateUnknown),
        ({"kind": "lose_answer"}, FateUnknown),
        ({"kind": "delay", "delay_ms": 5000}, FateUnknown),
    ],
)
async def test_each_failure_is_what_it_means(
    calls: TelegramCalls,
    alice: int,
    caller: Caller,
    fault: dict[str, object],
    error: type[GatewayError],
) -> None:
    await caller.make("/faults", {"face": "bot_api", "match": "sendMessage", "times": 1, **fault})
    with pytest.raises(GatewayError) as caught:
        await say(calls, alice)
    assert type(caught.value) is error


async def test_a_pause_that_telegram_asks_for_is_kept_for_that_chat(
    session: TelegramSession, world: World, alice: int, caller: Caller
) -> None:
    limits = Limits()
    calls = TelegramCalls(session, world.token, limits, kinds=KINDS)
    fault = {"face": "bot_api", "kind": "error", "status": 429, "retry_after_s": 7, "times": 1}
    await caller.make("/faults", fault)
    with pytest.raises(Throttled) as caught:
        await say(calls, alice)
    assert caught.value.retry_after_s == 7
    assert 6 < calls.wait_s(alice) <= 7
    assert calls.wait_s(alice + 1) == 0


async def test_a_refused_connection_means_that_nothing_was_sent() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    session = TelegramSession(f"http://127.0.0.1:{port}")
    with pytest.raises(GatewayError) as caught:
        await session.call("7:sandbox-aaaaaaaaaaaaaaaaaaaaaaaa", "getMe", {})
    assert type(caught.value) is GatewayError
    await session.close()


async def test_no_error_shows_the_token(session: TelegramSession, world: World) -> None:
    for token, method in ((world.token, "noSuchMethod"), ("7:sandbox-" + "a" * 32, "getMe")):
        with pytest.raises(GatewayError) as caught:
            await session.call(token, method, {})
        assert token not in repr(caught.value)
        assert caught.value.__cause__ is None


async def test_updates_are_fetched_from_an_offset(
    calls: TelegramCalls, alice: int, caller: Caller
) -> None:
    await caller.make("/chats/alice/messages", {"text": "one"})
    first = await calls.fetch(None, wait_s=0)
    assert [update.kind for update in first] == ["message", "message"]
    assert list(await calls.fetch(first[-1].id + 1, wait_s=0)) == []


async def test_a_second_reader_is_a_conflict(calls: TelegramCalls, world: World) -> None:
    await calls.set_webhook("http://127.0.0.1:9/bot/webhook", "s3cret")
    with pytest.raises(PollingConflict):
        await calls.fetch(None, wait_s=0)
    await calls.delete_webhook()
    assert list(await calls.fetch(None, wait_s=0)) == []


async def test_the_bots_own_texts_are_set(calls: TelegramCalls, session: TelegramSession) -> None:
    await calls.set_commands({"start": "Begin", "help": "Help"}, language="en")
    await calls.set_menu_button(text="Open", url="http://127.0.0.1:8080/app")
    await calls.set_description(long="A bot", short="Bot", language="")
    scope = {"type": "all_private_chats"}
    form = {"scope": scope, "language_code": "en"}
    listed: Any = await session.call(calls._token, "getMyCommands", form)
    assert [one["command"] for one in listed] == ["start", "help"]


def topup(person: int, amount: int = 50) -> TopUp:
    return TopUp(
        id="t1",
        person=UserId(person),
        value=stars(amount),
        state=TopUpState.OPEN,
        entrance=Entrance.APP,
        invoice=None,
        link=None,
        charge=None,
        failure=None,
        hold=None,
        created_at=MORNING,
        expires_at=MORNING,
        paid_at=None,
        matures_at=None,
        matured_at=None,
        changed_at=MORNING,
    )


async def words(_topup: TopUp) -> InvoiceWords:
    return InvoiceWords(title="50 Stars", description="Credit", label="Credit")


async def test_stars_are_paid_listed_and_refunded_once(
    session: TelegramSession, world: World, calls: TelegramCalls, alice: int, caller: Caller
) -> None:
    gateway = TelegramStars(session, world.token, words)
    link = await gateway.invoice_link(topup(alice), payload="topup:t1")
    paying = asyncio.create_task(
        caller.post(f"/invoices/{link.rpartition('/')[2].lstrip('$')}/pay?as=alice")
    )
    query = await pre_checkout(calls)
    await calls.pre_checkout(query, refusal=None)
    charge = (await paying)["charge"]
    assert await gateway.balance() == (50, 0)
    await gateway.refund(UserId(alice), charge)
    await gateway.refund(UserId(alice), charge)
    paid, back = await gateway.transactions(0, 100)
    assert (paid.id, paid.stars, paid.direction) == (charge, 50, Direction.INCOMING)
    assert (paid.person, paid.payload) == (alice, "topup:t1")
    assert (back.id, back.direction) == (charge, Direction.OUTGOING)
    with pytest.raises(GatewayRejected):
        await gateway.refund(UserId(alice), "no-such-charge")


async def pre_checkout(calls: TelegramCalls) -> str:
    """The id of the query that waits."""
    for _ in range(20):
        for update in await calls.fetch(None, wait_s=1):
            inner = update.body.get("pre_checkout_query")
            if isinstance(inner, dict):
                return str(inner["id"])
    raise AssertionError("nobody wanted to pay")


@pytest.mark.parametrize("kind", ["lose_request", "lose_answer", "error"])
async def test_a_pre_checkout_is_answered_again_until_it_is(
    calls: TelegramCalls, caller: Caller, alice: int, kind: str
) -> None:
    invoice = await calls.send(
        "sendInvoice",
        alice,
        {
            "chat_id": alice,
            "title": "T",
            "description": "D",
            "payload": "p",
            "currency": "XTR",
            "prices": [{"label": "L", "amount": 50}],
        },
    )
    assert invoice.message_id is not None
    log = await caller.get("/chats/alice/messages")
    slug = next(m["world"]["invoice"]["slug"] for m in log["items"] if m["world"]["invoice"])
    paying = asyncio.create_task(caller.post(f"/invoices/{slug}/pay?as=alice"))
    query = await pre_checkout(calls)
    fault = {"face": "bot_api", "match": "answerPreCheckoutQuery", "kind": kind, "times": 2}
    await caller.make("/faults", fault)
    await calls.pre_checkout(query, refusal=None)
    assert (await paying)["status"] == "paid"
