"""A scene in which every Bot API method can succeed, and the parameters that make it so."""

import asyncio
from collections.abc import Awaitable, Callable

from scripts.sandbox.telegram.gift_rows import OwnedGift
from scripts.sandbox.world import World
from tests.sandbox.caller import Caller
from tests.sandbox.pictures import PNG
from tests.sandbox.raw_bot import RawBot

ALICE, BOB = 1001, 1002
ARTICLE = {
    "type": "article",
    "id": "a1",
    "title": "t",
    "input_message_content": {"message_text": "<b>x</b>", "parse_mode": "HTML"},
}
INVOICE = {
    "title": "T",
    "description": "D",
    "payload": "p",
    "currency": "XTR",
    "prices": [{"label": "x", "amount": 5}],
}


class Scene:
    """A bot with people, a club, files and money: whatever some method needs."""

    def __init__(self, world: World, caller: Caller, bot: RawBot) -> None:
        self.world, self.caller, self.bot = world, caller, bot
        self.club = 0
        self.photo = self.document = ""

    async def set_up(self) -> None:
        for name, who in (("alice", ALICE), ("bob", BOB)):
            await self.caller.person(name, id=who, stars="1000")
            await self.caller.make(f"/chats/{name}/messages", {"text": "hello"})
        club = {"type": "supergroup", "title": "Club", "username": "club", "owner": "alice"}
        made = await self.caller.make("/chats", {**club, "members": ["bob"], "admins": ["bot"]})
        self.club = made["id"]
        rights = await self.bot.ok("getChatMember", chat_id=self.club, user_id=self.world.bot.id)
        await self.caller.put(
            f"/chats/{self.club}/members/bot?as=alice",
            {
                "status": "administrator",
                "rights": [name for name in rights if name.startswith("can_")],
            },
        )
        files = self.world.telegram.files
        self.photo = files.add(PNG, kind="photo").id
        self.document = files.add(b"text", kind="document", name="a.txt").id
        self.world.bot.stars = 1000
        await self.bot.updates()

    async def message(self, **more: object) -> int:
        sent = await self.bot.ok("sendMessage", chat_id=ALICE, text="x", **more)
        return int(sent["message_id"])

    async def press(self) -> str:
        """The id of a callback query that waits for its answer."""
        data = self.world.core.chance.hex(4)
        button = {"text": "b", "callback_data": data}
        await self.message(reply_markup={"inline_keyboard": [[button]]})
        self._later(self.caller.post("/chats/alice/press", {"data": data}))
        return await self._query("callback_query")

    async def inline(self) -> str:
        self._later(self.caller.post("/inline?as=alice", {"query": "x"}))
        return await self._query("inline_query")

    async def pre_checkout(self) -> str:
        link = await self.bot.ok("createInvoiceLink", **INVOICE)
        slug = link.rpartition("$")[2]
        self._later(self.caller.post(f"/invoices/{slug}/pay?as=alice"))
        return await self._query("pre_checkout_query")

    async def charge(self, **more: object) -> str:
        link = await self.bot.ok("createInvoiceLink", **INVOICE, **more)
        slug = link.rpartition("$")[2]
        paying = asyncio.create_task(self.caller.post(f"/invoices/{slug}/pay?as=alice"))
        asked = await self._query("pre_checkout_query")
        await self.bot.ok("answerPreCheckoutQuery", pre_checkout_query_id=asked, ok=True)
        return str((await paying)["charge"])

    async def asked_to_join(self, name: str, who: int) -> None:
        await self.bot.ok("createChatInviteLink", chat_id=self.club, creates_join_request=True)
        await self.caller.person(name, id=who)
        await self.caller.put(f"/chats/{self.club}/members/{name}?as={name}", {"status": "member"})

    def connection(self) -> str:
        alice = self.world.telegram.people.by_id(ALICE)
        assert alice is not None
        alice.business_bots.append(self.world.bot.id)
        return f"bc{ALICE}.{self.world.bot.id}"

    def unique_gift(self) -> str:
        self.world.telegram.gifts.save(
            OwnedGift(id="g1", owner=ALICE, sender=ALICE, gift={}, date=0, unique=True)
        )
        return "g1"

    def web_app(self) -> str:
        telegram = self.world.telegram
        alice = telegram.people.by_id(ALICE)
        assert alice is not None
        return telegram.queries.open("web_app", telegram.bots.app, alice, {"query": ""}).id

    def _later(self, work: Awaitable[object]) -> None:
        self.waiting = asyncio.ensure_future(work)

    async def _query(self, kind: str) -> str:
        while True:
            for update in await self.bot.updates(timeout=5):
                if kind in update:
                    return str(update[kind]["id"])


