"""The frame of the Mini App: weight, themes, places, errors, hostile names, the plain browser."""

import gzip

import pytest
from playwright.async_api import Page, Response, Route, expect

from tests.browser.app.program import Program
from tests.browser.conftest import OpenPage, Watch

FIRST_LOAD_BYTES = 60_000
HOSTILE = "<img src=x onerror=alert(1)>\"'&{{7*7}}"


def answers_of(tab: Page) -> list[Response]:
    """Every answer that the page gets from now on."""
    answers: list[Response] = []

    def hear(answer: Response) -> None:
        answers.append(answer)

    tab.on("response", hear)
    return answers


async def test_the_first_load_is_light(program: Program, page: OpenPage) -> None:
    """All that a first visit asks of us, as it goes over the wire; Telegram's script apart."""
    alice = await program.newcomer()
    tab = await page("about:blank", width=360, height=740)
    answers = answers_of(tab)
    await tab.goto(await program.launch(alice))
    await expect(tab.locator(".total-sum")).to_contain_text("0")
    await tab.wait_for_load_state("networkidle")
    sizes = {}
    for answer in answers:
        if answer.url.startswith(program.url):
            sizes[answer.url] = len(gzip.compress(await answer.body(), 9))
    assert len(sizes) > 10
    assert sum(sizes.values()) < FIRST_LOAD_BYTES, sizes


async def test_static_files_are_compressed_and_kept_for_ever(
    program: Program, page: OpenPage
) -> None:
    tab = await page("about:blank")
    answers = answers_of(tab)
    await tab.goto(f"{program.url}/app")
    await tab.wait_for_load_state("networkidle")
    scripts = [one for one in answers if one.url.startswith(f"{program.url}/static/")]
    scripts = [one for one in scripts if one.url.endswith(".js")]
    assert len(scripts) > 10
    for one in scripts:
        headers = await one.all_headers()
        assert headers["content-encoding"] == "gzip", one.url
        assert "immutable" in headers["cache-control"], one.url


async def test_nothing_secret_stands_in_an_address(program: Program, page: OpenPage) -> None:
    alice = await program.newcomer()
    tab = await page("about:blank", width=360, height=740)
    answers = answers_of(tab)
    address = await program.launch(alice)
    await tab.goto(address)
    await expect(tab.locator(".total-sum")).to_contain_text("0")
    token = await tab.evaluate("Object.values(sessionStorage).join()")
    assert '"token"' in token
    assert "tgWebAppData" not in tab.url
    assert len(answers) > 10
    for answer in answers:
        asked = answer.url.partition("#")[0]
        assert "hash%3D" not in asked
        assert "token=" not in asked


async def test_a_hostile_name_is_only_text(program: Program, page: OpenPage) -> None:
    alice = await program.newcomer(name=HOSTILE)
    mini = await program.open(page, alice, start="profile")
    await expect(mini.app.locator(".person-name")).to_have_text(HOSTILE)
    terms = await program.newcomer(name=HOSTILE, accepted=False)
    gate = await program.open(page, terms)
    await expect(gate.app.get_by_role("heading", name="Welcome")).to_contain_text(HOSTILE)
    assert await gate.app.locator("img").count() == 0


async def test_the_theme_is_followed_live(program: Program, page: OpenPage) -> None:
    mini = await program.open(page, await program.newcomer())
    await expect(mini.app.locator("html")).to_have_attribute("data-scheme", "light")
    dark = {"bg_color": "#101010", "section_bg_color": "#123456", "text_color": "#fefefe"}
    await mini.page.evaluate("theme => send('theme_changed', { theme_params: theme })", dark)
    await expect(mini.app.locator("html")).to_have_attribute("data-scheme", "dark")
    await expect(mini.app.locator(".total")).to_have_css("background-color", "rgb(18, 52, 86)")
    assert (await mini.told("web_app_set_header_color"))[-1] == {"color_key": "secondary_bg_color"}


@pytest.mark.parametrize(
    ("start", "heading"),
    [
        ("wallet", "Wallet"),
        ("statement", "Statement"),
        ("profile", "Profile"),
        ("inbox", "Inbox"),
        ("play", "Games"),
        ("limits", "Limits and breaks"),
        ("gifts", "Gifts"),
        ("collection_x__y", "Gifts"),
        ("portfolio", "My gifts"),
        ("match_abc", "Match"),
        ("ref_ab12", "Souk"),
        ("__proto__", "Souk"),
        ("constructor", "Souk"),
    ],
)
async def test_a_deep_link_leads_to_its_screen(
    program: Program, page: OpenPage, watch: Watch, start: str, heading: str
) -> None:
    # A match that is not there: the screen says so.
    watch.allow.append("/lobbies/abc")
    mini = await program.open(page, await program.newcomer(), start=start)
    await expect(mini.app.get_by_role("heading", name=heading, level=1)).to_be_visible()


