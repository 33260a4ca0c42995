"""Start Souk: `python main.py`; with `--sandbox` a whole local world comes up around it."""

import argparse
import sys
from pathlib import Path

from bot.run import in_world, run
from bot.settings import SettingsRefused, load


def main() -> int:
    parser = argparse.ArgumentParser(prog="souk")
    parser.add_argument("--sandbox", action="store_true", help="bring up a local world first")
    parser.add_argument("--fresh", action="store_true", help="with --sandbox: a new, empty world")
    options = parser.parse_args()
    try:
        settings = load(env_file=None if options.sandbox else Path(".env"))
        if not options.sandbox:
            return run(settings)
        from scripts.sandbox import launch

        folder = settings.data.folder / "world"
        world = launch.join_or_start(settings.sandbox.port, folder, fresh=options.fresh)
        try:
            return run(in_world(settings, world))
        finally:
            world.end()
    except SettingsRefused as refused:
        sys.stderr.write(f"{refused}\n")
        return 2


if __name__ == "__main__":
    sys.exit(main())
