"""Everything that is built, before anything is started."""

from dataclasses import dataclass

from aiohttp import web

from bot.refunding import Refunding
from bot.runtime.scheduler import Scheduler
from bot.wiring.areas import Areas
from bot.wiring.chat import Chat, Telegram
from bot.wiring.foundation import Foundation
from bot.wiring.markets import Markets
from bot.wiring.ton.gateway import TonGateway


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    f: Foundation
    areas: Areas
    gateway: Telegram
    chain: TonGateway
    markets: Markets
    chat: Chat
    scheduler: Scheduler
    refunding: Refunding
    web: web.Application
