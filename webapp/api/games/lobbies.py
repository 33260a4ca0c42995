"""Games, lobbies and matches."""

from typing import Final

from domain.games.models import CreateLobby, Entrance, JoinLobby, Lobby, Rematch
from domain.games.ports import LobbyFilter
from domain.games.refusals import (
    AlreadyPlaying,
    AssetNotAllowed,
    ChatNeeded,
    LobbyGone,
    MatchLocked,
    NotYourMatch,
    OwnLobby,
    PlayLimitReached,
    RealityCheckDue,
    SelfExcluded,
)
from domain.shared.money import Money
from domain.shared.refusals import (
    AmountNotWhole,
    AmountTooLarge,
    AmountTooSmall,
    AreaPaused,
    NotEnoughFunds,
)
from webapp.api.games.models import (
    GameAnswer,
    GrantAnswer,
    LobbiesQuery,
    LobbyAnswer,
    LobbyBody,
    MatchAnswer,
    game_answer,
    lobby_answer,
)
from webapp.forms import Empty, Items, ListOf, MoneyForm, time_text
from webapp.limits import Limit
from webapp.routing import Call, Route


async def list_games(call: Call) -> Items[GameAnswer]:
    """The games: rules, what may be staked, the rake"""
    cards = call.deps.games.lobbies.games()
    return Items[GameAnswer](items=[game_answer(card) for card in cards])


async def visit_games(call: Call) -> GrantAnswer:
    """Take today's points, which the house gives so that everybody can play"""
    granted = await call.deps.games.points.visit(call.actor)
    return GrantAnswer(granted=MoneyForm.of(granted) if granted is not None else None)


async def list_lobbies(call: Call) -> ListOf[LobbyAnswer]:
    """Lobbies and matches, newest first; private ones only with `mine`"""
    asked = call.query(LobbiesQuery)
    page = await call.deps.games.lobbies.find(
        LobbyFilter(
            game=asked.game,
            states=frozenset({asked.state}) if asked.state is not None else frozenset(),
            person=call.actor.id if asked.mine else None,
        ),
        cursor=asked.cursor,
        limit=asked.limit,
    )
    return ListOf[LobbyAnswer](items=[_shown(call, one) for one in page.items], next=page.next)


async def show_lobby(call: Call) -> MatchAnswer:
    """One lobby or match, as I may see it now"""
    shown = _shown(call, await call.deps.games.lobbies.get(call.path("id")))
    return MatchAnswer(**dict(shown), now=time_text(call.deps.clock.now()))


async def create_lobby(call: Call) -> LobbyAnswer:
    """Open a lobby, or join an equal one with `any`

    The stake is held when somebody joins.
    """
    body = call.body(LobbyBody)
    order = CreateLobby(
        game=body.game,
        rule=body.rule,
        stake=stake_of(call, body),
        matching=body.match,
        entrance=Entrance.APP,
    )
    return _shown(call, await call.deps.games.lobbies.create(call.actor, order, key=call.once))


async def join_lobby(call: Call) -> LobbyAnswer:
    """Join a lobby: both stakes are held from now on"""
    order = JoinLobby(lobby=call.path("id"), entrance=Entrance.APP)
    return _shown(call, await call.deps.games.lobbies.join(call.actor, order, key=call.once))


async def leave_lobby(call: Call) -> LobbyAnswer:
    """Leave my lobby while nobody has joined"""
    lobbies = call.deps.games.lobbies
    return _shown(call, await lobbies.leave(call.actor, call.path("id"), key=call.once))


async def offer_rematch(call: Call) -> LobbyAnswer:
    """The same again with the same person: opens a private lobby, or joins theirs"""
    order = Rematch(lobby=call.path("id"), entrance=Entrance.APP)
    return _shown(call, await call.deps.games.lobbies.rematch(call.actor, order, key=call.once))


def stake_of(call: Call, body: LobbyBody) -> Money:
    """The amount; one that is none at all is told the bounds of a stake, not of all amounts."""
    try:
        return body.stake.read("stake")
    except (AmountTooSmall, AmountTooLarge) as refusal:
        cards = call.deps.games.lobbies.games()
        for bounds in (b for b in cards[0].bounds if b.least.asset.code == body.stake.asset):
            small = isinstance(refusal, AmountTooSmall)
            limit = {"least": bounds.least} if small else {"most": bounds.most}
            raise type(refusal)(**limit) from None
        raise


def _shown(call: Call, lobby: Lobby) -> LobbyAnswer:
    return lobby_answer(call.deps.games.lobbies.shown(lobby, call.actor.id))


STAKE: Final = (
    NotEnoughFunds,
    AreaPaused,
    PlayLimitReached,
    SelfExcluded,
    RealityCheckDue,
    ChatNeeded,
    AlreadyPlaying,
    AssetNotAllowed,
)
"""What stands in front of every stake."""


ROUTES = (
    Route(
        method="GET",
        path="/api/v1/games",
        handler=list_games,
        answer=Items[GameAnswer],
        early=True,
    ),
    Route(
        method="POST",
        path="/api/v1/games/visit",
        handler=visit_games,
        body=Empty,
        answer=GrantAnswer,
        refusals=(AreaPaused,),
    ),
    Route(
        method="GET",
        path="/api/v1/lobbies",
        handler=list_lobbies,
        query=LobbiesQuery,
        answer=ListOf[LobbyAnswer],
    ),
    Route(
        method="POST",
        path="/api/v1/lobbies",
        handler=create_lobby,
        body=LobbyBody,
        answer=LobbyAnswer,
        status=201,
        limit=Limit.PLAY,
        once=True,
        refusals=(*STAKE, AmountTooSmall, AmountTooLarge, AmountNotWhole),
    ),
    Route(method="GET", path="/api/v1/lobbies/{id}", handler=show_lobby, answer=MatchAnswer),
    Route(
        method="POST",
        path="/api/v1/lobbies/{id}/join",
        handler=join_lobby,
        body=Empty,
        answer=LobbyAnswer,
        limit=Limit.PLAY,
        once=True,
        refusals=(*STAKE, OwnLobby, LobbyGone),
    ),
    Route(
        method="POST",
        path="/api/v1/lobbies/{id}/leave",
        handler=leave_lobby,
        body=Empty,
        answer=LobbyAnswer,
        limit=Limit.PLAY,
        once=True,
        refusals=(LobbyGone, MatchLocked, NotYourMatch),
    ),
    Route(
        method="POST",
        path="/api/v1/lobbies/{id}/rematch",
        handler=offer_rematch,
        body=Empty,
        answer=LobbyAnswer,
        limit=Limit.PLAY,
        once=True,
        refusals=(*STAKE, LobbyGone, NotYourMatch, OwnLobby),
    ),
)
