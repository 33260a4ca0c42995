"""People in the local Telegram, as tests speak for them."""

import json
from dataclasses import dataclass

from tests.program import Json, Program


@dataclass(frozen=True, slots=True)
class Somebody:
    """One person in their private chat with the bot. Each act waits until the program is idle."""

    program: Program
    name: str

    @property
    def id(self) -> int:
        return int(self.program.world.get(f"/people/{self.name}")["id"])

    @property
    def stars(self) -> str:
        return str(self.program.world.get(f"/people/{self.name}")["stars"])

    def say(self, text: str) -> str:
        """Write a text; the bot's newest words."""
        return self.send({"text": text})

    def start(self, payload: str = "") -> str:
        return self.send({"start": payload})

    def send(self, message: Json, chat: str = "") -> str:
        where = chat or self.name
        self.program.world.post(f"/chats/{where}/messages?as={self.name}", message)
        self.program.world.idle()
        return self.newest

    def press(self, data: str, **more: Json) -> Json:
        """Press a button by its data; Pressed, after everything has settled."""
        path = f"/chats/{self.name}/press?as={self.name}"
        pressed = self.program.world.post(path, {"data": data, **more})
        self.program.world.idle()
        return pressed

    def answer(self, data: str, **more: Json) -> str:
        """Press a button; the words that pop up over the chat, "" for none."""
        answer = self.press(data, **more)["answer"]
        return str(answer["text"]) if answer else ""

    def messages(self, since: int = 0) -> list[Json]:
        path = f"/chats/{self.name}/messages?since={since}&limit=1000&wait_s=30"
        return list(self.program.world.get(path)["items"])

    def from_bot(self) -> list[Json]:
        """The bot's messages in the order in which they came."""
        found = [m for m in self.messages() if m["from"].get("is_bot")]
        return sorted(found, key=lambda message: message["message_id"])

    def count(self) -> int:
        """How many messages the bot has sent here."""
        return len(self.from_bot())

    @property
    def screen(self) -> Json:
        """The bot's last change, a new message or an edit."""
        found = [m for m in self.messages() if m["from"].get("is_bot")]
        return found[-1] if found else {}

    @property
    def newest(self) -> str:
        """The text of the bot's last change."""
        return str(self.screen.get("text", ""))

    def _keys(self) -> list[Json]:
        rows = self.screen.get("reply_markup", {}).get("inline_keyboard", [])
        return [button for row in rows for button in row]

    def buttons(self) -> list[str]:
        """Data of the buttons under the bot's last change."""
        return [button.get("callback_data", "") for button in self._keys()]

    def labels(self) -> list[str]:
        return [str(button["text"]) for button in self._keys()]

    def button(self, prefix: str) -> str:
        """The first button there whose data begins so."""
        return next(data for data in self.buttons() if data.startswith(prefix))

    def receipt(self) -> Json:
        """The newest receipt: the message with a refund button."""
        found = [m for m in self.from_bot() if '"refund:' in json.dumps(m)]
        return found[-1]

    def topup(self) -> str:
        """The id of the newest top-up that has a receipt."""
        rows = self.receipt()["reply_markup"]["inline_keyboard"]
        return str(rows[0][0]["callback_data"]).removeprefix("refund:")

    def invoice(self) -> Json:
        """The newest invoice, as the world tells of it."""
        found = [m["world"]["invoice"] for m in self.from_bot() if m["world"]["invoice"]]
        return found[-1]

    def invoices(self) -> int:
        return sum(bool(message["world"]["invoice"]) for message in self.from_bot())

    def pay(self, slug: str = "") -> Json:
        slug = slug or self.invoice()["slug"]
        paid = self.program.world.post(f"/invoices/{slug}/pay?as={self.name}")
        self.program.world.idle()
        return paid

    def balance(self) -> str:
        """Stars available here, as the API tells them."""
        items = self.program.sign_in(self.name).get("/balances")["items"]
        return next((i["available"] for i in items if i["asset"] == "XTR"), "0")

    def top_up(self, stars: int) -> Json:
        self.say(f"/topup {stars}")
        return self.pay()


def meet(program: Program, who: str, **person: Json) -> Somebody:
    """A new person who has begun and accepted the terms."""
    somebody = arrive(program, who, **person)
    somebody.start()
    somebody.press("terms:accept")
    return somebody


def arrive(program: Program, who: str, **person: Json) -> Somebody:
    """A new person who has not met the bot."""
    given = {"username": who, "name": who.title(), "language": "en", "stars": "1000"}
    program.world.post("/people", {**given, **person})
    return Somebody(program, who)
