"""People, as the port PeopleStore has them."""

from typing import Final

from domain.shared.actor import Role
from domain.shared.change import Change, Changes
from domain.shared.ids import Instant, UserId
from domain.users.models import Ban, ExportPart, MoneyLimit, Person, Sighting
from storage.engine import Database, Row
from storage.statements import delete, insert, update

_SEEN: Final = {
    "username": "text",
    "username_key": "text",
    "name": "text",
    "search_key": "text",
    "language_code": "text",
    "is_premium": "bigint",
    "seen_at": "bigint",
}
_ADD = insert(
    "users_people",
    key=("id",),
    columns={
        "id": "bigint",
        **_SEEN,
        "time_zone": "text",
        "currency": "text",
        "referral": "text",
        "note": "text",
        "blocked": "bigint",
        "created_at": "bigint",
        "start_param": "text",
        "sessions_after": "bigint",
    },
)
_ID: Final = {"id": "bigint"}


def _set(**given: str) -> dict[str, str]:
    return {name: f":{name}" for name in given}


_REFRESH = update("users_people", key=_ID, given=_SEEN, set=_set(**_SEEN))
_STARTED: Final = {"start_param": "text", "started_at": "bigint"}
_START = update(
    "users_people", key=_ID, given=_STARTED, set=_set(**_STARTED), where="t.started_at IS NULL"
)
_PROFILE: Final = {"language": "text", "time_zone": "text", "currency": "text"}
_SETTLE = update("users_people", key=_ID, given=_PROFILE, set=_set(**_PROFILE))
_TERMS: Final = {"terms": "text", "terms_at": "bigint"}
_ACCEPT = update("users_people", key=_ID, given=_TERMS, set=_set(**_TERMS))
_ACCEPTED = insert(
    "users_acceptances",
    key=("user_id", "document"),
    columns={"user_id": "bigint", "document": "text", "at": "bigint"},
    conflict="ignore",
)
_BANNED: Final = {"banned_at": "bigint", "ban_reason": "text", "sessions_after": "bigint"}
_BAN = update("users_people", key=_ID, given=_BANNED, set=_set(**_BANNED))
_LIMITED: Final = {"limit_stars": "bigint", "limit_reason": "text"}
_LIMIT = update("users_people", key=_ID, given=_LIMITED, set=_set(**_LIMITED))
_NOTE = update("users_people", key=_ID, given={"note": "text"}, set=_set(note="text"))
_BLOCK = update("users_people", key=_ID, given={"blocked": "bigint"}, set=_set(blocked="bigint"))

_FREE: Final = "t.banned_at IS NULL AND t.limit_stars IS NULL"
_FORGET = delete("users_people", key=_ID, where=_FREE)
_EMPTY: Final = {
    "name": "''",
    "search_key": "''",
    "note": "''",
    "start_param": "''",
    "is_premium": "0",
    **dict.fromkeys(("username", "username_key", "language_code", "language"), "NULL"),
    **dict.fromkeys(("terms", "terms_at", "started_at"), "NULL"),
}
_EMPTY_OUT = update("users_people", key=_ID, set=_EMPTY, where=f"NOT ({_FREE})")
_FORGET_MORE = tuple(
    delete(f"users_{table}", key={"user_id": "bigint"}, any_number=True)
    for table in (
        "acceptances",
        "roles",
        "sessions",
        "referrals",
        "notice_settings",
        "inbox",
        "wallets",
        "dialogues",
    )
)
_FORGET_INVITED = delete("users_referrals", key={"inviter_id": "bigint"}, any_number=True)

PERSON: Final = (
    "p.id, p.username, p.name, p.language_code, p.language, p.time_zone, p.currency, "
    "p.is_premium, r.role, p.referral, p.terms, p.terms_at, p.banned_at, p.ban_reason, "
    "p.limit_stars, p.limit_reason, p.note, p.blocked, p.created_at, p.seen_at, "
    "p.started_at, p.start_param, p.sessions_after"
)
"""The columns that `person_of` reads, of `users_people p LEFT JOIN users_roles r`."""

_SELECT: Final = (
    f"SELECT {PERSON} FROM users_people p LEFT JOIN users_roles r ON r.user_id = p.id WHERE "
)
_EXPORTED: Final = {
    "acceptances": ("document", "at"),
    "sessions": ("id", "how", "address", "agent", "created_at", "seen_at", "ended_at"),
    "referrals": ("inviter_id", "at"),
    "notice_settings": ("muted", "off", "quiet_since", "quiet_until", "digest"),
    "inbox": ("id", "kind", "text_key", "details", "at", "read_at"),
    "wallets": ("address", "proved_at"),
}
_EXPORT_MOST: Final = 10_000


