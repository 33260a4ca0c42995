"""`python -m tests.faults [campaign ...]`: kill -9 at random moments, then look at the books.

Each campaign keeps its store from kill to kill and leaves it in `--folder` for a look. All of
them together take at most ten minutes; `markets-rates` takes as long by itself, without a kill,
and runs when it is named. The exit code is 1 when anything does not hold.
"""

import argparse
import asyncio
import sys
import tempfile
import time
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import TypeAlias

from tests.faults import chain_money, ledger, market_faults, market_rates, matches, topups
from tests.faults.plan import Plan, Report

Campaign: TypeAlias = Callable[[Plan], Coroutine[None, None, Report]]

CAMPAIGNS: dict[str, tuple[Campaign, int, float]] = {
    "ledger-sqlite": (ledger.sqlite, 120, 50),
    "ledger-postgres": (ledger.postgres, 80, 32),
    "program-sqlite": (topups.whole_program, 60, 115),
    "matches-sqlite": (matches.whole_program, 100, 205),
    "chain-sqlite": (chain_money.whole_program, 20, 175),
    "markets-sqlite": (market_faults.whole_program, 10, 110),
}
"""Name -> the campaign, its kills, and the seconds that they take on two quiet cores."""
ALONE: dict[str, tuple[Campaign, int, float]] = {
    "markets-rates": (market_rates.whole_program, 0, 600),
}
"""Those that run only when they are named."""

MOST_S = 585.0


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.faults")
    parser.add_argument("campaigns", nargs="*", default=list(CAMPAIGNS))
    parser.add_argument("--kills", type=int, help="so many in each campaign")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--folder", type=Path)
    options = parser.parse_args(arguments)
    folder = options.folder or Path(tempfile.mkdtemp(prefix="souk-faults-"))
    until_s = time.monotonic() + MOST_S
    holds = True
    known = CAMPAIGNS | ALONE
    for n, name in enumerate(options.campaigns):
        campaign, kills, needs_s = known[name]
        # What one does not need of its share is for those after it.
        rest_s = sum(known[later][2] for later in options.campaigns[n:])
        share_s = (until_s - time.monotonic()) * needs_s / rest_s
        own = folder / name
        own.mkdir(parents=True, exist_ok=True)
        plan = Plan(kills=options.kills or kills, most_s=share_s, folder=own, seed=options.seed)
        report = asyncio.run(campaign(plan))
        print(report, flush=True)
        holds &= not report.wrong
    print(f"stores: {folder}")
    return 0 if holds else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
