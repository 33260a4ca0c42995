"""What the HTTP side is given: services, and the settings that concern it."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from aiohttp import web

from domain.ledger.service import Ledger
from domain.payments.refunds import Refunds
from domain.payments.topups import TopUps
from domain.shared.chance import Chance
from domain.shared.change import Event
from domain.shared.clock import Clock
from domain.shared.ids import Ids, Instant
from domain.shared.replies import ReplyStore
from domain.ton.address import MAIN_NET
from domain.ton.deposits.pay_links import TONVIEWER, Explorer
from domain.users.areas import Areas
from domain.users.export import PersonalData
from domain.users.gate import Gate
from domain.users.inbox import Inbox
from domain.users.notices import NoticeChoices
from domain.users.partners.keys import PartnerKeys
from domain.users.partners.people import PartnerPeople
from domain.users.people import People
from domain.users.sessions import Sessions
from domain.users.terms import Terms
from domain.users.wallets import WalletProofs, Wallets
from locales.words import Words
from webapp.games.deps import GameServices
from webapp.gifts.deps import GiftServices
from webapp.launch import LaunchKeys
from webapp.limits import LimitSettings
from webapp.ton.deps import TonServices

E = TypeVar("E", bound=Event)


@dataclass(frozen=True, slots=True, kw_only=True)
class WebSettings:
    """Addresses without a slash at the end. `jwt_secret` has at least 32 bytes. `bot` answers the
    bot's username, empty until Telegram has told it. `wallets` names those of
    `webapp.ton.connect` that are offered on `network`, named as TON Connect does.
    """

    launch: LaunchKeys
    limits: LimitSettings
    jwt_secret: bytes
    public_url: str
    bot: Callable[[], str]
    telegram_script: str
    widget_script: str
    version: str = "0"
    static_url: str = "/static"
    frame_ancestors: tuple[str, ...] = ()
    sandbox_url: str = ""
    wallets: tuple[str, ...] = ()
    network: str = MAIN_NET
    explorer: Explorer = TONVIEWER
    check_answers: bool = False

    @property
    def bot_username(self) -> str:
        return self.bot()

    @property
    def open_link(self) -> str:
        """Opens the Mini App in Telegram."""
        return f"https://t.me/{self.bot()}?startapp"

    @property
    def sandbox(self) -> bool:
        return bool(self.sandbox_url)


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkerState:
    """A worker as `/healthz` shows it. `ok` is false for one that makes the process unhealthy."""

    name: str
    state: str
    beat_at: Instant | None
    ok: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Invariant:
    name: str
    ok: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Solvency:
    """What the house owes of an asset and what it holds, in whole units as text."""

    asset: str
    owed: str
    held: str


class Watch(Protocol):
    """How the process and the books are, for health checks and the status page."""

    def unready(self) -> str:
        """What keeps requests from being served, in a word; empty when nothing does."""
        ...

    def workers(self) -> Sequence[WorkerState]: ...

    async def metrics(self) -> bytes:
        """Prometheus text."""
        ...

    async def aggregates(self) -> Mapping[str, Mapping[str, int]]:
        """Business counters; rows that count zero are there too."""
        ...

    async def invariants(self) -> Sequence[Invariant]: ...

    async def solvency(self) -> Sequence[Solvency]: ...


class Bus(Protocol):
    """Events after their commit."""

    def subscribe(self, kind: type[E], tell: Callable[[E], Awaitable[None] | None]) -> None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class WebDeps:
    settings: WebSettings
    clock: Clock
    ids: Ids
    chance: Chance
    now_s: Callable[[], float]
    words: Words
    bus: Bus
    watch: Watch
    people: People
    gate: Gate
    terms: Terms
    sessions: Sessions
    wallets: Wallets
    wallet_proofs: WalletProofs
    partner_keys: PartnerKeys
    partner_people: PartnerPeople
    areas: Areas
    inbox: Inbox
    notices: NoticeChoices
    personal: PersonalData
    ledger: Ledger
    topups: TopUps
    refunds: Refunds
    replies: ReplyStore
    games: GameServices
    ton: TonServices | None = None
    gifts: GiftServices | None = None
    webhook: Callable[[web.Request], Awaitable[web.StreamResponse]] | None = None
