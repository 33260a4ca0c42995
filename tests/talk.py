"""People in the local Telegram, as tests speak for them."""

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

    def messages(self, since: int = 0) -> list[Json]:
        path = f"/chats/{self.name}/messages?since={since}&limit=1000&wait_s=30"
        return list(self.program.world.get(path)["items"])

    def from_bot(self) -> list[Json]:
        found = [m for m in self.messages() if m["from"].get("is_bot")]
        return sorted(found, key=lambda message: message["message_id"])

    @property
    def newest(self) -> str:
        """The text of the bot's last change, a new message or an edit."""
        found = [m for m in self.messages() if m["from"].get("is_bot")]
        return str(found[-1].get("text", "")) if found else ""

    def buttons(self) -> list[str]:
        """Data of the buttons under the bot's last change."""
        found = [m for m in self.messages() if m["from"].get("is_bot")]
        rows = found[-1].get("reply_markup", {}).get("inline_keyboard", [])
        return [button.get("callback_data", "") for row in rows for button in row]

    def invoice(self) -> Json:
        """The newest invoice, as the world tells of it."""
        found = [m["world"]["invoice"] for m in self.from_bot() if m["world"]["invoice"]]
        return found[-1]

    def pay(self, slug: str = "") -> Json:
        slug = slug or self.invoice()["slug"]
        paid = self.program.world.post(f"/invoices/{slug}/pay?as={self.name}")
        self.program.world.idle()
        return paid

    def top_up(self, stars: int) -> Json:
        self.say(f"/topup {stars}")
        return self.pay()


def meet(program: Program, name: str, **person: Json) -> Somebody:
    """A new person who has begun and accepted the terms."""
    somebody = arrive(program, name, **person)
    somebody.start()
    somebody.press("terms:accept")
    return somebody


def arrive(program: Program, name: str, **person: Json) -> Somebody:
    """A new person who has not met the bot."""
    given = {"username": name, "name": name.title(), "language": "en", "stars": "1000"}
    program.world.post("/people", {**given, **person})
    return Somebody(program, name)
