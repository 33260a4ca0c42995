"""Games"""

from alembic import op
import sqlalchemy as sa

from storage.columns import INT, TEXT

revision = "0005_games"
down_revision = "0004_http"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "games_flags",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("low", INT, nullable=False),
        sa.Column("high", INT, nullable=False),
        sa.Column("lobby", TEXT, nullable=False),
        sa.Column("at", INT, nullable=False),
        sa.Column("closed_by", INT, nullable=True),
        sa.Column("closed_at", INT, nullable=True),
        sa.Column("note", TEXT, nullable=False),
        sa.CheckConstraint("kind IN ('often', 'related')", name="games_flags_kind"),
        sa.PrimaryKeyConstraint("id"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index(
        "games_flags_waiting",
        "games_flags",
        ["at", "id"],
        unique=False,
        sqlite_where=sa.text("closed_at IS NULL"),
        postgresql_where=sa.text("closed_at IS NULL"),
    )
    op.create_table(
        "games_grants",
        sa.Column("user_id", INT, autoincrement=False, nullable=False),
        sa.Column("day", INT, autoincrement=False, nullable=False),
        sa.Column("units", INT, nullable=False),
        sa.CheckConstraint("units BETWEEN 1 AND 4611686018427387904", name="games_grants_units"),
        sa.PrimaryKeyConstraint("user_id", "day"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "games_history",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("user_id", INT, nullable=False),
        sa.Column("other", INT, nullable=True),
        sa.Column("other_name", TEXT, nullable=False),
        sa.Column("game", TEXT, nullable=False),
        sa.Column("ref", TEXT, nullable=False),
        sa.Column("asset", TEXT, nullable=False),
        sa.Column("staked", INT, nullable=False),
        sa.Column("returned", INT, nullable=False),
        sa.Column("result", TEXT, nullable=False),
        sa.Column("counts", INT, nullable=False),
        sa.Column("at", INT, nullable=False),
        sa.CheckConstraint(
            "result IN ('won', 'lost', 'split', 'void')", name="games_history_result"
        ),
        sa.CheckConstraint(
            "staked BETWEEN 0 AND 4611686018427387904 AND returned BETWEEN 0 AND 4611686018427387904",
            name="games_history_bound",
        ),
        sa.PrimaryKeyConstraint("id"),
        sqlite_strict=True,
    )
    op.create_index(
        "games_history_pair", "games_history", ["user_id", "other", "at"], unique=False
    )
    op.create_index("games_history_span", "games_history", ["user_id", "at"], unique=False)
    op.create_index("games_history_user", "games_history", ["user_id", "id"], unique=False)
    op.create_index("games_history_week", "games_history", ["asset", "at"], unique=False)
    op.create_table(
        "games_limits",
        sa.Column("user_id", INT, autoincrement=False, nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("period", TEXT, nullable=False),
        sa.Column("asset", TEXT, nullable=False),
        sa.Column("units", INT, nullable=False),
        sa.Column("pending_units", INT, nullable=True),
        sa.Column("pending_since", INT, nullable=True),
        sa.CheckConstraint("kind IN ('deposit', 'stake', 'loss')", name="games_limits_kind"),
        sa.CheckConstraint("period IN ('day', 'week', 'month')", name="games_limits_period"),
        sa.CheckConstraint("units BETWEEN 1 AND 4611686018427387904", name="games_limits_units"),
        sa.PrimaryKeyConstraint("user_id", "kind", "period", "asset"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "games_lobbies",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("game", TEXT, nullable=False),
        sa.Column("rule", TEXT, nullable=False),
        sa.Column("asset", TEXT, nullable=False),
        sa.Column("stake", INT, nullable=False),
        sa.Column("rake_bps", INT, nullable=False),
        sa.Column("matching", TEXT, nullable=False),
        sa.Column("state", TEXT, nullable=False),
        sa.Column("invited", INT, nullable=True),
        sa.Column("rematch_of", TEXT, nullable=True),
        sa.Column("turn", INT, nullable=False),
        sa.Column("due_at", INT, nullable=True),
        sa.Column("created_at", INT, nullable=False),
        sa.Column("locked_at", INT, nullable=True),
        sa.Column("settled_at", INT, nullable=True),
        sa.Column("announced", INT, nullable=False),
        sa.Column("winner", INT, nullable=True),
        sa.Column("payout", INT, nullable=True),
        sa.Column("reason", TEXT, nullable=False),
        sa.Column("why", TEXT, nullable=False),
        sa.Column("version", INT, nullable=False),
        sa.Column("a_user", INT, nullable=False),
        sa.Column("a_name", TEXT, nullable=False),
        sa.Column("a_hold", TEXT, nullable=False),
        sa.Column("a_prompt", TEXT, nullable=False),
        sa.Column("a_prompt_message", INT, nullable=False),
        sa.Column("a_prompt_date", INT, nullable=False),
        sa.Column("a_house", TEXT, nullable=False),
        sa.Column("b_user", INT, nullable=True),
        sa.Column("b_name", TEXT, nullable=False),
        sa.Column("b_hold", TEXT, nullable=False),
        sa.Column("b_prompt", TEXT, nullable=False),
        sa.Column("b_prompt_message", INT, nullable=False),
        sa.Column("b_prompt_date", INT, nullable=False),
        sa.Column("b_house", TEXT, nullable=False),
        sa.CheckConstraint(
            "(settled_at IS NOT NULL) = (state IN ('resolved', 'split', 'void', 'cancelled'))",
            name="games_lobbies_settled",
        ),
        sa.CheckConstraint(
            "(state = 'resolved') = (winner IS NOT NULL AND payout IS NOT NULL)",
            name="games_lobbies_winner",
        ),
        sa.CheckConstraint(
            "a_house IN ('', 'asked', 'lost') AND b_house IN ('', 'asked', 'lost')",
            name="games_lobbies_house",
        ),
        sa.CheckConstraint(
            "a_prompt IN ('waiting', 'sent', 'unreached') AND b_prompt IN ('waiting', 'sent', 'unreached')",
            name="games_lobbies_prompts",
        ),
        sa.CheckConstraint("game IN ('dice', 'target')", name="games_lobbies_game"),
        sa.CheckConstraint(
            "matching IN ('open', 'any', 'private')", name="games_lobbies_matching"
        ),
        sa.CheckConstraint(
            "reason IN ('', 'left', 'expired', 'dropped', 'both-absent', 'not-asked', 'unreachable', 'fate-unknown', 'ties', 'forfeit', 'staff')",
            name="games_lobbies_reason",
        ),
        sa.CheckConstraint(
            "rule IN ('single', 'best_of_3', 'sum_of_3', 'bullseye_race')",
            name="games_lobbies_rule",
        ),
        sa.CheckConstraint(
            "state IN ('open', 'locked', 'throwing', 'resolved', 'split', 'void', 'cancelled')",
            name="games_lobbies_state",
        ),
        sa.CheckConstraint(
            "state NOT IN ('locked', 'throwing', 'resolved', 'split') OR (b_user IS NOT NULL AND a_hold <> '' AND b_hold <> '')",
            name="games_lobbies_held",
        ),
        sa.CheckConstraint("a_user <> b_user", name="games_lobbies_two"),
        sa.CheckConstraint("rake_bps BETWEEN 0 AND 10000", name="games_lobbies_rake"),
        sa.CheckConstraint("stake BETWEEN 1 AND 4611686018427387904", name="games_lobbies_stake"),
        sa.PrimaryKeyConstraint("id"),
        sqlite_strict=True,
    )
    op.create_index("games_lobbies_a", "games_lobbies", ["a_user", "id"], unique=False)
    op.create_index("games_lobbies_b", "games_lobbies", ["b_user", "id"], unique=False)
    op.create_index(
        "games_lobbies_due",
        "games_lobbies",
        ["due_at"],
        unique=False,
        sqlite_where=sa.text("due_at IS NOT NULL"),
        postgresql_where=sa.text("due_at IS NOT NULL"),
    )
    op.create_index(
        "games_lobbies_open",
        "games_lobbies",
        ["game", "rule", "asset", "stake", "id"],
        unique=False,
        sqlite_where=sa.text("state = 'open'"),
        postgresql_where=sa.text("state = 'open'"),
    )
    op.create_index(
        "games_lobbies_rematch",
        "games_lobbies",
        ["rematch_of"],
        unique=True,
        sqlite_where=sa.text("state = 'open' AND rematch_of IS NOT NULL"),
        postgresql_where=sa.text("state = 'open' AND rematch_of IS NOT NULL"),
    )
    op.create_index("games_lobbies_state", "games_lobbies", ["state", "id"], unique=False)
    op.create_table(
        "games_players",
        sa.Column("user_id", INT, autoincrement=False, nullable=False),
        sa.Column("reminded_at", INT, nullable=False),
        sa.Column("sitting_from", INT, nullable=False),
        sa.Column("staked_at", INT, nullable=False),
        sa.Column("checked_at", INT, nullable=False),
        sa.Column("reality_minutes", INT, nullable=False),
        sa.Column("pause", TEXT, nullable=True),
        sa.Column("paused_until", INT, nullable=True),
        sa.Column("version", INT, nullable=False),
        sa.CheckConstraint(
            "pause IS NULL OR pause IN ('break', 'exclusion')", name="games_players_pause"
        ),
        sa.PrimaryKeyConstraint("user_id"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "games_seats",
        sa.Column("user_id", INT, autoincrement=False, nullable=False),
        sa.Column("lobby", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("user_id"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "games_throws",
        sa.Column("lobby", TEXT, nullable=False),
        sa.Column("seat", INT, autoincrement=False, nullable=False),
        sa.Column("turn", INT, autoincrement=False, nullable=False),
        sa.Column("number", INT, autoincrement=False, nullable=False),
        sa.Column("value", INT, nullable=False),
        sa.Column("thrown_by", TEXT, nullable=False),
        sa.Column("chat_id", INT, nullable=False),
        sa.Column("message_id", INT, nullable=False),
        sa.Column("date", INT, nullable=False),
        sa.Column("emoji", TEXT, nullable=False),
        sa.CheckConstraint("thrown_by IN ('player', 'bot')", name="games_throws_by"),
        sa.CheckConstraint("seat IN (0, 1)", name="games_throws_seat"),
        sa.PrimaryKeyConstraint("lobby", "seat", "turn", "number"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index("games_throws_message", "games_throws", ["chat_id", "message_id"], unique=True)
    op.create_index("games_throws_values", "games_throws", ["emoji", "value"], unique=False)


def downgrade() -> None:
    raise NotImplementedError("the way back is a backup")
