"""All areas put together, each on those beneath it."""

from dataclasses import dataclass

from bot.gateways.gift_content.client import GiftContent
from bot.wiring.foundation import Foundation
from bot.wiring.games import Games, games
from bot.wiring.gifts.alerts import GiftAlerts, gift_alerts
from bot.wiring.gifts.area import Gifts, gifts
from bot.wiring.gifts.content import gift_content
from bot.wiring.gifts.owning import GiftOwning, gift_owning
from bot.wiring.gifts.rates import GiftRates, gift_rates
from bot.wiring.market_doors import doors
from bot.wiring.markets import Markets
from bot.wiring.payments import Payments, payments
from bot.wiring.ton.area import Ton, ground, ton
from bot.wiring.ton.gateway import TonGateway
from bot.wiring.users import Users, personal_data
from domain.payments.ports import StarsGateway
from domain.users.export import PersonalData


@dataclass(frozen=True, slots=True, kw_only=True)
class Areas:
    users: Users
    payments: Payments
    games: Games
    ton: Ton | None
    gifts: Gifts
    gift_alerts: GiftAlerts
    owning: GiftOwning
    rates: GiftRates
    content: GiftContent
    personal: PersonalData


def areas(
    f: Foundation,
    people: Users,
    stars: StarsGateway,
    gateway: TonGateway,
    selling: Markets,
) -> Areas:
    """TON is None where the house has no wallet of its own."""
    playing = games(f, people)
    on = ground(f, people, gateway, deposits=playing.gate)
    doers = {**playing.doers, **(on.doers if on is not None else {})}
    paying = payments(f, people, stars, deposits=playing.gate, doers=doers)
    chain = ton(f, people, on, gateway, paying.approvals) if on is not None else None
    shown = gifts(f, selling.readers)
    rates = gift_rates(f, selling)
    owning = gift_owning(f, people, shown, doors(selling), rates.rates)
    alerting = gift_alerts(f, people, shown)
    traces = [
        paying.rows,
        *playing.traces,
        *(chain.traces if chain is not None else ()),
        *owning.traces,
        *alerting.traces,
    ]
    return Areas(
        users=people,
        payments=paying,
        games=playing,
        ton=chain,
        gifts=shown,
        gift_alerts=alerting,
        owning=owning,
        rates=rates,
        content=gift_content(f, gateway),
        personal=personal_data(f, traces=traces),
    )
