"""Gifts come in: a market page until it is on a socket, and a restart with a million listings.

    python -m benchmarks gifts_ingest [--lots 1000000] [--pages 300]

The store holds a million active listings. First the whole program is started on it, timed from the
start of the process until a search answers; the anchor is the same program on an empty store, and
what it costs merely to read those rows is shown beside it. Then pages of 50 lots of one collection
come in at 20 pages a second (1,000 lots a second), written, indexed and told as the program does
it, while alerts (a limit on every model there is, and rules about values and floors) and arbitrage
look at everything; a reader in a process of its own notes when the page's cheapest lot is on its
socket. The anchor, taking turns with ours, is the least that could be done: the page written by
plain statements in one transaction, and one `send_str`.
"""

import argparse
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, Final

import orjson

from benchmarks.figures import Goal
from benchmarks.gifts_store import COLUMNS, fill
from benchmarks.http import pinned
from benchmarks.start import ROOT, Ground, app, free_port, sandbox

PAGES_PER_S: Final = 20
P99_MS_MOST: Final = 100.0
RESTART_S_MOST: Final = 30.0
ANSWER_S_MAX: Final = 120.0


def main(arguments: list[str]) -> bool:
    parser = argparse.ArgumentParser(prog="benchmarks gifts_ingest")
    parser.add_argument("--lots", type=int, default=1_000_000)
    parser.add_argument("--pages", type=int, default=300)
    options = parser.parse_args(arguments)
    folder = Path(tempfile.mkdtemp(prefix="souk-bench-"))
    try:
        ground = Ground(free_port(), free_port(), folder)
        with sandbox(folder, ground.sandbox_port):
            with app(ground):
                pass
            empty_s = answered(ground, 0)
            collection = fill(store(ground), options.lots)
            full_s = answered(ground, options.lots * 9 // 10)
        read_s = plain_read(store(ground))
        goals = [restart(empty_s, full_s, read_s, options.lots)]
        fill(store(ground), options.lots)
        goals.append(ingest(ground, collection, options.pages))
        for goal in goals:
            print(f"  {goal}")
        return all(goal.met for goal in goals)
    finally:
        shutil.rmtree(folder)


def store(ground: Ground) -> Path:
    return ground.folder / "data" / "souk.db"


def answered(ground: Ground, least: int) -> float:
    """Seconds from the start of the program until a search finds so many; then it is killed,
    before it has told the world's own listings from ours.
    """
    began_s = time.perf_counter()
    process = subprocess.Popen(
        (sys.executable, "main.py", "--sandbox"),
        cwd=ROOT,
        env={**ground.environment, "SOUK_MARKETS": "tonapi"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    url = f"http://127.0.0.1:{ground.http_port}/api/v1/gifts/listings?limit=1"
    try:
        while time.perf_counter() - began_s < ANSWER_S_MAX:
            assert process.poll() is None, f"the app ended with {process.returncode}"
            try:
                with urllib.request.urlopen(url, timeout=30) as answer:
                    total = orjson.loads(answer.read())["total"]
                took_s = time.perf_counter() - began_s
                assert total >= least, f"{total} found"
                return took_s
            except (urllib.error.URLError, OSError):
                time.sleep(0.01)
        raise TimeoutError(url)
    finally:
        process.kill()
        process.wait()


def plain_read(path: Path) -> float:
    """Seconds to read all columns of all rows, and do nothing with them."""
    began_s = time.perf_counter()
    with sqlite3.connect(path) as connection:
        for _ in connection.execute(f"SELECT {', '.join(COLUMNS)} FROM gifts_listings"):
            pass
    return time.perf_counter() - began_s


def restart(empty_s: float, full_s: float, read_s: float, lots: int) -> Goal:
    print(f"  until a search answers: {empty_s:.2f} s on an empty store,")
    print(f"    {full_s:.2f} s with {lots:,} listings; reading the bare rows takes {read_s:.2f} s")
    print(f"    what the listings add is {(full_s - empty_s) / read_s:.1f} times the bare rows")
    return Goal(f"restart with {lots:,} listings, seconds", full_s, RESTART_S_MOST, "<")


def ingest(ground: Ground, collection: str, pages: int) -> Goal:
    with _child(0, "benchmarks.gifts_server", str(ground.folder / "data"), collection) as server:
        port = _line(server)["port"]
        with _child(1, "benchmarks.gifts_client", str(port)) as client:
            opened_s = _line(client)["opened_s"]
            sent = _ask(server, {"pages": pages, "per_s": PAGES_PER_S})
            seen = _ask(client, {"wait": len(sent["ours"]) + len(sent["plain"])})
    figures = {way: _lags_ms(sent[way], seen) for way in ("ours", "plain")}
    for way, lags in figures.items():
        p50, p99 = lags[len(lags) // 2], lags[len(lags) * 99 // 100]
        print(f"  {way:<6} {len(lags)} pages of 50  p50 {p50:6.1f} ms  p99 {p99:6.1f} ms")
    print(f"    the topic's first snapshot after a start came after {opened_s * 1000:.0f} ms")
    ours, plain = (lags[len(lags) * 99 // 100] for lags in figures.values())
    print(f"    ours takes {ours / plain:.1f} times the least that could be done")
    print(f"    the server's CPU: {sent['cpu']:.2f} of a core")
    return Goal("a market page until it is on a socket, p99 in ms", ours, P99_MS_MOST, "<")


def _lags_ms(sent: dict[str, float], seen: dict[str, float]) -> list[float]:
    missing = sent.keys() - seen.keys()
    assert not missing, f"never seen on the socket: {sorted(missing)[:5]}"
    return sorted((seen[mark] - at) * 1000 for mark, at in sent.items())


@contextmanager
def _child(core: int, module: str, *arguments: str) -> Iterator["subprocess.Popen[bytes]"]:
    process = subprocess.Popen(
        [*pinned(core), sys.executable, "-m", module, *arguments],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def _ask(process: "subprocess.Popen[bytes]", order: object) -> Any:  # noqa: ANN401  told as JSON
    stdin: IO[bytes] | None = process.stdin
    assert stdin is not None
    stdin.write(orjson.dumps(order) + b"\n")
    stdin.flush()
    return _line(process)


def _line(process: "subprocess.Popen[bytes]") -> Any:  # noqa: ANN401  told as JSON
    assert process.stdout is not None
    return orjson.loads(process.stdout.readline())
