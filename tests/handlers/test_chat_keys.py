"""Partner keys in chat, used by a program that knows the published form only."""

import hmac
import json
import re
import uuid
from hashlib import sha256

import pytest

from tests.program import Json, Program, Refused, call
from tests.talk import Somebody, arrive, meet

SHOWN = re.compile(r"Number: (\w{26})\nSecret: (souk_[A-Za-z0-9_-]{43})")
NOW_MS = 1_796_115_600_000


class Desk:
    """A partner's program, whose time is the world's."""

    def __init__(self, program: Program, text: str) -> None:
        self._url = program.url
        self.id, self.secret = SHOWN.findall(text)[0]
        self._calls = 0

    def send(self, method: str, path: str, body: Json = None) -> Json:
        raw = b"" if body is None else json.dumps(body).encode()
        self._calls += 1
        stamp = str(NOW_MS + self._calls)
        target = f"/api/v1{path}"
        message = f"{method}\n{target}\n{sha256(raw).hexdigest()}\n{stamp}".encode()
        signed = {
            "X-Key": self.id,
            "X-Timestamp": stamp,
            "X-Signature": hmac.new(self.secret.encode(), message, sha256).hexdigest(),
            "Idempotency-Key": str(uuid.uuid4()),
        }
        return call(method, self._url + target, body, signed).body


def make(program: Program, who: Somebody, *scopes: str) -> Desk:
    """By the buttons, where reading is on at first."""
    who.say("/keys")
    who.press("keys:new")
    for scope in scopes:
        who.press(f"keys:scope:{scope}")
    who.say("My desk")
    return Desk(program, who.newest)


def test_a_key_is_made_shown_once_turned_and_revoked(program: Program) -> None:
    alice = meet(program, "alice")
    desk = make(program, alice)
    assert desk.send("GET", "/me")["username"] == "alice"
    alice.press("keys")
    assert not any(desk.secret in json.dumps(one) for one in alice.messages())
    assert "1. My desk: read, used just now" in alice.newest
    alice.press(alice.button("keys:rotate:"))
    fresh = Desk(program, alice.newest)
    assert (fresh.id, fresh.secret == desk.secret) == (desk.id, False)
    fresh._calls = 100
    assert fresh.send("GET", "/me")["username"] == "alice"
    assert desk.send("GET", "/me")["username"] == "alice"
    alice.press("keys")
    alice.press(alice.button("keys:revoke:"))
    assert "Revoke “My desk”?" in alice.newest
    assert alice.answer(alice.button("keys:revoked:")) == "Revoked."
    assert "You have no keys yet." in alice.newest
    for one in (desk, fresh):
        with pytest.raises(Refused) as refused:
            one.send("GET", "/me")
        assert refused.value.code == "signature-forged"


def test_a_button_pressed_twice_shows_no_secret_again(program: Program) -> None:
    alice = meet(program, "alice")
    make(program, alice)
    alice.press("keys")
    turn = alice.button("keys:rotate:")
    alice.press(turn)
    update = program.world.get("/updates?since=0&wait_s=30")["items"][-1]["update"]["update_id"]
    program.world.post(f"/updates/{update}/redeliver")
    program.world.idle()
    assert "souk_" in alice.newest


def test_a_name_that_is_none_is_asked_again(program: Program) -> None:
    alice = meet(program, "alice")
    alice.say("/keys")
    alice.press("keys:new")
    for name in ("x" * 41, "\u200b"):
        assert "1 to 40 characters" in alice.say(name)
    alice.say("My desk")
    assert SHOWN.search(alice.newest)


def test_a_partner_plays_for_somebody_who_agreed(program: Program) -> None:
    carol, alice = meet(program, "carol"), meet(program, "alice")
    alice.top_up(50)
    desk = make(program, carol, "games")
    asked = desk.send("POST", "/partner/people", {"person": alice.id})
    assert asked["consent"] == "asked"
    program.world.idle()
    assert "“My desk” would like to play matches for you" in alice.newest
    alice.press(f"partner:agree:{desk.id}")
    assert "Agreed." in alice.newest
    order = {
        "game": "dice",
        "rule": "single",
        "stake": {"asset": "XTR", "amount": "10"},
        "match": "open",
    }
    path = f"/partner/people/{alice.id}/lobbies"
    opened = desk.send("POST", path, order)
    assert opened["state"] == "open"
    with pytest.raises(Refused) as refused:
        desk.send("POST", path, {**order, "winner": alice.id})
    assert refused.value.code == "invalid"
    left = desk.send("POST", f"{path}/{opened['id']}/leave", {})
    assert left["state"] == "cancelled"
    alice.press(f"partner:refuse:{desk.id}")
    with pytest.raises(Refused) as refused:
        desk.send("POST", path, order)
    assert refused.value.code == "consent-needed"


def test_somebody_new_is_asked_by_the_link(program: Program) -> None:
    carol = meet(program, "carol")
    desk = make(program, carol, "games")
    dave = arrive(program, "dave")
    asked = desk.send("POST", "/partner/people", {"person": dave.id})
    payload = asked["link"].partition("start=")[2]
    dave.start(payload)
    dave.press("terms:accept")
    assert "My desk" in dave.newest
    dave.press(dave.button("partner:agree:"))
    shown = desk.send("GET", f"/partner/people/{dave.id}")
    assert shown["consent"] == "given"
    items = desk.send("GET", f"/partner/people/{dave.id}/balances")["items"]
    assert items == [{"asset": "XTR", "available": "0", "held": "0"}]
