"""The desk of the sandbox page in a real browser, with a bot behind it."""

from pathlib import Path

import aiohttp
import pytest
from playwright.async_api import expect

from scripts.sandbox.server import serving
from tests.browser.conftest import OpenPage, Watch
from tests.browser.desk import Desk, phone, say
from tests.sandbox.caller import Caller


async def test_two_people_are_there_and_one_has_opened_the_bot(desk: Desk, page: OpenPage) -> None:
    there = await page(desk.url)
    alice, bob = phone(there), phone(there, 1002)
    await expect(alice.locator(".bubble", has_text="/start")).to_be_visible()
    await expect(alice.locator(".bubble", has_text="Welcome")).to_be_visible()
    await bob.get_by_role("button", name="Начать").click()
    await expect(bob.locator(".bubble", has_text="Welcome")).to_be_visible()


async def test_a_group_is_made_and_its_members_change(desk: Desk, page: OpenPage) -> None:
    there = await page(desk.url)
    await there.get_by_role("button", name="Add", exact=True).click()
    await there.get_by_role("button", name="Group").click()
    await there.get_by_label("Title").fill("Club")
    await there.get_by_role("button", name="Make the group").click()
    alice, bob = phone(there), phone(there, 1002)
    await bob.locator(".back").click()
    await bob.locator(".chat-row", has_text="Club").click()
    await say(bob, "Hello from Bob")
    await alice.locator(".back").click()
    await alice.locator(".chat-row", has_text="Club").click()
    await expect(alice.locator(".their", has_text="Hello from Bob")).to_be_visible()
    await alice.get_by_role("button", name="About this chat").click()
    await alice.get_by_label("Status of Боб").select_option("kicked")
    await expect(alice.locator(".event", has_text="Alice removed Боб")).to_be_visible()
    await expect(bob.locator(".chat-row")).to_have_count(1)


async def test_people_are_added_and_come_live_to_other_pages(desk: Desk, page: OpenPage) -> None:
    there, other = await page(desk.url), await page(desk.url, language="ru")
    await there.get_by_role("button", name="Add", exact=True).click()
    await there.get_by_label("Username").fill("carol")
    await there.get_by_role("button", name="Add the person").click()
    await expect(there.locator(".column")).to_have_count(3)
    await expect(other.locator(".chip", has_text="carol")).to_be_visible()
    await expect(other.locator(".column")).to_have_count(2)


async def test_the_strip_moves_time_and_breaks_things(desk: Desk, page: OpenPage) -> None:
    there = await page(desk.url)
    await there.get_by_role("button", name="World time").click()
    await there.get_by_role("button", name="Stop", exact=True).click()
    before = (await desk.world.get("/clock"))["now"]
    await there.get_by_role("button", name="1 day").click()
    await expect(there.locator(".big-clock .figure")).to_have_text(before[11:19])
    assert (await desk.world.get("/clock"))["now"][:10] != before[:10]
    await there.keyboard.press("Escape")
    await there.get_by_role("button", name="Faults").click()
    await there.get_by_label("Method (pattern)").fill("send*")
    await there.get_by_role("button", name="Break it").click()
    await expect(there.locator(".faults li")).to_contain_text("send*")
    assert (await desk.world.get("/faults"))["items"][0]["match"] == "send*"
    await there.locator(".faults").get_by_role("button", name="Mend").click()
    await expect(there.locator(".faults li")).to_have_count(0)


async def test_the_log_is_filtered_and_shows_answers(desk: Desk, page: OpenPage) -> None:
    there = await page(desk.url)
    await there.get_by_role("button", name="Bot API").click()
    await there.get_by_role("searchbox").fill("sendMessage")
    line = there.locator(".line").first
    await expect(line).to_contain_text("200")
    await line.click()
    await expect(there.locator(".detail")).to_contain_text('"message_id"')
    await there.get_by_role("searchbox").fill("nothing like it")
    await expect(there.locator(".line")).to_have_count(0)
    await there.get_by_role("button", name="Updates").click()
    await there.get_by_role("searchbox").fill("message")
    await expect(there.locator(".line").first).to_contain_text("message")


async def test_a_fresh_world_empties_the_desk(desk: Desk, page: OpenPage, watch: Watch) -> None:
    # What the page was asking about people of the old world finds nobody.
    watch.allow.append("404 (Not Found)")
    there = await page(desk.url)
    await say(phone(there), "remember me")
    await expect(phone(there).locator(".own", has_text="remember me")).to_be_visible()
    await there.get_by_role("button", name="Fresh world").click()
    await there.get_by_role("button", name="Start over").click()
    await expect(phone(there).locator(".bubble", has_text="remember me")).to_have_count(0)
    await expect(there.locator(".column")).to_have_count(2)


async def test_the_page_comes_back_when_the_sandbox_does(
    page: OpenPage, watch: Watch, tmp_path: Path
) -> None:
    watch.allow.append("ERR_CONNECTION_REFUSED")
    async with serving(tmp_path / "world", port=0, demo_people=True) as world:
        port = world.core.port
        there = await page(world.core.url)
        await expect(phone(there)).to_be_visible()
    await expect(there.locator(".offline")).to_be_visible()
    async with serving(tmp_path / "world", port=port) as world:
        await expect(there.locator(".offline")).to_have_count(0)
        async with aiohttp.ClientSession() as session:
            await Caller(world.core.url, session).post(
                "/chats/alice/messages", {"text": "after the break"}, status=201
            )
        await expect(phone(there)).to_contain_text("after the break")


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("theme", ["light", "dark"])
async def test_a_narrow_screen_needs_no_sideways_scrolling(
    desk: Desk, page: OpenPage, language: str, theme: str
) -> None:
    there = await page(
        desk.url,
        width=360,
        height=740,
        language=language,
        theme="dark" if theme == "dark" else "light",
    )
    await expect(phone(there)).to_be_visible()
    wide = "document.documentElement.scrollWidth > innerWidth"
    assert not await there.evaluate(wide)
    strip = "(strip => strip.scrollWidth > strip.clientWidth)(document.querySelector('.strip'))"
    assert not await there.evaluate(strip)
    await there.locator(".chip", has_text="Боб").click()
    await expect(phone(there, 1002)).to_be_in_viewport(ratio=0.9)
    assert await there.locator("html").get_attribute("lang") == language
