"""The desk that the tests of the sandbox page sit at."""

from dataclasses import dataclass

from playwright.async_api import Locator, Page

from tests.browser.demo_bot import Demo
from tests.sandbox.caller import Caller


@dataclass(frozen=True, slots=True)
class Desk:
    """A sandbox with the two first people, the demo bot behind it, and a script's access."""

    url: str
    bot: Demo
    world: Caller


def phone(page: Page, person: int = 1001) -> Locator:
    """Alice's phone, or that of another person."""
    return page.locator(f"#phone-{person}")


async def say(where: Locator, text: str) -> None:
    """Write a message on a phone and send it."""
    await where.locator("textarea").fill(text)
    await where.locator("textarea").press("Enter")
