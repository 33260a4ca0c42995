"""One world: what is in it, how it is kept, and how a new one takes its place."""

import asyncio
import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from scripts.sandbox import demo, launch_data
from scripts.sandbox.app_link import START_S_MAX, AppLink
from scripts.sandbox.clock import real_time
from scripts.sandbox.core import Core
from scripts.sandbox.forms import Json, number, parse_time, time_text
from scripts.sandbox.idle import Idle, Outside
from scripts.sandbox.markets.state import Markets
from scripts.sandbox.telegram.http import call_in_answer
from scripts.sandbox.telegram.rows import Bot, Person
from scripts.sandbox.telegram.state import Telegram
from scripts.sandbox.telegram.webhooks import Webhooks
from scripts.sandbox.ton.state import Ton

BOT_ID = 7_000_000_001
BOT_USERNAME = "souk_bot"
BOT_NAME = "Souk"
SEED = 1
MARKETS: Mapping[str, object] = {
    "collections": 12,
    "gifts": 20_000,
    "listings": 2_000,
    "rate": 0,
}
_CLOCK_KEPT_EVERY_S = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class NewWorld:
    """What a new world begins with; `now` None is the real time."""

    seed: int = SEED
    pace: float = 1.0
    now: datetime | None = None
    rate: float = 1.0
    demo: bool = False
    markets: Mapping[str, object] = field(default_factory=lambda: dict(MARKETS))


