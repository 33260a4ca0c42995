"""Profile, settings, sessions, inbox, taking data out and leaving: all by clicking."""

import json

import aiohttp
from playwright.async_api import expect

from tests.browser.app.program import Program
from tests.browser.conftest import OpenPage, Watch


async def test_the_language_changes_at_once_and_stays(program: Program, page: OpenPage) -> None:
    alice = await program.newcomer()
    mini = await program.open(page, alice, start="language")
    await mini.app.get_by_role("radio", name="Русский").click()
    await expect(mini.app.get_by_role("heading", name="Профиль")).to_be_visible()
    await expect(mini.app.locator("html")).to_have_attribute("lang", "ru")
    assert (await program.get(alice, "/me"))["language"] == "ru"
    again = await program.open(page, alice, start="profile")
    await expect(again.app.get_by_role("heading", name="Профиль")).to_be_visible()


async def test_times_follow_the_time_zone(program: Program, page: OpenPage) -> None:
    alice = await program.newcomer()
    await program.top_up(alice, 50)
    at = (await program.get(alice, "/statement"))["items"][0]["at"]
    mini = await program.open(page, alice, start="zone")
    await mini.app.get_by_role("searchbox").fill("Tokyo")
    await mini.app.get_by_role("radio", name="Tokyo").click()
    await expect(mini.app.get_by_role("heading", name="Profile")).to_be_visible()
    assert (await program.get(alice, "/me"))["time_zone"] == "Asia/Tokyo"
    shown = await mini.page.evaluate(
        """at => new Intl.DateTimeFormat('en', {
            timeZone: 'Asia/Tokyo', hour: '2-digit', minute: '2-digit' }).format(new Date(at))""",
        at,
    )
    there = await program.open(page, alice, start="statement")
    await expect(there.app.locator(".card .row").first).to_contain_text(shown)


async def test_the_currency_is_kept(program: Program, page: OpenPage) -> None:
    alice = await program.newcomer()
    mini = await program.open(page, alice, start="currency")
    await mini.app.get_by_role("radio", name="EUR").click()
    await expect(mini.app.locator(".row", has_text="Euro")).to_be_visible()
    assert (await program.get(alice, "/me"))["currency"] == "EUR"


async def test_notice_settings_are_kept(program: Program, page: OpenPage) -> None:
    alice = await program.newcomer()
    mini = await program.open(page, alice, start="notices")
    await mini.app.get_by_role("switch", name="No messages at night").check()
    await mini.app.get_by_label("From").fill("22:30")
    await mini.app.get_by_role("switch", name="Once a day").check()
    await mini.app.get_by_role("switch", name="Change of your role").uncheck()
    await mini.page.wait_for_load_state("networkidle")
    kept = await program.get(alice, "/me/notices")
    assert kept["quiet"] == {"from": "22:30", "to": "08:00"}
    assert kept["digest"] == "daily"
    assert [kind["kind"] for kind in kept["kinds"] if not kind["on"]] == ["users-role"]
    again = await program.open(page, alice, start="notices")
    await expect(again.app.get_by_label("From")).to_have_value("22:30")


async def test_a_session_is_ended_at_once(program: Program, page: OpenPage) -> None:
    alice = await program.newcomer()
    token = await program.sign_in(alice)
    mini = await program.open(page, alice, start="sessions")
    await expect(mini.app.locator(".row")).to_have_count(2)
    await mini.button("End").click()
    await mini.main.click()
    await expect(mini.app.locator(".row")).to_have_count(1)
    async with (
        aiohttp.ClientSession() as session,
        session.get(
            f"{program.url}/api/v1/me", headers={"Authorization": f"Bearer {token}"}
        ) as answer,
    ):
        assert answer.status == 401


async def test_the_inbox_keeps_receipts_and_forgets_the_badge(
    program: Program, page: OpenPage
) -> None:
    alice = await program.newcomer()
    await program.top_up(alice, 50)
    mini = await program.open(page, alice)
    await mini.app.get_by_role("button", name="new notice").click()
    await expect(mini.app.locator(".row").first).to_contain_text("50")
    await mini.page.wait_for_load_state("networkidle")
    assert (await program.get(alice, "/inbox"))["unread"] == 0


async def test_the_inbox_shows_what_people_wrote_as_they_wrote_it(
    program: Program, page: OpenPage
) -> None:
    alice, admin = await program.newcomer(), await program.newcomer(role="admin")
    said = f"/admin adjust @{alice} 5 POINTS <b>less</b> & more"
    await program.world.make(f"/chats/{admin}/messages", {"text": said})
    await program.idle()
    await program.world.post(f"/chats/{admin}/press", {"data": "confirm:*"})
    await program.idle()
    mini = await program.open(page, alice, start="inbox")
    await expect(mini.app.locator(".row").first).to_contain_text("<b>less</b> & more")


async def test_data_is_taken_out(program: Program, page: OpenPage) -> None:
    alice = await program.newcomer()
    await program.top_up(alice, 50)
    mini = await program.open(page, alice, start="profile")
    async with mini.page.expect_download() as saved:
        await mini.button("Take my data out").click()
    told = json.loads((await (await saved.value).path()).read_text())
    assert alice in json.dumps(told)


async def test_an_account_with_money_is_not_deleted_and_an_empty_one_is(
    program: Program, page: OpenPage, watch: Watch
) -> None:
    watch.allow.append("409")
    alice = await program.newcomer()
    await program.top_up(alice, 50)
    mini = await program.open(page, alice, start="profile")
    await mini.button("Delete my account").click()
    await expect(mini.main).to_be_disabled()
    await mini.app.get_by_label("I understand").check()
    await mini.main.click()
    await expect(mini.app.locator(".toast.bad")).to_be_visible()

    bob = await program.newcomer()
    other = await program.open(page, bob, start="profile")
    await other.button("Delete my account").click()
    await other.app.get_by_label("I understand").check()
    await other.main.click()
    await expect(other.app.get_by_text("Your account is gone.")).to_be_visible()
