"""The whole program beside its sandbox, and a person's hand on the Mini App in it."""

import asyncio
import contextlib
import itertools
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal
from urllib.parse import quote

import aiohttp
from playwright.async_api import FrameLocator, Locator, Page, Route

from tests.browser.conftest import OpenPage
from tests.sandbox.caller import Answer, Caller, sandbox_process

ROOT = Path(__file__).parents[3]
HOST = Path(__file__).with_name("host.html")
PERMISSIONS = ("clipboard-read", "clipboard-write")
READY_S_MAX = 60.0
STOP_S_MAX = 12.0
LIGHT: Mapping[str, str] = {
    "bg_color": "#ffffff",
    "secondary_bg_color": "#f0f0f5",
    "section_bg_color": "#ffffff",
    "text_color": "#000000",
    "hint_color": "#707579",
    "button_color": "#2481cc",
    "button_text_color": "#ffffff",
}
MARKETS: Mapping[str, int] = {"collections": 6, "gifts": 1200, "listings": 300, "rate": 0}
"""Few things for sale, and none of them moves by itself."""
_NUMBERS = itertools.count(1)


@dataclass(frozen=True, slots=True)
class Mini:
    """The Mini App in a host page: what is inside the frame, and the buttons around it."""

    page: Page
    app: FrameLocator

    @property
    def main(self) -> Locator:
        return self.page.locator("#main")

    @property
    def second(self) -> Locator:
        return self.page.locator("#second")

    @property
    def back(self) -> Locator:
        return self.page.locator("#back")

    @property
    def balance(self) -> Locator:
        return self.app.locator(".balance-chip .num")

    def button(self, name: str) -> Locator:
        return self.app.get_by_role("button", name=name)

    async def told(self, event: str) -> list[Answer]:
        """The data of each event of that kind that the app has sent to its host."""
        kept: list[Answer] = await self.page.evaluate(
            "kind => events.filter(e => e.eventType === kind).map(e => e.eventData)", event
        )
        return kept


@dataclass(slots=True)
class Program:
    """The app's address, the world around it, and what one does there."""

    url: str
    world: Caller
    session: aiohttp.ClientSession
    tokens: dict[str, str] = field(default_factory=dict)

    async def newcomer(self, *, accepted: bool = True, **more: object) -> str:
        """A new person with 1000 Stars who has met the bot; the username."""
        name = f"guest{next(_NUMBERS)}x{os.getpid()}"
        await self.world.person(name, **{"stars": "1000", "language": "en", **more})
        await self.world.make(f"/chats/{name}/messages", {"start": ""})
        await self.idle()
        if accepted:
            await self.world.post(f"/chats/{name}/press", {"data": "terms:accept"})
            await self.idle()
        return name

    async def idle(self) -> None:
        assert (await self.world.get("/idle?wait_s=20"))["idle"]

    async def top_up(self, person: str, stars: int) -> None:
        """Paid in chat."""
        said = await self.world.make(f"/chats/{person}/messages", {"text": f"/topup {stars}"})
        await self.idle()
        log = await self.world.get(f"/chats/{person}/messages?since={said['world']['seq']}")
        slug = [one["world"]["invoice"] for one in log["items"] if one["world"]["invoice"]][-1]
        paid = await self.world.post(f"/invoices/{slug['slug']}/pay?as={person}")
        assert paid["status"] == "paid"
        await self.idle()

    async def launch(
        self, person: str, *, start: str = "", theme: Mapping[str, str] = LIGHT
    ) -> str:
        """The address with which Telegram opens the Mini App."""
        order = {"kind": "mini_app", **({"start_param": start} if start else {})}
        told = await self.world.post(f"/people/{person}/launch", order)
        base = str(told["url"]).partition("&tgWebAppThemeParams")[0]
        return f"{base}&tgWebAppThemeParams={quote(json.dumps(dict(theme)))}"

    async def open(
        self,
        page: OpenPage,
        person: str,
        *,
        start: str = "",
        how: Literal["pay", "decline"] = "pay",
        theme: Mapping[str, str] = LIGHT,
    ) -> Mini:
        """The app as in a phone: 360 px wide, in a frame of the sandbox's own origin."""
        host = await page("about:blank", width=360, height=740)
        # A page that a test serves has no address, so Chromium thinks that it is not local.
        await host.context.grant_permissions(["local-network-access", *PERMISSIONS])
        await host.route(f"{self.world.url}/host?*", _serve_host)
        address = await self.launch(person, start=start, theme=theme)
        query = f"app={quote(address, safe='')}&person={person}&how={how}"
        await host.goto(f"{self.world.url}/host?{query}")
        return Mini(host, host.frame_locator("iframe"))

    async def sign_in(self, person: str) -> str:
        """A token for calls beside the browser."""
        if person not in self.tokens:
            told = await self.world.post(f"/people/{person}/launch", {"kind": "mini_app"})
            async with self.session.post(f"{self.url}/api/v1/auth", json=told["auth"]) as answer:
                assert answer.status == 200, await answer.text()
                self.tokens[person] = (await answer.json())["token"]
        return self.tokens[person]

    async def get(self, person: str, path: str) -> Answer:
        headers = {"Authorization": f"Bearer {await self.sign_in(person)}"}
        async with self.session.get(f"{self.url}/api/v1{path}", headers=headers) as answer:
            assert answer.status == 200, await answer.text()
            return await answer.json()


