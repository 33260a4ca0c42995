"""Areas, referrals, wallets and dialogues: the small tables about people."""

from typing import Final

from domain.shared.change import Change
from domain.shared.ids import Instant, UserId
from domain.shared.page import Page
from domain.shared.refusals import NotFound
from domain.users.models import Area, AreaState, Referral, Wallet
from domain.users.refusals import WalletTaken
from storage.cursors import read_cursor, write_cursor
from storage.engine import Database, Row
from storage.statements import delete, insert

_SWITCH = insert(
    "users_areas",
    key=("area",),
    columns={"area": "text", "paused": "bigint", "reason": "text", "at": "bigint"},
    conflict="update paused = excluded.paused, reason = excluded.reason, at = excluded.at",
)
_BRING = insert(
    "users_referrals",
    key=("user_id",),
    columns={"user_id": "bigint", "inviter_id": "bigint", "flagged": "bigint", "at": "bigint"},
)
_LINK = insert(
    "users_wallets",
    key=("address",),
    columns={"address": "text", "user_id": "bigint", "proved_at": "bigint"},
    conflict="update proved_at = excluded.proved_at",
    where="NOT EXISTS (SELECT 1 FROM users_wallets AS w WHERE w.address = :address "
    "AND w.user_id <> :user_id)",
)
_UNLINK = delete(
    "users_wallets",
    key={"address": "text"},
    given={"user_id": "bigint"},
    where="t.user_id = :user_id",
)
_KEEP = insert(
    "users_dialogues",
    key=("chat_id", "user_id"),
    columns={"chat_id": "bigint", "user_id": "bigint", "state": "text", "data": "text"},
    conflict="update state = excluded.state, data = excluded.data",
)
_DROP = delete("users_dialogues", key={"chat_id": "bigint", "user_id": "bigint"}, any_number=True)
_REFERRAL: Final = "user_id, inviter_id, flagged, at"
_LATEST: Final = 2**62


class AreaRows:
    """Implements domain.users.ports.AreaStore."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def set(self, state: AreaState) -> Change:
        return _SWITCH(
            area=state.area.value, paused=int(state.paused), reason=state.reason, at=state.at
        )

    async def state(self, area: Area) -> AreaState:
        row = await self._database.row(
            "SELECT area, paused, reason, at FROM users_areas WHERE area = ?", area.value
        )
        return _area(row) if row is not None else _open(area)

    async def all(self) -> tuple[AreaState, ...]:
        rows = await self._database.rows("SELECT area, paused, reason, at FROM users_areas")
        known = {state.area: state for state in map(_area, rows)}
        return tuple(known.get(area) or _open(area) for area in Area)


class ReferralRows:
    """Implements domain.users.ports.ReferralStore."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, referral: Referral) -> Change:
        return _BRING(
            user_id=referral.person,
            inviter_id=referral.inviter,
            flagged=int(referral.flagged),
            at=referral.at,
        )

    async def inviter(self, person: UserId) -> UserId | None:
        row = await self._database.row(
            "SELECT inviter_id FROM users_referrals WHERE user_id = ?", person
        )
        return UserId(row[0]) if row is not None else None

    async def invited(self, inviter: UserId, *, cursor: str | None, limit: int) -> Page[Referral]:
        scope = f"invited:{inviter}"
        at, person = read_cursor(scope, cursor) if cursor is not None else (_LATEST, _LATEST)
        rows = await self._database.rows(
            f"SELECT {_REFERRAL} FROM users_referrals WHERE inviter_id = ? "
            "AND (at, user_id) < (?, ?) ORDER BY at DESC, user_id DESC LIMIT ?",
            inviter,
            int(at),
            int(person),
            limit + 1,
        )
        last = rows[limit - 1] if len(rows) > limit else None
        following = write_cursor(scope, last[3], last[0]) if last is not None else None
        return Page(tuple(_referral(row) for row in rows[:limit]), following)

    async def count(self, inviter: UserId) -> int:
        row = await self._database.row(
            "SELECT count(*) FROM users_referrals WHERE inviter_id = ? AND flagged = 0", inviter
        )
        return int(row[0]) if row is not None else 0


class WalletRows:
    """Implements domain.users.ports.WalletStore."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, wallet: Wallet) -> Change:
        return _LINK(
            address=wallet.address,
            user_id=wallet.person,
            proved_at=wallet.proved_at,
            refusal=WalletTaken(address=wallet.address),
        )

    def remove(self, person: UserId, address: str) -> Change:
        return _UNLINK(address=address, user_id=person, refusal=NotFound(wallet=address))

    async def of(self, person: UserId) -> tuple[Wallet, ...]:
        rows = await self._database.rows(
            "SELECT address, user_id, proved_at FROM users_wallets WHERE user_id = ? "
            "ORDER BY proved_at, address",
            person,
        )
        return tuple(Wallet(address=row[0], person=row[1], proved_at=row[2]) for row in rows)

    async def owner(self, address: str) -> UserId | None:
        row = await self._database.row(
            "SELECT user_id FROM users_wallets WHERE address = ?", address
        )
        return UserId(row[0]) if row is not None else None


class DialogueRows:
    """aiogram's half-finished dialogues: state and data (JSON) by chat and person."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def get(self, chat_id: int, user_id: int) -> tuple[str | None, str] | None:
        row = await self._database.row(
            "SELECT state, data FROM users_dialogues WHERE chat_id = ? AND user_id = ?",
            chat_id,
            user_id,
        )
        return (row[0], row[1]) if row is not None else None

    def put(self, chat_id: int, user_id: int, state: str | None, data: str) -> Change:
        return _KEEP(chat_id=chat_id, user_id=user_id, state=state, data=data)

    def drop(self, chat_id: int, user_id: int) -> Change:
        return _DROP(chat_id=chat_id, user_id=user_id)


def _open(area: Area) -> AreaState:
    return AreaState(area=area, paused=False, reason="", at=None)


def _area(row: Row) -> AreaState:
    at = Instant(row[3])
    return AreaState(area=Area(row[0]), paused=bool(row[1]), reason=row[2], at=at)


def _referral(row: Row) -> Referral:
    return Referral(person=row[0], inviter=row[1], flagged=bool(row[2]), at=row[3])
