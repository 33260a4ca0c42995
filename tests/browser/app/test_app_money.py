"""Money in the Mini App, by clicking: top up, receipt, statement, refund, in both languages."""

from typing import NamedTuple

import pytest
from playwright.async_api import Page, Request, Route, expect

from tests.browser.app.program import Mini, Program
from tests.browser.conftest import OpenPage, Watch


class Labels(NamedTuple):
    """What a person reads on the way."""

    agree: str
    begin: str
    top_up: str
    pay: str
    added: str
    done: str
    statement: str
    line: str
    refund: str
    refund_sure: str
    refunded: str


EN = Labels(
    agree="I am 18 or older, and I agree",
    begin="Agree and begin",
    top_up="Top up",
    pay="Pay 50\N{NO-BREAK SPACE}⭐",
    added="Added to your balance",
    done="Done",
    statement="Statement",
    line="Top-up",
    refund="Refund",
    refund_sure="Refund 50\N{NO-BREAK SPACE}⭐",
    refunded="Your Stars are back in Telegram",
)
RU = Labels(
    agree="Мне есть 18 лет, и я согласен(на)",
    begin="Согласиться и начать",
    top_up="Пополнить",
    pay="Оплатить 50\N{NO-BREAK SPACE}⭐",
    added="Зачислено на ваш баланс",
    done="Готово",
    statement="Выписка",
    line="Пополнение",
    refund="Вернуть",
    refund_sure="Вернуть 50\N{NO-BREAK SPACE}⭐",
    refunded="Звёзды вернулись в Telegram",
)
LANGUAGES = pytest.mark.parametrize(("language", "words"), [("en", EN), ("ru", RU)])


async def no_wider_than_the_phone(mini: Mini) -> None:
    """Nothing sticks out: the page cannot be moved sideways."""
    wide = await mini.app.locator("html").evaluate("root => [root.scrollWidth, innerWidth]")
    assert wide[0] <= wide[1], wide


@LANGUAGES
async def test_a_first_day(program: Program, page: OpenPage, language: str, words: Labels) -> None:
    """Terms, top-up, receipt, statement, refund: what is seen and what the books say."""
    alice = await program.newcomer(accepted=False, language=language)
    mini = await program.open(page, alice)
    await expect(mini.main).to_have_text(words.begin)
    await expect(mini.main).to_be_disabled()
    await mini.app.get_by_label(words.agree).check()
    await mini.main.click()
    await expect(mini.balance).to_have_text("0")
    await no_wider_than_the_phone(mini)

    await mini.app.locator(".quick").get_by_role("button", name=words.top_up).click()
    await mini.app.get_by_role(
        "radio", name="50 Stars" if language == "en" else "50 звёзд"
    ).first.click()
    await expect(mini.main).to_have_text(words.pay)
    await no_wider_than_the_phone(mini)
    await mini.main.click()
    await expect(mini.app.get_by_text(words.added)).to_be_visible()
    await expect(mini.balance).to_have_text("50")
    await no_wider_than_the_phone(mini)
    assert [one["available"] for one in (await program.get(alice, "/balances"))["items"]] == ["50"]

    await mini.button(words.refund).click()
    await expect(mini.main).to_have_text(words.refund_sure)
    await mini.main.click()
    await expect(mini.app.get_by_text(words.refunded)).to_be_visible()
    await expect(mini.balance).to_have_text("0")
    person = await program.world.get(f"/people/{alice}")
    assert person["stars"] == "1000"

    await mini.main.click()
    await mini.button(words.statement).first.click()
    rows = mini.app.locator(".card .row")
    await expect(rows).to_have_count(2)
    await expect(rows.nth(1)).to_contain_text(words.line)
    await expect(rows.nth(1)).to_contain_text("+50")
    await no_wider_than_the_phone(mini)


async def test_a_payment_that_was_left_takes_nothing(program: Program, page: OpenPage) -> None:
    alice = await program.newcomer()
    mini = await program.open(page, alice, start="topup_777", how="decline")
    await expect(mini.main).to_have_text("Pay 777\N{NO-BREAK SPACE}⭐")
    await mini.main.click()
    await expect(mini.app.get_by_text("Not paid. Nothing was taken.")).to_be_visible()
    await expect(mini.main).to_be_enabled()
    await expect(mini.balance).to_have_text("0")


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("14", "At least 15 Stars"),
        ("1000001", "At most 1,000,000 Stars"),
        ("1.5", "Only digits, please: whole Stars"),
        ("-50", "Only digits, please: whole Stars"),
        ("\u0665\u0660", "Only digits, please: whole Stars"),
    ],
)
async def test_an_own_amount_that_cannot_be_is_told_before_it_is_sent(
    program: Program, page: OpenPage, typed: str, says: str
) -> None:
    mini = await program.open(page, await program.newcomer(), start="topup")
    await mini.app.get_by_label("Or your own amount").fill(typed)
    await expect(mini.app.get_by_text(says)).to_be_visible()
    await expect(mini.main).to_be_disabled()


