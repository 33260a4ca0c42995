"""Tables of games. Those that hold money are STRICT and bounded."""

from sqlalchemy import CheckConstraint, Column, Index, text
from sqlmodel import Field, SQLModel

from domain.games.care_models import LimitKind, PauseKind, Period
from domain.games.models import (
    GameCode,
    HouseThrow,
    LobbyState,
    Matching,
    PromptState,
    Reason,
    Rule,
    ThrownBy,
)
from domain.games.record_models import FlagKind, Result
from storage.columns import INT, KEYED, STRICT, TEXT, in_bounds, one_of


class LobbyRow(SQLModel, table=True):
    """A lobby and its match with both seats, `a` the creator's. `version` guards each change."""

    __tablename__ = "games_lobbies"
    __table_args__ = (
        CheckConstraint(one_of("game", *GameCode), name="games_lobbies_game"),
        CheckConstraint(one_of("rule", *Rule), name="games_lobbies_rule"),
        CheckConstraint(one_of("matching", *Matching), name="games_lobbies_matching"),
        CheckConstraint(one_of("state", *LobbyState), name="games_lobbies_state"),
        CheckConstraint(one_of("reason", *Reason), name="games_lobbies_reason"),
        CheckConstraint(
            f"{one_of('a_prompt', *PromptState)} AND {one_of('b_prompt', *PromptState)}",
            name="games_lobbies_prompts",
        ),
        CheckConstraint(
            f"{one_of('a_house', *HouseThrow)} AND {one_of('b_house', *HouseThrow)}",
            name="games_lobbies_house",
        ),
        CheckConstraint(in_bounds("stake", least=1), name="games_lobbies_stake"),
        CheckConstraint("rake_bps BETWEEN 0 AND 10000", name="games_lobbies_rake"),
        CheckConstraint("a_user <> b_user", name="games_lobbies_two"),
        CheckConstraint(
            "state NOT IN ('locked', 'throwing', 'resolved', 'split') OR "
            "(b_user IS NOT NULL AND a_hold <> '' AND b_hold <> '')",
            name="games_lobbies_held",
        ),
        CheckConstraint(
            "(state = 'resolved') = (winner IS NOT NULL AND payout IS NOT NULL)",
            name="games_lobbies_winner",
        ),
        CheckConstraint(
            "(settled_at IS NOT NULL) = (state IN ('resolved', 'split', 'void', 'cancelled'))",
            name="games_lobbies_settled",
        ),
        Index("games_lobbies_state", "state", "id"),
        Index("games_lobbies_a", "a_user", "id"),
        Index("games_lobbies_b", "b_user", "id"),
        Index(
            "games_lobbies_due",
            "due_at",
            sqlite_where=text("due_at IS NOT NULL"),
            postgresql_where=text("due_at IS NOT NULL"),
        ),
        Index(
            "games_lobbies_open",
            "game",
            "rule",
            "asset",
            "stake",
            "id",
            sqlite_where=text("state = 'open'"),
            postgresql_where=text("state = 'open'"),
        ),
        Index(
            "games_lobbies_rematch",
            "rematch_of",
            unique=True,
            sqlite_where=text("state = 'open' AND rematch_of IS NOT NULL"),
            postgresql_where=text("state = 'open' AND rematch_of IS NOT NULL"),
        ),
        STRICT,
    )

    id: str = Field(sa_column=Column(TEXT, primary_key=True))
    game: str = Field(sa_column=Column(TEXT, nullable=False))
    rule: str = Field(sa_column=Column(TEXT, nullable=False))
    asset: str = Field(sa_column=Column(TEXT, nullable=False))
    stake: int = Field(sa_column=Column(INT, nullable=False))
    rake_bps: int = Field(sa_column=Column(INT, nullable=False))
    matching: str = Field(sa_column=Column(TEXT, nullable=False))
    state: str = Field(sa_column=Column(TEXT, nullable=False))
    invited: int | None = Field(sa_column=Column(INT))
    rematch_of: str | None = Field(sa_column=Column(TEXT))
    turn: int = Field(sa_column=Column(INT, nullable=False))
    due_at: int | None = Field(sa_column=Column(INT))
    created_at: int = Field(sa_column=Column(INT, nullable=False))
    locked_at: int | None = Field(sa_column=Column(INT))
    settled_at: int | None = Field(sa_column=Column(INT))
    announced: int = Field(sa_column=Column(INT, nullable=False))
    winner: int | None = Field(sa_column=Column(INT))
    payout: int | None = Field(sa_column=Column(INT))
    reason: str = Field(sa_column=Column(TEXT, nullable=False))
    why: str = Field(sa_column=Column(TEXT, nullable=False))
    version: int = Field(sa_column=Column(INT, nullable=False))
    a_user: int = Field(sa_column=Column(INT, nullable=False))
    a_name: str = Field(sa_column=Column(TEXT, nullable=False))
    a_hold: str = Field(sa_column=Column(TEXT, nullable=False))
    a_prompt: str = Field(sa_column=Column(TEXT, nullable=False))
    a_prompt_message: int = Field(sa_column=Column(INT, nullable=False))
    a_prompt_date: int = Field(sa_column=Column(INT, nullable=False))
    a_house: str = Field(sa_column=Column(TEXT, nullable=False))
    b_user: int | None = Field(sa_column=Column(INT))
    b_name: str = Field(sa_column=Column(TEXT, nullable=False))
    b_hold: str = Field(sa_column=Column(TEXT, nullable=False))
    b_prompt: str = Field(sa_column=Column(TEXT, nullable=False))
    b_prompt_message: int = Field(sa_column=Column(INT, nullable=False))
    b_prompt_date: int = Field(sa_column=Column(INT, nullable=False))
    b_house: str = Field(sa_column=Column(TEXT, nullable=False))


