"""An evening of players, Telegram, time and crashes, act by act, for property tests."""

from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from typing import Final

from domain.games.models import (
    GameCode,
    Lobby,
    LobbyState,
    Matching,
    Rematch,
    Rule,
    Throw,
)
from domain.games.ports import LobbyFilter
from domain.ledger import accounts
from domain.shared.actor import Actor
from domain.shared.ids import UserId
from domain.shared.money import XTR, stars
from domain.shared.refusals import DomainError, GatewayError
from tests.acts import Act
from tests.fakes.stars import Died
from tests.games.arcade import ONE_THROW, Arcade, GameTools
from tests.payments.dying import DyingStore

PEOPLE: Final = (UserId(1001), UserId(1002), UserId(1003))
EACH: Final = 200
RULES: Final = (
    (GameCode.DICE, Rule.SINGLE),
    (GameCode.TARGET, Rule.BULLSEYE_RACE),
    (GameCode.DICE, Rule.BEST_OF_3),
)
_OFTEN: Final = {"join": 5, "throw": 12, "deliver": 3, "due": 1, "wait": 2, "create": 3}
_SELDOM: Final = ("leave", "again", "rematch", "spend", "block", "restart")
ACTS: Final = (*(name for name, times in _OFTEN.items() for _ in range(times)), *_SELDOM)


