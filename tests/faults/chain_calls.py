"""Asking a program that dies now and then, and knowing what it was asked."""

import time
import uuid
from collections.abc import Callable

from tests.program import Api, Json, Program, Refused, call

ANSWER_S_MAX = 120
NANO = 10**9


class Asker:
    """One person's calls of the app's API: asked again until there is an answer."""

    def __init__(self, program: Program, name: str) -> None:
        self._program = program
        self._name = name
        self._api: Api | None = None
        self.again = 0

    def act(self, path: str, body: Json = None) -> Json:
        """One act under one key."""
        key = str(uuid.uuid4())
        return self._insist(path, lambda api: api.act(path, body, key=key))

    def get(self, path: str) -> Json:
        return self._insist(path, lambda api: api.get(path))

    def all(self, path: str) -> list[Json]:
        """A whole list, page by page."""
        found: list[Json] = []
        cursor = ""
        while True:
            page = self.get(f"{path}?limit=100{cursor}")
            found += page["items"]
            if page["next"] is None:
                return found
            cursor = f"&cursor={page['next']}"

    def _insist(self, path: str, ask: Callable[[Api], Json]) -> Json:
        until_s = time.monotonic() + ANSWER_S_MAX
        while time.monotonic() < until_s:
            try:
                self._api = self._api or self._program.sign_in(self._name)
                return ask(self._api)
            except OSError:
                time.sleep(0.05)
            except Refused as refused:
                if refused.status == 401:
                    self._api = None  # a token ends when the clock has gone on an hour
                elif refused.status < 500 and refused.status != 429:
                    raise
                time.sleep(0.2)
            self.again += 1
        raise TimeoutError(f"{path} had no answer for {ANSWER_S_MAX} s")


def arrived(program: Program, place: str) -> int:
    """What an account on the chain holds, in nano."""
    root = program.world.url.removesuffix("/world")
    path = f"{root}/ton/api/v2/getAddressBalance?address={place}"
    return int(call("GET", path, None, {"X-API-Key": "campaign"}).body["result"])


def whole(nano: int) -> str:
    whole, rest = divmod(nano, NANO)
    return f"{whole}.{rest:09d}".rstrip("0").rstrip(".")


def nano_of(text: str) -> int:
    whole, _, rest = text.partition(".")
    return int(whole) * NANO + int(rest.ljust(9, "0"))