class ThrowRow(SQLModel, table=True):
    """A throw that counted. A dice message counts once, wherever."""

    __tablename__ = "games_throws"
    __table_args__ = (
        CheckConstraint(one_of("thrown_by", *ThrownBy), name="games_throws_by"),
        CheckConstraint("seat IN (0, 1)", name="games_throws_seat"),
        Index("games_throws_message", "chat_id", "message_id", unique=True),
        Index("games_throws_values", "emoji", "value"),
        KEYED,
    )

    lobby: str = Field(sa_column=Column(TEXT, primary_key=True))
    seat: int = Field(sa_column=Column(INT, primary_key=True, autoincrement=False))
    turn: int = Field(sa_column=Column(INT, primary_key=True, autoincrement=False))
    number: int = Field(sa_column=Column(INT, primary_key=True, autoincrement=False))
    value: int = Field(sa_column=Column(INT, nullable=False))
    thrown_by: str = Field(sa_column=Column(TEXT, nullable=False))
    chat_id: int = Field(sa_column=Column(INT, nullable=False))
    message_id: int = Field(sa_column=Column(INT, nullable=False))
    date: int = Field(sa_column=Column(INT, nullable=False))
    emoji: str = Field(sa_column=Column(TEXT, nullable=False))


class SeatRow(SQLModel, table=True):
    """Who has a seat now: one match at a time."""

    __tablename__ = "games_seats"
    __table_args__ = (KEYED,)

    user_id: int = Field(sa_column=Column(INT, primary_key=True, autoincrement=False))
    lobby: str = Field(sa_column=Column(TEXT, nullable=False))


class PlayedRow(SQLModel, table=True):
    """The history over all games, a row for each person of each game that is over."""

    __tablename__ = "games_history"
    __table_args__ = (
        CheckConstraint(one_of("result", *Result), name="games_history_result"),
        CheckConstraint(in_bounds("staked", "returned"), name="games_history_bound"),
        Index("games_history_user", "user_id", "id"),
        Index("games_history_span", "user_id", "at"),
        Index("games_history_pair", "user_id", "other", "at"),
        Index("games_history_week", "asset", "at"),
        STRICT,
    )

    id: str = Field(sa_column=Column(TEXT, primary_key=True))
    user_id: int = Field(sa_column=Column(INT, nullable=False))
    other: int | None = Field(sa_column=Column(INT))
    other_name: str = Field(sa_column=Column(TEXT, nullable=False))
    game: str = Field(sa_column=Column(TEXT, nullable=False))
    ref: str = Field(sa_column=Column(TEXT, nullable=False))
    asset: str = Field(sa_column=Column(TEXT, nullable=False))
    staked: int = Field(sa_column=Column(INT, nullable=False))
    returned: int = Field(sa_column=Column(INT, nullable=False))
    result: str = Field(sa_column=Column(TEXT, nullable=False))
    counts: int = Field(sa_column=Column(INT, nullable=False))
    at: int = Field(sa_column=Column(INT, nullable=False))


