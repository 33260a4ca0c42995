"""Core tables: idempotency keys, batches, audit log, stored updates, due jobs, outbox."""

from sqlalchemy import CheckConstraint, Column, Identity, Index, text
from sqlmodel import Field, SQLModel

from storage.columns import INT, KEYED, STRICT, TEXT, one_of


class Key(SQLModel, table=True):
    """An act that has been done: (actor, kind of order, key), and what it made. Keys that come
    one after the other (updates, jobs) lie side by side, so a batch writes few pages.
    """

    __tablename__ = "core_keys"
    __table_args__ = (KEYED,)

    key: str = Field(sa_column=Column(TEXT, primary_key=True))
    actor: str = Field(sa_column=Column(TEXT, primary_key=True))
    kind: str = Field(sa_column=Column(TEXT, primary_key=True))
    request_hash: str = Field(sa_column=Column(TEXT, nullable=False))
    made: str = Field(sa_column=Column(TEXT, nullable=False))
    at: int = Field(sa_column=Column(INT, nullable=False))


class Batch(SQLModel, table=True):
    """The hash chain over committed batches, one per writer."""

    __tablename__ = "core_batches"
    __table_args__ = (KEYED,)

    writer: str = Field(sa_column=Column(TEXT, primary_key=True))
    sequence: int = Field(sa_column=Column(INT, primary_key=True, autoincrement=False))
    previous: str = Field(sa_column=Column(TEXT, nullable=False))
    hash: str = Field(sa_column=Column(TEXT, nullable=False))
    at: int = Field(sa_column=Column(INT, nullable=False))


class AuditLog(SQLModel, table=True):
    """Who did what to which row, before and after, from where."""

    __tablename__ = "audit_logs"
    __table_args__ = (
        Index("audit_logs_entity", "entity_type", "entity_id"),
        Index("audit_logs_user", "user_id"),
        Index("audit_logs_action", "action"),
        STRICT,
    )

    id: int | None = Field(sa_column=Column(INT, Identity(), primary_key=True))
    user_id: int = Field(sa_column=Column(INT, nullable=False))
    action: str = Field(sa_column=Column(TEXT, nullable=False))
    entity_type: str = Field(sa_column=Column(TEXT, nullable=False))
    entity_id: str = Field(sa_column=Column(TEXT, nullable=False))
    details: str = Field(sa_column=Column(TEXT, nullable=False))
    ip_address: str = Field(sa_column=Column(TEXT, nullable=False))
    created_at: int = Field(sa_column=Column(INT, nullable=False))


class SeenUpdate(SQLModel, table=True):
    """An update of Telegram's as it came, stored before it is acknowledged."""

    __tablename__ = "core_updates"
    __table_args__ = (
        Index(
            "core_updates_unhandled",
            "update_id",
            sqlite_where=text("handled_at IS NULL"),
            postgresql_where=text("handled_at IS NULL"),
        ),
        STRICT,
    )

    update_id: int = Field(sa_column=Column(INT, primary_key=True, autoincrement=False))
    raw: str = Field(sa_column=Column(TEXT, nullable=False))
    stored_at: int = Field(sa_column=Column(INT, nullable=False))
    handled_at: int | None = Field(sa_column=Column(INT))
    attempts: int = Field(sa_column=Column(INT, nullable=False))
    error: str = Field(sa_column=Column(TEXT, nullable=False))


class DueJob(SQLModel, table=True):
    """When a scheduled job is due next, and how it went last."""

    __tablename__ = "core_jobs"
    __table_args__ = (KEYED,)

    id: str = Field(sa_column=Column(TEXT, primary_key=True))
    due_at: int = Field(sa_column=Column(INT, nullable=False))
    last_run: int | None = Field(sa_column=Column(INT))
    last_ok: int | None = Field(sa_column=Column(INT))
    lag: int = Field(sa_column=Column(INT, nullable=False))
    error: str = Field(sa_column=Column(TEXT, nullable=False))


class OutboxRow(SQLModel, table=True):
    """A message to Telegram: a row first, sent by a worker afterwards."""

    __tablename__ = "core_outbox"
    __table_args__ = (
        CheckConstraint(
            one_of("state", "waiting", "sending", "sent", "failed", "unknown"),
            name="core_outbox_state",
        ),
        Index(
            "core_outbox_urgent",
            "priority",
            "id",
            sqlite_where=text("state = 'waiting'"),
            postgresql_where=text("state = 'waiting'"),
        ),
        Index(
            "core_outbox_open",
            "chat_id",
            "id",
            sqlite_where=text("state IN ('waiting', 'sending')"),
            postgresql_where=text("state IN ('waiting', 'sending')"),
        ),
        STRICT,
    )

    id: int = Field(sa_column=Column(INT, Identity(), primary_key=True))
    chat_id: int = Field(sa_column=Column(INT, nullable=False))
    kind: str = Field(sa_column=Column(TEXT, nullable=False))
    priority: int = Field(sa_column=Column(INT, nullable=False))
    method: str = Field(sa_column=Column(TEXT, nullable=False))
    payload: str = Field(sa_column=Column(TEXT, nullable=False))
    to_user: int | None = Field(sa_column=Column(INT))
    state: str = Field(sa_column=Column(TEXT, nullable=False))
    not_before: int = Field(sa_column=Column(INT, nullable=False))
    attempts: int = Field(sa_column=Column(INT, nullable=False))
    created_at: int = Field(sa_column=Column(INT, nullable=False))
    sent_at: int | None = Field(sa_column=Column(INT))
    message_id: int | None = Field(sa_column=Column(INT))
    error: str = Field(sa_column=Column(TEXT, nullable=False))
    trace: str = Field(sa_column=Column(TEXT, nullable=False))
