"""Which handler answers what, and what it is given."""

import asyncio
from collections.abc import Callable
from concurrent.futures import Executor

import pytest

from bot.dispatcher import Feeder, UnprovidedArgument, update_kinds
from bot.intake import Unreadable
from handlers.routes import Routes
from handlers.visit import Visit
from tests.bot.chat import ALICE, GROUP, PRE_CHECKOUT, PRIVATE, Chat


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("/topup 50", ("topup", "50")),
        ("/topup", ("topup", "")),
        ("/TopUp@SOUK_bot\n50  ", ("topup", "50")),
        ("/topup@other_bot 50", ("unknown", "/topup@other_bot 50")),
        ("/start", ("start", "")),
        ("/start ref_ab12", ("ref", "ref_ab12")),
        ("/start gift_plushpepe-1234", ("gift", "gift_plushpepe-1234")),
        ("/start something", ("start", "something")),
        ("/nothing", ("unknown", "/nothing")),
        ("/", ("unknown", "/")),
        ("/ topup", ("topup", "")),
        ("hello", ("unknown", "hello")),
    ],
)
async def test_messages_find_their_handler(chat: Chat, text: str, seen: tuple[str, str]) -> None:
    await chat.say(text)
    assert chat.seen == [seen]


@pytest.mark.parametrize(
    ("data", "seen"),
    [
        ("menu", ("menu", "")),
        ("lang:en", ("lang:en", "")),
        ("lang:ru", ("lang", "ru")),
        ("lobby:join:L1", ("lobby:join", "L1")),
        ("lobby:join:L1:x", ("lobby:join", "L1:x")),
        ("lobby:leave:L1", ("lobby", "leave:L1")),
        ("menu:extra", ("menu", "extra")),
        ("nothing", ("unknown", "nothing")),
    ],
)
async def test_presses_find_their_handler_and_the_longest_prefix_wins(
    chat: Chat, data: str, seen: tuple[str, str]
) -> None:
    await chat.press(data)
    assert chat.seen == [seen]
    assert [one.how for one in chat.desks.said] == ["answer"]


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("/club x", [("club", "x")]),
        ("/club@souk_bot", [("club", "")]),
        ("/topup 50", []),
        ("/topup@souk_bot 50", [("unknown", "/topup@souk_bot 50")]),
        ("/start", [("unknown", "/start")]),
        ("/topup@other_bot", []),
        ("hello", []),
    ],
)
async def test_in_a_group_only_a_few_commands_answer(
    chat: Chat, text: str, seen: list[tuple[str, str]]
) -> None:
    await chat.say(text, chat=GROUP)
    assert chat.seen == seen


async def test_other_kinds_find_their_handler(chat: Chat) -> None:
    paid = {
        "currency": "XTR",
        "total_amount": 50,
        "invoice_payload": "t",
        "telegram_payment_charge_id": "c",
        "provider_payment_charge_id": "",
    }
    await chat.say(dice={"emoji": "🎲", "value": 6})
    await chat.say(successful_payment=paid)
    await chat.say(chat=GROUP, successful_payment=paid)
    left = {"user": ALICE, "status": "kicked", "until_date": 0}
    await chat.feed(
        "my_chat_member",
        chat=PRIVATE,
        date=1,
        old_chat_member={"user": ALICE, "status": "member"},
        new_chat_member=left,
    )
    names = [name for name, _ in chat.seen]
    assert names == ["dice", "successful_payment", "successful_payment", "my_chat_member"]


async def test_a_photo_is_unknown_input_in_private_and_nothing_in_a_group(chat: Chat) -> None:
    photo = [{"file_id": "f", "file_unique_id": "u", "width": 1, "height": 1}]
    await chat.say(photo=photo)
    await chat.say(chat=GROUP, photo=photo)
    assert chat.seen == [("unknown", "")]


async def test_a_dialogue_goes_on_after_a_restart_and_a_command_leaves_it(chat: Chat) -> None:
    key = {"bot_id": chat.bot.id, "chat_id": 1001, "user_id": 1001}
    dispatcher = chat.build()
    context = dispatcher.fsm.get_context(chat.bot, 1001, 1001)
    await context.set_state("ask:amount")
    await context.update_data(asked="50")
    await chat.storage.close()
    chat.fresh()
    await chat.say("/topup 5")
    await chat.say("50")
    await chat.say("50")
    assert chat.seen == [("topup", "5"), ("amount", "50 2"), ("unknown", "50")]
    assert await context.get_data() == {"asked": "50"}
    assert key["bot_id"] == 7000000001


async def test_an_unknown_kind_is_unreadable(chat: Chat) -> None:
    feeder = Feeder(chat.build(), chat.bot)
    with pytest.raises(Unreadable, match="unknown kind"):
        await feeder(chat.update("brand_new_thing"))
    with pytest.raises(Unreadable, match="do not fit"):
        await feeder(chat.update("message", message_id="seven"))


async def test_a_handler_that_asks_for_what_is_not_there_is_found_when_it_is_built(
    chat: Chat,
) -> None:
    async def wants(visit: Visit, ledger: object) -> None:
        pass

    with pytest.raises(UnprovidedArgument, match="ledger"):
        chat.build(Routes(commands={"x": wants}))
    chat.build(Routes(commands={"x": wants}), ledger=object())


def test_two_handlers_for_one_thing_are_a_mistake(chat: Chat) -> None:
    table = Routes(commands=chat.names("start"))
    with pytest.raises(AssertionError, match="two handlers in commands"):
        Routes.merge([table, table])


def test_telegram_is_asked_for_the_kinds_that_are_handled(chat: Chat) -> None:
    kinds = update_kinds(chat.routes())
    assert set(kinds) == {"message", "callback_query", "my_chat_member", "pre_checkout_query"}


async def test_an_update_makes_no_thread_hop(chat: Chat, monkeypatch: pytest.MonkeyPatch) -> None:
    hops: list[object] = []
    loop = asyncio.get_running_loop()
    run_in_executor = loop.run_in_executor

    def counted(
        executor: Executor | None, call: Callable[..., object], *given: object
    ) -> "asyncio.Future[object]":
        hops.append(call)
        return run_in_executor(executor, call, *given)

    await mix(chat)
    monkeypatch.setattr(loop, "run_in_executor", counted)
    await mix(chat)
    assert hops == []


async def mix(chat: Chat) -> None:
    """Commands, deep links, presses, text, dice, payments, group chatter."""
    for text in ("/start", "/start ref_ab12", "/topup 50", "hello", "/nothing", "/fail refuse"):
        await chat.say(text)
        await chat.say(text, chat=GROUP)
    for data in ("menu", "lang:ru", "lobby:join:1", "nothing", "fail:bug"):
        await chat.press(data)
    await chat.say(dice={"emoji": "🎲", "value": 6})
    await chat.feed("pre_checkout_query", **PRE_CHECKOUT)
