"""The users area put together."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.wiring.foundation import Foundation
from bot.wiring.partners import partners
from domain.games.frame import GAME_KINDS
from domain.gifts.alerts.frame import ALERT_KINDS
from domain.payments.frame import PAYMENT_KINDS
from domain.ton.frame import TON_KINDS
from domain.users.areas import Areas
from domain.users.audit import AuditSearch
from domain.users.bans import Bans
from domain.users.events import NoticeSettingsChanged, PersonChanged
from domain.users.export import PersonalData
from domain.users.gate import Gate
from domain.users.inbox import Inbox
from domain.users.notices import USER_KINDS, InboxNotices, NoticeChoices, NoticeWishes
from domain.users.partners.keys import PartnerKeys
from domain.users.partners.people import PartnerPeople
from domain.users.people import People
from domain.users.ports import ProofVerifier, Traces
from domain.users.referrals import Referrals
from domain.users.roles import Roles
from domain.users.sessions import Sessions
from domain.users.support import Support
from domain.users.terms import Terms
from domain.users.wallets import WalletProofs, Wallets
from locales import documents
from storage.users.leavers import LeaverRows
from storage.users.notices import InboxRows, NoticeRows
from storage.users.partners import PartnerTraceRows
from storage.users.people import PeopleRows
from storage.users.places import AreaRows, ReferralRows, WalletRows
from storage.users.roles import RoleRows
from storage.users.sessions import SessionRows


@dataclass(frozen=True, slots=True, kw_only=True)
class Users:
    gate: Gate
    people: People
    terms: Terms
    roles: Roles
    bans: Bans
    areas: Areas
    sessions: Sessions
    referrals: Referrals
    inbox: Inbox
    wishes: NoticeWishes
    notices: InboxNotices
    choices: NoticeChoices
    wallets: Wallets
    wallet_proofs: WalletProofs
    partner_keys: PartnerKeys
    partner_people: PartnerPeople
    support: Support
    audit: AuditSearch


def users(f: Foundation, proofs: ProofVerifier) -> Users:
    """`proofs` tells whose a wallet is."""
    people_rows, roles_rows = PeopleRows(f.database), RoleRows(f.database)
    area_rows, inbox_rows = AreaRows(f.database), InboxRows(f.database)
    notice_rows = NoticeRows(f.database)
    store, clock = f.writer, f.clock
    gate = Gate(people_rows, area_rows, terms_document=documents.fingerprint(documents.TERMS))
    wishes = NoticeWishes(notice_rows, people_rows)
    f.bus.subscribe(NoticeSettingsChanged, wishes.on_settings)
    f.bus.subscribe(PersonChanged, wishes.on_person)
    notices = InboxNotices(f.outbox, inbox_rows, wishes, clock=clock, ids=f.ids)
    referrals = Referrals(people_rows, ReferralRows(f.database), gate, clock=clock)
    people = People(
        store,
        people_rows,
        roles_rows,
        referrals,
        gate,
        clock=clock,
        chance=f.chance,
        languages=frozenset(f.words.languages),
    )
    session_rows = SessionRows(f.database)
    sessions = Sessions(store, session_rows, people, clock=clock, ids=f.ids, chance=f.chance)
    wallet_rows = WalletRows(f.database)
    partnering = partners(f, people_rows, gate, notices)
    kinds = (*USER_KINDS, *PAYMENT_KINDS, *TON_KINDS, *GAME_KINDS, *ALERT_KINDS)
    return Users(
        gate=gate,
        people=people,
        terms=Terms(store, people_rows, gate, f.audit, clock=clock),
        roles=Roles(store, roles_rows, people_rows, gate, f.audit, notices, clock=clock),
        bans=Bans(store, people_rows, gate, f.audit, notices, clock=clock),
        areas=Areas(store, area_rows, gate, f.audit, clock=clock),
        sessions=sessions,
        referrals=referrals,
        inbox=Inbox(store, inbox_rows, gate, f.outbox, clock=clock),
        wishes=wishes,
        notices=notices,
        choices=NoticeChoices(store, notice_rows, gate, kinds=kinds),
        wallets=Wallets(wallet_rows, gate),
        wallet_proofs=WalletProofs(
            store,
            wallet_rows,
            session_rows,
            proofs,
            sessions=sessions,
            people=people,
            gate=gate,
            audit=f.audit,
            notices=notices,
            clock=clock,
        ),
        partner_keys=partnering.keys,
        partner_people=partnering.people,
        support=Support(store, people, notices, f.audit, ids=f.ids),
        audit=AuditSearch(f.audit),
    )


def personal_data(f: Foundation, traces: Iterable[Traces]) -> PersonalData:
    """Export and deletion reach every area that keeps something about people."""
    people_rows = PeopleRows(f.database)
    own: list[Traces] = [
        RoleRows(f.database),
        PartnerTraceRows(f.database),
        f.audit,
        f.outbox,
    ]
    return PersonalData(
        f.writer,
        people_rows,
        f.ledger,
        f.audit,
        [*own, *traces],
        leavers=LeaverRows(f.database),
        chance=f.chance,
        clock=f.clock,
    )
