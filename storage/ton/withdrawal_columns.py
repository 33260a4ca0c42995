"""A payment that goes out, column by column."""

from collections.abc import Callable
from typing import Final

from domain.shared.money import Asset, Money
from domain.ton.withdrawal_models import Purpose, Reason, Withdrawal, WithdrawalState
from storage.engine import Row

COLUMNS: Final = {
    "id": "text",
    "purpose": "text",
    "user_id": "bigint",
    "wallet": "text",
    "asset": "text",
    "units": "bigint",
    "fee": "bigint",
    "destination": "text",
    "bounceable": "bigint",
    "state": "text",
    "reason": "text",
    "hold": "text",
    "fee_hold": "text",
    "approval": "text",
    "message": "text",
    "query_id": "bigint",
    "attempts": "bigint",
    "deposit": "text",
    "tx_hash": "text",
    "tx_lt": "bigint",
    "created_at": "bigint",
    "expires_at": "bigint",
    "changed_at": "bigint",
    "version": "bigint",
}
SELECT: Final = f"SELECT {', '.join(COLUMNS)} FROM ton_withdrawals "


def values_of(withdrawal: Withdrawal) -> dict[str, object]:
    return {
        "id": withdrawal.id,
        "purpose": withdrawal.purpose.value,
        "user_id": withdrawal.person,
        "wallet": withdrawal.wallet,
        "asset": withdrawal.value.asset.code,
        "units": withdrawal.value.units,
        "fee": withdrawal.fee.units,
        "destination": withdrawal.to,
        "bounceable": int(withdrawal.bounceable),
        "state": withdrawal.state.value,
        "reason": withdrawal.reason.value,
        "hold": withdrawal.hold,
        "fee_hold": withdrawal.fee_hold,
        "approval": withdrawal.approval,
        "message": withdrawal.message,
        "query_id": withdrawal.query_id,
        "attempts": withdrawal.attempts,
        "deposit": withdrawal.deposit,
        "tx_hash": withdrawal.tx_hash,
        "tx_lt": withdrawal.tx_lt,
        "created_at": withdrawal.created_at,
        "expires_at": withdrawal.expires_at,
        "changed_at": withdrawal.changed_at,
        "version": withdrawal.version,
    }


def withdrawal_of(row: Row, asset_of: Callable[[str], Asset]) -> Withdrawal:
    asset = asset_of(row[4])
    return Withdrawal(
        id=row[0],
        purpose=Purpose(row[1]),
        person=row[2],
        wallet=row[3],
        value=Money(row[5], asset),
        fee=Money(row[6], asset),
        to=row[7],
        bounceable=bool(row[8]),
        state=WithdrawalState(row[9]),
        reason=Reason(row[10]),
        hold=row[11],
        fee_hold=row[12],
        approval=row[13],
        message=row[14],
        query_id=row[15],
        attempts=row[16],
        deposit=row[17],
        tx_hash=row[18],
        tx_lt=row[19],
        created_at=row[20],
        expires_at=row[21],
        changed_at=row[22],
        version=row[23],
    )
