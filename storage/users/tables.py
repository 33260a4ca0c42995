"""Tables about people."""

from sqlalchemy import CheckConstraint, Column, Index, text
from sqlmodel import Field, SQLModel

from domain.shared.actor import Role
from domain.users.models import Area
from storage.columns import INT, KEYED, STRICT, TEXT, one_of


class PersonRow(SQLModel, table=True):
    """`username_key` and `search_key` are folded, so that letters of any case are found."""

    __tablename__ = "users_people"
    __table_args__ = (
        CheckConstraint("limit_stars IS NULL OR limit_stars >= 0", name="users_people_limit"),
        Index("users_people_referral", "referral", unique=True),
        Index("users_people_username", "username_key"),
        Index("users_people_seen", "seen_at"),
        STRICT,
    )

    id: int = Field(sa_column=Column(INT, primary_key=True, autoincrement=False))
    username: str | None = Field(sa_column=Column(TEXT))
    username_key: str | None = Field(sa_column=Column(TEXT))
    name: str = Field(sa_column=Column(TEXT, nullable=False))
    search_key: str = Field(sa_column=Column(TEXT, nullable=False))
    language_code: str | None = Field(sa_column=Column(TEXT))
    language: str | None = Field(sa_column=Column(TEXT))
    time_zone: str = Field(sa_column=Column(TEXT, nullable=False))
    currency: str = Field(sa_column=Column(TEXT, nullable=False))
    is_premium: int = Field(sa_column=Column(INT, nullable=False))
    referral: str = Field(sa_column=Column(TEXT, nullable=False))
    terms: str | None = Field(sa_column=Column(TEXT))
    terms_at: int | None = Field(sa_column=Column(INT))
    banned_at: int | None = Field(sa_column=Column(INT))
    ban_reason: str | None = Field(sa_column=Column(TEXT))
    limit_stars: int | None = Field(sa_column=Column(INT))
    limit_reason: str | None = Field(sa_column=Column(TEXT))
    note: str = Field(sa_column=Column(TEXT, nullable=False))
    blocked: int = Field(sa_column=Column(INT, nullable=False))
    created_at: int = Field(sa_column=Column(INT, nullable=False))
    seen_at: int = Field(sa_column=Column(INT, nullable=False))
    started_at: int | None = Field(sa_column=Column(INT))
    start_param: str = Field(sa_column=Column(TEXT, nullable=False))
    sessions_after: int = Field(sa_column=Column(INT, nullable=False))


class RoleRow(SQLModel, table=True):
    """No row: a user. Stands by itself, for people whom the bot has not met too."""

    __tablename__ = "users_roles"
    __table_args__ = (
        CheckConstraint(
            one_of("role", *(role.value for role in Role if role is not Role.USER)),
            name="users_roles_role",
        ),
        KEYED,
    )

    user_id: int = Field(sa_column=Column(INT, primary_key=True, autoincrement=False))
    role: str = Field(sa_column=Column(TEXT, nullable=False))
    granted_by: int = Field(sa_column=Column(INT, nullable=False))
    at: int = Field(sa_column=Column(INT, nullable=False))


class AcceptanceRow(SQLModel, table=True):
    """Each document that a person ever accepted, the statement of age in it."""

    __tablename__ = "users_acceptances"
    __table_args__ = (KEYED,)

    user_id: int = Field(sa_column=Column(INT, primary_key=True, autoincrement=False))
    document: str = Field(sa_column=Column(TEXT, primary_key=True))
    at: int = Field(sa_column=Column(INT, nullable=False))


class SessionRow(SQLModel, table=True):
    __tablename__ = "users_sessions"
    __table_args__ = (
        Index("users_sessions_user", "user_id", "created_at"),
        Index("users_sessions_expires", "expires_at"),
        KEYED,
    )

    id: str = Field(sa_column=Column(TEXT, primary_key=True))
    user_id: int = Field(sa_column=Column(INT, nullable=False))
    how: str = Field(sa_column=Column(TEXT, nullable=False))
    launch: str = Field(sa_column=Column(TEXT, nullable=False))
    address: str = Field(sa_column=Column(TEXT, nullable=False))
    agent: str = Field(sa_column=Column(TEXT, nullable=False))
    created_at: int = Field(sa_column=Column(INT, nullable=False))
    seen_at: int = Field(sa_column=Column(INT, nullable=False))
    expires_at: int = Field(sa_column=Column(INT, nullable=False))
    ended_at: int | None = Field(sa_column=Column(INT))


