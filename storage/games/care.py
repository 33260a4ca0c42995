"""Responsible play and daily grants, as the port CareStore has them."""

from collections.abc import Callable
from typing import Final

from domain.games.care_models import (
    LimitKind,
    Pause,
    PauseKind,
    Pending,
    Period,
    Player,
    PlayLimit,
)
from domain.shared.change import Change, Changes
from domain.shared.ids import UserId
from domain.shared.money import ASSETS, Asset, Money
from domain.shared.refusals import AlreadyDone
from domain.users.models import ExportPart
from storage.engine import Database, Row
from storage.statements import delete, insert, update

_PLAYER: Final = {
    "reminded_at": "bigint",
    "sitting_from": "bigint",
    "staked_at": "bigint",
    "checked_at": "bigint",
    "reality_minutes": "bigint",
    "pause": "text",
    "paused_until": "bigint",
    "version": "bigint",
}
_LIMIT: Final = {
    "user_id": "bigint",
    "kind": "text",
    "period": "text",
    "asset": "text",
    "units": "bigint",
    "pending_units": "bigint",
    "pending_since": "bigint",
}
_LIMIT_KEY: Final = ("user_id", "kind", "period", "asset")
_ADD_PLAYER = insert("games_players", key=("user_id",), columns={"user_id": "bigint", **_PLAYER})
_MOVE_PLAYER = update(
    "games_players",
    key={"user_id": "bigint"},
    given={**_PLAYER, "was": "bigint"},
    set={name: f":{name}" for name in _PLAYER},
    where="t.version = :was",
)
_SET_LIMIT = insert(
    "games_limits",
    key=_LIMIT_KEY,
    columns=_LIMIT,
    conflict="update units = excluded.units, pending_units = excluded.pending_units, "
    "pending_since = excluded.pending_since",
)
_DROP_LIMIT = delete(
    "games_limits", key={name: _LIMIT[name] for name in _LIMIT_KEY}, any_number=True
)
_GRANT = insert(
    "games_grants",
    key=("user_id", "day"),
    columns={"user_id": "bigint", "day": "bigint", "units": "bigint"},
)
_FORGET_GRANTS = delete(
    "games_grants",
    key={"user_id": "bigint"},
    where="t.day < "
    "(SELECT max(last.day) FROM games_grants AS last WHERE last.user_id = t.user_id)",
    any_number=True,
)


class CareRows:
    """Implements domain.games.ports.CareStore, and Traces for the personal data."""

    def __init__(
        self, database: Database, *, asset_of: Callable[[str], Asset] = ASSETS.__getitem__
    ) -> None:
        self._database = database
        self._asset_of = asset_of

    def put(self, was: Player, now: Player) -> Change:
        assert now.version == was.version + 1, "each change counts"
        pause = now.pause
        values = {
            "user_id": now.person,
            "reminded_at": now.reminded_at,
            "sitting_from": now.sitting_from,
            "staked_at": now.staked_at,
            "checked_at": now.checked_at,
            "reality_minutes": now.reality_minutes,
            "pause": pause.kind.value if pause is not None else None,
            "paused_until": pause.until if pause is not None else None,
            "version": now.version,
        }
        if was.version == 0:
            return _ADD_PLAYER(refusal=None, rows=(), **values)
        return _MOVE_PLAYER(refusal=None, rows=(), was=was.version, **values)

    def set_limit(self, person: UserId, limit: PlayLimit) -> Change:
        pending = limit.pending
        amount = pending.amount if pending is not None else None
        return _SET_LIMIT(
            user_id=person,
            kind=limit.kind.value,
            period=limit.period.value,
            asset=limit.asset.code,
            units=limit.amount.units,
            pending_units=amount.units if amount is not None else None,
            pending_since=pending.since if pending is not None else None,
        )

    def drop_limit(self, person: UserId, kind: LimitKind, period: Period, asset: Asset) -> Change:
        return _DROP_LIMIT(user_id=person, kind=kind.value, period=period.value, asset=asset.code)

    def grant(self, person: UserId, day: int, value: Money) -> Change:
        return _GRANT(user_id=person, day=day, units=value.units, refusal=AlreadyDone())

    async def player(self, person: UserId) -> Player | None:
        row = await self._database.row(
            f"SELECT {', '.join(_PLAYER)} FROM games_players WHERE user_id = ?", person
        )
        return _player(person, row) if row is not None else None

    async def limits(self, person: UserId) -> tuple[PlayLimit, ...]:
        rows = await self._database.rows(
            f"SELECT {', '.join(_LIMIT)} FROM games_limits WHERE user_id = ? "
            "ORDER BY kind, asset, period",
            person,
        )
        return tuple(self._limit(row) for row in rows)

    async def granted(self, person: UserId, day: int) -> bool:
        row = await self._database.row(
            "SELECT 1 FROM games_grants WHERE user_id = ? AND day = ?", person, day
        )
        return row is not None

    async def parts(self, person: UserId) -> tuple[ExportPart, ...]:
        limits = await self._database.rows(
            f"SELECT {', '.join(_LIMIT)} FROM games_limits WHERE user_id = ?", person
        )
        player = await self._database.rows(
            f"SELECT {', '.join(_PLAYER)} FROM games_players WHERE user_id = ?", person
        )
        return (
            ExportPart(
                name="play-limits",
                rows=tuple(dict(zip(_LIMIT, row, strict=True)) for row in limits),
            ),
            ExportPart(
                name="play", rows=tuple(dict(zip(_PLAYER, row, strict=True)) for row in player)
            ),
        )

    def forget(self, person: UserId, _alias: UserId) -> Changes:
        """What protects the person stays with their id, and so does the day of the last grant:
        deleting an account lifts no limit and no exclusion, and brings no second grant of a day.
        """
        return _FORGET_GRANTS(user_id=person)

    def _limit(self, row: Row) -> PlayLimit:
        _, kind, period, code, units, pending_units, pending_since = row
        asset = self._asset_of(code)
        pending = None
        if pending_since is not None:
            amount = Money(pending_units, asset) if pending_units is not None else None
            pending = Pending(amount=amount, since=pending_since)
        return PlayLimit(
            kind=LimitKind(kind),
            period=Period(period),
            asset=asset,
            amount=Money(units, asset),
            pending=pending,
        )


def _player(person: UserId, row: Row) -> Player:
    reminded, sitting, staked, checked, reality, pause, until, version = row
    return Player(
        person=person,
        reminded_at=reminded,
        sitting_from=sitting,
        staked_at=staked,
        checked_at=checked,
        reality_minutes=reality,
        pause=Pause(kind=PauseKind(pause), until=until) if pause is not None else None,
        version=version,
    )
