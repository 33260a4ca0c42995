"""What the real server refuses is refused here, in its words."""

from collections.abc import AsyncIterator

import pytest

from scripts.sandbox.telegram.methods.table import METHODS
from scripts.sandbox.world import World
from tests.sandbox.caller import Caller
from tests.sandbox.raw_bot import RawBot, raw_bot

CHAT = {"chat_id": 1001}
XTR = {"title": "T", "description": "D", "payload": "p", "currency": "XTR"}
ONE = [{"label": "x", "amount": 5}]
PARSE = "can't parse entities: "
BUTTON = "can't parse inline keyboard button: "
TOO_OLD = "query is too old and response timeout expired or query ID is invalid"


def _inline(**button: object) -> dict[str, object]:
    return {**CHAT, "text": "x", "reply_markup": {"inline_keyboard": [[button]]}}


def _html(text: str) -> dict[str, object]:
    return {**CHAT, "text": text, "parse_mode": "HTML"}


def _v2(text: str) -> dict[str, object]:
    return {**CHAT, "text": text, "parse_mode": "MarkdownV2"}


REFUSALS: list[tuple[str, dict[str, object], str]] = [
    ("sendMessage", {"text": "x"}, "chat_id is empty"),
    ("sendMessage", {**CHAT}, "message text is empty"),
    ("sendMessage", {**CHAT, "text": "  \n "}, "message text is empty"),
    ("sendMessage", {**CHAT, "text": "x" * 4097}, "message is too long"),
    ("sendMessage", {"chat_id": 999, "text": "x"}, "chat not found"),
    ("sendMessage", {"chat_id": "@nobody", "text": "x"}, "chat not found"),
    ("sendMessage", {"chat_id": -100123, "text": "x"}, "chat not found"),
    (
        "sendMessage",
        {**CHAT, "text": "x", "reply_parameters": {"message_id": 77}},
        "message to be replied not found",
    ),
    ("sendMessage", {**CHAT, "text": "x", "parse_mode": "XML"}, "unsupported parse_mode"),
    (
        "sendMessage",
        _html("<b>x"),
        f'{PARSE}Can\'t find end tag corresponding to start tag "b"',
    ),
    ("sendMessage", _html("é<p>x</p>"), f'{PARSE}Unsupported start tag "p" at byte offset 2'),
    (
        "sendMessage",
        _html("<b>x</i>"),
        f'{PARSE}Unmatched end tag at byte offset 4, expected "</b>", found "</i>"',
    ),
    ("sendMessage", _html("x</b>"), f"{PARSE}Unexpected end tag at byte offset 1"),
    (
        "sendMessage",
        _v2("1.5"),
        f"{PARSE}Character '.' is reserved and must be escaped with the preceding '\\'",
    ),
    ("sendMessage", _v2("é*x"), f"{PARSE}Can't find end of Bold entity at byte offset 2"),
    (
        "sendMessage",
        {**CHAT, "text": "a *b", "parse_mode": "Markdown"},
        f"{PARSE}Can't find end of the entity starting at byte offset 2",
    ),
    ("sendMessage", _inline(text="a", callback_data="d" * 65), "BUTTON_DATA_INVALID"),
    ("sendMessage", _inline(text="a", callback_data="я" * 33), "BUTTON_DATA_INVALID"),
    ("sendMessage", _inline(text="a", callback_data=""), "BUTTON_DATA_INVALID"),
    (
        "sendMessage",
        _inline(text="a"),
        f"{BUTTON}Text buttons are unallowed in the inline keyboard",
    ),
    ("sendMessage", _inline(callback_data="a"), f'{BUTTON}Can\'t find field "text"'),
    ("sendMessage", _inline(text="a", callback_data="a", url="t.me/x"), "BUTTON_TYPE_INVALID"),
    ("sendMessage", _inline(text="a", pay=True), "BUTTON_TYPE_INVALID"),
    (
        "sendMessage",
        _inline(text="a", web_app={"url": "http://souk.example/app"}),
        (
            "inline keyboard button Web App URL 'http://souk.example/app' is invalid: "
            "Only HTTPS links are allowed"
        ),
    ),
    (
        "sendMessage",
        _inline(text="a", url="http://nowhere"),
        "inline keyboard button URL 'http://nowhere' is invalid: Wrong HTTP URL",
    ),
    (
        "sendMessage",
        {**CHAT, "text": "x", "reply_markup": {"inline_keyboard": {"text": "a"}}},
        'field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays',
    ),
    (
        "sendMessage",
        {**CHAT, "text": "x", "reply_markup": "{"},
        "can't parse reply keyboard markup JSON object",
    ),
    ("sendMessage", {**CHAT, "text": "x", "reply_markup": [1]}, "object expected as reply markup"),
    ("sendPhoto", {**CHAT}, "there is no photo in the request"),
    (
        "sendPhoto",
        {**CHAT, "photo": "https://example.org/a.png"},
        "failed to get HTTP URL content",
    ),
    (
        "sendDocument",
        {**CHAT, "document": "nonsense", "caption": "c" * 1025},
        "message caption is too long",
    ),
    (
        "sendDocument",
        {**CHAT, "document": "nonsense"},
        "wrong remote file identifier specified: can't unserialize it. Wrong last symbol",
    ),
    ("sendDice", {**CHAT, "emoji": "🐸"}, "ENTITY_EMOTICON_INVALID"),
    ("sendChatAction", {**CHAT, "action": "dancing"}, "wrong parameter action in request"),
    (
        "sendMediaGroup",
        {**CHAT, "media": [{"type": "photo", "media": "a"}]},
        "there must be from 2 to 10 items in an album",
    ),
    ("editMessageText", {**CHAT, "message_id": 77, "text": "x"}, "message to edit not found"),
    ("editMessageText", {"text": "x"}, "message identifier is not specified"),
    ("editMessageReplyMarkup", {**CHAT, "message_id": 1}, "message can't be edited"),
    ("deleteMessage", {**CHAT, "message_id": 77}, "message to delete not found"),
    ("deleteMessage", {"message_id": 77}, "chat identifier is not specified"),
    ("deleteMessage", {**CHAT}, "message identifier is not specified"),
    ("deleteMessages", {**CHAT}, "message identifiers are not specified"),
    (
        "deleteMessages",
        {**CHAT, "message_ids": list(range(1, 102))},
        "too many message identifiers specified",
    ),
    (
        "copyMessage",
        {**CHAT, "from_chat_id": 1001, "message_id": 77},
        "message to copy not found",
    ),
    (
        "forwardMessage",
        {**CHAT, "from_chat_id": 1001, "message_id": 77},
        "message to forward not found",
    ),
    ("copyMessage", {**CHAT, "message_id": 1}, 'parameter "from_chat_id" is required'),
    ("pinChatMessage", {**CHAT, "message_id": 77}, "message to pin not found"),
    ("setMessageReaction", {**CHAT, "message_id": 77}, "message to react not found"),
    ("answerCallbackQuery", {"callback_query_id": "5"}, TOO_OLD),
    ("answerCallbackQuery", {}, TOO_OLD),
    ("answerPreCheckoutQuery", {"pre_checkout_query_id": "5", "ok": True}, TOO_OLD),
    (
        "answerPreCheckoutQuery",
        {"pre_checkout_query_id": "5", "ok": False},
        'parameter "error_message" is required',
    ),
    ("answerInlineQuery", {"inline_query_id": "5", "results": []}, TOO_OLD),
    (
        "answerWebAppQuery",
        {
            "web_app_query_id": "5",
            "result": {
                "type": "article",
                "id": "1",
                "title": "t",
                "input_message_content": {"message_text": "x"},
            },
        },
        "QUERY_ID_INVALID",
    ),
    ("getFile", {"file_id": "nonsense"}, "invalid file_id"),
    ("getFile", {}, "file_id not specified"),
    ("sendInvoice", {**CHAT, **XTR}, 'parameter "prices" is required'),
    ("sendInvoice", {**CHAT, **XTR, "title": "", "prices": ONE}, 'parameter "title" is required'),
    ("createInvoiceLink", {**XTR, "prices": []}, "there must be at least one price"),
    ("createInvoiceLink", {**XTR, "prices": ONE + ONE}, "STARS_INVOICE_INVALID"),
    (
        "createInvoiceLink",
        {**XTR, "prices": ONE, "provider_token": "live:1"},
        "STARS_INVOICE_INVALID",
    ),
    ("createInvoiceLink", {**XTR, "prices": ONE, "max_tip_amount": 5}, "STARS_INVOICE_INVALID"),
    ("createInvoiceLink", {**XTR, "currency": "USD", "prices": ONE}, "PAYMENT_PROVIDER_INVALID"),
    ("createInvoiceLink", {**XTR, "prices": ONE, "title": "t" * 33}, "INVOICE_TITLE_INVALID"),
    (
        "createInvoiceLink",
        {**XTR, "prices": ONE, "description": "d" * 256},
        "INVOICE_DESCRIPTION_INVALID",
    ),
    ("createInvoiceLink", {**XTR, "prices": ONE, "payload": "я" * 65}, "INVOICE_PAYLOAD_INVALID"),
    (
        "createInvoiceLink",
        {**XTR, "prices": [{"label": "x", "amount": 0}]},
        "CURRENCY_TOTAL_AMOUNT_INVALID",
    ),
    (
        "createInvoiceLink",
        {**XTR, "prices": ONE, "subscription_period": 60},
        "SUBSCRIPTION_PERIOD_INVALID",
    ),
    (
        "sendInvoice",
        {
            **CHAT,
            **XTR,
            "prices": ONE,
            "reply_markup": {"inline_keyboard": [[{"text": "a", "callback_data": "a"}]]},
        },
        "REPLY_MARKUP_BUY_EMPTY",
    ),
    (
        "refundStarPayment",
        {"user_id": 1001, "telegram_payment_charge_id": "x"},
        "CHARGE_ID_INVALID",
    ),
    ("refundStarPayment", {"telegram_payment_charge_id": "x"}, "invalid user_id specified"),
    ("getChat", {"chat_id": 5}, "chat not found"),
    ("getChatMember", {**CHAT, "user_id": 0}, "invalid user_id specified"),
    ("getChatAdministrators", {**CHAT}, "there are no administrators in the private chat"),
    ("setMyCommands", {}, "can't parse commands JSON object"),
    (
        "setMyCommands",
        {"commands": [{"command": "A b", "description": "x"}]},
        "BOT_COMMAND_INVALID",
    ),
    ("setWebhook", {"url": "ftp://x"}, "invalid webhook URL specified"),
    (
        "setWebhook",
        {"url": "http://souk.example/hook"},
        "bad webhook: An HTTPS URL must be provided for webhook",
    ),
    (
        "setWebhook",
        {"url": "http://127.0.0.1:9/x", "secret_token": "a b"},
        "secret token contains unallowed characters",
    ),
    ("sendGift", {"user_id": 1001, "gift_id": "1"}, "STARGIFT_INVALID"),
    ("sendGift", {"user_id": 1001, "gift_id": "5170145012310081615"}, "BALANCE_TOO_LOW"),
]


