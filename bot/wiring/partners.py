"""Partners' keys and the people who agreed to them, put together."""

from dataclasses import dataclass

from bot.wiring.foundation import Foundation, house_secret
from domain.shared.outbox import Notices
from domain.users.gate import Gate
from domain.users.partners.keys import PartnerKeys
from domain.users.partners.people import PartnerPeople
from domain.users.partners.rules import root_of
from domain.users.ports import PeopleStore
from storage.users.partners import AgreementRows, PartnerKeyRows


@dataclass(frozen=True, slots=True, kw_only=True)
class Partners:
    keys: PartnerKeys
    people: PartnerPeople


def partners(f: Foundation, people: PeopleStore, gate: Gate, notices: Notices) -> Partners:
    rows = PartnerKeyRows(f.database)
    return Partners(
        keys=PartnerKeys(
            f.writer,
            rows,
            gate,
            f.audit,
            notices,
            root=root_of(house_secret(f)),
            per_minute=f.settings.limits.partner,
            clock=f.clock,
            ids=f.ids,
        ),
        people=PartnerPeople(
            f.writer, rows, AgreementRows(f.database), people, gate, notices, clock=f.clock
        ),
    )
