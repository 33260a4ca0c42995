"""Tables of TON. Those that hold money are STRICT and bounded. Addresses are raw, amounts are in
the asset's smallest unit, `asset` is its code, times end in `_at` (microseconds) or `_s`.
"""

from sqlalchemy import CheckConstraint, Column, Index, text
from sqlmodel import Field, SQLModel

from domain.ton.accounts import Duty, FindingKind
from domain.ton.deposit_models import DepositState, OrderState
from domain.ton.withdrawal_models import MessageState, Purpose, WithdrawalState
from storage.columns import INT, KEYED, STRICT, TEXT, in_bounds, one_of


class AccountRow(SQLModel, table=True):
    """An account of the house on the chain: `lt`, `hash` are the last transaction that was read,
    `booked` what the account held then. A lying reader may make it negative: then the
    reconciliation says so.
    """

    __tablename__ = "ton_accounts"
    __table_args__ = (
        CheckConstraint(one_of("duty", *Duty), name="ton_accounts_duty"),
        CheckConstraint(in_bounds("lt"), name="ton_accounts_lt"),
        CheckConstraint(in_bounds("booked", least=-(2**62)), name="ton_accounts_booked"),
        KEYED,
    )

    address: str = Field(sa_column=Column(TEXT, primary_key=True))
    duty: str = Field(sa_column=Column(TEXT, nullable=False))
    asset: str = Field(sa_column=Column(TEXT, nullable=False))
    owner: str = Field(sa_column=Column(TEXT, nullable=False))
    lt: int = Field(sa_column=Column(INT, nullable=False))
    hash: str = Field(sa_column=Column(TEXT, nullable=False))
    booked: int = Field(sa_column=Column(INT, nullable=False))
    read_at: int = Field(sa_column=Column(INT, nullable=False))


class AskRow(SQLModel, table=True):
    """Counts what somebody (0: everybody) asked to take out, so that two at once are judged one
    after the other.
    """

    __tablename__ = "ton_asks"
    __table_args__ = (KEYED,)

    user_id: int = Field(sa_column=Column(INT, primary_key=True, autoincrement=False))
    asks: int = Field(sa_column=Column(INT, nullable=False))


class CodeRow(SQLModel, table=True):
    """The comment by which a person's payments are known."""

    __tablename__ = "ton_codes"
    __table_args__ = (
        CheckConstraint("code <> ''", name="ton_codes_code"),
        Index("ton_codes_taken", "code", unique=True),
        KEYED,
    )

    user_id: int = Field(sa_column=Column(INT, primary_key=True, autoincrement=False))
    code: str = Field(sa_column=Column(TEXT, nullable=False))


class OrderRow(SQLModel, table=True):
    """A payment that another area waits for."""

    __tablename__ = "ton_orders"
    __table_args__ = (
        CheckConstraint(in_bounds("units", least=1), name="ton_orders_units"),
        CheckConstraint(one_of("state", *OrderState), name="ton_orders_state"),
        Index("ton_orders_ref", "ref_kind", "ref_id", unique=True),
        Index("ton_orders_user", "user_id"),
        Index("ton_orders_address", "address", unique=True),
        STRICT,
    )

    code: str = Field(sa_column=Column(TEXT, primary_key=True))
    user_id: int = Field(sa_column=Column(INT, nullable=False))
    asset: str = Field(sa_column=Column(TEXT, nullable=False))
    units: int = Field(sa_column=Column(INT, nullable=False))
    due_at: int = Field(sa_column=Column(INT, nullable=False))
    account: str = Field(sa_column=Column(TEXT, nullable=False))
    ref_kind: str = Field(sa_column=Column(TEXT, nullable=False))
    ref_id: str = Field(sa_column=Column(TEXT, nullable=False))
    state: str = Field(sa_column=Column(TEXT, nullable=False))
    changed_at: int = Field(sa_column=Column(INT, nullable=False))
    address: str | None = Field(sa_column=Column(TEXT))
    number: int | None = Field(sa_column=Column(INT))


