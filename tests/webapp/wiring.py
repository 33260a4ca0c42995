"""Real services on a real store, with fakes for the outside, put together for the HTTP side."""

from dataclasses import dataclass
from typing import Any

from domain.games.matches.service import Matches
from domain.payments.books import Books
from domain.payments.frame import PAYMENT_KINDS, Frame
from domain.payments.models import PaymentSettings
from domain.payments.refunds import Refunds
from domain.payments.topups import TopUps
from domain.users.areas import Areas
from domain.users.bans import Bans
from domain.users.export import PersonalData
from domain.users.inbox import Inbox
from domain.users.notices import USER_KINDS, NoticeChoices
from domain.users.partners.keys import PartnerKeys
from domain.users.partners.people import PartnerPeople
from domain.users.partners.rules import root_of
from domain.users.roles import Roles
from domain.users.sessions import Sessions
from domain.users.terms import Terms
from domain.users.wallets import WalletProofs, Wallets
from storage.http.store import ReplyRows
from storage.payments.topups import TopUpRows
from storage.users.leavers import LeaverRows
from storage.users.partners import AgreementRows, PartnerKeyRows, PartnerTraceRows
from storage.users.places import WalletRows
from storage.users.roles import RoleRows
from storage.users.sessions import SessionRows
from tests.fakes import telegram_launch
from tests.fakes.gift_shop import services_of
from tests.webapp.chain import ChainHands, ton
from tests.webapp.games import Beneath, games
from tests.webapp.ground import Ground, Parts, lay
from tests.webapp.outside import (
    NoMessages,
)
from webapp.deps import WebDeps, WebSettings
from webapp.launch import LaunchKeys
from webapp.limits import LimitSettings

SECRET = b"a secret of sixty-four bytes, which is long enough for any HMAC!"
KEY_PER_MINUTE = 100


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
