"""Forms that several calls share: what goes in, checked; what comes out, described."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    PlainValidator,
    WithJsonSchema,
)

from scripts.sandbox.forms import parse_stars, parse_time

Role = Literal["user", "organizer", "moderator", "support", "finance", "admin", "owner"]
ROLES: tuple[Role, ...] = (
    *("user", "organizer", "moderator", "support"),
    *("finance", "admin", "owner"),
)


def _time(value: object) -> datetime:
    return parse_time(value if isinstance(value, str) else "")


def _stars(value: str) -> str:
    parse_stars(value)
    return value


Time = Annotated[
    datetime,
    PlainValidator(_time),
    WithJsonSchema({"type": "string", "format": "date-time"}),
]
Stars = Annotated[
    str,
    Field(max_length=18, json_schema_extra={"pattern": "^(0|[1-9][0-9]*)$"}),
    AfterValidator(_stars),
]
Username = Annotated[str, Field(pattern=r"^[A-Za-z][A-Za-z0-9_]{1,31}$")]
Name = Annotated[str, Field(min_length=1, max_length=64)]
Language = Annotated[str, Field(pattern=r"^[a-z]{2,3}(-[A-Za-z]{2,4})?$")]
# As large as a number may be that every JSON reader takes exactly.
_ID_MAX = 2**53 - 1
Id = Annotated[int, Field(ge=-_ID_MAX, le=_ID_MAX)]
Who = Annotated[str | Id, Field(description="An id or a username; `bot` is the app's bot.")]
ChatName = Annotated[
    str | Id,
    Field(description="An id or a username; a person's name is their chat with the bot."),
]


class Told(BaseModel):
    """An answer; it may gain fields."""

    model_config = ConfigDict(extra="allow")


class ClockTold(Told):
    now: str
    rate: float


class PersonTold(Told):
    id: int
    username: str
    name: str
    language: str
    premium: bool
    role: Role
    stars: str
    blocked: bool
    wallets: list[str]


class PeopleTold(Told):
    items: list[PersonTold]
    next: str | None


class MemberTold(Told):
    who: str
    status: str
    rights: list[str]


class ChatTold(Told):
    id: int
    type: str
    members: list[MemberTold]


class ChatsTold(Told):
    items: list[ChatTold]
    next: str | None


class InvoiceOfMessage(Told):
    slug: str
    stars: str
    state: Literal["open", "paid", "refunded"]


class WorldOfMessage(Told):
    seq: int
    edits: int
    deleted: bool
    invoice: InvoiceOfMessage | None


class MessageTold(Told):
    """The Bot API's own Message as that person sees it, with the key `world`."""

    message_id: int
    date: int
    world: WorldOfMessage


class MessagesTold(Told):
    items: list[MessageTold]
    seq: int


class LaunchTold(Told):
    url: str
    auth: dict[str, object]


class LogTold(Told):
    """A log of objects that are described in their own place."""

    items: list[dict[str, object]]
    seq: int