class DepositRow(SQLModel, table=True):
    """A payment that came in, once per (account, lt)."""

    __tablename__ = "ton_deposits"
    __table_args__ = (
        CheckConstraint(in_bounds("units", least=1), name="ton_deposits_units"),
        CheckConstraint(in_bounds("lt", least=1), name="ton_deposits_lt"),
        CheckConstraint(
            one_of("state", *(s for s in DepositState if s is not DepositState.SEEN)),
            name="ton_deposits_state",
        ),
        CheckConstraint(
            "state NOT IN ('credited', 'partial', 'excess', 'late') OR user_id IS NOT NULL",
            name="ton_deposits_owner",
        ),
        CheckConstraint(
            "state <> 'returning' OR withdrawal IS NOT NULL", name="ton_deposits_returning"
        ),
        Index("ton_deposits_tx", "account", "lt", unique=True),
        Index("ton_deposits_user", "user_id", "id"),
        Index("ton_deposits_state_id", "state", "id"),
        STRICT,
    )

    id: str = Field(sa_column=Column(TEXT, primary_key=True))
    account: str = Field(sa_column=Column(TEXT, nullable=False))
    lt: int = Field(sa_column=Column(INT, nullable=False))
    hash: str = Field(sa_column=Column(TEXT, nullable=False))
    asset: str = Field(sa_column=Column(TEXT, nullable=False))
    units: int = Field(sa_column=Column(INT, nullable=False))
    sender: str | None = Field(sa_column=Column(TEXT))
    comment: str = Field(sa_column=Column(TEXT, nullable=False))
    user_id: int | None = Field(sa_column=Column(INT))
    order_code: str | None = Field(sa_column=Column(TEXT))
    state: str = Field(sa_column=Column(TEXT, nullable=False))
    reason: str = Field(sa_column=Column(TEXT, nullable=False))
    withdrawal: str | None = Field(sa_column=Column(TEXT))
    seen_at: int = Field(sa_column=Column(INT, nullable=False))
    changed_at: int = Field(sa_column=Column(INT, nullable=False))
    version: int = Field(sa_column=Column(INT, nullable=False))


class WithdrawalRow(SQLModel, table=True):
    """A payment that goes out. `message` carries it while it is sent."""

    __tablename__ = "ton_withdrawals"
    __table_args__ = (
        CheckConstraint(in_bounds("units", least=1), name="ton_withdrawals_units"),
        CheckConstraint(in_bounds("fee"), name="ton_withdrawals_fee"),
        CheckConstraint(one_of("purpose", *Purpose), name="ton_withdrawals_purpose"),
        CheckConstraint(one_of("state", *WithdrawalState), name="ton_withdrawals_state"),
        CheckConstraint("state <> 'sent' OR message IS NOT NULL", name="ton_withdrawals_sent"),
        CheckConstraint(
            "(state = 'paid') = (tx_hash IS NOT NULL AND tx_lt IS NOT NULL)",
            name="ton_withdrawals_paid",
        ),
        CheckConstraint(
            "state <> 'to_approve' OR approval IS NOT NULL", name="ton_withdrawals_approval"
        ),
        CheckConstraint("(fee > 0) = (fee_hold IS NOT NULL)", name="ton_withdrawals_fee_hold"),
        Index("ton_withdrawals_query", "query_id", unique=True),
        Index("ton_withdrawals_user", "user_id", "id"),
        Index("ton_withdrawals_state_id", "state", "id"),
        Index(
            "ton_withdrawals_message",
            "message",
            sqlite_where=text("message IS NOT NULL"),
            postgresql_where=text("message IS NOT NULL"),
        ),
        Index("ton_withdrawals_asked", "asset", "created_at"),
        STRICT,
    )

    id: str = Field(sa_column=Column(TEXT, primary_key=True))
    purpose: str = Field(sa_column=Column(TEXT, nullable=False))
    user_id: int = Field(sa_column=Column(INT, nullable=False))
    wallet: str = Field(sa_column=Column(TEXT, nullable=False))
    asset: str = Field(sa_column=Column(TEXT, nullable=False))
    units: int = Field(sa_column=Column(INT, nullable=False))
    fee: int = Field(sa_column=Column(INT, nullable=False))
    destination: str = Field(sa_column=Column(TEXT, nullable=False))
    bounceable: int = Field(sa_column=Column(INT, nullable=False))
    state: str = Field(sa_column=Column(TEXT, nullable=False))
    reason: str = Field(sa_column=Column(TEXT, nullable=False))
    hold: str = Field(sa_column=Column(TEXT, nullable=False))
    fee_hold: str | None = Field(sa_column=Column(TEXT))
    approval: str | None = Field(sa_column=Column(TEXT))
    message: str | None = Field(sa_column=Column(TEXT))
    query_id: int = Field(sa_column=Column(INT, nullable=False))
    attempts: int = Field(sa_column=Column(INT, nullable=False))
    deposit: str | None = Field(sa_column=Column(TEXT))
    tx_hash: str | None = Field(sa_column=Column(TEXT))
    tx_lt: int | None = Field(sa_column=Column(INT))
    created_at: int = Field(sa_column=Column(INT, nullable=False))
    expires_at: int = Field(sa_column=Column(INT, nullable=False))
    changed_at: int = Field(sa_column=Column(INT, nullable=False))
    version: int = Field(sa_column=Column(INT, nullable=False))


