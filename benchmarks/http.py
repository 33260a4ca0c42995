"""HTTP: our answers beside FastAPI with SQLModel, on the same store, taking turns.

    python -m benchmarks http [--rounds 3] [--seconds 3]

Each server is a process pinned to one core, the load generator one on another; 64 connections,
uvloop on both sides, no access log. CPU is user and system time of the server per request: on a
machine with neighbours it is what can be compared. Ratios are medians of those within a round.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Final

import orjson

HELLO: Final = "/api/v1/hello"
OURS: Final = "ours"
BARE: Final = "FastAPI"
SAME: Final = "FastAPI, same duties"


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """`least` is what the ratio of CPU to each anchor should reach; None: only shown."""

    name: str
    path: str
    signed_in: bool = False
    bare: bool = False
    least: dict[str, float | None]


COMPARISONS: Final = (
    Comparison(name="hello, the stacks alone", path=HELLO, bare=True, least={BARE: 3.4}),
    # Through our whole entrance: id, closed headers, limits, language, errors in one form.
    Comparison(name="hello, as the API serves it", path=HELLO, least={BARE: None, SAME: None}),
    Comparison(
        name="GET with auth and 20 rows",
        path="/api/v1/statement?limit=20",
        signed_in=True,
        least={BARE: 6.0},
    ),
)
TICKS_PER_S: Final = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Load:
    """What one contender did in one round."""

    per_s: float
    cpu_us: float
    p50_ms: float
    p99_ms: float

    def __str__(self) -> str:
        return (
            f"{self.per_s:>7.0f}/s  cpu {self.cpu_us:>6.0f} us  "
            f"p50 {self.p50_ms:>6.2f} ms  p99 {self.p99_ms:>7.2f} ms"
        )


class Server:
    """A contender's process."""

    def __init__(self, name: str, module: str, *arguments: str) -> None:
        self.name = name
        self.bare = False
        self._process = subprocess.Popen(
            [*pinned(0), sys.executable, "-m", module, *arguments], stdout=subprocess.PIPE
        )
        assert self._process.stdout is not None
        self.told = orjson.loads(self._process.stdout.readline())

    def load(self, path: str, tokens: list[str], seconds: float) -> Load:
        port = self.told["bare_port" if self.bare else "port"]
        path = "/hello" if self.bare else path
        asked = orjson.dumps({"port": port, "path": path, "tokens": tokens, "seconds": seconds})
        command = [*pinned(1), sys.executable, "-m", "benchmarks.http_load", asked.decode()]
        before_s = self._cpu_s()
        done = subprocess.run(command, stdout=subprocess.PIPE, check=True)
        spent_s = self._cpu_s() - before_s
        told = orjson.loads(done.stdout)
        return Load(
            per_s=told["requests"] / told["seconds"],
            cpu_us=spent_s / told["requests"] * 1e6,
            p50_ms=told["p50_ms"],
            p99_ms=told["p99_ms"],
        )

    def end(self) -> None:
        self._process.terminate()
        self._process.wait(10)

    def _cpu_s(self) -> float:
        fields = Path(f"/proc/{self._process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICKS_PER_S


def main(arguments: list[str]) -> bool:
    parser = argparse.ArgumentParser(prog="benchmarks http")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=3.0)
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="souk-bench-") as folder:
        return compare(Path(folder), options.rounds, options.seconds)


def compare(folder: Path, rounds: int, seconds: float) -> bool:
    servers = [Server(OURS, "benchmarks.http_ours", str(folder))]
    servers.append(Server(BARE, "benchmarks.http_anchor", str(folder)))
    servers.append(Server(SAME, "benchmarks.http_anchor", str(folder), "duties"))
    tokens = servers[0].told["tokens"]
    met = True
    try:
        for comparison in COMPARISONS:
            part = [one for one in servers if one.name in {OURS, *comparison.least}]
            who = tokens if comparison.signed_in else [""] * len(tokens)
            servers[0].bare = comparison.bare
            loads = take_turns(part, comparison.path, who, rounds, seconds)
            met &= report(comparison, loads)
    finally:
        for server in servers:
            server.end()
    return met


def take_turns(
    servers: list[Server], path: str, tokens: list[str], rounds: int, seconds: float
) -> dict[str, list[Load]]:
    """Each server in each round, the order turned around every time."""
    loads: dict[str, list[Load]] = defaultdict(list)
    for server in servers:
        server.load(path, tokens, 1.0)
    for n in range(rounds):
        for server in servers if n % 2 == 0 else reversed(servers):
            loads[server.name].append(server.load(path, tokens, seconds))
    return loads


def report(comparison: Comparison, loads: dict[str, list[Load]]) -> bool:
    """Print a comparison; whether its ratios reach what they should."""
    print(f"  {comparison.name}")
    for name in (OURS, *comparison.least):
        middle = sorted(loads[name], key=lambda load: load.cpu_us)[len(loads[name]) // 2]
        print(f"    {name:<22}{middle}")
    met = True
    for name, least in comparison.least.items():
        pairs = list(zip(loads[OURS], loads[name], strict=True))
        by_cpu = median(theirs.cpu_us / mine.cpu_us for mine, theirs in pairs)
        by_rate = median(mine.per_s / theirs.per_s for mine, theirs in pairs)
        wanted = ""
        if least is not None:
            met &= by_cpu >= least
            wanted = f"; wanted {least}x: {'met' if by_cpu >= least else 'NOT met'}"
        print(f"    beside {name}: {by_cpu:.1f}x by CPU, {by_rate:.1f}x by rate{wanted}")
    return met


def pinned(core: int) -> list[str]:
    """The command's beginning that keeps it to one core, where that can be done."""
    cores = sorted(os.sched_getaffinity(0))
    return ["taskset", "-c", str(cores[core % len(cores)])] if len(cores) > 1 else []
