"""Dispatch: the idiomatic mix through our tables, beside an idiomatic aiogram tree.

    python -m benchmarks dispatch [--rounds 5] [--updates 600]

The anchor is a dispatcher of 40 routers with 5 handlers each (`Command`, `F.text.startswith`,
state and `F.text`, `CallbackData`, `F.data ==`), memory storage, no middleware. Ours has the same
200 targets in tables, and everything that stands around a handler in the program: visit, errors,
throttle, dialogues in rows (SQLite), order per person. The mix: 30 % commands, 20 % text in a
dialogue, 40 % presses, 10 % that nothing matches. Both take parsed updates; every handler reached
is counted and must be the same on both sides. Contenders take turns within a round; ratios are
medians of those within a round.
"""

import argparse
import asyncio
import shutil
import tempfile
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter, process_time
from typing import Final, ParamSpec, TypeVar

import uvloop
from aiogram import Bot, Dispatcher, F, Router
from aiogram.filters import Command, StateFilter
from aiogram.filters.callback_data import CallbackData
from aiogram.fsm.storage.base import BaseStorage, StorageKey
from aiogram.fsm.storage.memory import MemoryStorage
from aiogram.types import CallbackQuery, Message, Update

from bot.dispatcher import build_dispatcher
from bot.fsm import Dialogues
from bot.gateways.telegram.session import TelegramSession
from bot.runtime.clock import RealClock
from handlers.middlewares.errors import ErrorAnswers
from handlers.middlewares.faces import Faces
from handlers.middlewares.throttle import Throttle
from handlers.middlewares.visit import VisitMiddleware
from handlers.routes import Handler, Routes
from handlers.visit import Visit
from locales.words import Words
from storage.engine import open_database
from storage.users.places import DialogueRows
from storage.writer import Writer
from tests.fakes.chat import FakeDesks, FakePeople

ROUTERS: Final = 40
GOAL: Final = 10.0
TOKEN: Final = "7000000001:sandbox-0123456789abcdef0123456789abcdef"
PEOPLE: Final = 200
P = ParamSpec("P")
T = TypeVar("T")
Feed = Callable[[Update], Awaitable[object]]


@dataclass(slots=True)
class Side:
    """One contender: what it takes, and which handlers it reached."""

    name: str
    feed: Feed
    reached: Counter[str]


class Act(CallbackData, prefix="act"):
    router: int


def idiomatic(bot: Bot, storage: BaseStorage) -> Side:
    """A tree as most bots have it."""
    reached: Counter[str] = Counter()
    dispatcher = Dispatcher(storage=storage)
    for number in range(ROUTERS):
        dispatcher.include_router(_router(number, reached))

    async def feed(update: Update) -> object:
        return await dispatcher.feed_update(bot, update)

    return Side("aiogram tree", feed, reached)


def _router(number: int, reached: Counter[str]) -> Router:
    router = Router()

    @router.message(Command(f"cmd{number}"))
    async def command(_: Message) -> None:
        reached[f"cmd{number}"] += 1

    @router.message(F.text.startswith(f"word{number} "))
    async def word(_: Message) -> None:
        reached[f"word{number}"] += 1

    @router.message(StateFilter(f"ask:{number}"), F.text)
    async def dialogue(_: Message) -> None:
        reached[f"ask{number}"] += 1

    @router.callback_query(Act.filter(F.router == number))
    async def act(_: CallbackQuery) -> None:
        reached[f"act{number}"] += 1

    @router.callback_query(F.data == f"press{number}")
    async def press(_: CallbackQuery) -> None:
        reached[f"press{number}"] += 1

    return router


def ours(bot: Bot, storage: BaseStorage) -> Side:
    """The program's own dispatcher, its middlewares included."""
    reached: Counter[str] = Counter()

    def handler(name: str) -> Handler:
        async def handle(visit: Visit) -> None:
            reached[name + visit.args if name == "act" else name] += 1

        return handle

    numbers = range(ROUTERS)
    routes = Routes(
        commands={f"cmd{n}": handler(f"cmd{n}") for n in numbers},
        callbacks={"act": handler("act")} | {f"press{n}": handler(f"press{n}") for n in numbers},
        deep_links={f"word{n}": handler(f"word{n}") for n in numbers},
        dialogues={f"ask:{n}": handler(f"ask{n}") for n in numbers},
    )
    clock, desks = RealClock(), FakeDesks()
    faces = Faces(FakePeople(), clock)
    dispatcher = build_dispatcher(
        routes,
        {},
        username=lambda: "souk_bot",
        storage=storage,
        middlewares=[
            VisitMiddleware(faces, Words(), clock, desks),
            ErrorAnswers({}),
            Throttle(pause_s=1e-9, burst=1),
        ],
    )

    async def feed(update: Update) -> object:
        return await dispatcher.feed_update(bot, update)

    return Side("tables", feed, reached)


def updates(bot: Bot, count: int) -> list[Update]:
    """The mix, in a fixed order, over people half of whom are in a dialogue."""
    made = []
    for number in range(count):
        person, router = number % PEOPLE, number * 7 % ROUTERS
        body = _body(number % 10, person, router)
        parsed = Update.model_validate({"update_id": number, **body}, context={"bot": bot})
        made.append(parsed)
    return made


