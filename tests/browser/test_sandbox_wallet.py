"""The wallet of a person at the sandbox page: what is in it, and what an app may ask of it."""

from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup, WebAppInfo
from playwright.async_api import FrameLocator, Locator, expect

from tests.browser.conftest import OpenPage
from tests.browser.desk import Desk, phone

ALICE = 1001
HUNDRED = {"asset": "TON", "amount": "100"}
# The comment "K7Q2": a cell with four zero bytes and the text.
COMMENT = "te6ccgEBAQEACgAAEAAAAABLN1Ey"


async def shop(desk: Desk, page: OpenPage) -> tuple[Locator, FrameLocator]:
    """Alice's phone with a stranger's Mini App open in it."""
    where = phone(await page(desk.url))
    button = InlineKeyboardButton(text="Shop", web_app=WebAppInfo(url=f"{desk.bot.url}/wallet"))
    await desk.bot.bot.send_message(
        ALICE, "Welcome", reply_markup=InlineKeyboardMarkup(inline_keyboard=[[button]])
    )
    await where.get_by_role("button", name="Shop").click()
    app = where.frame_locator("iframe")
    await expect(app.locator("#log")).to_contain_text("bridge 2 false soukwallet")
    return where, app


async def connect(where: Locator, app: FrameLocator) -> None:
    await app.locator("#connect").click()
    sheet = where.get_by_role("dialog", name="Connect the wallet")
    await expect(sheet).to_contain_text("a signed proof that the wallet is yours")
    await sheet.get_by_role("button", name="Connect", exact=True).click()
    await expect(app.locator("#log")).to_contain_text("connect ton_addr,ton_proof")


async def test_a_new_wallet_shows_what_comes_and_goes(desk: Desk, page: OpenPage) -> None:
    alice = phone(await page(desk.url))
    await alice.get_by_role("button", name="Wallet of Alice").click()
    sheet = alice.get_by_role("dialog", name="Wallet")
    await sheet.get_by_role("button", name="Open a wallet with 100 TON").click()
    await expect(sheet.locator(".held-most")).to_have_text("100\u00a0TON")
    await desk.world.make("/wallets", {"name": "bob"})
    order = {"to": "bob", "value": {"asset": "TON", "amount": "1.5"}, "comment": "K7Q2"}
    await desk.world.post("/wallets/alice/transfers", order)
    line = sheet.locator(".move", has_text="To bob")
    await expect(line).to_contain_text("K7Q2")
    await expect(line).to_contain_text("\u22121.5\u00a0TON")
    await sheet.get_by_role("button", name="Get 10 TON").click()
    await expect(sheet.locator(".move", has_text="From faucet")).to_have_count(2)


async def test_an_app_is_connected_only_when_the_person_says_so(
    desk: Desk, page: OpenPage
) -> None:
    wallet = await desk.world.make("/wallets", {"person": "alice", "balance": HUNDRED})
    where, app = await shop(desk, page)
    await app.locator("#restore").click()
    await expect(app.locator("#log")).to_contain_text("connect_error 100")
    await app.locator("#connect").click()
    sheet = where.get_by_role("dialog", name="Connect the wallet")
    await sheet.get_by_role("button", name="Reject").click()
    await expect(app.locator("#log")).to_contain_text("connect_error 300")
    await connect(where, app)
    event = await app.locator("html").evaluate("() => window.connected")
    account, proof = event["payload"]["items"]
    assert account["address"] == wallet["address"]
    assert account["network"] == "-3"
    assert account["publicKey"] == wallet["public_key"]
    assert proof["proof"]["payload"] == "nonce-1"
    assert proof["proof"]["domain"]["value"] == desk.bot.url.removeprefix("http://")
    await app.locator("#restore").click()
    await expect(app.locator("#log li").last).to_have_text("connect ton_addr")
    await app.locator("#forget").click()
    await app.locator("#restore").click()
    await expect(app.locator("#log li").last).to_have_text("connect_error 100")


async def test_a_payment_is_shown_and_sent_only_when_the_person_says_so(
    desk: Desk, page: OpenPage
) -> None:
    await desk.world.make("/wallets", {"person": "alice", "balance": HUNDRED})
    shop_wallet = await desk.world.make("/wallets", {"name": "till"})
    where, app = await shop(desk, page)
    await connect(where, app)
    bill = {"to": shop_wallet["bounceable"], "amount": "2500000000", "payload": COMMENT}
    await app.locator("html").evaluate("(root, bill) => { window.bill = bill; }", bill)
    await app.locator("#pay").click()
    sheet = where.get_by_role("dialog", name="Confirm the payment")
    for text in ("till", "K7Q2", "2.5\u00a0TON", "balance 100\u00a0TON"):
        await expect(sheet).to_contain_text(text)
    await sheet.get_by_role("button", name="Reject").click()
    await expect(app.locator("#log")).to_contain_text("refused 300 7")
    assert (await desk.world.get("/wallets/till"))["balances"][0]["amount"] == "0"
    await app.locator("#pay").click()
    await sheet.get_by_role("button", name="Send 2.5\u00a0TON").click()
    await expect(app.locator("#log")).to_contain_text("paid 7")
    sent = await app.locator("html").evaluate("() => window.paid")
    assert sent["result"].startswith("te6cc")
    await where.locator(".app-bar").get_by_role("button", name="Close").click()
    await where.get_by_role("button", name="Wallet of Alice").click()
    home = where.get_by_role("dialog", name="Wallet")
    await expect(home.locator(".move", has_text="To till")).to_contain_text("\u22122.5\u00a0TON")


async def test_what_an_app_asked_goes_with_the_app(desk: Desk, page: OpenPage) -> None:
    await desk.world.make("/wallets", {"person": "alice", "balance": HUNDRED})
    where, app = await shop(desk, page)
    await app.locator("#connect").click()
    sheet = where.get_by_role("dialog", name="Connect the wallet")
    await expect(sheet).to_be_visible()
    await app.locator("html").evaluate("() => Telegram.WebApp.close()")
    await expect(where.locator("iframe")).to_have_count(0)
    await expect(sheet).to_have_count(0)
