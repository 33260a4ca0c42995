"""TON in the Mini App: paid from a wallet, withdrawn, confirmed in chat; wallets that sign in."""

from playwright.async_api import FrameLocator, Locator, expect

from tests.browser.app.program import Program
from tests.browser.conftest import OpenPage, Watch
from tests.sandbox.caller import Answer

NBSP = "\N{NO-BREAK SPACE}"


BRIDGE = """
const bridge = { tonconnect: {
  protocolVersion: 2, isWalletBrowser: false,
  deviceInfo: { platform: 'browser', appName: 'soukwallet', appVersion: '1', maxProtocolVersion: 2,
    features: [{ name: 'SendTransaction', maxMessages: 4 }] },
  async connect(version, request) {
    const asked = request.items.find((item) => item.name === 'ton_proof');
    const { account, proof } = await proveByWorld(asked.payload);
    const address = { name: 'ton_addr', address: account.address, network: account.chain,
      walletStateInit: account.walletStateInit, publicKey: account.publicKey };
    return { event: 'connect', id: 1,
      payload: { items: [address, { name: 'ton_proof', proof }], device: this.deviceInfo } };
  },
  async restoreConnection() {
    return { event: 'connect_error', id: 1, payload: { code: 100, message: 'unknown app' } };
  },
  async send() { throw new Error('nothing is sent here'); },
  listen() { return () => {}; },
} };
Object.defineProperty(window, 'soukwallet', { get: () => bridge, set: () => {} });
"""
"""A wallet's extension in a plain browser; the sandbox's own lives in its phones alone."""


async def phone_of(program: Program, page: OpenPage, name: str) -> Locator:
    person = await program.world.get(f"/people/{name}")
    desk = await page(program.world.url, width=1400, height=960)
    await desk.locator("nav.people button", has_text=person["name"]).click()
    phone: Locator = desk.locator(f"#phone-{person['id']}")
    return phone


async def opened(phone: Locator) -> FrameLocator:
    """The app from the button beside the input field."""
    await phone.get_by_role("button", name="Souk", exact=True).last.click()
    app = phone.frame_locator("iframe")
    await expect(app.locator(".balance-chip")).to_be_visible()
    return app


async def test_money_comes_from_a_wallet_and_goes_out_again(
    program: Program, page: OpenPage, watch: Watch
) -> None:
    # What is typed half is refused by the server, and the browser notes it.
    watch.allow.append("409 (Conflict)")
    name = await program.newcomer()
    order = {"person": name, "balance": {"asset": "TON", "amount": "100"}}
    await program.world.make("/wallets", order)
    await program.world.make("/wallets", {"name": f"till-{name}"})
    till = await program.world.get(f"/wallets/till-{name}")
    phone = await phone_of(program, page, name)
    app = await opened(phone)
    main = phone.locator(".app-buttons")
    await app.locator(".balance-chip").click()
    await app.get_by_role("button", name="Deposit").click()
    await expect(app.locator(".code svg path")).to_be_visible()
    await app.get_by_label("Amount").fill("2.5")
    await main.get_by_role("button", name="Pay 2.5").click()
    await app.get_by_role("button", name="Souk wallet").click()
    await (
        phone.get_by_role("dialog", name="Connect the wallet")
        .get_by_role("button", name="Connect", exact=True)
        .click()
    )
    await main.get_by_role("button", name="Pay 2.5").click()
    bill = phone.get_by_role("dialog", name="Confirm the payment")
    comment = await app.locator(".comment").inner_text()
    await expect(bill).to_contain_text(comment)
    await bill.get_by_role("button", name=f"Send 2.5{NBSP}TON").click()
    credited = app.locator(".row", has_text="Credited")
    await expect(credited).to_contain_text(f"+2.5{NBSP}TON")
    held = [
        one for one in (await program.get(name, "/balances"))["items"] if one["asset"] == "TON"
    ]
    assert held == [{"asset": "TON", "available": "2.5", "held": "0"}]

    await phone.locator(".app-bar").get_by_role("button", name="Back").click()
    await app.get_by_role("button", name="Withdraw").click()
    await app.locator("input[name=amount]").fill("3")
    await expect(app.get_by_text("Your balance does not cover")).to_be_visible()
    await app.locator("input[name=amount]").fill("1.5")
    await app.locator("input[name=to]").fill("UQnonsense")
    await expect(app.get_by_text("This is no address of TON")).to_be_visible()
    await app.locator("input[name=to]").fill(till["friendly"])
    await main.get_by_role("button", name="Go on").click()
    await main.get_by_role("button", name=f"Withdraw 1.5{NBSP}TON").click()
    await expect(app.get_by_text("Confirm it in the chat with the bot.")).to_be_visible()
    await program.idle()
    await program.world.post(f"/chats/{name}/press", {"data": "confirm:*"})
    await expect(app.get_by_text("It stands on the chain.")).to_be_visible()
    assert (await program.world.get(f"/wallets/till-{name}?wait_s=20"))["balances"] == [
        {"asset": "TON", "amount": "1.5"}
    ]


async def test_a_wallet_that_was_linked_signs_in_from_a_browser(
    program: Program, page: OpenPage, watch: Watch
) -> None:
    watch.allow.append("401 (Unauthorized)")
    name = await program.newcomer()
    wallet = await program.world.make("/wallets", {"person": name})
    domain = program.url.removeprefix("http://")

    async def prove(payload: str) -> Answer:
        order = {"domain": domain, "payload": payload}
        return await program.world.post(f"/wallets/{name}/proof", order)

    # Nobody has linked it yet.
    browser = await page("about:blank", width=360, height=740)
    await browser.expose_function("proveByWorld", prove)
    await browser.add_init_script(BRIDGE)
    await browser.goto(f"{program.url}/app")
    await browser.get_by_role("button", name="Sign in with a TON wallet").click()
    await browser.get_by_role("button", name="Souk wallet").click()
    await expect(browser.get_by_text("Nobody has linked this wallet.")).to_be_visible()

    phone = await phone_of(program, page, name)
    app = await opened(phone)
    await app.locator(".balance-chip").click()
    await app.get_by_role("button", name="My wallets").click()
    await app.get_by_role("button", name="Link a wallet").click()
    await app.get_by_role("button", name="Souk wallet").click()
    sheet = phone.get_by_role("dialog", name="Connect the wallet")
    await sheet.get_by_role("button", name="Connect", exact=True).click()
    await expect(app.get_by_text("linked just now")).to_be_visible()
    assert (await program.get(name, "/me"))["wallets"] == [wallet["address"]]

    await browser.reload()
    await browser.get_by_role("button", name="Sign in with a TON wallet").click()
    await browser.get_by_role("button", name="Souk wallet").click()
    await expect(browser.locator(".balance-chip .num")).to_have_text("0")

    await app.get_by_role("button", name="Unlink").click()
    await phone.locator(".app-buttons").get_by_role("button", name="Unlink").click()
    await expect(app.get_by_text("No wallet is linked yet.")).to_be_visible()
    assert (await program.get(name, "/me"))["wallets"] == []
