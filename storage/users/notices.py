"""Notice settings and the inbox, as the ports NoticeStore and InboxStore have them."""

from collections.abc import Callable, Sequence
from typing import Final

import orjson

from domain.shared.change import Change, Event
from domain.shared.ids import Instant, UserId
from domain.shared.money import ASSETS, Asset
from domain.shared.outbox import Notice
from domain.shared.page import Page
from domain.users.events import InboxChanged
from domain.users.models import Letter, NoticeSettings, QuietHours
from storage.cursors import read_cursor, write_cursor
from storage.engine import Database, Row
from storage.payloads import dump, load
from storage.statements import insert, update

_PUT = insert(
    "users_notice_settings",
    key=("user_id",),
    columns={
        "user_id": "bigint",
        "muted": "bigint",
        "off": "text",
        "quiet_since": "bigint",
        "quiet_until": "bigint",
        "digest": "bigint",
    },
    conflict="update muted = excluded.muted, off = excluded.off, "
    "quiet_since = excluded.quiet_since, quiet_until = excluded.quiet_until, "
    "digest = excluded.digest",
)
LETTER: Final = insert(
    "users_inbox",
    key=("id",),
    columns={
        "id": "text",
        "user_id": "bigint",
        "kind": "text",
        "text_key": "text",
        "details": "text",
        "buttons": "text",
        "at": "bigint",
        "digest_at": "bigint",
    },
)
_READ = update(
    "users_inbox",
    key={"user_id": "bigint"},
    given={"upto": "text", "read_at": "bigint"},
    set={"read_at": ":read_at"},
    where="t.id <= :upto AND t.read_at IS NULL",
    any_number=True,
)
_DIGESTED = update(
    "users_inbox",
    key={"user_id": "bigint"},
    given={"until": "bigint"},
    set={"digest_at": "NULL"},
    where="t.digest_at <= :until",
    any_number=True,
)
_AFTER_ALL: Final = "z" * 27
"""Sorts after every id, in any collation."""
_SETTINGS: Final = "n.muted, n.off, n.quiet_since, n.quiet_until, n.digest"
_LETTER: Final = "id, user_id, kind, text_key, details, buttons, at, read_at"


def letters_put(publish: Callable[[Event], None]) -> Callable[[Sequence[Change]], None]:
    """What the wiring gives to `Writer.after(LETTER.name, ...)`: one InboxChanged per person."""
    place = list(LETTER.columns).index("user_id")

    def hook(changes: Sequence[Change]) -> None:
        for person in {change.params[place] for change in changes}:
            assert isinstance(person, int), "a letter is somebody's"
            publish(InboxChanged(UserId(person)))

    return hook


class NoticeRows:
    """Implements domain.users.ports.NoticeStore."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, person: UserId, settings: NoticeSettings) -> Change:
        quiet = settings.quiet
        return _PUT(
            user_id=person,
            muted=int(settings.muted),
            off=" ".join(sorted(settings.off)),
            quiet_since=quiet.since if quiet is not None else None,
            quiet_until=quiet.until if quiet is not None else None,
            digest=int(settings.digest),
        )

    async def get(self, person: UserId) -> NoticeSettings | None:
        row = await self._database.row(
            f"SELECT {_SETTINGS} FROM users_notice_settings n WHERE n.user_id = ?", person
        )
        return _settings(row) if row is not None else None

    async def all(self) -> tuple[tuple[UserId, NoticeSettings, str], ...]:
        rows = await self._database.scan(
            f"SELECT {_SETTINGS}, n.user_id, p.time_zone FROM users_notice_settings n "
            "JOIN users_people p ON p.id = n.user_id"
        )
        return tuple((row[5], _settings(row), row[6]) for row in rows)


class InboxRows:
    """Implements domain.users.ports.InboxStore."""

    def __init__(
        self, database: Database, *, asset_of: Callable[[str], Asset] = ASSETS.__getitem__
    ) -> None:
        self._database = database
        self._asset_of = asset_of

    def add(
        self, letter_id: str, notice: Notice, *, at: Instant, digest_at: Instant | None
    ) -> Change:
        return LETTER(
            id=letter_id,
            user_id=notice.to,
            kind=notice.kind,
            text_key=notice.text,
            details=dump(notice.fields),
            buttons=orjson.dumps(notice.buttons).decode(),
            at=at,
            digest_at=digest_at,
        )

    def read(self, person: UserId, upto: str, at: Instant) -> Change:
        return _READ(user_id=person, upto=upto, read_at=at)

    def digested(self, person: UserId, until: Instant) -> Change:
        return _DIGESTED(user_id=person, until=until)

    async def letters(self, person: UserId, *, cursor: str | None, limit: int) -> Page[Letter]:
        scope = f"inbox:{person}"
        before = str(read_cursor(scope, cursor)[0]) if cursor is not None else _AFTER_ALL
        rows = await self._database.rows(
            f"SELECT {_LETTER} FROM users_inbox WHERE user_id = ? AND id < ? "
            "ORDER BY id DESC LIMIT ?",
            person,
            before,
            limit + 1,
        )
        following = write_cursor(scope, rows[limit - 1][0]) if len(rows) > limit else None
        return Page(tuple(_letter(row, self._asset_of) for row in rows[:limit]), following)

    async def unread(self, person: UserId, upto: str | None = None) -> int:
        row = await self._database.row(
            "SELECT count(*) FROM users_inbox WHERE user_id = ? AND id <= ? AND read_at IS NULL",
            person,
            upto if upto is not None else _AFTER_ALL,
        )
        return int(row[0]) if row is not None else 0

    async def due_digests(self, now: Instant, limit: int) -> tuple[tuple[UserId, int], ...]:
        rows = await self._database.rows(
            "SELECT user_id, count(*) FROM users_inbox WHERE digest_at <= ? "
            "GROUP BY user_id ORDER BY user_id LIMIT ?",
            now,
            limit,
        )
        return tuple((row[0], int(row[1])) for row in rows)


def _settings(row: Row) -> NoticeSettings:
    muted, off, since, until, digest = row[:5]
    return NoticeSettings(
        muted=bool(muted),
        off=frozenset(off.split()),
        quiet=QuietHours(since=since, until=until) if since is not None else None,
        digest=bool(digest),
    )


def _letter(row: Row, asset_of: Callable[[str], Asset]) -> Letter:
    return Letter(
        id=row[0],
        person=row[1],
        kind=row[2],
        text=row[3],
        fields=load(row[4], asset_of),
        buttons=tuple((label, data) for label, data in orjson.loads(row[5])),
        at=row[6],
        read_at=row[7],
    )
