"""Profile, data, inbox, notices, the first screen; and how the house is."""

import pytest

from domain.shared.change import Decision
from domain.shared.ids import HOUR, SECOND, UserId
from domain.shared.money import stars
from domain.shared.outbox import Notice
from storage.users.notices import InboxRows
from tests.webapp.ground import Parts
from tests.webapp.wiring import settings
from tests.webapp.world import ALICE, BOB, World, start_world


async def test_my_profile_has_what_the_contract_names(world: World) -> None:
    me = (await world.call("GET", "/me", by=ALICE)).body
    assert me["id"] == ALICE
    assert (me["name"], me["username"], me["role"]) == ("Alice", "alice", "user")
    assert (me["language"], me["time_zone"], me["currency"]) == ("en", "UTC", "USD")
    assert me["wallets"] == []
    assert len(me["referral"]) == 6


async def test_a_profile_changes_field_by_field(any_world: World) -> None:
    world = any_world
    await world.welcome(ALICE)
    first = await world.call("PATCH", "/me", by=ALICE, json={"language": "ru"})
    assert (first.status, first.body["language"], first.body["time_zone"]) == (200, "ru", "UTC")
    body = {"time_zone": "Asia/Almaty", "currency": "KZT"}
    second = await world.call("PATCH", "/me", by=ALICE, json=body)
    assert (second.body["language"], second.body["currency"]) == ("ru", "KZT")
    assert (await world.call("GET", "/me", by=ALICE)).body == second.body


async def test_only_the_language_may_change_before_the_terms(world: World) -> None:
    assert (await world.call("PATCH", "/me", by=ALICE, json={"language": "ru"})).status == 200
    refused = await world.call("PATCH", "/me", by=ALICE, json={"currency": "EUR"})
    assert (refused.status, refused.code) == (403, "terms-needed")


async def test_my_data_comes_as_a_file(world: World) -> None:
    await world.welcome(ALICE)
    answer = await world.call("GET", "/me/export", by=ALICE)
    assert f"souk-{ALICE}.json" in answer.headers["Content-Disposition"]
    assert answer.body["exported_at"] == "2026-12-01T09:00:00.000Z"
    assert "alice" in str(answer.body["parts"])
    assert str(BOB) not in str(answer.body["parts"])


async def test_an_account_with_money_stays(world: World) -> None:
    await world.welcome(ALICE)
    await world.fund(ALICE, stars(5))
    answer = await world.call("DELETE", "/me", by=ALICE)
    assert (answer.status, answer.code) == (409, "balance-left")
    assert answer.body["error"]["fields"]["left"] == {"asset": "XTR", "amount": "5"}


async def test_a_deleted_account_is_signed_out_everywhere(any_world: World) -> None:
    world = any_world
    await world.welcome(ALICE)
    assert (await world.call("DELETE", "/me", by=ALICE)).status == 204
    gone = await world.call("GET", "/me", by=ALICE)
    assert (gone.status, gone.code) == (401, "not-signed-in")


async def test_the_first_screen_is_one_read(world: World) -> None:
    await world.welcome(ALICE)
    await world.fund(ALICE, stars(40))
    body = {"value": {"asset": "XTR", "amount": "50"}}
    topup = (await world.call("POST", "/topups", by=ALICE, key="new", json=body)).body
    home = (await world.call("GET", "/home", by=ALICE)).body
    assert home["now"] == "2026-12-01T09:00:00.000Z"
    assert home["me"]["id"] == ALICE
    assert home["balances"]["items"] == [{"asset": "XTR", "available": "40", "held": "0"}]
    assert [line["kind"] for line in home["statement"]["items"]] == ["grant"]
    assert [one["id"] for one in home["topups"]["items"]] == [topup["id"]]
    assert home["unread"] == 0
    assert {"name": "payments", "state": "open"} in home["areas"]


async def test_the_inbox_holds_what_was_told(parts: Parts) -> None:
    world, end = await start_world(parts, settings())
    await world.welcome(ALICE)
    inbox = InboxRows(parts.database)
    for n in range(3):
        notice = Notice(
            to=UserId(ALICE),
            kind="payments-receipt",
            text="notice-topup-receipt",
            fields={"value": stars(50 + n), "topup": f"t{n}"},
        )
        letter_id = parts.ids.new()

        async def decide(letter_id: str = letter_id, notice: Notice = notice) -> Decision[None]:
            return Decision(
                None, inbox.add(letter_id, notice, at=world.clock.now(), digest_at=None)
            )

        await world.writer.commit(decide)
        world.clock.advance(SECOND)
    page = (await world.call("GET", "/inbox?limit=2", by=ALICE)).body
    assert (page["unread"], len(page["items"])) == (3, 2)
    newest = page["items"][0]
    assert (newest["read"], newest["link"], newest["area"]) == (False, "wallet", "payments")
    assert "52" in newest["text"]
    rest = (await world.call("GET", f"/inbox?limit=2&cursor={page['next']}", by=ALICE)).body
    assert len(rest["items"]) == 1
    read = await world.call("POST", "/inbox/read", by=ALICE, json={"upto": newest["id"]})
    assert read.body == {"unread": 0}
    await end()


