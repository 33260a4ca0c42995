"""The app follows a real sandbox: time, pace, roles, busy, starting over."""

import asyncio
from collections.abc import Mapping

import pytest

from bot.runtime.clock import WorldClock, instant_of
from bot.runtime.supervisor import Supervisor, Worker
from bot.sandbox_link import Hands, Roles, SandboxLink
from domain.shared.actor import Role
from scripts.sandbox.world import World
from tests.bot.conftest import until
from tests.sandbox.caller import Caller


class App:
    """What the world may do to an app, written down."""

    def __init__(self, url: str, supervisor: Supervisor) -> None:
        self.pace = 0.0
        self.roles: dict[int, Role] = {}
        self.busy: dict[str, int] = {}
        self.starts_over = 0
        self.same_world = True
        self.clock = WorldClock()
        self.supervisor = supervisor
        hands = Hands(
            set_pace=self._set_pace,
            set_roles=self._set_roles,
            busy=self._busy,
            markets=lambda changes: changes,
            same_world=self._same_world,
            start_over=self._start_over,
        )
        socket = url.replace("http://", "ws://") + "/app"
        self.link = SandboxLink(socket, self.clock, hands, app_url="http://127.0.0.1:1")

    async def start(self) -> None:
        self.supervisor.start(Worker(name=f"link{id(self)}", run=self.link.run))
        await self.link.settled(5)

    def _set_pace(self, pace: float) -> None:
        self.pace = pace

    async def _set_roles(self, roles: Roles) -> None:
        self.roles.update({int(person): role for person, role in roles.items()})

    async def _busy(self, _head: int) -> Mapping[str, int]:
        return self.busy

    async def _same_world(self) -> bool:
        return self.same_world

    def _start_over(self) -> None:
        self.starts_over += 1


@pytest.fixture
async def app(world: World, supervisor: Supervisor, caller: Caller) -> App:
    await caller.patch("", {"pace": 7})
    await caller.put("/clock", {"now": "2030-01-01T00:00:00.000Z", "rate": 0})
    made = App(world.core.url, supervisor)
    await made.start()
    return made


async def test_the_world_tells_its_time_and_pace_at_once(app: App) -> None:
    assert app.clock.now() == instant_of("2030-01-01T00:00:00.000Z")
    assert app.clock.rate == 0
    assert app.pace == 7


async def test_a_jump_is_in_force_when_the_call_answers(app: App, caller: Caller) -> None:
    before = app.clock.now()
    await caller.post("/clock/advance", {"seconds": 600})
    assert app.clock.now() == before + 600_000_000
    await caller.put("/clock", {"rate": 1000})
    assert app.clock.rate == 1000


async def test_roles_are_in_force_when_the_call_answers(app: App, caller: Caller) -> None:
    person = await caller.person("carol", role="finance")
    assert app.roles == {person["id"]: Role.FINANCE}
    await caller.patch("/people/carol", {"role": "user"})
    assert app.roles == {person["id"]: Role.USER}


async def test_the_world_knows_where_the_app_stands(app: App, caller: Caller) -> None:
    assert (await caller.get())["app"]["state"] == "starting"
    await app.link.tell("up")
    await until_state(caller, "up")
    await app.link.tell("stopping")
    await app.supervisor.stop_workers(deadline_s=1)
    await until_state(caller, "down")


async def until_state(caller: Caller, state: str) -> None:
    async with asyncio.timeout(5):
        while True:
            if (await caller.get())["app"]["state"] == state:
                return
            await asyncio.sleep(0.01)


async def test_a_busy_app_keeps_the_world_waiting(app: App, caller: Caller) -> None:
    await app.link.tell("up")
    app.busy = {"outbox": 2}
    _, code, fields = await caller.refused("GET", "/idle?wait_s=0.3")
    assert code == "still-busy"
    assert fields["busy"]["outbox"] == 2
    app.busy = {}
    assert (await caller.get("/idle?wait_s=5"))["idle"]


async def test_an_app_of_a_world_that_is_gone_starts_over(
    world: World, supervisor: Supervisor
) -> None:
    late = App(world.core.url, supervisor)
    late.same_world = False
    await late.start()
    assert late.starts_over > 0
    assert (late.pace, late.roles) == (0.0, {})


async def test_a_reset_asks_the_app_to_start_over(
    app: App, caller: Caller, world: World, supervisor: Supervisor
) -> None:
    await app.link.tell("up")
    resetting = asyncio.create_task(caller.post("/reset", {"pace": 3}))
    await until(lambda: app.starts_over == 1)
    await supervisor.stop_workers(deadline_s=1)
    again = App(world.core.url, supervisor)
    await again.start()
    assert again.pace == 3
    assert not resetting.done()
    await again.link.tell("up")
    told = await asyncio.wait_for(resetting, 5)
    assert told["app"]["state"] == "up"


async def test_a_link_that_breaks_is_opened_again_and_keeps_its_state(
    app: App, caller: Caller
) -> None:
    await app.link.tell("up")
    await until_state(caller, "up")
    assert app.link._socket is not None
    await app.link._socket.close()
    await until_state(caller, "up")
    await caller.post("/clock/advance", {"seconds": 60})
    await until(lambda: app.clock.now() == instant_of("2030-01-01T00:01:00.000Z"))
