"""A row of the table of routes, and what a handler is given.

One table drives dispatch, validation, sign-in, limits, idempotency, the OpenAPI document and the
tests: see `webapp.routes`.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from typing import TypeAlias, TypeVar

from aiohttp import web
from pydantic import BaseModel

from domain.shared.actor import Actor, Role
from domain.shared.change import IdempotencyKey
from domain.shared.refusals import DomainError, NotSignedIn
from domain.users.models import SignedIn
from domain.users.partners.models import PartnerKey, Scope
from locales.speech import Speech
from webapp.auth import Tokens
from webapp.deps import WebDeps
from webapp.forms import Answer
from webapp.limits import Limit
from webapp.speaking import speech_of

M = TypeVar("M", bound=BaseModel)

JSON = "application/json"
CSV = "text/csv"
TEXT = "text/plain"


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """An answer that is no JSON form: its bytes as they are, with a name to save them under."""

    body: bytes
    media: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Written:
    """A hot answer that the handler wrote itself, in the form of its row's model: building a model
    for each of many rows costs more than reading them. Tests and the sandbox hold it to the model.
    """

    body: bytes


@dataclass(slots=True, kw_only=True)
class Call:
    """One request, read: who asks, in which language, what the path, query and body say.
    `partner` is the key that signed it, if one did.
    """

    request: web.Request
    deps: WebDeps
    tokens: Tokens
    address: str
    trace: str
    who: SignedIn | None
    given_query: BaseModel | None
    given_body: BaseModel | None
    key: IdempotencyKey | None
    partner: PartnerKey | None = None

    @property
    def speech(self) -> Speech:
        """In the asker's language."""
        return speech_of(self.request, self.who, self.deps.words)

    @property
    def signed_in(self) -> SignedIn:
        """Refusal: NotSignedIn; on routes that are not public it never happens."""
        if self.who is None:
            raise NotSignedIn
        return self.who

    @property
    def actor(self) -> Actor:
        """A key acts as a person like all others, whatever the role of its owner."""
        actor = self.signed_in.acts(origin=self.address, trace=self.trace)
        return actor if self.partner is None else replace(actor, role=Role.USER)

    @property
    def once(self) -> IdempotencyKey:
        assert self.key is not None, "the route's row says once=True"
        return self.key

    def query(self, kind: type[M]) -> M:
        assert isinstance(self.given_query, kind), "the route's row names its query"
        return self.given_query

    def body(self, kind: type[M]) -> M:
        assert isinstance(self.given_body, kind), "the route's row names its body"
        return self.given_body

    def path(self, name: str) -> str:
        return self.request.match_info[name]

    def wants(self, media: str) -> bool:
        return media in self.request.headers.get("Accept", "")


Given: TypeAlias = Answer | Written | File | web.StreamResponse | None
RouteHandler: TypeAlias = Callable[[Call], Awaitable[Given]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """`answer` None means 204, or a medium of its own. The handler's docstring is the summary.

    `once` marks a money act: it needs an Idempotency-Key. `early` ones work before the terms are
    accepted. `own` ones need the person, and no partner's key opens them: what ends or changes
    the account, and money that leaves. `games` ones are for keys alone. `refusals` are those
    beside the ones that every such route may give.
    """

    method: str
    path: str
    handler: RouteHandler
    answer: type[Answer] | None = None
    status: int = 200
    body: type[BaseModel] | None = None
    query: type[BaseModel] | None = None
    limit: Limit = Limit.DEFAULT
    once: bool = False
    early: bool = False
    own: bool = False
    games: bool = False
    media: tuple[str, ...] = (JSON,)
    refusals: tuple[type[DomainError], ...] = ()

    @property
    def name(self) -> str:
        return f"{self.method} {self.path}"

    @property
    def scope(self) -> Scope | None:
        """What a partner's key needs here."""
        if self.own:
            return None
        if self.games:
            return Scope.GAMES
        return Scope.READ if self.method in {"GET", "HEAD"} else Scope.WRITE

    @property
    def area(self) -> str:
        """The file or folder of `webapp.api` in which its handler stands."""
        return self.handler.__module__.removeprefix("webapp.api.").partition(".")[0]

    @property
    def summary(self) -> str:
        text = self.handler.__doc__ or ""
        return text.strip().partition("\n")[0]
