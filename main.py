"""Start Souk: `python main.py`; with `--sandbox` a whole local world comes up around it."""

import argparse
import sys
from pathlib import Path

from bot.run import in_world, make_folder, run
from bot.settings import SettingsRefused, load


def main() -> int:
    parser = argparse.ArgumentParser(prog="souk")
    parser.add_argument("--sandbox", action="store_true", help="bring up a local world first")
    parser.add_argument("--fresh", action="store_true", help="with --sandbox: a new, empty world")
    options = parser.parse_args()
    try:
        return in_sandbox(fresh=options.fresh) if options.sandbox else run(load(Path(".env")))
    except SettingsRefused as refused:
        sys.exit(str(refused))


def in_sandbox(*, fresh: bool) -> int:
    from scripts.sandbox.guard import BesideRealToken
    from scripts.sandbox.launch import NoWorld, join_or_start

    settings = load(None)
    make_folder(settings)
    try:
        world = join_or_start(settings.sandbox.port, settings.data.folder / "world", fresh=fresh)
    except (BesideRealToken, NoWorld) as refused:
        sys.exit(str(refused))
    try:
        return run(in_world(settings, world))
    finally:
        world.end()


if __name__ == "__main__":
    sys.exit(main())
