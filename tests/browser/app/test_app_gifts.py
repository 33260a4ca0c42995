"""Gifts in the Mini App: found by name and filter, opened, followed while prices change, told of
in the chat, put into a basket. What is shown is held against the truth of the local world.
"""

import re
from collections import Counter
from collections.abc import Sequence

from playwright.async_api import expect

from tests.browser.app.program import Mini, Program
from tests.browser.conftest import OpenPage, Watch
from tests.sandbox.caller import Answer

NBSP = "\N{NO-BREAK SPACE}"
PATIENCE_MS = 30_000
"""From a change in the world until a screen shows it: markets are polled."""


async def read(program: Program) -> None:
    """Whatever the markets show has been read."""
    assert (await program.world.get("/idle?wait_s=60"))["idle"]


async def truth(program: Program, **only: str) -> list[Answer]:
    """What the default search counts, cheapest first: fixed prices in TON that are not locked."""
    found = (await program.world.get("/listings?limit=10000"))["items"]
    plain = [
        one
        for one in found
        if one["sale_kind"] == "fix"
        and one["locked_until"] is None
        and one["buyer_total"]["asset"] == "TON"
        and all(one[name] == value for name, value in only.items())
    ]
    return sorted(plain, key=lambda one: (_ton(one), one["id"]))


def _ton(listing: Answer) -> float:
    return float(listing["buyer_total"]["amount"])


def shown(listing: Answer) -> str:
    """A buyer's total as English people read it."""
    whole, _, rest = str(listing["buyer_total"]["amount"]).partition(".")
    return f"{int(whole):,}{'.' if rest else ''}{rest}{NBSP}TON"


async def sold_alone(program: Program, market: str) -> Answer:
    """A lot on this market whose gift is sold nowhere else."""
    lots = await truth(program)
    times = Counter(one["gift"] for one in lots)
    return next(one for one in lots if one["market"] == market and times[one["gift"]] == 1)


async def reprice(program: Program, listing: Answer, amount: str) -> Answer:
    order = {"price": {"asset": "TON", "amount": amount}}
    changed = await program.world.patch(f"/listings/{listing['id']}", order)
    await read(program)
    return changed


async def gift_phone(program: Program, page: OpenPage, start: str = "gifts") -> tuple[str, Mini]:
    person = await program.newcomer()
    return person, await program.open(page, person, start=start)


