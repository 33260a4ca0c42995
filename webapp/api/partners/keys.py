"""My partner keys: made, shown once, rotated, revoked. Calls signed by one need no token."""

from typing import Annotated

from pydantic import Field, StringConstraints

from domain.shared.change import IdempotencyKey
from domain.shared.refusals import NotFound
from domain.users.partners.models import NAME_MOST, MakeKey, PartnerKey, Scope, Shown
from domain.users.partners.refusals import TooManyKeys
from webapp.forms import Answer, Body, Empty, Items, Text, TimeText, time_text
from webapp.replies import HEADER, read_key
from webapp.routing import Call, Route

KeyName = Annotated[Text, StringConstraints(min_length=1, max_length=NAME_MOST)]


class KeyBody(Body):
    name: KeyName
    scopes: Annotated[list[Scope], Field(min_length=1, max_length=len(Scope), strict=False)]


class KeyAnswer(Answer):
    id: str
    name: str
    scopes: list[str]
    per_minute: int
    created_at: TimeText
    rotated_at: TimeText | None
    used_at: TimeText | None


class ShownKey(KeyAnswer):
    """`secret` is shown this once: null when the request was only repeated."""

    secret: str | None


async def list_keys(call: Call) -> Items[KeyAnswer]:
    """My living partner keys, oldest first"""
    return Items[KeyAnswer](
        items=[key_answer(key) for key in await call.deps.partner_keys.mine(call.actor)]
    )


async def make_key(call: Call) -> ShownKey:
    """Make a partner key; its secret is shown once

    An Idempotency-Key is welcome: a repeat finds the same key, and no secret.
    """
    body = call.body(KeyBody)
    order = MakeKey(name=body.name, scopes=frozenset(body.scopes))
    return _shown(await call.deps.partner_keys.make(call.actor, order, key=_once(call)))


async def rotate_key(call: Call) -> ShownKey:
    """A new secret, shown once; the former one is taken for another day"""
    keys = call.deps.partner_keys
    return _shown(await keys.rotate(call.actor, call.path("id"), key=_once(call)))


async def revoke_key(call: Call) -> None:
    """End a key at once and for good"""
    await call.deps.partner_keys.revoke(call.actor, call.path("id"), key=_once(call))


def key_answer(key: PartnerKey) -> KeyAnswer:
    return KeyAnswer(
        id=key.id,
        name=key.name,
        scopes=sorted(key.scopes),
        per_minute=key.per_minute,
        created_at=time_text(key.created_at),
        rotated_at=time_text(key.rotated_at) if key.rotated_at is not None else None,
        used_at=time_text(key.used_at) if key.used_at is not None else None,
    )


def _shown(shown: Shown) -> ShownKey:
    return ShownKey(**dict(key_answer(shown.key)), secret=shown.secret)


def _once(call: Call) -> IdempotencyKey:
    """Answers under a key are stored, and a secret never is: the use case alone keeps the key."""
    given = call.request.headers.get(HEADER)
    return read_key(given) if given is not None else IdempotencyKey(call.deps.ids.new())


ROUTES = (
    Route(
        method="GET",
        path="/api/v1/partner/keys",
        handler=list_keys,
        answer=Items[KeyAnswer],
        own=True,
    ),
    Route(
        method="POST",
        path="/api/v1/partner/keys",
        handler=make_key,
        body=KeyBody,
        answer=ShownKey,
        status=201,
        own=True,
        refusals=(TooManyKeys,),
    ),
    Route(
        method="POST",
        path="/api/v1/partner/keys/{id}/rotate",
        handler=rotate_key,
        body=Empty,
        answer=ShownKey,
        own=True,
        refusals=(NotFound,),
    ),
    Route(
        method="DELETE",
        path="/api/v1/partner/keys/{id}",
        handler=revoke_key,
        status=204,
        own=True,
        refusals=(NotFound,),
    ),
)