@dataclass(slots=True)
class Evening:
    given: GameTools
    actors: list[Actor] = field(default_factory=list)
    made: list[str] = field(default_factory=list)
    throws: list[tuple[Actor, Throw]] = field(default_factory=list)

    async def begin(self) -> None:
        arcade = Arcade(self.given)
        self.actors = [await arcade.player(person, EACH) for person in PEOPLE]

    async def live(self, act: Act) -> None:
        """One act. Refusals and failures are part of life; after a death a new run begins."""
        dying = DyingStore(self.given.tools.writer, act.dies, act.when)
        arcade = Arcade(self.given, store=dying if act.dies else None)
        self.given.chats.faults = deque([act.fault] if act.fault else [])
        try:
            await self._acts()[act.name](arcade, act)
        except (DomainError, GatewayError):
            pass
        except Died:
            await Arcade(self.given).recover()
        self.given.chats.faults.clear()
        await Arcade(self.given).invariants()

    async def end(self) -> None:
        """Everybody goes home: time ends what is open, and all money is where it belongs."""
        arcade = Arcade(self.given)
        self.given.chats.blocked.clear()
        await arcade.recover()
        await arcade.settle()
        for _ in range(3):
            await arcade.later(700)
        await arcade.invariants()
        counts = await arcade.lobbies.counts()
        running = (LobbyState.OPEN, LobbyState.LOCKED, LobbyState.THROWING)
        assert [counts[state] for state in running] == [0, 0, 0]
        assert await arcade.matches.next_due() is None
        await self._money_is_where_it_belongs(arcade)
        await self._history_fits_the_ledger(arcade)

    async def _money_is_where_it_belongs(self, arcade: Arcade) -> None:
        total = stars(0)
        for person in PEOPLE:
            total += await arcade.has(person, XTR)
        fees = await arcade.home.ledger.balance(accounts.HOUSE_FEES, XTR)
        assert total + fees.available == stars(EACH * len(PEOPLE))

    async def _history_fits_the_ledger(self, arcade: Arcade) -> None:
        """Two rows for each match that locked, and what they say is what was posted."""
        rows = await arcade.home.rows(
            "SELECT l.state, count(h.id), CAST(coalesce(sum(h.returned - h.staked), 0) AS BIGINT) "
            "FROM games_lobbies AS l LEFT JOIN games_history AS h ON h.ref = l.id "
            "WHERE l.locked_at IS NOT NULL GROUP BY l.id, l.state"
        )
        assert all(count == 2 for _, count, _ in rows), rows
        won = [int(str(net)) for state, _, net in rows if state == "resolved"]
        rake = await arcade.home.rows(
            "SELECT CAST(coalesce(sum(amount), 0) AS BIGINT) FROM ledger_transfers "
            "WHERE kind = 'rake'"
        )
        assert rake[0][0] == -sum(won)

    def _acts(self) -> dict[str, Callable[[Arcade, Act], Awaitable[object]]]:
        return {
            "create": self._create,
            "join": self._join,
            "leave": self._leave,
            "throw": self._throw,
            "again": self._again,
            "deliver": lambda arcade, _: arcade.deliver(),
            "wait": self._wait,
            "due": lambda arcade, _: arcade.matches.run_due(),
            "rematch": self._rematch,
            "spend": self._spend,
            "block": lambda _, act: self._block(act),
            "restart": lambda arcade, _: arcade.recover(),
        }

    def _actor(self, act: Act) -> Actor:
        return self.actors[act.person % len(self.actors)]

    async def _create(self, arcade: Arcade, act: Act) -> None:
        game, rule = RULES[act.number % len(RULES)]
        matching = list(Matching)[act.number % 3]
        order = replace(ONE_THROW, game=game, rule=rule, matching=matching)
        lobby = await arcade.create(self._actor(act), order, key=f"c{len(self.made)}")
        self.made.append(lobby.id)

    async def _join(self, arcade: Arcade, act: Act) -> None:
        """Mostly what stands open, made if need be, by somebody who does not sit there."""
        page = await arcade.lobbies.find(
            LobbyFilter(states=frozenset({LobbyState.OPEN})), cursor=None, limit=5
        )
        if not page.items and act.number % 3:
            await self._create(arcade, act)
            found: Lobby | None = await arcade.lobbies.get(self.made[-1])
        else:
            found = page.items[0] if page.items and act.number % 8 else None
        if found is None and self.made:
            found = await arcade.lobbies.get(self._chosen(act))
        if found is not None:
            others = [one for one in self.actors if one.id != found.creator.person]
            actor = others[act.person % 2] if act.number % 7 else self._actor(act)
            await arcade.join(actor, found, key=f"j{found.id}{actor.id}")
            if act.number % 4:
                await arcade.deliver()

    async def _leave(self, arcade: Arcade, act: Act) -> None:
        if self.made:
            await arcade.leave(self._actor(act), await arcade.lobbies.get(self._chosen(act)))

    async def _throw(self, arcade: Arcade, act: Act) -> None:
        actor = self._actor(act)
        lobby = await arcade.lobbies.current(actor)
        target = lobby is not None and lobby.terms.game is GameCode.TARGET
        throw = arcade.dice(actor, 1 + act.number % 6, emoji="🎯" if target else "🎲")
        self.throws.append((actor, throw))
        await arcade.matches.throw(actor, throw)

    async def _again(self, arcade: Arcade, act: Act) -> None:
        """An update that is delivered twice, however late."""
        if self.throws:
            actor, throw = self.throws[act.number % len(self.throws)]
            await arcade.matches.throw(actor, throw)

    async def _wait(self, arcade: Arcade, act: Act) -> None:
        arcade.pass_s((1, 1, 1, 5, 5, 5, 5, 31, 46, 46, 130, 601)[act.number % 12])

    async def _rematch(self, arcade: Arcade, act: Act) -> None:
        if self.made:
            order = Rematch(lobby=self._chosen(act))
            lobby = await arcade.lobbies.rematch(
                self._actor(act), order, key=arcade.home.key(f"r{len(self.made)}")
            )
            self.made.append(lobby.id)

    async def _spend(self, arcade: Arcade, act: Act) -> None:
        await arcade.home.spend(self._actor(act), 1 + act.number % 5)

    async def _block(self, act: Act) -> None:
        """Somebody blocks the bot; mostly they come back soon."""
        blocked = self.given.chats.blocked
        self.given.chats.blocked = set() if blocked or act.number % 2 else {self._actor(act).id}

    def _chosen(self, act: Act) -> str:
        return self.made[-1 - act.number % min(3, len(self.made))]
