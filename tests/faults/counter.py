"""The other side of the teller: starts it, asks it, kills it, asks again."""

import asyncio
import signal
import sys
from dataclasses import dataclass

import orjson

from tests.faults.teller import Move

_READY_S = 30
_ANSWER_S = 30


@dataclass(frozen=True, slots=True)
class Told:
    """What the teller answered: what was made, or the code of the refusal."""

    made: str = ""
    refused: str = ""


class Gone(Exception):
    """The teller died before it answered: nobody knows whether the act was done."""


class Counter:
    """One teller process at a time, over one store."""

    def __init__(self, address: str) -> None:
        self._address = address
        self._process: asyncio.subprocess.Process | None = None
        self._reading: asyncio.Task[None] | None = None
        self._waiting: dict[str, asyncio.Future[Told]] = {}
        self.kills = 0

    async def start(self) -> None:
        self._process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "tests.faults.teller", self._address),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
        )
        assert self._process.stdout is not None
        async with asyncio.timeout(_READY_S):
            line = await self._process.stdout.readline()
        assert orjson.loads(line or b"{}") == {"ready": True}, "the teller starts"
        self._reading = asyncio.create_task(self._read(self._process.stdout))

    async def ask(self, key: str, move: Move) -> Told:
        """Raises Gone when the teller dies meanwhile."""
        if self._process is None or self._process.stdin is None:
            raise Gone
        order = {
            "key": key,
            "act": move.act,
            "source": move.source,
            "target": move.target,
            "units": move.units,
            "hold": move.hold,
        }
        answer: asyncio.Future[Told] = asyncio.get_running_loop().create_future()
        self._waiting[key] = answer
        try:
            self._process.stdin.write(orjson.dumps(order) + b"\n")
            async with asyncio.timeout(_ANSWER_S):
                return await answer
        except ConnectionError as error:
            raise Gone from error
        finally:
            self._waiting.pop(key, None)

    async def kill(self) -> None:
        """kill -9."""
        assert self._process is not None
        self._process.send_signal(signal.SIGKILL)
        self.kills += 1
        await self._ended()

    async def close(self) -> None:
        """Let it finish what it has and end."""
        if self._process is None:
            return
        assert self._process.stdin is not None
        self._process.stdin.close()
        await self._ended()

    async def _ended(self) -> None:
        assert self._process is not None
        await self._process.wait()
        if self._reading is not None:
            await self._reading
        self._process = None

    async def _read(self, stdout: asyncio.StreamReader) -> None:
        while line := await stdout.readline():
            if not line.endswith(b"\n"):
                break
            answer = orjson.loads(line)
            waiting = self._waiting.get(answer["key"])
            if waiting is not None and not waiting.done():
                told = Told(made=answer.get("made", ""), refused=answer.get("refused", ""))
                waiting.set_result(told)
        for waiting in self._waiting.values():
            if not waiting.done():
                waiting.set_exception(Gone())
