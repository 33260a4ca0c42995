"""The HTTP entrance put together."""

import time
from collections.abc import Awaitable, Callable

from aiohttp import web

from bot.settings import Settings
from bot.watch import ProcessWatch
from bot.wiring.areas import Areas
from bot.wiring.foundation import Foundation, house_secret
from bot.wiring.ton.gateway import explorer
from storage.http.store import ReplyRows
from webapp.app import build_app
from webapp.deps import WebDeps, WebSettings
from webapp.games.deps import GameServices
from webapp.gifts.alerting import Alerting
from webapp.gifts.deps import GiftServices
from webapp.gifts.owning import Owning
from webapp.launch import LaunchKeys
from webapp.limits import LimitSettings
from webapp.ton.deps import TonServices

Webhook = Callable[[web.Request], Awaitable[web.StreamResponse]]


def web_app(
    f: Foundation,
    areas: Areas,
    watch: ProcessWatch,
    *,
    bot: Callable[[], str],
    webhook: Webhook | None,
) -> web.Application:
    users, payments = areas.users, areas.payments
    return build_app(
        WebDeps(
            settings=_settings(f, bot),
            clock=f.clock,
            ids=f.ids,
            chance=f.chance,
            now_s=time.monotonic,
            words=f.words,
            bus=f.bus,
            watch=watch,
            people=users.people,
            gate=users.gate,
            terms=users.terms,
            sessions=users.sessions,
            wallets=users.wallets,
            wallet_proofs=users.wallet_proofs,
            partner_keys=users.partner_keys,
            partner_people=users.partner_people,
            areas=users.areas,
            inbox=users.inbox,
            notices=users.choices,
            personal=areas.personal,
            ledger=f.ledger,
            topups=payments.topups,
            refunds=payments.refunds,
            replies=ReplyRows(f.writer, f.database),
            games=_games(areas),
            ton=_ton(areas),
            gifts=_gifts(areas),
            webhook=webhook,
        )
    )


def _games(areas: Areas) -> GameServices:
    games = areas.games
    return GameServices(
        lobbies=games.lobbies,
        care=games.care,
        points=games.points,
        records=games.records,
        receipts=games.receipts,
        fairness=games.fairness,
    )


def _ton(areas: Areas) -> TonServices | None:
    ton = areas.ton
    if ton is None:
        return None
    return TonServices(
        deposits=ton.deposits,
        withdrawals=ton.withdrawals,
        book=ton.book,
        assets=ton.settings.assets,
        escrows=ton.escrows.service if ton.escrows is not None else None,
        mints=ton.mints.service if ton.mints is not None else None,
        away=lambda: ton.worker.away,
    )


def _gifts(areas: Areas) -> GiftServices:
    gifts = areas.gifts
    return GiftServices(
        showcase=gifts.showcase,
        floors=gifts.values.history,
        summaries=gifts.values.summaries,
        rates=areas.rates.rates,
        pictures=areas.content,
        owning=_owning(areas),
        alerting=_alerting(areas),
    )


def _alerting(areas: Areas) -> Alerting:
    alerting = areas.gift_alerts
    return Alerting(
        alerts=alerting.alerts, searches=alerting.searches, arbitrage=alerting.arbitrage
    )


def _owning(areas: Areas) -> Owning:
    owning = areas.owning
    return Owning(
        portfolios=owning.portfolios,
        trades=owning.trades,
        baskets=owning.baskets,
        rates=owning.rates,
        title=areas.gifts.titles,
    )


def _settings(f: Foundation, bot: Callable[[], str]) -> WebSettings:
    settings = f.settings
    telegram, http = settings.telegram, settings.http
    return WebSettings(
        launch=LaunchKeys(
            bot_id=telegram.bot_id,
            bot_token=telegram.token.get_secret_value(),
            telegram_key=telegram.launch_key,
        ),
        limits=_limits(settings),
        jwt_secret=house_secret(f),
        public_url=http.url,
        bot=bot,
        telegram_script=telegram.script,
        widget_script=telegram.widget,
        static_url=http.static_url,
        frame_ancestors=http.frame_ancestors,
        sandbox_url=settings.sandbox.url,
        wallets=("soukwallet",) if settings.sandbox.on else settings.ton.wallets,
        network=settings.ton.chain,
        explorer=explorer(settings),
        check_answers=settings.sandbox.on,
    )


def _limits(settings: Settings) -> LimitSettings:
    limits = settings.limits
    return LimitSettings(
        per_address=limits.per_address,
        sign_in=limits.sign_in,
        play=limits.play,
        escrow=limits.escrow,
        person_reads=limits.person_reads,
        act_pause_s=limits.act_pause_s,
        act_burst=limits.act_burst,
        spare_loopback=settings.sandbox.on,
        proxies=settings.http.proxies,
    )
