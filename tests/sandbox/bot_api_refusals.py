"""Calls that are refused, each with the words of the real server."""

CHAT = {"chat_id": 1001}
XTR = {"title": "T", "description": "D", "payload": "p", "currency": "XTR"}
ONE = [{"label": "x", "amount": 5}]
PARSE = "can't parse entities: "
BUTTON = "can't parse inline keyboard button: "
TOO_OLD = "query is too old and response timeout expired or query ID is invalid"


def inline_button(**button: object) -> dict[str, object]:
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
    ("sendMessage", inline_button(text="a", callback_data="d" * 65), "BUTTON_DATA_INVALID"),
    ("sendMessage", inline_button(text="a", callback_data="я" * 33), "BUTTON_DATA_INVALID"),
    ("sendMessage", inline_button(text="a", callback_data=""), "BUTTON_DATA_INVALID"),
    (
        "sendMessage",
        inline_button(text="a"),
        f"{BUTTON}Text buttons are unallowed in the inline keyboard",
    ),
    ("sendMessage", inline_button(callback_data="a"), f'{BUTTON}Can\'t find field "text"'),
    (
        "sendMessage",
        inline_button(text="a", callback_data="a", url="t.me/x"),
        "BUTTON_TYPE_INVALID",
    ),
    ("sendMessage", inline_button(text="a", pay=True), "BUTTON_TYPE_INVALID"),
    (
        "sendMessage",
        inline_button(text="a", web_app={"url": "http://souk.example/app"}),
        (
            "inline keyboard button Web App URL 'http://souk.example/app' is invalid: "
            "Only HTTPS links are allowed"
        ),
    ),
    (
        "sendMessage",
        inline_button(text="a", url="http://nowhere"),
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
