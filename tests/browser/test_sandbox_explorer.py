"""The explorer of the sandbox's chain: each of its pages, live, in both languages."""

import re

from playwright.async_api import Page, expect

from tests.browser.conftest import OpenPage, Watch
from tests.browser.desk import Desk
from tests.sandbox.tonface.face import HUNDRED


async def narrow(page: Page) -> None:
    """Nothing is wider than the screen."""
    assert await page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


async def test_from_the_newest_transaction_to_its_ends(desk: Desk, page: OpenPage) -> None:
    await desk.world.make("/wallets", {"name": "alice", "balance": HUNDRED})
    bob = await desk.world.make("/wallets", {"name": "bob"})
    shown = await page(f"{desk.url}/ton", width=360, height=740)
    row = shown.locator(".rows li", has_text="K7Q2")
    await expect(shown.locator(".rows li").first).to_contain_text("faucet")
    order = {"to": "bob", "value": {"asset": "TON", "amount": "1.5"}, "comment": "K7Q2"}
    await desk.world.post("/wallets/alice/transfers", order)
    await expect(row).to_have_count(2)
    await narrow(shown)
    await row.first.locator(".row-link").click()
    await expect(shown).to_have_url(re.compile("/ton/explorer/tx/"))
    for text in ("alice", "bob", "1.5\u00a0TON", "K7Q2", "received"):
        await expect(shown.locator("main")).to_contain_text(text)
    await expect(shown.locator(".trace li")).to_have_count(2)
    await narrow(shown)
    await shown.locator(".trace a", has_text="alice").click()
    await expect(shown.locator(".facts", has_text="Exit code")).to_contain_text("0 all well")
    await shown.locator(".facts a", has_text="bob").first.click()
    await expect(shown).to_have_url(re.compile(f"/ton/explorer/address/{bob['friendly']}"))
    await expect(shown.locator(".held-most")).to_have_text("1.5\u00a0TON")
    await desk.world.post("/wallets/bob/faucet", {"value": {"asset": "TON", "amount": "2"}})
    # Each second that the account lay there may have cost it a nano of rent.
    await expect(shown.locator(".held-most")).to_have_text(
        re.compile(r"^3\.(5|49999\d+)\u00a0TON")
    )
    await narrow(shown)
    await shown.go_back()
    await expect(shown.locator("h1")).to_contain_text("Transaction")


async def test_search_languages_and_what_is_not_there(
    desk: Desk, page: OpenPage, watch: Watch
) -> None:
    watch.allow.append("404")
    await desk.world.make("/wallets", {"name": "alice", "balance": HUNDRED})
    shown = await page(f"{desk.url}/ton/explorer/block/2", theme="dark", language="ru")
    await expect(shown.locator("h1")).to_have_text("Блок 2")
    await expect(shown.locator("html")).to_have_attribute("data-theme", "dark")
    search = shown.get_by_role("searchbox")
    await search.fill("alice")
    await search.press("Enter")
    await expect(shown.locator(".held-most")).to_have_text("100\u00a0TON")
    await search.fill("999999")
    await search.press("Enter")
    await expect(shown.get_by_role("alert")).to_contain_text("этом блокчейне такого нет")
    await shown.locator(".looks button").first.click()
    await expect(shown.get_by_role("alert")).to_contain_text("There is no such thing")
    await shown.get_by_role("link", name="To the first page").click()
    await expect(shown.locator("h1")).to_have_text("The chain on this machine")
