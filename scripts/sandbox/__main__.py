"""`python -m scripts.sandbox`: a world on this machine, until it is told to stop."""

import argparse
import asyncio
import logging
import os
import signal
import sys
from pathlib import Path

from scripts.sandbox.guard import BesideRealToken, refuse_real_token
from scripts.sandbox.server import FolderTaken, serving
from scripts.sandbox.ton.native import EngineMissing

PORT = 8090


def main() -> int:
    """Run until SIGTERM or Ctrl-C; 2 beside a real token, 1 when it cannot start."""
    options = _options()
    logging.basicConfig(
        level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s"
    )
    try:
        refuse_real_token(dict(os.environ))
    except BesideRealToken as found:
        print(f"{found.setting} holds a real token: no sandbox beside it", file=sys.stderr)
        return 2
    try:
        asyncio.run(_serve(options))
    except FolderTaken as error:
        print(f"the sandbox cannot start: {error}", file=sys.stderr)
        return 1
    except OSError as error:
        print(f"the sandbox cannot answer on port {options.port}: {error}", file=sys.stderr)
        return 1
    except EngineMissing as error:
        print(f"the sandbox has no chain: {error}", file=sys.stderr)
        return 1
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m scripts.sandbox", description=__doc__)
    parser.add_argument("--port", type=int, default=PORT, help="where to answer, on 127.0.0.1")
    parser.add_argument("--data", type=Path, required=True, help="the folder of the world")
    parser.add_argument("--fresh", action="store_true", help="forget the world in the folder")
    parser.add_argument("--demo", action="store_true", help="let two people into a first world")
    return parser.parse_args()


async def _serve(options: argparse.Namespace) -> None:
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for one in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(one, stopped.set)
    async with serving(
        options.data, port=options.port, demo_people=options.demo, fresh=options.fresh
    ) as world:
        print(f"sandbox ready at {world.core.url}", flush=True)
        await stopped.wait()


if __name__ == "__main__":
    sys.exit(main())
