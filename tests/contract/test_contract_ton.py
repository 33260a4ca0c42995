"""§6, §7: TON in and out, by the API and in chat."""

import time
from collections.abc import Callable

import pytest

from tests.contract.outsider import Client, Json, Outside, key, new_name
from tests.talk import Somebody

STATES = {"to_confirm", "to_approve", "queued", "sent", "paid", "failed", "cancelled"}


def _wallet(outside: Outside, coins: str = "0", **more: Json) -> Json:
    order = {"name": new_name(), "balance": {"asset": "TON", "amount": coins}, **more}
    return outside.world.post("/wallets", order)


def _rich(outside: Outside, coins: str) -> tuple[Somebody, Client]:
    """Somebody with coins that came by their comment."""
    guest = outside.guest()
    client = outside.sign_in(guest)
    wallet = _wallet(outside, "5000")
    where = client.get("/deposits/address?asset=TON")
    assert set(where) >= {"address", "comment", "link"}
    assert where["link"].startswith("ton://")
    order = {
        "to": where["address"],
        "comment": where["comment"],
        "value": {"asset": "TON", "amount": coins},
    }
    outside.world.post(f"/wallets/{wallet['name']}/transfers", order)
    outside.world.idle()
    return guest, client


def _balance(client: Client) -> Json:
    return next(one for one in client.get("/balances")["items"] if one["asset"] == "TON")


def _wait(done: Callable[[], bool]) -> None:
    until = time.monotonic() + 60
    while not done():
        assert time.monotonic() < until, "in a minute, on the slowest machine"
        time.sleep(0.1)


def test_a_deposit(outside: Outside) -> None:
    _, client = _rich(outside, "2.5")
    (one,) = client.get("/deposits")["items"]
    assert set(one) >= {"id", "state", "value", "from", "tx", "at"}
    assert (one["state"], one["value"]) == ("credited", {"asset": "TON", "amount": "2.5"})
    assert set(one["tx"]) >= {"hash", "lt"}
    assert _balance(client)["available"] == "2.5"


def test_a_withdrawal_of_the_api_is_confirmed_in_chat(either: Outside) -> None:
    guest, client = _rich(either, "5")
    target = _wallet(either)
    order = {"value": {"asset": "TON", "amount": "1.5"}, "to": target["friendly"]}
    made = client.act("/withdrawals", order)
    assert made.status == 201
    assert set(made.body) >= {"id", "state", "value", "fee", "to", "tx"}
    assert (made.body["state"], made.body["tx"]) == ("to_confirm", None)
    either.world.idle()
    guest.press(f"confirm:{made.body['id']}")
    paid = client.get(f"/withdrawals/{made.body['id']}")
    assert paid["state"] == "paid"
    assert set(paid["tx"]) >= {"hash", "lt"}
    held = either.world.get(f"/wallets/{target['name']}?wait_s=20")["balances"]
    assert held == [{"asset": "TON", "amount": "1.5"}]
    assert {one["state"] for one in client.get("/withdrawals")["items"]} <= STATES


def test_idle_waits_until_a_message_that_was_lost_has_been_sent_again(outside: Outside) -> None:
    guest, client = _rich(outside, "5")
    order = {"value": {"asset": "TON", "amount": "1"}, "to": _wallet(outside)["friendly"]}
    made = client.act("/withdrawals", order).body
    outside.world.idle()
    outside.world.post("/faults", {"face": "ton", "kind": "lose_message", "times": 1})
    guest.press(f"confirm:{made['id']}")
    outside.world.idle()
    assert client.get(f"/withdrawals/{made['id']}")["state"] == "paid"


def test_a_chain_that_is_away_shows_and_delays_and_nothing_is_lost(outside: Outside) -> None:
    guest, client = _rich(outside, "5")
    order = {"value": {"asset": "TON", "amount": "1"}, "to": _wallet(outside)["friendly"]}
    outside.world.post("/faults", {"face": "ton", "kind": "error", "status": 500, "times": None})
    _wait(lambda: outside.app("GET", "/status").body["chain"] == "away")
    assert client.get("/deposits/address?asset=TON")["delayed"]
    made = client.act("/withdrawals", order).body
    outside.world.idle()
    guest.press(f"confirm:{made['id']}")
    assert client.get(f"/withdrawals/{made['id']}")["state"] == "queued"
    outside.world.delete("/faults")
    outside.world.idle()
    assert outside.app("GET", "/status").body["chain"] == "ok"
    assert not client.get("/withdrawals/quote?asset=TON")["delayed"]
    assert client.get(f"/withdrawals/{made['id']}")["state"] == "paid"


def test_a_withdrawal_by_command(outside: Outside) -> None:
    guest, client = _rich(outside, "5")
    target = _wallet(outside)
    guest.say(f"/withdraw 1.5 TON {target['friendly']}")
    (asked,) = client.get("/withdrawals")["items"]
    assert {f"confirm:{asked['id']}", f"cancel:{asked['id']}"} <= set(guest.buttons())
    guest.press(f"cancel:{asked['id']}")
    assert client.get(f"/withdrawals/{asked['id']}")["state"] == "cancelled"
    assert _balance(client) == {"asset": "TON", "available": "5", "held": "0"}


def test_a_withdrawal_is_cancelled_by_the_api(outside: Outside) -> None:
    _, client = _rich(outside, "5")
    order = {"value": {"asset": "TON", "amount": "1"}, "to": _wallet(outside)["address"]}
    one = key()
    first = client.act("/withdrawals", order, one)
    again = client.act("/withdrawals", order, one)
    assert (again.body, again.headers["idempotent-replay"]) == (first.body, "true")
    path = f"/withdrawals/{first.body['id']}/cancel"
    assert client.act(path, {}).body["state"] == "cancelled"
    assert client.act(path, {}).code == "already-done"


@pytest.mark.parametrize(
    ("value", "to", "code"),
    [
        ({"asset": "TON", "amount": "0"}, "", "amount-too-small"),
        ({"asset": "TON", "amount": "-1"}, "", "invalid"),
        ({"asset": "TON", "amount": 1}, "", "invalid"),
        ({"asset": "TON", "amount": "1.0"}, "", "invalid"),
        ({"asset": "TON", "amount": "0.0000000001"}, "", "amount-not-whole"),
        ({"asset": "TON", "amount": "99"}, "", "not-enough-funds"),
        ({"asset": "TON", "amount": "1"}, "UQnobody", "address-invalid"),
        ({"asset": "TON", "amount": "1"}, f"-1:{'a' * 64}", "wrong-network"),
        ({"asset": "TON", "amount": "1"}, "own", "own-address"),
        ({"asset": "TON", "amount": "2000"}, "", "address-quarantined"),
    ],
)
def test_refusals_take_nothing(outside: Outside, value: Json, to: str, code: str) -> None:
    coins = "3000" if code == "address-quarantined" else "5"
    _, client = _rich(outside, coins)
    if to == "own":
        to = client.get("/deposits/address?asset=TON")["address"]
    order = {"value": value, "to": to or _wallet(outside)["friendly"]}
    refused = client.act("/withdrawals", order)
    assert refused.code == code
    assert refused.status == (400 if code == "invalid" else 409)
    assert _balance(client) == {"asset": "TON", "available": coins, "held": "0"}


def test_the_command_for_deposits_shows_address_and_comment(outside: Outside) -> None:
    guest = outside.guest()
    guest.say("/deposit TON")
    where = outside.sign_in(guest).get("/deposits/address?asset=TON")
    told = guest.screen.get("caption", "") or guest.newest
    assert where["address"] in told
    assert where["comment"] in told
