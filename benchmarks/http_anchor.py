"""The anchor: the same two answers as FastAPI tutorials write them, on the same store.

uvicorn with httptools and uvloop, one SQLModel AsyncSession per request by dependency, response
models, no access log. `python -m benchmarks.http_anchor FOLDER` prints a line of JSON and serves.
"""

import socket
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from secrets import token_hex
from time import monotonic
from typing import Annotated, Final

import jwt
import orjson
import uvicorn
from fastapi import Depends, FastAPI, Header, HTTPException
from pydantic import BaseModel
from sqlalchemy.ext.asyncio import async_sessionmaker, create_async_engine
from sqlmodel import col, or_, select
from sqlmodel.ext.asyncio.session import AsyncSession
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from benchmarks.http_ours import SECRET
from bot.runtime.chance import SystemChance
from bot.secret import session_secret
from storage.ledger.tables import PathRow, Transfer
from storage.users.tables import PersonRow
from webapp.heads import CLOSED

LIMIT: Final = 10**9
HEAD: Final = [(name.lower().encode(), value.encode()) for name, value in CLOSED]


class Ref(BaseModel):
    kind: str
    id: str


class Line(BaseModel):
    id: str
    at: int
    kind: str
    asset: str
    amount: str
    balance_after: str
    ref: Ref


class Lines(BaseModel):
    items: list[Line]
    next: str | None


def build(folder: Path, *, duties: bool) -> FastAPI:
    engine = create_async_engine(f"sqlite+aiosqlite:///{folder / 'souk.db'}", pool_size=8)
    sessions = async_sessionmaker(engine, class_=AsyncSession, expire_on_commit=False)
    secret = session_secret(folder, SECRET, SystemChance())
    app = FastAPI()
    if duties:
        app.add_middleware(Duties)

    async def session() -> AsyncIterator[AsyncSession]:
        async with sessions() as opened:
            yield opened

    Session = Annotated[AsyncSession, Depends(session)]  # noqa: N806

    async def person(opened: Session, authorization: Annotated[str, Header()]) -> PersonRow:
        try:
            token = authorization.removeprefix("Bearer ")
            claims = jwt.decode(token, secret, ["HS256"], audience="souk")
        except jwt.InvalidTokenError as error:
            raise HTTPException(401) from error
        found = await opened.get(PersonRow, int(claims["sub"]))
        if found is None:
            raise HTTPException(401)
        return found

    # As the tutorial's first page has it: a dict, no response model. (With one FastAPI hands the
    # bytes of pydantic through, which makes it about a quarter quicker.)
    @app.get("/api/v1/hello", response_model=None)
    async def hello() -> dict[str, object]:
        return {"message": "Hello from the bazaar", "language": "en", "numbers": [*range(12)]}

    @app.get("/api/v1/statement", response_model=Lines)
    async def statement(
        opened: Session, who: Annotated[PersonRow, Depends(person)], limit: int = 50
    ) -> Lines:
        of_path = select(PathRow.account).where(PathRow.path == f"user:{who.id}")
        account = (await opened.exec(of_path)).one()
        wanted = (
            select(Transfer)
            .where(or_(col(Transfer.source) == account, col(Transfer.target) == account))
            .order_by(col(Transfer.seq).desc())
            .limit(limit)
        )
        rows = (await opened.exec(wanted)).all()
        return Lines(items=[_line(row, account) for row in rows], next=None)

    return app


class Duties:
    """What our entrance does for every request: an id, closed headers, a limit by address. As
    plain ASGI, since a middleware of Starlette's own kind costs many times the answer.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._counts: dict[tuple[str, int], int] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await self._app(scope, receive, send)
        key = (scope["client"][0], int(monotonic() // 60))
        self._counts[key] = self._counts.get(key, 0) + 1
        assert self._counts[key] < LIMIT, "the bench stays below the limit"
        trace = dict(scope["headers"]).get(b"x-request-id") or token_hex(8).encode()

        async def dressed(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] += [(b"x-request-id", trace), *HEAD]
            await send(message)

        return await self._app(scope, receive, dressed)


def _line(row: Transfer, account: int) -> Line:
    out = row.source == account
    return Line(
        id=row.id,
        at=row.at,
        kind=row.kind,
        asset=row.asset,
        amount=str((-row.amount if out else row.amount) / 100),
        balance_after=str((row.source_after if out else row.target_after) / 100),
        ref=Ref(kind=row.ref_kind, id=row.ref_id),
    )


def main(folder: Path, *, duties: bool) -> None:
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    sys.stdout.buffer.write(orjson.dumps({"port": listening.getsockname()[1]}) + b"\n")
    sys.stdout.flush()
    config = uvicorn.Config(
        build(folder, duties=duties),
        loop="uvloop",
        http="httptools",
        access_log=False,
        log_level="warning",
    )
    uvicorn.Server(config).run(sockets=[listening])


if __name__ == "__main__":
    main(Path(sys.argv[1]), duties="duties" in sys.argv)
