"""A match of two phones: opened, joined, thrown in the chat, seen from both sides."""

import re
from dataclasses import dataclass
from typing import NamedTuple

import pytest
from playwright.async_api import expect

from tests.browser.app.program import Mini, Program
from tests.browser.conftest import OpenPage


class Words(NamedTuple):
    """What stands on the way in a language."""

    language: str
    new: str
    stake: str
    seen: str
    waiting: str
    join: str
    yours: str
    thrown: str
    won: str
    lost: str
    check: str
    valid: str
    rematch: str
    asked: str


EN = Words(
    "en",
    "New match",
    "Stake 10",
    "I have read it",
    "Waiting for an opponent",
    "Play against",
    "Your throw!",
    "has thrown",
    "You won 19.4",
    "won this one",
    "Check the receipt",
    "Everything is right.",
    "Rematch for 10",
    "Waiting for the one you asked",
)
RU = Words(
    "ru",
    "Новый матч",
    "Поставить 10",
    "Понятно",
    "Ждём соперника",
    "Сыграть против",
    "Ваш бросок!",
    "бросок сделан",
    "Вы выиграли 19,4",
    "победа за",
    "Проверить чек",
    "Всё верно.",
    "Реванш на 10",
    "Ждём того, кого вы позвали",
)


@dataclass(slots=True)
class Phone:
    person: str
    mini: Mini

    async def stake(self, words: Words) -> None:
        """The yes, and the day's reminder in front of it."""
        await self.mini.main.filter(has_text=words.stake).click()
        await self.mini.main.filter(has_text=words.seen).click()


async def phone(program: Program, page: OpenPage, words: Words, start: str = "play") -> Phone:
    person = await program.newcomer(language=words.language)
    await program.top_up(person, 50)
    return Phone(person, await program.open(page, person, start=start))


async def throw(program: Program, person: str, value: int) -> None:
    await program.world.put("/dice", {person: [value]})
    await program.world.make(f"/chats/{person}/messages", {"dice": "🎲"})
    await program.idle()


@pytest.mark.parametrize("words", [EN, RU], ids=["en", "ru"])
async def test_a_match_from_both_sides(program: Program, page: OpenPage, words: Words) -> None:
    alice, bob = [await phone(program, page, words) for _ in range(2)]
    await alice.mini.button(words.new).first.click()
    await expect(alice.mini.app.locator(".facts")).to_contain_text(re.compile(r"19[.,]4"))
    await alice.mini.app.get_by_role("radiogroup").last.get_by_role("radio").nth(1).click()
    await alice.stake(words)
    await expect(alice.mini.app.locator(".verdict")).to_have_text(words.waiting)
    # The other phone's list hears of it by the feed, without a touch.
    await bob.mini.app.locator("button.row", has_text=re.compile("19[.,]4")).first.click()
    await expect(bob.mini.app.get_by_role("dialog")).to_contain_text(words.join)
    await bob.stake(words)
    await program.idle()
    for one in (alice, bob):
        await expect(one.mini.app.locator(".verdict")).to_have_text(words.yours)
        await expect(one.mini.app.locator(".countdown")).to_contain_text(re.compile(r"0:\d\d"))

    await throw(program, alice.person, 6)
    sides = [one.mini.app.locator(".side") for one in (alice, bob)]
    await expect(sides[0].first.get_by_role("img", name="6")).to_be_visible()
    await expect(sides[1].last).to_contain_text(words.thrown)
    assert await bob.mini.app.get_by_role("img", name="6").count() == 0
    await expect(bob.mini.app.locator(".verdict")).to_have_text(words.yours)

    await throw(program, bob.person, 2)
    await program.world.post("/clock/advance", {"seconds": 5})
    await program.idle()
    await expect(alice.mini.app.locator(".verdict")).to_contain_text(words.won)
    await expect(bob.mini.app.locator(".verdict")).to_contain_text(words.lost)
    for one, values in ((alice, ("6", "2")), (bob, ("2", "6"))):
        faces = one.mini.app.locator(".side").get_by_role("img")
        assert [await face.get_attribute("aria-label") for face in await faces.all()] == [*values]
    await expect(alice.mini.balance).to_have_text(re.compile(r"59[.,]4"))

    # A line of the receipt leads to the dice message itself, in the reader's own chat.
    lobby = bob.mini.page.frames[-1].url.rpartition("/")[2]
    receipt = await program.get(bob.person, f"/lobbies/{lobby}/receipt")
    link = str(receipt["players"][0]["throws"][0]["link"]).partition("?start=")[2]
    said = await program.world.make(f"/chats/{bob.person}/messages", {"start": link})
    await program.idle()
    log = await program.world.get(f"/chats/{bob.person}/messages?since={said['world']['seq']}")
    assert [(one["dice"]["value"], "forward_origin" in one) for one in log["items"]] == [(6, True)]

    await bob.mini.button(words.check).click()
    await expect(bob.mini.app.get_by_role("dialog")).to_contain_text(words.valid)
    await bob.mini.back.click()
    await bob.mini.main.filter(has_text=words.rematch).click()
    await bob.mini.main.filter(has_text=words.stake).click()
    await expect(bob.mini.app.locator(".verdict")).to_have_text(words.asked)
