"""Start: time until /readyz is 200, beside a plain import of what is loaded by then.

    python -m benchmarks start [--rounds 5]

Each round starts `python main.py --sandbox` (which joins a world that already runs, so only the
app is timed) and, in turn, a Python that imports every third-party module which the app has loaded
when it is ready, in the same order and with nothing left out. Both are timed from the start of the
process. The app's resident memory is read when it is ready. Once on an empty store, whose tables
are made meanwhile, and once on one that is there already.
"""

import argparse
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Final

from benchmarks.figures import Goal

ROOT: Final = Path(__file__).resolve().parent.parent
GOAL: Final = 0.6
GOAL_MB: Final = 150.0
READY_S_MAX: Final = 60.0
ERRORS: Final = "errors.txt"
OURS: Final = frozenset({"bot", "domain", "handlers", "locales", "scripts", "storage", "webapp"})
ANCHOR: Final = """
import importlib, json, os, sys, time
for name in json.load(open(sys.argv[1])):
    importlib.import_module(name)
print(json.dumps({"done": time.time()}), flush=True)
"""
PROBE: Final = """
import importlib, json, sys
good = []
for name in json.load(open(sys.argv[1])):
    try:
        importlib.import_module(name)
        good.append(name)
    except ImportError:
        pass
print(json.dumps(good))
"""


@dataclass(frozen=True, slots=True)
class Ground:
    """Where the app runs: ports, folder, environment."""

    sandbox_port: int
    http_port: int
    folder: Path

    @property
    def environment(self) -> dict[str, str]:
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("SOUK_", "BOT_"))}
        return kept | {
            "SOUK_DATA": str(self.folder / "data"),
            "SOUK_HTTP_PORT": str(self.http_port),
            "SOUK_SANDBOX_PORT": str(self.sandbox_port),
            "SOUK_LOG_LEVEL": "WARNING",
        }


@dataclass(frozen=True, slots=True)
class Start:
    ready_s: float
    resident_mb: float


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@contextmanager
def sandbox(folder: Path, port: int) -> Iterator[None]:
    command = (sys.executable, "-m", "scripts.sandbox", "--port", str(port))
    process = subprocess.Popen(
        (*command, "--data", str(folder / "world")),
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    assert process.stdout is not None
    try:
        assert process.stdout.readline(), "the sandbox did not start"
        yield
    finally:
        process.terminate()
        process.wait(20)
        process.stdout.close()


@contextmanager
def app(ground: Ground, *options: str) -> Iterator[Start]:
    """The app, ready; stopped at the end. Its standard error is in the folder."""
    began_s = time.perf_counter()
    with (ground.folder / ERRORS).open("wb") as errors:
        process = subprocess.Popen(
            (sys.executable, *options, "main.py", "--sandbox"),
            cwd=ROOT,
            env=ground.environment,
            stdout=subprocess.DEVNULL,
            stderr=errors,
        )
    try:
        wait_ready(ground, process, began_s)
        ready_s = time.perf_counter() - began_s
        yield Start(ready_s, resident_mb(process.pid))
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
            process.wait(20)


def wait_ready(ground: Ground, process: "subprocess.Popen[bytes]", began_s: float) -> None:
    url = f"http://127.0.0.1:{ground.http_port}/readyz"
    while time.perf_counter() - began_s < READY_S_MAX:
        assert process.poll() is None, f"the app ended with {process.returncode}"
        try:
            with urllib.request.urlopen(url, timeout=1):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.005)
    raise TimeoutError(url)


def resident_mb(pid: int) -> float:
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    raise LookupError(f"no VmRSS of {pid}")


def third_party(ground: Ground) -> list[str]:
    """Names of the third-party modules loaded when the app is ready, in the order of import."""
    with app(ground, "-X", "importtime"):
        pass
    told = (ground.folder / ERRORS).read_text(errors="replace")
    names = [
        line.rpartition("|")[2].strip()
        for line in told.splitlines()
        if line.startswith("import time:")
    ]
    return [name for name in dict.fromkeys(names) if _is_third_party(name)]


def _is_third_party(name: str) -> bool:
    top = name.partition(".")[0]
    known = top in sys.stdlib_module_names or top in OURS
    return not known and not name.startswith(("__", "main", "_distutils_hack"))


def plain_import(names: Path) -> float:
    """Seconds from the start of a Python process until all of them are imported."""
    began_s = time.time()
    command = (sys.executable, "-c", ANCHOR, str(names))
    done = subprocess.run(command, cwd=names.parent, capture_output=True, check=True, timeout=120)
    ended: float = json.loads(done.stdout.splitlines()[-1])["done"]
    return ended - began_s


def importable(names: list[str], folder: Path) -> Path:
    """Those that a fresh process can import by name; a few exist only inside their package."""
    path = folder / "names.json"
    path.write_text(json.dumps(names))
    command = (sys.executable, "-c", PROBE, str(path))
    done = subprocess.run(command, cwd=folder, capture_output=True, check=True, timeout=120)
    path.write_bytes(done.stdout.splitlines()[-1])
    return path


def measure(ground: Ground, rounds: int, *, fresh: bool) -> bool:
    """Time the app on an empty store (`fresh`) or on one that is there."""

    def prepare() -> None:
        if fresh:
            shutil.rmtree(ground.folder / "data", ignore_errors=True)

    prepare()
    names = importable(third_party(ground), ground.folder)
    starts: list[Start] = []
    imports: list[float] = []
    for turn in range(rounds + 1):
        imported_s = plain_import(names)
        prepare()
        with app(ground) as start:
            pass
        if turn:
            imports.append(imported_s)
            starts.append(start)
    return report(starts, imports, count=len(json.loads(names.read_bytes())), fresh=fresh)


def report(starts: list[Start], imports: list[float], *, count: int, fresh: bool) -> bool:
    ready_s = median(start.ready_s for start in starts)
    resident = max(start.resident_mb for start in starts)
    ratio = median(s.ready_s / i for s, i in zip(starts, imports, strict=True))
    store = "empty store, tables made" if fresh else "store there already"
    print(f"  {store}: ready after {ready_s:.2f} s, {resident:.0f} MB resident")
    print(f"    plain import of {count} third-party modules: {median(imports):.2f} s")
    goals = (
        Goal(f"start beside a plain import, {store}", ratio, GOAL, "<"),
        Goal(f"resident, MB, {store}", resident, GOAL_MB, "<"),
    )
    for goal in goals:
        print(f"  {goal}")
    return all(goal.met for goal in goals)


def main(arguments: list[str]) -> bool:
    parser = argparse.ArgumentParser(prog="python -m benchmarks start")
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args(arguments)
    folder = Path(tempfile.mkdtemp(prefix="souk-bench-"))
    try:
        ground = Ground(free_port(), free_port(), folder)
        with sandbox(folder, ground.sandbox_port):
            met = [measure(ground, options.rounds, fresh=fresh) for fresh in (True, False)]
        return all(met)
    finally:
        shutil.rmtree(folder)
