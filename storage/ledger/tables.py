"""The ledger's tables: paths with their numbers, accounts with four counters, transfers, holds.

Everything but the paths refers to numbers: see `docs/decisions/0009`.
"""

from sqlalchemy import CheckConstraint, Column, Identity, Index, text
from sqlmodel import Field, SQLModel

from storage.columns import INT, KEYED, STRICT, TEXT, in_bounds, one_of, table_of
from storage.ledger.triggers import (
    ACCOUNTS_POSTGRES,
    ACCOUNTS_SQLITE,
    HOLDS_POSTGRES,
    HOLDS_SQLITE,
    PATHS_POSTGRES,
    PATHS_SQLITE,
    TRANSFERS_POSTGRES,
    TRANSFERS_SQLITE,
    guard_rows,
)

_COUNTERS = ("debits_pending", "debits_posted", "credits_pending", "credits_posted")


class PathRow(SQLModel, table=True):
    """The number of a path, for ever. `seal` is the hash of salt and path as they were made, and
    stands in the hash chain. Forgetting a person puts a random path in place of theirs and takes
    the salt away, so that nobody can find out which path the seal was made of.
    """

    __tablename__ = "ledger_paths"
    __table_args__ = (Index("ledger_paths_path", "path", unique=True), STRICT)

    account: int = Field(sa_column=Column(INT, primary_key=True, autoincrement=False))
    path: str = Field(sa_column=Column(TEXT, nullable=False))
    salt: str = Field(sa_column=Column(TEXT, nullable=False))
    seal: str = Field(sa_column=Column(TEXT, nullable=False))
    writer: str = Field(sa_column=Column(TEXT, nullable=False))
    batch: int = Field(sa_column=Column(INT, nullable=False))
    forgotten_at: int | None = Field(sa_column=Column(INT))
    forgotten_writer: str | None = Field(sa_column=Column(TEXT))
    forgotten_batch: int | None = Field(sa_column=Column(INT))


class Account(SQLModel, table=True):
    """One asset of one account. Posted: credits less debits; available: that less what is pending
    to leave. `floor` is the least that may be available, null where there is none. `thing` marks
    an asset of which there is one.
    """

    __tablename__ = "ledger_accounts"
    __table_args__ = (
        CheckConstraint(in_bounds(*_COUNTERS), name="ledger_accounts_bound"),
        CheckConstraint(
            "floor IS NULL OR credits_posted - debits_posted - debits_pending >= floor",
            name="ledger_accounts_floor",
        ),
        CheckConstraint("thing IN (0, 1)", name="ledger_accounts_thing"),
        {**KEYED, "postgresql_with": {"fillfactor": 70}},
    )

    account: int = Field(sa_column=Column(INT, primary_key=True, autoincrement=False))
    asset: str = Field(sa_column=Column(TEXT, primary_key=True))
    floor: int | None = Field(sa_column=Column(INT))
    thing: int = Field(sa_column=Column(INT, nullable=False))
    debits_pending: int = Field(sa_column=Column(INT, nullable=False))
    debits_posted: int = Field(sa_column=Column(INT, nullable=False))
    credits_pending: int = Field(sa_column=Column(INT, nullable=False))
    credits_posted: int = Field(sa_column=Column(INT, nullable=False))


