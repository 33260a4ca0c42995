"""Chats on the phones of the sandbox page."""

import re

from playwright.async_api import FilePayload, Locator, expect

from tests.browser.conftest import OpenPage
from tests.browser.desk import Desk, phone, say


async def test_text_is_shown_with_its_entities_and_never_as_markup(
    desk: Desk, page: OpenPage
) -> None:
    alice = phone(await page(desk.url))
    text = alice.locator(".text", has_text="Welcome")
    await expect(text.locator("b")).to_have_text("Welcome")
    await expect(text.locator("i")).to_have_text("to")
    await expect(text.locator("code")).to_have_text("Souk")
    await expect(text).to_contain_text("<img src=x>")
    assert await text.locator("img").count() == 0
    spoiler = text.locator(".spoiler")
    await expect(spoiler).to_have_class(re.compile("^spoiler ?$"))
    await spoiler.click()
    await expect(spoiler).to_have_class(re.compile("open"))
    await text.locator(".link", has_text="invite").click()
    await alice.get_by_role("button", name="Start", exact=True).click()
    await expect(alice.locator(".own", has_text="/start")).to_have_count(2)
    assert desk.bot.heard[-1] == "/start ref_ab12"


async def test_what_a_person_types_cannot_become_a_script(desk: Desk, page: OpenPage) -> None:
    alice = phone(await page(desk.url))
    nasty = "<script>window.owned = 1</script><img src=x onerror=alert(1)>"
    await say(alice, nasty)
    await expect(alice.locator(".own .text").last).to_contain_text(nasty)
    assert await alice.page.evaluate("window.owned === undefined")


async def test_buttons_toast_alert_edit_in_place_and_copy(desk: Desk, page: OpenPage) -> None:
    alice = phone(await page(desk.url))
    await alice.get_by_role("button", name="Alert").click()
    popup = alice.get_by_role("alertdialog")
    await expect(popup).to_contain_text("You pressed alert")
    await popup.get_by_role("button", name="OK").click()
    await expect(popup).to_have_count(0)
    await alice.get_by_role("button", name="Copy").click()
    await expect(alice.locator(".toast")).to_have_text("Copied")
    assert await alice.page.evaluate("navigator.clipboard.readText()") == "K7Q2"
    await alice.get_by_role("button", name="Toast").click()
    await expect(alice.locator(".toast")).to_have_text("You pressed toast")
    await expect(alice.locator(".bubble", has_text="Edited in place")).to_be_visible()
    assert desk.bot.heard[-2:] == ["alert", "toast"]


async def test_the_keyboard_of_the_bot_and_its_commands(desk: Desk, page: OpenPage) -> None:
    alice = phone(await page(desk.url))
    await say(alice, "/menu")
    await alice.locator(".reply-keyboard").get_by_role("button", name="Wallet").click()
    await expect(alice.locator(".own", has_text="Wallet")).to_be_visible()
    await alice.get_by_role("button", name="Menu", exact=True).click()
    await alice.locator(".commands").get_by_role("button", name="/menu").click()
    await expect(alice.locator(".own", has_text="/menu")).to_have_count(2)


async def test_reply_edit_forward_delete_and_react(desk: Desk, page: OpenPage) -> None:
    alice = phone(await page(desk.url))
    welcome = alice.locator(".their .bubble", has_text="Welcome")

    async def choose(bubble: Locator, act: str) -> None:
        await bubble.click(button="right", position={"x": 30, "y": 10})
        await alice.get_by_role("menuitem", name=act).click()

    await choose(welcome, "Reply")
    await say(alice, "An answer")
    own = alice.locator(".own .bubble", has_text="An answer")
    await expect(own.locator(".quoted")).to_contain_text("Welcome")
    await choose(own, "Edit")
    await expect(alice.locator("textarea")).to_have_value("An answer")
    await say(alice, "A better answer")
    await expect(own.first).to_have_count(0)
    better = alice.locator(".own .bubble", has_text="A better answer")
    await expect(better).to_contain_text("edited")
    await choose(welcome, "👍")
    await expect(welcome.locator(".reactions")).to_contain_text("👍")
    await choose(better, "Forward")
    await alice.locator(".picks").get_by_role("button", name="Souk").click()
    await expect(alice.locator(".forwarded")).to_contain_text("Alice")
    await choose(better.first, "Delete")
    await expect(better).to_have_count(1)


