"""Baskets, as the port BasketStore has them."""

from collections.abc import Mapping
from typing import Any, Final

import orjson

from domain.gifts.baskets.models import (
    Basket,
    BasketItem,
    BasketState,
    ItemState,
    Payment,
    Way,
    Why,
)
from domain.gifts.models import CollectionKey, Lot, Market, TraitValue
from domain.gifts.search import SaleKind
from domain.shared.change import Change, Changes
from domain.shared.ids import Instant, UserId
from domain.shared.money import ASSETS, TON, Money
from domain.shared.refusals import LimitReached
from storage.engine import Database, Row
from storage.gifts.alerts.rules import ASKS
from storage.statements import insert, row_name, update

_MOVED: Final = {
    "state": "text",
    "items": "text",
    "expires_at": "bigint",
    "checked_at": "bigint",
    "version": "bigint",
}
_COLUMNS: Final = {
    "id": "text",
    "user_id": "bigint",
    "search": "text",
    "wanted": "bigint",
    "cap": "bigint",
    "budget": "bigint",
    "created_at": "bigint",
    **_MOVED,
}
_OPEN: Final = "state IN ('picked', 'checked')"
_ADD = insert(
    "gifts_baskets",
    key=("id",),
    columns=_COLUMNS,
    given={"most": "bigint"},
    where="(SELECT count(*) FROM gifts_baskets AS b WHERE b.user_id = :user_id "
    f"AND b.{_OPEN}) < :most",
)
_MOVE = update(
    "gifts_baskets",
    key={"id": "text"},
    given={**_MOVED, "was": "bigint"},
    set={name: f":{name}" for name in _MOVED},
    where="t.version = :was",
)
_SELECT: Final = f"SELECT {', '.join(_COLUMNS)} FROM gifts_baskets "
_TRAITS: Final = ("model", "backdrop", "symbol")
_LOT: Final = (
    *("own_id", "number", "title", "onchain", "address", "contract", "seller"),
    *("listed_at", "locked_until", "image_url"),
)
"""What stands in JSON as it is."""


class BasketRows:
    """Implements domain.gifts.baskets.ports.BasketStore."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, basket: Basket, *, most: int) -> Changes:
        """Two that somebody makes at once meet at the row that counts their asking."""
        added = _ADD(
            id=basket.id,
            user_id=basket.person,
            search=basket.search,
            wanted=basket.wanted,
            cap=basket.cap.units,
            budget=basket.budget.units if basket.budget is not None else None,
            created_at=basket.created_at,
            most=most,
            **_moved(basket),
            refusal=LimitReached(limit=most),
            rows=(row_name("gifts_alert_asks", (basket.person,)),),
        )
        return added, ASKS(user_id=basket.person)

    def move(self, was: Basket, now: Basket) -> Change:
        return _MOVE(id=was.id, was=was.version, **_moved(now))

    async def get(self, basket_id: str) -> Basket | None:
        found = await self._all("WHERE id = ?", basket_id)
        return found[0] if found else None

    async def of(self, person: UserId, limit: int) -> tuple[Basket, ...]:
        return await self._all("WHERE user_id = ? ORDER BY id DESC LIMIT ?", person, limit)

    async def overdue(self, now: Instant, limit: int) -> tuple[Basket, ...]:
        return await self._all(
            f"WHERE {_OPEN} AND expires_at <= ? ORDER BY expires_at, id LIMIT ?", now, limit
        )

    async def _all(self, where: str, *values: object) -> tuple[Basket, ...]:
        rows = await self._database.rows(f"{_SELECT} {where}", *values)
        return tuple(_basket(row) for row in rows)


def _moved(basket: Basket) -> dict[str, Any]:
    return {
        "state": basket.state.value,
        "items": orjson.dumps([_item_json(item) for item in basket.items]).decode(),
        "expires_at": basket.expires_at,
        "checked_at": basket.checked_at,
        "version": basket.version,
    }


def _item_json(item: BasketItem) -> dict[str, object]:
    lot, payment = item.lot, item.payment
    return {
        "lot": {
            **{name: getattr(lot, name) for name in _LOT},
            "market": lot.market.value,
            "collection": lot.collection,
            "sale_kind": lot.sale_kind.value,
            "price": _money_json(lot.price),
            **{name: _trait_json(getattr(lot, name)) for name in _TRAITS},
        },
        "total": _money_json(item.total),
        "state": item.state.value,
        "why": item.why.value if item.why is not None else None,
        "now": _money_json(item.now) if item.now is not None else None,
        "way": item.way.value if item.way is not None else None,
        "payment": {name: getattr(payment, name) for name in _PAYMENT} if payment else None,
        "link": item.link,
    }


_PAYMENT: Final = ("to", "amount", "payload", "state_init", "until_s")


def _money_json(money: Money) -> list[object]:
    return [money.units, money.asset.code]


def _trait_json(trait: TraitValue | None) -> list[object] | None:
    return None if trait is None else [trait.name, trait.rarity_permille, trait.rarity_tier]


def _basket(row: Row) -> Basket:
    value = dict(zip(_COLUMNS, row, strict=True))
    items = orjson.loads(value["items"])
    return Basket(
        id=value["id"],
        person=value["user_id"],
        state=BasketState(value["state"]),
        search=value["search"],
        wanted=value["wanted"],
        cap=Money(value["cap"], TON),
        budget=Money(value["budget"], TON) if value["budget"] is not None else None,
        items=tuple(_item(place, told) for place, told in enumerate(items)),
        created_at=value["created_at"],
        expires_at=value["expires_at"],
        checked_at=value["checked_at"],
        version=value["version"],
    )


def _item(place: int, told: Mapping[str, Any]) -> BasketItem:
    payment = told["payment"]
    return BasketItem(
        place=place,
        lot=_lot(told["lot"]),
        total=_money(told["total"]),
        state=ItemState(told["state"]),
        why=Why(told["why"]) if told["why"] is not None else None,
        now=_money(told["now"]) if told["now"] is not None else None,
        way=Way(told["way"]) if told["way"] is not None else None,
        payment=Payment(**payment) if payment is not None else None,
        link=told["link"],
    )


def _lot(told: Mapping[str, Any]) -> Lot:
    return Lot(
        market=Market(told["market"]),
        collection=CollectionKey(told["collection"]),
        sale_kind=SaleKind(told["sale_kind"]),
        price=_money(told["price"]),
        **{name: told[name] for name in _LOT},
        model=_trait(told["model"]),
        backdrop=_trait(told["backdrop"]),
        symbol=_trait(told["symbol"]),
    )


def _money(told: tuple[int, str]) -> Money:
    units, code = told
    return Money(units, ASSETS[code])


def _trait(told: list[Any] | None) -> TraitValue | None:
    if told is None:
        return None
    name, permille, tier = told
    return TraitValue(name=name, rarity_permille=permille, rarity_tier=tier)
