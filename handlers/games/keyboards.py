"""Buttons of the games."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final
from urllib.parse import urlencode

from domain.games.models import GameCard, LobbyState, Matching
from domain.games.shown_models import ShownLobby
from domain.shared.money import Asset
from handlers.games.forms import Wish
from handlers.links import Links
from handlers.menu.keyboards import back
from handlers.screens import MOST_DATA_BYTES, Button, Rows
from locales.speech import Speech

STAKES: Final = (10, 25, 50, 100)
ON_PAGE: Final = 4
_PLAYED: Final = frozenset({LobbyState.RESOLVED, LobbyState.SPLIT, LobbyState.VOID})


def play(speech: Speech, *, seat: str | None) -> Rows:
    def button(name: str, data: str) -> Button:
        return Button(label=speech.say(f"play-button-{name}"), data=data)

    now = ((button("now", f"lobby:show:{seat}"),),) if seat is not None else ()
    return (
        *now,
        (button("dice", "play:dice"), button("target", "play:target")),
        (button("open", "lobby:list"),),
        (button("stats", "stats"), button("board", "board")),
        (button("limits", "limits"), *back(speech)),
    )


def rules(speech: Speech, card: GameCard) -> Rows:
    wish = Wish(game=card.game.code)
    rows = [
        (Button(label=speech.say(f"play-rule-{rule.value}"), data=replace(wish, rule=rule).data),)
        for rule in card.game.rules
    ]
    return (*rows, back(speech, "play"))


def assets(speech: Speech, wish: Wish, found: Sequence[Asset]) -> Rows:
    row = tuple(
        Button(label=speech.asset(asset.code), data=replace(wish, asset=asset).data)
        for asset in found
    )
    return (row, back(speech, replace(wish, rule=None).data))


def stakes(speech: Speech, wish: Wish) -> Rows:
    row = tuple(
        Button(label=speech.number(str(stake)), data=replace(wish, typed=str(stake)).data)
        for stake in STAKES
    )
    return (row, back(speech, replace(wish, asset=None).data))


def matchings(speech: Speech, wish: Wish) -> Rows:
    order = (Matching.ANY, Matching.OPEN, Matching.PRIVATE)
    rows = [
        (
            Button(
                label=speech.say(f"play-match-{one.value}"), data=replace(wish, matching=one).data
            ),
        )
        for one in order
    ]
    return (*rows, back(speech, replace(wish, typed="").data))


def reminder(speech: Speech, again: str) -> Rows:
    """`again` is the data of the button that was pressed too early."""
    seen = Button(label=speech.say("reminder-button-seen"), data=f"seen:{again}")
    limits = Button(label=speech.say("play-button-limits"), data="limits")
    return ((seen,), (limits, *back(speech, "play")))


def reality(speech: Speech, again: str) -> Rows:
    seen = Button(label=speech.say("reality-button-seen"), data=f"checked:{again}")
    stop = Button(label=speech.say("reality-button-break"), data="limits:break")
    return ((seen,), (stop, *back(speech, "play")))


def lobby(speech: Speech, shown: ShownLobby, links: Links) -> Rows:
    """What is open to the viewer, the main act first."""
    rows: list[tuple[Button, ...]] = []
    if "join" in shown.allowed:
        label = speech.say("lobby-button-join", stake=shown.terms.stake)
        rows.append((Button(label=label, data=f"lobby:join:{shown.id}"),))
    if "leave" in shown.allowed:
        if shown.invited is None:
            rows.append(invite(speech, shown, links))
        label = speech.say("lobby-button-leave")
        rows.append((Button(label=label, data=f"lobby:leave:{shown.id}"),))
    if "rematch" in shown.allowed:
        label = speech.say("lobby-button-rematch")
        rows.append((Button(label=label, data=f"lobby:rematch:{shown.id}"),))
    if shown.state in _PLAYED:
        rows += links.app_row(speech.say("lobby-button-receipt"), f"#/match/{shown.id}")
    elif shown.state is not LobbyState.CANCELLED:
        label = speech.say("lobby-button-refresh")
        rows.append((Button(label=label, data=f"lobby:show:{shown.id}"),))
    return (*rows, back(speech, "play"))


def invite(speech: Speech, shown: ShownLobby, links: Links) -> tuple[Button, ...]:
    """Ways to hand the link on: copied, or by Telegram's own share link."""
    link = links.match(shown.id)
    terms = shown.terms
    what = speech.say("match-what", game=terms.game.value, rule=terms.rule.value)
    text = speech.say("lobby-share", what=what, stake=terms.stake)
    share = f"https://t.me/share/url?{urlencode({'url': link, 'text': text})}"
    return (
        Button(label=speech.say("lobby-button-copy"), copy=link),
        Button(label=speech.say("lobby-button-share"), url=share),
    )


def lobbies(speech: Speech, found: Sequence[ShownLobby], *, older: str | None) -> Rows:
    """A button for each that the viewer may join, by its number in the list."""
    rows = [
        (
            Button(
                label=speech.say("lobby-button-join-n", n=str(n), stake=one.terms.stake),
                data=f"lobby:join:{one.id}",
            ),
        )
        for n, one in enumerate(found, 1)
        if "join" in one.allowed
    ]
    data = f"lobby:list:{older}"
    turn = [Button(label=speech.say("lobby-button-refresh"), data="lobby:list")]
    if older is not None and len(data.encode()) <= MOST_DATA_BYTES:
        turn.append(Button(label=speech.say("button-older"), data=data))
    return (*rows, tuple(turn), back(speech, "play"))


def group(speech: Speech, shown: ShownLobby, links: Links) -> Rows:
    label = speech.say("group-button-play", stake=shown.terms.stake)
    return (
        (Button(label=label, data=f"lobby:join:{shown.id}"),),
        (Button(label=speech.say("group-button"), url=links.match(shown.id)),),
    )