async def test_a_gift_is_found_by_name_and_by_filter(program: Program, page: OpenPage) -> None:
    lots = await truth(program)
    _, mini = await gift_phone(program, page)
    head = mini.app.locator(".found-head [role=status]")
    await expect(head).to_have_text(f"{len(lots):,} for sale")
    await expect(mini.app.locator(".row.lot .price .num").first).to_have_text(shown(lots[0]))

    # A name, in another script than its own, leads to its collection.
    collection = Counter(one["collection"] for one in lots).most_common(1)[0][0]
    titles = {one["key"]: one["title"] for one in await _collections(program)}
    box = mini.app.get_by_role("combobox", name="Search gifts")
    await box.fill(titles[collection][:-1].lower())
    await mini.app.get_by_role("option", name=titles[collection]).first.click()
    own = [one for one in lots if one["collection"] == collection]
    await expect(head).to_have_text(f"{len(own):,} for sale")
    await expect(mini.button(f"Remove {titles[collection]}")).to_be_visible()

    # Each facet says what it would find; the button says it of all together.
    await mini.app.locator(".gift-tools button").click()
    sheet = mini.app.get_by_role("dialog", name="Filter")
    market, count = Counter(one["market"] for one in own).most_common(1)[0]
    facet = sheet.get_by_role("group", name="Market")
    await expect(facet.locator(".count").first).to_have_text(f"{count:,}")
    await facet.locator("button").first.click()
    await expect(mini.main).to_have_text(f"Show {count:,}")
    dearest = [one for one in own if one["market"] == market][count // 2]
    await sheet.get_by_label("Price to").fill(dearest["buyer_total"]["amount"])
    narrow = [one for one in own if one["market"] == market and _ton(one) <= _ton(dearest)]
    await expect(mini.main).to_have_text(f"Show {len(narrow):,}")
    await mini.main.click()
    await expect(head).to_have_text(f"{len(narrow):,} for sale")
    await expect(mini.app.locator(".row.lot").first).to_contain_text(f"#{narrow[0]['number']}")

    # The list goes on by itself, and is where it was after a look at a gift.
    for left in (2, 1, 0):
        await mini.app.locator(".set-part").first.click()
        await expect(mini.app.locator(".set-part")).to_have_count(left)
    await expect(head).to_have_text(f"{len(lots):,} for sale")
    await mini.app.locator(".row.lot").nth(29).scroll_into_view_if_needed()
    await expect(mini.app.locator(".row.lot").nth(40)).to_be_attached()
    await mini.app.locator(".row.lot").nth(40).click()
    await expect(mini.app.get_by_role("heading", name="Traits")).to_be_visible()
    await mini.back.click()
    await expect(mini.app.locator(".row.lot").nth(40)).to_be_in_viewport()


async def _collections(program: Program) -> Sequence[Answer]:
    async with program.session.get(f"{program.url}/api/v1/gifts/collections") as answer:
        found: Sequence[Answer] = (await answer.json())["items"]
        return found


async def test_a_place_before_the_launch_data_is_gone_to(program: Program, page: OpenPage) -> None:
    """As a button in chat opens it: Telegram puts its data behind the place."""
    lot = (await truth(program))[0]
    address = await program.launch(await program.newcomer())
    tab = await page(
        address.replace("#tgWebAppData", f"#/gift/{lot['gift']}&tgWebAppData"),
        width=360,
        height=740,
    )
    await expect(tab.locator(".gift-price")).to_have_text(shown(lot))
    await expect(tab.locator(".balance-chip .num")).to_have_text("0")
    assert tab.url.endswith(f"/app#/gift/{lot['gift']}"), "and nothing secret is left there"


async def test_a_stranger_looks_around_and_is_asked_for_a_name_when_it_matters(
    program: Program, page: OpenPage
) -> None:
    lots = await truth(program)
    dear = lots[len(lots) // 2]
    fit = [one for one in lots if _ton(one) <= _ton(dear)]
    typed = str(dear["buyer_total"]["amount"]).replace(".", ",")
    place = f"#/gifts/price_max={typed}&number_min=many&sort=up"
    tab = await page(f"{program.url}/app{place}", width=360, height=740)
    head = tab.locator(".found-head [role=status]")
    await expect(head).to_have_text(f"{len(fit):,} for sale")
    await expect(tab.locator(".set-part")).to_have_count(1)
    await tab.locator(".row.lot").first.click()
    await expect(tab.locator(".gift-price")).to_have_text(shown(lots[0]))
    await tab.get_by_role("button", name="Alert me").click()
    await expect(tab.locator("iframe[title='Telegram Login Widget']")).to_be_visible()
    await tab.get_by_role("button", name="Look at gifts without signing in").click()
    await expect(tab.locator(".gift-price")).to_have_text(shown(lots[0]))
    await tab.get_by_role("button", name="Back", exact=True).click()
    await expect(head).to_have_text(f"{len(fit):,} for sale")


async def test_a_price_changes_while_one_looks_at_it(program: Program, page: OpenPage) -> None:
    lot = await sold_alone(program, "tonnel")
    _, mini = await gift_phone(program, page, start=f"gift_{lot['gift']}")
    price = mini.app.locator(".gift-price")
    await expect(price).to_have_text(shown(lot))

    # The maths on tap: Tonnel's fee comes on top of its price.
    await mini.app.locator("button.row", has_text="Tonnel").click()
    sheet = mini.app.get_by_role("dialog", name="On Tonnel")
    facts = dict(
        zip(
            await sheet.locator("dt").all_inner_texts(),
            await sheet.locator("dd").all_inner_texts(),
            strict=True,
        )
    )
    assert facts["Price there"] == f"{lot['price']['amount']}{NBSP}TON"
    assert facts["Fee on top"].startswith("+")
    assert facts["You pay"] == shown(lot)
    assert facts["The seller gets"] == f"{lot['seller_net']['amount']}{NBSP}TON"
    await sheet.get_by_role("button", name="Buy on Tonnel").click()
    (gone_to,) = await mini.told("web_app_open_tg_link")
    assert gone_to["path_full"].startswith("/tonnel_network_bot/gift?startapp=")
    await mini.back.click()

    changed = await reprice(program, lot, "4321.5")
    assert changed["buyer_total"]["amount"] == "4753.65"
    await expect(price).to_have_text(f"4,753.65{NBSP}TON", timeout=PATIENCE_MS)
    history = mini.app.locator(".row", has_text="New price")
    await expect(history.first).to_contain_text(f"4,753.65{NBSP}TON", timeout=PATIENCE_MS)

    await program.world.delete(f"/listings/{lot['id']}")
    await read(program)
    await expect(price).to_have_text("Not for sale now", timeout=PATIENCE_MS)


async def test_an_alert_is_made_and_told_in_the_chat(program: Program, page: OpenPage) -> None:
    lot = await sold_alone(program, "portals")
    person, mini = await gift_phone(program, page, start=f"gift_{lot['gift']}")
    await mini.button("Alert me").click()
    sheet = mini.app.get_by_role("dialog", name="New alert")
    await expect(mini.main).to_be_disabled()
    await sheet.get_by_label("At most").fill("0.25")
    await mini.main.filter(has_text="Make the alert").click()
    await expect(mini.app.get_by_text("The alert is on.")).to_be_visible()

    newest = (await program.world.get(f"/chats/{person}/messages?limit=1000"))["items"][-1]
    await reprice(program, lot, "0.2")
    log = await program.world.get(f"/chats/{person}/messages?since={newest['world']['seq']}")
    told = [str(one.get("text") or one.get("caption")) for one in log["items"]]
    assert len(told) == 1, told
    assert str(lot["number"]) in told[0]
    assert "0.2" in told[0]

    await mini.app.locator("nav.tabs").get_by_role("button", name="Gifts").click()
    await mini.button("Alerts").click()
    await mini.app.get_by_role("radio", name="Found").click()
    await expect(mini.app.locator(".row", has_text=f"#{lot['number']}")).to_contain_text("told")
    await mini.app.get_by_role("radio", name="Alerts", exact=True).click()
    await mini.app.locator("button.row", has_text=re.compile("Price")).click()
    await mini.main.filter(has_text="Remove the alert").click()
    await expect(mini.app.get_by_text("No alert yet.")).to_be_visible()
    assert (await program.get(person, "/gifts/alerts"))["items"] == []


async def test_a_search_is_saved_and_gone_back_to(program: Program, page: OpenPage) -> None:
    person, mini = await gift_phone(program, page)
    await mini.app.locator(".gift-tools button").click()
    sheet = mini.app.get_by_role("dialog", name="Filter")
    await sheet.get_by_role("button", name="Palindrome").click()
    await mini.main.click()
    await mini.button("Save this search").click()
    saving = mini.app.get_by_role("dialog", name="Save this search")
    await saving.get_by_label("Name").fill("Mirrors")
    await mini.main.filter(has_text="Save").click()
    await expect(
        mini.app.get_by_text("Saved. You find it under Alerts, Searches.")
    ).to_be_visible()
    kept = (await program.get(person, "/gifts/searches"))["items"]
    assert [(one["name"], one["query"]) for one in kept] == [
        ("Mirrors", {"number_kind": ["palindrome"]})
    ]
    await mini.button("Remove Palindrome").click()
    await mini.button("Alerts").click()
    await mini.app.get_by_role("radio", name="Searches").click()
    await mini.app.locator("button.row", has_text="Mirrors").click()
    await expect(mini.button("Remove Palindrome")).to_be_visible()


async def test_a_market_that_cannot_be_read_turns_grey(
    program: Program, page: OpenPage, watch: Watch
) -> None:
    lot = await sold_alone(program, "mrkt")
    person = await program.newcomer(language="ru")
    mini = await program.open(page, person, start=f"gift_{lot['gift']}")
    await mini.page.set_viewport_size({"width": 320, "height": 740})
    offer = mini.app.locator("button.row", has_text="MRKT")
    await expect(offer).to_be_visible()
    fault = await program.world.make("/faults", {"face": "mrkt", "kind": "html"})
    try:
        await expect(offer.locator(".stale")).to_be_visible(timeout=PATIENCE_MS)
        await expect(offer).to_contain_text("не пускает")
        await expect(offer).to_contain_text(shown(lot).translate({44: " ", 46: ","}))
        # Nothing squeezes the name or passes the edge, in the longest words on a small phone.
        name = await offer.locator(".row-main").bounding_box()
        assert name is not None
        assert name["width"] >= 80
        for button in await mini.app.locator(".tools button").all():
            box = await button.bounding_box()
            assert box is not None
            assert box["x"] + box["width"] <= 304
    finally:
        await program.world.delete(f"/faults/{fault['id']}")
    await expect(offer.locator(".stale")).to_have_count(0, timeout=PATIENCE_MS)
    watch.allow.append("404")
    await mini.app.locator("html").evaluate("() => { location.hash = '#/gift/nosuch-1'; }")
    await expect(mini.app.get_by_text("Такого здесь нет или уже нет.")).to_be_visible()
    await expect(mini.button("Поиск подарков")).to_be_visible()
