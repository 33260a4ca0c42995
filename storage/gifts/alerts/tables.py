"""Tables of alerts and saved searches. `query` is JSON: search parameters by name, each a list;
amounts are nano of the buyer's total, times end in `_at` or are `at` (microseconds).
"""

from sqlalchemy import CheckConstraint, Column, Index, text
from sqlmodel import Field, SQLModel

from domain.gifts.alerts.models import FiringState, RuleKind
from domain.gifts.models import Market
from storage.columns import INT, KEYED, STRICT, TEXT, in_bounds, one_of


class AlertRuleRow(SQLModel, table=True):
    """What a person wants to hear of."""

    __tablename__ = "gifts_alert_rules"
    __table_args__ = (
        CheckConstraint(one_of("kind", *RuleKind), name="gifts_alert_rules_kind"),
        CheckConstraint("muted IN (0, 1)", name="gifts_alert_rules_muted"),
        CheckConstraint(
            "share_bps IS NULL OR share_bps BETWEEN 1 AND 1000000", name="gifts_alert_rules_share"
        ),
        CheckConstraint(
            "permille IS NULL OR permille BETWEEN 1 AND 1000", name="gifts_alert_rules_permille"
        ),
        CheckConstraint(f"base IS NULL OR {in_bounds('base')}", name="gifts_alert_rules_base"),
        Index("gifts_alert_rules_user", "user_id", "id"),
        Index(
            "gifts_alert_rules_search",
            "search",
            unique=True,
            sqlite_where=text("search IS NOT NULL"),
            postgresql_where=text("search IS NOT NULL"),
        ),
        STRICT,
    )

    id: str = Field(sa_column=Column(TEXT, primary_key=True))
    user_id: int = Field(sa_column=Column(INT, nullable=False))
    kind: str = Field(sa_column=Column(TEXT, nullable=False))
    query: str = Field(sa_column=Column(TEXT, nullable=False))
    share_bps: int | None = Field(sa_column=Column(INT))
    permille: int | None = Field(sa_column=Column(INT))
    wallet: str | None = Field(sa_column=Column(TEXT))
    search: str | None = Field(sa_column=Column(TEXT))
    muted: int = Field(sa_column=Column(INT, nullable=False))
    base: int | None = Field(sa_column=Column(INT))
    fired_at: int | None = Field(sa_column=Column(INT))
    created_at: int = Field(sa_column=Column(INT, nullable=False))
    changed_at: int = Field(sa_column=Column(INT, nullable=False))
    version: int = Field(sa_column=Column(INT, nullable=False))


class AlertFiringRow(SQLModel, table=True):
    """A rule held, on that occasion; told at most once. `fields` and `marks` are JSON."""

    __tablename__ = "gifts_alert_firings"
    __table_args__ = (
        CheckConstraint(one_of("kind", *RuleKind), name="gifts_alert_firings_kind"),
        CheckConstraint(one_of("state", *FiringState), name="gifts_alert_firings_state"),
        CheckConstraint(
            "market IS NULL OR " + one_of("market", *Market), name="gifts_alert_firings_market"
        ),
        CheckConstraint(
            f"units IS NULL OR {in_bounds('units')}", name="gifts_alert_firings_units"
        ),
        Index("gifts_alert_firings_once", "rule", "subject", "occasion", unique=True),
        Index("gifts_alert_firings_user", "user_id", "id"),
        Index("gifts_alert_firings_found_at", "found_at"),
        Index(
            "gifts_alert_firings_due",
            "due_at",
            sqlite_where=text("state = 'found'"),
            postgresql_where=text("state = 'found'"),
        ),
        STRICT,
    )

    id: str = Field(sa_column=Column(TEXT, primary_key=True))
    rule: str = Field(sa_column=Column(TEXT, nullable=False))
    subject: str = Field(sa_column=Column(TEXT, nullable=False))
    occasion: str = Field(sa_column=Column(TEXT, nullable=False))
    user_id: int = Field(sa_column=Column(INT, nullable=False))
    kind: str = Field(sa_column=Column(TEXT, nullable=False))
    market: str | None = Field(sa_column=Column(TEXT))
    units: int | None = Field(sa_column=Column(INT))
    fields: str = Field(sa_column=Column(TEXT, nullable=False))
    marks: str = Field(sa_column=Column(TEXT, nullable=False))
    state: str = Field(sa_column=Column(TEXT, nullable=False))
    found_at: int = Field(sa_column=Column(INT, nullable=False))
    due_at: int = Field(sa_column=Column(INT, nullable=False))
    ended_at: int | None = Field(sa_column=Column(INT))


class AlertToldRow(SQLModel, table=True):
    """What a person heard last of a subject."""

    __tablename__ = "gifts_alert_told"
    __table_args__ = (
        CheckConstraint(f"units IS NULL OR {in_bounds('units')}", name="gifts_alert_told_units"),
        KEYED,
    )

    user_id: int = Field(sa_column=Column(INT, primary_key=True, autoincrement=False))
    subject: str = Field(sa_column=Column(TEXT, primary_key=True))
    units: int | None = Field(sa_column=Column(INT))
    at: int = Field(sa_column=Column(INT, nullable=False))


class AlertAskRow(SQLModel, table=True):
    """Counts what somebody asked to keep, so that two at once are judged one after the other."""

    __tablename__ = "gifts_alert_asks"
    __table_args__ = (KEYED,)

    user_id: int = Field(sa_column=Column(INT, primary_key=True, autoincrement=False))
    asks: int = Field(sa_column=Column(INT, nullable=False))


class AlertMarkRow(SQLModel, table=True):
    """Up to when everything had been looked at, by whom (`name`)."""

    __tablename__ = "gifts_alert_marks"
    __table_args__ = (KEYED,)

    name: str = Field(sa_column=Column(TEXT, primary_key=True))
    at: int = Field(sa_column=Column(INT, nullable=False))


class SavedSearchRow(SQLModel, table=True):
    """A search with a name."""

    __tablename__ = "gifts_searches"
    __table_args__ = (
        CheckConstraint("notify IN (0, 1)", name="gifts_searches_notify"),
        Index("gifts_searches_user", "user_id", "id"),
        STRICT,
    )

    id: str = Field(sa_column=Column(TEXT, primary_key=True))
    user_id: int = Field(sa_column=Column(INT, nullable=False))
    name: str = Field(sa_column=Column(TEXT, nullable=False))
    query: str = Field(sa_column=Column(TEXT, nullable=False))
    notify: int = Field(sa_column=Column(INT, nullable=False))
    created_at: int = Field(sa_column=Column(INT, nullable=False))
    changed_at: int = Field(sa_column=Column(INT, nullable=False))
    version: int = Field(sa_column=Column(INT, nullable=False))