class NonceRow(SQLModel, table=True):
    """Gone once spent."""

    __tablename__ = "users_nonces"
    __table_args__ = (Index("users_nonces_expires", "expires_at"), KEYED)

    payload: str = Field(sa_column=Column(TEXT, primary_key=True))
    session_id: str = Field(sa_column=Column(TEXT, nullable=False))
    expires_at: int = Field(sa_column=Column(INT, nullable=False))


class ReferralRow(SQLModel, table=True):
    __tablename__ = "users_referrals"
    __table_args__ = (Index("users_referrals_inviter", "inviter_id", "at"), KEYED)

    user_id: int = Field(sa_column=Column(INT, primary_key=True, autoincrement=False))
    inviter_id: int = Field(sa_column=Column(INT, nullable=False))
    flagged: int = Field(sa_column=Column(INT, nullable=False))
    at: int = Field(sa_column=Column(INT, nullable=False))


class NoticeSettingsRow(SQLModel, table=True):
    """`off` lists kinds and areas, separated by spaces."""

    __tablename__ = "users_notice_settings"
    __table_args__ = (KEYED,)

    user_id: int = Field(sa_column=Column(INT, primary_key=True, autoincrement=False))
    muted: int = Field(sa_column=Column(INT, nullable=False))
    off: str = Field(sa_column=Column(TEXT, nullable=False))
    quiet_since: int | None = Field(sa_column=Column(INT))
    quiet_until: int | None = Field(sa_column=Column(INT))
    digest: int = Field(sa_column=Column(INT, nullable=False))


class LetterRow(SQLModel, table=True):
    """A notice in the inbox. `details`, the fields of its text, and `buttons` are JSON. Ids sort
    by time.
    """

    __tablename__ = "users_inbox"
    __table_args__ = (
        Index("users_inbox_user", "user_id", "id"),
        Index(
            "users_inbox_digest",
            "digest_at",
            sqlite_where=text("digest_at IS NOT NULL"),
            postgresql_where=text("digest_at IS NOT NULL"),
        ),
        STRICT,
    )

    id: str = Field(sa_column=Column(TEXT, primary_key=True))
    user_id: int = Field(sa_column=Column(INT, nullable=False))
    kind: str = Field(sa_column=Column(TEXT, nullable=False))
    text_key: str = Field(sa_column=Column(TEXT, nullable=False))
    details: str = Field(sa_column=Column(TEXT, nullable=False))
    buttons: str = Field(sa_column=Column(TEXT, nullable=False))
    at: int = Field(sa_column=Column(INT, nullable=False))
    read_at: int | None = Field(sa_column=Column(INT))
    digest_at: int | None = Field(sa_column=Column(INT))


class AreaRow(SQLModel, table=True):
    """No row: never paused."""

    __tablename__ = "users_areas"
    __table_args__ = (
        CheckConstraint(one_of("area", *(area.value for area in Area)), name="users_areas_area"),
        KEYED,
    )

    area: str = Field(sa_column=Column(TEXT, primary_key=True))
    paused: int = Field(sa_column=Column(INT, nullable=False))
    reason: str = Field(sa_column=Column(TEXT, nullable=False))
    at: int = Field(sa_column=Column(INT, nullable=False))


class WalletRow(SQLModel, table=True):
    __tablename__ = "users_wallets"
    __table_args__ = (Index("users_wallets_user", "user_id"), KEYED)

    address: str = Field(sa_column=Column(TEXT, primary_key=True))
    user_id: int = Field(sa_column=Column(INT, nullable=False))
    proved_at: int = Field(sa_column=Column(INT, nullable=False))


class LeaverRow(SQLModel, table=True):
    """Somebody who deleted their account and is still named in texts; gone once they are not."""

    __tablename__ = "users_leavers"
    __table_args__ = (KEYED,)

    alias: int = Field(sa_column=Column(INT, primary_key=True, autoincrement=False))
    user_id: int = Field(sa_column=Column(INT, nullable=False))
    at: int = Field(sa_column=Column(INT, nullable=False))
    username: str | None = Field(sa_column=Column(TEXT))
    name: str = Field(sa_column=Column(TEXT, nullable=False))


class DialogueRow(SQLModel, table=True):
    """A half-finished dialogue: aiogram's state and data, by chat and person."""

    __tablename__ = "users_dialogues"
    __table_args__ = (KEYED,)

    chat_id: int = Field(sa_column=Column(INT, primary_key=True, autoincrement=False))
    user_id: int = Field(sa_column=Column(INT, primary_key=True, autoincrement=False))
    state: str | None = Field(sa_column=Column(TEXT))
    data: str = Field(sa_column=Column(TEXT, nullable=False))
