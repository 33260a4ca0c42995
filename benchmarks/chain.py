"""The local chain: payments of one wallet, beside the same ones on npm `@ton/sandbox`.

    python -m benchmarks chain [--rounds 5] [--payments 200]

Each payment is signed, tried, taken into a block and delivered in the next one: two transactions
(one for the wallet, one for whom it pays), each run by the real machine. Both sides sign with a
wallet v4r2. The anchor keeps its chain in the memory of one Node process; contenders take turns
within a round, ratios are medians of those within a round. Without Node and the packages of
`contracts/` there is no anchor, and the bench says so.
"""

import argparse
import json
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter
from typing import Final

from benchmarks.figures import Goal, Load, Table
from scripts.sandbox.ton.chain import FAUCET, Chain
from scripts.sandbox.ton.messages import Outgoing
from scripts.sandbox.ton.wallet_contracts import Order, WalletContract

CONTRACTS: Final = Path(__file__).resolve().parent.parent / "contracts"
ANCHOR: Final = Path(__file__).with_name("chain_anchor.mjs")
NOW: Final = 1_800_000_000
TON: Final = 10**9
GOAL: Final = 1.0
OURS: Final = "the world's chain"
THEIRS: Final = "@ton/sandbox"


class Ours:
    """One wallet on a chain of its own."""

    def __init__(self) -> None:
        self._chain = Chain(now=NOW)
        self._wallet = WalletContract("v4r2", bytes(31) + b"\x01")
        self._turn = 0
        order = Outgoing(source=FAUCET, destination=self._wallet.address, value=100_000 * TON)
        self._chain.carry(self._chain.send_internal(order))
        self._pay()

    def run(self, payments: int) -> Load:
        before, times_ms = len(self._chain.log), []
        began = perf_counter()
        for _ in range(payments):
            one = perf_counter()
            self._pay()
            times_ms.append((perf_counter() - one) * 1000)
        took_s = perf_counter() - began
        return _load(len(self._chain.log) - before, took_s, times_ms)

    def _pay(self) -> None:
        message = self._wallet.message(
            [Order(to=FAUCET, value=TON // 1000)],
            seqno=self._turn,
            valid_until=NOW + 60,
            deploy=self._turn == 0,
        )
        self._turn += 1
        self._chain.send_external(message)
        self._chain.settle()


class Theirs:
    """The anchor's process: a number in, figures out."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process

    def run(self, payments: int) -> Load:
        assert self._process.stdin is not None, "opened with a pipe"
        assert self._process.stdout is not None, "opened with a pipe"
        print(payments, file=self._process.stdin, flush=True)
        told = json.loads(self._process.stdout.readline())
        return _load(told["transactions"], told["seconds"], told["times_ms"])


@contextmanager
def anchor() -> Iterator[Theirs | None]:
    """Node with the packages of `contracts/`; None where they are not."""
    node = shutil.which("node")
    if node is None or not (CONTRACTS / "node_modules" / "@ton" / "sandbox").is_dir():
        yield None
        return
    process = subprocess.Popen(
        (node, ANCHOR, CONTRACTS / "package.json"),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        yield Theirs(process)
    finally:
        process.terminate()
        process.wait(20)


def main(arguments: list[str]) -> bool:
    parser = argparse.ArgumentParser(prog="python -m benchmarks chain")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--payments", type=int, default=200)
    options = parser.parse_args(arguments)
    table, ours = Table(), Ours()
    with anchor() as theirs:
        for _ in range(options.rounds):
            table.add(OURS, ours.run(options.payments))
            if theirs is not None:
                table.add(THEIRS, theirs.run(options.payments))
    if theirs is None:
        print("  no anchor: Node or the packages of contracts/ are not there")
        return True
    goal = Goal("transactions beside @ton/sandbox", table.ratio(OURS, THEIRS), GOAL, ">=")
    print(goal)
    return goal.met


def _load(transactions: int, took_s: float, times_ms: list[float]) -> Load:
    """Transactions a second; times are those of whole payments."""
    ordered = sorted(times_ms)
    return Load(
        per_s=transactions / took_s,
        p50_ms=ordered[len(ordered) // 2],
        p99_ms=ordered[len(ordered) * 99 // 100],
    )