class Transfer(SQLModel, table=True):
    """One movement, never changed. `source_after` and `target_after` are what is posted on the
    two accounts right after it; `hold_id` is the hold that it carried out.
    """

    __tablename__ = "ledger_transfers"
    __table_args__ = (
        CheckConstraint(in_bounds("amount", least=1), name="ledger_transfers_amount"),
        CheckConstraint("source <> target", name="ledger_transfers_two_sides"),
        Index("ledger_transfers_id", "id", unique=True),
        Index("ledger_transfers_source", "source", "seq"),
        Index("ledger_transfers_target", "target", "seq"),
        Index(
            "ledger_transfers_hold",
            "hold_id",
            unique=True,
            sqlite_where=text("hold_id IS NOT NULL"),
            postgresql_where=text("hold_id IS NOT NULL"),
        ),
        STRICT,
    )

    seq: int = Field(sa_column=Column(INT, Identity(), primary_key=True))
    id: str = Field(sa_column=Column(TEXT, nullable=False))
    hold_id: str | None = Field(sa_column=Column(TEXT))
    source: int = Field(sa_column=Column(INT, nullable=False))
    target: int = Field(sa_column=Column(INT, nullable=False))
    asset: str = Field(sa_column=Column(TEXT, nullable=False))
    amount: int = Field(sa_column=Column(INT, nullable=False))
    source_after: int = Field(sa_column=Column(INT, nullable=False))
    target_after: int = Field(sa_column=Column(INT, nullable=False))
    kind: str = Field(sa_column=Column(TEXT, nullable=False))
    ref_kind: str = Field(sa_column=Column(TEXT, nullable=False))
    ref_id: str = Field(sa_column=Column(TEXT, nullable=False))
    at: int = Field(sa_column=Column(INT, nullable=False))
    writer: str = Field(sa_column=Column(TEXT, nullable=False))
    batch: int = Field(sa_column=Column(INT, nullable=False))


class HoldRow(SQLModel, table=True):
    """A pending transfer: posted (whole or part), voided or expired, once."""

    __tablename__ = "ledger_holds"
    __table_args__ = (
        CheckConstraint(in_bounds("amount", least=1), name="ledger_holds_amount"),
        CheckConstraint("posted BETWEEN 0 AND amount", name="ledger_holds_posted"),
        CheckConstraint("source <> target", name="ledger_holds_two_sides"),
        CheckConstraint(
            one_of("state", "pending", "posted", "voided", "expired"), name="ledger_holds_state"
        ),
        Index(
            "ledger_holds_due",
            "expires_at",
            sqlite_where=text("state = 'pending' AND expires_at IS NOT NULL"),
            postgresql_where=text("state = 'pending' AND expires_at IS NOT NULL"),
        ),
        {**KEYED, "postgresql_with": {"fillfactor": 80}},
    )

    id: str = Field(sa_column=Column(TEXT, primary_key=True))
    source: int = Field(sa_column=Column(INT, nullable=False))
    target: int = Field(sa_column=Column(INT, nullable=False))
    asset: str = Field(sa_column=Column(TEXT, nullable=False))
    amount: int = Field(sa_column=Column(INT, nullable=False))
    kind: str = Field(sa_column=Column(TEXT, nullable=False))
    ref_kind: str = Field(sa_column=Column(TEXT, nullable=False))
    ref_id: str = Field(sa_column=Column(TEXT, nullable=False))
    at: int = Field(sa_column=Column(INT, nullable=False))
    expires_at: int | None = Field(sa_column=Column(INT))
    state: str = Field(sa_column=Column(TEXT, nullable=False))
    posted: int = Field(sa_column=Column(INT, nullable=False))
    resolved_at: int | None = Field(sa_column=Column(INT))
    writer: str = Field(sa_column=Column(TEXT, nullable=False))
    batch: int = Field(sa_column=Column(INT, nullable=False))
    resolved_writer: str | None = Field(sa_column=Column(TEXT))
    resolved_batch: int | None = Field(sa_column=Column(INT))


guard_rows(table_of(PathRow), sqlite=PATHS_SQLITE, postgres=PATHS_POSTGRES)
guard_rows(table_of(Account), sqlite=ACCOUNTS_SQLITE, postgres=ACCOUNTS_POSTGRES)
guard_rows(table_of(Transfer), sqlite=TRANSFERS_SQLITE, postgres=TRANSFERS_POSTGRES)
guard_rows(table_of(HoldRow), sqlite=HOLDS_SQLITE, postgres=HOLDS_POSTGRES)