@pytest.fixture
async def bot(world: World, caller: Caller) -> AsyncIterator[RawBot]:
    """The app's bot; alice (1001) has written to it: message 1 is hers."""
    await caller.person("alice", id=1001)
    await caller.make("/chats/alice/messages", {"text": "hello"})
    async with raw_bot(world.core.url, world.bot.token) as there:
        yield there


async def test_the_real_servers_words(bot: RawBot) -> None:
    for method, params, words in REFUSALS:
        assert await bot.refused(method, **params) == (400, f"Bad Request: {words}"), params


async def test_a_refused_call_leaves_no_trace(bot: RawBot, caller: Caller) -> None:
    before = (await caller.get("/chats/alice/messages"))["items"]
    for method, params, _ in REFUSALS:
        await bot.refused(method, **params)
    assert (await caller.get("/chats/alice/messages"))["items"] == before
    assert await bot.ok("getMyStarBalance") == {"amount": 0}


async def test_unknown_methods_and_tokens(bot: RawBot) -> None:
    assert await bot.refused("sendTelepathy") == (404, "Not Found: method not found")
    bot.token = "7000000001:sandbox-wrong"
    assert await bot.refused("getMe") == (401, "Unauthorized")
    bot.token = "nonsense"
    assert await bot.refused("getMe") == (404, "Not Found")


