"""Signed launch data, as Telegram gives it to a Mini App and to a web page's Login Widget.

Mini App: `hash` is HMAC-SHA256 over all other fields with a key made of the bot's token, and
`signature` is Ed25519 over `<bot id>:WebAppData` and the fields without the two. The real one is
made with Telegram's own key; here the world has one and tells its public half.
"""

import base64
import hashlib
import hmac
from collections.abc import Mapping
from urllib.parse import quote

import orjson
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

WEB_APP_VERSION = "9.6"
WEB_APP_PLATFORM = "web"


def new_key() -> str:
    """A new private Ed25519 key as hex."""
    return Ed25519PrivateKey.generate().private_bytes_raw().hex()


def public_key(private_key: str) -> str:
    """The public half as hex."""
    return _key(private_key).public_key().public_bytes_raw().hex()


def init_data(fields: Mapping[str, str], *, token: str, private_key: str) -> str:
    """Sign the fields both ways and write them as the query string that a Mini App gets."""
    signed = dict(fields)
    signed["signature"] = _signature(fields, bot_id=token.partition(":")[0], key=private_key)
    signed["hash"] = _web_app_hash(signed, token)
    return "&".join(f"{name}={quote(value, safe='')}" for name, value in signed.items())


def user_field(user: Mapping[str, object]) -> str:
    """The `user` field: compact JSON."""
    return orjson.dumps(user).decode()


def login_widget(fields: Mapping[str, str | int], *, token: str) -> dict[str, str | int]:
    """Add the Login Widget's hash: HMAC-SHA256 with the SHA-256 of the token as key."""
    key = hashlib.sha256(token.encode()).digest()
    told = {name: str(value) for name, value in fields.items()}
    digest = hmac.new(key, _check_string(told).encode(), hashlib.sha256).hexdigest()
    return {**fields, "hash": digest}


def launch_url(address: str, *, signed: str, theme: Mapping[str, str]) -> str:
    """Where a Mini App is opened: its address with the launch parameters in the fragment."""
    parameters = {
        "tgWebAppData": signed,
        "tgWebAppVersion": WEB_APP_VERSION,
        "tgWebAppPlatform": WEB_APP_PLATFORM,
        "tgWebAppThemeParams": orjson.dumps(theme).decode(),
    }
    told = "&".join(f"{name}={quote(value, safe='')}" for name, value in parameters.items())
    joint = "&" if "#" in address else "#"
    return f"{address}{joint}{told}"


def _web_app_hash(fields: Mapping[str, str], token: str) -> str:
    key = hmac.new(b"WebAppData", token.encode(), hashlib.sha256).digest()
    return hmac.new(key, _check_string(fields).encode(), hashlib.sha256).hexdigest()


def _signature(fields: Mapping[str, str], *, bot_id: str, key: str) -> str:
    message = f"{bot_id}:WebAppData\n{_check_string(fields)}"
    return base64.urlsafe_b64encode(_key(key).sign(message.encode())).decode().rstrip("=")


def _check_string(fields: Mapping[str, str]) -> str:
    return "\n".join(f"{name}={fields[name]}" for name in sorted(fields))


def _key(private_key: str) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(private_key))
