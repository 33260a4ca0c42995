"""What the local Telegram remembers: one dataclass per thing, JSON-native fields only.

A row goes to the store as a plain dict of its fields and comes back the same way, so no field may
hold anything that JSON cannot. `Wire` is a Bot API object in the form in which it travels.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import Any, Self, TypeAlias

Wire: TypeAlias = dict[str, Any]
# Any JSON value, from a sender who is not to be trusted with its form.
Loose: TypeAlias = Any


@dataclass(slots=True, kw_only=True)
class Row:
    """`seq` is the world's number of the last change."""

    seq: int = 0

    @property
    def key(self) -> str:
        raise NotImplementedError

    def dump(self) -> Wire:
        return {one.name: getattr(self, one.name) for one in fields(self)}

    @classmethod
    def restored(cls, stored: Wire) -> Self:
        known = {one.name for one in fields(cls)}
        return cls(**{name: value for name, value in stored.items() if name in known})


@dataclass(slots=True, kw_only=True)
class Person(Row):
    id: int
    username: str
    name: str
    last_name: str = ""
    language: str = "en"
    premium: bool = False
    role: str = "user"
    stars: int = 0
    blocked_bots: list[int] = field(default_factory=list)
    wallets: list[str] = field(default_factory=list)
    business_bots: list[int] = field(default_factory=list)

    @property
    def key(self) -> str:
        return str(self.id)


@dataclass(slots=True, kw_only=True)
class Bot(Row):
    """`profile` holds name, description and the like by language code ("" is the default)."""

    id: int
    username: str
    name: str
    token: str
    reads_all: bool = False
    stars: int = 0
    last_message_id: int = 0
    last_update_id: int = 0
    allowed_updates: list[str] | None = None
    webhook: Wire | None = None
    commands: dict[str, list[Wire]] = field(default_factory=dict)
    profile: dict[str, dict[str, str]] = field(default_factory=dict)
    menu_buttons: dict[str, Wire] = field(default_factory=dict)
    default_rights: dict[str, Wire] = field(default_factory=dict)

    @property
    def key(self) -> str:
        return str(self.id)


@dataclass(slots=True, kw_only=True)
class Chat(Row):
    """A private chat is keyed by its two sides; every other chat by its own id.

    `id` is what the Bot API calls the chat: in a private chat the person's id.
    """

    id: int
    type: str
    title: str = ""
    username: str = ""
    person: int = 0
    bot: int = 0
    description: str = ""
    last_message_id: int = 0
    pinned: list[int] = field(default_factory=list)
    permissions: Wire = field(default_factory=dict)
    invite_links: list[Wire] = field(default_factory=list)
    join_requests: list[int] = field(default_factory=list)

    @property
    def key(self) -> str:
        return f"{self.person}:{self.bot}" if self.type == "private" else str(self.id)

    @property
    def private(self) -> bool:
        return self.type == "private"


@dataclass(slots=True, kw_only=True)
class Member(Row):
    """`rights` are the `can_…` names in force, of an administrator or a restricted member."""

    chat: int
    who: int
    status: str
    rights: list[str] = field(default_factory=list)
    custom_title: str = ""
    until: int = 0

    @property
    def key(self) -> str:
        return f"{self.chat}/{self.who}"

    @property
    def inside(self) -> bool:
        return self.status in {"creator", "administrator", "member", "restricted"}


@dataclass(slots=True, kw_only=True)
class StoredMessage(Row):
    """One message, the same for everybody in the chat; `content` are the Bot API fields by kind.

    Dates are Unix seconds of the world clock. `sender` is a person or bot; `sender_chat` is set
    where somebody writes as the channel.
    """

    chat: str
    message_id: int
    date: int
    content: Wire
    sender: int = 0
    sender_chat: int = 0
    reply_to: int = 0
    quote: Wire | None = None
    forward_origin: Wire | None = None
    via_bot: int = 0
    media_group: str = ""
    markup: Wire | None = None
    edit_date: int = 0
    edits: int = 0
    deleted: bool = False
    from_offline: bool = False
    protected: bool = False
    service: bool = False
    reactions: dict[str, list[Wire]] = field(default_factory=dict)
    invoice: str = ""
    inline_id: str = ""
    effect: str = ""
    media_payload: str = ""

    @property
    def key(self) -> str:
        return f"{self.chat}/{self.message_id:012d}"


@dataclass(slots=True, kw_only=True)
class Invoice(Row):
    """An invoice in Stars: sent as a message, or a link (`chat` empty) that many may pay.

    `charges` are the payments by payer, `last` is what the last attempt came to.
    """

    slug: str
    bot: int
    title: str
    description: str
    payload: str
    stars: int
    chat: str = ""
    message_id: int = 0
    start_parameter: str = ""
    subscription_period: int = 0
    state: str = "open"
    charges: dict[str, str] = field(default_factory=dict)
    last: Wire = field(default_factory=dict)

    @property
    def key(self) -> str:
        return self.slug


@dataclass(slots=True, kw_only=True)
class Charge(Row):
    """A payment made; `state` is paid, refunded or charged_back. `at_ms` on the world clock."""

    id: str
    bot: int
    person: int
    stars: int
    payload: str
    invoice: str
    at_ms: int
    chat: str
    state: str = "paid"
    subscription_until: int = 0
    cancelled: bool = False

    @property
    def key(self) -> str:
        return self.id


@dataclass(slots=True, kw_only=True)
class StarTransaction(Row):
    """One line of a bot's Star book; `stars` is signed, `partner` a TransactionPartner."""

    bot: int
    number: int
    id: str
    stars: int
    date: int
    partner: Wire

    @property
    def key(self) -> str:
        return f"{self.bot}/{self.number:012d}"


@dataclass(slots=True, kw_only=True)
class UpdateRow(Row):
    """What a bot was given: `body` is the whole Update. `order` is the chat or person it is of."""

    bot: int
    update_id: int
    kind: str
    body: Wire
    at_ms: int
    order: int = 0
    deliveries: int = 0
    acknowledged: bool = False

    @property
    def key(self) -> str:
        return f"{self.bot}/{self.update_id:012d}"


@dataclass(slots=True, kw_only=True)
class Query(Row):
    """A question that awaits the bot's answer.

    `kind` is callback, inline, pre_checkout or web_app; `detail` is what was asked.
    """

    id: str
    kind: str
    bot: int
    person: int
    detail: Wire
    at_ms: int
    answer: Wire | None = None
    closed: bool = False

    @property
    def key(self) -> str:
        return self.id


@dataclass(slots=True, kw_only=True)
class FileRow(Row):
    """A file's bytes, base64, under the id that bots use; `path` is its place for download."""

    id: str
    unique_id: str
    path: str
    size: int
    name: str
    mime: str
    base64: str
    kind: str
    width: int = 0
    height: int = 0

    @property
    def key(self) -> str:
        return self.id
