"""The HTTP application: the table, the pages, the feed and what surrounds them, put together."""

from typing import Final

from aiohttp import web

from domain.gifts.events import (
    CollectionChanged,
    HistoryGrew,
    ListingsChanged,
    SourceChanged,
)
from domain.ledger.events import MoneyMoved
from domain.users.events import AccountDeleted, InboxChanged, PersonChanged, RoleSet, SessionsEnded
from webapp.auth import Door, Tokens
from webapp.deps import WebDeps
from webapp.dispatch import Dispatch
from webapp.entrance import BODY_MAX, dress, entrance
from webapp.feed import Hub
from webapp.games.topics import register as register_games
from webapp.gifts.deps import GiftServices
from webapp.gifts.pages import GiftPages
from webapp.gifts.search_topic import register as register_searches
from webapp.gifts.topics import register as register_gifts
from webapp.keys import DISPATCH, DOCUMENT, HUB, LIVE, READY
from webapp.live import Live
from webapp.openapi import ApiDocument
from webapp.pages import Pages
from webapp.ready import Ready
from webapp.routes import PUBLIC, TABLE
from webapp.routing import Route
from webapp.ton.nft_files import NftFiles
from webapp.topics import BalancesTopic, InboxTopic

HOOK: Final = "/bot/webhook"


def build_app(deps: WebDeps) -> web.Application:
    """Run it with `access_log=None`: it writes its own lines. `app[HUB].run` is a worker, and
    further topics are registered with `app[HUB].register`.
    """
    tokens = Tokens(deps.settings.jwt_secret, deps.clock)
    door = Door(tokens, deps.sessions, deps.now_s)
    hub = Hub(deps.chance.below, deps.now_s)
    live = Live(deps, hub, door)

    settings = deps.settings
    described = ApiDocument(TABLE, PUBLIC, url=settings.public_url, version=settings.version)
    pages = Pages(deps, described)
    app = web.Application(
        middlewares=[entrance(deps.chance, deps.words, pages.error)], client_max_size=BODY_MAX
    )
    app[HUB], app[LIVE] = hub, live
    app[READY] = ready = Ready(deps.clock, deps.now_s)
    app[DOCUMENT] = described
    dispatch = Dispatch(deps, public=PUBLIC, door=door, tokens=tokens)
    app[DISPATCH] = dispatch
    for route in TABLE:
        add_route(app, dispatch, route)
    app.add_routes(pages.routes())
    app.add_routes(NftFiles(deps).routes())
    if deps.gifts is not None:
        for route in GiftPages(deps, deps.gifts, pages).routes():
            add_route(app, dispatch, route)
    if deps.webhook is not None:
        app.router.add_post(HOOK, deps.webhook)
    app.on_response_prepare.append(dress)
    app.on_shutdown.append(_say_goodbye)
    _listen(deps, door, live, hub)
    for event in (ListingsChanged, HistoryGrew, SourceChanged, CollectionChanged):
        deps.bus.subscribe(event, ready.touch)
    return app


def add_route(app: web.Application, dispatch: Dispatch, route: Route) -> None:
    """GET answers HEAD too."""
    handler = dispatch.handler(route)
    if route.method == "GET":
        app.router.add_get(route.path, handler)
    else:
        app.router.add_route(route.method, route.path, handler)


def _listen(deps: WebDeps, door: Door, live: Live, hub: Hub) -> None:
    """What the events of other areas mean here. Plain functions: in force before anything else
    is served.
    """

    def changed(event: PersonChanged) -> None:
        door.forget(event.person)

    def role_set(event: RoleSet) -> None:
        door.forget(event.person)

    def ended(event: SessionsEnded) -> None:
        door.forget(event.person)
        live.end(event.person, event.session)

    def deleted(event: AccountDeleted) -> None:
        door.forget(event.person)
        live.end(event.person, None)

    balances, inbox = BalancesTopic(deps.ledger, hub), InboxTopic(deps.inbox, hub)
    hub.register(balances)
    hub.register(inbox)
    deps.bus.subscribe(PersonChanged, changed)
    deps.bus.subscribe(RoleSet, role_set)
    deps.bus.subscribe(SessionsEnded, ended)
    deps.bus.subscribe(AccountDeleted, deleted)
    deps.bus.subscribe(MoneyMoved, balances.moved)
    deps.bus.subscribe(InboxChanged, inbox.changed)
    register_games(hub, deps.bus, deps.games.lobbies)
    if deps.gifts is not None:
        _listen_to_gifts(deps, deps.gifts, hub)


def _listen_to_gifts(deps: WebDeps, gifts: GiftServices, hub: Hub) -> None:
    register_gifts(hub, deps.bus, gifts.showcase, deps.clock)
    if gifts.alerting is not None:
        register_searches(hub, deps.bus, gifts.showcase, gifts.alerting.searches)


async def _say_goodbye(app: web.Application) -> None:
    await app[LIVE].close()
