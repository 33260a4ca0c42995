"""Games that a partner's key plays for people who agreed: the same acts by the same rules.

What happened in a match comes from Telegram's dice alone, and money moves by named acts alone: a
body that tells a result or a balance does not fit the schema.
"""

from typing import Annotated, Final

from pydantic import Field, StringConstraints

from domain.games.models import CreateLobby, Entrance, JoinLobby, Lobby
from domain.games.refusals import LobbyGone, MatchLocked, NotYourMatch, OwnLobby
from domain.shared.actor import Actor, Role
from domain.shared.ids import UserId
from domain.shared.refusals import (
    AmountNotWhole,
    AmountTooLarge,
    AmountTooSmall,
    Invalid,
    NotFound,
    NotSignedIn,
)
from domain.users.partners.models import Agreed, Agreement, PartnerKey
from domain.users.partners.people import LINK
from domain.users.partners.refusals import ConsentNeeded
from domain.users.refusals import Banned, TermsNeeded
from webapp.api.games.lobbies import STAKE, stake_of
from webapp.api.games.models import LobbyAnswer, LobbyBody, lobby_answer
from webapp.balances import BalanceAnswer, balances_of
from webapp.forms import Answer, Body, Empty, Items, TimeText, time_text
from webapp.limits import Limit
from webapp.routing import Call, Route

PersonId = Annotated[int, Field(ge=1, lt=2**52)]
LinkText = Annotated[str, StringConstraints(pattern=r"^https://t\.me/")]


class PersonBody(Body):
    person: PersonId


class PersonAnswer(Answer):
    """`link` leads the person to the question in chat."""

    person: int
    consent: Agreed
    asked_at: TimeText
    answered_at: TimeText | None
    link: LinkText


async def ask_person(call: Call) -> PersonAnswer:
    """Register a person with this key: they are asked whether it may play for them

    Their account is theirs, opened by themselves in chat with a balance of nothing.
    """
    person = UserId(call.body(PersonBody).person)
    people, key = call.deps.partner_people, _key(call)
    return _person(call, await people.ask(call.actor, key, person, once=call.once))


async def show_person(call: Call) -> PersonAnswer:
    """Whether a person has agreed"""
    people = call.deps.partner_people
    return _person(call, await people.state(_key(call), _person_id(call)))


async def show_balances(call: Call) -> Items[BalanceAnswer]:
    """What the person has"""
    person = await _acting(call)
    return Items[BalanceAnswer](items=list(await balances_of(call.deps.ledger, person.id)))


async def start_match(call: Call) -> LobbyAnswer:
    """Open a lobby for the person, or join an equal one with `any`"""
    body = call.body(LobbyBody)
    person = await _acting(call)
    order = CreateLobby(
        game=body.game,
        rule=body.rule,
        stake=stake_of(call, body),
        matching=body.match,
        entrance=Entrance.APP,
    )
    lobbies = call.deps.games.lobbies
    return _shown(call, person, await lobbies.create(person, order, key=call.once))


async def join_match(call: Call) -> LobbyAnswer:
    """Join a lobby for the person"""
    person = await _acting(call)
    order = JoinLobby(lobby=call.path("id"), entrance=Entrance.APP)
    return _shown(call, person, await call.deps.games.lobbies.join(person, order, key=call.once))


async def leave_match(call: Call) -> LobbyAnswer:
    """Leave the person's lobby while nobody has joined"""
    person = await _acting(call)
    lobbies = call.deps.games.lobbies
    return _shown(call, person, await lobbies.leave(person, call.path("id"), key=call.once))


async def show_match(call: Call) -> LobbyAnswer:
    """A match as the person may see it now"""
    person = await _acting(call)
    return _shown(call, person, await call.deps.games.lobbies.get(call.path("id")))


def _key(call: Call) -> PartnerKey:
    if call.partner is None:
        raise NotSignedIn
    return call.partner


def _person_id(call: Call) -> UserId:
    given = call.path("person")
    if not given.isascii() or not given.isdecimal():
        raise Invalid(field="person")
    return UserId(int(given))


async def _acting(call: Call) -> Actor:
    """The person, who acts by the key. Refusals: ConsentNeeded, Banned, TermsNeeded."""
    key = _key(call)
    person = await call.deps.partner_people.acts(key, _person_id(call))
    return Actor(id=person.id, role=Role.USER, origin=f"key:{key.id}", trace=call.trace)


def _person(call: Call, agreement: Agreement) -> PersonAnswer:
    bot = call.deps.settings.bot_username
    answered = agreement.answered_at
    return PersonAnswer(
        person=agreement.person,
        consent=agreement.state,
        asked_at=time_text(agreement.asked_at),
        answered_at=time_text(answered) if answered is not None else None,
        link=f"https://t.me/{bot}?start={LINK}_{agreement.key}",
    )


def _shown(call: Call, person: Actor, lobby: Lobby) -> LobbyAnswer:
    return lobby_answer(call.deps.games.lobbies.shown(lobby, person.id))


_PERSON: Final = (ConsentNeeded, Banned, TermsNeeded, NotFound)
_BASE: Final = "/api/v1/partner/people"
ROUTES = (
    Route(
        method="POST",
        path=_BASE,
        handler=ask_person,
        body=PersonBody,
        answer=PersonAnswer,
        status=201,
        once=True,
        games=True,
    ),
    Route(
        method="GET",
        path=f"{_BASE}/{{person}}",
        handler=show_person,
        answer=PersonAnswer,
        games=True,
    ),
    Route(
        method="GET",
        path=f"{_BASE}/{{person}}/balances",
        handler=show_balances,
        answer=Items[BalanceAnswer],
        games=True,
        refusals=_PERSON,
    ),
    Route(
        method="POST",
        path=f"{_BASE}/{{person}}/lobbies",
        handler=start_match,
        body=LobbyBody,
        answer=LobbyAnswer,
        status=201,
        limit=Limit.PLAY,
        once=True,
        games=True,
        refusals=(*_PERSON, *STAKE, AmountTooSmall, AmountTooLarge, AmountNotWhole),
    ),
    Route(
        method="GET",
        path=f"{_BASE}/{{person}}/lobbies/{{id}}",
        handler=show_match,
        answer=LobbyAnswer,
        games=True,
        refusals=_PERSON,
    ),
    Route(
        method="POST",
        path=f"{_BASE}/{{person}}/lobbies/{{id}}/join",
        handler=join_match,
        body=Empty,
        answer=LobbyAnswer,
        limit=Limit.PLAY,
        once=True,
        games=True,
        refusals=(*_PERSON, *STAKE, OwnLobby, LobbyGone),
    ),
    Route(
        method="POST",
        path=f"{_BASE}/{{person}}/lobbies/{{id}}/leave",
        handler=leave_match,
        body=Empty,
        answer=LobbyAnswer,
        limit=Limit.PLAY,
        once=True,
        games=True,
        refusals=(*_PERSON, LobbyGone, MatchLocked, NotYourMatch),
    ),
)
