"""Launches as Telegram signs them: initData in both forms, and the Login Widget."""

import base64
import hashlib
import hmac
import json
from collections.abc import Mapping
from urllib.parse import urlencode

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from domain.shared.ids import SECOND

BOT_ID = 7000000001
BOT_TOKEN = f"{BOT_ID}:sandbox-00000000000000000000000000000000"
KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
PUBLIC_KEY = KEY.public_key().public_bytes_raw().hex()


def user(person: int, name: str = "Alice", **more: object) -> str:
    """The `user` field as Telegram writes it."""
    return json.dumps(
        {
            "id": person,
            "first_name": name,
            "username": name.lower(),
            "language_code": "en",
            **more,
        },
        separators=(",", ":"),
    )


def init_data(fields: Mapping[str, str], now: int, *, token: str = BOT_TOKEN) -> str:
    """Signed both ways; `auth_date` is now unless given. Microseconds."""
    whole = {"auth_date": str(now // SECOND), **fields}
    whole["signature"] = signature_of(whole)
    whole["hash"] = hash_of(whole, token)
    return urlencode(whole)


def hash_of(fields: Mapping[str, str], token: str = BOT_TOKEN) -> str:
    key = hmac.digest(b"WebAppData", token.encode(), "sha256")
    return hmac.digest(key, _joined(fields, "hash").encode(), "sha256").hex()


def signature_of(fields: Mapping[str, str], bot_id: int = BOT_ID) -> str:
    text = f"{bot_id}:WebAppData\n{_joined(fields, 'hash', 'signature')}"
    return base64.urlsafe_b64encode(KEY.sign(text.encode())).decode().rstrip("=")


def widget(person: int, now: int, **fields: object) -> dict[str, object]:
    """The Login Widget's fields with their hash."""
    whole = {"id": person, "first_name": "Alice", "auth_date": now // SECOND, **fields}
    key = hashlib.sha256(BOT_TOKEN.encode()).digest()
    text = _joined({name: str(value) for name, value in whole.items()})
    return {**whole, "hash": hmac.digest(key, text.encode(), "sha256").hex()}


def _joined(fields: Mapping[str, str], *without: str) -> str:
    return "\n".join(f"{name}={fields[name]}" for name in sorted(fields) if name not in without)
