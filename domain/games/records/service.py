"""What people have played: statistics, the board of the week, one history over all games."""

from typing import Final

from domain.games.ports import RecordStore
from domain.games.record_models import Board, HistoryFilter, Leader, Played, Tally
from domain.shared.actor import Actor
from domain.shared.clock import Clock
from domain.shared.ids import DAY, Instant, UserId
from domain.shared.money import Asset
from domain.shared.page import Page
from domain.users.gate import Gate
from domain.users.people import People

PLACES: Final = 20
EXPORTED: Final = 366 * DAY
WEEK: Final = 7 * DAY
_FIRST_MONDAY: Final = 4 * DAY
"""1970-01-05."""


class Records:
    def __init__(self, records: RecordStore, people: People, gate: Gate, *, clock: Clock) -> None:
        self._records = records
        self._people = people
        self._gate = gate
        self._clock = clock

    async def statistics(self, actor: Actor) -> tuple[Tally, ...]:
        """One's own games, wins and net, by game and asset. Refusals: Banned, TermsNeeded."""
        await self._gate.clear(actor)
        return await self._records.tallies(actor.id)

    async def board(self, asset: Asset) -> Board:
        """The week's leaders by net; only matches that count (see `Endings`). Public."""
        since, until = week_of(self._clock.now())
        leaders = await self._records.leaders(asset, since, until, PLACES)
        named = [await self._named(leader) for leader in leaders]
        return Board(asset=asset, since=since, until=until, leaders=tuple(named))

    async def history(
        self, actor: Actor, which: HistoryFilter, *, cursor: str | None, limit: int
    ) -> Page[Played]:
        """One's own, newest first. Refusals: Invalid for a cursor that is not ours."""
        return await self._records.history(actor.id, which, cursor=cursor, limit=limit)

    async def export(self, actor: Actor) -> tuple[Played, ...]:
        """Twelve months, oldest first: open also to those who are banned or paused."""
        since = Instant(self._clock.now() - EXPORTED)
        return await self._records.since(actor.id, since)

    async def _named(self, leader: Leader) -> Leader:
        return Leader(
            place=leader.place,
            person=leader.person,
            name=await self._name(leader.person),
            games=leader.games,
            wins=leader.wins,
            net=leader.net,
        )

    async def _name(self, person: UserId) -> str:
        known = await self._people.known(person)
        return known.name if known is not None else ""


def week_of(now: Instant) -> tuple[Instant, Instant]:
    """From Monday 00:00 UTC to the next."""
    since = now - (now - _FIRST_MONDAY) % WEEK
    return Instant(since), Instant(since + WEEK)
