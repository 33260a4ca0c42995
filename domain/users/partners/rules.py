"""How partners sign: HMAC-SHA256 (RFC 2104) over four lines, written in lower-case hex.

    <METHOD>\\n<path and query as sent>\\n<SHA-256 of the body, hex>\\n<Unix milliseconds>

The key of the HMAC is the secret's text in ASCII. Vectors: docs/api.md.
"""

import hmac
import re
from base64 import urlsafe_b64encode
from hashlib import sha256
from typing import Final

from domain.shared.ids import MILLISECOND, Instant
from domain.shared.refusals import Invalid
from domain.users.partners.models import NAME_MOST, WINDOW, PartnerKey, Scope, SignedCall
from domain.users.partners.refusals import SignatureForged, SignatureStale

_LABEL: Final = b"souk partner key"
_PREFIX: Final = "souk_"
_STAMP: Final = re.compile(r"[0-9]{10,15}", re.ASCII)
_SIGNATURE: Final = re.compile(r"[0-9a-f]{64}", re.ASCII)


def root_of(house_secret: bytes) -> bytes:
    """What all secrets derive from: another use of the same house secret gives other bytes."""
    return hmac.digest(house_secret, _LABEL, sha256)


def secret_of(root: bytes, key: PartnerKey, turn: int) -> str:
    """The secret of a key after so many rotations."""
    raw = hmac.digest(root, f"{key.id}:{turn}".encode(), sha256)
    return _PREFIX + urlsafe_b64encode(raw).rstrip(b"=").decode()


def message_of(call: SignedCall) -> bytes:
    """The four lines."""
    body = sha256(call.body).hexdigest()
    return f"{call.method}\n{call.target}\n{body}\n{call.stamp}".encode()


def sign(secret: str, message: bytes) -> str:
    return hmac.digest(secret.encode(), message, sha256).hex()


def verify(root: bytes, key: PartnerKey, call: SignedCall, now: Instant) -> Instant:
    """When the call was signed. Refusals: SignatureForged, SignatureStale."""
    if not _STAMP.fullmatch(call.stamp) or not _SIGNATURE.fullmatch(call.signature):
        raise SignatureForged
    message = message_of(call)
    matches = [
        hmac.compare_digest(sign(secret_of(root, key, turn), message), call.signature)
        for turn in key.turns(now)
    ]
    if not any(matches):
        raise SignatureForged
    at = Instant(int(call.stamp) * MILLISECOND)
    if abs(now - at) > WINDOW:
        raise SignatureStale(now_ms=now // MILLISECOND)
    return at


def named(name: str) -> str:
    """Refusal: Invalid."""
    name = " ".join(name.split())
    if not 0 < len(name) <= NAME_MOST or not name.isprintable():
        raise Invalid(field="key_name")
    return name


def scoped(scopes: frozenset[Scope]) -> frozenset[Scope]:
    """Refusal: Invalid for none."""
    if not scopes:
        raise Invalid(field="scopes")
    return scopes
