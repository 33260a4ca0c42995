"""§2: each fault on the faces `bot_api` and `updates`: nothing lost, nothing doubled, all true."""

import time

import pytest

from tests.contract.outsider import Outside


def _fault(outside: Outside, **given: object) -> None:
    outside.world.post("/faults", given)


def _true(outside: Outside) -> bool:
    told = outside.app("GET", "/status").body["invariants"]
    return bool(told) and all(one["ok"] for one in told)


BOT_API = (
    {"kind": "error", "status": 500, "times": 1},
    {"kind": "error", "status": 502, "times": 1},
    {"kind": "error", "status": 429, "retry_after_s": 1, "times": 2},
    {"kind": "delay", "delay_ms": 300, "times": 2},
    {"kind": "lose_request", "times": 2},
    {"kind": "lose_answer", "times": 1},
)


def _said(fault: dict[str, object]) -> str:
    return "-".join(str(value) for value in fault.values())


@pytest.mark.parametrize("fault", BOT_API, ids=_said)
def test_a_payment_comes_through_a_fault_of_the_bot_api(
    outside: Outside, fault: dict[str, object]
) -> None:
    guest = outside.guest()
    guest.say("/topup 50")
    receipts = _receipts(guest.messages())
    _fault(outside, face="bot_api", match="[!g]*", **fault)
    assert guest.pay()["status"] == "paid"
    assert (guest.balance(), guest.stars) == ("50", "950")
    assert _receipts(guest.messages()) - receipts == 1
    assert _true(outside)


@pytest.mark.parametrize("fault", BOT_API, ids=_said)
def test_a_refund_comes_through_a_fault_of_the_bot_api(
    outside: Outside, fault: dict[str, object]
) -> None:
    guest = outside.guest()
    guest.top_up(50)
    client = outside.sign_in(guest)
    topup = client.get("/topups")["items"][0]["id"]
    _fault(outside, face="bot_api", match="refundStarPayment", **fault)
    client.act(f"/topups/{topup}/refund")
    outside.world.idle()
    assert (guest.balance(), guest.stars) == ("0", "1000")
    assert client.get(f"/topups/{topup}")["state"] == "refunded"
    assert _true(outside)


@pytest.mark.parametrize("fault", BOT_API, ids=_said)
def test_a_message_is_not_lost_and_doubled_only_when_nobody_knows(
    outside: Outside, fault: dict[str, object]
) -> None:
    guest = outside.guest()
    before = guest.count()
    _fault(outside, face="bot_api", match="sendMessage", **fault)
    guest.say("/help")
    assert guest.count() - before == (2 if fault["kind"] == "lose_answer" else 1)


UPDATES = (
    {"kind": "error", "status": 500, "times": 2},
    {"kind": "error", "status": 429, "retry_after_s": 1, "times": 1},
    {"kind": "delay", "delay_ms": 300, "times": 2},
    {"kind": "lose_request", "times": 2},
    {"kind": "lose_answer", "times": 2},
    {"kind": "duplicate", "times": 5},
    {"kind": "reorder", "times": 5},
)


@pytest.mark.parametrize("fault", UPDATES, ids=_said)
def test_a_payment_comes_through_a_fault_of_the_updates(
    outside: Outside, fault: dict[str, object]
) -> None:
    guest = outside.guest()
    _fault(outside, face="updates", **fault)
    guest.say("/topup 50")
    assert guest.pay()["status"] == "paid"
    assert (guest.balance(), guest.stars) == ("50", "950")
    assert guest.invoices() == 1
    assert _receipts(guest.messages()) == 1
    assert _true(outside)


def test_the_match_of_updates_is_their_kind(outside: Outside) -> None:
    guest = outside.guest()
    _fault(outside, face="updates", match="callback_query", kind="duplicate", times=None)
    guest.say("/help")
    (fault,) = outside.world.get("/faults")["items"]
    assert fault["hits"] == 0
    guest.press("menu", forged=True)
    (fault,) = outside.world.get("/faults")["items"]
    assert fault["hits"] >= 1


def test_an_error_is_in_the_faces_own_words(outside: Outside) -> None:
    _fault(
        outside, face="bot_api", match="getMe", kind="error", status=429, retry_after_s=3, times=1
    )
    told = outside.bot_api("getMe")
    assert (told["ok"], told["error_code"]) == (False, 429)
    assert told["description"] == "Too Many Requests: retry after 3"
    assert told["parameters"] == {"retry_after": 3}


@pytest.mark.parametrize("kind", ["duplicate", "reorder", "lag", "html"])
def test_kinds_of_other_faces_are_refused_for_the_bot_api(outside: Outside, kind: str) -> None:
    refused = outside.ask("POST", "/faults", {"face": "bot_api", "kind": kind, "times": 1})
    assert (refused.status, refused.code) == (400, "invalid")


def test_the_app_dies_in_the_middle_and_nothing_is_lost_or_doubled(either: Outside) -> None:
    guest = either.guest()
    guest.say("/topup 50")
    slug = guest.invoice()["slug"]
    program = either.program
    either.world.post("/faults", {"face": "bot_api", "match": "send*", "kind": "lose_answer"})
    either.world.post(f"/invoices/{slug}/pay?as={guest.name}", {})
    program.kill()
    told = either.ask("GET", "/idle?wait_s=0.2")
    assert told.code == "still-busy"
    assert told.fields["busy"]["app"] == 1
    assert either.world.get()["app"]["state"] == "down"
    either.world.delete("/faults")
    program.start()
    either.world.idle()
    assert either.world.get()["app"]["state"] == "up"
    assert (guest.balance(), guest.stars) == ("50", "950")
    assert guest.invoices() == 1
    assert _receipts(guest.messages()) <= 1
    assert _true(either)


def test_the_sandbox_dies_and_comes_back_with_its_world(either: Outside) -> None:
    guest = either.guest()
    guest.top_up(50)
    before = either.world.get("?wait_s=10")
    sandbox = either.program.sandbox
    assert sandbox is not None
    sandbox.kill()
    sandbox.wait()
    either.program.open_world()
    _wait_until_up(either)
    after = either.world.get("?wait_s=30")
    assert after["id"] == before["id"]
    assert after["counts"] == before["counts"]
    assert after["seq"] >= before["seq"]
    assert "Guest" in guest.say("/profile")
    assert (guest.balance(), guest.stars) == ("50", "950")


def _wait_until_up(outside: Outside) -> None:
    until = time.monotonic() + 30
    while outside.world.get()["app"]["state"] != "up":
        assert time.monotonic() < until
        time.sleep(0.05)


def _receipts(messages: list[dict[str, object]]) -> int:
    return sum('"refund:' in str(m).replace("'", '"') for m in messages)