async def test_the_back_button_leads_up_and_sheets_close_first(
    program: Program, page: OpenPage
) -> None:
    mini = await program.open(page, await program.newcomer(), start="topup")
    await expect(mini.app.get_by_role("dialog")).to_be_visible()
    await mini.back.click()
    await expect(mini.app.get_by_role("dialog")).to_have_count(0)
    await expect(mini.app.get_by_role("heading", name="Wallet")).to_be_visible()
    await mini.back.click()
    await expect(mini.app.get_by_role("heading", name="Souk")).to_be_visible()
    await expect(mini.back).to_be_hidden()


async def test_areas_that_are_not_open_say_so_and_have_no_dead_buttons(
    program: Program, page: OpenPage
) -> None:
    mini = await program.open(page, await program.newcomer())
    tabs = mini.app.get_by_role("navigation").get_by_role("button")
    await expect(tabs).to_have_text(["Home", "Gifts", "Play", "Deals", "Events"])
    for name in ("Deals", "Events"):
        await tabs.filter(has_text=name).click()
        await expect(mini.app.get_by_text("Opens soon")).to_be_visible()
        await expect(mini.app.locator("main button")).to_have_count(1)
    assert len(await mini.told("web_app_trigger_haptic_feedback")) >= 2


async def test_a_failed_read_says_so_and_is_tried_again(
    program: Program, page: OpenPage, watch: Watch
) -> None:
    watch.allow.append("503")
    mini = await program.open(page, await program.newcomer())
    await expect(mini.balance).to_have_text("0")

    async def refuse(route: Route) -> None:
        error = {"error": {"code": "unavailable", "text": "A short break.", "fields": {}}}
        await route.fulfill(status=503, json=error, headers={"Retry-After": "60"})

    await mini.page.route("**/api/v1/statement*", refuse)
    await mini.app.locator(".quick").get_by_role("button", name="Statement").click()
    await expect(mini.app.get_by_role("alert")).to_contain_text("A short break.")
    await expect(mini.app.get_by_role("alert")).to_contain_text("Your money is safe.")
    await mini.page.unroute("**/api/v1/statement*", refuse)
    await mini.button("Try again").click()
    await expect(mini.app.get_by_text("Nothing has moved yet.")).to_be_visible()


async def test_a_screen_that_could_not_be_fetched_is_fetched_again(
    program: Program, page: OpenPage, watch: Watch
) -> None:
    watch.allow.append("ERR_FAILED")
    mini = await program.open(page, await program.newcomer())
    await expect(mini.balance).to_have_text("0")

    async def lose(route: Route) -> None:
        await route.abort()

    await mini.page.route("**/screens/statement.js", lose)
    await mini.app.locator(".quick").get_by_role("button", name="Statement").click()
    await expect(mini.app.get_by_text("This screen could not be loaded.")).to_be_visible()
    await mini.page.unroute("**/screens/statement.js", lose)
    await mini.button("Try again").click()
    await expect(mini.app.get_by_text("Nothing has moved yet.")).to_be_visible()


async def test_retry_after_is_honoured(program: Program, page: OpenPage, watch: Watch) -> None:
    watch.allow.append("429")
    mini = await program.open(page, await program.newcomer())
    await expect(mini.balance).to_have_text("0")
    times: list[float] = []

    async def once(route: Route) -> None:
        times.append(await mini.page.evaluate("performance.now()"))
        if len(times) == 1:
            error = {"error": {"code": "too-many-requests", "text": "Slower.", "fields": {}}}
            await route.fulfill(status=429, json=error, headers={"Retry-After": "1"})
        else:
            await route.continue_()

    await mini.page.route("**/api/v1/topups*", once)
    await mini.app.locator(".quick").get_by_role("button", name="Wallet").click()
    await expect(mini.app.get_by_text("No top-up yet.")).to_be_visible()
    assert times[1] - times[0] >= 1000


