"""The program's own HTTP side as a process of its own: real wiring, store and table of routes.

`python -m benchmarks.http_ours FOLDER` fills the store in the folder when it is empty, prints one
line of JSON (port, tokens, secret) and serves until it is ended.
"""

import asyncio
import gc
import logging
import sys
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any, Final, cast

import orjson
import uvloop
from aiohttp import web

from bot.secret import session_secret
from bot.settings import read
from bot.wiring.areas import Areas, areas
from bot.wiring.foundation import Foundation, lay
from bot.wiring.markets import markets
from bot.wiring.ton.gateway import ton_gateway
from bot.wiring.users import users
from bot.wiring.web import web_app
from domain.ledger import accounts
from domain.ledger.models import Ref
from domain.payments.models import StarTransaction, TopUp
from domain.shared.actor import Actor
from domain.shared.change import Decision
from domain.shared.ids import UserId
from domain.shared.money import stars
from domain.users.models import Sighting, SignIn
from webapp.auth import Tokens
from webapp.deps import Invariant, Solvency, WorkerState
from webapp.dispatch import json_answer
from webapp.forms import Answer
from webapp.keys import DISPATCH
from webapp.routing import Call, Route

PEOPLE: Final = 64
LINES: Final = 300
SECRET: Final = "a bench's secret"
FIRST: Final = 500_000


class Hello(Answer):
    message: str
    language: str
    numbers: list[int]


async def hello(call: Call) -> Hello:
    """Say hello"""
    assert call.who is None, "hello is asked by nobody in particular"
    return Hello(message="Hello from the bazaar", language="en", numbers=[*range(12)])


async def bare_hello(_request: web.Request) -> web.Response:
    """The same from the stack alone: aiohttp, orjson, uvloop, ready bytes."""
    body = {"message": "Hello from the bazaar", "language": "en", "numbers": [*range(12)]}
    return json_answer(orjson.dumps(body))


HELLO: Final = Route(method="GET", path="/api/v1/hello", handler=hello, answer=Hello, early=True)


class NoStars:
    """No request of the bench reaches Telegram."""

    async def invoice_link(self, topup: TopUp, *, payload: str) -> str:
        raise AssertionError(f"{topup.id} {payload}")

    async def refund(self, person: UserId, charge: str) -> None:
        raise AssertionError(f"{person} {charge}")

    async def transactions(self, offset: int, limit: int) -> tuple[StarTransaction, ...]:
        raise AssertionError(f"{offset} {limit}")


class Bare:
    """A watch over nothing."""

    def ready(self) -> bool:
        return True

    def workers(self) -> Sequence[WorkerState]:
        return ()

    async def metrics(self) -> bytes:
        return b""

    async def aggregates(self) -> Mapping[str, Mapping[str, int]]:
        return {}

    async def invariants(self) -> Sequence[Invariant]:
        return ()

    async def solvency(self) -> Sequence[Solvency]:
        return ()


async def serve(folder: Path) -> None:
    wide = "1000000000"
    settings = read(
        {
            "BOT_TOKEN": "42:bench",
            "SOUK_DATA": str(folder),
            "SOUK_SECRET_KEY": SECRET,
            "SOUK_LIMIT_ADDRESS": wide,
            "SOUK_LIMIT_PERSON_READS": wide,
        }
    )
    f = lay(settings)
    chain = ton_gateway(f)
    every = areas(f, users(f, chain.proofs), NoStars(), chain, markets(f))
    await f.writer.start()
    work = asyncio.ensure_future(f.writer.run())
    tokens = await fill(f, every)
    # The wiring names the whole watch of the process; what it serves is the protocol.
    app = web_app(f, every, cast("Any", Bare()), bot=lambda: "souk_bot", webhook=None)
    app.router.add_get(HELLO.path, app[DISPATCH].handler(HELLO, public=True))
    bare = web.Application()
    bare.router.add_get("/hello", bare_hello)
    told = {"port": await listen(app), "bare_port": await listen(bare), "tokens": tokens}
    gc.collect()
    gc.freeze()
    sys.stdout.buffer.write(orjson.dumps(told) + b"\n")
    sys.stdout.flush()
    await work


async def listen(app: web.Application) -> int:
    """Serve on a free port, and say which."""
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    return int(runner.addresses[0][1])


async def fill(f: Foundation, every: Areas) -> list[str]:
    """People with their lines, signed in."""
    data = f.settings.data
    secret = session_secret(data.folder, data.secret_key.get_secret_value(), f.chance)
    issue = Tokens(secret, f.clock).issue
    tokens = []
    empty = not await every.users.people.count()
    for n in range(PEOPLE):
        person = UserId(FIRST + n)
        order = SignIn(
            seen=Sighting(id=person, name=f"Person {n}", username=f"person{n}"),
            how="mini_app",
            launch=f.ids.new(),
        )
        who = await every.users.sessions.open(order, address="127.0.0.1")
        tokens.append(issue(who.session).text)
        await every.users.terms.accept(Actor(id=person), every.users.terms.document)
        if empty:
            await f.writer.commit(partial(_lines, f, person))
    return tokens


async def _lines(f: Foundation, person: UserId) -> Decision[None]:
    path = accounts.user(person)
    moved = [
        f.ledger.transfer(
            accounts.STARS_MATURING,
            path,
            stars(1 + n),
            kind="topup",
            ref=Ref("topup", f.ids.new()),
        )
        for n in range(LINES)
    ]
    return Decision(None, moved)


if __name__ == "__main__":
    logging.basicConfig(level=logging.WARNING)
    uvloop.run(serve(Path(sys.argv[1])))
