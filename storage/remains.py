"""Taking a deleted person out of texts: each table that may name people declares its `Place`.

Reading whole tables happens on a thread; what is found is changed row by row, by key.
"""

import re
from dataclasses import dataclass
from enum import Enum
from typing import Any, Final

import orjson

from domain.shared.change import Change
from domain.shared.ids import Instant
from domain.users.leaving import Leaver
from storage.engine import Database, Row
from storage.statement import Columns
from storage.statements import delete, update
from storage.writer import Writer

_AT_ONCE: Final = 100
_GONE: Final = "…"
_IDS: Final = ("by", "id", "inviter", "other", "person", "subject", "user", "user_id")
_WORDS: Final = ("name", "note", "opponent", "reason", "text", "username", "value", "why")
_OF_PEOPLE: Final = frozenset((*_IDS, *_WORDS))
_NAMES: Final = frozenset({"by", "name", "opponent", "other", "person"})
"""Fields that hold a person's id, name or words. An equal number elsewhere is something else."""


class Way(Enum):
    """What becomes of a row: removed, its texts emptied, or the person replaced in them."""

    DROP = 1
    EMPTY = 2
    REPLACE = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where people may be named: `texts` hold them within, `people` are columns that hold an id.
    `at` is when a row was made; only rows of which `ended` is true are touched.
    """

    table: str
    key: Columns
    way: Way
    texts: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    at: str = ""
    ended: str = ""


class SqlRemains:
    """Implements domain.users.leaving.Remains."""

    def __init__(self, writer: Writer, database: Database, place: Place) -> None:
        self._writer = writer
        self._database = database
        self._place = place
        texts = dict.fromkeys(place.texts, "text")
        if place.way is Way.DROP:
            self._change = delete(place.table, key=place.key, any_number=True)
        elif place.way is Way.EMPTY:
            empty = dict.fromkeys(place.texts, "'{}'")
            self._change = update(place.table, key=place.key, set=empty, any_number=True)
        else:
            given = {f"new_{name}": kind for name, kind in texts.items()}
            new = {name: f":new_{name}" for name in texts}
            self._change = update(
                place.table, key=place.key, given=given, set=new, any_number=True
            )

    async def clear(self, leaver: Leaver, until: Instant) -> bool:
        named = _Named(leaver)
        ended = self._place.ended or "true"
        rows = await self._find(leaver, until, ended)
        changes = [change for row in rows for change in self._changes(row, named)]
        for start in range(0, len(changes), _AT_ONCE):
            await self._writer.put(changes[start : start + _AT_ONCE])
        if not self._place.ended:
            return True
        return not await self._find(leaver, until, f"NOT ({ended})", limit="LIMIT 1")

    async def _find(
        self, leaver: Leaver, until: Instant, ended: str, *, limit: str = ""
    ) -> list[Row]:
        place = self._place
        looks = [leaver.username.lower()] if leaver.username else []
        looks.append(str(leaver.person))
        found = [f"lower({name}) LIKE ?" for name in place.texts for _ in looks]
        params: list[object] = [f"%{look}%" for _ in place.texts for look in looks]
        if leaver.name and place.way is Way.REPLACE:
            found += [f"{name} LIKE ?" for name in place.texts]
            params += [f'%"{_escaped(leaver.name)}"%'] * len(place.texts)
        found += [f"CAST({name} AS TEXT) = ?" for name in place.people]
        params += [str(leaver.person)] * len(place.people)
        sql = (
            f"SELECT {', '.join((*place.key, *place.texts))} FROM {place.table} "
            f"WHERE ({' OR '.join(found)}) AND {ended}"
        )
        if place.at:
            sql += f" AND {place.at} <= ?"
            params.append(until)
        return await self._database.scan(f"{sql} {limit}", *params)

    def _changes(self, row: Row, named: "_Named") -> list[Change]:
        names = tuple(self._place.key)
        key = dict(zip(names, row, strict=False))
        if self._place.way is not Way.REPLACE:
            return [self._change(**key)]
        texts = row[len(names) :]
        anew = [named.replaced(text) if text is not None else None for text in texts]
        if anew == list(texts):
            return []
        given: dict[str, Any] = {
            f"new_{name}": text for name, text in zip(self._place.texts, anew, strict=True)
        }
        return [self._change(**key, **given)]


class _Named:
    """Finds one person's id and username in texts, as whole words, and their name where a field
    holds nothing else.
    """

    def __init__(self, leaver: Leaver) -> None:
        self._person, self._alias = int(leaver.person), int(leaver.alias)
        self._whole = leaver.name
        self._id = re.compile(rf"(?<!\d){leaver.person}(?!\d)")
        name = re.escape(leaver.username) if leaver.username else None
        self._at_name = re.compile(rf"@{name}(?!\w)", re.IGNORECASE) if name else None
        self._name = re.compile(rf"@?(?<!\w){name}(?!\w)", re.IGNORECASE) if name else None

    def replaced(self, text: str) -> str:
        """JSON field by field, any other text as what somebody wrote."""
        if text[:1] not in {"{", "["}:
            return self._words(text, of_people=True)
        found = orjson.loads(text)
        anew = self._value(found)
        return text if anew == found else orjson.dumps(anew).decode()

    def _value(self, value: object, *, field: str = "") -> object:
        if isinstance(value, dict) and not _is_money(value):
            return {name: self._value(inner, field=name) for name, inner in value.items()}
        if isinstance(value, list):
            return [self._value(inner, field=field) for inner in value]
        if isinstance(value, str):
            if field in _NAMES and value == self._whole:
                return _GONE
            return self._words(value, of_people=field in _OF_PEOPLE)
        same = field in _OF_PEOPLE and type(value) is int and value == self._person
        return self._alias if same else value

    def _words(self, text: str, *, of_people: bool) -> str:
        text = self._id.sub(str(self._alias), text)
        name = self._name if of_people else self._at_name
        return name.sub(_GONE, text) if name is not None else text


def _escaped(name: str) -> str:
    """As JSON writes it."""
    return orjson.dumps(name).decode()[1:-1]


def _is_money(value: dict[str, object]) -> bool:
    """Amounts are never anybody's id."""
    return bool(value) and value.keys() <= {"$money", "amount", "asset"}
