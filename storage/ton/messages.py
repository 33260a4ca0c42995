"""Signed messages and the sequences of their numbers, as the port MessageStore has them."""

from base64 import b64decode, b64encode
from typing import Final

from domain.shared.change import Change
from domain.ton.rules import QUERIES
from domain.ton.withdrawal_models import MessageState, OutMessage
from storage.engine import Database, Row
from storage.statements import insert, update

_COLUMNS: Final = {
    "id": "text",
    "wallet": "text",
    "boc": "text",
    "hash": "text",
    "body_hash": "text",
    "query_id": "bigint",
    "created_at_s": "bigint",
    "expires_at_s": "bigint",
    "inner_hash": "text",
    "state": "text",
    "created_at": "bigint",
    "version": "bigint",
}
_ADD = insert("ton_messages", key=("id",), columns=_COLUMNS)
_MOVE = update(
    "ton_messages",
    key={"id": "text"},
    given={"inner_hash": "text", "state": "text", "version": "bigint", "was": "bigint"},
    set={"inner_hash": ":inner_hash", "state": ":state", "version": ":version"},
    where="t.version = :was",
)
_BEGIN = insert("ton_numbers", key=("wallet",), columns={"wallet": "text", "number": "bigint"})
_NEXT = update(
    "ton_numbers",
    key={"wallet": "text"},
    given={"was": "bigint"},
    set={"number": f"(:was + 1) % {QUERIES}"},
    where="t.number = :was",
)
_SELECT: Final = f"SELECT {', '.join(_COLUMNS)} FROM ton_messages "


class MessageRows:
    """Implements domain.ton.stores.MessageStore."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def begin(self, wallet: str, first: int) -> Change:
        return _BEGIN(wallet=wallet, number=first % QUERIES)

    def number(self, wallet: str, was: int) -> Change:
        return _NEXT(wallet=wallet, was=was)

    async def next_number(self, wallet: str) -> int | None:
        row = await self._database.row("SELECT number FROM ton_numbers WHERE wallet = ?", wallet)
        return int(row[0]) if row is not None else None

    def add(self, message: OutMessage) -> Change:
        return _ADD(
            id=message.id,
            wallet=message.wallet,
            boc=b64encode(message.boc).decode(),
            hash=message.hash,
            body_hash=message.body_hash,
            query_id=message.query_id,
            created_at_s=message.created_at_s,
            expires_at_s=message.expires_at_s,
            inner_hash=message.inner,
            state=message.state.value,
            created_at=message.created_at,
            version=message.version,
        )

    def move(self, was: OutMessage, now: OutMessage) -> Change:
        return _MOVE(
            id=was.id,
            inner_hash=now.inner,
            state=now.state.value,
            version=now.version,
            was=was.version,
        )

    async def get(self, message_id: str) -> OutMessage | None:
        return await self._one("WHERE id = ?", message_id)

    async def by_body(self, wallet: str, body_hash: str) -> OutMessage | None:
        return await self._one("WHERE wallet = ? AND body_hash = ?", wallet, body_hash)

    async def by_inner(self, wallet: str, inner: str) -> OutMessage | None:
        return await self._one("WHERE wallet = ? AND inner_hash = ?", wallet, inner)

    async def waiting(self, limit: int) -> tuple[OutMessage, ...]:
        rows = await self._database.rows(
            f"{_SELECT} WHERE state = 'signed' ORDER BY id LIMIT ?", limit
        )
        return tuple(_message(row) for row in rows)

    async def _one(self, where: str, *values: object) -> OutMessage | None:
        row = await self._database.row(_SELECT + where, *values)
        return _message(row) if row is not None else None


def _message(row: Row) -> OutMessage:
    return OutMessage(
        id=row[0],
        wallet=row[1],
        boc=b64decode(row[2]),
        hash=row[3],
        body_hash=row[4],
        query_id=row[5],
        created_at_s=row[6],
        expires_at_s=row[7],
        inner=row[8],
        state=MessageState(row[9]),
        created_at=row[10],
        version=row[11],
    )
