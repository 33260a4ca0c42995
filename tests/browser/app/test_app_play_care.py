"""What stands around a match in the app: list faces, stakes that do not fit, limits, breaks."""

import uuid

import pytest
from playwright.async_api import Locator, Route, expect

from tests.browser.app.program import Mini, Program
from tests.browser.conftest import OpenPage, Watch
from tests.sandbox.caller import Answer

HOSTILE = "<img src=x onerror=alert(1)>\"'&{{7*7}}"
ORDER = {
    "game": "dice",
    "rule": "single",
    "stake": {"asset": "XTR", "amount": "10"},
    "match": "open",
}


async def opened(program: Program, person: str) -> str:
    """A lobby of somebody's, made beside the browser."""
    return str((await act(program, person, "/lobbies", ORDER))["id"])


async def act(program: Program, person: str, path: str, body: Answer) -> Answer:
    headers = {
        "Authorization": f"Bearer {await program.sign_in(person)}",
        "Idempotency-Key": str(uuid.uuid4()),
    }
    url = f"{program.url}/api/v1{path}"
    async with program.session.post(url, json=body, headers=headers) as answer:
        assert answer.ok, await answer.text()
        return await answer.json()


async def test_a_hostile_name_is_only_text_on_every_screen_of_a_match(
    program: Program, page: OpenPage
) -> None:
    eve = await program.newcomer(name=HOSTILE)
    await program.top_up(eve, 50)
    lobby = await opened(program, eve)
    mini = await program.open(page, await program.newcomer(), start="play")
    row = mini.app.locator("button.row", has_text=HOSTILE)
    await row.click()
    await expect(mini.app.get_by_role("dialog")).to_contain_text(HOSTILE)
    match = await program.open(page, await program.newcomer(), start=f"match_{lobby}")
    await expect(match.app.locator(".verdict")).to_contain_text(HOSTILE)
    for one in (mini, match):
        assert await one.app.locator("img").count() == 0


async def test_a_list_that_cannot_be_read_says_so_and_is_tried_again(
    program: Program, page: OpenPage, watch: Watch
) -> None:
    watch.allow.append("503")
    mini = await program.open(page, await program.newcomer())
    await expect(mini.balance).to_have_text("0")

    async def refuse(route: Route) -> None:
        error = {"error": {"code": "unavailable", "text": "A short break.", "fields": {}}}
        await route.fulfill(status=503, json=error, headers={"Retry-After": "60"})

    await mini.page.route("**/api/v1/games/history*", refuse)
    tabs = mini.app.get_by_role("navigation").get_by_role("button")
    await tabs.filter(has_text="Play").click()
    await mini.button("History").click()
    await expect(mini.app.get_by_role("alert")).to_contain_text("A short break.")
    await expect(mini.app.get_by_role("alert")).to_contain_text("Your money is safe")
    await mini.page.unroute("**/api/v1/games/history*")
    await mini.button("Try again").click()
    await expect(mini.app.get_by_text("You have not played yet.")).to_be_visible()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("9", "At least 10"),
        ("10.5", "Only digits"),
        ("1e3", "Only digits"),
        ("10001", "At most 10,000"),
        ("60", "not enough for this stake"),
    ],
)
async def test_a_stake_that_does_not_fit_cannot_be_put(
    program: Program, page: OpenPage, typed: str, said: str
) -> None:
    person = await program.newcomer()
    await program.top_up(person, 50)
    mini = await program.open(page, person, start="play")
    await mini.app.locator(".lead-act button").click()
    await mini.app.locator(".sheet input").fill(typed)
    await expect(mini.app.get_by_role("dialog")).to_contain_text(said)
    await expect(mini.main).to_be_disabled()


async def test_a_limit_goes_down_at_once_and_up_after_a_day(
    program: Program, page: OpenPage
) -> None:
    mini = await program.open(page, await program.newcomer(), start="limits")
    await set_limit(mini, mini.button("Set a limit"), "100")
    await set_limit(mini, mini.app.locator("button.row", has_text="Losses"), "50")
    row = mini.app.locator(".limit")
    await expect(row).to_contain_text("50")
    await expect(row.locator(".pending")).to_have_count(0)
    await set_limit(mini, mini.app.locator("button.row", has_text="Losses"), "80")
    await expect(row.locator(".pending")).to_contain_text("asked for")
    await expect(row.locator(".row").first).to_contain_text("50")
    await program.world.post("/clock/advance", {"seconds": 86_401})
    await program.idle()
    again = await program.open(page, await whose(mini), start="limits")
    await again.button("Yes, change it").click()
    await expect(again.app.locator(".limit .row").first).to_contain_text("80")
    await expect(again.app.locator(".pending")).to_have_count(0)


async def whose(mini: Mini) -> str:
    return str(await mini.page.evaluate("new URLSearchParams(location.search).get('person')"))


async def set_limit(mini: Mini, opener: Locator, amount: str) -> None:
    await opener.click()
    await mini.app.locator(".sheet input").fill(amount)
    await mini.main.click()
    await expect(mini.app.get_by_role("dialog")).to_have_count(0)


async def test_self_exclusion_takes_two_steps_and_closes_play(
    program: Program, page: OpenPage, watch: Watch
) -> None:
    watch.allow.append("409")
    person = await program.newcomer()
    await program.top_up(person, 50)
    mini = await program.open(page, person, start="limits")
    await mini.button("Exclude yourself").click()
    await mini.main.filter(has_text="Go on").click()
    await expect(mini.main.filter(has_text="Exclude me")).to_be_disabled()
    await mini.app.get_by_role("checkbox").check()
    await mini.main.filter(has_text="Exclude me").click()
    await expect(mini.app.get_by_text("You have excluded yourself")).to_be_visible()
    play = await program.open(page, person, start="play")
    await expect(play.app.get_by_text("You have excluded yourself")).to_be_visible()
    await play.app.locator(".lead-act button").click()
    await play.main.click()
    await play.main.filter(has_text="I have read it").click()
    await expect(play.app.locator(".toast.bad")).to_be_visible()
    assert (await program.get(person, "/lobbies?mine=1"))["items"] == []


async def test_the_plot_is_read_only_where_it_is_shown(program: Program, page: OpenPage) -> None:
    mini = await program.open(page, await program.newcomer(), start="play")
    asked: list[str] = []
    mini.page.on("request", lambda request: asked.append(request.url))
    await expect(mini.button("Fairness")).to_be_visible()
    assert not any("uplot" in url for url in asked)
    await played(program)
    await mini.button("Fairness").click()
    await expect(mini.app.locator(".plot canvas")).to_be_visible()
    await expect(mini.app.locator(".counts tbody tr")).to_have_count(6)
    assert any("uplot.js" in url for url in asked)


async def played(program: Program) -> None:
    """One match, so that there is something to count."""
    alice, bob = [await program.newcomer() for _ in range(2)]
    for person in (alice, bob):
        await program.top_up(person, 50)
    lobby = await opened(program, alice)
    await act(program, bob, f"/lobbies/{lobby}/join", {})
    await program.idle()
    for person, value in ((alice, 5), (bob, 3)):
        await program.world.put("/dice", {person: [value]})
        await program.world.make(f"/chats/{person}/messages", {"dice": "🎲"})
        await program.idle()
