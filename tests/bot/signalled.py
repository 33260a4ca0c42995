"""A program that is nothing but stages, for tests of signals: run in a process of its own.

`python -m tests.bot.signalled <seconds its stage takes to stop>` prints what happens to it. With a
negative number it is never built to the end.
"""

import asyncio
import sys

from bot.app import App, Stage, run
from bot.runtime.supervisor import Supervisor


async def build(stop_s: float) -> App:
    if stop_s < 0:
        print("building", flush=True)
        await asyncio.sleep(60)

    async def start() -> None:
        print("up", flush=True)

    async def stop() -> None:
        print("stopping", flush=True)
        await asyncio.sleep(stop_s)
        print("down", flush=True)

    return App([Stage(name="only", start=start, stop=stop, stop_s_max=8.0)], Supervisor())


if __name__ == "__main__":
    asyncio.run(run(lambda: build(float(sys.argv[1]))))
