"""`/admin` on the house: areas, jobs, health, audit."""

from tests.program import Program
from tests.talk import meet


def test_a_paused_area_refuses_and_goes_on(program: Program) -> None:
    olga, alice = meet(program, "olga", role="admin"), meet(program, "alice")
    assert "payments is paused" in olga.say("/admin pause payments for a check")
    assert "already" in olga.say("/admin pause payments")
    assert "paused" in alice.say("/topup 50")
    assert alice.invoices() == 0
    assert "No movements" in alice.say("/statement"), "reading goes on"
    assert "paused (for a check)" in olga.say("/admin areas")
    olga.press("area:resume:payments")
    assert "goes on" in olga.newest
    assert alice.top_up(50)["status"] == "paid"
    assert "no such area" in olga.say("/admin pause moon")
    assert "area-paused" in olga.say("/admin audit area-paused")


def test_jobs_show_when_they_ran_and_run_at_once(program: Program) -> None:
    olga = meet(program, "olga", role="admin")
    olga.say("/admin jobs")
    assert "expire_topups" in olga.newest
    program.world.advance(3600)
    assert "started" in olga.answer("job:run:expire_topups")
    olga.press("job:page:1")
    assert "sweep_sessions" in olga.newest
    assert "nothing here" in olga.answer("job:run:nosuch", forged=True)


def test_health_says_what_is_well(program: Program) -> None:
    olga = meet(program, "olga", role="admin")
    said = olga.say("/admin health")
    assert said.count("✅") == 2
    assert "❗" not in said


def test_the_audit_log_is_searched_page_by_page(program: Program) -> None:
    olga = meet(program, "olga", role="admin")
    for name in ("ann", "ben", "cat", "dan", "eva", "fox", "gus"):
        meet(program, name)
    first = olga.say("/admin audit terms-accepted")
    assert first.count("terms-accepted") == 6
    olga.press(olga.button("audit:"))
    assert olga.newest.count("terms-accepted") == 2
    assert "Nothing found" in olga.say("/admin audit no%such_thing")
