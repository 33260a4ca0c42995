"""Who people are to the house: the person, what they agreed to, what they may."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from domain.shared.actor import Actor, Permission, Role
from domain.shared.ids import Instant, UserId


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """What an update or a sign-in tells about a person (Bot API `User`). The id is the identity;
    everything else is refreshed at each sighting. None leaves a language or premium as it was:
    the Login Widget tells neither.
    """

    id: UserId
    username: str | None = None
    name: str = ""
    language_code: str | None = None
    is_premium: bool | None = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Ban:
    reason: str
    at: Instant


@dataclass(frozen=True, slots=True, kw_only=True)
class MoneyLimit:
    """At most `stars_per_day` may be topped up within 24 h; 0 closes every money act."""

    stars_per_day: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """`referral` is the person's own code. `terms` is the sha256 of the document they accepted
    last, the age statement included. `blocked` says that they blocked the bot.
    """

    id: UserId
    username: str | None
    name: str
    language_code: str | None
    language: str | None
    time_zone: str
    currency: str
    is_premium: bool
    role: Role
    referral: str
    terms: str | None
    terms_at: Instant | None
    ban: Ban | None
    limit: MoneyLimit | None
    note: str
    blocked: bool
    created_at: Instant
    seen_at: Instant
    started_at: Instant | None
    start_param: str
    sessions_after: Instant

    @property
    def speaks(self) -> str:
        """The chosen language, else the client's, else English."""
        return self.language or self.language_code or "en"

    def acts(self, *, origin: str, trace: str = "") -> Actor:
        """The person as the actor of a use case."""
        return Actor(id=self.id, role=self.role, origin=origin, trace=trace)


class LinkKind(StrEnum):
    NONE = "none"
    REFERRAL = "ref"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class DeepLink:
    """A start parameter taken apart: `ref_<code>`, or `<kind>_<rest>` of another area."""

    kind: LinkKind
    param: str
    code: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Started:
    """`first` is true once in a person's life; `link` is what this start carried."""

    person: Person
    first: bool
    link: DeepLink


@dataclass(frozen=True, slots=True, kw_only=True)
class Referral:
    """Who brought whom. `flagged` marks a ring: such a referral earns nothing."""

    person: UserId
    inviter: UserId
    flagged: bool
    at: Instant


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """A signed-in browser or Mini App; lives 24 h from `created_at`. `how` is `mini_app`,
    `login_widget` or `ton_proof`; `launch` is the sha256 of the signed data it began with.
    """

    id: str
    person: UserId
    how: str
    launch: str
    address: str
    agent: str
    created_at: Instant
    seen_at: Instant
    expires_at: Instant
    ended_at: Instant | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SignIn:
    """The order of a session: a profile that an entrance has verified, and where it came from."""

    seen: Sighting
    how: str
    launch: str
    agent: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedIn:
    session: Session
    person: Person

    def acts(self, *, origin: str, trace: str = "") -> Actor:
        return self.person.acts(origin=origin, trace=trace)


@dataclass(frozen=True, slots=True, kw_only=True)
class Nonce:
    payload: str
    session: str | None
    expires_at: Instant


@dataclass(frozen=True, slots=True, kw_only=True)
class QuietHours:
    """Minutes after midnight in the person's time zone; the span may cross midnight."""

    since: int
    until: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeSettings:
    """`off` holds kinds (`payments-receipt`) and whole areas (`payments`); `muted` is all of
    them. With `digest` notices come together once a day. Receipts come whatever is set, and
    everything stands in the inbox.
    """

    muted: bool = False
    off: frozenset[str] = frozenset()
    quiet: QuietHours | None = None
    digest: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeKind:
    """A kind of notice, `<area>-<thing>`: its area is the first part. A `fixed` one is a receipt,
    which comes whatever is set and is no choice of anybody; one with a permission comes to those
    alone who have it.
    """

    code: str
    fixed: bool = False
    permission: Permission | None = None

    @property
    def area(self) -> str:
        return self.code.partition("-")[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A notice as it stands in the inbox. `text` and the labels of `buttons` are text keys."""

    id: str
    person: UserId
    kind: str
    text: str
    fields: Mapping[str, object]
    buttons: tuple[tuple[str, str], ...]
    at: Instant
    read_at: Instant | None


class Area(StrEnum):
    """What can be paused by itself."""

    PAYMENTS = "payments"
    TON = "ton"
    GAMES = "games"
    GIFTS = "gifts"
    ADS = "ads"
    EVENTS = "events"
    TRADING = "trading"


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaState:
    area: Area
    paused: bool
    reason: str
    at: Instant | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Wallet:
    """An address whose key the person has proved to hold. Raw form, `0:<64 hex>`."""

    address: str
    person: UserId
    proved_at: Instant


@dataclass(frozen=True, slots=True, kw_only=True)
class WalletProof:
    """What TON Connect's `ton_proof` carries, as the wallet gave it: nothing in it is believed
    before it is verified. `chain` is the network's id as text (`-239`, `-3`), `state_init` and
    `signature` are base64, `public_key` is hex or empty, `signed_at_s` are Unix seconds.
    """

    address: str
    chain: str
    state_init: str
    public_key: str
    domain: str
    domain_bytes: int
    signed_at_s: int
    payload: str
    signature: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportPart:
    """One table of a person's own data, ready to be written as JSON."""

    name: str
    rows: tuple[Mapping[str, object], ...]