async def test_notices_are_set_part_by_part(any_world: World) -> None:
    world = any_world
    await world.welcome(ALICE)
    first = (await world.call("GET", "/me/notices", by=ALICE)).body
    assert (first["muted"], first["quiet"], first["digest"]) == (False, None, "off")
    assert "users-support" not in {one["kind"] for one in first["kinds"]}, "staff alone get those"
    kind = first["kinds"][0]["kind"]
    body = {"quiet": {"from": "23:00", "to": "08:30"}, "kinds": [{"kind": kind, "on": False}]}
    second = await world.call("PATCH", "/me/notices", by=ALICE, json=body)
    assert second.status == 200, second.body
    assert second.body["quiet"] == {"from": "23:00", "to": "08:30"}
    assert second.body["kinds"][0]["on"] is False
    third = await world.call("PATCH", "/me/notices", by=ALICE, json={"digest": "daily"})
    assert third.body["quiet"] == {"from": "23:00", "to": "08:30"}
    fourth = await world.call("PATCH", "/me/notices", by=ALICE, json={"quiet": None})
    assert (fourth.body["quiet"], fourth.body["digest"]) == (None, "daily")
    assert (await world.call("GET", "/me/notices", by=ALICE)).body == fourth.body


@pytest.mark.parametrize(
    "body",
    [
        {"quiet": {"from": "24:00", "to": "08:00"}},
        {"quiet": {"from": "08:00", "to": "08:00"}},
        {"quiet": {"from": "8:00", "to": "09:00"}},
        {"quiet": {"since": "08:00", "until": "09:00"}},
        {"kinds": [{"kind": "nothing-such", "on": False}]},
        {"kinds": "all"},
        {"digest": "hourly"},
        {"muted": 1},
    ],
)
async def test_notices_that_do_not_fit_are_refused(world: World, body: object) -> None:
    await world.welcome(ALICE)
    answer = await world.call("PATCH", "/me/notices", by=ALICE, json=body)
    assert (answer.status, answer.code) == (400, "invalid")


async def test_the_status_tells_of_books_and_areas(world: World) -> None:
    status = (await world.call("GET", "/status")).body
    assert status["invariants"] == [{"name": "zero-sum", "ok": True}]
    assert status["solvency"] == [{"asset": "XTR", "owed": "50", "held": "50"}]
    assert {"name": "payments", "state": "open"} in status["areas"]


async def test_health_readiness_and_counters(world: World) -> None:
    health = await world.call("GET", "//healthz")
    assert (health.status, health.body["ok"]) == (200, True)
    assert health.body["workers"][0]["beat_at"] == "1970-01-01T00:00:00.000Z"
    assert (await world.call("GET", "//readyz")).status == 200
    metrics = await world.call("GET", "//metrics")
    assert metrics.headers["Content-Type"].startswith("text/plain")
    assert b"souk_outbox_waiting" in metrics.body
    counters = (await world.call("GET", "//api/metrics")).body
    assert counters["deals_by_status"] == {"draft": 0}
    world.watch.is_ready = False
    world.watch.sound = False
    unready = await world.call("GET", "//readyz")
    assert (unready.status, unready.code) == (503, "unavailable")
    assert unready.body["error"]["fields"]["reason"] == "telegram"
    assert (await world.call("GET", "//healthz")).body["ok"] is False


async def test_the_terms_come_in_the_language_asked_for(world: World) -> None:
    english = (await world.call("GET", "/terms")).body
    russian = (await world.call("GET", "/terms?lang=ru")).body
    assert english["document"] == russian["document"]
    assert (english["language"], russian["language"]) == ("en", "ru")
    assert english["text"] != russian["text"]
    assert (await world.call("GET", "/terms?lang=xx")).body["language"] == "en"


async def test_a_session_shows_where_it_is_used(world: World) -> None:
    await world.token(ALICE)
    world.clock.advance(HOUR // 2)
    world.tokens[ALICE] = (await world.call("POST", "/auth/renew", by=ALICE)).body["token"]
    items = (await world.call("GET", "/sessions", by=ALICE)).body["items"]
    assert items[0] | {"id": ""} == {
        "id": "",
        "how": "mini_app",
        "agent": items[0]["agent"],
        "address": "127.0.0.1",
        "created_at": "2026-12-01T09:00:00.000Z",
        "seen_at": "2026-12-01T09:30:00.000Z",
        "expires_at": "2026-12-02T09:00:00.000Z",
        "current": True,
    }
