"""Tables of payments. Those that hold money are STRICT and bounded."""

from sqlalchemy import CheckConstraint, Column, Index, text
from sqlmodel import Field, SQLModel

from domain.payments.models import ApprovalState, Entrance, FindingKind, TopUpState
from storage.columns import INT, KEYED, STRICT, TEXT, in_bounds, one_of


class TopUpRow(SQLModel, table=True):
    """`stars` are whole. `seen_at` is when the payment was found in Telegram's own list."""

    __tablename__ = "payments_topups"
    __table_args__ = (
        CheckConstraint(in_bounds("stars", least=1), name="payments_topups_stars"),
        CheckConstraint(one_of("state", *TopUpState), name="payments_topups_state"),
        CheckConstraint(one_of("entrance", *Entrance), name="payments_topups_entrance"),
        CheckConstraint(
            "state IN ('open', 'failed', 'expired') OR "
            "(charge IS NOT NULL AND paid_at IS NOT NULL AND matures_at IS NOT NULL)",
            name="payments_topups_paid",
        ),
        CheckConstraint(
            "state <> 'refunding' OR hold IS NOT NULL", name="payments_topups_refunding"
        ),
        Index("payments_topups_charge", "charge", unique=True),
        Index("payments_topups_user", "user_id", "id"),
        Index("payments_topups_state_changed", "state", "changed_at"),
        Index(
            "payments_topups_maturing",
            "matures_at",
            sqlite_where=text("state = 'paid' AND matured_at IS NULL"),
            postgresql_where=text("state = 'paid' AND matured_at IS NULL"),
        ),
        Index(
            "payments_topups_unseen",
            "paid_at",
            sqlite_where=text("charge IS NOT NULL AND seen_at IS NULL"),
            postgresql_where=text("charge IS NOT NULL AND seen_at IS NULL"),
        ),
        STRICT,
    )

    id: str = Field(sa_column=Column(TEXT, primary_key=True))
    user_id: int = Field(sa_column=Column(INT, nullable=False))
    stars: int = Field(sa_column=Column(INT, nullable=False))
    state: str = Field(sa_column=Column(TEXT, nullable=False))
    entrance: str = Field(sa_column=Column(TEXT, nullable=False))
    invoice: str | None = Field(sa_column=Column(TEXT))
    link: str | None = Field(sa_column=Column(TEXT))
    charge: str | None = Field(sa_column=Column(TEXT))
    failure: str | None = Field(sa_column=Column(TEXT))
    hold: str | None = Field(sa_column=Column(TEXT))
    created_at: int = Field(sa_column=Column(INT, nullable=False))
    expires_at: int = Field(sa_column=Column(INT, nullable=False))
    paid_at: int | None = Field(sa_column=Column(INT))
    matures_at: int | None = Field(sa_column=Column(INT))
    matured_at: int | None = Field(sa_column=Column(INT))
    changed_at: int = Field(sa_column=Column(INT, nullable=False))
    seen_at: int | None = Field(sa_column=Column(INT))


class CursorRow(SQLModel, table=True):
    """How many of Telegram's Star transactions have been compared: one row."""

    __tablename__ = "payments_cursor"
    __table_args__ = (CheckConstraint("list = 'stars'", name="payments_cursor_list"), KEYED)

    list: str = Field(sa_column=Column(TEXT, primary_key=True))
    position: int = Field(sa_column=Column(INT, nullable=False))
    at: int = Field(sa_column=Column(INT, nullable=False))


class FindingRow(SQLModel, table=True):
    """What a reconciliation found, once each."""

    __tablename__ = "payments_findings"
    __table_args__ = (
        CheckConstraint(one_of("kind", *FindingKind), name="payments_findings_kind"),
        Index("payments_findings_at", "at", "kind", "ref"),
        KEYED,
    )

    kind: str = Field(sa_column=Column(TEXT, primary_key=True))
    ref: str = Field(sa_column=Column(TEXT, primary_key=True))
    stars: int = Field(sa_column=Column(INT, nullable=False))
    user_id: int | None = Field(sa_column=Column(INT))
    at: int = Field(sa_column=Column(INT, nullable=False))


class ApprovalRow(SQLModel, table=True):
    """An act of staff that asks first. `units` may be negative: an adjustment that takes.
    `ref` is what the act is about besides: a top-up, a match.
    """

    __tablename__ = "payments_approvals"
    __table_args__ = (
        CheckConstraint(one_of("state", *ApprovalState), name="payments_approvals_state"),
        CheckConstraint("act <> ''", name="payments_approvals_act"),
        CheckConstraint(
            in_bounds("units", least=-(2**62)) + " AND units <> 0",
            name="payments_approvals_units",
        ),
        Index("payments_approvals_waiting", "state", "id"),
        Index(
            "payments_approvals_expires",
            "expires_at",
            sqlite_where=text("state IN ('to_confirm', 'to_approve')"),
            postgresql_where=text("state IN ('to_confirm', 'to_approve')"),
        ),
        STRICT,
    )

    id: str = Field(sa_column=Column(TEXT, primary_key=True))
    act: str = Field(sa_column=Column(TEXT, nullable=False))
    asker: int = Field(sa_column=Column(INT, nullable=False))
    subject: int = Field(sa_column=Column(INT, nullable=False))
    units: int = Field(sa_column=Column(INT, nullable=False))
    asset: str = Field(sa_column=Column(TEXT, nullable=False))
    ref: str | None = Field(sa_column=Column(TEXT))
    why: str = Field(sa_column=Column(TEXT, nullable=False))
    state: str = Field(sa_column=Column(TEXT, nullable=False))
    decided_by: int | None = Field(sa_column=Column(INT))
    created_at: int = Field(sa_column=Column(INT, nullable=False))
    expires_at: int = Field(sa_column=Column(INT, nullable=False))
    decided_at: int | None = Field(sa_column=Column(INT))