class PlayerRow(SQLModel, table=True):
    """What the gate of responsible play knows of a person."""

    __tablename__ = "games_players"
    __table_args__ = (
        CheckConstraint(
            f"pause IS NULL OR {one_of('pause', *PauseKind)}", name="games_players_pause"
        ),
        KEYED,
    )

    user_id: int = Field(sa_column=Column(INT, primary_key=True, autoincrement=False))
    reminded_at: int = Field(sa_column=Column(INT, nullable=False))
    sitting_from: int = Field(sa_column=Column(INT, nullable=False))
    staked_at: int = Field(sa_column=Column(INT, nullable=False))
    checked_at: int = Field(sa_column=Column(INT, nullable=False))
    reality_minutes: int = Field(sa_column=Column(INT, nullable=False))
    pause: str | None = Field(sa_column=Column(TEXT))
    paused_until: int | None = Field(sa_column=Column(INT))
    version: int = Field(sa_column=Column(INT, nullable=False))


class LimitRow(SQLModel, table=True):
    """`pending_units` is null while nothing is pending, and when no limit at all is."""

    __tablename__ = "games_limits"
    __table_args__ = (
        CheckConstraint(one_of("kind", *LimitKind), name="games_limits_kind"),
        CheckConstraint(one_of("period", *Period), name="games_limits_period"),
        CheckConstraint(in_bounds("units", least=1), name="games_limits_units"),
        KEYED,
    )

    user_id: int = Field(sa_column=Column(INT, primary_key=True, autoincrement=False))
    kind: str = Field(sa_column=Column(TEXT, primary_key=True))
    period: str = Field(sa_column=Column(TEXT, primary_key=True))
    asset: str = Field(sa_column=Column(TEXT, primary_key=True))
    units: int = Field(sa_column=Column(INT, nullable=False))
    pending_units: int | None = Field(sa_column=Column(INT))
    pending_since: int | None = Field(sa_column=Column(INT))


class GrantRow(SQLModel, table=True):
    """The points of a day, once."""

    __tablename__ = "games_grants"
    __table_args__ = (
        CheckConstraint(in_bounds("units", least=1), name="games_grants_units"),
        KEYED,
    )

    user_id: int = Field(sa_column=Column(INT, primary_key=True, autoincrement=False))
    day: int = Field(sa_column=Column(INT, primary_key=True, autoincrement=False))
    units: int = Field(sa_column=Column(INT, nullable=False))


class FlagRow(SQLModel, table=True):
    """Two people who should be looked at."""

    __tablename__ = "games_flags"
    __table_args__ = (
        CheckConstraint(one_of("kind", *FlagKind), name="games_flags_kind"),
        Index(
            "games_flags_waiting",
            "at",
            "id",
            sqlite_where=text("closed_at IS NULL"),
            postgresql_where=text("closed_at IS NULL"),
        ),
        KEYED,
    )

    id: str = Field(sa_column=Column(TEXT, primary_key=True))
    kind: str = Field(sa_column=Column(TEXT, nullable=False))
    low: int = Field(sa_column=Column(INT, nullable=False))
    high: int = Field(sa_column=Column(INT, nullable=False))
    lobby: str = Field(sa_column=Column(TEXT, nullable=False))
    at: int = Field(sa_column=Column(INT, nullable=False))
    closed_by: int | None = Field(sa_column=Column(INT))
    closed_at: int | None = Field(sa_column=Column(INT))
    note: str = Field(sa_column=Column(TEXT, nullable=False))
