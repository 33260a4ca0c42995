"""Challenges in groups: one message that others join by its button. Nothing private is said
there: whatever needs more words goes on in the private chat.
"""

from dataclasses import replace
from typing import Final

from domain.games import catalogue
from domain.games.matches.lobbies import Lobbies
from domain.games.models import Entrance, GameSettings, JoinLobby, Matching
from domain.games.refusals import (
    AlreadyPlaying,
    ChatNeeded,
    LobbyGone,
    OwnLobby,
)
from domain.shared.refusals import DomainError
from domain.users.refusals import TermsNeeded
from handlers.games import forms, views
from handlers.links import Links
from handlers.routes import Routes
from handlers.screens import Button, Screen, clip
from handlers.visit import Visit

POPUP_MAX: Final = 200
"""What pops up over a group; anything longer would be a message that all can read."""
PUBLIC: Final = (AlreadyPlaying, LobbyGone, OwnLobby)
"""Refusals that say nothing about a person beyond what the group sees."""


def routes() -> Routes:
    return Routes(group_commands={"play": challenge}, group_callbacks={"lobby:join": join})


class GroupDesk:
    def __init__(self, lobbies: Lobbies, links: Links, settings: GameSettings) -> None:
        self.lobbies = lobbies
        self.links = links
        self.settings = settings

    async def challenge(self, visit: Visit) -> Screen:
        """Opens a lobby that stands in no list. Refusals: of the order and of every stake."""
        wish = forms.read_line(visit.args)
        if wish is None or wish.asset is None:
            return self._said(visit, visit.say("group-usage"))
        stake = catalogue.read_stake(wish.typed, wish.asset, self.settings)
        order = forms.order_of(replace(wish, matching=Matching.PRIVATE), stake)
        lobby = await self.lobbies.create(visit.actor, order, key=visit.key)
        shown = self.lobbies.shown(lobby, None)
        return views.group_screen(visit.speech, shown, self.links, reply_to=visit.message_id)

    def refused(self, visit: Visit, refusal: DomainError) -> Screen:
        """What may be said before everybody, and the way into the private chat."""
        if isinstance(refusal, PUBLIC):
            return self._said(visit, visit.speech.refusal(refusal.code, refusal.fields))
        return self._said(visit, visit.say("group-refused"))

    def _said(self, visit: Visit, text: str) -> Screen:
        rows = ((Button(label=visit.say("group-button"), url=self.links.chat),),)
        return Screen(text=text, rows=rows, reply_to=visit.message_id)


async def challenge(visit: Visit, group_desk: GroupDesk) -> None:
    try:
        answer = await group_desk.challenge(visit)
    except DomainError as refusal:
        answer = group_desk.refused(visit, refusal)
    await visit.send(answer)


async def join(visit: Visit, group_desk: GroupDesk) -> None:
    """The presser alone sees why not."""
    order = JoinLobby(lobby=visit.args, entrance=Entrance.CHAT)
    try:
        lobby = await group_desk.lobbies.join(visit.actor, order, key=visit.key)
    except (TermsNeeded, ChatNeeded):
        await visit.toast(visit.say("group-first-open"), alert=True)
        return
    except DomainError as refusal:
        words = visit.speech.refusal(refusal.code, refusal.fields)
        await visit.toast(clip(words, POPUP_MAX), alert=True)
        return
    shown = group_desk.lobbies.shown(lobby, None)
    await visit.toast(visit.say("lobby-joined"))
    await visit.show(views.group_matched(visit.speech, shown, group_desk.links))
