"""Games put together over a real store, on top of the house of people and payments; Telegram is a
fake that delivers what the outbox holds and remembers every message.

An `Arcade` is one run of the app: a crash is one left behind and another built over the same
store and the same `FakeChats`.
"""

from collections import defaultdict
from dataclasses import dataclass, field

from domain.games.books import Books
from domain.games.care import Care, Keeping
from domain.games.checks import HELD_FOR, Checks
from domain.games.frame import Frame
from domain.games.matches.lobbies import Lobbies
from domain.games.matches.posts import DICE, PROMPT, Posts
from domain.games.matches.service import Matches
from domain.games.models import (
    CreateLobby,
    GameCode,
    GameSettings,
    JoinLobby,
    Lobby,
    LobbyState,
    Matching,
    Rule,
    Throw,
)
from domain.games.play_gate import PlayGate
from domain.games.points import DailyPoints
from domain.games.records.fairness import Fairness
from domain.games.records.receipts import Receipts
from domain.games.records.review import Review
from domain.games.records.service import Records
from domain.games.shown_models import Counted, ShownLobby
from domain.games.stakes import Stakes
from domain.ledger import accounts
from domain.ledger.models import Ref
from domain.shared.actor import Actor
from domain.shared.change import Store, flatten
from domain.shared.ids import SECOND, Instant, UserId
from domain.shared.money import Asset, Money, of, stars
from storage.games.care import CareRows
from storage.games.flags import FlagRows
from storage.games.lobbies import LobbyRows
from storage.games.messages import OutboxMatchMessages
from storage.games.records import RecordRows
from storage.ledger.invariants import Invariants
from storage.outbox import OutboxRow
from storage.ton.deposits import DepositRows
from storage.users.places import ReferralRows
from tests.games.chats import FakeChats
from tests.payments.house import House, Tools

SETTINGS = GameSettings(assets=frozenset({"XTR", "POINTS", "TON"}))
ONE_THROW = CreateLobby(
    game=GameCode.DICE, rule=Rule.SINGLE, stake=stars(10), matching=Matching.OPEN
)


BOT = 0


@dataclass(slots=True)
class GameTools:
    tools: Tools
    chats: FakeChats = field(default_factory=FakeChats)
    settings: GameSettings = SETTINGS


