"""All areas put together, each on those beneath it."""

from dataclasses import dataclass

from bot.wiring.foundation import Foundation
from bot.wiring.payments import Payments, payments
from bot.wiring.users import Users, personal_data
from domain.payments.ports import StarsGateway
from domain.users.export import PersonalData


@dataclass(frozen=True, slots=True, kw_only=True)
class Areas:
    users: Users
    payments: Payments
    personal: PersonalData


def areas(f: Foundation, people: Users, stars: StarsGateway) -> Areas:
    paying = payments(f, people, stars)
    return Areas(users=people, payments=paying, personal=personal_data(f, traces=[paying.rows]))
