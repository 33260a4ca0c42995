"""The games put together for the HTTP side, and two hands that play a match beside it: what the
outbox would tell of prompts, and the dice messages that Telegram would deliver.
"""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from domain.games.books import Books
from domain.games.care import Care, Keeping
from domain.games.frame import Frame
from domain.games.matches.lobbies import Lobbies
from domain.games.matches.service import Matches
from domain.games.models import GameSettings, Throw
from domain.games.play_gate import PlayGate
from domain.games.points import DailyPoints
from domain.games.records.fairness import Fairness
from domain.games.records.receipts import Receipts
from domain.games.records.service import Records
from domain.games.stakes import Stakes
from domain.ledger.service import Ledger
from domain.shared.actor import Actor
from domain.shared.audit import Audit
from domain.shared.ids import SECOND, Instant, UserId
from domain.shared.money import stars
from domain.shared.outbox import Notices
from domain.users.gate import Gate
from domain.users.people import People
from storage.games.care import CareRows
from storage.games.flags import FlagRows
from storage.games.lobbies import LobbyRows
from storage.games.messages import OutboxMatchMessages
from storage.games.records import RecordRows
from storage.outbox import OutboxStore
from storage.payments.topups import TopUpRows
from storage.ton.deposits import DepositRows
from storage.users.places import ReferralRows
from webapp.games.deps import GameServices

if TYPE_CHECKING:
    from tests.webapp.ground import Parts
    from tests.webapp.world import World

SETTINGS = GameSettings(assets=frozenset({"XTR", "POINTS", "TON"}))


@dataclass(frozen=True, kw_only=True)
class Beneath:
    """What games stand on."""

    parts: "Parts"
    gate: Gate
    people: People
    ledger: Ledger
    notices: Notices
    audit: Audit


def games(b: Beneath) -> tuple[GameServices, Matches]:
    database, writer, clock = b.parts.database, b.parts.writer, b.parts.clock
    rows, care, records = LobbyRows(database), CareRows(database), RecordRows(database)
    play = PlayGate(
        care, records, TopUpRows(database), DepositRows(database), clock=clock, settings=SETTINGS
    )
    frame = Frame(
        store=writer,
        lobbies=rows,
        records=records,
        flags=FlagRows(database),
        stakes=Stakes(b.ledger, b.gate, b.people, play, settings=SETTINGS),
        books=Books(b.ledger),
        inviters=ReferralRows(database),
        messages=OutboxMatchMessages(
            OutboxStore(writer, database, clock), throw_s=SETTINGS.throw_s
        ),
        notices=b.notices,
        clock=clock,
        ids=b.parts.ids,
        settings=SETTINGS,
    )
    points = DailyPoints(writer, care, b.ledger, b.gate, clock=clock, settings=SETTINGS)
    lobbies = Lobbies(frame, points)
    keeping = Keeping(
        store=writer,
        care=care,
        gate=b.gate,
        play=play,
        audit=b.audit,
        clock=clock,
        settings=SETTINGS,
        close_lobby=lobbies.close_of,
    )
    services = GameServices(
        lobbies=lobbies,
        care=Care(keeping),
        points=points,
        records=Records(records, b.people, b.gate, clock=clock),
        receipts=Receipts(frame),
        fairness=Fairness(rows),
    )
    return services, Matches(frame)


@dataclass
class Table:
    """Two people at a match in a world."""

    world: "World"
    last: dict[int, int] = field(default_factory=dict)

    async def seat(self, *people: int, whole: int = 100) -> None:
        """People who may play: they have met the bot, accepted the terms, and have Stars."""
        for person in people:
            await self.world.welcome(person)
            await self.world.deps.people.start(Actor(id=UserId(person)))
            if whole:
                await self.world.fund(person, stars(whole))

    async def match(self, one: int, other: int, **order: object) -> str:
        """Made and joined through the API, both asked to throw; the lobby's id."""
        made = await self.open(one, **order)
        joined = await self.world.call(
            "POST", f"/lobbies/{made}/join", by=other, key="new", json={}
        )
        assert joined.status == 200, joined.body
        await self.ask(made, one, other)
        return made

    async def open(self, one: int, **order: object) -> str:
        answer = await self.world.call(
            "POST", "/lobbies", by=one, key="new", json={**ORDER, **order}
        )
        assert answer.status == 201, answer.body
        return str(answer.body["id"])

    async def ask(self, lobby: str, *people: int, turn: int = 0) -> None:
        """The prompts have reached the players."""
        for person in people:
            await self.world.matches.prompted(
                lobby, turn, UserId(person), message_id=self._next(person), date=self._date()
            )

    async def throw(self, person: int, value: int, *, emoji: str = "🎲") -> None:
        throw = Throw(
            chat_id=person,
            message_id=self._next(person),
            date=self._date(),
            emoji=emoji,
            value=value,
            private=True,
        )
        await self.world.matches.throw(Actor(id=UserId(person)), throw)

    async def later(self, seconds: int) -> None:
        """Time passes, and what is due happens."""
        self.world.clock.advance(seconds * SECOND)
        while await self.world.matches.run_due():
            continue

    async def played(self, one: int, other: int, values: tuple[int, int] = (6, 2)) -> str:
        """A match of one throw each, its verdict told."""
        lobby = await self.match(one, other)
        self.world.clock.advance(SECOND)
        await self.throw(one, values[0])
        await self.throw(other, values[1])
        await self.later(SETTINGS.pause_s)
        return lobby

    def _next(self, person: int) -> int:
        self.last[person] = self.last.get(person, 0) + 1
        return self.last[person]

    def _date(self) -> Instant:
        now = self.world.clock.now()
        return Instant(now - now % SECOND)


ORDER = {
    "game": "dice",
    "rule": "single",
    "stake": {"asset": "XTR", "amount": "10"},
    "match": "open",
}
