"""What the tables of signed messages share: the columns of a message that is kept before it is
sent, and how it moves on.
"""

from base64 import b64decode, b64encode
from collections.abc import Mapping
from typing import Any, Final, Protocol, TypedDict

from domain.shared.change import Change
from domain.shared.ids import Instant
from storage.statement import Statement
from storage.statements import update

SIGNED: Final = {
    "boc": "text",
    "hash": "text",
    "query_id": "bigint",
    "created_at_s": "bigint",
    "expires_at_s": "bigint",
    "taken_at_s": "bigint",
    "state": "text",
    "created_at": "bigint",
    "version": "bigint",
}
_MOVED: Final = {"taken_at_s": "bigint", "state": "text", "version": "bigint"}


class Signed(Protocol):
    """A message as any of the nouns keeps it."""

    @property
    def id(self) -> str: ...
    @property
    def boc(self) -> bytes: ...
    @property
    def hash(self) -> str: ...
    @property
    def query_id(self) -> int: ...
    @property
    def created_at_s(self) -> int: ...
    @property
    def expires_at_s(self) -> int: ...
    @property
    def taken_at_s(self) -> int | None: ...
    @property
    def state(self) -> str: ...
    @property
    def created_at(self) -> Instant: ...
    @property
    def version(self) -> int: ...


class SignedFields(TypedDict):
    """Those that stand as they are; the state has a type of its own in each noun."""

    id: str
    boc: bytes
    hash: str
    query_id: int
    created_at_s: int
    expires_at_s: int
    taken_at_s: int | None
    created_at: Instant
    version: int


def moving(table: str) -> Statement:
    """The statement of `moved`. Stale unless the version still is what it was."""
    return update(
        table,
        key={"id": "text"},
        given={**_MOVED, "was": "bigint"},
        set={name: f":{name}" for name in _MOVED},
        where="t.version = :was",
    )


def moved(move: Statement, was: Signed, now: Signed) -> Change:
    return move(
        id=was.id,
        taken_at_s=now.taken_at_s,
        state=str(now.state),
        version=now.version,
        was=was.version,
    )


def kept(message: Signed) -> dict[str, Any]:
    """The columns of a new row."""
    return {
        "id": message.id,
        "boc": b64encode(message.boc).decode(),
        "hash": message.hash,
        "query_id": message.query_id,
        "created_at_s": message.created_at_s,
        "expires_at_s": message.expires_at_s,
        "taken_at_s": message.taken_at_s,
        "state": str(message.state),
        "created_at": message.created_at,
        "version": message.version,
    }


def fields_of(row: Mapping[str, Any]) -> SignedFields:
    return SignedFields(
        id=row["id"],
        boc=b64decode(row["boc"]),
        hash=row["hash"],
        query_id=row["query_id"],
        created_at_s=row["created_at_s"],
        expires_at_s=row["expires_at_s"],
        taken_at_s=row["taken_at_s"],
        created_at=row["created_at"],
        version=row["version"],
    )
