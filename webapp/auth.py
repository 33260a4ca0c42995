"""Tokens, and who stands behind one: a JWT of an hour over a session in the database.

The token only names the session. Whether it lives, and what its person may, is read from the
database, through a small cache that the events of the users area empty at once.
"""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import jwt

from domain.shared.clock import Clock
from domain.shared.ids import HOUR, SECOND, Instant, UserId
from domain.shared.refusals import NotSignedIn
from domain.users.models import Session, SignedIn
from domain.users.sessions import Sessions

TOKEN_LIFE: Final = HOUR
CACHE_MAX: Final = 10_000
CACHE_S: Final = 5.0
"""Seconds of real time after which a session is read again: other hosts have no common bus."""
_ALGORITHM: Final = "HS256"
_AUDIENCE: Final = "souk"
_SIZE_MAX: Final = 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Claims:
    """What a token says. `expires_at` is on the world's clock."""

    person: UserId
    session: str
    expires_at: Instant


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    text: str
    expires_at: Instant


class Tokens:
    """Makes and reads tokens. The secret has at least 32 bytes."""

    def __init__(self, secret: bytes, clock: Clock) -> None:
        self._secret = secret
        self._clock = clock
        self._read: OrderedDict[str, Claims] = OrderedDict()

    def issue(self, session: Session) -> Token:
        """For an hour, and never longer than the session lives."""
        now = self._clock.now()
        expires_at = min(now + TOKEN_LIFE, session.expires_at) // SECOND * SECOND
        claims = {
            "aud": _AUDIENCE,
            "sub": str(session.person),
            "sid": session.id,
            "iat": now // SECOND,
            "exp": expires_at // SECOND,
        }
        text = jwt.encode(claims, self._secret, _ALGORITHM)
        return Token(text=text, expires_at=Instant(expires_at))

    def read(self, token: str) -> Claims:
        """Refusal: NotSignedIn for a token that is not ours or whose hour is over."""
        claims = self._read.get(token)
        if claims is None:
            claims = self._decode(token)
            self._read[token] = claims
            if len(self._read) > CACHE_MAX:
                self._read.popitem(last=False)
        if claims.expires_at <= self._clock.now():
            raise NotSignedIn
        return claims

    def _decode(self, token: str) -> Claims:
        # Other characters make the library raise what is no error of its own.
        if len(token) > _SIZE_MAX or not token.isascii():
            raise NotSignedIn
        try:
            # Expiry follows the world's clock, which the library does not know.
            said = jwt.decode(
                token,
                self._secret,
                [_ALGORITHM],
                audience=_AUDIENCE,
                options={
                    "require": ["sub", "sid", "exp"],
                    "verify_exp": False,
                    "verify_iat": False,
                    "verify_nbf": False,
                },
            )
        except jwt.InvalidTokenError:
            raise NotSignedIn from None
        return Claims(
            person=UserId(int(said["sub"])),
            session=str(said["sid"]),
            expires_at=Instant(int(said["exp"]) * SECOND),
        )


@dataclass(frozen=True, slots=True)
class _Known:
    who: SignedIn
    read_s: float


class Door:
    """Who is behind a token right now."""

    def __init__(self, tokens: Tokens, sessions: Sessions, now_s: Callable[[], float]) -> None:
        self._tokens = tokens
        self._sessions = sessions
        self._now_s = now_s
        self._known: OrderedDict[str, _Known] = OrderedDict()
        self._forgotten = 0

    async def who(self, token: str) -> SignedIn:
        """Refusal: NotSignedIn, also when the session ended, by its owner or by a ban."""
        claims = self._tokens.read(token)
        who = await self._session(claims.session)
        if who.session.person != claims.person:
            raise NotSignedIn
        return who

    async def still(self, who: SignedIn) -> bool:
        """Whether a session that was good still is: it may have ended on another host."""
        try:
            await self._session(who.session.id)
        except NotSignedIn:
            return False
        return True

    def forget(self, person: UserId) -> None:
        """Read this person's sessions again: a ban, a role, a language or a logout took place."""
        self._forgotten += 1
        for session in [key for key, one in self._known.items() if one.who.person.id == person]:
            del self._known[session]

    async def _session(self, session: str) -> SignedIn:
        now_s = self._now_s()
        known = self._known.get(session)
        if known is not None and now_s - known.read_s < CACHE_S:
            if not self._sessions.alive(known.who):
                raise NotSignedIn
            return known.who
        forgotten = self._forgotten
        who = await self._sessions.check(session)
        # What was read before somebody was forgotten may be older than the event: not kept.
        if forgotten == self._forgotten:
            self._known[session] = _Known(who, now_s)
            self._known.move_to_end(session)
            if len(self._known) > CACHE_MAX:
                self._known.popitem(last=False)
        return who


def bearer(header: str | None) -> str | None:
    """The token of an Authorization header, or None when there is none."""
    if header is None:
        return None
    scheme, _, token = header.partition(" ")
    token = token.strip()
    return token if scheme.lower() == "bearer" and token else None
