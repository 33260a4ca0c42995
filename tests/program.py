"""The real program in its sandbox: started, scripted, killed, started again as anybody could."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
import uuid
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
READY_S_MAX = 60.0
STOP_S_MAX = 60.0

# Answers are read as a script reads them, without a model.
Json = Any


class Refused(Exception):
    """An answer that is not 2xx."""

    def __init__(self, status: int, body: Json, headers: Mapping[str, str]) -> None:
        super().__init__(f"{status} {body}")
        self.status = status
        self.body = body
        self.headers = headers

    @property
    def code(self) -> str:
        return str(self.body["error"]["code"])


@dataclass(frozen=True, slots=True)
class Reply:
    status: int
    body: Json
    headers: Mapping[str, str]


def call(
    method: str, url: str, body: Json = None, headers: Mapping[str, str] | None = None
) -> Reply:
    """One request. Raises Refused for anything but 2xx, OSError when nobody answers."""
    raw = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(
        url, data=raw, method=method, headers={"Content-Type": "application/json"}
    )
    for name, value in (headers or {}).items():
        request.add_header(name, value)
    try:
        with urllib.request.urlopen(request, timeout=130) as answer:
            return Reply(answer.status, _parse(answer.read()), dict(answer.headers))
    except urllib.error.HTTPError as error:
        raise Refused(error.code, _parse(error.read()), dict(error.headers)) from None


def _parse(raw: bytes) -> Json:
    try:
        return json.loads(raw)
    except ValueError:
        return raw.decode(errors="replace")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class World:
    """The sandbox's `/world`, as `design` of the contract gives it to scripts."""

    def __init__(self, port: int) -> None:
        self.url = f"http://127.0.0.1:{port}/world"

    def get(self, path: str = "") -> Json:
        return call("GET", f"{self.url}{path}").body

    def post(self, path: str, body: Json = None) -> Json:
        return call("POST", f"{self.url}{path}", {} if body is None else body).body

    def put(self, path: str, body: Json) -> Json:
        return call("PUT", f"{self.url}{path}", body).body

    def patch(self, path: str, body: Json) -> Json:
        return call("PATCH", f"{self.url}{path}", body).body

    def delete(self, path: str) -> None:
        call("DELETE", f"{self.url}{path}")

    def idle(self, wait_s: int = 30) -> None:
        assert self.get(f"/idle?wait_s={wait_s}")["idle"]

    def reset(self, **order: Json) -> None:
        """With few gifts, since the app reads every market before it is idle."""
        given = {
            "seed": 7,
            "pace": 50,
            "clock": {"now": "2026-12-01T09:00:00.000Z", "rate": 0},
            "markets": {"collections": 2, "gifts": 60, "listings": 12, "rate": 0},
        }
        self.post("/reset", {**given, **order})

    def advance(self, seconds: float) -> None:
        self.post("/clock/advance", {"seconds": seconds})
        self.idle()


@dataclass(frozen=True, slots=True)
class Api:
    """The app's JSON API as one person, or as nobody."""

    url: str
    token: str = ""

    def send(self, method: str, path: str, body: Json = None, **headers: str) -> Reply:
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        if self.token:
            given["Authorization"] = f"Bearer {self.token}"
        return call(method, f"{self.url}/api/v1{path}", body, given)

    def get(self, path: str) -> Json:
        return self.send("GET", path).body

    def act(self, path: str, body: Json = None, *, key: str = "") -> Json:
        """A POST with an Idempotency-Key, a new one unless given."""
        given = {"Idempotency_Key": key or str(uuid.uuid4())}
        return self.send("POST", path, {} if body is None else body, **given).body


class Program:
    """`python main.py --sandbox` with its own ports and folder."""

    def __init__(
        self, folder: Path, *, database: str = "", tree: Path = ROOT, **settings: str
    ) -> None:
        """`tree` is where the program stands: another one is another release of it."""
        self.folder = folder
        self.tree = tree
        self.port, self.world_port = free_port(), free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.world = World(self.world_port)
        self.settings = {
            "SOUK_DATA": str(folder),
            "SOUK_HTTP_PORT": str(self.port),
            "SOUK_SANDBOX_PORT": str(self.world_port),
            **({"SOUK_DATABASE": database} if database else {}),
            **settings,
        }
        self.process: subprocess.Popen[bytes] | None = None
        self.sandbox: subprocess.Popen[bytes] | None = None

    def open_world(self) -> None:
        """Start the sandbox by itself, so that the death of the app leaves it."""
        command = [sys.executable, "-m", "scripts.sandbox", "--port", str(self.world_port)]
        command += ["--data", str(self.folder / "world")]
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / "sandbox.log").open("ab") as log:
            self.sandbox = subprocess.Popen(command, cwd=ROOT, stdout=log, stderr=log)
        _until(self.world.get, "the sandbox")

    def start(self) -> None:
        """Start the app and wait until it is ready."""
        clean = {
            name: value
            for name, value in os.environ.items()
            if name == "SOUK_AIOGRAM_EAGER" or not name.startswith(("SOUK_", "BOT_"))
        }
        with (self.folder / "app.log").open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "main.py", "--sandbox"],
                cwd=self.tree,
                env={**clean, **self.settings},
                stdout=log,
                stderr=log,
            )
        _until(self._ready, f"the app, see {self.folder}")
        _until(self._up, "the app in the world")

    def wake(self) -> None:
        """Start what does not run."""
        if self.sandbox is None or self.sandbox.poll() is not None:
            self.open_world()
        if self.process is None or self.process.poll() is not None:
            self.start()

    def kill(self) -> None:
        """kill -9: no goodbye."""
        assert self.process is not None, "it runs"
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self) -> int:
        """SIGTERM; the exit status."""
        assert self.process is not None, "it runs"
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(STOP_S_MAX)

    def close(self) -> None:
        for process in (self.process, self.sandbox):
            if process is not None and process.poll() is None:
                process.terminate()
                try:
                    process.wait(STOP_S_MAX)
                except subprocess.TimeoutExpired:
                    process.kill()
                    process.wait()

    @contextmanager
    def no_errors(self) -> Iterator[None]:
        """A bug that the app only logs meanwhile is an AssertionError."""
        log = self.folder / "app.log"
        began = log.stat().st_size
        yield
        with log.open("rb") as grown:
            grown.seek(began)
            lines = [json.loads(line) for line in grown if line.startswith(b"{")]
        errors = [line for line in lines if line["level"] in {"ERROR", "CRITICAL"}]
        assert not errors, errors

    def sign_in(self, person: str) -> Api:
        launch = self.world.post(f"/people/{person}/launch", {"kind": "mini_app"})
        token = Api(self.url).send("POST", "/auth", launch["auth"]).body["token"]
        return Api(self.url, token)

    def _ready(self) -> None:
        assert self.process is not None, "it was started"
        assert self.process.poll() is None, f"the app ended, see {self.folder}/app.log"
        call("GET", f"{self.url}/readyz")

    def _up(self) -> None:
        if self.world.get()["app"]["state"] != "up":
            raise OSError("not up yet")


def _until(attempt: Callable[[], object], what: str) -> None:
    deadline = time.monotonic() + READY_S_MAX
    while True:
        try:
            attempt()
            return
        except (OSError, Refused) as error:
            if time.monotonic() > deadline:
                raise TimeoutError(f"{what} is not there: {error}") from error
            time.sleep(0.05)
