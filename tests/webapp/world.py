"""The HTTP application over real services on a real store, with fakes for the outside."""

import asyncio
import uuid
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import orjson
from aiohttp import ClientResponse, web
from aiohttp.test_utils import TestClient, TestServer

from domain.games.matches.service import Matches
from domain.ledger import accounts
from domain.ledger.accounts import AccountPath
from domain.ledger.models import Ref
from domain.payments.models import Payment
from domain.shared.change import Decision
from domain.shared.ids import UserId
from domain.shared.money import Money
from domain.users.bans import Bans
from domain.users.roles import Roles
from locales import documents
from storage.http.store import ReplyRows
from storage.writer import Writer
from tests.fakes import telegram_launch
from tests.fakes.clock import FakeClock
from tests.fakes.gift_shop import GiftShop
from tests.fakes.wallet_proofs import FakeVerifier
from tests.webapp.chain import ChainHands
from tests.webapp.ground import Parts
from tests.webapp.outside import (
    FakeBus,
    FakeOutbox,
    FakeSeconds,
    FakeStars,
    FakeWatch,
    TestPulse,
)
from tests.webapp.wiring import build_deps
from webapp.app import build_app
from webapp.deps import WebDeps, WebSettings
from webapp.keys import HUB

ALICE, BOB, CAROL = 1001, 1002, 1003


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
    verifier: FakeVerifier
    writer: Writer
    bans: Bans
    roles: Roles
    matches: Matches
    chain: ChainHands
    replies: ReplyRows
    shop: GiftShop
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
        await self._move(accounts.REWARDS_ISSUED, accounts.user(UserId(person)), amount, "grant")

    async def spend(self, person: int, amount: Money) -> None:
        """Take money, as a fee."""
        await self._move(accounts.user(UserId(person)), accounts.HOUSE_FEES, amount, "fee")

    async def settled(self) -> None:
        """What was told to the bus has been worked off."""
        await self.bus.idle()

    async def _move(
        self, source: AccountPath, target: AccountPath, amount: Money, kind: str
    ) -> None:
        ledger = self.deps.ledger

        async def decide() -> Decision[None]:
            moved = ledger.transfer(source, target, amount, kind=kind, ref=Ref("test", "1"))
            return Decision(None, moved)

        await self.writer.commit(decide)

    async def pay(self, topup: str, person: int, stars: int, charge: str = "charge-1") -> None:
        """Telegram tells that an invoice was paid."""
        await self.deps.topups.paid(
            Payment(person=UserId(person), charge=charge, payload=f"topup:{topup}", stars=stars)
        )


async def start_world(
    parts: Parts, web_settings: WebSettings
) -> tuple[World, Callable[[], Awaitable[None]]]:
    """The world on a free port of its own, and how to end it."""
    deps, bans, roles, hands = build_deps(parts, web_settings)
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
        verifier=parts.verifier,
        writer=parts.writer,
        bans=bans,
        roles=roles,
        matches=hands.matches,
        chain=hands.chain,
        replies=ReplyRows(parts.writer, parts.database),
        shop=parts.shop,
    )
    return world, end


async def _read(answer: ClientResponse) -> Reply:
    raw = await answer.read()
    is_json = answer.content_type == "application/json" and raw
    return Reply(answer.status, orjson.loads(raw) if is_json else raw, answer.headers)
