"""All areas put together, each on those beneath it."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.wiring.foundation import Foundation
from bot.wiring.games import Games, games
from bot.wiring.gifts import Gifts, gifts
from bot.wiring.payments import Payments, payments
from bot.wiring.ton import Ton, ground, ton
from bot.wiring.ton_gateway import TonGateway
from bot.wiring.users import Users, personal_data
from domain.gifts.market_ports import MarketReader
from domain.gifts.models import Market
from domain.payments.ports import StarsGateway
from domain.users.export import PersonalData


@dataclass(frozen=True, slots=True, kw_only=True)
class Areas:
    users: Users
    payments: Payments
    games: Games
    ton: Ton | None
    gifts: Gifts
    personal: PersonalData


def areas(
    f: Foundation,
    people: Users,
    stars: StarsGateway,
    gateway: TonGateway,
    markets: Mapping[Market, MarketReader],
) -> Areas:
    """TON is None where the house has no wallet of its own."""
    playing = games(f, people)
    on = ground(f, people, gateway, deposits=playing.gate)
    doers = {**playing.doers, **(on.doers if on is not None else {})}
    paying = payments(f, people, stars, deposits=playing.gate, doers=doers)
    chain = ton(f, people, on, gateway, paying.approvals) if on is not None else None
    traces = [paying.rows, *playing.traces, *(chain.traces if chain is not None else ())]
    return Areas(
        users=people,
        payments=paying,
        games=playing,
        ton=chain,
        gifts=gifts(f, markets),
        personal=personal_data(f, traces=traces),
    )