async def _serve_host(route: Route) -> None:
    await route.fulfill(content_type="text/html; charset=utf-8", body=HOST.read_text("utf-8"))


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port: int = listening.getsockname()[1]
        return port


@contextlib.asynccontextmanager
async def running(folder: Path) -> AsyncIterator[Program]:
    """`python main.py --sandbox` on a free port, joining a fresh world with its first people."""
    async with (
        sandbox_process(folder / "world", "--demo") as sandbox,
        aiohttp.ClientSession() as session,
    ):
        world = Caller(sandbox.url, session)
        await world.post("/reset", {"demo": True, "markets": MARKETS, "pace": 50})
        port = _free_port()
        log = folder / "program.log"
        process = await _start(folder, log, web=port, sandbox=int(sandbox.url.rpartition(":")[2]))
        try:
            url = f"http://127.0.0.1:{port}"
            await _ready(session, url, process, log)
            # All that is for sale has been read once.
            assert (await world.get("/idle?wait_s=115"))["idle"]
            await world.patch("", {"pace": 1})
            yield Program(url, world, session)
        finally:
            await _end(process)


async def _start(folder: Path, log: Path, *, web: int, sandbox: int) -> asyncio.subprocess.Process:
    own = {"SOUK_HTTP_PORT": str(web), "SOUK_SANDBOX_PORT": str(sandbox), "SOUK_DATA": str(folder)}
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    with log.open("wb") as out:
        return await asyncio.create_subprocess_exec(
            *(sys.executable, "main.py", "--sandbox"),
            cwd=ROOT,
            env={**kept, **own},
            stdout=out,
            stderr=subprocess.STDOUT,
        )


async def _end(process: asyncio.subprocess.Process) -> None:
    """As Ctrl-C would; by force when that takes longer than the program promises."""
    if process.returncode is None:
        process.terminate()
    try:
        await asyncio.wait_for(process.wait(), STOP_S_MAX)
    except TimeoutError:
        process.kill()
        await process.wait()


async def _ready(
    session: aiohttp.ClientSession, url: str, process: asyncio.subprocess.Process, log: Path
) -> None:
    deadline = time.monotonic() + READY_S_MAX
    while time.monotonic() < deadline and process.returncode is None:
        with contextlib.suppress(aiohttp.ClientConnectionError):
            async with session.get(f"{url}/readyz") as answer:
                if answer.status == 200:
                    return
        await asyncio.sleep(0.1)
    last_words = await asyncio.to_thread(log.read_text)
    raise AssertionError(f"the program is not ready: {last_words[-2000:]}")
