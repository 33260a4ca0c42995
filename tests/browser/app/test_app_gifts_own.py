"""What is one's own of gifts in the Mini App: baskets and portfolio; plots, colours and motion."""

from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import pytest
from playwright.async_api import FrameLocator, expect

from tests.browser.app.program import LIGHT, Program
from tests.browser.app.test_app_gifts import (
    NBSP,
    PATIENCE_MS,
    gift_phone,
    read,
    reprice,
    shown,
    truth,
)
from tests.browser.app.test_app_ton import opened, phone_of
from tests.browser.conftest import OpenPage, Watch

DARK: Mapping[str, str] = {
    "bg_color": "#17212b",
    "secondary_bg_color": "#0e1621",
    "section_bg_color": "#17212b",
    "text_color": "#f5f5f5",
    "hint_color": "#8d9daf",
    "subtitle_text_color": "#8d9daf",
    "accent_text_color": "#6ab2f2",
    "button_color": "#2872b5",
    "button_text_color": "#ffffff",
}
READABLE: Mapping[str, str] = {
    **LIGHT,
    "hint_color": "#626a73",
    "accent_text_color": "#1864a7",
    "button_color": "#1a6bb3",
}
AA_TEXT = 4.5
FAINT = Path(__file__).with_name("faint.js").read_text("utf-8")


async def _gift(program: Program) -> str:
    return str((await truth(program))[40]["gift"])


@pytest.mark.parametrize("theme", [READABLE, DARK], ids=["light", "dark"])
async def test_gifts_can_be_read_in_both_themes_and_stand_still_when_asked(
    program: Program, page: OpenPage, theme: Mapping[str, str]
) -> None:
    person = await program.newcomer()
    gift = await _gift(program)
    mini = await program.open(page, person, start=f"gift_{gift}", theme=theme)
    await mini.page.emulate_media(reduced_motion="reduce")
    await expect(mini.app.locator(".gift-price")).to_be_visible()
    frame = mini.page.frames[-1]
    key = gift.partition("-")[0]
    for path in (f"/gift/{gift}", "/gifts", f"/collection/{key}", "/markets", "/portfolio"):
        await frame.evaluate("path => { location.hash = path; }", path)
        await expect(mini.app.locator(".row, .row-all").first).to_be_visible()
        await expect(mini.app.locator(".bone")).to_have_count(0)
        told = await frame.evaluate(FAINT, AA_TEXT)
        assert told["seen"] > 5, path
        assert told["faint"] == [], path
        moving = "document.getAnimations().filter(one => one.playState === 'running').length"
        assert await frame.evaluate(moving) == 0, path
        assert await frame.evaluate("document.documentElement.scrollWidth <= innerWidth"), path


async def test_a_collection_shows_its_floor_and_the_value_under_the_finger(
    program: Program, page: OpenPage
) -> None:
    # The line is drawn to the last whole minute.
    await program.world.post("/clock/advance", {"seconds": 120})
    await read(program)
    lots = await truth(program)
    key = Counter(one["collection"] for one in lots).most_common(1)[0][0]
    floor = next(one for one in lots if one["collection"] == key)
    _, mini = await gift_phone(program, page, start=f"collection_{key}")
    await expect(mini.app.locator(".figures")).to_contain_text(shown(floor))
    await mini.app.get_by_role("radio", name="1h").click()
    plot = mini.app.locator(".plot .u-over")
    await expect(plot).to_be_visible()
    await expect(mini.app.locator(".plot-value")).to_have_text(shown(floor))
    # An hour ago nobody had looked yet: no line there, and so it is said.
    await plot.hover(position={"x": 4, "y": 40})
    await expect(mini.app.locator(".plot-value")).to_have_text("not known")


