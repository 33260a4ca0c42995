"""Signed-in browsers and Mini Apps: sessions in the database, and single-use nonces."""

from typing import Final

from domain.shared.actor import Actor
from domain.shared.chance import Chance
from domain.shared.change import Decision, Store
from domain.shared.clock import Clock
from domain.shared.ids import DAY, HOUR, MINUTE, Ids, Instant
from domain.shared.refusals import NotFound, NotSignedIn
from domain.users.events import SessionsEnded
from domain.users.models import Nonce, Session, SignedIn, SignIn
from domain.users.people import People
from domain.users.ports import SessionStore
from domain.users.refusals import Banned

SESSION_LIFE: Final = 24 * HOUR
NONCE_LIFE: Final = 5 * MINUTE
KEPT: Final = 7 * DAY
"""How long ended sessions stay, so that their launches stay refused while still fresh."""
SWEEP: Final = 500
NONCE_BYTES: Final = 24


class Sessions:
    """The token that names a session is the entrance's own; here stands whether it lives."""

    def __init__(
        self,
        store: Store,
        sessions: SessionStore,
        people: People,
        *,
        clock: Clock,
        ids: Ids,
        chance: Chance,
    ) -> None:
        self._store = store
        self._sessions = sessions
        self._people = people
        self._clock = clock
        self._ids = ids
        self._chance = chance

    async def open(self, order: SignIn, *, address: str) -> SignedIn:
        """Begin a session of a verified profile; open without terms. Refusals: Banned;
        LaunchStale when the person has ended a session that began with the same launch.
        """
        await self._people.meet(order.seen)

        async def decide() -> Decision[SignedIn]:
            person = await self._people.me(Actor(id=order.seen.id))
            if person.ban is not None:
                raise Banned(reason=person.ban.reason)
            # A session must be younger than the last act that ended all of them.
            now = max(self._clock.now(), person.sessions_after + 1)
            session = Session(
                id=self._ids.new(),
                person=person.id,
                how=order.how,
                launch=order.launch,
                address=address,
                agent=order.agent[:200],
                created_at=Instant(now),
                seen_at=Instant(now),
                expires_at=Instant(now + SESSION_LIFE),
                ended_at=None,
            )
            return Decision(SignedIn(session=session, person=person), self._sessions.add(session))

        return await self._store.commit(decide)

    async def check(self, session_id: str) -> SignedIn:
        """The living session with its person, in one read. Refusal: NotSignedIn when it ended,
        ran out, or its person was banned since.
        """
        found = await self._sessions.find(session_id)
        if found is None or not self.alive(found):
            raise NotSignedIn
        return found

    def alive(self, signed_in: SignedIn) -> bool:
        session, person = signed_in.session, signed_in.person
        return (
            session.ended_at is None
            and session.expires_at > self._clock.now()
            and session.created_at > person.sessions_after
            and person.ban is None
        )

    async def renew(self, session_id: str) -> SignedIn:
        """Note that the session is in use; its end stays. Refusal: NotSignedIn."""
        signed_in = await self.check(session_id)

        async def decide() -> Decision[SignedIn]:
            return Decision(signed_in, self._sessions.renew(session_id, self._clock.now()))

        return await self._store.commit(decide)

    async def mine(self, actor: Actor) -> tuple[Session, ...]:
        """Living sessions, newest first."""
        person = await self._people.me(actor)
        living = await self._sessions.of(actor.id, self._clock.now())
        return tuple(s for s in living if s.created_at > person.sessions_after)

    async def end(self, actor: Actor, session_id: str) -> None:
        """End one's own session at once. Refusal: NotFound, for other people's too."""

        async def decide() -> Decision[None]:
            found = await self._sessions.find(session_id)
            if found is None or found.session.person != actor.id or not self.alive(found):
                raise NotFound(session=session_id)
            return Decision(
                None,
                self._sessions.end(found.session, self._clock.now()),
                events=(SessionsEnded(actor.id, session_id),),
            )

        await self._store.commit(decide)

    async def nonce(self, session_id: str | None = None) -> Nonce:
        """A payload that can be spent once within five minutes, by that session if given."""

        async def decide() -> Decision[Nonce]:
            nonce = Nonce(
                payload=self._chance.token(NONCE_BYTES).hex(),
                session=session_id,
                expires_at=Instant(self._clock.now() + NONCE_LIFE),
            )
            return Decision(nonce, self._sessions.add_nonce(nonce))

        return await self._store.commit(decide)

    async def spend_nonce(self, payload: str, session_id: str | None = None) -> None:
        """Refusal: NonceUsed, also for one that is unknown, too old or another session's."""

        async def decide() -> Decision[None]:
            now = self._clock.now()
            return Decision(None, self._sessions.spend_nonce(payload, session_id, now))

        await self._store.commit(decide)

    async def sweep(self) -> int:
        """A job: remove what ended long ago."""
        before = Instant(self._clock.now() - KEPT)
        sessions = await self._sessions.expired(before, SWEEP)
        nonces = await self._sessions.expired_nonces(before, SWEEP)
        if not sessions and not nonces:
            return 0

        async def decide() -> Decision[int]:
            return Decision(
                len(sessions) + len(nonces),
                [self._sessions.drop(session) for session in sessions],
                [self._sessions.drop_nonce(nonce) for nonce in nonces],
            )

        return await self._store.commit(decide)
