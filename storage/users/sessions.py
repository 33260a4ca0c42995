"""Sessions and nonces, as the port SessionStore has them."""

from typing import Final

from domain.shared.change import Change
from domain.shared.ids import Instant, UserId
from domain.shared.refusals import NotFound
from domain.users.models import Nonce, Session, SignedIn
from domain.users.refusals import LaunchStale, NonceUsed
from storage.engine import Database, Row
from storage.statements import delete, insert, update
from storage.users.people import PERSON, person_of

_ADD = insert(
    "users_sessions",
    key=("id",),
    columns={
        "id": "text",
        "user_id": "bigint",
        "how": "text",
        "launch": "text",
        "address": "text",
        "agent": "text",
        "created_at": "bigint",
        "seen_at": "bigint",
        "expires_at": "bigint",
    },
    where="NOT EXISTS (SELECT 1 FROM users_sessions AS s WHERE s.user_id = :user_id "
    "AND s.launch = :launch AND s.ended_at IS NOT NULL)",
)
_RENEW = update(
    "users_sessions", key={"id": "text"}, given={"seen_at": "bigint"}, set={"seen_at": ":seen_at"}
)
_END = update(
    "users_sessions",
    key={"id": "text"},
    given={"ended_at": "bigint"},
    set={"ended_at": ":ended_at"},
    where="t.ended_at IS NULL",
)
_DROP = delete("users_sessions", key={"id": "text"}, any_number=True)
_ADD_NONCE = insert(
    "users_nonces",
    key=("payload",),
    columns={"payload": "text", "session_id": "text", "expires_at": "bigint"},
)
_SPEND = delete(
    "users_nonces",
    key={"payload": "text"},
    given={"session_id": "text", "now": "bigint"},
    where="t.session_id = :session_id AND t.expires_at > :now",
)
_DROP_NONCE = delete("users_nonces", key={"payload": "text"}, any_number=True)

_SESSION: Final = (
    "s.id, s.user_id, s.how, s.launch, s.address, s.agent, s.created_at, s.seen_at, "
    "s.expires_at, s.ended_at"
)
_WIDTH: Final = 10
_FIND: Final = (
    f"SELECT {_SESSION}, {PERSON} FROM users_sessions s JOIN users_people p ON p.id = s.user_id "
    "LEFT JOIN users_roles r ON r.user_id = p.id WHERE s.id = ?"
)


class SessionRows:
    """Implements domain.users.ports.SessionStore."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, session: Session) -> Change:
        return _ADD(
            id=session.id,
            user_id=session.person,
            how=session.how,
            launch=session.launch,
            address=session.address,
            agent=session.agent,
            created_at=session.created_at,
            seen_at=session.seen_at,
            expires_at=session.expires_at,
            # Ending one and beginning another of the same launch look at each other's rows.
            rows=(_launch(session),),
            refusal=LaunchStale(),
        )

    def renew(self, session: str, at: Instant) -> Change:
        return _RENEW(id=session, seen_at=at)

    def end(self, session: Session, at: Instant) -> Change:
        return _END(
            id=session.id,
            ended_at=at,
            rows=(_launch(session),),
            refusal=NotFound(session=session.id),
        )

    def add_nonce(self, nonce: Nonce) -> Change:
        return _ADD_NONCE(
            payload=nonce.payload, session_id=nonce.session or "", expires_at=nonce.expires_at
        )

    def spend_nonce(self, payload: str, session: str | None, now: Instant) -> Change:
        return _SPEND(payload=payload, session_id=session or "", now=now, refusal=NonceUsed())

    def drop(self, session: str) -> Change:
        return _DROP(id=session)

    def drop_nonce(self, payload: str) -> Change:
        return _DROP_NONCE(payload=payload)

    async def find(self, session: str) -> SignedIn | None:
        row = await self._database.row(_FIND, session)
        if row is None:
            return None
        return SignedIn(session=_session(row[:_WIDTH]), person=person_of(row[_WIDTH:]))

    async def of(self, person: UserId, now: Instant) -> tuple[Session, ...]:
        rows = await self._database.rows(
            f"SELECT {_SESSION} FROM users_sessions s WHERE s.user_id = ? AND s.ended_at IS NULL "
            "AND s.expires_at > ? ORDER BY s.created_at DESC, s.id DESC LIMIT 100",
            person,
            now,
        )
        return tuple(_session(row) for row in rows)

    async def expired(self, before: Instant, limit: int) -> tuple[str, ...]:
        rows = await self._database.rows(
            "SELECT id FROM users_sessions WHERE expires_at < ? ORDER BY expires_at LIMIT ?",
            before,
            limit,
        )
        return tuple(row[0] for row in rows)

    async def expired_nonces(self, before: Instant, limit: int) -> tuple[str, ...]:
        rows = await self._database.rows(
            "SELECT payload FROM users_nonces WHERE expires_at < ? ORDER BY expires_at LIMIT ?",
            before,
            limit,
        )
        return tuple(row[0] for row in rows)


def _launch(session: Session) -> str:
    return f"users_sessions:launch:{session.person}:{session.launch}"


def _session(row: Row) -> Session:
    return Session(
        id=row[0],
        person=row[1],
        how=row[2],
        launch=row[3],
        address=row[4],
        agent=row[5],
        created_at=row[6],
        seen_at=row[7],
        expires_at=row[8],
        ended_at=row[9],
    )
