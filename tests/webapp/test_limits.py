"""How often one may come: windows, pauses, addresses; and over HTTP with a clock that stands."""

from collections.abc import AsyncIterator, Callable
from typing import TypeVar

import pytest
from aiohttp.test_utils import make_mocked_request

from domain.shared.refusals import TooManyRequests
from tests.webapp.ground import Parts
from tests.webapp.outside import FakeSeconds
from tests.webapp.wiring import settings
from tests.webapp.world import ALICE, BOB, World, start_world
from webapp import limits
from webapp.limits import Addresses, FixedWindow, LimitSettings, Pauses, share_of

K = TypeVar("K")


def taken(take: Callable[[K], None], key: K, times: int) -> int:
    """How many of so many went through."""
    passed = 0
    for _ in range(times):
        try:
            take(key)
        except TooManyRequests:
            continue
        passed += 1
    return passed


def test_a_window_lets_so_many_through_and_then_says_when() -> None:
    now_s = FakeSeconds(value_s=30.5)
    window = FixedWindow(3, now_s)
    assert taken(window.take, "a", 5) == 3
    assert taken(window.take, "b", 5) == 3
    with pytest.raises(TooManyRequests) as refused:
        window.take("a")
    assert refused.value.fields == {"retry_after_s": 30}
    now_s.value_s = 60.0
    assert taken(window.take, "a", 5) == 3


def test_a_window_keeps_a_bounded_number_of_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "KEYS_MAX", 10)
    window = FixedWindow(2, FakeSeconds())
    for n in range(10):
        window.take(f"known{n}")
    assert taken(window.take, "stranger1", 1) == 1
    assert taken(window.take, "stranger2", 1) == 1
    assert taken(window.take, "stranger3", 1) == 0
    assert taken(window.take, "known1", 1) == 1


def test_pauses_allow_a_burst_and_then_one_a_second() -> None:
    now_s = FakeSeconds(value_s=1000.0)
    pauses = Pauses(1.0, 30, now_s)
    assert taken(pauses.take, 1001, 100) == 30
    with pytest.raises(TooManyRequests) as refused:
        pauses.take(1001)
    assert refused.value.fields == {"retry_after_s": 1}
    assert taken(pauses.take, 1002, 1) == 1
    for _ in range(50):
        now_s.value_s += 1.0
        assert taken(pauses.take, 1001, 3) == 1
    now_s.value_s += 10.0
    assert taken(pauses.take, 1001, 100) == 10
    now_s.value_s += 1_000.0
    assert taken(pauses.take, 1001, 100) == 30


def test_pauses_keep_a_bounded_number_of_people(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "KEYS_MAX", 10)
    now_s = FakeSeconds()
    pauses = Pauses(1.0, 2, now_s)
    for person in range(100):
        pauses.take(person)
    assert len(pauses._due) <= 10


@pytest.mark.parametrize(
    ("peer", "forwarded", "seen"),
    [
        ("203.0.113.9", None, "203.0.113.9"),
        ("203.0.113.9", "1.2.3.4", "203.0.113.9"),
        ("10.0.0.1", "1.2.3.4", "1.2.3.4"),
        ("10.0.0.1", "6.6.6.6, 1.2.3.4", "1.2.3.4"),
        ("10.0.0.1", "1.2.3.4, 10.0.0.2", "1.2.3.4"),
        ("10.0.0.1", "6.6.6.6, nonsense", "10.0.0.1"),
        ("10.0.0.1", "", "10.0.0.1"),
        ("10.0.0.1", None, "10.0.0.1"),
        ("10.0.0.1", "2001:db8::7", "2001:db8::7"),
    ],
)
def test_a_forwarded_address_counts_only_from_a_trusted_proxy(
    peer: str, forwarded: str | None, seen: str
) -> None:
    headers = {"X-Forwarded-For": forwarded} if forwarded is not None else {}
    request = make_mocked_request("GET", "/", headers=headers).clone(remote=peer)
    assert Addresses(["10.0.0.0/8"]).of(request) == seen


@pytest.mark.parametrize(
    ("address", "share"),
    [
        ("1.2.3.4", "1.2.3.4"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::1", "2001:db8:1:2::/64"),
        ("::ffff:1.2.3.4", "1.2.3.4"),
        ("fe80::1%eth0", "fe80::/64"),
    ],
)
def test_an_address_is_counted_with_its_neighbours(address: str, share: str) -> None:
    assert share_of(address) == share


@pytest.fixture
async def strict(parts: Parts) -> AsyncIterator[World]:
    """A world with the limits of every day."""
    made, end = await start_world(parts, settings(limits=LimitSettings()))
    yield made
    await end()


async def statuses(
    world: World, times: int, method: str, path: str, *, by: int | None = None, json: object = None
) -> list[int]:
    answers = [await world.call(method, path, by=by, json=json) for _ in range(times)]
    return [answer.status for answer in answers]


async def test_signing_in_is_limited_by_address(strict: World) -> None:
    body = {"kind": "mini_app", "init_data": "x=1"}
    assert await statuses(strict, 12, "POST", "/auth", json=body) == [401] * 10 + [429] * 2
    refused = await strict.call("POST", "/auth", json=body)
    assert (refused.code, refused.headers["Retry-After"]) == ("too-many-requests", "60")
    assert (await strict.call("GET", "/terms")).status == 200
    strict.seconds.value_s += 60
    assert (await strict.call("POST", "/auth", json=body)).status == 401


async def test_everything_else_is_limited_by_address(strict: World) -> None:
    assert await statuses(strict, 62, "GET", "/terms") == [200] * 60 + [429] * 2
    assert (await strict.call("GET", "//healthz")).status == 200
    assert (await strict.call("GET", "//readyz")).status == 200


async def test_acts_of_one_person_keep_a_second_apart_after_a_burst(strict: World) -> None:
    await strict.welcome(ALICE)
    strict.seconds.value_s += 60
    spent = await statuses(strict, 32, "PATCH", "/me", by=ALICE, json={})
    assert spent == [200] * 30 + [429] * 2
    strict.seconds.value_s += 1
    assert await statuses(strict, 2, "PATCH", "/me", by=ALICE, json={}) == [200, 429]


async def test_in_the_sandbox_loopback_has_no_address_limit(parts: Parts) -> None:
    spared = LimitSettings(spare_loopback=True, person_reads=100)
    world, end = await start_world(parts, settings(limits=spared))
    assert set(await statuses(world, 100, "GET", "/terms")) == {200}
    await world.welcome(ALICE)
    assert (await statuses(world, 105, "GET", "/me", by=ALICE))[99:] == [200] + [429] * 5
    assert (await world.call("GET", "/me", by=BOB)).status == 200
    await end()
