"""From a request to its row's handler and back: limits, sign-in, validation, keys, bytes."""

from collections.abc import Awaitable, Callable
from types import UnionType
from typing import Final, TypeAlias, Union, get_args, get_origin

from aiohttp import web
from pydantic import BaseModel, RootModel, TypeAdapter, ValidationError

from domain.shared.change import IdempotencyKey
from domain.shared.refusals import DomainError, NotFound, NotSignedIn
from domain.shared.replies import Reply
from domain.shared.trace import current_trace
from domain.users.models import SignedIn
from domain.users.partners.models import PartnerKey
from webapp.auth import Door, Tokens, bearer
from webapp.deps import WebDeps
from webapp.errors import from_validation, invalid
from webapp.forms import Answer, Empty
from webapp.heads import JSON_HEAD
from webapp.limits import Addresses, Limits
from webapp.replies import HEADER, REPLAY, Replayer, hash_of, read_key
from webapp.routing import Call, File, Given, Route, Written
from webapp.signing import admit, is_signed, must_cover

WHO: Final = web.RequestKey("who", SignedIn)
_SAFE: Final = frozenset({"GET", "HEAD"})
_NAME_MAX: Final = 128

Handler: TypeAlias = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Dispatch:
    """Makes an aiohttp handler of each row of the table."""

    def __init__(
        self, deps: WebDeps, *, public: frozenset[str], door: Door, tokens: Tokens
    ) -> None:
        self._deps = deps
        self._public = public
        self._tokens = tokens
        self._door = door
        self._limits = Limits(deps.settings.limits, deps.now_s)
        self._addresses = Addresses(deps.settings.limits.proxies)
        self._replayer = Replayer(deps.replies)

    def handler(self, route: Route, *, public: bool = False) -> Handler:
        """`public` besides those of the list is for rows that are not in the table."""
        public = public or route.name in self._public
        lists = list_fields(route.query) if route.query is not None else frozenset()
        adapter = TypeAdapter(route.answer) if route.answer is not None else None

        async def handle(request: web.Request) -> web.StreamResponse:
            address = self._addresses.of(request)
            partner, who = await self._asker(request, route, address, public=public)
            check_path(request)
            call = Call(
                request=request,
                deps=self._deps,
                tokens=self._tokens,
                address=address,
                trace=current_trace(),
                who=who,
                key=read_key(request.headers.get(HEADER)) if route.once else None,
                given_query=read_query(route.query, request, lists),
                given_body=await read_body(route.body, request),
                partner=partner,
            )
            if call.key is not None:
                return await self._once(call, call.key, route, adapter)
            return self._answer(await route.handler(call), route, adapter)

        return handle

    async def _asker(
        self, request: web.Request, route: Route, address: str, *, public: bool
    ) -> tuple[PartnerKey | None, SignedIn | None]:
        """Who asks, within their limits: of the key that signed, or of address and person."""
        if is_signed(request):
            return await self._signed(request, route, address)
        self._limits.address(route.limit, address)
        if route.games:
            raise NotSignedIn
        who = await self._who(request, public=public)
        if who is not None:
            self._admit(who, route, request.method)
        return None, who

    async def _signed(
        self, request: web.Request, route: Route, address: str
    ) -> tuple[PartnerKey, SignedIn]:
        """Whoever signs wrongly spends the limits of their address."""
        try:
            partner, who = await admit(request, self._deps.partner_keys)
        except DomainError:
            self._limits.address(route.limit, address)
            raise
        self._limits.key(partner.id, partner.per_minute)
        must_cover(partner, route.scope)
        request[WHO] = who
        return partner, who

    async def _who(self, request: web.Request, *, public: bool) -> SignedIn | None:
        """Who asks. On a public route a token that is no longer good counts as none."""
        token = bearer(request.headers.get("Authorization"))
        if token is None:
            if public:
                return None
            raise NotSignedIn
        try:
            who = await self._door.who(token)
        except DomainError:
            if public:
                return None
            raise
        request[WHO] = who
        return who

    def _admit(self, who: SignedIn, route: Route, method: str) -> None:
        """The limits of a person; and nothing but the way in works before the terms."""
        if method in _SAFE:
            self._limits.read(who.person.id)
        else:
            self._limits.act(who.person.id)
        if not route.early:
            self._deps.gate.judge(who.person)

    async def _once(
        self, call: Call, key: IdempotencyKey, route: Route, adapter: TypeAdapter[Answer] | None
    ) -> web.Response:
        assert adapter is not None, "an act under a key answers in JSON"
        assert call.given_body is not None, "an act under a key has a body, at least an empty one"
        wanted = Reply(
            actor=call.actor.key,
            route=route.name,
            key=key.value,
            request_hash=hash_of(call.request.path, call.given_body.model_dump_json().encode()),
            status=route.status,
            body="",
            at=self._deps.clock.now(),
        )

        async def act() -> tuple[int, bytes]:
            given = await route.handler(call)
            assert isinstance(given, Answer), "an act under a key answers with a form"
            return route.status, adapter.dump_json(given, by_alias=True)

        reply, again = await self._replayer.once(wanted, key, act)
        answer = json_answer(reply.body.encode(), reply.status)
        if again:
            answer.headers[REPLAY] = "true"
        return answer

    def _answer(
        self, given: Given, route: Route, adapter: TypeAdapter[Answer] | None
    ) -> web.StreamResponse:
        if isinstance(given, Written):
            if self._deps.settings.check_answers and adapter is not None:
                adapter.validate_json(given.body, strict=True)
            return json_answer(given.body, route.status)
        if isinstance(given, web.StreamResponse):
            return given
        if isinstance(given, File):
            return file_answer(given)
        if given is None:
            return web.Response(status=204)
        assert adapter is not None, f"{route.name}: its row names no answer"
        if self._deps.settings.check_answers:
            adapter.validate_python(given, strict=True)
        return json_answer(adapter.dump_json(given, by_alias=True), route.status)