def _body(slot: int, person: int, router: int) -> dict[str, object]:
    if slot < 3:
        return _message(person, f"/cmd{router} 5")
    if slot < 5:
        return _message(PEOPLE + router, "some text")
    if slot < 7:
        return _press(person, f"act:{router}")
    if slot < 9:
        return _press(person, f"press{router}")
    return _message(person, "nothing that anybody knows")


def _message(person: int, text: str) -> dict[str, object]:
    user = {"id": person + 1, "is_bot": False, "first_name": "A", "language_code": "en"}
    chat = {"id": person + 1, "type": "private"}
    return {"message": {"message_id": 1, "date": 1, "chat": chat, "from": user, "text": text}}


def _press(person: int, data: str) -> dict[str, object]:
    message = _message(person, "Menu")["message"]
    user = {"id": person + 1, "is_bot": False, "first_name": "A", "language_code": "en"}
    query = {"id": "q", "from": user, "chat_instance": "1", "data": data, "message": message}
    return {"callback_query": query}


async def enter_dialogues(bot: Bot, storage: BaseStorage) -> None:
    for router in range(ROUTERS):
        person = PEOPLE + router + 1
        await storage.set_state(StorageKey(bot.id, person, person), f"ask:{router}")


@asynccontextmanager
async def rows(folder: Path) -> AsyncIterator[Dialogues]:
    """Dialogues in a real store."""
    database = open_database(f"sqlite:///{folder / 'bench.db'}")
    writer = Writer(database, clock=RealClock(), publish=lambda _event: None)
    await writer.start()
    task = asyncio.create_task(writer.run())
    try:
        yield Dialogues(DialogueRows(database), writer)
    finally:
        await writer.stop()
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def timed(side: Side, given: list[Update]) -> tuple[float, float]:
    """Wall and CPU seconds for all of them, one after the other."""
    wall_s, cpu_s = perf_counter(), process_time()
    for update in given:
        await side.feed(update)
    return perf_counter() - wall_s, process_time() - cpu_s


class CountingExecutor(ThreadPoolExecutor):
    """The loop's default executor: every `to_thread` and `run_in_executor` passes through."""

    def __init__(self) -> None:
        super().__init__()
        self.submitted = 0

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> "Future[T]":
        self.submitted += 1
        return super().submit(fn, *args, **kwargs)


async def hops(side: Side, given: list[Update], executor: CountingExecutor) -> float:
    """Thread hops per update."""
    before = executor.submitted
    for update in given:
        await side.feed(update)
    return (executor.submitted - before) / len(given)


async def measure(rounds: int, count: int, folder: Path) -> bool:
    bot = Bot(TOKEN, session=TelegramSession("http://127.0.0.1:9"))
    memory = MemoryStorage()
    async with rows(folder) as dialogues:
        sides = [idiomatic(bot, memory), ours(bot, dialogues)]
        for storage in (memory, dialogues):
            await enter_dialogues(bot, storage)
        given = updates(bot, count)
        executor = CountingExecutor()
        asyncio.get_running_loop().set_default_executor(executor)
        per_update = [await hops(side, given, executor) for side in sides]
        assert sides[0].reached == sides[1].reached, "the two sides reached different handlers"
        print(f"  {count} updates a round, {rounds} rounds, {sides[0].reached.total()} handled")
        walls: list[list[float]] = [[], []]
        cpus: list[list[float]] = [[], []]
        for turn in range(rounds):
            for index in (0, 1) if turn % 2 == 0 else (1, 0):
                wall_s, cpu_s = await timed(sides[index], given)
                walls[index].append(wall_s)
                cpus[index].append(cpu_s)
    await bot.session.close()
    return report(sides, walls, cpus, per_update, count=count)


def report(
    sides: list[Side],
    walls: list[list[float]],
    cpus: list[list[float]],
    per_update: list[float],
    *,
    count: int,
) -> bool:
    """Print the figures; true when the goals are met."""
    for side, wall, cpu, hop in zip(sides, walls, cpus, per_update, strict=True):
        rate, us = count / median(wall), median(cpu) / count * 1e6
        print(f"  {side.name:13} {rate:8.0f} updates/s  {us:7.0f} us CPU  {hop:5.1f} hops")
    ratio = median(slow / fast for slow, fast in zip(*walls, strict=True))
    print(f"  ratio {ratio:.1f} (goal {GOAL:.0f}), hops {per_update[1]:.0f} (goal 0)")
    return ratio >= GOAL and per_update[1] == 0


def main(arguments: list[str]) -> bool:
    parser = argparse.ArgumentParser(prog="python -m benchmarks dispatch")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--updates", type=int, default=600)
    options = parser.parse_args(arguments)
    folder = Path(tempfile.mkdtemp(prefix="souk-bench-"))
    try:
        with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
            return runner.run(measure(options.rounds, options.updates, folder))
    finally:
        shutil.rmtree(folder)
