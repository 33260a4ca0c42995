"""§2: how faults are made and told, the logs, scripts that share a world."""

import threading

import pytest

from tests.contract.outsider import TIME, Outside


def test_a_fault_tells_its_id_what_is_left_and_its_hits(outside: Outside) -> None:
    given = {"face": "bot_api", "match": "getChat", "kind": "error", "status": 400, "times": 2}
    made = outside.world.post("/faults", given)
    assert made.items() >= given.items()
    assert (made["left"], made["hits"]) == (2, 0)
    assert made["id"]
    assert outside.bot_api("getChat", chat_id=1)["ok"] is False
    listed = outside.world.get("/faults")["items"]
    assert [(f["id"], f["left"], f["hits"]) for f in listed] == [(made["id"], 1, 1)]
    outside.world.delete(f"/faults/{made['id']}")
    assert outside.world.get("/faults")["items"] == []
    endless = outside.world.post("/faults", {"face": "bot_api", "kind": "delay", "match": "x"})
    assert endless["times"] is None
    assert endless["left"] is None
    outside.world.delete("/faults")
    assert outside.world.get("/faults")["items"] == []


def test_match_is_a_shell_pattern_and_everything_by_default(outside: Outside) -> None:
    made = outside.world.post("/faults", {"face": "bot_api", "kind": "delay", "delay_ms": 1})
    assert made["match"] == "*"
    outside.world.delete("/faults")
    outside.world.post("/faults", _error(500, match="get[MC]*", times=None))
    assert outside.bot_api("getMe")["error_code"] == 500
    assert outside.bot_api("getMyCommands")["error_code"] == 500
    assert outside.bot_api("getFile", file_id="x")["error_code"] != 500
    outside.world.delete("/faults")


@pytest.mark.parametrize(
    "face",
    ["bot_api", "updates", "ton", "getgems", "fragment", "mrkt", "tonnel", "portals", "tonapi"],
)
def test_every_face_takes_faults(outside: Outside, face: str) -> None:
    made = outside.ask(
        "POST", "/faults", {"face": face, "kind": "error", "status": 500, "times": 1}
    )
    assert made.status == 201


def test_the_log_of_calls_tells_each_call_to_a_face(outside: Outside) -> None:
    guest = outside.guest()
    seq = outside.world.get("?wait_s=10")["seq"]
    guest.say("/profile")
    calls = outside.world.get(f"/calls?since={seq}&face=bot_api&match=send*&wait_s=10")["items"]
    assert calls
    call = calls[-1]
    keys = {"seq", "at", "face", "method", "params", "status", "answer", "took_ms", "fault"}
    assert set(call) >= keys
    assert (call["face"], call["method"], call["status"]) == ("bot_api", "sendMessage", 200)
    assert TIME.fullmatch(call["at"])
    assert call["params"]["chat_id"] == guest.id
    assert call["answer"]["ok"] is True
    assert call["fault"] is None
    by_chat = outside.world.get(f"/calls?chat={guest.name}&since={seq}")["items"]
    assert by_chat
    assert all(c["params"]["chat_id"] == guest.id for c in by_chat)
    assert outside.world.get(f"/calls?face=ton&since={seq}")["items"] == []
    assert outside.world.get(f"/calls?match=nothing*&since={seq}")["items"] == []


def test_the_log_of_calls_names_the_fault(outside: Outside) -> None:
    seq = outside.world.get()["seq"]
    fault = outside.world.post("/faults", _error(418, match="getMe", times=1))
    outside.bot_api("getMe")
    call = outside.world.get(f"/calls?since={seq}&match=getMe")["items"][-1]
    assert call["status"] == 418
    assert call["fault"] in {fault["id"], "error"} or fault["id"] in str(call["fault"])


def test_the_log_of_updates_tells_what_telegram_gave_the_bot(outside: Outside) -> None:
    guest = outside.guest()
    seq = outside.world.get("?wait_s=10")["seq"]
    guest.say("/profile")
    rows = outside.world.get(f"/updates?since={seq}&wait_s=10")["items"]
    (row,) = [r for r in rows if r["update"].get("message", {}).get("text") == "/profile"]
    assert set(row) >= {"seq", "at", "update", "deliveries", "acknowledged"}
    assert (row["deliveries"], row["acknowledged"]) == (1, True)
    assert row["update"]["message"]["from"]["id"] == guest.id


def test_an_old_update_sent_again_changes_nothing(either: Outside) -> None:
    guest = either.guest()
    seq = either.world.get("?wait_s=10")["seq"]
    guest.top_up(50)
    rows = either.world.get(f"/updates?since={seq}&wait_s=10&limit=1000")["items"]
    paid = [r for r in rows if "successful_payment" in r["update"].get("message", {})]
    assert len(paid) == 1
    count = guest.count()
    for row in rows:
        sent = either.ask("POST", f"/updates/{row['update']['update_id']}/redeliver", {})
        assert sent.status == 200, sent
        either.world.idle()
    assert guest.balance() == "50"
    assert guest.count() == count
    rows = either.world.get(f"/updates?since={seq}&wait_s=10&limit=1000")["items"]
    again = [r for r in rows if "successful_payment" in r["update"].get("message", {})]
    assert again[-1]["deliveries"] >= 2
    assert either.ask("POST", "/updates/999999999/redeliver", {}).status == 404


def test_scripts_share_a_world(outside: Outside) -> None:
    """Each makes its own people; what they do meanwhile does not disturb the other."""
    done: list[str] = []

    def script() -> None:
        guest = outside.guest()
        guest.top_up(50)
        done.append(guest.balance())

    scripts = [threading.Thread(target=script) for _ in range(4)]
    for one in scripts:
        one.start()
    for one in scripts:
        one.join(60)
    assert done == ["50"] * 4


def _slow(delay_ms: int, **more: object) -> dict[str, object]:
    return {"face": "bot_api", "kind": "delay", "delay_ms": delay_ms, **more}


def _error(status: int, **more: object) -> dict[str, object]:
    return {"face": "bot_api", "kind": "error", "status": status, **more}
