"""Comment codes of people and of orders, as the port CodeStore has them."""

from collections.abc import Callable
from typing import Final

from domain.ledger.accounts import AccountPath
from domain.ledger.models import Ref
from domain.shared.change import Change
from domain.shared.ids import UserId
from domain.shared.money import ASSETS, Asset, Money
from domain.ton.deposit_models import CodeOwner, OrderState, PaymentOrder
from storage.engine import Database, Row
from storage.statements import insert, update

_ADD = insert("ton_codes", key=("user_id",), columns={"user_id": "bigint", "code": "text"})
_COLUMNS: Final = {
    "code": "text",
    "user_id": "bigint",
    "asset": "text",
    "units": "bigint",
    "due_at": "bigint",
    "account": "text",
    "ref_kind": "text",
    "ref_id": "text",
    "state": "text",
    "changed_at": "bigint",
    "address": "text",
    "number": "bigint",
}
_ADD_ORDER = insert("ton_orders", key=("code",), columns=_COLUMNS)
_MOVE_ORDER = update(
    "ton_orders",
    key={"code": "text"},
    given={"state": "text", "changed_at": "bigint", "was": "text"},
    set={"state": ":state", "changed_at": ":changed_at"},
    where="t.state = :was",
)
_SELECT: Final = f"SELECT {', '.join(_COLUMNS)} FROM ton_orders "


class CodeRows:
    """Implements domain.ton.stores.CodeStore."""

    def __init__(
        self, database: Database, *, asset_of: Callable[[str], Asset] = ASSETS.__getitem__
    ) -> None:
        self._database = database
        self._asset_of = asset_of

    def add(self, person: UserId, code: str) -> Change:
        return _ADD(user_id=person, code=code)

    def add_order(self, order: PaymentOrder) -> Change:
        return _ADD_ORDER(
            code=order.code,
            user_id=order.person,
            asset=order.value.asset.code,
            units=order.value.units,
            due_at=order.due_at,
            account=order.account,
            ref_kind=order.ref.kind,
            ref_id=order.ref.id,
            state=order.state.value,
            changed_at=order.changed_at,
            address=order.address,
            number=order.number,
        )

    def move_order(self, was: PaymentOrder, now: PaymentOrder) -> Change:
        return _MOVE_ORDER(
            code=was.code,
            state=now.state.value,
            changed_at=now.changed_at,
            was=was.state.value,
        )

    async def code(self, person: UserId) -> str | None:
        row = await self._database.row("SELECT code FROM ton_codes WHERE user_id = ?", person)
        return str(row[0]) if row is not None else None

    async def order(self, code: str) -> PaymentOrder | None:
        row = await self._database.row(f"{_SELECT} WHERE code = ?", code)
        return self._order(row) if row is not None else None

    async def order_at(self, address: str) -> PaymentOrder | None:
        row = await self._database.row(f"{_SELECT} WHERE address = ?", address)
        return self._order(row) if row is not None else None

    async def order_of(self, ref_kind: str, ref_id: str) -> PaymentOrder | None:
        row = await self._database.row(
            f"{_SELECT} WHERE ref_kind = ? AND ref_id = ?", ref_kind, ref_id
        )
        return self._order(row) if row is not None else None

    async def owner(self, code: str) -> CodeOwner | None:
        row = await self._database.row("SELECT user_id FROM ton_codes WHERE code = ?", code)
        if row is not None:
            return CodeOwner(person=row[0], order=None)
        order = await self.order(code)
        return CodeOwner(person=order.person, order=order) if order is not None else None

    def _order(self, row: Row) -> PaymentOrder:
        return PaymentOrder(
            code=row[0],
            person=row[1],
            value=Money(row[3], self._asset_of(row[2])),
            due_at=row[4],
            account=AccountPath(row[5]),
            ref=Ref(row[6], row[7]),
            state=OrderState(row[8]),
            changed_at=row[9],
            address=row[10],
            number=row[11],
        )
