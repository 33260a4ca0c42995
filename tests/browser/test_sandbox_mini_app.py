"""Mini Apps and the Login Widget at the sandbox page."""

from playwright.async_api import expect

from tests.browser.conftest import OpenPage
from tests.browser.desk import Desk, phone, say


async def test_the_mini_app_in_its_phone(desk: Desk, page: OpenPage) -> None:
    alice = phone(await page(desk.url))
    await alice.get_by_role("button", name="Open app").click()
    app = alice.frame_locator("iframe")
    await expect(app.locator("#hello")).to_have_text("Alice en 9.6")
    await expect(app.locator("#log")).to_contain_text("cloud yes")
    await alice.get_by_role("button", name="Stake 50").click()
    await alice.get_by_role("button", name="Never mind").click()
    await alice.locator(".app-bar").get_by_role("button", name="Back").click()
    await expect(alice.locator(".app-bar").get_by_role("button", name="Close")).to_be_visible()
    await app.locator("#popup").click()
    await alice.get_by_role("alertdialog").get_by_role("button", name="OK").click()
    await alice.get_by_role("button", name="Dark phone").click()
    for line in ("main", "secondary", "back", "confirmed true", "theme dark"):
        await expect(app.locator("#log")).to_contain_text(line)
    background = (
        "getComputedStyle(document.documentElement).getPropertyValue('--tg-theme-bg-color')"
    )
    assert await app.locator("html").evaluate(f"() => {background}") == "#17212b"
    await expect(alice.locator(".app-bar")).to_have_css("background-color", "rgb(23, 33, 43)")


async def test_an_invoice_of_the_mini_app_opens_the_same_sheet(desk: Desk, page: OpenPage) -> None:
    alice = phone(await page(desk.url))
    await alice.get_by_role("button", name="Open app").click()
    app = alice.frame_locator("iframe")
    await app.locator("#invoice").click()
    await (
        alice.get_by_role("dialog", name="Confirm your purchase")
        .get_by_role("button", name="Cancel")
        .click()
    )
    await expect(app.locator("#log")).to_contain_text("invoice cancelled")
    await app.locator("#invoice").click()
    await alice.get_by_role("button", name="Confirm and pay").click()
    await expect(app.locator("#log")).to_contain_text("invoice paid")
    await expect(alice.locator(".balance")).to_have_text("975")


async def test_the_language_of_the_phone_reaches_the_mini_app(desk: Desk, page: OpenPage) -> None:
    alice = phone(await page(desk.url))
    await alice.get_by_role("button", name="Open app").click()
    app = alice.frame_locator("iframe")
    await expect(app.locator("#hello")).to_contain_text("en")
    await alice.get_by_role("button", name="Menu of the app").click()
    await alice.locator(".app-menu").get_by_role("button", name="Русский").click()
    await expect(app.locator("#hello")).to_contain_text("ru")
    assert (await desk.world.get("/people/alice"))["language"] == "ru"


async def test_an_app_opened_by_the_keyboard_sends_data_and_closes(
    desk: Desk, page: OpenPage
) -> None:
    alice = phone(await page(desk.url))
    await say(alice, "/menu")
    await alice.locator(".reply-keyboard").get_by_role("button", name="Send data").click()
    await alice.frame_locator("iframe").locator("#send").click()
    await expect(alice.locator("iframe")).to_have_count(0)
    await expect(alice.locator(".event", has_text="Send data")).to_be_visible()
    assert desk.bot.heard[-1] == "data from the app"


async def test_the_login_widget_signs_a_person_in(desk: Desk, page: OpenPage) -> None:
    site = await page(f"{desk.bot.url}/site")
    widget = site.frame_locator("iframe")
    await widget.get_by_role("button", name="Log in with Telegram").click()
    await widget.get_by_role("button", name="Alice").click()
    await expect(site.locator("#who")).to_contain_text('"id":1001')
    await expect(site.locator("#who")).to_contain_text('"hash":"')
