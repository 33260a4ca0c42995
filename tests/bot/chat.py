"""A dispatcher with tables of its own, fed by hand: for tests of what stands around handlers."""

from aiogram import Bot, Dispatcher
from aiogram.fsm.context import FSMContext
from aiogram.types import Message

from bot.dispatcher import Feeder, build_dispatcher
from bot.fsm import Dialogues
from bot.gateways.telegram.session import TelegramSession
from bot.ports import RawUpdate, raw_update
from domain.payments.models import Verdict
from domain.shared.refusals import GatewayError, NotFound
from domain.users.refusals import TermsNeeded
from handlers.middlewares.errors import ErrorAnswers
from handlers.middlewares.faces import Faces
from handlers.middlewares.throttle import Throttle
from handlers.middlewares.visit import VisitMiddleware
from handlers.routes import Handler, Routes
from handlers.screens import Screen
from handlers.visit import Visit
from locales.words import Words
from storage.engine import Database
from storage.users.places import DialogueRows
from storage.writer import Writer
from tests.fakes.chat import FakeDesks, FakePeople
from tests.fakes.clock import FakeClock

Part = dict[str, object]

ALICE: Part = {"id": 1001, "is_bot": False, "first_name": "Alice", "language_code": "en"}
PRIVATE: Part = {"id": 1001, "type": "private"}
GROUP: Part = {"id": -5, "type": "supergroup", "title": "Club"}
TOKEN = "7000000001:sandbox-0123456789abcdef0123456789abcdef"
ERRORS: dict[str, Exception] = {
    "refuse": NotFound(),
    "terms": TermsNeeded(document="abc"),
    "outside": GatewayError("down"),
    "bug": ZeroDivisionError("oops"),
}


async def terms(visit: Visit) -> Screen:
    assert visit.actor.id, "somebody is asked"
    return Screen(text="the terms")


class Chat:
    """A dispatcher with tables of its own, fed by hand. `seen` is what handlers were given."""

    def __init__(self, writer: Writer, database: Database, clock: FakeClock) -> None:
        self.seen: list[tuple[str, str]] = []
        self.desks = FakeDesks()
        self.people = FakePeople()
        self.clock = clock
        self.faces = Faces(self.people, clock)
        self.verdict: Verdict | Exception = Verdict(refusal=None)
        self.storage = Dialogues(DialogueRows(database), writer)
        self.burst = 1000
        self.now_s = 0.0
        self.bot = Bot(TOKEN, session=TelegramSession("http://127.0.0.1:9"))
        self._number = 0
        self._feeder: Feeder | None = None

    def names(self, *names: str) -> dict[str, Handler]:
        return {name: self.handler(name) for name in names}

    def handler(self, name: str) -> Handler:
        async def handle(visit: Visit) -> None:
            self.seen.append((name, visit.args))

        return handle

    def routes(self) -> Routes:
        return Routes(
            commands={**self.names("start", "topup", "ask", "cancel"), "fail": self._fail},
            group_commands=self.names("club"),
            callbacks={
                **self.names("menu", "lang:en", "lang", "lobby:join", "lobby"),
                "fail": self._fail,
            },
            deep_links=self.names("ref", "gift"),
            kinds={
                **self.names("dice", "successful_payment", "my_chat_member"),
                "pre_checkout_query": self._check,
                "refunded_payment": self._lose,
            },
            dialogues={"ask:amount": self._amount},
            unknown=self.handler("unknown"),
        )

    def build(self, routes: Routes | None = None, **services: object) -> Dispatcher:
        return build_dispatcher(
            routes or self.routes(),
            services,
            username=lambda: "Souk_bot",
            storage=self.storage,
            middlewares=[
                VisitMiddleware(self.faces, Words(), self.clock, self.desks),
                ErrorAnswers({"terms-needed": terms}),
                Throttle(pause_s=1.0, burst=self.burst, now_s=lambda: self.now_s),
            ],
        )

    async def feed(self, kind: str, **inner: object) -> None:
        if self._feeder is None:
            self._feeder = Feeder(self.build(), self.bot)
        await self._feeder(self.update(kind, **inner))

    def update(self, kind: str, **inner: object) -> RawUpdate:
        self._number += 1
        made = raw_update({"update_id": self._number, kind: {"from": ALICE, **inner}})
        assert made is not None
        return made

    async def say(self, text: str | None = None, chat: Part | None = None, **more: object) -> None:
        content = {**({"text": text} if text is not None else {}), **more}
        await self.feed(
            "message", message_id=self._number + 1, date=1, chat=chat or PRIVATE, **content
        )

    async def press(self, data: str, chat: Part | None = None) -> None:
        message = {"message_id": 7, "date": 1, "chat": chat or PRIVATE, "text": "Menu"}
        await self.feed(
            "callback_query", id=f"q{self._number}", chat_instance="1", data=data, message=message
        )

    def fresh(self) -> None:
        """As after a restart: nothing in memory."""
        self._feeder = None

    async def _fail(self, visit: Visit) -> None:
        raise ERRORS[visit.args]

    async def _check(self, visit: Visit, event: object) -> object:
        self.seen.append((type(event).__name__, visit.args))
        if isinstance(self.verdict, Exception):
            raise self.verdict
        return self.verdict

    async def _lose(self, visit: Visit) -> None:
        raise ValueError(f"lost {visit.message_id}")

    async def _amount(self, visit: Visit, state: FSMContext, event: Message) -> None:
        self.seen.append(("amount", f"{visit.args} {event.message_id}"))
        await state.set_state(None)


PRE_CHECKOUT = {"id": "pc1", "currency": "XTR", "total_amount": 50, "invoice_payload": "t"}


async def _terms(_visit: Visit) -> Screen:
    return Screen(text="the terms")