class PeopleRows:
    """Implements domain.users.ports.PeopleStore."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, person: Person) -> Change:
        return _ADD(
            id=person.id,
            username=person.username,
            username_key=_username_key(person.username),
            name=person.name,
            search_key=_search_key(person.username, person.name),
            language_code=person.language_code,
            is_premium=int(person.is_premium),
            seen_at=person.seen_at,
            time_zone=person.time_zone,
            currency=person.currency,
            referral=person.referral,
            note=person.note,
            blocked=int(person.blocked),
            created_at=person.created_at,
            start_param=person.start_param,
            sessions_after=person.sessions_after,
        )

    def refresh(self, seen: Sighting, at: Instant) -> Change:
        return _REFRESH(
            id=seen.id,
            username=seen.username,
            username_key=_username_key(seen.username),
            name=seen.name,
            search_key=_search_key(seen.username, seen.name),
            language_code=seen.language_code,
            is_premium=int(bool(seen.is_premium)),
            seen_at=at,
        )

    def start(self, person: UserId, param: str, at: Instant) -> Change:
        return _START(id=person, start_param=param, started_at=at)

    def settle(self, person: UserId, *, language: str, time_zone: str, currency: str) -> Change:
        return _SETTLE(
            id=person, language=language or None, time_zone=time_zone, currency=currency
        )

    def accept_terms(self, person: UserId, document: str, at: Instant) -> Changes:
        return (
            _ACCEPT(id=person, terms=document, terms_at=at),
            _ACCEPTED(user_id=person, document=document, at=at),
        )

    def ban(self, person: UserId, ban: Ban | None, *, sessions_after: Instant) -> Change:
        return _BAN(
            id=person,
            banned_at=ban.at if ban is not None else None,
            ban_reason=ban.reason if ban is not None else None,
            sessions_after=sessions_after,
        )

    def limit(self, person: UserId, limit: MoneyLimit | None) -> Change:
        return _LIMIT(
            id=person,
            limit_stars=limit.stars_per_day if limit is not None else None,
            limit_reason=limit.reason if limit is not None else None,
        )

    def note(self, person: UserId, text: str) -> Change:
        return _NOTE(id=person, note=text)

    def blocked(self, person: UserId, *, blocked: bool) -> Change:
        return _BLOCK(id=person, blocked=int(blocked))

    def forget(self, person: UserId, *, restricted: bool) -> Changes:
        more = [statement(user_id=person) for statement in _FORGET_MORE]
        own = _EMPTY_OUT(id=person) if restricted else _FORGET(id=person)
        return (own, more, _FORGET_INVITED(inviter_id=person))

    async def get(self, person: UserId) -> Person | None:
        return await self._one("p.id = ?", person)

    async def by_username(self, username: str) -> Person | None:
        return await self._one(
            "p.username_key = ? ORDER BY p.seen_at DESC LIMIT 1", username.lower()
        )

    async def by_referral(self, code: str) -> Person | None:
        return await self._one("p.referral = ?", code)

    async def search(self, text: str, limit: int) -> tuple[Person, ...]:
        folded = text.casefold().replace("\\", r"\\").replace("%", r"\%").replace("_", r"\_")
        rows = await self._database.scan(
            f"{_SELECT} p.search_key LIKE ? ESCAPE '\\' ORDER BY p.seen_at DESC, p.id LIMIT ?",
            f"%{folded}%",
            limit,
        )
        return tuple(person_of(row) for row in rows)

    async def count(self) -> int:
        row = await self._database.row("SELECT count(*) FROM users_people")
        return int(row[0]) if row is not None else 0

    async def parts(self, person: UserId) -> tuple[ExportPart, ...]:
        parts = [await self._part("people", _PROFILE_COLUMNS, "id", person)]
        for table, columns in _EXPORTED.items():
            parts.append(await self._part(table, columns, "user_id", person))
        return tuple(parts)

    async def _part(
        self, table: str, columns: tuple[str, ...], key: str, person: UserId
    ) -> ExportPart:
        rows = await self._database.scan(
            f"SELECT {', '.join(columns)} FROM users_{table} WHERE {key} = ? LIMIT ?",
            person,
            _EXPORT_MOST,
        )
        named = tuple(dict(zip(columns, row, strict=True)) for row in rows)
        return ExportPart(name=table, rows=named)

    async def _one(self, where: str, value: object) -> Person | None:
        row = await self._database.row(_SELECT + where, value)
        return person_of(row) if row is not None else None


_PROFILE_COLUMNS: Final = (
    "id",
    "username",
    "name",
    "language_code",
    "language",
    "time_zone",
    "currency",
    "is_premium",
    "referral",
    "terms",
    "terms_at",
    "created_at",
    "seen_at",
    "started_at",
    "start_param",
)


def person_of(row: Row) -> Person:
    """A person out of the columns PERSON."""
    banned_at, ban_reason, limit_stars, limit_reason = row[12:16]
    return Person(
        id=row[0],
        username=row[1],
        name=row[2],
        language_code=row[3],
        language=row[4],
        time_zone=row[5],
        currency=row[6],
        is_premium=bool(row[7]),
        role=Role(row[8] or Role.USER),
        referral=row[9],
        terms=row[10],
        terms_at=row[11],
        ban=Ban(reason=ban_reason, at=banned_at) if banned_at is not None else None,
        limit=None
        if limit_stars is None
        else MoneyLimit(stars_per_day=limit_stars, reason=limit_reason),
        note=row[16],
        blocked=bool(row[17]),
        created_at=row[18],
        seen_at=row[19],
        started_at=row[20],
        start_param=row[21],
        sessions_after=row[22],
    )


def _username_key(username: str | None) -> str | None:
    return username.lower() if username is not None else None


def _search_key(username: str | None, name: str) -> str:
    return f"{username or ''} {name}".casefold()
