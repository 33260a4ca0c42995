"""The chat entrance put together: Telegram's side, the dispatcher, what comes in, what leaves."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Final, TypeVar

from aiogram import Bot

from bot.desk import ChatDesks
from bot.dispatcher import Feeder, build_dispatcher, update_kinds
from bot.fsm import Dialogues
from bot.gateways.telegram.calls import TelegramCalls
from bot.gateways.telegram.limits import Limits
from bot.gateways.telegram.session import TelegramSession
from bot.identity import Identity
from bot.intake import Intake
from bot.outbox import Outbox
from bot.polling import Polling
from bot.rendering import Rendering
from bot.rows import SeenUpdates
from bot.runtime.metrics import Metrics
from bot.settings import SettingsRefused
from bot.wiring.areas import Areas
from bot.wiring.foundation import Foundation
from bot.wiring.gifts.alerts_chat import alerts_chat
from bot.wiring.gifts.chat import gift_chat, gifts_onward
from bot.wiring.gifts.owning_chat import owning_chat
from bot.wiring.gifts.staff import gift_words
from bot.wiring.ton.chat import escrow_desk, ton_desks, ton_staff, ton_words
from bot.wiring.users import Users
from domain.shared.ids import UserId
from domain.shared.refusals import GatewayError, GatewayRejected
from domain.users.events import PersonChanged
from handlers.admin import router as admin
from handlers.admin.money import MoneyDesk
from handlers.admin.operations import Operations
from handlers.admin.people import PeopleDesk
from handlers.admin.system import SystemDesk
from handlers.games import router as games_router
from handlers.games.desk import GamesDesk
from handlers.games.group import GroupDesk
from handlers.games.limits import LimitsDesk
from handlers.games.lobbies import GamesOnward, LobbyDesk
from handlers.games.play import PlayDesk
from handlers.gifts import alerts as alerts_router
from handlers.gifts import basket as basket_router
from handlers.gifts import portfolio as portfolio_router
from handlers.gifts import router as gifts_router
from handlers.links import Links
from handlers.menu import router as menu
from handlers.menu.home import Home
from handlers.middlewares.errors import ErrorAnswers
from handlers.middlewares.faces import Faces
from handlers.middlewares.throttle import Throttle
from handlers.middlewares.visit import VisitMiddleware
from handlers.notices import router as notices
from handlers.onward import WaysOn
from handlers.payments import router as payments_router
from handlers.routes import Routes
from handlers.ton import escrows as escrows_router
from handlers.ton import router as ton_router
from handlers.users import keys as keys_router
from handlers.users import router as users_router
from locales.speech import Speech
from storage.core.updates import SeenUpdates as UpdateRows
from storage.users.places import DialogueRows

logger = logging.getLogger(__name__)

PAUSE_S: Final = 0.5
PAUSE_S_MAX: Final = 30.0
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Telegram:
    """The gateway's parts: one session, one set of limits."""

    session: TelegramSession
    limits: Limits
    calls: TelegramCalls
    token: str
    identity: Identity


@dataclass(frozen=True, slots=True, kw_only=True)
class Chat:
    intake: Intake
    polling: Polling
    outbox: Outbox


def routes() -> Routes:
    return Routes.merge(
        area.routes()
        for area in (
            menu,
            users_router,
            keys_router,
            notices,
            payments_router,
            ton_router,
            escrows_router,
            games_router,
            gifts_router,
            portfolio_router,
            basket_router,
            alerts_router,
            admin,
        )
    )


def telegram(f: Foundation) -> Telegram:
    """The gateway. Nothing is asked yet: `identify` does so once the doors are open."""
    settings = f.settings.telegram
    session, limits = TelegramSession(settings.api), Limits()
    token = settings.token.get_secret_value()
    return Telegram(
        session=session,
        limits=limits,
        calls=TelegramCalls(session, token, limits, kinds=update_kinds(routes())),
        token=token,
        identity=Identity(f.settings.data.folder, settings.bot_id),
    )


async def identify(gateway: Telegram) -> None:
    """Learn from Telegram who the bot is; an unreachable Telegram is waited for. Raises
    SettingsRefused for a token that it does not know.
    """
    try:
        me = await patiently(gateway.calls.get_me)
    except GatewayRejected as failed:
        raise SettingsRefused(f"BOT_TOKEN: Telegram refuses it: {failed}") from failed
    gateway.identity.learn(str(me.get("username", "")))


async def patiently(call: Callable[[], Awaitable[T]]) -> T:
    """The answer of a call without which we cannot start; Telegram is waited for."""
    pause_s = PAUSE_S
    while True:
        try:
            return await call()
        except GatewayRejected:
            raise
        except GatewayError as error:
            logger.warning("Telegram does not answer: %s", error)
            await asyncio.sleep(pause_s)
            pause_s = min(pause_s * 2, PAUSE_S_MAX)