def json_answer(body: bytes, status: int = 200) -> web.Response:
    # A ready head is copied: building the same six headers costs more than the rest of it.
    return web.Response(body=body, status=status, headers=JSON_HEAD.copy())


def file_answer(file: File) -> web.Response:
    headers = {"Content-Disposition": f'attachment; filename="{file.name}"'} if file.name else {}
    return web.Response(body=file.body, content_type=file.media, charset="utf-8", headers=headers)


def check_path(request: web.Request) -> None:
    """A name that no row of ours could have is not there."""
    for name in request.match_info.values():
        if "\0" in name or len(name) > _NAME_MAX:
            raise NotFound


def list_fields(query: type[BaseModel]) -> frozenset[str]:
    """The parameters that may stand more than once."""
    return frozenset(
        field.alias or name
        for name, field in query.model_fields.items()
        if _is_list(field.annotation)
    )


def read_query(
    query: type[BaseModel] | None, request: web.Request, lists: frozenset[str]
) -> BaseModel | None:
    if query is None and "?" not in request.raw_path:
        return None
    given = request.query
    if query is None:
        if given:
            raise invalid(dict.fromkeys(given, "extra_forbidden"))
        return None
    values: dict[str, object] = {}
    for name in given:
        many = given.getall(name)
        if name in lists:
            values[name] = many
        elif len(many) > 1:
            raise invalid({name: "repeated"})
        else:
            values[name] = many[0]
    return query.model_validate(values)


async def read_body(body: type[BaseModel] | None, request: web.Request) -> BaseModel | None:
    if body is None:
        return None
    raw = await request.read()
    if not raw and body is Empty:
        return Empty()
    try:
        return body.model_validate_json(raw)
    except ValidationError as error:
        raise from_validation(error, tagged=issubclass(body, RootModel)) from None


def _is_list(annotation: object) -> bool:
    if get_origin(annotation) in {list, tuple}:
        return True
    if get_origin(annotation) in {Union, UnionType}:
        return any(_is_list(one) for one in get_args(annotation))
    return False
