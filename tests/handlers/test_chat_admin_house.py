"""`/admin` on the house: areas, jobs, health, audit."""

from tests.program import Program
from tests.talk import Somebody, meet

PAGES_MAX = 8


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


def turned_to(staff: Somebody, job: str) -> bool:
    """Leafs through the jobs to the page that shows this one."""
    pages = range(PAGES_MAX)
    return any(
        job in staff.say(f"/admin jobs {page}" if page else "/admin jobs") for page in pages
    )


def test_jobs_show_when_they_ran_and_run_at_once(program: Program) -> None:
    olga = meet(program, "olga", role="admin")
    assert turned_to(olga, "expire_topups")
    program.world.advance(3600)
    assert "started" in olga.answer("job:run:expire_topups")
    assert turned_to(olga, "sweep_sessions")
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
