"""How `main.py --sandbox` comes to a world: it joins the one on the port, or starts one.

A world that is started gets a process session of its own, so that neither Ctrl-C nor the death of
the app takes it along; a clean stop of the app ends the world that it started.
"""

import contextlib
import http.client
import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path

import orjson

from scripts.sandbox.forms import Json
from scripts.sandbox.guard import is_sandbox_token, refuse_real_token

LOG_NAME = "sandbox.log"
READY_S_MAX = 30.0
_ASK_PAUSE_S = 0.02
_ASK_S_MAX = 2.0
_RESET_S_MAX = 120.0
_END_S_MAX = 8.0
_LOG_TAIL = 2_000


class NoWorld(Exception):
    """No world could be joined or started; the text says what its log said last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalWorld:
    """A world that answers: which, where, the bot's token, the public half of its launch key
    (hex).
    """

    id: str
    url: str
    token: str
    bot_username: str
    launch_key: str
    process: "subprocess.Popen[bytes] | None"

    @property
    def started_by_us(self) -> bool:
        """Whether a clean stop ends it."""
        return self.process is not None

    def end(self) -> None:
        """End the world if it was started here; it is written before it goes."""
        if self.process is None or self.process.poll() is not None:
            return
        self.process.terminate()
        try:
            self.process.wait(_END_S_MAX)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


class Coming:
    """A world that is joined or on its way; `ready` waits for it."""

    def __init__(self, url: str, data: Path, process: "subprocess.Popen[bytes] | None") -> None:
        self._url = url
        self._data = data
        self._process = process

    def ready(self) -> LocalWorld:
        """Wait until it answers. Raises NoWorld when it ends before, or takes too long."""
        deadline = time.monotonic() + READY_S_MAX
        while (told := _ask(self._url)) is None:
            if self._process is not None and self._process.poll() is not None:
                raise NoWorld(self._last_words())
            if time.monotonic() > deadline:
                self._give_up()
                raise NoWorld(f"no world at {self._url} after {READY_S_MAX:.0f} s")
            time.sleep(_ASK_PAUSE_S)
        return _world(self._url, told, self._process)

    def _give_up(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait()

    def _last_words(self) -> str:
        with contextlib.suppress(FileNotFoundError):
            return (self._data / LOG_NAME).read_text(errors="replace")[-_LOG_TAIL:].strip()
        return "the sandbox ended before it was ready"


def join_or_start(port: int, data: Path, *, fresh: bool = False) -> LocalWorld:
    """The world on that port, new ones in the folder `data`.

    Raises BesideRealToken, NoWorld.
    """
    return begin(port, data, fresh=fresh).ready()


def begin(port: int, data: Path, *, fresh: bool = False) -> Coming:
    """The same without waiting, so that the app can come up at the same time."""
    refuse_real_token(os.environ)
    url = f"http://127.0.0.1:{port}"
    if _ask(url) is None:
        return Coming(url, data, _start(port, data, fresh=fresh))
    if fresh:
        _reset(url)
    return Coming(url, data, None)


def _start(port: int, data: Path, *, fresh: bool) -> "subprocess.Popen[bytes]":
    data.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "scripts.sandbox", "--port", str(port), "--demo"]
    command += ["--data", str(data.resolve()), *(["--fresh"] if fresh else [])]
    with (data / LOG_NAME).open("wb") as log:
        return subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            cwd=Path(__file__).parents[2],
            start_new_session=True,
        )


def _ask(url: str) -> Json | None:
    """What the world tells of itself; None when nothing answers there yet.

    Raises NoWorld when something else does.
    """
    try:
        told = _get(f"{url}/world")
    except urllib.error.HTTPError as error:
        raise NoWorld(f"what answers at {url} is no world: {error}") from error
    except (urllib.error.URLError, TimeoutError, ConnectionError):
        return None
    except (ValueError, http.client.HTTPException) as error:
        raise NoWorld(f"what answers at {url} is no world") from error
    return told


def _get(url: str) -> Json:
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(url, timeout=_ASK_S_MAX) as answer:
        told = orjson.loads(answer.read())
    return told if isinstance(told, dict) else {}


def _reset(url: str) -> None:
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    request = urllib.request.Request(f"{url}/world/reset", data=b'{"demo":true}', method="POST")
    try:
        opener.open(request, timeout=_RESET_S_MAX).close()
    except (urllib.error.URLError, TimeoutError) as error:
        raise NoWorld(f"the world at {url} did not begin anew: {error}") from error


def _world(url: str, told: Json, process: "subprocess.Popen[bytes] | None") -> LocalWorld:
    bot, key = told.get("bot"), told.get("launch_key")
    token = str(bot.get("token", "")) if isinstance(bot, dict) else ""
    if not isinstance(bot, dict) or not is_sandbox_token(token) or not isinstance(key, str):
        raise NoWorld(f"what answers at {url} is no world")
    return LocalWorld(
        id=str(told.get("id", "")),
        url=url,
        token=token,
        bot_username=str(bot["username"]),
        launch_key=key,
        process=process,
    )
