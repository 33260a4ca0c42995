"""The HTTP application over real services on a real store, with fakes for the outside."""

import asyncio
import uuid
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import orjson
from aiohttp import ClientResponse, web
from aiohttp.test_utils import TestClient, TestServer

from domain.ledger import accounts
from domain.ledger.models import Ref
from domain.ledger.service import Ledger
from domain.payments.books import Books
from domain.payments.frame import PAYMENT_KINDS, Frame
from domain.payments.models import Payment, PaymentSettings
from domain.payments.refunds import Refunds
from domain.payments.topups import TopUps
from domain.shared.change import Decision
from domain.shared.ids import UserId
from domain.shared.money import Money
from domain.users.areas import Areas
from domain.users.bans import Bans
from domain.users.export import PersonalData
from domain.users.gate import Gate
from domain.users.inbox import Inbox
from domain.users.notices import USER_KINDS, InboxNotices, NoticeChoices, NoticeWishes
from domain.users.people import People
from domain.users.referrals import Referrals
from domain.users.roles import Roles
from domain.users.sessions import Sessions
from domain.users.terms import Terms
from domain.users.wallets import Wallets
from locales import documents
from locales.words import Words
from storage.engine import PostgresDatabase, SqliteDatabase
from storage.http.store import ReplyRows
from storage.ledger.store import SqlLedger
from storage.payments.topups import TopUpRows
from storage.users.notices import InboxRows, NoticeRows
from storage.users.people import PeopleRows
from storage.users.places import AreaRows, ReferralRows, WalletRows
from storage.users.roles import RoleRows
from storage.users.sessions import SessionRows
from storage.writer import Writer
from tests.fakes import telegram_launch
from tests.fakes.chance import FakeChance
from tests.fakes.clock import FakeClock
from tests.fakes.ids import FakeIds
from tests.webapp.outside import (
    FakeAudit,
    FakeBus,
    FakeOutbox,
    FakeSeconds,
    FakeStars,
    FakeWatch,
    NoMessages,
    TestPulse,
)
from webapp.app import build_app
from webapp.deps import WebDeps, WebSettings
from webapp.keys import HUB
from webapp.launch import LaunchKeys
from webapp.limits import LimitSettings

ALICE, BOB, CAROL = 1001, 1002, 1003
SECRET = b"a secret of thirty-two bytes, ok"


@dataclass
class Reply:
    status: int
    body: Any
    headers: Mapping[str, str]

    @property
    def code(self) -> str:
        return str(self.body["error"]["code"])


@dataclass
class World:
    """What a test talks to."""

    client: "TestClient[web.Request, web.Application]"
    app: web.Application
    deps: WebDeps
    clock: FakeClock
    seconds: FakeSeconds
    bus: FakeBus
    stars: FakeStars
    outbox: FakeOutbox
    watch: FakeWatch
    writer: Writer
    bans: Bans
    roles: Roles
    tokens: dict[int, str] = field(default_factory=dict)

    async def call(
        self,
        method: str,
        path: str,
        *,
        by: int | None = None,
        key: str | None = None,
        json: object = None,
        headers: Mapping[str, str] | None = None,
    ) -> Reply:
        """Ask the API, or any path that begins with two slashes. `by` signs the person in when
        needed, `key` "new" makes one, `json` may be bytes as they are.
        """
        sent = dict(headers or {})
        if by is not None:
            sent["Authorization"] = f"Bearer {await self.token(by)}"
        if key is not None:
            sent["Idempotency-Key"] = str(uuid.uuid4()) if key == "new" else key
        url = path[1:] if path.startswith("//") else f"/api/v1{path}"
        body = json if isinstance(json, bytes) or json is None else orjson.dumps(json)
        async with self.client.request(
            method, url, headers=sent, data=body, allow_redirects=False
        ) as answer:
            return await _read(answer)

    async def token(self, person: int) -> str:
        if person not in self.tokens:
            answer = await self.call("POST", "/auth", json=self.launch(person))
            assert answer.status == 200, answer.body
            self.tokens[person] = answer.body["token"]
        return self.tokens[person]

    def launch(self, person: int, **fields: str) -> dict[str, str]:
        """The body of a sign-in."""
        name = {ALICE: "Alice", BOB: "Bob", CAROL: "Carol"}.get(person, "Someone")
        whole = {"user": telegram_launch.user(person, name), "query_id": "AAH", **fields}
        return {
            "kind": "mini_app",
            "init_data": telegram_launch.init_data(whole, self.clock.now()),
        }

    async def welcome(self, person: int) -> str:
        """Sign in and accept the terms."""
        token = await self.token(person)
        document = documents.fingerprint(documents.TERMS)
        answer = await self.call("POST", "/me/terms", by=person, json={"document": document})
        assert answer.status == 200, answer.body
        return token

    async def fund(self, person: int, amount: Money) -> None:
        """Give money, as a grant."""

        async def decide() -> Decision[None]:
            moved = self.deps.ledger.transfer(
                accounts.REWARDS_ISSUED,
                accounts.user(UserId(person)),
                amount,
                kind="grant",
                ref=Ref("test", "1"),
            )
            return Decision(None, moved)

        await self.writer.commit(decide)

    async def pay(self, topup: str, person: int, stars: int, charge: str = "charge-1") -> None:
        """Telegram tells that an invoice was paid."""
        await self.deps.topups.paid(
            Payment(person=UserId(person), charge=charge, payload=f"topup:{topup}", stars=stars)
        )


