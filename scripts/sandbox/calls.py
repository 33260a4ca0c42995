"""The log of every call to a face. The token is not part of it: faces hand in the method only."""

import time
from dataclasses import dataclass
from datetime import datetime

import orjson

from scripts.sandbox.forms import Json, time_text
from scripts.sandbox.store import Store

KEPT_CALLS_MAX = 100_000
_TRIM_EVERY = 5_000
# A photo or a page of a market in full would make the log unreadable.
_TEXT_MAX = 4_000


@dataclass(frozen=True, slots=True, kw_only=True)
class CallRow:
    """One call: parameters and answer as the face's wire form has them."""

    face: str
    method: str
    params: Json
    status: int
    answer: object
    took_ms: float
    fault: str | None = None
    chat: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CallFilter:
    """Which calls are asked for; `match` is a shell pattern on the method."""

    face: str | None = None
    match: str | None = None
    chat: int | None = None


class CallLog:
    """The log, kept in the store; the last hundred thousand calls of it."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._added = 0
        self._good_at: dict[str, float] = {}

    def add(self, row: CallRow, *, seq: int, at: datetime) -> None:
        """Write one call under its number."""
        body = {
            "seq": seq,
            "at": time_text(at),
            "face": row.face,
            "method": row.method,
            "params": _cut(row.params),
            "status": row.status,
            "answer": _cut(row.answer),
            "took_ms": round(row.took_ms, 1),
            "fault": row.fault,
        }
        encoded = orjson.dumps(body, default=str)
        self._store.append_call((seq, row.face, row.method, row.chat, encoded))
        if row.fault is None:
            self._good_at[row.face] = time.monotonic()
        self._added += 1
        if self._added % _TRIM_EVERY == 0:
            self._store.trim_calls(KEPT_CALLS_MAX)

    def read(self, wanted: CallFilter, *, since: int, limit: int) -> list[object]:
        """The calls after that number that are asked for, oldest first."""
        where, parameters = ["seq > ?"], [since]
        chosen: list[object] = [*parameters]
        for column, value in (("face", wanted.face), ("chat", wanted.chat)):
            if value is not None:
                where.append(f"{column} = ?")
                chosen.append(value)
        if wanted.match is not None:
            where.append("method GLOB ?")
            chosen.append(wanted.match.replace("[!", "[^"))
        sql = f"SELECT seq, body FROM calls WHERE {' AND '.join(where)} ORDER BY seq LIMIT ?"
        rows = self._store.select_calls(sql, (*chosen, limit))
        return [orjson.loads(body) for _seq, body in rows]

    def quiet_s(self, face: str) -> float:
        """Real seconds since a call to that face went well."""
        return time.monotonic() - self._good_at.get(face, 0.0)


def _cut(value: object) -> object:
    """Shorten long texts and drop bytes, all the way down."""
    if isinstance(value, str):
        return value if len(value) <= _TEXT_MAX else f"{value[:_TEXT_MAX]}…"
    if isinstance(value, bytes):
        return f"{len(value)} bytes"
    if isinstance(value, dict):
        return {str(key): _cut(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_cut(inner) for inner in value]
    return value
