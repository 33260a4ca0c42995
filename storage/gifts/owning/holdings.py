"""What proved wallets hold, and the value of days, as the ports have them."""

from datetime import date
from typing import Final

from domain.gifts.models import CollectionKey, GiftKey
from domain.gifts.portfolio.holding_ports import Held
from domain.gifts.portfolio.models import Point, WalletRead
from domain.shared.change import Change, Changes
from domain.shared.ids import Instant, UserId
from domain.shared.money import TON, Money
from storage.engine import Database, Row
from storage.gifts.owning.trades import money
from storage.statements import delete, insert

_KEY: Final = {"user_id": "bigint", "wallet": "text", "gift": "text"}
_TOLD: Final = {
    "collection": "text",
    "number": "bigint",
    "title": "text",
    "address": "text",
    "model": "text",
    "backdrop": "text",
    "symbol": "text",
    "image_url": "text",
    "contract": "text",
    "units": "bigint",
    "asset": "text",
}
_PUT = insert(
    "gifts_holdings",
    key=tuple(_KEY),
    columns={**_KEY, **_TOLD, "seen_at": "bigint"},
    conflict="update " + ", ".join(f"{name} = excluded.{name}" for name in _TOLD),
)
_DROP = delete("gifts_holdings", key=_KEY, any_number=True)
_WALLET: Final = {"user_id": "bigint", "wallet": "text"}
_EMPTY = delete("gifts_holdings", key=_WALLET, any_number=True)
_FORGET_READ = delete("gifts_wallet_reads", key=_WALLET, any_number=True)
_READ = insert(
    "gifts_wallet_reads",
    key=tuple(_WALLET),
    columns={**_WALLET, "read_at": "bigint", "failed_at": "bigint"},
    conflict="update read_at = excluded.read_at, failed_at = excluded.failed_at",
)
_POINT_KEY: Final = {"user_id": "bigint", "day": "text"}
_SUMS: Final = ("value", "sell_now", "cost", "realised")
_POINT: Final = {
    "at": "bigint",
    "gifts": "bigint",
    **dict.fromkeys(_SUMS, "bigint"),
    "ton_usd": "text",
    "xtr_usd": "text",
}
_PUT_POINT = insert(
    "gifts_points",
    key=tuple(_POINT_KEY),
    columns={**_POINT_KEY, **_POINT},
    conflict="update " + ", ".join(f"{name} = excluded.{name}" for name in _POINT),
)
_DUE: Final = """SELECT o.user_id FROM (
    SELECT user_id FROM gifts_trades WHERE user_id > ?
    UNION SELECT user_id FROM gifts_wallet_reads WHERE user_id > ?) AS o
LEFT JOIN gifts_points AS p ON p.user_id = o.user_id AND p.day = ?
WHERE p.day IS NULL ORDER BY o.user_id LIMIT ?"""


class HoldingRows:
    """Implements domain.gifts.portfolio.ports.HoldingStore."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, person: UserId, held: Held, *, at: Instant) -> Change:
        return _PUT(
            user_id=person,
            wallet=held.wallet,
            gift=held.gift,
            collection=held.collection,
            number=held.number,
            title=held.title,
            address=held.address,
            model=held.model,
            backdrop=held.backdrop,
            symbol=held.symbol,
            image_url=held.image_url,
            contract=held.contract,
            units=held.price.units if held.price is not None else None,
            asset=held.price.asset.code if held.price is not None else None,
            seen_at=at,
        )

    def drop(self, person: UserId, wallet: str, gift: GiftKey) -> Change:
        return _DROP(user_id=person, wallet=wallet, gift=gift)

    def read(self, person: UserId, read: WalletRead) -> Change:
        return _READ(
            user_id=person, wallet=read.wallet, read_at=read.read_at, failed_at=read.failed_at
        )

    def unlink(self, person: UserId, wallet: str) -> Changes:
        return (
            _EMPTY(user_id=person, wallet=wallet),
            _FORGET_READ(user_id=person, wallet=wallet),
        )

    async def of(self, person: UserId) -> tuple[Held, ...]:
        names = ", ".join((*_KEY, *_TOLD))
        rows = await self._database.rows(
            f"SELECT {names} FROM gifts_holdings WHERE user_id = ? ORDER BY gift, wallet", person
        )
        return tuple(_held(row) for row in rows)

    async def reads(self, person: UserId) -> tuple[WalletRead, ...]:
        rows = await self._database.rows(
            "SELECT wallet, read_at, failed_at FROM gifts_wallet_reads WHERE user_id = ? "
            "ORDER BY wallet",
            person,
        )
        return tuple(
            WalletRead(wallet=wallet, read_at=read_at, failed_at=failed_at)
            for wallet, read_at, failed_at in rows
        )


class PointRows:
    """Implements domain.gifts.portfolio.ports.PointStore."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, point: Point) -> Change:
        return _PUT_POINT(
            user_id=point.person,
            day=point.day.isoformat(),
            at=point.at,
            gifts=point.gifts,
            ton_usd=point.ton_usd,
            xtr_usd=point.xtr_usd,
            **{name: getattr(point, name).units for name in _SUMS},
        )

    async def of(self, person: UserId, *, since: date, until: date) -> tuple[Point, ...]:
        rows = await self._database.rows(
            f"SELECT {', '.join((*_POINT_KEY, *_POINT))} FROM gifts_points "
            "WHERE user_id = ? AND day >= ? AND day <= ? ORDER BY day",
            person,
            since.isoformat(),
            until.isoformat(),
        )
        return tuple(_point(row) for row in rows)

    async def due(self, day: date, limit: int, *, after: UserId) -> tuple[UserId, ...]:
        rows = await self._database.scan(_DUE, after, after, day.isoformat(), limit)
        return tuple(UserId(row[0]) for row in rows)


def _held(row: Row) -> Held:
    value = dict(zip((*_KEY, *_TOLD), row, strict=True))
    return Held(
        wallet=value["wallet"],
        gift=GiftKey(value["gift"]),
        collection=CollectionKey(value["collection"]),
        number=value["number"],
        title=value["title"],
        address=value["address"],
        model=value["model"],
        backdrop=value["backdrop"],
        symbol=value["symbol"],
        image_url=value["image_url"],
        contract=value["contract"],
        price=money(value["units"], value["asset"]),
    )


def _point(row: Row) -> Point:
    value = dict(zip((*_POINT_KEY, *_POINT), row, strict=True))
    sums = {name: Money(value[name], TON) for name in _SUMS}
    return Point(
        person=value["user_id"],
        day=date.fromisoformat(value["day"]),
        at=value["at"],
        gifts=value["gifts"],
        ton_usd=value["ton_usd"],
        xtr_usd=value["xtr_usd"],
        **sums,
    )
