"""`python -m benchmarks [name] [options]`: one bench, or all. Each prints ratios to its anchor."""

import sys
from importlib import import_module

BENCHES = {
    "ledger": "benchmarks.ledger",
    "dispatch": "benchmarks.dispatch",
    "start": "benchmarks.start",
    "http": "benchmarks.http",
    "live": "benchmarks.live",
    "search": "benchmarks.search",
    "gifts_ingest": "benchmarks.gifts_ingest",
    "matches": "benchmarks.matches",
    "chain": "benchmarks.chain",
    "ton_money": "benchmarks.ton_money",
}


def main(arguments: list[str]) -> int:
    if arguments and arguments[0] not in BENCHES:
        print(f"{__doc__} Names: {', '.join(BENCHES)}.")
        return 2
    names = [arguments[0]] if arguments else list(BENCHES)
    met = True
    for name in names:
        print(name)
        met &= bool(import_module(BENCHES[name]).main(arguments[1:]))
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
