"""A script that calls a sandbox: status and body of each answer, nothing hidden."""

import asyncio
import contextlib
import json
import subprocess
import sys
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp
import orjson

# The answers are read as a script would read them, without a model.
Answer = Any


@dataclass(frozen=True, slots=True)
class Caller:
    """`url` is the sandbox's own; paths under `/world` are given without it."""

    url: str
    session: aiohttp.ClientSession

    async def call(
        self, method: str, path: str, body: object = None, **headers: str
    ) -> tuple[int, Answer]:
        raw = None if body is None else json.dumps(body)
        async with self.session.request(
            method,
            f"{self.url}/world{path}",
            data=raw,
            headers={"Content-Type": "application/json", **headers},
        ) as response:
            told = await response.read()
            return response.status, orjson.loads(told) if told else None

    async def get(self, path: str = "") -> Answer:
        return await self._good("GET", path, None, 200)

    async def post(self, path: str, body: object = None, *, status: int = 200) -> Answer:
        return await self._good("POST", path, {} if body is None else body, status)

    async def make(self, path: str, body: object) -> Answer:
        return await self._good("POST", path, body, 201)

    async def put(self, path: str, body: object) -> Answer:
        return await self._good("PUT", path, body, 200)

    async def patch(self, path: str, body: object) -> Answer:
        return await self._good("PATCH", path, body, 200)

    async def delete(self, path: str) -> None:
        await self._good("DELETE", path, None, 204)

    async def refused(
        self, method: str, path: str, body: object = None
    ) -> tuple[int, str, dict[str, Any]]:
        """Status, code and fields of a refusal; its form is checked here for all tests."""
        status, told = await self.call(method, path, body)
        assert set(told) == {"error"}, told
        error = told["error"]
        assert set(error) == {"code", "text", "fields"}
        assert isinstance(error["text"], str)
        assert error["text"]
        assert 400 <= status <= 599
        return status, error["code"], error["fields"]

    async def person(self, username: str, **more: object) -> Answer:
        return await self.make("/people", {"username": username, **more})

    async def _good(self, method: str, path: str, body: object, status: int) -> Answer:
        got, told = await self.call(method, path, body)
        assert got == status, f"{method} {path}: {got} {told}"
        return told


@contextlib.asynccontextmanager
async def calling(url: str) -> AsyncIterator[Caller]:
    async with aiohttp.ClientSession() as session:
        yield Caller(url, session)


async def club(caller: Caller, kind: str = "supergroup") -> Answer:
    """Alice's public club with bob and the bot in it; carol stands outside."""
    for who in ("alice", "bob", "carol"):
        await caller.person(who)
    order = {
        "type": kind,
        "title": "Club",
        "username": "club",
        "owner": "alice",
        "members": ["bob"],
        "admins": ["bot"],
    }
    return await caller.make("/chats", order)


async def until(caller: Caller, state: str) -> dict[str, object]:
    """Wait until the world sees the app in that state; what it tells of the app then."""
    for _ in range(200):
        told: dict[str, object] = (await caller.get())["app"]
        if told["state"] == state:
            return told
        await asyncio.sleep(0.01)
    raise AssertionError(f"the app is not {state}")


@dataclass(slots=True)
class Process:
    """A sandbox in a process of its own."""

    process: asyncio.subprocess.Process
    url: str

    async def kill(self) -> None:
        self.process.kill()
        await self.process.wait()

    async def stop(self) -> int:
        if self.process.returncode is None:
            self.process.terminate()
        return await self.process.wait()


@contextlib.asynccontextmanager
async def sandbox_process(folder: Path, *options: str) -> AsyncIterator[Process]:
    """`python -m scripts.sandbox` on a free port; ended by force if a test leaves it."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "scripts.sandbox", "--port", "0", "--data", str(folder)),
        *options,
        stdout=subprocess.PIPE,
    )
    assert process.stdout is not None
    try:
        ready = await asyncio.wait_for(process.stdout.readline(), 30)
        yield Process(process, ready.decode().split()[-1])
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
