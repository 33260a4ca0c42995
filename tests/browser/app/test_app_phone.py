"""The Mini App where a newcomer meets it: in a phone of the sandbox page, paid in its sheet."""

from typing import NamedTuple

import pytest
from playwright.async_api import expect

from tests.browser.app.program import Program
from tests.browser.conftest import OpenPage


class Words(NamedTuple):
    """One of the two first people, and what stands on the way in their language."""

    person: int
    start: str
    begin: str
    pay: str
    confirm: str
    added: str


ALICE = Words(1001, "", "Agree and begin", "Pay 50", "Confirm and pay", "Added to your balance")
BOB = Words(
    1002,
    "Начать",
    "Согласиться и начать",
    "Оплатить 50",
    "Подтвердить и оплатить",
    "Зачислено на ваш баланс",
)


@pytest.mark.parametrize("words", [ALICE, BOB], ids=["en", "ru"])
async def test_a_top_up_in_a_phone_of_the_sandbox(
    program: Program, page: OpenPage, words: Words
) -> None:
    desk = await page(program.world.url, width=1400, height=960)
    phone = desk.locator(f"#phone-{words.person}")
    if words.start:
        await phone.get_by_role("button", name=words.start).click()
    await phone.get_by_role("button", name="Souk", exact=True).last.click()
    app = phone.frame_locator("iframe")
    await app.get_by_role("checkbox").check()
    buttons = phone.locator(".app-buttons")
    await buttons.get_by_role("button", name=words.begin).click()
    await app.locator(".quick button").first.click()
    await buttons.get_by_role("button", name=words.pay).click()
    await phone.get_by_role("button", name=words.confirm).click()
    await expect(app.get_by_text(words.added)).to_be_visible()
    await expect(app.locator(".balance-chip .num")).to_have_text("50")
    await expect(phone.locator(".balance")).to_have_text("950")
