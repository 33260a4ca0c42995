"""All areas put together, each on those beneath it."""

from dataclasses import dataclass

from bot.wiring.foundation import Foundation
from bot.wiring.games import Games, games
from bot.wiring.payments import Payments, payments
from bot.wiring.users import Users, personal_data
from domain.payments.ports import StarsGateway
from domain.users.export import PersonalData


@dataclass(frozen=True, slots=True, kw_only=True)
class Areas:
    users: Users
    payments: Payments
    games: Games
    personal: PersonalData


def areas(f: Foundation, people: Users, stars: StarsGateway) -> Areas:
    playing = games(f, people)
    paying = payments(f, people, stars, deposits=playing.gate, doers=playing.doers)
    traces = [paying.rows, *playing.traces]
    return Areas(
        users=people, payments=paying, games=playing, personal=personal_data(f, traces=traces)
    )
