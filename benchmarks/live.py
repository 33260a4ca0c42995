"""The live feed: 5,000 sockets at 10 Hz by our hub beside `gather` of aiohttp's `send_str`.

    python -m benchmarks live [--rounds 3] [--seconds 4] [--sockets 5000]

Server and readers are processes of their own on cores of their own; the two ways take turns.
Ratios are medians of those within a round.
"""

import argparse
import resource
import subprocess
import sys
from dataclasses import dataclass
from statistics import median
from typing import IO, Final

import orjson

from benchmarks.http import pinned

WAYS: Final = ("hub", "gather")
CPU_MOST: Final = 0.65
STALL_MS_MOST: Final = 15.0


@dataclass(frozen=True, slots=True)
class Load:
    cores: float
    stall_ms: float
    lag_ms: float
    ticks_per_s: float

    def __str__(self) -> str:
        return (
            f"{self.cores:.2f} core  stall p99 {self.stall_ms:>6.1f} ms  "
            f"lag p99 {self.lag_ms:>6.1f} ms  {self.ticks_per_s:.1f} Hz"
        )


def main(arguments: list[str]) -> bool:
    parser = argparse.ArgumentParser(prog="benchmarks live")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=4.0)
    parser.add_argument("--sockets", type=int, default=5000)
    options = parser.parse_args(arguments)
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    rounds = []
    for n in range(options.rounds):
        order = WAYS if n % 2 == 0 else WAYS[::-1]
        rounds.append({way: measure(way, options.sockets, options.seconds) for way in order})
    return report(rounds, options.sockets)


def measure(way: str, sockets: int, seconds: float) -> Load:
    """One way for so long, with a second of rest before."""
    server = _start(0, "benchmarks.live_server", way)
    port = _line(server).decode().strip()
    client = _start(1, "benchmarks.live_client", port, "/live", str(sockets))
    try:
        assert _line(client).strip() == b"connected"
        _ask(server, "begin")
        _ask(client, "go 1")
        _ask(server, "figures")
        read = _ask(client, f"go {seconds}")
        cost = _ask(server, "figures")
    finally:
        for process in (client, server):
            process.kill()
            process.wait()
    return Load(
        cores=cost["cpu_s"] / seconds,
        stall_ms=cost["stall_p99_ms"],
        lag_ms=read["lag_p99_ms"],
        ticks_per_s=cost["ticks"] / seconds,
    )


def report(rounds: list[dict[str, Load]], sockets: int) -> bool:
    print(f"  {sockets} sockets at 10 Hz")
    for way in WAYS:
        middle = sorted((one[way] for one in rounds), key=lambda load: load.cores)
        print(f"    {way:<8}{middle[len(middle) // 2]}")
    # The anchor may fall behind its 10 Hz, so it is CPU per tick that is compared.
    ratio = median(_per_tick(one["hub"]) / _per_tick(one["gather"]) for one in rounds)
    stall_ms = median(one["hub"].stall_ms for one in rounds)
    met = ratio <= CPU_MOST and stall_ms <= STALL_MS_MOST
    print(
        f"    hub uses {ratio:.2f} of gather's CPU (wanted {CPU_MOST}), "
        f"stall p99 {stall_ms:.1f} ms (wanted {STALL_MS_MOST:.0f}): {'met' if met else 'NOT met'}"
    )
    return met


def _per_tick(load: Load) -> float:
    return load.cores / load.ticks_per_s


def _start(core: int, module: str, *arguments: str) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [*pinned(core), sys.executable, "-m", module, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )


def _ask(process: "subprocess.Popen[bytes]", text: str) -> dict[str, float]:
    stdin: IO[bytes] | None = process.stdin
    assert stdin is not None
    stdin.write(text.encode() + b"\n")
    stdin.flush()
    told: dict[str, float] = orjson.loads(_line(process))
    return told


def _line(process: "subprocess.Popen[bytes]") -> bytes:
    assert process.stdout is not None
    return process.stdout.readline()
