"""The gifts area over a store, one topic, one socket, as a process of its own.

`python -m benchmarks.gifts_server FOLDER COLLECTION` prints its port once the index is built. Each
line `{"pages": n, "per_s": r}` has n pages of 50 lots come in, by our way and plainly in turn; the
answer says when each page was in hand, by the mark of its cheapest lot.
"""

import asyncio
import gc
import sqlite3
import sys
from pathlib import Path
from resource import RUSAGE_SELF, getrusage
from time import monotonic

import orjson
import uvloop
from aiohttp import web

from benchmarks.gifts_pages import Pages, rules
from benchmarks.gifts_store import COLUMNS
from bot.loops import alert_workers, writer_worker
from bot.runtime.imports import COLLECT_AT
from bot.settings import read
from bot.wiring.foundation import STORE_FILE, Foundation, lay
from bot.wiring.gifts.alerts import gift_alerts
from bot.wiring.gifts.area import Gifts, gifts
from bot.wiring.users import users
from domain.gifts.models import Lot, Market, SourceState
from domain.gifts.sync.models import KeptSource
from domain.gifts.sync.writing import Seen, Writing
from domain.shared.change import Decision
from domain.shared.money import TON
from domain.users.models import WalletProof
from tests.webapp.outside import TestPulse
from webapp.feed import Hub, Reader
from webapp.gifts.topics import COLLECTION, register


class Plainly:
    """The least that could be done: one transaction with a row per lot, one text."""

    def __init__(self, folder: Path) -> None:
        self._store = sqlite3.connect(folder / "plain.db", isolation_level=None)
        self._store.execute("PRAGMA journal_mode = WAL")
        self._store.execute(f"CREATE TABLE listings ({', '.join(COLUMNS)}, PRIMARY KEY (id))")
        self._insert = f"INSERT INTO listings VALUES ({', '.join('?' for _ in COLUMNS)})"

    async def take(self, lots: list[Lot], socket: web.WebSocketResponse) -> None:
        self._store.execute("BEGIN")
        self._store.executemany(self._insert, [_columns(lot) for lot in lots])
        self._store.execute("COMMIT")
        await socket.send_str(orjson.dumps({"cheapest": lots[0].id}).decode())


def _columns(lot: Lot) -> tuple[object, ...]:
    assert lot.model is not None, "made above"
    price = lot.price.units
    own = (lot.id, lot.market.value, lot.gift, lot.collection, lot.number, lot.model.name)
    return (*own, "", "", "fix", TON.code, price, price, price, 0, None, 0, 0)


class NoWallets:
    """Nobody signs in here."""

    async def verify(self, proof: WalletProof) -> str:
        raise AssertionError(proof.address)


async def serve(folder: Path, collection: str) -> None:
    f = lay(read({"SOUK_DATA": str(folder), "SOUK_LOG_LEVEL": "WARNING"}))
    area = await put_together(f, collection)
    hub = Hub(lambda _bound: 0, monotonic)
    register(hub, f.bus, area.showcase, f.clock)
    topic = f"{COLLECTION}{collection}"
    pump = asyncio.ensure_future(hub.run(TestPulse()))
    opened: asyncio.Future[web.WebSocketResponse] = asyncio.get_running_loop().create_future()

    async def follow(request: web.Request) -> web.WebSocketResponse:
        ws = web.WebSocketResponse(compress=False)
        await ws.prepare(request)
        await ws.receive()
        source = hub.source(topic)
        assert source is not None, "registered above"
        assert request.transport is not None
        assert await source.exists(topic, None)
        hub.follow(source, topic, None, Reader(request.transport, None))
        opened.set_result(ws)
        await ws.receive()
        return ws

    app = web.Application()
    app.router.add_get("/live", follow)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    pages, plainly = Pages(folder / STORE_FILE, collection), Plainly(folder)
    gc.collect()
    gc.freeze()
    gc.set_threshold(*COLLECT_AT)
    print(orjson.dumps({"port": runner.addresses[0][1]}).decode(), flush=True)
    while line := await asyncio.to_thread(sys.stdin.readline):
        order = orjson.loads(line)
        told = await come_in(area, pages, plainly, await opened, order)
        sys.stdout.buffer.write(orjson.dumps(told) + b"\n")
        sys.stdout.flush()
    pump.cancel()


async def put_together(f: Foundation, collection: str) -> Gifts:
    """As the program does it: alerts and arbitrage look at everything that comes. All markets
    were read just now, so that their prices count.
    """
    people = users(f, NoWallets())
    area = gifts(f, {})
    alerting = gift_alerts(f, people, area)
    await f.writer.start()
    f.supervisor.start(writer_worker(f.writer.run))
    now = f.clock.now()
    made = rules(f.settings.data.folder / STORE_FILE, collection, now)

    async def make() -> Decision[None]:
        return Decision(None, *(alerting.frame.rules.add(rule, most=1) for rule in made))

    await f.writer.commit(make)
    await area.load()
    await alerting.load()
    for market in Market:
        area.sources.keep(KeptSource(market=market, state=SourceState.OK, since=now, read_at=now))
    for worker in alert_workers(alerting.watch, alerting.sending, alerting.papers):
        f.supervisor.start(worker)
    return area


async def come_in(
    area: Gifts,
    pages: Pages,
    plainly: Plainly,
    socket: web.WebSocketResponse,
    order: dict[str, float],
) -> dict[str, object]:
    writing = Writing(area.frame, Market.TONNEL)
    sent: dict[str, dict[str, float]] = {"ours": {}, "plain": {}}
    due, cpu_s, began_s = monotonic(), _cpu_s(), monotonic()
    for n in range(int(order["pages"])):
        mark, lots = pages.next()
        way = "plain" if n % 2 else "ours"
        sent[way][mark] = monotonic()
        if way == "ours":
            await writing.see(Seen(lots=lots))
        else:
            await plainly.take(lots, socket)
        due += 1 / order["per_s"]
        await asyncio.sleep(max(0.0, due - monotonic()))
    return {**sent, "cpu": (_cpu_s() - cpu_s) / (monotonic() - began_s)}


def _cpu_s() -> float:
    used = getrusage(RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    uvloop.run(serve(Path(sys.argv[1]), sys.argv[2]))
