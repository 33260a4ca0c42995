"""Escrows and the messages that end them, as the port EscrowStore has them."""

from collections.abc import Mapping
from typing import Any, Final

from domain.shared.change import Change
from domain.shared.ids import Instant
from domain.shared.page import Page
from domain.ton.escrows.models import (
    Escrow,
    EscrowMessage,
    EscrowMessageState,
    EscrowState,
    EscrowTerms,
    OrderKind,
)
from domain.ton.escrows.rules import deal_number
from storage.cursors import read_cursor, write_cursor
from storage.engine import Database, Row
from storage.statements import insert, update
from storage.ton.signed import SIGNED, fields_of, kept, moved, moving

_FIXED: Final = {
    "id": "text",
    "deal": "text",
    "address": "text",
    "amount": "bigint",
    "fee": "bigint",
    "deadline_s": "bigint",
    "controller": "text",
    "advertiser": "text",
    "owner": "text",
    "created_at": "bigint",
}
_MOVED: Final = {
    "state": "text",
    "state_seen": "bigint",
    "balance": "bigint",
    "code_hash": "text",
    "lt": "bigint",
    "read_at_s": "bigint",
    "look_at": "bigint",
    "warned": "bigint",
    "changed_at": "bigint",
    "version": "bigint",
}
_COLUMNS: Final = {**_FIXED, **_MOVED}
_MESSAGE: Final = {
    "id": "text",
    "escrow": "text",
    "kind": "text",
    **SIGNED,
}
_ADD = insert("ton_escrows", key=("id",), columns=_COLUMNS)
_MOVE = update(
    "ton_escrows",
    key={"id": "text"},
    given={**_MOVED, "was": "bigint"},
    set={name: f":{name}" for name in _MOVED},
    where="t.version = :was",
)
_ADD_MESSAGE = insert("ton_escrow_messages", key=("id",), columns=_MESSAGE)
_MOVE_MESSAGE = moving("ton_escrow_messages")
_SELECT: Final = f"SELECT {', '.join(_COLUMNS)} FROM ton_escrows "
_SELECT_MESSAGE: Final = f"SELECT {', '.join(_MESSAGE)} FROM ton_escrow_messages "
_LAST: Final = "z" * 27


class EscrowRows:
    """Implements domain.ton.escrows.ports.EscrowStore."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, escrow: Escrow) -> Change:
        terms = escrow.terms
        return _ADD(
            id=escrow.id,
            deal=escrow.deal,
            address=escrow.address,
            amount=terms.amount,
            fee=terms.fee,
            deadline_s=terms.deadline_s,
            controller=terms.controller,
            advertiser=terms.advertiser,
            owner=terms.owner,
            created_at=escrow.created_at,
            **_moved(escrow),
        )

    def move(self, was: Escrow, now: Escrow) -> Change:
        return _MOVE(id=was.id, was=was.version, **_moved(now))

    async def get(self, escrow_id: str) -> Escrow | None:
        return await self._one("WHERE id = ?", escrow_id)

    async def by_deal(self, deal: str) -> Escrow | None:
        return await self._one("WHERE deal = ?", deal)

    async def by_address(self, address: str) -> Escrow | None:
        return await self._one("WHERE address = ?", address)

    async def due(self, now: Instant, *, after: str, limit: int) -> tuple[Escrow, ...]:
        return await self._many(
            "WHERE look_at <= ? AND id > ? ORDER BY id LIMIT ?", now, after, limit
        )

    async def all(self, *, cursor: str | None, limit: int) -> Page[Escrow]:
        before = str(read_cursor("escrows", cursor)[0]) if cursor is not None else _LAST
        found = await self._many("WHERE id < ? ORDER BY id DESC LIMIT ?", before, limit + 1)
        following = write_cursor("escrows", found[limit - 1].id) if len(found) > limit else None
        return Page(found[:limit], following)

    async def counts(self) -> Mapping[EscrowState, int]:
        found = await self._database.scan("SELECT state, count(*) FROM ton_escrows GROUP BY state")
        return {EscrowState(state): int(count) for state, count in found}

    def add_message(self, message: EscrowMessage) -> Change:
        return _ADD_MESSAGE(
            escrow=message.escrow,
            kind=message.kind.value,
            **kept(message),
        )

    def move_message(self, was: EscrowMessage, now: EscrowMessage) -> Change:
        return moved(_MOVE_MESSAGE, was, now)

    async def waiting(self, escrow_id: str) -> EscrowMessage | None:
        row = await self._database.row(
            f"{_SELECT_MESSAGE} WHERE escrow = ? AND state = 'signed'", escrow_id
        )
        return _message(row) if row is not None else None

    async def messages(self, escrow_id: str) -> tuple[EscrowMessage, ...]:
        rows = await self._database.rows(
            f"{_SELECT_MESSAGE} WHERE escrow = ? ORDER BY id", escrow_id
        )
        return tuple(_message(row) for row in rows)

    async def under_way(self, *, after: str, limit: int) -> tuple[str, ...]:
        rows = await self._database.rows(
            "SELECT id FROM ton_escrows WHERE state IN ('releasing', 'refunding') AND id > ? "
            "UNION SELECT escrow FROM ton_escrow_messages WHERE state = 'signed' AND escrow > ? "
            "ORDER BY 1 LIMIT ?",
            after,
            after,
            limit,
        )
        return tuple(str(row[0]) for row in rows)

    async def signed(self) -> int:
        row = await self._database.row(
            "SELECT count(*) FROM ton_escrow_messages WHERE state = 'signed'"
        )
        assert row is not None, "a count has a row"
        return int(row[0])

    async def _one(self, where: str, *values: object) -> Escrow | None:
        found = await self._many(where, *values)
        return found[0] if found else None

    async def _many(self, where: str, *values: object) -> tuple[Escrow, ...]:
        return tuple(_escrow(row) for row in await self._database.rows(_SELECT + where, *values))


def _moved(escrow: Escrow) -> dict[str, Any]:
    return {
        "state": escrow.state.value,
        "state_seen": escrow.state_seen,
        "balance": escrow.balance,
        "code_hash": escrow.code_hash,
        "lt": escrow.lt,
        "read_at_s": escrow.read_at_s,
        "look_at": escrow.look_at,
        "warned": escrow.warned,
        "changed_at": escrow.changed_at,
        "version": escrow.version,
    }


def _escrow(row: Row) -> Escrow:
    value = dict(zip(_COLUMNS, row, strict=True))
    return Escrow(
        id=value["id"],
        deal=value["deal"],
        terms=EscrowTerms(
            number=deal_number(value["deal"]),
            amount=value["amount"],
            fee=value["fee"],
            deadline_s=value["deadline_s"],
            controller=value["controller"],
            advertiser=value["advertiser"],
            owner=value["owner"],
        ),
        address=value["address"],
        state=EscrowState(value["state"]),
        state_seen=value["state_seen"],
        balance=value["balance"],
        code_hash=value["code_hash"],
        lt=value["lt"],
        read_at_s=value["read_at_s"],
        look_at=value["look_at"],
        warned=value["warned"],
        created_at=value["created_at"],
        changed_at=value["changed_at"],
        version=value["version"],
    )


def _message(row: Row) -> EscrowMessage:
    value = dict(zip(_MESSAGE, row, strict=True))
    return EscrowMessage(
        escrow=value["escrow"],
        kind=OrderKind(value["kind"]),
        state=EscrowMessageState(value["state"]),
        **fields_of(value),
    )
