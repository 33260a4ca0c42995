"""The same conversations through aiogram and through python-telegram-bot."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from scripts.sandbox.world import World
from tests.sandbox.bot_clients import Client, Refused, aiogram_client, ptb_client
from tests.sandbox.caller import Caller
from tests.sandbox.pictures import PNG

MENU = {"inline_keyboard": [[{"text": "Go", "callback_data": "go:1"}]]}
PRICE = [{"label": "Stars", "amount": 50}]


@pytest.fixture(params=["aiogram", "python-telegram-bot"])
async def client(request: pytest.FixtureRequest, world: World) -> AsyncIterator[Client]:
    opened = aiogram_client if request.param == "aiogram" else ptb_client
    async with opened(world.core.url, world.bot.token) as there:
        yield there


async def _met(caller: Caller, client: Client, stars: str = "100") -> int:
    """Alice has turned to the bot, which has read it; her id."""
    alice = await caller.person("alice", stars=stars)
    await caller.make("/chats/alice/messages", {"start": ""})
    assert [one["message"]["text"] for one in await client.updates()] == ["/start"]
    return int(alice["id"])


async def _only(client: Client, kind: str) -> dict[str, object]:
    """The one update that waits, which is of that kind."""
    batch = await client.updates(timeout=5)
    assert [sorted(one.keys() - {"update_id"}) for one in batch] == [[kind]]
    found: dict[str, object] = batch[0][kind]
    return found


async def test_a_bot_knows_itself(client: Client, world: World) -> None:
    me = await client.do("get_me")
    assert (me["id"], me["is_bot"], me["username"]) == (world.bot.id, True, "souk_bot")


async def test_a_deep_link_brings_its_payload(caller: Caller, client: Client) -> None:
    await caller.person("alice", name="Alice", language="ru", premium=True)
    await caller.make("/chats/alice/messages", {"start": "ref_ab12"})
    (update,) = await client.updates()
    message = update["message"]
    assert message["text"] == "/start ref_ab12"
    assert message["entities"] == [{"type": "bot_command", "offset": 0, "length": 6}]
    assert message["from"]["language_code"] == "ru"
    assert message["from"]["is_premium"] is True
    assert message["chat"] == {
        "id": message["from"]["id"],
        "type": "private",
        "first_name": "Alice",
        "username": "alice",
    }


async def test_a_press_is_answered_and_edits_the_message(caller: Caller, client: Client) -> None:
    alice = await _met(caller, client)
    sent = await client.do(
        "send_message", chat_id=alice, text="<b>Hi</b> you", parse_mode="HTML", reply_markup=MENU
    )
    assert sent["entities"] == [{"type": "bold", "offset": 0, "length": 2}]
    pressing = asyncio.create_task(caller.post("/chats/alice/press", {"label": "Go"}))
    query = await _only(client, "callback_query")
    assert query["data"] == "go:1"
    assert await client.do(
        "answer_callback_query", callback_query_id=query["id"], text="Done", show_alert=True
    )
    assert await pressing == {
        "kind": "callback",
        "message_id": sent["message_id"],
        "answer": {"text": "Done", "show_alert": True},
    }
    edited = await client.do(
        "edit_message_text", chat_id=alice, message_id=sent["message_id"], text="Gone"
    )
    assert edited["text"] == "Gone"
    assert "reply_markup" not in edited
    (shown,) = [
        one
        for one in (await caller.get("/chats/alice/messages"))["items"]
        if one["message_id"] == sent["message_id"]
    ]
    assert (shown["text"], shown["world"]["edits"]) == ("Gone", 1)
    with pytest.raises(Refused, match="essage is not modified"):
        await client.do(
            "edit_message_text", chat_id=alice, message_id=sent["message_id"], text="Gone"
        )
    with pytest.raises(Refused, match="uery is too old"):
        await client.do("answer_callback_query", callback_query_id=query["id"])


async def test_an_invoice_is_paid_and_refunded(caller: Caller, client: Client) -> None:
    alice = await _met(caller, client)
    invoice = await client.do(
        "send_invoice",
        chat_id=alice,
        title="Credit",
        description="50 Stars",
        payload="topup:1",
        provider_token="",
        currency="XTR",
        prices=_prices(client),
    )
    assert invoice["invoice"]["total_amount"] == 50
    slug = await _newest_slug(caller)
    paying = asyncio.create_task(caller.post(f"/invoices/{slug}/pay?as=alice"))
    asked = await _only(client, "pre_checkout_query")
    assert (asked["invoice_payload"], asked["total_amount"]) == ("topup:1", 50)
    await client.do("answer_pre_checkout_query", pre_checkout_query_id=asked["id"], ok=True)
    paid = await paying
    assert (paid["status"], paid["reason"]) == ("paid", None)
    message = await _only(client, "message")
    payment = message["successful_payment"]
    assert isinstance(payment, dict)
    assert payment["telegram_payment_charge_id"] == paid["charge"]
    assert (await client.do("get_my_star_balance"))["amount"] == 50
    assert await client.do(
        "refund_star_payment", user_id=alice, telegram_payment_charge_id=paid["charge"]
    )
    refund = (await _only(client, "message"))["refunded_payment"]
    assert isinstance(refund, dict)
    assert refund["telegram_payment_charge_id"] == paid["charge"]
    with pytest.raises(Refused, match=r"(?i)charge_already_refunded"):
        await client.do(
            "refund_star_payment", user_id=alice, telegram_payment_charge_id=paid["charge"]
        )
    lines = (await client.do("get_star_transactions"))["transactions"]
    assert [(one["id"], one["amount"], "source" in one) for one in lines] == [
        (paid["charge"], 50, True),
        (paid["charge"], 50, False),
    ]
    assert (await client.do("get_my_star_balance"))["amount"] == 0
    assert (await caller.get("/people/alice"))["stars"] == "100"


async def test_a_payment_is_refused_in_the_words_of_the_bot(
    caller: Caller, client: Client
) -> None:
    await _met(caller, client)
    link = await client.do(
        "create_invoice_link",
        title="Credit",
        description="50 Stars",
        payload="topup:2",
        provider_token="",
        currency="XTR",
        prices=_prices(client),
    )
    slug = link.rpartition("$")[2]
    paying = asyncio.create_task(caller.post(f"/invoices/{slug}/pay?as=alice"))
    asked = await _only(client, "pre_checkout_query")
    await client.do(
        "answer_pre_checkout_query",
        pre_checkout_query_id=asked["id"],
        ok=False,
        error_message="Too late",
    )
    assert await paying == {"status": "failed", "charge": None, "reason": "Too late"}


async def test_dice_show_what_was_laid_out(caller: Caller, client: Client) -> None:
    alice = await _met(caller, client)
    await caller.put("/dice", {"alice": [6], "bot": [3]})
    await caller.make("/chats/alice/messages", {"dice": "🎲"})
    assert (await _only(client, "message"))["dice"] == {"emoji": "🎲", "value": 6}
    thrown = await client.do("send_dice", chat_id=alice, emoji="🎲")
    assert thrown["dice"] == {"emoji": "🎲", "value": 3}
    with pytest.raises(Refused, match="essage can't be deleted"):
        await client.do("delete_message", chat_id=alice, message_id=thrown["message_id"])
    await caller.post("/clock/advance", {"seconds": 86_401})
    assert await client.do("delete_message", chat_id=alice, message_id=thrown["message_id"])


async def test_files_go_up_and_come_down(caller: Caller, client: Client) -> None:
    alice = await _met(caller, client)
    sent = await client.do(
        "send_document", chat_id=alice, document=client.file(b"a,b\n1,2\n", "table.csv")
    )
    assert sent["document"]["file_name"] == "table.csv"
    assert await client.download(sent["document"]["file_id"]) == b"a,b\n1,2\n"
    again = await client.do(
        "send_document", chat_id=alice, document=sent["document"]["file_id"], caption="again"
    )
    assert again["document"]["file_id"] == sent["document"]["file_id"]
    picture = await client.do("send_photo", chat_id=alice, photo=client.file(PNG, "p.png"))
    assert (picture["photo"][0]["width"], picture["photo"][0]["height"]) == (2, 3)


async def test_forwards_keep_their_origin_and_copies_do_not(
    caller: Caller, client: Client
) -> None:
    alice = await _met(caller, client)
    bob = (await caller.person("bob"))["id"]
    await caller.make("/chats/bob/messages", {"start": ""})
    await client.updates()
    sent = await client.do("send_message", chat_id=alice, text="once")
    ends = {"chat_id": bob, "from_chat_id": alice, "message_id": sent["message_id"]}
    forwarded = await client.do("forward_message", **ends)
    assert forwarded["forward_origin"]["sender_user"]["is_bot"] is True
    copied = await client.do("copy_message", **ends)
    assert copied["message_id"] == forwarded["message_id"] + 1
    last = (await caller.get("/chats/bob/messages"))["items"][-1]
    assert (last["text"], "forward_origin" in last) == ("once", False)
    with pytest.raises(Refused, match="essage to copy not found"):
        await client.do("copy_message", **{**ends, "message_id": 9999})


async def test_reactions_arrive_when_asked_for(caller: Caller, client: Client) -> None:
    alice = await _met(caller, client)
    await client.updates(allowed_updates=["message_reaction"])
    sent = await client.do("send_message", chat_id=alice, text="like it?")
    await caller.put(
        f"/chats/alice/messages/{sent['message_id']}/reactions?as=alice", {"emoji": ["👍"]}
    )
    told = await _only(client, "message_reaction")
    assert told["new_reaction"] == [{"type": "emoji", "emoji": "👍"}]
    assert await client.do(
        "set_message_reaction",
        chat_id=alice,
        message_id=sent["message_id"],
        reaction=[{"type": "emoji", "emoji": "🔥"}] if _is_aiogram(client) else "🔥",
    )


async def test_members_come_and_go(caller: Caller, client: Client, world: World) -> None:
    alice = await _met(caller, client)
    await client.updates(allowed_updates=["chat_member", "my_chat_member", "message"])
    bob = (await caller.person("bob"))["id"]
    club = await caller.make(
        "/chats",
        {
            "type": "supergroup",
            "title": "Club",
            "username": "club",
            "owner": "alice",
            "admins": ["bot"],
        },
    )
    told = await _only_kind(client, "my_chat_member")
    assert told["new_chat_member"]["status"] == "administrator"
    assert told["chat"]["id"] == club["id"]
    await caller.put("/chats/club/members/bob?as=bob", {"status": "member"})
    told = await _only_kind(client, "chat_member")
    assert (told["old_chat_member"]["status"], told["new_chat_member"]["status"]) == (
        "left",
        "member",
    )
    assert await client.do("get_chat_member_count", chat_id="@club") == 3
    admins = await client.do("get_chat_administrators", chat_id=club["id"])
    assert {one["user"]["id"] for one in admins} == {alice, world.bot.id}
    assert await client.do("ban_chat_member", chat_id=club["id"], user_id=bob)
    member = await client.do("get_chat_member", chat_id=club["id"], user_id=bob)
    assert member["status"] == "kicked"


async def test_who_has_blocked_the_bot_gets_nothing(caller: Caller, client: Client) -> None:
    alice = await _met(caller, client)
    await caller.patch("/people/alice", {"blocked": True})
    told = await _only(client, "my_chat_member")
    assert isinstance(told["new_chat_member"], dict)
    assert told["new_chat_member"]["status"] == "kicked"
    with pytest.raises(Refused, match="ot was blocked by the user") as refused:
        await client.do("send_message", chat_id=alice, text="hello?")
    assert refused.value.kind in {"TelegramForbiddenError", "Forbidden"}
    await caller.patch("/people/alice", {"blocked": False})
    assert await client.do("send_message", chat_id=alice, text="hello again")


def _is_aiogram(client: Client) -> bool:
    return type(client).__name__ == "AiogramClient"


def _prices(client: Client) -> list[object]:
    if _is_aiogram(client):
        return list(PRICE)
    from telegram import LabeledPrice

    return [LabeledPrice("Stars", 50)]


async def _newest_slug(caller: Caller) -> str:
    items = (await caller.get("/chats/alice/messages"))["items"]
    found = [one["world"]["invoice"]["slug"] for one in items if one["world"]["invoice"]]
    return str(found[-1])


async def _only_kind(client: Client, kind: str) -> dict[str, dict[str, object]]:
    """The next update of that kind; service messages beside it are passed over."""
    for one in await client.updates(timeout=5):
        if kind in one:
            found: dict[str, dict[str, object]] = one[kind]
            return found
    raise AssertionError(f"no {kind}")