async def test_method_names_do_not_mind_their_case(bot: RawBot) -> None:
    assert (await bot.ok("GETME"))["username"] == "souk_bot"


async def test_every_form_of_a_call_is_read(bot: RawBot) -> None:
    path = f"{bot.url}/bot{bot.token}/sendMessage"
    async with bot.session.get(path, params={"chat_id": 1001, "text": "query"}) as got:
        assert (await got.json())["result"]["text"] == "query"
    async with bot.session.post(path, data={"chat_id": "1001", "text": "form"}) as got:
        assert (await got.json())["result"]["text"] == "form"
    async with bot.session.post(path, json={"chat_id": 1001, "text": "json"}) as got:
        assert (await got.json())["result"]["text"] == "json"
    headers = {"Content-Type": "application/json"}
    async with bot.session.post(path, data=b"{", headers=headers) as got:
        assert got.status == 400


async def test_nothing_that_a_method_needs_may_be_missing(bot: RawBot) -> None:
    """A call without parameters is refused wherever the table names one."""
    for method in METHODS.values():
        if method.needs:
            status, words = await bot.refused(method.name)
            assert (status, words.startswith("Bad Request: ")) == (400, True), method.name


async def test_only_https_and_this_machine_carry_mini_apps(bot: RawBot) -> None:
    for url in ("https://souk.example/app", "http://127.0.0.1:8080/app", "http://localhost:1/"):
        await bot.ok("sendMessage", **_inline(text="a", web_app={"url": url}))