async def params_for(scene: Scene, name: str) -> dict[str, object]:
    """Parameters with which that method is well served."""
    made = MAKERS.get(name)
    return {} if made is None else await made(scene)


Maker = Callable[[Scene], Awaitable[dict[str, object]]]


def _plain(**params: object) -> Maker:
    async def make(_scene: Scene) -> dict[str, object]:
        return params

    return make


def _club(**params: object) -> Maker:
    async def make(scene: Scene) -> dict[str, object]:
        return {"chat_id": scene.club, **params}

    return make


def _message(**params: object) -> Maker:
    async def make(scene: Scene) -> dict[str, object]:
        return {"chat_id": ALICE, "message_id": await scene.message(), **params}

    return make


def _ends(*, several: bool) -> Maker:
    async def make(scene: Scene) -> dict[str, object]:
        ids = [await scene.message(), await scene.message()]
        which: dict[str, object] = {"message_ids": ids} if several else {"message_id": ids[0]}
        return {"chat_id": BOB, "from_chat_id": ALICE, **which}

    return make


async def _media(scene: Scene) -> dict[str, object]:
    sent = await scene.bot.ok("sendPhoto", chat_id=ALICE, photo=scene.photo)
    media = {"type": "document", "media": scene.document, "caption": "new"}
    return {"chat_id": ALICE, "message_id": sent["message_id"], "media": media}


async def _caption(scene: Scene) -> dict[str, object]:
    sent = await scene.bot.ok("sendPhoto", chat_id=ALICE, photo=scene.photo)
    return {"chat_id": ALICE, "message_id": sent["message_id"], "caption": "new"}


async def _pinned(scene: Scene) -> dict[str, object]:
    message_id = await scene.message()
    await scene.bot.ok("pinChatMessage", chat_id=ALICE, message_id=message_id)
    return {"chat_id": ALICE, "message_id": message_id}


async def _album(scene: Scene) -> dict[str, object]:
    one = {"type": "photo", "media": scene.photo}
    return {"chat_id": ALICE, "media": [one, {**one, "caption": "<i>x</i>", "parse_mode": "HTML"}]}


async def _revoke(scene: Scene) -> dict[str, object]:
    link = await scene.bot.ok("createChatInviteLink", chat_id=scene.club)
    return {"chat_id": scene.club, "invite_link": link["invite_link"]}


async def _join(scene: Scene, name: str, who: int) -> dict[str, object]:
    await scene.asked_to_join(name, who)
    return {"chat_id": scene.club, "user_id": who}


async def _transfer(scene: Scene) -> dict[str, object]:
    return {
        "business_connection_id": scene.connection(),
        "owned_gift_id": scene.unique_gift(),
        "new_owner_chat_id": BOB,
    }


async def _refund(scene: Scene, **more: object) -> dict[str, object]:
    charge = await scene.charge(**more)
    return {"user_id": ALICE, "telegram_payment_charge_id": charge, "is_canceled": True}


async def _user_gifts(scene: Scene) -> dict[str, object]:
    await scene.bot.ok("sendGift", user_id=ALICE, gift_id="5170145012310081615", text="x")
    return {"user_id": ALICE}


def _own(field: str, maker: Callable[[Scene], Awaitable[object]], **params: object) -> Maker:
    async def make(scene: Scene) -> dict[str, object]:
        return {field: await maker(scene), **params}

    return make


async def _photo(scene: Scene) -> dict[str, object]:
    return {"chat_id": ALICE, "photo": scene.photo}


async def _file(scene: Scene, field: str) -> dict[str, object]:
    return {"chat_id": ALICE, field: scene.document}