BUTTONS = """() => [...document.querySelectorAll("button")].map((b) => {
  const { width, height } = b.getBoundingClientRect();
  return { width, height, name: b.ariaLabel || b.innerText.trim(), html: b.outerHTML };
}).filter((b) => b.width && b.height)"""


async def test_every_button_can_be_hit_with_a_thumb(program: Program, page: OpenPage) -> None:
    alice = await program.newcomer()
    await program.top_up(alice, 50)
    places = ("", "wallet", "topup", "statement", "profile", "notices", "sessions", "inbox")
    mini = await program.open(page, alice)
    title, inside, last = mini.app.locator("h1"), mini.page.frames[-1], ""
    for start in (*places, "gifts", "collections", "markets", "alerts", "portfolio", "baskets"):
        await inside.evaluate("place => { location.hash = `#/${place}`; }", start)
        if start == "topup":
            # A sheet over the wallet.
            await expect(mini.app.get_by_role("dialog")).to_be_visible()
        else:
            await expect(title).not_to_have_text(last)
        last = await title.inner_text()
        await expect(mini.app.locator(".bone")).to_have_count(0)
        buttons = await inside.evaluate(BUTTONS)
        assert buttons, start
        for button in buttons:
            assert button["height"] >= 44, (start, button)
            assert button["width"] >= 44, (start, button)
            assert button["name"], (start, button)


async def test_the_landing_page_signs_in_and_shows_its_own_buttons(
    program: Program, page: OpenPage
) -> None:
    alice = await program.newcomer()
    landing = await page(program.url, width=1280, height=900)
    await expect(landing.get_by_role("heading", level=1)).to_be_visible()
    await expect(landing.locator("iframe[title='Telegram Login Widget']")).to_be_visible()
    launch = await program.world.post(f"/people/{alice}/launch", {"kind": "login_widget"})
    await landing.goto(launch["url"])
    await expect(landing.locator(".total-sum")).to_contain_text("0")
    assert "hash=" not in landing.url
    await landing.get_by_role("button", name="Wallet", exact=True).click()
    await landing.get_by_role("button", name="Top up with Stars").click()
    await expect(landing.get_by_role("dialog").get_by_role("button", name="Pay")).to_be_visible()
    await landing.keyboard.press("Escape")
    await landing.get_by_role("button", name="Back").click()
    await expect(landing.get_by_role("heading", name="Souk")).to_be_visible()


async def test_who_signs_in_by_the_widget_comes_back_to_the_place(
    program: Program, page: OpenPage
) -> None:
    alice = await program.newcomer()
    tab = await page(f"{program.url}/app#/portfolio", width=360, height=740)
    await expect(tab.locator("iframe[title='Telegram Login Widget']")).to_be_visible()
    launch = await program.world.post(f"/people/{alice}/launch", {"kind": "login_widget"})
    await tab.goto(launch["url"])
    await expect(tab.get_by_role("heading", name="My gifts")).to_be_visible()
    assert tab.url == f"{program.url}/app#/portfolio"


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("path", ["/", "/terms", "/privacy", "/docs", "/no-such-page"])
async def test_pages_fit_a_phone(
    program: Program, page: OpenPage, watch: Watch, path: str, language: str
) -> None:
    watch.allow.append("404")
    tab = await page(f"{program.url}{path}?lang={language}", width=360, height=740, theme="dark")
    await expect(tab.locator("html")).to_have_attribute("lang", language)
    await expect(tab.get_by_role("heading", level=1)).to_be_visible()
    assert await tab.evaluate("document.documentElement.scrollWidth <= innerWidth")


async def test_amounts_are_exact(program: Program, page: OpenPage) -> None:
    """Beyond 2^53 and to the nano: what is shown is what was told."""
    tab = await page(f"{program.url}/app", width=360, height=740)
    await expect(tab.get_by_role("heading", name="Souk")).to_be_visible()
    shown = await tab.evaluate(
        """async () => {
          const main = document.querySelector('script[type=module]').src;
          const { number, sum, movement } = await import(new URL('format.js', main));
          return [
            number('9007199254740993.000000001'), sum('0.1', '0.2'),
            sum('9007199254740993', '1'), movement({ asset: 'TON', amount: '-1.5' }),
          ];
        }"""
    )
    assert shown == [
        "9,007,199,254,740,993.000000001",
        "0.3",
        "9007199254740994",
        "\N{MINUS SIGN}1.5\N{NO-BREAK SPACE}TON",
    ]
