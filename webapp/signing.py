"""Calls that a partner's key signed, in three headers beside the call itself:

    X-Key: <the key's id>
    X-Timestamp: <Unix milliseconds>
    X-Signature: <hex>

What is signed, and how: `domain.users.partners.rules`.
"""

from typing import Final

from aiohttp import web

from domain.shared.ids import Instant
from domain.users.models import Person, Session, SignedIn
from domain.users.partners.keys import PartnerKeys
from domain.users.partners.models import PartnerKey, Scope, SignedCall
from domain.users.partners.refusals import ScopeMissing

KEY: Final = "X-Key"
STAMP: Final = "X-Timestamp"
SIGNATURE: Final = "X-Signature"
HOW: Final = "partner_key"
"""How a session began that is none: the key itself stands for its owner."""
_TEXT_MAX: Final = 128


def is_signed(request: web.Request) -> bool:
    return SIGNATURE in request.headers


async def admit(request: web.Request, keys: PartnerKeys) -> tuple[PartnerKey, SignedIn]:
    """Whose call it is. Refusals: as `PartnerKeys.admit`."""
    key, owner = await keys.admit(
        SignedCall(
            key=_header(request, KEY),
            method=request.method,
            target=request.raw_path,
            body=await request.read(),
            stamp=_header(request, STAMP),
            signature=_header(request, SIGNATURE),
        )
    )
    return key, SignedIn(session=_session(key, owner), person=owner)


def must_cover(key: PartnerKey, scope: Scope | None) -> None:
    """`scope` None: no key opens this. Refusal: ScopeMissing."""
    if scope is None or scope not in key.scopes:
        raise ScopeMissing(scope=scope.value if scope is not None else "none")


def _header(request: web.Request, name: str) -> str:
    return request.headers.get(name, "")[:_TEXT_MAX].strip()


def _session(key: PartnerKey, owner: Person) -> Session:
    """In the place of a session; stored nowhere."""
    return Session(
        id=key.id,
        person=owner.id,
        how=HOW,
        launch="",
        address="",
        agent="",
        created_at=key.created_at,
        seen_at=key.created_at,
        expires_at=Instant(2**62),
        ended_at=None,
    )
