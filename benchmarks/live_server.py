"""One topic at 10 Hz to thousands of sockets, in one of two ways, as a process of its own.

`python -m benchmarks.live_server hub|gather` prints its port. `hub` is ours: the program's hub and
its pump. `gather` is the anchor: `gather` of aiohttp's `send_str` over all sockets. Each line of
input asks for the figures of the time since the last one: CPU seconds, and how late a timer of
5 ms was (what everything else in the loop feels).
"""

import asyncio
import gc
import resource
import sys
from time import monotonic

import orjson
import uvloop
from aiohttp import web

from domain.shared.ids import UserId
from tests.webapp.outside import TestPulse
from webapp.feed import Hub, Reader

PERIOD_S = 0.1
TIMER_S = 0.005


class Ticks:
    """A public topic; a delta is the time and a price."""

    name = "ticks"
    private = False

    async def exists(self, topic: str, person: UserId | None) -> bool:
        return (topic, person) == (self.name, None)

    async def snapshot(self, topic: str, person: UserId | None) -> object:
        return {"topic": topic, "of": person}


class Figures:
    """How late the loop's timers are."""

    def __init__(self) -> None:
        self._late_ms: list[float] = []
        self._cpu_s = _cpu_s()
        self.begun = asyncio.Event()
        self.ticks = 0

    async def watch(self) -> None:
        while True:
            due = monotonic() + TIMER_S
            await asyncio.sleep(TIMER_S)
            self._late_ms.append((monotonic() - due) * 1000)

    def take(self) -> dict[str, float]:
        late, self._late_ms = sorted(self._late_ms), []
        before_s, self._cpu_s = self._cpu_s, _cpu_s()
        ticks, self.ticks = self.ticks, 0
        return {
            "cpu_s": self._cpu_s - before_s,
            "stall_p99_ms": late[len(late) * 99 // 100],
            "ticks": ticks,
        }


async def serve(way: str) -> None:
    figures = Figures()
    hub = Hub(lambda _bound: 0, monotonic)
    topic = Ticks()
    hub.register(topic)
    sockets: set[web.WebSocketResponse] = set()

    async def follow(request: web.Request) -> web.WebSocketResponse:
        ws = web.WebSocketResponse(compress=False)
        await ws.prepare(request)
        await ws.receive()
        assert request.transport is not None
        sockets.add(ws)
        if way == "hub":
            hub.follow(topic, "ticks", None, Reader(request.transport, None))
        await ws.receive()
        return ws

    async def tick() -> None:
        await figures.begun.wait()
        due, n = monotonic(), 0
        while True:
            # Whoever falls behind leaves ticks out, as a feed would.
            due, n = max(due + PERIOD_S, monotonic()), n + 1
            figures.ticks += 1
            delta = {"at": monotonic(), "price": f"12.{n % 100:02d}"}
            if way == "hub":
                hub.publish("ticks", delta)
            else:
                text = orjson.dumps({"topic": "ticks", "seq": n, "delta": delta}).decode()
                await asyncio.gather(*(ws.send_str(text) for ws in sockets))
            await asyncio.sleep(max(0.0, due - monotonic()))

    app = web.Application()
    app.router.add_get("/live", follow)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0, backlog=1024).start()
    work = [asyncio.ensure_future(one) for one in (tick(), figures.watch(), hub.run(TestPulse()))]
    print(runner.addresses[0][1], flush=True)
    loop = asyncio.get_running_loop()
    await loop.run_in_executor(None, _answer, figures, loop)
    for task in work:
        task.cancel()


def _answer(figures: Figures, loop: asyncio.AbstractEventLoop) -> None:
    gc.freeze()
    for _line in sys.stdin:
        loop.call_soon_threadsafe(figures.begun.set)
        sys.stdout.buffer.write(orjson.dumps(figures.take()) + b"\n")
        sys.stdout.flush()


def _cpu_s() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    uvloop.run(serve(sys.argv[1]))