def rendering(f: Foundation, users: Users) -> Rendering:
    async def speech_of(person: int) -> Speech:
        known = await users.people.known(UserId(person))
        if known is None:
            return Speech(f.words, "en")
        return Speech(f.words, known.speaks, known.time_zone)

    async def secret_of(person: int, key: str) -> str:
        return await users.partner_keys.secret(UserId(person), key)

    return Rendering(speech_of, secret_of)


def chat(
    f: Foundation,
    areas: Areas,
    gateway: Telegram,
    leaving: Outbox,
    operations: Operations,
    metrics: Metrics,
) -> Chat:
    users = areas.users
    faces = Faces(users.people, f.clock)
    f.bus.subscribe(PersonChanged, lambda changed: faces.forget(changed.person))
    desks = ChatDesks(f.writer, f.outbox, gateway.calls)
    limits = f.settings.limits
    links = _links(f, gateway.identity)
    home = Home(users.people, users.terms, f.ledger, f.words, links)
    dispatcher = build_dispatcher(
        routes(),
        {**_services(f, areas, operations, links), "home": home},
        username=gateway.identity.name,
        storage=Dialogues(DialogueRows(f.database), f.writer),
        middlewares=[
            VisitMiddleware(faces, f.words, f.clock, desks),
            ErrorAnswers({"terms-needed": home.screen}),
            Throttle(pause_s=limits.act_pause_s, burst=limits.act_burst),
        ],
    )
    bot = Bot(gateway.token, session=gateway.session)
    rows = SeenUpdates(UpdateRows(f.writer, f.database), f.clock)
    intake = Intake(
        rows,
        Feeder(dispatcher, bot),
        f.supervisor,
        f.clock,
        count=lambda kind: metrics.updates.labels(kind).inc(),
    )
    return Chat(intake=intake, polling=Polling(gateway.calls, intake), outbox=leaving)


def _links(f: Foundation, identity: Identity) -> Links:
    url = f.settings.http.url
    reachable = url.startswith("https://") or f.settings.sandbox.on
    return Links(app=f"{url}/app" if reachable else "", bot=identity.name)


def _services(
    f: Foundation, areas: Areas, operations: Operations, links: Links
) -> dict[str, object]:
    """What handlers may ask for by name."""
    users, payments = areas.users, areas.payments
    people, words = users.people, f.words
    played = GamesDesk(areas.games.review, payments.approvals, areas.games.lobbies)
    coins = ton_staff(f, areas)
    desk = admin.AdminDesk(
        PeopleDesk(people, users.roles, users.bans, users.terms, f.ledger),
        MoneyDesk(
            people,
            payments.approvals,
            payments.reconcile,
            payments.topups,
            more=() if coins is None else (coins,),
        ),
        SystemDesk(people, users.areas, operations, users.audit, users.support),
        {
            "match": played.match,
            "void": played.void,
            "flags": played.flags,
            **({} if coins is None else ton_words(coins)),
            "escrow": escrow_desk(f, areas).escrow,
            **gift_words(f, areas),
        },
    )
    return {
        "gate": users.gate,
        "people": people,
        "terms": users.terms,
        "sessions": users.sessions,
        "referrals": users.referrals,
        "inbox": users.inbox,
        "notice_choices": users.choices,
        "personal_data": areas.personal,
        "partner_keys": users.partner_keys,
        "partner_people": users.partner_people,
        "support": users.support,
        "ledger": f.ledger,
        "topups": payments.topups,
        "refunds": payments.refunds,
        "profile_screen": users_router.Profile(users.referrals, words, links),
        "admin_desk": desk,
        "games_desk": played,
        **_games(f, areas, links),
        **gift_chat(areas, links),
        **alerts_chat(f, areas, links),
        **owning_chat(areas, links),
        "onward": WaysOn(
            GamesOnward(LobbyDesk(areas.games.lobbies, links)),
            gifts_onward(areas, links),
            keys_router.PartnerOnward(users.partner_people),
        ),
        **ton_desks(f, areas, links),
        "links": links,
        "words": words,
    }


def _games(f: Foundation, areas: Areas, links: Links) -> dict[str, object]:
    games = areas.games
    lobbies = LobbyDesk(games.lobbies, links)
    return {
        "matches": games.matches,
        "care": games.care,
        "records": games.records,
        "receipts": games.receipts,
        "game_settings": games.settings,
        "lobby_desk": lobbies,
        "play_desk": PlayDesk(
            games.lobbies, games.points, f.ledger, areas.users.gate, games.settings
        ),
        "limits_desk": LimitsDesk(games.care, games.settings),
        "group_desk": GroupDesk(games.lobbies, links, games.settings),
    }
