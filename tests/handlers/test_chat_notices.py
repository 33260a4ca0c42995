"""What people are told and when: settings, quiet hours, digest, silence, the inbox; sessions."""

from http import HTTPStatus

from tests.program import Api, Program, Refused
from tests.talk import Somebody, meet

HOUR_S = 3600


def labelled(somebody: Somebody, data: str) -> str:
    """The label of a button of the newest screen."""
    return dict(zip(somebody.buttons(), somebody.labels(), strict=True))[data]


def role(boss: Somebody, name: str) -> None:
    boss.say(f"/admin role @alice {name}")


def told(somebody: Somebody, text: str) -> int:
    return sum(text in message.get("text", "") for message in somebody.from_bot())


def test_switches_show_their_state_and_turn(program: Program) -> None:
    alice = meet(program, "alice")
    alice.say("/notices")
    alice.press("notices:kinds")
    kinds = [data for data in alice.buttons() if data.startswith("notices:kind:")]
    assert "notices:kind:users-role" in kinds
    assert not [data for data in kinds if "payments" in data], "receipts cannot be turned off"
    assert "notices:kind:users-support" not in kinds, "nobody asks alice anything"
    for data in (*kinds, "profile:notices", "notices:digest", "notices:quiet", "notices:mute"):
        if data == "profile:notices":
            alice.press(data)
            continue
        before = labelled(alice, data)
        alice.press(data)
        assert labelled(alice, data) != before, data
    assert "Quiet from 23:00 to 08:00" in alice.newest
    alice.press("notices:kind:payments-receipt", forged=True)
    settings = program.sign_in("alice").get("/me/notices")
    assert settings["muted"]
    assert settings["quiet"] == {"from": "23:00", "to": "08:00"}
    off = {kind["kind"] for kind in settings["kinds"] if not kind["on"]}
    assert {"users-role", "users-ban"} <= off
    assert off == {data.removeprefix("notices:kind:") for data in kinds}


def test_staff_may_turn_questions_off(program: Program) -> None:
    alice, sue = meet(program, "alice"), meet(program, "sue", role="support")
    sue.say("/notices")
    sue.press("notices:kinds")
    sue.press("notices:kind:users-support")
    alice.say("/paysupport where is it?")
    assert told(sue, "where is it?") == 0
    assert "where is it?" in sue.say("/inbox")


def test_a_kind_that_is_off_only_stands_in_the_inbox(program: Program) -> None:
    alice, boss = meet(program, "alice"), meet(program, "boss", role="owner")
    role(boss, "finance")
    assert told(alice, "Your role is now") == 1
    alice.say("/notices")
    alice.press("notices:kinds")
    alice.press("notices:kind:users-role")
    role(boss, "user")
    assert told(alice, "Your role is now") == 1
    alice.top_up(50)
    assert told(alice, "arrived") == 1, "receipts come whatever is set"
    alice.say("/inbox")
    assert alice.newest.count("Your role is now") == 2
    assert "● just now — ✅ 50" in alice.newest
    assert "●" not in alice.say("/inbox"), "what was shown counts as read"


def test_quiet_hours_hold_notices_until_morning(program: Program) -> None:
    """It is nine in the world: 23:00 to 08:00 holds in a zone nine hours behind."""
    alice, boss = meet(program, "alice"), meet(program, "boss", role="owner")
    alice.press("profile:zone", forged=True)
    alice.press("zone:America/Anchorage", forged=True)
    alice.say("/notices")
    alice.press("notices:quiet")
    role(boss, "finance")
    alice.top_up(50)
    assert told(alice, "arrived") == 1
    assert told(alice, "Your role is now") == 0
    program.world.advance(7 * HOUR_S)
    assert told(alice, "Your role is now") == 0
    program.world.advance(2 * HOUR_S)
    assert told(alice, "Your role is now") == 1


def test_the_digest_comes_once_a_day(program: Program) -> None:
    alice, boss = meet(program, "alice"), meet(program, "boss", role="owner")
    alice.say("/notices")
    alice.press("notices:digest")
    role(boss, "finance")
    role(boss, "user")
    assert told(alice, "Your role is now") == 0
    program.world.advance(24 * HOUR_S + 600)
    assert told(alice, "2 notices are waiting") == 1
    program.world.advance(24 * HOUR_S + 600)
    assert told(alice, "waiting for you") == 1


def test_the_inbox_pages_and_shows_no_markup_of_others(program: Program) -> None:
    alice, boss = meet(program, "alice"), meet(program, "boss", role="owner")
    assert "Nothing here yet" in alice.say("/inbox")
    boss.say(f"/admin answer @alice <b>bold</b> & {'x' * 1500}")
    assert "<b>bold</b> &" in alice.newest
    for n in range(6):
        boss.say(f"/admin answer @alice number {n}")
    first = alice.say("/inbox")
    assert "number 5" in first
    assert "bold" not in first
    alice.press(alice.button("inbox:"))
    assert "<b>bold</b>" in alice.newest
    assert len(alice.newest) < 500
    alice.press("inbox")
    assert alice.newest.replace("● ", "") == first.replace("● ", "")


def test_sessions_are_listed_and_end_at_once(program: Program) -> None:
    alice = meet(program, "alice")
    alice.press("profile:sessions", forged=True)
    assert "nowhere but here" in alice.newest
    first, second = program.sign_in("alice"), program.sign_in("alice")
    alice.say("/profile")
    alice.press("profile:sessions")
    assert alice.newest.count("Mini App") == 2
    assert alice.answer(alice.button("session:end:")) == "Ended."
    assert alive(first) + alive(second) == 1
    bob = meet(program, "bob")
    third = program.sign_in("bob")
    assert "nothing here" in bob.answer(alice.button("session:end:"), forged=True)
    assert alive(third)
    alice.press("session:all")
    assert "nowhere but here" in alice.newest
    assert alive(first) + alive(second) == 0


def alive(api: Api) -> bool:
    try:
        api.get("/me")
    except Refused as refused:
        return refused.status != HTTPStatus.UNAUTHORIZED
    return True


def test_deleting_oneself_needs_an_empty_balance(program: Program) -> None:
    alice, boss = meet(program, "alice"), meet(program, "boss", role="owner")
    alice.top_up(50)
    alice.say("/profile")
    alice.press("profile:data")
    alice.press("data:delete")
    assert "cannot be undone" in alice.newest
    said = alice.answer("data:deleted")
    assert "50\u00a0⭐" in said
    assert "nothing was deleted" in said
    alice.press(f"refund:{alice.topup()}")
    alice.press(alice.button("confirm:"))
    api = program.sign_in("alice")
    alice.press("data:deleted")
    assert "deleted" in alice.newest
    assert not alive(api)
    assert "nothing here" in boss.say("/admin find @alice")
    assert "18" in alice.start(), "whoever comes back begins anew"
    alice.press("terms:accept")
    assert "Nothing here yet" in alice.say("/inbox")
