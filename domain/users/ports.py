"""What the users area needs of the storage: Changes and reads, one port per noun."""

from typing import Protocol

from domain.shared.actor import Role
from domain.shared.change import Change, Changes
from domain.shared.ids import Instant, UserId
from domain.shared.outbox import Notice
from domain.shared.page import Page
from domain.users.models import (
    Area,
    AreaState,
    Ban,
    ExportPart,
    Letter,
    MoneyLimit,
    Nonce,
    NoticeSettings,
    Person,
    Referral,
    Session,
    Sighting,
    SignedIn,
    Wallet,
    WalletProof,
)


class PeopleStore(Protocol):
    """Every Change guards that the row exists; a person who is gone turns into Stale."""

    def add(self, person: Person) -> Change:
        """Stale when the person or the referral code is there already."""
        ...

    def refresh(self, seen: Sighting, at: Instant) -> Change: ...

    def start(self, person: UserId, param: str, at: Instant) -> Change:
        """Stale when the person has started before."""
        ...

    def settle(self, person: UserId, *, language: str, time_zone: str, currency: str) -> Change:
        """Set the profile; an empty language means the client's."""
        ...

    def accept_terms(self, person: UserId, document: str, at: Instant) -> Changes:
        """The person's row and a row that stays in the list of acceptances."""
        ...

    def ban(self, person: UserId, ban: Ban | None, *, sessions_after: Instant) -> Change:
        """Sessions opened up to `sessions_after` are over."""
        ...

    def limit(self, person: UserId, limit: MoneyLimit | None) -> Change: ...

    def note(self, person: UserId, text: str) -> Change: ...

    def blocked(self, person: UserId, *, blocked: bool) -> Change: ...

    def forget(self, person: UserId, *, restricted: bool) -> Changes:
        """Remove everything the area keeps about the person. Of somebody `restricted` the ban and
        the limit stay with the id; decided anew when that changed meanwhile.
        """
        ...

    async def get(self, person: UserId) -> Person | None: ...

    async def by_username(self, username: str) -> Person | None:
        """Whoever was seen last under this name, in any case of letters."""
        ...

    async def by_referral(self, code: str) -> Person | None: ...

    async def search(self, text: str, limit: int) -> tuple[Person, ...]:
        """People whose username or name holds the text, seen last first."""
        ...

    async def count(self) -> int: ...

    async def parts(self, person: UserId) -> tuple[ExportPart, ...]: ...


class RoleStore(Protocol):
    """Roles stand by themselves: a role may be given before the person is known."""

    def set(self, person: UserId, role: Role, *, was: Role, by: UserId, at: Instant) -> Change:
        """Stale unless the role still is `was`."""
        ...

    def keep_an_owner(self, besides: UserId) -> Change:
        """Refusal LastOwner unless somebody else is an owner."""
        ...

    async def role(self, person: UserId) -> Role: ...

    async def holders(self, roles: frozenset[Role]) -> tuple[UserId, ...]: ...


class SessionStore(Protocol):
    def add(self, session: Session) -> Change:
        """Refusal LaunchStale when the person ended a session that began with this launch."""
        ...

    def renew(self, session: str, at: Instant) -> Change: ...

    def end(self, session: Session, at: Instant) -> Change:
        """Refusal NotFound when it has ended."""
        ...

    def add_nonce(self, nonce: Nonce) -> Change: ...

    def spend_nonce(self, payload: str, session: str | None, now: Instant) -> Change:
        """Refusal NonceUsed."""
        ...

    def drop(self, session: str) -> Change: ...

    def drop_nonce(self, payload: str) -> Change: ...

    async def find(self, session: str) -> SignedIn | None:
        """The session with its person in one read, ended ones too."""
        ...

    async def of(self, person: UserId, now: Instant) -> tuple[Session, ...]:
        """Living sessions, newest first."""
        ...

    async def expired(self, before: Instant, limit: int) -> tuple[str, ...]: ...

    async def expired_nonces(self, before: Instant, limit: int) -> tuple[str, ...]: ...


class ReferralStore(Protocol):
    def add(self, referral: Referral) -> Change:
        """Stale when the person has an inviter already."""
        ...

    async def inviter(self, person: UserId) -> UserId | None: ...

    async def invited(
        self, inviter: UserId, *, cursor: str | None, limit: int
    ) -> Page[Referral]: ...

    async def count(self, inviter: UserId) -> int:
        """Unflagged referrals."""
        ...


class NoticeStore(Protocol):
    def put(self, person: UserId, settings: NoticeSettings) -> Change: ...

    async def get(self, person: UserId) -> NoticeSettings | None: ...

    async def all(self) -> tuple[tuple[UserId, NoticeSettings, str], ...]:
        """Everybody who changed something: person, settings, time zone."""
        ...


class InboxStore(Protocol):
    def add(
        self, letter_id: str, notice: Notice, *, at: Instant, digest_at: Instant | None
    ) -> Change:
        """With `digest_at` the letter waits for the person's next digest."""
        ...

    def read(self, person: UserId, upto: str, at: Instant) -> Change:
        """Mark letters up to this id as read; Stale when there is none."""
        ...

    def digested(self, person: UserId, until: Instant) -> Change:
        """Stale when nothing is due."""
        ...

    async def letters(self, person: UserId, *, cursor: str | None, limit: int) -> Page[Letter]: ...

    async def unread(self, person: UserId, upto: str | None = None) -> int: ...

    async def due_digests(self, now: Instant, limit: int) -> tuple[tuple[UserId, int], ...]:
        """Who has letters due for a digest, and how many."""
        ...


class AreaStore(Protocol):
    def set(self, state: AreaState) -> Change: ...

    async def state(self, area: Area) -> AreaState: ...

    async def all(self) -> tuple[AreaState, ...]: ...


class WalletStore(Protocol):
    def add(self, wallet: Wallet) -> Change:
        """Or prove it anew. Refusal WalletTaken when somebody else has linked it."""
        ...

    def remove(self, person: UserId, address: str) -> Change:
        """Refusal NotFound unless the person has linked it."""
        ...

    async def of(self, person: UserId) -> tuple[Wallet, ...]: ...

    async def owner(self, address: str) -> UserId | None: ...


class ProofVerifier(Protocol):
    """Whether a wallet really signed. Nonces are not its business: who asks spends them."""

    async def verify(self, proof: WalletProof) -> str:
        """The proven address in raw form, `0:<64 hex in lower case>`. Every check but that of the
        nonce: state-init and address, network, key, domain, age, signature. Refusal: ProofForged.
        A wallet whose code is unknown is asked on chain for its key: GatewayError when the chain
        cannot be reached.
        """
        ...


class Traces(Protocol):
    """What another area keeps about people; the wiring hands them to the export."""

    async def parts(self, person: UserId) -> tuple[ExportPart, ...]: ...

    def forget(self, person: UserId, alias: UserId) -> Changes:
        """Put `alias` in the person's place, or remove the rows."""
        ...
