"""Arbitrage on paper in the Mini App: what would pay now, and how earlier signals did."""

from collections.abc import Mapping

import pytest
from playwright.async_api import Route, expect

from tests.browser.app.program import Program
from tests.browser.app.test_app_gifts import NBSP
from tests.browser.app.test_app_gifts_own import AA_TEXT, DARK, FAINT, READABLE
from tests.browser.conftest import OpenPage, Watch
from tests.sandbox.caller import Answer

LONG = "1169.152654322"


def _ton(amount: str) -> Answer:
    return {"asset": "TON", "amount": amount}


def _signal(state: str, gain: str | None = None) -> Answer:
    done = None if state == "open" else "2026-11-21T11:00:00.000Z"
    return {
        "id": state,
        "listing": "portals:1",
        "gift": "plushpepe-777",
        "title": "Plush Pepe",
        "model": "Ninja Mike",
        "backdrop": "Black",
        "buy_market": "portals",
        "sell_market": "getgems",
        "level": "pair",
        "cost": _ton("3"),
        "gas": _ton("0.1"),
        "moving": _ton("0"),
        "lock": _ton("0.01"),
        "ask": _ton("1200"),
        "net": _ton("1172.5"),
        "profit": _ton(LONG),
        "compared": [{"listing": "getgems:x", "buyer_total": _ton("1263.25")}],
        "opened_at": "2026-11-21T10:00:00.000Z",
        "sell_from": "2026-11-22T10:00:00.000Z",
        "ends_at": "2099-12-05T10:00:00.000Z",
        "state": state,
        "proceeds": gain and _ton("4.5"),
        "gain": gain and _ton(gain),
        "closed_at": done,
    }


SCORE: Answer = {
    "open": 1,
    "won": 12,
    "lost": 5,
    "expired": 3,
    "reconciled": True,
    "gain": _ton("14.5"),
    "best": _ton("5"),
    "worst": _ton("-0.75"),
    "tied": _ton("3"),
}
EARLIER = [_signal("won", "1.25"), _signal("lost", "-0.75"), _signal("expired")]


async def _tell(route: Route) -> None:
    if "/journal" in route.request.url:
        await route.fulfill(json={"items": EARLIER, "next": None, "score": SCORE})
    else:
        await route.fulfill(json={"items": [_signal("open")], "next": None})


@pytest.mark.parametrize("theme", [READABLE, DARK], ids=["light", "dark"])
async def test_signals_say_what_is_taken_off_and_the_journal_how_they_did(
    program: Program, page: OpenPage, watch: Watch, theme: Mapping[str, str]
) -> None:
    watch.allow.append("/picture")
    mini = await program.open(page, await program.newcomer(), start="alerts", theme=theme)
    await mini.page.route("**/api/v1/gifts/arbitrage**", _tell)
    await mini.app.locator("button.row", has_text="Arbitrage").click()
    await expect(mini.app.get_by_text("it is no promise")).to_be_visible()
    row = mini.app.locator("button.row", has_text="Ninja Mike")
    await expect(row).to_contain_text(f"+1,169.152654322{NBSP}TON")
    await expect(row).to_contain_text("Portals \N{RIGHTWARDS ARROW} GetGems")

    frame = mini.page.frames[-1]
    assert (await frame.evaluate(FAINT, AA_TEXT))["faint"] == []
    assert await frame.evaluate("document.documentElement.scrollWidth <= innerWidth")
    await row.click()
    sheet = mini.app.get_by_role("dialog", name="Plush Pepe #777")
    told = await sheet.locator("dl").inner_text()
    for part in ("You pay on Portals", "The market keeps", "27.5", "Gas", "Risk until", "Ends"):
        assert part in told
    assert "Moving it there" not in told, "what costs nothing is left out"
    await expect(sheet.locator("button.row")).to_contain_text("1,263.25")
    await mini.back.click()

    await mini.app.get_by_role("radio", name="Journal").click()
    await expect(mini.app.locator(".figures")).to_contain_text(f"+14.5{NBSP}TON")
    await expect(mini.app.get_by_text("no money moved")).to_be_visible()
    for word in ("Won", "Lost", "Undecided"):
        await expect(mini.app.locator("button.row", has_text=f"{word} ·")).to_be_visible()
    assert (await frame.evaluate(FAINT, AA_TEXT))["faint"] == []


async def test_without_signals_the_screen_says_so_and_a_failure_can_be_tried_again(
    program: Program, page: OpenPage, watch: Watch
) -> None:
    watch.allow.append("/gifts/arbitrage")
    mini = await program.open(page, await program.newcomer(), start="alerts")
    empty = {"items": [], "next": None, "score": SCORE}
    answers = [
        {"status": 400, "json": {"error": {"code": "invalid", "text": "Not so."}}},
        {"json": empty},
    ]

    async def tell(route: Route) -> None:
        await route.fulfill(**(answers.pop(0) if len(answers) > 1 else answers[0]))  # type: ignore[arg-type]  # as `fulfill` names them

    await mini.page.route("**/api/v1/gifts/arbitrage**", tell)
    await mini.app.locator("button.row", has_text="Arbitrage").click()
    await expect(mini.app.get_by_text("Not so.")).to_be_visible()
    await mini.button("Try again").click()
    await expect(mini.app.get_by_text("Nothing pays just now, after all costs.")).to_be_visible()
    await mini.app.get_by_role("radio", name="Journal").click()
    await expect(mini.app.get_by_text("Nothing has been written down yet.")).to_be_visible()