class World:
    """The parts of the world and their order of starting, resetting and stopping."""

    def __init__(self, folder: Path, port: int) -> None:
        self.core = Core(folder, port)
        self.telegram = Telegram(self.core)
        self.ton = Ton(self.core)
        self.markets = Markets(self.core, self.ton)
        self.markets.holder_of = self._holder_of
        self.link = AppLink(self._first_frames, self._app_moved)
        self.link.on_hello = self._app_came
        outside = Outside(
            updates=self._pending_updates,
            messages=lambda: self.ton.under_way,
            by_hand=lambda: self.ton.by_hand,
            head=lambda: self.ton.chain.head.seqno,
            markets=self.markets,
        )
        self.idle = Idle(self.core, self.link, outside)
        self.id = ""
        self.token = ""
        self.launch_key = ""
        self.public_launch_key = ""
        self.market_order: Mapping[str, object] = dict(MARKETS)
        self._resetting = asyncio.Lock()
        self._kept: Json = {}
        self._clock_kept_at = 0.0

    async def start(self, *, demo_people: bool) -> None:
        """Go on with the world in the folder, or begin a first one there."""
        kept = self.core.store.one("world", "main")
        if kept is None:
            self.token = f"{BOT_ID}:sandbox-{secrets.token_hex(16)}"
            self.launch_key = launch_data.new_key()
            self.public_launch_key = launch_data.public_key(self.launch_key)
            self._begin(NewWorld(demo=demo_people))
            if demo_people:
                demo.move_in(self.telegram)
        else:
            self._go_on(kept)
        self.core.store.before_flush(self._keep)
        self.core.run(self.core.store.keep_flushing(), "store")
        self.core.run(self.ton.keep_ticking(), "chain")
        self.core.run(self.markets.keep_living(), "markets")
        webhooks = Webhooks(self.telegram)
        webhooks.reply = call_in_answer(self.telegram)
        self.telegram.deliver_by(webhooks)

    async def stop(self) -> None:
        """Deliver no more, write everything."""
        await self.telegram.stop()
        await self.core.stop()

    async def reset(self, order: NewWorld) -> None:
        """A new world; returns when the app runs in it. Refuses: `app-silent`.

        The app answers before it stops, so the old world is gone before a new link can open; the
        people of a demo come when the app is up, or the app that stops might still read them.
        """
        async with self._resetting:
            if self.link.state == "starting":
                await self.link.wait_for(lambda: self.link.state != "starting", START_S_MAX)
            before = self.link.generation
            told = await self.link.ask("reset")
            self._clear(order)
            if told is not None:
                await self.link.wait_for(lambda: self._up_again(before), START_S_MAX)
            if order.demo:
                demo.move_in(self.telegram)

    def view(self) -> Json:
        """The answer of `GET /world`."""
        core, bot = self.core, self.bot
        return {
            "id": self.id,
            "seed": core.chance.seed,
            "pace": number(core.pace),
            "seq": core.sequence.last,
            "clock": self.clock_view(),
            "launch_key": self.public_launch_key,
            "bot": {"id": bot.id, "username": bot.username, "token": bot.token},
            "app": {"url": core.app_url, "pid": self.link.pid, "state": self.link.state},
            "ton": self.ton.view(),
            "markets": dict(self.market_order),
            "counts": {
                "people": len(self.telegram.people.all()),
                "chats": len(self.telegram.chats.all()),
                "listings": self.markets.listed,
            },
        }

    def clock_view(self) -> Json:
        """The clock as scripts see it."""
        clock = self.core.clock
        return {"now": time_text(clock.now()), "rate": number(clock.rate)}

    @property
    def bot(self) -> Bot:
        """The app's bot."""
        return self.telegram.bots.app

    def language_of(self, who: str) -> str | None:
        """The language of one of the people, by id or username."""
        people = self.telegram.people
        by_id = people.by_id(int(who)) if who.isascii() and who.isdigit() else None
        person = by_id or people.by_username(who)
        return None if person is None else person.language

    async def tell_clock(self) -> None:
        """Bring the app to the world's time. Refuses: `app-silent`."""
        self.core.live.tell("clock")
        await self.link.ask("clock", self.clock_view())

    async def tell_pace(self) -> None:
        """Bring the app to the world's pace. Refuses: `app-silent`."""
        self.core.live.tell("pace")
        await self.link.ask("pace", {"pace": number(self.core.pace)})

    async def tell_role(self, person: Person) -> None:
        """Put a person's role in force in the app. Refuses: `app-silent`."""
        await self.link.ask("roles", {"roles": {str(person.id): person.role}})

    def _begin(self, order: NewWorld) -> None:
        core = self.core
        self.id = f"w{secrets.token_hex(2)}"
        self.market_order = dict(order.markets)
        core.sequence.last = 0
        core.pace = order.pace
        core.chance.restart(order.seed)
        core.clock.restart(order.now or real_time(), order.rate)
        core.faults.restart()
        self.telegram.bots.create(BOT_USERNAME, bot_id=BOT_ID, token=self.token, name=BOT_NAME)
        self.ton.begin()
        self.markets.begin(self.market_order)

    def _up_again(self, before: int) -> bool:
        return self.link.generation > before and self.link.state == "up"

    def _clear(self, order: NewWorld) -> None:
        self.telegram.clear()
        self.core.store.clear()
        self._begin(order)
        self.core.store.flush()
        self.core.signal.fire()
        self.core.live.tell("reset")

    def _go_on(self, kept: Json) -> None:
        core = self.core
        rate = _float(kept["rate"])
        now = parse_time(str(kept["now"]))
        if rate == 1:
            # A world in real time stays in it; any other stands where it stood.
            now += max(real_time() - parse_time(str(kept["kept_at"])), timedelta())
        core.clock.restart(now, rate)
        core.chance.restart(_int(kept["seed"]), _counts(kept["drawn"]))
        core.sequence.last = _int(kept["seq"])
        core.pace = _float(kept["pace"])
        core.app_url = None if kept["app_url"] is None else str(kept["app_url"])
        self.id, self.token = str(kept["id"]), str(kept["token"])
        self.launch_key = str(kept["launch_key"])
        self.public_launch_key = launch_data.public_key(self.launch_key)
        self.market_order = _mapping(kept["markets"])
        core.faults.load([row for _key, row in core.store.rows("faults")])
        self.telegram.load()
        self.ton.load()
        self.markets.load()

    def _keep(self) -> None:
        """Mark the world's own row when it has changed, a running clock once a second."""
        core = self.core
        state: Json = {
            "id": self.id,
            "token": self.token,
            "launch_key": self.launch_key,
            "seed": core.chance.seed,
            "drawn": core.chance.drawn(),
            "seq": core.sequence.last,
            "pace": core.pace,
            "rate": core.clock.rate,
            "app_url": core.app_url,
            "markets": dict(self.market_order),
        }
        stale = time.monotonic() - self._clock_kept_at > _CLOCK_KEPT_EVERY_S
        if state == self._kept and (core.clock.rate == 0 or not stale):
            return
        self._kept, self._clock_kept_at = state, time.monotonic()
        now, kept_at = time_text(core.clock.now()), time_text(real_time())
        core.store.mark("world", "main", lambda: {**state, "now": now, "kept_at": kept_at})

    def _first_frames(self) -> list[Json]:
        """What an app is told right after its hello."""
        people = self.telegram.people.all()
        roles = {str(person.id): person.role for person in people if person.role != "user"}
        return [
            {"do": "clock", **self.clock_view()},
            {"do": "pace", "pace": number(self.core.pace)},
            {"do": "roles", "roles": roles},
        ]

    def _app_came(self, hello: Json) -> None:
        """Give the app the working capital that it asks for in its hello."""
        told = hello.get("ton")
        fund = told.get("fund") if isinstance(told, dict) else None
        if isinstance(fund, list):
            self.ton.fund([one for one in fund if isinstance(one, str)])

    def _app_moved(self) -> None:
        if self.link.url is not None:
            self.core.app_url = self.link.url
        self.core.live.tell("app")
        self.core.signal.fire()

    def _holder_of(self, address: str) -> str:
        """Whose wallet that is: a person's, one with a name, or nobody's."""
        wallet = self.ton.wallets.at(address)
        person = None if wallet is None else self.telegram.people.by_id(wallet.person)
        if person is not None:
            return person.username
        return address if wallet is None else wallet.name

    def _pending_updates(self) -> int:
        return self.telegram.updates.pending(self.bot.id)


def _int(value: object) -> int:
    assert isinstance(value, int), "written as an integer"
    return value


def _float(value: object) -> float:
    assert isinstance(value, int | float), "written as a number"
    return float(value)


def _mapping(value: object) -> dict[str, object]:
    assert isinstance(value, dict), "written as an object"
    return value


def _counts(value: object) -> dict[str, int]:
    return {name: _int(n) for name, n in _mapping(value).items()}