async def test_a_web_app_button_has_no_place_in_a_group(bot: RawBot, caller: Caller) -> None:
    await caller.make(
        "/chats",
        {
            "type": "supergroup",
            "title": "Club",
            "username": "club",
            "owner": "alice",
            "admins": ["bot"],
        },
    )
    button = {"text": "a", "web_app": {"url": "https://souk.example/"}}
    for board in ({"inline_keyboard": [[button]]}, {"keyboard": [[button]]}):
        refused = await bot.refused("sendMessage", chat_id="@club", text="x", reply_markup=board)
        assert refused == (400, "Bad Request: BUTTON_TYPE_INVALID")


async def test_rights_in_chats(bot: RawBot, caller: Caller) -> None:
    await caller.person("bob", id=1002)
    made = {"owner": "alice", "members": ["bob"]}
    club = await caller.make("/chats", {"type": "supergroup", "title": "Club", **made})
    assert await bot.refused("sendMessage", chat_id=club["id"], text="x") == (
        400,
        "Bad Request: chat not found",
    )
    await caller.put(f"/chats/{club['id']}/members/bot?as=alice", {"status": "member"})
    assert await bot.ok("sendMessage", chat_id=club["id"], text="x")
    assert await bot.refused("banChatMember", chat_id=club["id"], user_id=1002) == (
        400,
        "Bad Request: not enough rights to restrict/unrestrict chat member",
    )
    await caller.put(f"/chats/{club['id']}/members/bot?as=alice", {"status": "kicked"})
    assert await bot.refused("sendMessage", chat_id=club["id"], text="x") == (
        403,
        "Forbidden: bot was kicked from the supergroup chat",
    )
    news = await caller.make(
        "/chats",
        {
            "type": "channel",
            "title": "News",
            "username": "news",
            "owner": "alice",
            "admins": ["bot"],
        },
    )
    await caller.put(
        f"/chats/{news['id']}/members/bot?as=alice",
        {"status": "administrator", "rights": ["can_invite_users"]},
    )
    assert await bot.refused("sendMessage", chat_id="@news", text="x") == (
        400,
        "Bad Request: need administrator rights in the channel chat",
    )