async def _web_app(scene: Scene) -> dict[str, object]:
    button = {"text": "b", "callback_data": "d"}
    result = {**ARTICLE, "reply_markup": {"inline_keyboard": [[button]]}}
    return {"web_app_query_id": scene.web_app(), "result": result}


async def _paid_media(scene: Scene) -> dict[str, object]:
    media = [{"type": "photo", "media": scene.photo}, {"type": "video", "media": scene.document}]
    return {"chat_id": ALICE, "star_count": 5, "media": media, "payload": "p"}


MAKERS: dict[str, Maker] = {
    "setWebhook": _plain(url="http://127.0.0.1:9/hook"),
    "sendMessage": _plain(chat_id=ALICE, text="x @alice /help"),
    "sendPhoto": _photo,
    "sendDocument": lambda scene: _file(scene, "document"),
    "sendAnimation": lambda scene: _file(scene, "animation"),
    "sendSticker": lambda scene: _file(scene, "sticker"),
    "sendMediaGroup": _album,
    "sendDice": _plain(chat_id=ALICE, emoji="🎰"),
    "sendChatAction": _plain(chat_id=ALICE, action="typing"),
    "editMessageText": _message(text="new"),
    "editMessageCaption": _caption,
    "editMessageMedia": _media,
    "editMessageReplyMarkup": _message(
        reply_markup={"inline_keyboard": [[{"text": "b", "copy_text": {"text": "c"}}]]}
    ),
    "deleteMessage": _message(),
    "deleteMessages": _plain(chat_id=ALICE, message_ids=[1, 2]),
    "copyMessage": _ends(several=False),
    "copyMessages": _ends(several=True),
    "forwardMessage": _ends(several=False),
    "forwardMessages": _ends(several=True),
    "pinChatMessage": _message(),
    "unpinChatMessage": _pinned,
    "unpinAllChatMessages": _plain(chat_id=ALICE),
    "setMessageReaction": _message(reaction=[{"type": "emoji", "emoji": "👍"}]),
    "answerCallbackQuery": _own("callback_query_id", Scene.press, text="x"),
    "answerInlineQuery": _own("inline_query_id", Scene.inline, results=[ARTICLE]),
    "answerWebAppQuery": _web_app,
    "savePreparedInlineMessage": _plain(user_id=ALICE, result=ARTICLE),
    "getFile": lambda scene: _file(scene, "file_id"),
    "setMyCommands": _plain(commands=[{"command": "start", "description": "Begin"}]),
    "setChatMenuButton": _plain(menu_button={"type": "commands"}),
    "getChatMenuButton": _plain(chat_id=ALICE),
    "setMyName": _plain(name="Souk"),
    "setMyDescription": _plain(description="x"),
    "setMyShortDescription": _plain(short_description="x"),
    "getChat": _club(),
    "getChatAdministrators": _club(),
    "getChatMember": _club(user_id=ALICE),
    "getChatMemberCount": _club(),
    "banChatMember": _club(user_id=BOB),
    "unbanChatMember": _club(user_id=BOB),
    "restrictChatMember": _club(user_id=BOB, permissions={"can_send_messages": True}),
    "promoteChatMember": _club(user_id=BOB, can_pin_messages=True),
    "createChatInviteLink": _club(name="x", member_limit=5),
    "exportChatInviteLink": _club(),
    "revokeChatInviteLink": _revoke,
    "approveChatJoinRequest": lambda scene: _join(scene, "carol", 1003),
    "declineChatJoinRequest": lambda scene: _join(scene, "dave", 1004),
    "leaveChat": _club(),
    "sendInvoice": _plain(chat_id=ALICE, **INVOICE),
    "createInvoiceLink": _plain(**INVOICE),
    "answerPreCheckoutQuery": _own("pre_checkout_query_id", Scene.pre_checkout, ok=True),
    "refundStarPayment": _refund,
    "editUserStarSubscription": lambda scene: _refund(scene, subscription_period=2_592_000),
    "sendPaidMedia": _paid_media,
    "sendGift": _plain(user_id=ALICE, gift_id="5170233102089322756"),
    "getUserGifts": _user_gifts,
    "transferGift": _transfer,
}
