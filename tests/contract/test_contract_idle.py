"""§2: idle, and waiting for it."""

import time

import pytest

from tests.contract.outsider import Outside


def test_idle_tells_how_long_it_waited(outside: Outside) -> None:
    idle = outside.world.get("/idle?wait_s=10")
    assert idle["idle"] is True
    assert isinstance(idle["waited_ms"], int)


@pytest.mark.parametrize("wait_s", ["121", "-1", "soon"])
def test_wait_s_is_at_most_120(outside: Outside, wait_s: str) -> None:
    for path in ("/idle", "", "/people"):
        assert outside.ask("GET", f"{path}?wait_s={wait_s}").status == 400


PATHS = (
    "",
    "/idle",
    "/clock",
    "/chance",
    "/faults",
    "/calls",
    "/updates",
    "/people",
    "/people/{guest}",
    "/chats",
    "/chats/{guest}",
    "/chats/{guest}/messages",
    "/charges",
    "/dice",
)


def test_every_get_takes_wait_s(outside: Outside) -> None:
    guest = outside.guest()
    for path in PATHS:
        answer = outside.ask("GET", f"{path.format(guest=guest.name)}?wait_s=120")
        assert answer.status == 200, (path, answer)


def test_wait_s_waits_for_idle_before_it_answers(outside: Outside) -> None:
    guest = outside.guest()
    outside.world.post("/faults", _slow(500, match="send*", times=1))
    outside.world.post(f"/chats/{guest.name}/messages", {"text": "/profile"})
    items = outside.world.get(f"/chats/{guest.name}/messages?wait_s=10")["items"]
    assert items[-1]["from"]["is_bot"]


def test_a_busy_app_is_504_still_busy_with_what_is_busy(outside: Outside) -> None:
    guest = outside.guest()
    outside.world.post("/faults", _slow(1500, match="send*", times=1))
    outside.world.post(f"/chats/{guest.name}/messages", {"text": "/profile"})
    time.sleep(0.2)
    for path in ("/idle?wait_s=0.2", "/people?wait_s=0.2", "/idle?wait_s=0"):
        busy = outside.ask("GET", path)
        assert (busy.status, busy.code) == (504, "still-busy")
        assert busy.fields["busy"]
        assert all(isinstance(n, int) and n > 0 for n in busy.fields["busy"].values())
    outside.world.idle()


def test_a_retry_that_waits_for_its_pause_counts_as_busy(outside: Outside) -> None:
    guest = outside.guest()
    fault = _error(429, match="send*", times=1, retry_after_s=2)
    outside.world.post("/faults", fault)
    outside.world.post(f"/chats/{guest.name}/messages", {"text": "/profile"})
    time.sleep(0.5)
    busy = outside.ask("GET", "/idle?wait_s=0.3")
    assert busy.code == "still-busy"
    assert busy.fields["busy"].get("outbox")
    outside.world.idle()
    assert guest.screen["from"]["is_bot"]


def test_what_is_due_later_and_a_fault_without_end_do_not_count(outside: Outside) -> None:
    guest = outside.guest()
    outside.world.post("/faults", _error(500, match="send*", times=None))
    outside.world.post(f"/chats/{guest.name}/messages", {"text": "/profile"})
    assert outside.world.get("/idle?wait_s=20")["idle"]
    outside.world.delete("/faults")
    outside.world.idle()
    assert guest.screen["from"]["is_bot"]


def test_updates_under_a_fault_without_end_do_not_count(outside: Outside) -> None:
    guest = outside.guest()
    outside.world.post("/faults", {"face": "updates", "kind": "error", "times": None})
    outside.world.post(f"/chats/{guest.name}/messages", {"text": "/profile"})
    assert outside.world.get("/idle?wait_s=20")["idle"]
    assert not guest.screen.get("text", "").startswith("/")
    outside.world.delete("/faults")
    outside.world.idle()
    assert "Guest" in guest.newest


def _slow(delay_ms: int, **more: object) -> dict[str, object]:
    return {"face": "bot_api", "kind": "delay", "delay_ms": delay_ms, **more}


def _error(status: int, **more: object) -> dict[str, object]:
    return {"face": "bot_api", "kind": "error", "status": status, **more}
