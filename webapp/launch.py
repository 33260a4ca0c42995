"""Is this launch really Telegram's? Mini App initData in both signed forms, and the Login Widget.

Wire forms: core.telegram.org/bots/webapps (validating data received via the Mini App, and for
third-party use) and core.telegram.org/widgets/login. Every field counts, blank ones too; a key
that stands twice is refused, since two readers could take different ones.
"""

import base64
import binascii
import hashlib
import hmac
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import parse_qsl

import orjson
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from domain.shared.ids import HOUR, SECOND, Instant, UserId
from domain.users.models import Sighting
from domain.users.refusals import LaunchForged, LaunchStale

AGE_MAX: Final = HOUR
AHEAD_MAX: Final = 60 * SECOND
SIZE_MAX: Final = 8192
_FIELDS_MAX: Final = 32
_ID_MAX: Final = 2**52
_HASH: Final = re.compile(r"[0-9a-f]{64}", re.ASCII)
_SIGNATURE: Final = re.compile(r"[A-Za-z0-9_-]{86}(?:==)?", re.ASCII)
_UNIX: Final = re.compile(r"[0-9]{1,11}", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class LaunchKeys:
    """What launches are held against: the bot and Telegram's Ed25519 key (hex)."""

    bot_id: int
    bot_token: str
    telegram_key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Launch:
    """A proven launch. `fingerprint` stands for it without telling it."""

    seen: Sighting
    signed_at: Instant
    start_param: str
    fingerprint: str


def read_mini_app(init_data: str, keys: LaunchKeys, now: Instant) -> Launch:
    """Refusals: LaunchForged, LaunchStale (older than an hour on the world's clock).

    Where a `hash` stands it decides, as only Telegram and we know the bot's token; without one the
    `signature` does, the form in which third parties hand launches on.
    """
    fields = parse_fields(init_data)
    proven = (
        hash_holds(fields, keys.bot_token)
        if "hash" in fields
        else signature_holds(fields, keys.bot_id, keys.telegram_key)
    )
    if not proven:
        raise LaunchForged
    signed_at = _fresh(fields, now)
    seen = _sighting(_person(fields.get("user", "")))
    return Launch(
        seen=seen,
        signed_at=signed_at,
        start_param=fields.get("start_param", ""),
        fingerprint=_fingerprint(fields),
    )


def read_widget(fields: Mapping[str, str], keys: LaunchKeys, now: Instant) -> Launch:
    """The Login Widget's fields as text. Refusals as for a Mini App."""
    if not widget_holds(fields, keys.bot_token):
        raise LaunchForged
    signed_at = _fresh(fields, now)
    person: dict[str, object] = {**fields, "id": int(fields["id"])}
    return Launch(
        seen=_sighting(person),
        signed_at=signed_at,
        start_param="",
        fingerprint=_fingerprint(fields),
    )


def parse_fields(init_data: str) -> dict[str, str]:
    """The fields, percent-decoded. Refuses what is not a plain query or names a key twice."""
    if not init_data.isascii() or len(init_data) > SIZE_MAX:
        raise LaunchForged
    try:
        pairs = parse_qsl(
            init_data,
            keep_blank_values=True,
            strict_parsing=True,
            errors="strict",
            max_num_fields=_FIELDS_MAX,
        )
    except ValueError:
        raise LaunchForged from None
    fields = dict(pairs)
    if len(fields) != len(pairs):
        raise LaunchForged
    return fields


def hash_holds(fields: Mapping[str, str], bot_token: str) -> bool:
    """HMAC form: `hash` over all other fields, `signature` included."""
    key = hmac.digest(b"WebAppData", bot_token.encode(), "sha256")
    return _hmac_holds(fields, key)


def signature_holds(fields: Mapping[str, str], bot_id: int, telegram_key: str) -> bool:
    """Ed25519 form: `signature` over bot id and all fields but `hash` and itself."""
    given = fields.get("signature", "")
    if _SIGNATURE.fullmatch(given) is None:
        return False
    checked = _check_string(fields, without={"hash", "signature"})
    try:
        signature = base64.urlsafe_b64decode(given.rstrip("=") + "==")
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(telegram_key))
        key.verify(signature, f"{bot_id}:WebAppData\n{checked}".encode())
    except (binascii.Error, InvalidSignature):
        return False
    return True


def widget_holds(fields: Mapping[str, str], bot_token: str) -> bool:
    """Login Widget: `hash` over all other fields, under the SHA-256 of the token."""
    return _hmac_holds(fields, hashlib.sha256(bot_token.encode()).digest())


def _hmac_holds(fields: Mapping[str, str], key: bytes) -> bool:
    given = fields.get("hash", "")
    if _HASH.fullmatch(given) is None:
        return False
    wanted = hmac.digest(key, _check_string(fields, without={"hash"}).encode(), "sha256").hex()
    return hmac.compare_digest(given, wanted)


def _check_string(fields: Mapping[str, str], *, without: Iterable[str]) -> str:
    return "\n".join(f"{name}={fields[name]}" for name in sorted(fields.keys() - set(without)))


def _fresh(fields: Mapping[str, str], now: Instant) -> Instant:
    """The time of signing. Refuses one that is too old, or from the future by over a minute."""
    given = fields.get("auth_date", "")
    if _UNIX.fullmatch(given) is None:
        raise LaunchForged
    signed_at = Instant(int(given) * SECOND)
    if signed_at > now + AHEAD_MAX:
        raise LaunchForged
    if signed_at < now - AGE_MAX:
        raise LaunchStale
    return signed_at


def _person(user: str) -> dict[str, object]:
    try:
        person = orjson.loads(user)
    except orjson.JSONDecodeError:
        raise LaunchForged from None
    if not isinstance(person, dict):
        raise LaunchForged
    return person


def _sighting(person: Mapping[str, object]) -> Sighting:
    """A `WebAppUser` or the widget's fields. Somebody without an id is nobody."""
    number = person.get("id")
    if type(number) is not int or not 0 < number < _ID_MAX or person.get("is_bot"):
        raise LaunchForged
    names = (_text(person, "first_name"), _text(person, "last_name"))
    return Sighting(
        id=UserId(number),
        username=_text(person, "username") or None,
        name=" ".join(filter(None, names)),
        language_code=_text(person, "language_code") or None,
        is_premium=person.get("is_premium") is True,
    )


def _text(person: Mapping[str, object], name: str) -> str:
    value = person.get(name)
    return value.replace("\0", "") if isinstance(value, str) else ""


def _fingerprint(fields: Mapping[str, str]) -> str:
    """The same for both signed forms of one launch."""
    checked = _check_string(fields, without={"hash", "signature"})
    return hashlib.sha256(checked.encode()).hexdigest()