class MessageRow(SQLModel, table=True):
    """A signed message of one of our wallets; `boc` is base 64."""

    __tablename__ = "ton_messages"
    __table_args__ = (
        CheckConstraint(one_of("state", *MessageState), name="ton_messages_state"),
        CheckConstraint("state <> 'seen' OR inner_hash IS NOT NULL", name="ton_messages_seen"),
        Index("ton_messages_body", "wallet", "body_hash", unique=True),
        Index(
            "ton_messages_inner",
            "wallet",
            "inner_hash",
            sqlite_where=text("inner_hash IS NOT NULL"),
            postgresql_where=text("inner_hash IS NOT NULL"),
        ),
        Index(
            "ton_messages_waiting",
            "id",
            sqlite_where=text("state = 'signed'"),
            postgresql_where=text("state = 'signed'"),
        ),
        STRICT,
    )

    id: str = Field(sa_column=Column(TEXT, primary_key=True))
    wallet: str = Field(sa_column=Column(TEXT, nullable=False))
    boc: str = Field(sa_column=Column(TEXT, nullable=False))
    hash: str = Field(sa_column=Column(TEXT, nullable=False))
    body_hash: str = Field(sa_column=Column(TEXT, nullable=False))
    query_id: int = Field(sa_column=Column(INT, nullable=False))
    created_at_s: int = Field(sa_column=Column(INT, nullable=False))
    expires_at_s: int = Field(sa_column=Column(INT, nullable=False))
    inner_hash: str | None = Field(sa_column=Column(TEXT))
    state: str = Field(sa_column=Column(TEXT, nullable=False))
    created_at: int = Field(sa_column=Column(INT, nullable=False))
    version: int = Field(sa_column=Column(INT, nullable=False))


class NumberRow(SQLModel, table=True):
    """The next number of a wallet's messages."""

    __tablename__ = "ton_numbers"
    __table_args__ = (KEYED,)

    wallet: str = Field(sa_column=Column(TEXT, primary_key=True))
    number: int = Field(sa_column=Column(INT, nullable=False))


class ContactRow(SQLModel, table=True):
    """An address in somebody's book."""

    __tablename__ = "ton_contacts"
    __table_args__ = (KEYED,)

    user_id: int = Field(sa_column=Column(INT, primary_key=True, autoincrement=False))
    address: str = Field(sa_column=Column(TEXT, primary_key=True))
    name: str = Field(sa_column=Column(TEXT, nullable=False))
    created_at: int = Field(sa_column=Column(INT, nullable=False))
    usable_at: int = Field(sa_column=Column(INT, nullable=False))


class FindingRow(SQLModel, table=True):
    """What was found amiss between the chain and the books, once each."""

    __tablename__ = "ton_findings"
    __table_args__ = (
        CheckConstraint(one_of("kind", *FindingKind), name="ton_findings_kind"),
        Index("ton_findings_at", "at", "kind", "ref"),
        KEYED,
    )

    kind: str = Field(sa_column=Column(TEXT, primary_key=True))
    ref: str = Field(sa_column=Column(TEXT, primary_key=True))
    asset: str = Field(sa_column=Column(TEXT, nullable=False))
    units: int = Field(sa_column=Column(INT, nullable=False))
    at: int = Field(sa_column=Column(INT, nullable=False))
