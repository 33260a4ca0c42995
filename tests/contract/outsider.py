"""What a script has in its hands: plain HTTP, and people whom it made."""

import itertools
import json
import re
import socket
import urllib.error
import urllib.request
import uuid
from dataclasses import dataclass
from typing import Any

from tests.program import Api, Program, World
from tests.talk import Somebody, meet

Json = Any
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z")
_NAMES = (f"guest{n:04}" for n in itertools.count(1))


@dataclass(frozen=True, slots=True)
class Answer:
    """Any answer, refusals too."""

    status: int
    body: Json
    headers: dict[str, str]

    @property
    def code(self) -> str:
        return str(self.body["error"]["code"])

    @property
    def fields(self) -> Json:
        return self.body["error"]["fields"]


def ask(method: str, url: str, body: Json = None, **headers: str) -> Answer:
    """One request; the body as JSON, bytes as they are. Header names take `_` for `-`."""
    raw = body if isinstance(body, bytes) or body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, data=raw, method=method)
    request.add_header("Content-Type", "application/json")
    for name, value in headers.items():
        request.add_header(name.replace("_", "-"), value)
    try:
        with urllib.request.urlopen(request, timeout=130) as answer:
            return _answer(answer.status, answer.read(), answer.headers.items())
    except urllib.error.HTTPError as refused:
        return _answer(refused.code, refused.read(), refused.headers.items())


def _answer(status: int, raw: bytes, headers: Json) -> Answer:
    try:
        body = json.loads(raw)
    except ValueError:
        body = raw.decode(errors="replace")
    return Answer(status, body, {name.lower(): value for name, value in headers})


def key() -> str:
    return str(uuid.uuid4())


def new_name() -> str:
    """Of somebody whom nobody has met yet."""
    return next(_NAMES)


def closed_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass(frozen=True, slots=True)
class Outside:
    """Both addresses, and short ways to what many sentences begin with."""

    program: Program

    @property
    def world(self) -> World:
        return self.program.world

    @property
    def api(self) -> str:
        return f"{self.program.url}/api/v1"

    def ask(self, method: str, path: str, body: Json = None, **headers: str) -> Answer:
        """Of the world."""
        return ask(method, f"{self.world.url}{path}", body, **headers)

    def app(self, method: str, path: str, body: Json = None, **headers: str) -> Answer:
        """Of the app's API."""
        return ask(method, f"{self.api}{path}", body, **headers)

    def person(self, **given: Json) -> Json:
        """A new person in the world who has not met the bot."""
        return self.world.post("/people", {"username": new_name(), "stars": "1000", **given})

    def guest(self, **given: Json) -> Somebody:
        """A new person who has accepted the terms."""
        return meet(self.program, new_name(), **given)

    def sign_in(self, somebody: Somebody) -> "Client":
        return Client(self.api, self.program.sign_in(somebody.name).token)

    def bot_api(self, method: str, token: str = "", **params: Json) -> Json:
        """As any Bot API library asks: by base address and token."""
        token = token or self.world.get()["bot"]["token"]
        base = self.world.url.removesuffix("/world")
        return ask("POST", f"{base}/bot{token}/{method}", params).body


@dataclass(frozen=True, slots=True)
class Client:
    """The API as somebody signed in."""

    url: str
    token: str

    def ask(self, method: str, path: str, body: Json = None, **headers: str) -> Answer:
        given = {"Authorization": f"Bearer {self.token}", **headers}
        return ask(method, f"{self.url}{path}", body, **given)

    def get(self, path: str) -> Json:
        answer = self.ask("GET", path)
        assert answer.status == 200, answer
        return answer.body

    def act(self, path: str, body: Json = None, idempotency: str = "") -> Answer:
        given = {"Idempotency_Key": idempotency or key()}
        return self.ask("POST", path, {} if body is None else body, **given)


__all__ = ["TIME", "Answer", "Api", "Client", "Json", "Outside", "ask", "key", "new_name"]