class Arcade:
    def __init__(self, given: GameTools, *, store: Store | None = None) -> None:
        t = given.tools
        self.tools, self.chats, self.settings = t, given.chats, given.settings
        self.home = House(t, store=store)
        home, settings = self.home, given.settings
        self.lobby_rows, self.care_rows = LobbyRows(t.database), CareRows(t.database)
        self.record_rows, self.flag_rows = RecordRows(t.database), FlagRows(t.database)
        self.play = PlayGate(
            self.care_rows,
            self.record_rows,
            home.topup_rows,
            DepositRows(t.database),
            clock=t.clock,
            settings=settings,
        )
        self.stakes = Stakes(home.ledger, home.gate, home.people, self.play, settings=settings)
        self.frame = Frame(
            store=home.store,
            lobbies=self.lobby_rows,
            records=self.record_rows,
            flags=self.flag_rows,
            stakes=self.stakes,
            books=Books(home.ledger),
            inviters=ReferralRows(t.database),
            messages=OutboxMatchMessages(home.outbox, throw_s=settings.throw_s),
            notices=home.notices,
            clock=t.clock,
            ids=t.ids,
            settings=settings,
        )
        self.points = DailyPoints(
            home.store, self.care_rows, home.ledger, home.gate, clock=t.clock, settings=settings
        )
        self.lobbies = Lobbies(self.frame, self.points)
        self.matches = Matches(self.frame)
        self.posts = Posts(self.matches)
        self.records = Records(self.record_rows, home.people, home.gate, clock=t.clock)
        self.receipts = Receipts(self.frame)
        self.fairness = Fairness(self.lobby_rows)
        self.review = Review(self.frame, home.gate, home.audit)
        self.checks = Checks(self.lobby_rows)
        self.care = Care(
            Keeping(
                store=home.store,
                care=self.care_rows,
                gate=home.gate,
                play=self.play,
                audit=home.audit,
                clock=t.clock,
                settings=settings,
                close_lobby=self.lobbies.close_of,
            )
        )

    async def player(self, person: UserId, whole: int = 100) -> Actor:
        """Somebody who may play, with Stars."""
        actor = await self.home.meet(person)
        if whole:
            await self.home.fund(actor, whole)
        return actor

    async def create(
        self, actor: Actor, order: CreateLobby = ONE_THROW, *, key: str = ""
    ) -> Lobby:
        return await self.lobbies.create(actor, order, key=self.home.key(key))

    async def join(self, actor: Actor, lobby: Lobby, *, key: str = "") -> Lobby:
        order = JoinLobby(lobby=lobby.id)
        return await self.lobbies.join(actor, order, key=self.home.key(key))

    async def leave(self, actor: Actor, lobby: Lobby, *, key: str = "") -> Lobby:
        return await self.lobbies.leave(actor, lobby.id, key=self.home.key(key))

    async def match(self, one: Actor, other: Actor, order: CreateLobby = ONE_THROW) -> Lobby:
        """A match in which both have been asked to throw."""
        lobby = await self.create(one, order)
        await self.join(other, lobby)
        await self.deliver()
        return await self.lobbies.get(lobby.id)

    def dice(self, actor: Actor, value: int = 0, *, emoji: str = "🎲") -> Throw:
        """The next dice message of the person's chat."""
        return Throw(
            chat_id=actor.id,
            message_id=self.chats.message(actor.id),
            date=self.seconds(),
            emoji=emoji,
            value=value or self.chats.value(actor.id),
            private=True,
        )

    async def throw(self, actor: Actor, value: int = 0, *, emoji: str = "🎲") -> Counted:
        return await self.matches.throw(actor, self.dice(actor, value, emoji=emoji))

    def seconds(self) -> Instant:
        """Now, as Telegram dates messages."""
        now = self.tools.clock.now()
        return Instant(now - now % SECOND)

    def pass_s(self, seconds: int) -> None:
        self.tools.clock.advance(seconds * SECOND)

    async def later(self, seconds: int) -> None:
        """Time passes, what is due happens, what leaves arrives."""
        self.pass_s(seconds)
        await self.settle()

    async def settle(self) -> None:
        """Until nothing is due any more."""
        for _ in range(40):
            done = await self.matches.run_due()
            sent = await self.deliver()
            if not done and not sent:
                return
        raise AssertionError("it never comes to rest")

    async def deliver(self) -> int:
        """Send what the outbox holds, as its worker does; answers how many rows."""
        now = self.tools.clock.now()
        rows = await self.home.outbox.due(now, 100)
        if rows:
            await self.home.outbox.claim([row.id for row in rows])
        for row in rows:
            await self._send(row)
        return len(rows) + (await self.deliver() if rows else 0)

    async def recover(self) -> None:
        """What an earlier run was sending: a dice is never sent twice, the rest is."""
        for row in await self.home.outbox.interrupted():
            if row.kind == DICE:
                await self.home.outbox.lose(row.id)
                await self.posts.lost(row.kind, row.payload)
            else:
                await self.home.outbox.retry(row.id, "interrupted")

    async def _send(self, row: OutboxRow) -> None:
        ours = row.kind in {PROMPT, DICE}
        if row.chat_id in self.chats.blocked:
            await self.home.outbox.fail(row.id, "blocked")
            if ours:
                await self.posts.refused(row.kind, row.payload)
            return
        message_id = self.chats.message(row.chat_id)
        value = None
        if row.method == "sendDice":
            value = self.chats.value(BOT)
            self.chats.dice.append((row.chat_id, value))
            if self.chats.faults and self.chats.faults.popleft() == "lose":
                await self.home.outbox.lose(row.id)
                await self.posts.lost(row.kind, row.payload)
                return
        if ours:
            date_s = self.seconds() // SECOND
            await self.posts.sent(
                row.kind, row.payload, message_id=message_id, date_s=date_s, dice=value
            )
        await self.home.outbox.sent(row.id, message_id, self.tools.clock.now())

    async def state(self, lobby: Lobby) -> LobbyState:
        return (await self.lobbies.get(lobby.id)).state

    async def shown(self, lobby: Lobby, viewer: Actor | None) -> ShownLobby:
        found = await self.lobbies.get(lobby.id)
        return self.lobbies.shown(found, viewer.id if viewer is not None else None)

    async def has(self, person: UserId, asset: Asset) -> Money:
        """What is the person's, held included."""
        balance = await self.home.ledger.balance(accounts.user(person), asset)
        return balance.available + balance.held

    async def give(self, actor: Actor, asset: Asset, whole: int) -> None:
        """Out of nowhere."""
        books = self.home.books
        change = books.adjust(actor.id, of(asset, whole), Ref("test", "gift"))
        await self.tools.writer.put(flatten([change]))

    async def invariants(self) -> None:
        """What must hold after anything, whatever is going on."""
        books = Invariants(self.tools.database)
        for check in await books.read():
            assert check.ok, check.name
        held = await books.held_for(HELD_FOR)
        reserved = await self.checks.reserved()
        assert held == {asset.code: money.units for asset, money in reserved.items()}
        await self._each_stake_settled_once()
        await self._seats_fit()

    async def _each_stake_settled_once(self) -> None:
        """Two holds for each match that ever locked: pending while it runs, posted when it was
        won, voided otherwise; the pot is empty then.
        """
        rows = await self.home.rows(
            "SELECT ref_id, state, count(*) FROM ledger_holds WHERE ref_kind = 'lobby' "
            "GROUP BY ref_id, state"
        )
        found: dict[str, dict[str, int]] = defaultdict(dict)
        for ref, state, count in rows:
            found[str(ref)][str(state)] = int(str(count))
        matches = await self.home.rows(
            "SELECT id, state FROM games_lobbies WHERE locked_at IS NOT NULL"
        )
        wanted = {
            "locked": "pending",
            "throwing": "pending",
            "resolved": "posted",
            "split": "voided",
            "void": "voided",
        }
        assert dict(found) == {str(ref): {wanted[str(state)]: 2} for ref, state in matches}
        left = await self.home.rows(
            "SELECT path FROM ledger_accounts NATURAL JOIN ledger_paths "
            "WHERE path LIKE 'pot:%' AND credits_posted <> debits_posted"
        )
        assert not left, left

    async def _seats_fit(self) -> None:
        """Whoever has a seat sits in a lobby that is not over, and the other way round."""
        seats = await self.home.rows("SELECT user_id, lobby FROM games_seats ORDER BY user_id")
        open_now = await self.home.rows(
            "SELECT a_user, id FROM games_lobbies WHERE settled_at IS NULL UNION ALL "
            "SELECT b_user, id FROM games_lobbies WHERE settled_at IS NULL AND b_user IS NOT NULL "
            "ORDER BY 1"
        )
        assert seats == open_now
