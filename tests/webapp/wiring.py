"""Real services on a real store, with fakes for the outside, put together for the HTTP side."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from domain.games.matches import Matches
from domain.ledger.service import Ledger
from domain.payments.books import Books
from domain.payments.frame import PAYMENT_KINDS, Frame
from domain.payments.models import PaymentSettings
from domain.payments.refunds import Refunds
from domain.payments.topups import TopUps
from domain.users.areas import Areas
from domain.users.bans import Bans
from domain.users.export import PersonalData
from domain.users.gate import Gate
from domain.users.inbox import Inbox
from domain.users.notices import USER_KINDS, InboxNotices, NoticeChoices, NoticeWishes
from domain.users.partner_keys import PartnerKeys
from domain.users.partner_people import PartnerPeople
from domain.users.partner_rules import root_of
from domain.users.people import People
from domain.users.referrals import Referrals
from domain.users.roles import Roles
from domain.users.sessions import Sessions
from domain.users.terms import Terms
from domain.users.wallets import WalletProofs, Wallets
from locales import documents
from locales.words import Words
from storage.engine import PostgresDatabase, SqliteDatabase, open_database
from storage.http.store import ReplyRows
from storage.ledger.postings import FAMILY
from storage.ledger.store import SqlLedger, moves
from storage.payments.topups import TopUpRows
from storage.users.leavers import LeaverRows
from storage.users.notices import InboxRows, NoticeRows
from storage.users.partners import AgreementRows, PartnerKeyRows, PartnerTraceRows
from storage.users.people import PeopleRows
from storage.users.places import AreaRows, ReferralRows, WalletRows
from storage.users.roles import RoleRows
from storage.users.sessions import SessionRows
from storage.writer import Writer
from tests.fakes import telegram_launch
from tests.fakes.chance import FakeChance
from tests.fakes.clock import FakeClock
from tests.fakes.gift_shop import GiftShop, services_of
from tests.fakes.ids import FakeIds
from tests.fakes.ton import FakeChain
from tests.fakes.wallet_proofs import FakeVerifier
from tests.webapp.chain import ChainHands, ton
from tests.webapp.games import Beneath, games
from tests.webapp.outside import (
    FakeAudit,
    FakeBus,
    FakeOutbox,
    FakeSeconds,
    FakeStars,
    FakeWatch,
    NoMessages,
)
from webapp.deps import WebDeps, WebSettings
from webapp.launch import LaunchKeys
from webapp.limits import LimitSettings

SECRET = b"a secret of sixty-four bytes, which is long enough for any HMAC!"
KEY_PER_MINUTE = 100


@dataclass(frozen=True)
class Parts:
    """What a world is made of."""

    database: SqliteDatabase | PostgresDatabase
    writer: Writer
    bus: FakeBus
    clock: FakeClock
    ids: FakeIds
    chance: FakeChance
    shop: GiftShop
    seconds: FakeSeconds = field(default_factory=FakeSeconds)
    stars: FakeStars = field(default_factory=FakeStars)
    outbox: FakeOutbox = field(default_factory=FakeOutbox)
    watch: FakeWatch = field(default_factory=FakeWatch)
    verifier: FakeVerifier = field(default_factory=FakeVerifier)
    chain: FakeChain = field(default_factory=FakeChain)


@dataclass(frozen=True)
class Hands:
    """What moves the outside beside the HTTP side."""

    matches: Matches
    chain: ChainHands


def settings(**more: object) -> WebSettings:
    known: dict[str, Any] = {
        "launch": LaunchKeys(
            bot_id=telegram_launch.BOT_ID,
            bot_token=telegram_launch.BOT_TOKEN,
            telegram_key=telegram_launch.PUBLIC_KEY,
        ),
        "limits": LimitSettings(
            per_address=100_000, sign_in=100_000, play=100_000, person_reads=100_000, act_pause_s=0
        ),
        "jwt_secret": SECRET,
        "public_url": "http://127.0.0.1:8080",
        "bot": lambda: "souk_bot",
        "telegram_script": "https://telegram.org/js/telegram-web-app.js",
        "widget_script": "https://telegram.org/js/telegram-widget.js?22",
        "frame_ancestors": ("https://web.telegram.org",),
        "network": "-3",
        "check_answers": True,
    }
    return WebSettings(**{**known, **more})


@dataclass(frozen=True)
class Ground:
    """What the services stand on."""

    parts: Parts
    words: Words
    people_rows: PeopleRows
    area_rows: AreaRows
    inbox_rows: InboxRows
    notice_rows: NoticeRows
    gate: Gate
    audit: FakeAudit
    notices: InboxNotices
    people: People
    ledger: Ledger


def lay(parts: Parts) -> Ground:
    database, clock = parts.database, parts.clock
    people_rows, area_rows = PeopleRows(database), AreaRows(database)
    inbox_rows, notice_rows = InboxRows(database), NoticeRows(database)
    gate = Gate(people_rows, area_rows, terms_document=documents.fingerprint(documents.TERMS))
    wishes = NoticeWishes(notice_rows, people_rows)
    words = Words()
    return Ground(
        parts=parts,
        words=words,
        people_rows=people_rows,
        area_rows=area_rows,
        inbox_rows=inbox_rows,
        notice_rows=notice_rows,
        gate=gate,
        audit=FakeAudit(clock),
        notices=InboxNotices(parts.outbox, inbox_rows, wishes, clock=clock, ids=parts.ids),
        people=People(
            parts.writer,
            people_rows,
            RoleRows(database),
            Referrals(people_rows, ReferralRows(database), gate, clock=clock),
            gate,
            clock=clock,
            chance=parts.chance,
            languages=frozenset(words.languages),
        ),
        ledger=Ledger(SqlLedger(database), clock=clock, ids=parts.ids),
    )


def payments_frame(ground: Ground) -> Frame:
    parts = ground.parts
    return Frame(
        store=parts.writer,
        topups=TopUpRows(parts.database),
        gateway=parts.stars,
        gate=ground.gate,
        people=ground.people,
        audit=ground.audit,
        notices=ground.notices,
        clock=parts.clock,
        ids=parts.ids,
        settings=PaymentSettings(),
    )


def wallet_proofs(ground: Ground, sessions: Sessions) -> WalletProofs:
    parts = ground.parts
    return WalletProofs(
        parts.writer,
        WalletRows(parts.database),
        SessionRows(parts.database),
        parts.verifier,
        sessions=sessions,
        people=ground.people,
        gate=ground.gate,
        audit=ground.audit,
        notices=ground.notices,
        clock=parts.clock,
    )


def partner_keys(ground: Ground) -> PartnerKeys:
    parts = ground.parts
    return PartnerKeys(
        parts.writer,
        PartnerKeyRows(parts.database),
        ground.gate,
        ground.audit,
        ground.notices,
        root=root_of(SECRET),
        per_minute=KEY_PER_MINUTE,
        clock=parts.clock,
        ids=parts.ids,
    )


def partner_people(ground: Ground) -> PartnerPeople:
    parts = ground.parts
    return PartnerPeople(
        parts.writer,
        PartnerKeyRows(parts.database),
        AgreementRows(parts.database),
        ground.people_rows,
        ground.gate,
        ground.notices,
        clock=parts.clock,
    )


def personal_data(ground: Ground) -> PersonalData:
    parts = ground.parts
    return PersonalData(
        parts.writer,
        ground.people_rows,
        ground.ledger,
        ground.audit,
        (PartnerTraceRows(parts.database),),
        leavers=LeaverRows(parts.database),
        chance=parts.chance,
        clock=parts.clock,
    )


def build_deps(parts: Parts, web_settings: WebSettings) -> tuple[WebDeps, Bans, Roles, Hands]:
    ground = lay(parts)
    database, writer, clock = parts.database, parts.writer, parts.clock
    gate, audit, people = ground.gate, ground.audit, ground.people
    frame, books = payments_frame(ground), Books(ground.ledger)
    beneath = Beneath(
        parts=parts,
        gate=gate,
        people=people,
        ledger=ground.ledger,
        notices=ground.notices,
        audit=audit,
    )
    services, matches = games(beneath)
    switches = Areas(writer, ground.area_rows, gate, audit, clock=clock)
    chain, chain_hands = ton(beneath, frame, switches)
    sessions = Sessions(
        writer, SessionRows(database), people, clock=clock, ids=parts.ids, chance=parts.chance
    )
    kinds = (*USER_KINDS, *PAYMENT_KINDS)
    deps = WebDeps(
        settings=web_settings,
        clock=clock,
        ids=parts.ids,
        chance=parts.chance,
        now_s=parts.seconds,
        words=ground.words,
        bus=parts.bus,
        watch=parts.watch,
        people=people,
        gate=gate,
        terms=Terms(writer, ground.people_rows, gate, audit, clock=clock),
        sessions=sessions,
        wallets=Wallets(WalletRows(database), gate),
        wallet_proofs=wallet_proofs(ground, sessions),
        partner_keys=partner_keys(ground),
        partner_people=partner_people(ground),
        areas=switches,
        inbox=Inbox(writer, ground.inbox_rows, gate, parts.outbox, clock=clock),
        notices=NoticeChoices(writer, ground.notice_rows, gate, kinds=kinds),
        personal=personal_data(ground),
        ledger=ground.ledger,
        topups=TopUps(frame, books, NoMessages()),
        refunds=Refunds(frame, books),
        replies=ReplyRows(writer, database),
        games=services,
        ton=chain,
        gifts=services_of(parts.shop),
    )
    return deps, *discipline(ground), Hands(matches=matches, chain=chain_hands)


def discipline(ground: Ground) -> tuple[Bans, Roles]:
    parts, gate, audit = ground.parts, ground.gate, ground.audit
    writer, rows, notices, clock = parts.writer, ground.people_rows, ground.notices, parts.clock
    bans = Bans(writer, rows, gate, audit, notices, clock=clock)
    roles = Roles(writer, RoleRows(parts.database), rows, gate, audit, notices, clock=clock)
    return bans, roles


@asynccontextmanager
async def made_parts(
    address: str, clock: FakeClock, ids: FakeIds, chance: FakeChance
) -> AsyncIterator[Parts]:
    """The parts over a store that is there, its writer running."""
    database: SqliteDatabase | PostgresDatabase = open_database(address)
    await database.open()
    bus = FakeBus()
    writer = Writer(database, clock=clock, publish=bus.publish)
    writer.after(FAMILY, moves(bus.publish))
    await writer.start()
    task = asyncio.create_task(writer.run())
    yield Parts(
        database=database,
        writer=writer,
        bus=bus,
        clock=clock,
        ids=ids,
        chance=chance,
        shop=GiftShop(clock, bus.publish),
    )
    await writer.stop()
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    await database.close()
