"""The Mini App's first screen in one read."""

from domain.games.models import LobbyState
from domain.ledger import accounts
from domain.ledger.ports import LineFilter
from domain.payments.models import TopUpState
from domain.shared.money import XTR
from webapp.api.games.models import LobbyAnswer, lobby_answer
from webapp.api.me import MeAnswer, me_answer
from webapp.api.money import LineAnswer, line_answer
from webapp.api.system import AreaAnswer, area_answers
from webapp.api.topups import TopUpAnswer, topup_answer
from webapp.balances import BalanceAnswer, balances_of
from webapp.forms import Answer, Items, TimeText, time_text
from webapp.routing import Call, Route

LINES = 5
TOPUPS = 20


class HomeGames(Answer):
    """Open lobbies that anybody may join, and the match that waits for me."""

    open: int
    match: LobbyAnswer | None


class HomeAnswer(Answer):
    """`now` is the world's clock, which a browser does not know."""

    now: TimeText
    me: MeAnswer
    balances: Items[BalanceAnswer]
    statement: Items[LineAnswer]
    topups: Items[TopUpAnswer]
    unread: int
    areas: list[AreaAnswer]
    games: HomeGames


async def show_home(call: Call) -> HomeAnswer:
    """What the first screen shows: me, balances, newest lines, open top-ups, areas"""
    deps, actor = call.deps, call.actor
    path = accounts.user(actor.id)
    lines = await deps.ledger.statement(path, LineFilter(), cursor=None, limit=LINES)
    topups = await deps.topups.mine(actor, cursor=None, limit=TOPUPS)
    available = (await deps.ledger.balance(path, XTR)).available
    return HomeAnswer(
        now=time_text(deps.clock.now()),
        me=await me_answer(call, call.signed_in.person),
        balances=Items[BalanceAnswer](items=await balances_of(deps.ledger, actor.id)),
        statement=Items[LineAnswer](items=[line_answer(line) for line in lines.items]),
        topups=Items[TopUpAnswer](
            items=[
                topup_answer(one, available)
                for one in topups.items
                if one.state is TopUpState.OPEN
            ]
        ),
        unread=await deps.inbox.unread(actor),
        areas=await area_answers(call),
        games=await _games(call),
    )


async def _games(call: Call) -> HomeGames:
    lobbies = call.deps.games.lobbies
    mine = await lobbies.current(call.actor)
    return HomeGames(
        open=(await lobbies.counts())[LobbyState.OPEN],
        match=lobby_answer(lobbies.shown(mine, call.actor.id)) if mine is not None else None,
    )


ROUTES = (Route(method="GET", path="/api/v1/home", handler=show_home, answer=HomeAnswer),)
