"""Tables of partners' keys. No secret stands in any of them: see `domain.users.partners.rules`."""

from sqlalchemy import CheckConstraint, Column, Index
from sqlmodel import Field, SQLModel

from domain.users.partners.models import Agreed
from storage.columns import INT, KEYED, TEXT, one_of


class PartnerKeyRow(SQLModel, table=True):
    """`scopes` are separated by spaces."""

    __tablename__ = "users_partner_keys"
    __table_args__ = (Index("users_partner_keys_user", "user_id"), KEYED)

    id: str = Field(sa_column=Column(TEXT, primary_key=True))
    user_id: int = Field(sa_column=Column(INT, nullable=False))
    name: str = Field(sa_column=Column(TEXT, nullable=False))
    scopes: str = Field(sa_column=Column(TEXT, nullable=False))
    per_minute: int = Field(sa_column=Column(INT, nullable=False))
    turn: int = Field(sa_column=Column(INT, nullable=False))
    created_at: int = Field(sa_column=Column(INT, nullable=False))
    rotated_at: int | None = Field(sa_column=Column(INT))
    revoked_at: int | None = Field(sa_column=Column(INT))
    used_at: int | None = Field(sa_column=Column(INT))


class SpentRow(SQLModel, table=True):
    """A signature that came, kept while it could come again."""

    __tablename__ = "users_partner_spent"
    __table_args__ = (Index("users_partner_spent_at", "at"), KEYED)

    signature: str = Field(sa_column=Column(TEXT, primary_key=True))
    key_id: str = Field(sa_column=Column(TEXT, nullable=False))
    at: int = Field(sa_column=Column(INT, nullable=False))


class AgreementRow(SQLModel, table=True):
    __tablename__ = "users_partner_people"
    __table_args__ = (
        CheckConstraint(one_of("state", *Agreed), name="users_partner_people_state"),
        Index("users_partner_people_user", "user_id"),
        KEYED,
    )

    key_id: str = Field(sa_column=Column(TEXT, primary_key=True))
    user_id: int = Field(sa_column=Column(INT, primary_key=True, autoincrement=False))
    state: str = Field(sa_column=Column(TEXT, nullable=False))
    asked_at: int = Field(sa_column=Column(INT, nullable=False))
    answered_at: int | None = Field(sa_column=Column(INT))