async def test_dice_follow_what_was_set_on_the_desk(desk: Desk, page: OpenPage) -> None:
    there = await page(desk.url)
    alice = phone(there)
    await there.get_by_role("button", name="Chance").click()
    await there.get_by_label("Next throws of Alice").fill("6 2")
    await there.get_by_label("Next throws of Alice").press("Enter")
    await there.keyboard.press("Escape")
    await expect(there.get_by_role("button", name="Chance")).to_contain_text("2")
    for value in (6, 2):
        await alice.get_by_role("button", name="Attach").click()
        await alice.get_by_role("menuitem", name="Throw 🎲").click()
        await expect(alice.get_by_role("img", name=f"🎲 {value}")).to_be_visible()
    assert [word for word in desk.bot.heard if word.startswith("dice")] == ["dice 6", "dice 2"]


async def test_a_payment_by_the_sheet_gives_a_receipt(desk: Desk, page: OpenPage) -> None:
    alice = phone(await page(desk.url))
    await say(alice, "/buy")
    await alice.locator(".inline-keyboard .key", has_text="Pay").click()
    sheet = alice.get_by_role("dialog", name="Confirm your purchase")
    await expect(sheet).to_contain_text("Credit")
    await sheet.get_by_role("button", name="Confirm and pay").click()
    await expect(sheet.get_by_role("heading", name="Paid")).to_be_visible()
    await expect(sheet).to_have_count(0)
    await expect(alice.locator(".event", has_text="You paid 50 Stars")).to_be_visible()
    await expect(alice.locator(".balance")).to_have_text("950")
    await alice.get_by_role("button", name="Receipt").click()
    receipt = alice.get_by_role("dialog", name="Receipt")
    charge = (await desk.world.get("/charges?person=alice"))["items"][0]
    await expect(receipt).to_contain_text(charge["id"])


async def test_a_refused_payment_says_the_words_of_the_bot(desk: Desk, page: OpenPage) -> None:
    alice = phone(await page(desk.url))
    desk.bot.refuse = "Not today"
    await say(alice, "/buy")
    await alice.locator(".inline-keyboard .key", has_text="Pay").click()
    sheet = alice.get_by_role("dialog", name="Confirm your purchase")
    await sheet.get_by_role("button", name="Confirm and pay").click()
    await expect(sheet).to_contain_text("Not today")
    await sheet.locator(".button", has_text="Close").click()
    await expect(alice.locator(".balance")).to_have_text("1 000".replace(" ", "\u202f"))


async def test_too_few_stars_are_said_before_paying(desk: Desk, page: OpenPage) -> None:
    await desk.world.patch("/people/alice", {"stars": "20"})
    alice = phone(await page(desk.url))
    await say(alice, "/buy")
    await alice.locator(".inline-keyboard .key", has_text="Pay").click()
    sheet = alice.get_by_role("dialog", name="Confirm your purchase")
    await expect(sheet).to_contain_text("You are 30 Stars short")
    await sheet.get_by_role("button", name="Get 30 Stars").click()
    await expect(sheet.get_by_role("button", name="Confirm and pay")).to_be_visible()


async def test_typing_is_shown_and_a_blocked_bot_can_be_let_in_again(
    desk: Desk, page: OpenPage
) -> None:
    alice = phone(await page(desk.url))
    await expect(alice.locator(".chat-title small")).to_have_text("bot")
    await desk.bot.bot.send_chat_action(1001, "typing")
    await expect(alice.locator(".chat-title small")).to_have_text("typing…")
    await desk.world.patch("/people/alice", {"blocked": True})
    await alice.get_by_role("button", name="Unblock the bot").click()
    await expect(alice.locator("textarea")).to_be_visible()
    assert (await desk.world.get("/people/alice"))["blocked"] is False


async def test_inline_mode_asks_while_one_types(desk: Desk, page: OpenPage) -> None:
    alice = phone(await page(desk.url))
    await alice.locator("textarea").fill("@souk_bot plush")
    await alice.locator(".inline-results").get_by_role("button", name="Found plush").click()
    await expect(alice.locator(".own", has_text="I chose plush")).to_contain_text("@souk_bot")


async def test_a_photo_goes_out_and_is_shown(desk: Desk, page: OpenPage) -> None:
    alice = phone(await page(desk.url))
    await alice.get_by_role("button", name="Attach").click()
    png = await alice.screenshot()
    picture = FilePayload(name="a.png", mimeType="image/png", buffer=png)
    await alice.locator('input[accept="image/*"]').set_input_files(picture)
    photo = alice.locator(".own img.photo")
    await expect(photo).to_be_visible()
    await expect(photo).to_have_js_property("complete", value=True)
    assert await photo.evaluate("picture => picture.naturalWidth") > 0
    assert desk.bot.heard[-1] == "photo"
