"""`/admin` acts on games: look at a match, void it, pairs that were flagged."""

from typing import Final

from domain.games.matches.lobbies import Lobbies
from domain.games.matches.voids import VOID
from domain.games.models import Lobby, Seat
from domain.games.record_models import Flag
from domain.games.records.review import Review
from domain.payments.approvals import Approvals
from domain.payments.models import AreaAct
from domain.shared.ids import Instant
from handlers.admin import views as admin
from handlers.admin.words import split
from handlers.menu.keyboards import back
from handlers.routes import Routes
from handlers.screens import Button, Screen, safe, screen
from handlers.visit import Visit
from locales.speech import Moment, Speech

FLAGS: Final = 5


def routes() -> Routes:
    return Routes(callbacks={"flag": close_flag})


class GamesDesk:
    """The words after `/admin`. Each raises Usage when its form is not met."""

    def __init__(self, review: Review, approvals: Approvals, lobbies: Lobbies) -> None:
        self._review = review
        self._approvals = approvals
        self._lobbies = lobbies

    async def match(self, visit: Visit, text: str) -> None:
        (lobby_id,) = split(text, 1, "match <match>")
        lobby = await self._review.match(visit.actor, lobby_id)
        await visit.show(_match_screen(visit.speech, lobby, visit.now))

    async def void(self, visit: Visit, text: str) -> None:
        """`void <lobby> why`: asks first; over the threshold it goes on to a second person."""
        lobby_id, why = split(text, 2, "void <match> why")
        act = AreaAct(kind=VOID, ref=lobby_id, why=why)
        asked = await self._approvals.ask(visit.actor, act, key=visit.key)
        lobby = await self._lobbies.get(lobby_id)
        names = " — ".join(safe(seat.name) for seat in lobby.seats)
        line = visit.say("admin-void-ask", names=names, stake=lobby.stake, why=safe(why))
        await visit.show(admin.question_screen(visit.speech, line, asked.id))

    async def flags(self, visit: Visit, text: str = "") -> None:
        del text
        page = await self._review.flags(visit.actor, cursor=None, limit=FLAGS)
        await visit.show(_flags_screen(visit.speech, page.items, visit.now))

    async def close_flag(self, visit: Visit, flag_id: str) -> None:
        note = visit.say("admin-flag-closed")
        await self._review.close(visit.actor, flag_id, note, key=visit.key)
        await visit.toast(note)
        await self.flags(visit)


async def close_flag(visit: Visit, games_desk: GamesDesk) -> None:
    await games_desk.close_flag(visit, visit.args)


def _match_screen(speech: Speech, lobby: Lobby, now: Instant) -> Screen:
    """All of it, values included: staff see what players do not see yet."""
    terms = lobby.terms
    lines = [
        speech.say(
            "admin-match-line",
            lobby=lobby.id,
            stake=terms.stake,
            state=lobby.state.value,
        ),
        *(_seat_line(speech, seat) for seat in lobby.seats),
        speech.say(
            "admin-match-times",
            opened=Moment(lobby.created_at, now),
            due=Moment(lobby.due_at, now) if lobby.due_at is not None else "-",
        ),
    ]
    if lobby.settled_at is not None:
        end: dict[str, object] = {
            "winner": str(lobby.winner or "-"),
            "payout": lobby.payout if lobby.payout is not None else "-",
            "reason": lobby.reason.value or "-",
            "why": safe(lobby.why),
        }
        lines.append(speech.say("admin-match-end", end))
    title = speech.say("match-what", game=terms.game.value, rule=terms.rule.value)
    return screen(title, lines, (back(speech, "admin"),))


def _seat_line(speech: Speech, seat: Seat) -> str:
    values = ", ".join(f"{throw.value} ({throw.by.value})" for throw in seat.throws)
    person = str(seat.person)
    return speech.say("admin-match-seat", name=safe(seat.name), person=person, values=values)


def _flags_screen(speech: Speech, found: tuple[Flag, ...], now: Instant) -> Screen:
    lines = [
        speech.say(
            "admin-flag-line",
            kind=flag.kind.value,
            one=str(flag.people[0]),
            other=str(flag.people[1]),
            at=Moment(flag.at, now),
            lobby=flag.lobby,
        )
        for flag in found
    ]
    rows = [
        (Button(label=speech.say("admin-button-flag", n=str(n)), data=f"flag:{flag.id}"),)
        for n, flag in enumerate(found, 1)
    ]
    return screen(
        speech.say("admin-flags-title"),
        lines or [speech.say("admin-flags-none")],
        (*rows, back(speech, "admin")),
    )
