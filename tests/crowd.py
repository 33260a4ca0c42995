"""Many people at once in the local Telegram, each ready to play, for campaigns and benches."""

import threading
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from tests.program import Api, Json, Program

THREADS = 8
T = TypeVar("T")
R = TypeVar("R")


@dataclass(frozen=True, slots=True, kw_only=True)
class Guest:
    """Somebody who began in chat, accepted the terms in the app and is signed in there."""

    name: str
    id: int
    api: Api


def roomy(folder: Path) -> Program:
    """The program where scripts may act faster than a person, with points for a long day."""
    return Program(
        folder,
        SOUK_LIMIT_ACT_PAUSE_S="0",
        SOUK_LIMIT_PLAY="100000",
        SOUK_LIMIT_SIGN_IN="100000",
        SOUK_LIMIT_PERSON_READS="100000",
        SOUK_GAMES_DAILY_POINTS="10000",
    )


def at_once(act: Callable[[T], R], over: Iterable[T]) -> list[R]:
    """Each by one of a few threads. The first failure is raised."""
    with ThreadPoolExecutor(THREADS) as pool:
        return list(pool.map(act, over))


def gather(program: Program, many: int) -> list[Guest]:
    """New people: `/start` in chat, then sign-in and terms by the API, all at once."""
    world = program.world

    def begin(number: int) -> Json:
        who = f"guest{number}"
        person = {"username": who, "name": who, "language": "en", "stars": "1000000"}
        made = world.post("/people", person)
        say(program, who, {"start": ""})
        return made

    def accept(made: Json) -> Guest:
        api = program.sign_in(made["username"])
        api.act("/me/terms", {"document": terms})
        return Guest(name=made["username"], id=made["id"], api=api)

    terms = Api(program.url).get("/terms")["document"]
    made = at_once(begin, range(many))
    world.idle(60)
    return at_once(accept, made)


def say(program: Program, who: str, message: Json) -> Json:
    """One message in the private chat, without waiting for anything."""
    return program.world.post(f"/chats/{who}/messages?as={who}", message)


def every(read: Callable[[str], Json], path: str) -> list[Json]:
    """All pages of a list."""
    found: list[Json] = []
    cursor = ""
    while True:
        page = read(f"{path}{'&' if '?' in path else '?'}limit=100{cursor}")
        found += page["items"]
        if page["next"] is None:
            return found
        cursor = f"&cursor={page['next']}"


def logged(program: Program, path: str) -> list[Json]:
    """The whole of one of the world's logs."""
    found: list[Json] = []
    since = 0
    while True:
        page = program.world.get(f"{path}{'&' if '?' in path else '?'}since={since}&limit=1000")
        if not page["items"]:
            return found
        found += page["items"]
        since = page["items"][-1]["seq"]


class Count:
    """A number that several threads add to."""

    def __init__(self) -> None:
        self.value = 0
        self._lock = threading.Lock()

    def add(self) -> None:
        with self._lock:
            self.value += 1
