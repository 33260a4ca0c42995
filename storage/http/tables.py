"""The table of the HTTP side: answers given under an idempotency key."""

from sqlalchemy import Column, Index
from sqlmodel import Field, SQLModel

from storage.columns import INT, KEYED, TEXT


class HttpReply(SQLModel, table=True):
    """The first answer under (actor, route, key), to be given again as it was."""

    __tablename__ = "http_replies"
    __table_args__ = (Index("http_replies_at", "at"), KEYED)

    actor: str = Field(sa_column=Column(TEXT, primary_key=True))
    route: str = Field(sa_column=Column(TEXT, primary_key=True))
    key: str = Field(sa_column=Column(TEXT, primary_key=True))
    request_hash: str = Field(sa_column=Column(TEXT, nullable=False))
    status: int = Field(sa_column=Column(INT, nullable=False))
    body: str = Field(sa_column=Column(TEXT, nullable=False))
    at: int = Field(sa_column=Column(INT, nullable=False))