async def test_a_basket_is_swept_checked_and_says_what_became_of_each(
    program: Program, page: OpenPage
) -> None:
    lots = await truth(program, market="tonnel")
    key = Counter(one["collection"] for one in lots).most_common(1)[0][0]
    own = [one for one in lots if one["collection"] == key][:3]
    _, mini = await gift_phone(program, page)
    await _narrow(mini.app, key)
    await mini.button("Take the cheapest").click()
    sheet = mini.app.get_by_role("dialog", name="Take the cheapest")
    await sheet.get_by_role("radio", name="3", exact=True).click()
    await expect(sheet).to_contain_text(shown(own[2]))
    await mini.main.filter(has_text="Basket with 3").click()
    items = mini.app.locator(".basket-item")
    await expect(items).to_have_count(3)

    await program.world.delete(f"/listings/{own[0]['id']}")
    cheaper = await reprice(program, own[1], "0.123")
    await mini.main.filter(has_text="Ask the markets").click()
    await expect(items.nth(0)).to_contain_text("Sold or taken off")
    await expect(items.nth(1)).to_contain_text(f"now {shown(cheaper)}")
    await expect(items.nth(2).get_by_role("button", name="Buy on Tonnel")).to_be_visible()
    await mini.button(f"Fine for {shown(cheaper)}").click()
    await expect(items.nth(1).get_by_role("button", name="Buy on Tonnel")).to_be_visible()
    await mini.button("Let it go").click()
    await expect(mini.app.locator("button.row")).to_contain_text("let go")


async def _narrow(app: FrameLocator, key: str) -> None:
    """The search for a collection on Tonnel, as a link to it would open it."""
    path = f"#/gifts/collection={key}&market=tonnel"
    await app.locator("html").evaluate("(page, path) => { location.hash = path; }", path)
    await expect(app.locator(".set-part")).to_have_count(2)


async def test_what_was_bought_is_written_down_and_taken_back(
    program: Program, page: OpenPage, watch: Watch
) -> None:
    await read(program)
    lot = (await truth(program))[20]
    person, mini = await gift_phone(program, page, start="portfolio")
    await mini.main.filter(has_text="Write down a gift").click()
    sheet = mini.app.get_by_role("dialog", name="Write down a gift")
    await sheet.locator("select[name=collection]").select_option(lot["collection"])
    await sheet.locator("input[name=number]").fill(str(lot["number"]))
    await sheet.locator("input[name=price]").fill("1.5")
    await mini.main.filter(has_text="Save").click()
    row = mini.app.locator(".row.lot", has_text=f"#{lot['number']}")
    await expect(row).to_contain_text(f"paid 1.5{NBSP}TON")
    kept = (await program.get(person, "/gifts/portfolio/lots"))["items"]
    assert [(one["subject"]["gift"], one["price"]) for one in kept] == [
        (lot["gift"], {"asset": "TON", "amount": "1.5"})
    ]
    await row.click()
    await mini.button("Remove").click()
    await expect(mini.app.get_by_text("Nothing here yet.")).to_be_visible()


async def test_a_lot_on_the_chain_is_paid_from_a_wallet(program: Program, page: OpenPage) -> None:
    lot = next(one for one in await truth(program, market="getgems") if one["onchain"])
    name = await program.newcomer()
    order = {"person": name, "balance": {"asset": "TON", "amount": "1000000"}}
    await program.world.make("/wallets", order)
    phone = await phone_of(program, page, name)
    app = await opened(phone)
    main = phone.locator(".app-buttons")
    path = f"#/gift/{lot['gift']}"
    await app.locator("html").evaluate("(page, path) => { location.hash = path; }", path)
    await app.locator("button.row", has_text="GetGems").click()
    await main.get_by_role("button", name="To the basket").click()
    await main.get_by_role("button", name="Ask the markets").click()
    await expect(app.locator(".basket-item")).to_contain_text("Ready")
    await main.get_by_role("button", name="Pay 1 from my wallet").click()
    await app.get_by_role("button", name="Souk wallet").click()
    await (
        phone.get_by_role("dialog", name="Connect the wallet")
        .get_by_role("button", name="Connect", exact=True)
        .click()
    )
    await main.get_by_role("button", name="Pay 1 from my wallet").click()
    bill = phone.get_by_role("dialog", name="Confirm the payment")
    await bill.get_by_role("button", name="Send").click()
    await expect(app.get_by_text("Sent. The gifts are yours")).to_be_visible()
    await read(program)
    assert (await program.world.get(f"/gifts/{lot['gift']}"))["owner"] == name
    await expect(app.locator(".basket-item")).to_contain_text("Bought", timeout=PATIENCE_MS)
