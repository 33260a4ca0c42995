"""The webhook: who may enter, what is refused, and that 200 means stored."""

from collections.abc import AsyncIterator

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bot.intake import Intake
from bot.ports import RawUpdate
from bot.rows import SeenUpdates
from bot.runtime.supervisor import Supervisor
from bot.webhook import PATH, SECRET_HEADER, WebhookEntrance
from storage.core.updates import SeenUpdates as StoredUpdates
from storage.engine import Database
from storage.writer import Writer
from tests.bot.conftest import until
from tests.fakes.clock import FakeClock

SECRET = "very-secret_1"
UPDATE = {"update_id": 5, "message": {"message_id": 1, "from": {"id": 1}, "text": "hi"}}
Client = TestClient[web.Request, web.Application]


class Door:
    """The webhook of one run of the program."""

    def __init__(self, seen: SeenUpdates, supervisor: Supervisor, clock: FakeClock) -> None:
        self.handled: list[int] = []
        self.intake = Intake(seen, self._handle, supervisor, clock, count=lambda _kind: None)
        self.entrance = WebhookEntrance(self.intake, secret=SECRET)

    async def _handle(self, update: RawUpdate) -> None:
        self.handled.append(update.id)

    def client(self) -> Client:
        app = web.Application()
        app.router.add_post(PATH, self.entrance.handle)
        return TestClient(TestServer(app))


@pytest.fixture
def seen(writer: Writer, database: Database, clock: FakeClock) -> SeenUpdates:
    return SeenUpdates(StoredUpdates(writer, database), clock)


@pytest.fixture
def door(seen: SeenUpdates, supervisor: Supervisor, clock: FakeClock) -> Door:
    return Door(seen, supervisor, clock)


@pytest.fixture
async def client(door: Door) -> AsyncIterator[Client]:
    async with door.client() as there:
        yield there


async def post(client: Client, body: object, secret: str | None = SECRET) -> int:
    headers = {} if secret is None else {SECRET_HEADER: secret}
    async with client.post(PATH, json=body, headers=headers) as answer:
        return answer.status


@pytest.mark.parametrize("secret", [None, "", "wrong", "very-secret_", "пароль", "\udcff"])
async def test_without_the_secret_nobody_enters(
    client: Client, door: Door, secret: str | None
) -> None:
    given = None if secret is None else secret.encode("utf-8", "surrogateescape").decode("latin-1")
    assert await post(client, UPDATE, given) == 401
    assert door.handled == []


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"7", b"\xff", b'{"update_id": 1}'])
async def test_what_is_no_update_is_refused(client: Client, body: bytes) -> None:
    headers = {SECRET_HEADER: SECRET}
    async with client.post(PATH, data=body, headers=headers) as answer:
        assert answer.status == 400


async def test_an_update_is_stored_before_it_is_acknowledged(
    client: Client, door: Door, seen: SeenUpdates
) -> None:
    door.intake.close()
    assert await post(client, UPDATE) == 200
    assert [kept.update.id for kept in await seen.unhandled(10)] == [5]


async def test_a_repeated_update_is_handled_once_over_a_restart_too(
    client: Client, door: Door, seen: SeenUpdates, supervisor: Supervisor, clock: FakeClock
) -> None:
    for _ in range(3):
        assert await post(client, UPDATE) == 200
    await until(lambda: door.handled == [5] and door.intake.open == 0)
    restarted = Door(seen, supervisor, clock)
    async with restarted.client() as again:
        assert await post(again, UPDATE) == 200
    assert restarted.handled == []


async def test_a_full_house_asks_telegram_to_come_again(client: Client, door: Door) -> None:
    door.intake.open = 10_000
    assert await post(client, UPDATE) == 503
    door.intake.open = 0