async def test_a_balance_changes_in_place_when_money_comes_in_elsewhere(
    program: Program, page: OpenPage
) -> None:
    alice = await program.newcomer()
    mini = await program.open(page, alice)
    await expect(mini.balance).to_have_text("0")
    await program.top_up(alice, 1500 - 600)
    await expect(mini.balance).to_have_text("900")
    await expect(mini.app.locator(".row", has_text="+900")).to_be_visible()


async def lose_the_first_answer(page: Page, path: str) -> list[str]:
    """The server does what it is asked, but nobody hears of it the first time."""
    keys: list[str] = []

    async def handle(route: Route, request: Request) -> None:
        if request.method != "POST":
            await route.continue_()
            return
        keys.append(request.headers["idempotency-key"])
        if len(keys) == 1:
            await route.fetch()
            await route.abort()
        else:
            await route.continue_()

    await page.route(path, handle)
    return keys


async def test_a_lost_answer_makes_no_second_top_up(
    program: Program, page: OpenPage, watch: Watch
) -> None:
    watch.allow.append("ERR_FAILED")
    alice = await program.newcomer()
    mini = await program.open(page, alice, start="topup_60")
    keys = await lose_the_first_answer(mini.page, "**/api/v1/topups")
    await expect(mini.main).to_be_visible()
    await mini.main.click()
    await expect(mini.app.get_by_text("Added to your balance")).to_be_visible()
    assert len(keys) == 2
    assert keys[0] == keys[1]
    assert len((await program.get(alice, "/topups"))["items"]) == 1


async def test_an_act_cut_off_by_a_reload_goes_out_again_under_its_key(
    program: Program, page: OpenPage, watch: Watch
) -> None:
    watch.allow.append("ERR_FAILED")
    alice = await program.newcomer()
    mini = await program.open(page, alice, start="topup_70")
    keys: list[str] = []

    async def swallow(route: Route, request: Request) -> None:
        if request.method == "POST":
            keys.append(request.headers["idempotency-key"])
            await route.abort()
        else:
            await route.continue_()

    await mini.page.route("**/api/v1/topups", swallow)
    await mini.main.click()
    for _ in range(100):
        if keys:
            break
        await mini.page.wait_for_timeout(50)
    await mini.page.unroute("**/api/v1/topups", swallow)
    mini.page.on("request", lambda sent: keys.append(sent.headers.get("idempotency-key", "")))
    await mini.page.frames[1].evaluate("location.reload()")
    await expect(mini.app.get_by_text("What you began before is done.")).to_be_visible()
    assert {key for key in keys if key} == {keys[0]}
    assert len((await program.get(alice, "/topups"))["items"]) == 1


async def test_the_statement_filters_pages_and_saves(program: Program, page: OpenPage) -> None:
    alice = await program.newcomer(stars="5000")
    # Acts of one person keep a second apart, which a pace shortens.
    await program.world.patch("", {"pace": 50})
    for stars in range(15, 15 + 22):
        await program.top_up(alice, stars)
    await program.world.patch("", {"pace": 1})
    mini = await program.open(page, alice, start="statement")
    await expect(mini.app.locator(".card .row").first).to_contain_text("+36")
    async with mini.page.expect_download() as saved:
        await mini.button("CSV").click()
    text = (await (await saved.value).path()).read_text()
    assert text.splitlines()[0].startswith("id,at,kind,asset,amount")
    assert len(text.splitlines()) == 1 + 22

    await mini.button("Filter").click()
    await mini.app.get_by_label("What").select_option("refund")
    await mini.main.click()
    await expect(mini.app.get_by_text("Nothing fits these filters.")).to_be_visible()
    await mini.button("Clear the filter").click()
    await expect(mini.app.locator(".card .row").first).to_contain_text("+36")
    await mini.app.get_by_role("radio", name="TON").click()
    await expect(mini.app.get_by_text("Nothing fits these filters.")).to_be_visible()
