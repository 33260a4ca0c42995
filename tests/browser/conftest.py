"""Chromium for the tests of this folder.

All tests and fixtures here run in one event loop for the whole session (`loop_scope="session"`):
the browser lives in it. A fixture of this folder that awaits must say the same; a server that
another loop runs would never answer.

`page` gives pages that fail their test on a console error, an error in the page, and any request
that leaves this machine. Without Chromium the tests are skipped; with SOUK_REQUIRE_ALL=1 they
fail instead.
"""

import os
import shutil
from collections.abc import AsyncIterator, Awaitable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, Protocol
from urllib.parse import urlsplit

import aiohttp
import pytest
import pytest_asyncio
from playwright.async_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
    async_playwright,
)

from scripts.sandbox.server import serving
from tests.browser.demo_bot import demo
from tests.browser.desk import Desk
from tests.sandbox.caller import Caller

HERE = Path(__file__).parent
CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
# Without these Chromium calls home at every start; as root it needs --no-sandbox.
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
LOOPBACK = ("127.0.0.1", "localhost")
PATIENCE_MS = 10_000


class OpenPage(Protocol):
    """Opens a page; sizes in CSS pixels, `language` as the browser's own."""

    def __call__(
        self,
        url: str,
        *,
        width: int = 1280,
        height: int = 860,
        theme: Literal["light", "dark"] = "light",
        language: str = "en",
    ) -> Awaitable[Page]: ...


# Playwright hangs attributes on listeners that are methods: no slots here.
@dataclass
class Watch:
    """What went wrong in a page. `allow` holds parts of console texts that a test expects."""

    troubles: list[str] = field(default_factory=list)
    allow: list[str] = field(default_factory=list)

    def follow(self, context: BrowserContext) -> None:
        context.on("console", self._console)
        context.on("weberror", lambda error: self._note(f"page error: {error.error}"))
        context.on("request", self._request)

    def check(self) -> None:
        wrong = [text for text in self.troubles if not any(part in text for part in self.allow)]
        assert not wrong, "\n".join(wrong)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self._note(f"console: {message.text} {message.location.get('url', '')}")

    def _request(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme in ("http", "https", "ws", "wss") and parts.hostname not in LOOPBACK:
            self._note(f"left the machine: {request.url}")

    def _note(self, text: str) -> None:
        self.troubles.append(text)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the tests of this folder into the session's loop and mark them."""
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.browser)
            if pytest_asyncio.is_async_test(item):
                item.add_marker(pytest.mark.asyncio(loop_scope="session"), append=False)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    """One headless Chromium for the whole run."""
    if shutil.which(CHROMIUM) is None:
        reason = "no Chromium here: install Debian's package chromium"
        if os.environ.get("SOUK_REQUIRE_ALL") == "1":
            pytest.fail(reason)
        pytest.skip(reason)
    async with async_playwright() as playwright:
        launched = await playwright.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        yield launched
        await launched.close()


@pytest.fixture
def watch() -> Watch:
    """What the pages of this test did wrong; `watch.allow.append(...)` for what is expected."""
    return Watch()


@pytest_asyncio.fixture(loop_scope="session")
async def page(browser: Browser, watch: Watch) -> AsyncIterator[OpenPage]:
    """Opens pages, each in a context of its own, and checks them all at the end."""
    contexts: list[BrowserContext] = []

    async def open_page(
        url: str,
        *,
        width: int = 1280,
        height: int = 860,
        theme: Literal["light", "dark"] = "light",
        language: str = "en",
    ) -> Page:
        context = await browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme=theme,
            locale=language,
            permissions=["clipboard-read", "clipboard-write"],
        )
        contexts.append(context)
        context.set_default_timeout(PATIENCE_MS)
        watch.follow(context)
        opened = await context.new_page()
        await opened.goto(url)
        return opened

    yield open_page
    for context in contexts:
        await context.close()
    watch.check()


@pytest_asyncio.fixture(loop_scope="session")
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    """A sandbox of its own for each test, with a bot and a Mini App of a stranger."""
    async with serving(tmp_path / "world", port=0, demo_people=True) as world:
        url = world.core.url
        async with demo(url, world.token) as bot, aiohttp.ClientSession() as session:
            yield Desk(url, bot, Caller(url, session))