@dataclass(frozen=True)
class Parts:
    """What a world is made of."""

    database: SqliteDatabase | PostgresDatabase
    writer: Writer
    bus: FakeBus
    clock: FakeClock
    ids: FakeIds
    chance: FakeChance
    seconds: FakeSeconds = field(default_factory=FakeSeconds)
    stars: FakeStars = field(default_factory=FakeStars)
    outbox: FakeOutbox = field(default_factory=FakeOutbox)
    watch: FakeWatch = field(default_factory=FakeWatch)


def settings(**more: object) -> WebSettings:
    known: dict[str, Any] = {
        "launch": LaunchKeys(
            bot_id=telegram_launch.BOT_ID,
            bot_token=telegram_launch.BOT_TOKEN,
            telegram_key=telegram_launch.PUBLIC_KEY,
        ),
        "limits": LimitSettings(
            per_address=100_000, sign_in=100_000, person_reads=100_000, act_pause_s=0
        ),
        "jwt_secret": SECRET,
        "public_url": "http://127.0.0.1:8080",
        "bot_username": "souk_bot",
        "telegram_script": "https://telegram.org/js/telegram-web-app.js",
        "widget_script": "https://telegram.org/js/telegram-widget.js?22",
        "open_link": "https://t.me/souk_bot",
        "frame_ancestors": ("https://web.telegram.org",),
        "check_answers": True,
    }
    return WebSettings(**{**known, **more})


def build_deps(parts: Parts, web_settings: WebSettings) -> tuple[WebDeps, Bans, Roles]:
    database, writer, clock, ids = parts.database, parts.writer, parts.clock, parts.ids
    words = Words()
    people_rows, areas = PeopleRows(database), AreaRows(database)
    gate = Gate(people_rows, areas, terms_document=documents.fingerprint(documents.TERMS))
    audit = FakeAudit(clock)
    inbox_rows, notice_rows = InboxRows(database), NoticeRows(database)
    wishes = NoticeWishes(notice_rows, people_rows)
    notices = InboxNotices(parts.outbox, inbox_rows, wishes, clock=clock, ids=ids)
    people = People(
        writer,
        people_rows,
        RoleRows(database),
        Referrals(people_rows, ReferralRows(database), gate, clock=clock),
        gate,
        clock=clock,
        chance=parts.chance,
        languages=frozenset(words.languages),
    )
    ledger = Ledger(SqlLedger(database), clock=clock, ids=ids)
    frame = Frame(
        store=writer,
        topups=TopUpRows(database),
        gateway=parts.stars,
        gate=gate,
        people=people,
        audit=audit,
        notices=notices,
        clock=clock,
        ids=ids,
        settings=PaymentSettings(),
    )
    books = Books(ledger)
    bans = Bans(writer, people_rows, gate, audit, notices, clock=clock)
    roles = Roles(writer, RoleRows(database), people_rows, gate, audit, notices, clock=clock)
    deps = WebDeps(
        settings=web_settings,
        clock=clock,
        ids=ids,
        chance=parts.chance,
        now_s=parts.seconds,
        words=words,
        bus=parts.bus,
        watch=parts.watch,
        people=people,
        gate=gate,
        terms=Terms(writer, people_rows, gate, audit, clock=clock),
        sessions=Sessions(
            writer, SessionRows(database), people, clock=clock, ids=ids, chance=parts.chance
        ),
        wallets=Wallets(WalletRows(database), gate),
        areas=Areas(writer, areas, gate, audit, clock=clock),
        inbox=Inbox(writer, inbox_rows, gate, parts.outbox, clock=clock),
        notices=NoticeChoices(writer, notice_rows, gate, kinds=(*USER_KINDS, *PAYMENT_KINDS)),
        personal=PersonalData(writer, people_rows, ledger, audit, (), chance=parts.chance),
        ledger=ledger,
        topups=TopUps(frame, books, NoMessages()),
        refunds=Refunds(frame, books),
        replies=ReplyRows(writer, database),
    )
    return deps, bans, roles


async def start_world(
    parts: Parts, web_settings: WebSettings
) -> tuple[World, Callable[[], Awaitable[None]]]:
    """The world on a free port of its own, and how to end it."""
    deps, bans, roles = build_deps(parts, web_settings)
    app = build_app(deps)
    client = TestClient(TestServer(app))
    await client.start_server()
    pump = asyncio.ensure_future(app[HUB].run(TestPulse()))

    async def end() -> None:
        await client.close()
        pump.cancel()
        await asyncio.gather(pump, return_exceptions=True)

    world = World(
        client=client,
        app=app,
        deps=deps,
        clock=parts.clock,
        seconds=parts.seconds,
        bus=parts.bus,
        stars=parts.stars,
        outbox=parts.outbox,
        watch=parts.watch,
        writer=parts.writer,
        bans=bans,
        roles=roles,
    )
    return world, end


async def _read(answer: ClientResponse) -> Reply:
    raw = await answer.read()
    is_json = answer.content_type == "application/json" and raw
    return Reply(answer.status, orjson.loads(raw) if is_json else raw, answer.headers)
