"""What people bought and sold, as the port TradeStore has it."""

from typing import Any, Final

from domain.gifts.models import CollectionKey, GiftKey
from domain.gifts.portfolio.models import Side, Source, Subject, Trade
from domain.shared.change import Change
from domain.shared.ids import UserId
from domain.shared.money import ASSETS, Money
from domain.shared.refusals import NotFound
from storage.engine import Database, Row
from storage.statements import delete, insert, update

_AMENDED: Final = {
    "quantity": "bigint",
    "units": "bigint",
    "asset": "text",
    "at": "bigint",
    "note": "text",
}
_COLUMNS: Final = {
    "id": "text",
    "user_id": "bigint",
    "side": "text",
    "source": "text",
    "collection": "text",
    "gift": "text",
    "model": "text",
    "ref": "text",
    "wallet": "text",
    "created_at": "bigint",
    **_AMENDED,
}
_ADD = insert("gifts_trades", key=("id",), columns=_COLUMNS)
_AMEND = update(
    "gifts_trades",
    key={"id": "text"},
    given=_AMENDED,
    set={name: f":{name}" for name in _AMENDED},
)
_REMOVE = delete("gifts_trades", key={"id": "text"})
_SELECT: Final = f"SELECT {', '.join(_COLUMNS)} FROM gifts_trades "


class TradeRows:
    """Implements domain.gifts.portfolio.ports.TradeStore."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, trade: Trade) -> Change:
        subject = trade.subject
        return _ADD(
            id=trade.id,
            user_id=trade.person,
            side=trade.side.value,
            source=trade.source.value,
            collection=subject.collection,
            gift=subject.gift,
            model=subject.model,
            ref=trade.ref,
            wallet=trade.wallet,
            created_at=trade.created_at,
            rows=(f"gifts_trades:{trade.person}:{trade.ref}",),
            **_amended(trade),
        )

    def amend(self, was: Trade, now: Trade) -> Change:
        return _AMEND(id=was.id, refusal=NotFound(lot=was.id), **_amended(now))

    def remove(self, trade: Trade) -> Change:
        return _REMOVE(id=trade.id, refusal=NotFound(lot=trade.id))

    async def get(self, trade_id: str) -> Trade | None:
        row = await self._database.row(f"{_SELECT} WHERE id = ?", trade_id)
        return _trade(row) if row is not None else None

    async def of(self, person: UserId) -> tuple[Trade, ...]:
        rows = await self._database.rows(f"{_SELECT} WHERE user_id = ? ORDER BY at, id", person)
        return tuple(_trade(row) for row in rows)


def money(units: int | None, asset: str | None) -> Money | None:
    """A price as it is kept: none, or one in an asset that may have left the settings since."""
    known = ASSETS.get(asset) if asset is not None else None
    return Money(units, known) if units is not None and known is not None else None


def _amended(trade: Trade) -> dict[str, Any]:
    price = trade.price
    return {
        "quantity": trade.quantity,
        "units": price.units if price is not None else None,
        "asset": price.asset.code if price is not None else None,
        "at": trade.at,
        "note": trade.note,
    }


def _trade(row: Row) -> Trade:
    value = dict(zip(_COLUMNS, row, strict=True))
    gift = value["gift"]
    return Trade(
        id=value["id"],
        person=value["user_id"],
        side=Side(value["side"]),
        source=Source(value["source"]),
        subject=Subject(
            collection=CollectionKey(value["collection"]),
            gift=GiftKey(gift) if gift is not None else None,
            model=value["model"],
        ),
        quantity=value["quantity"],
        price=money(value["units"], value["asset"]),
        at=value["at"],
        ref=value["ref"],
        wallet=value["wallet"],
        note=value["note"],
        created_at=value["created_at"],
    )
