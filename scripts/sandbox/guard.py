"""The sandbox is for this machine only, and never stands beside the real Telegram."""

import re
from collections.abc import Mapping

from aiohttp import web
from aiohttp.typedefs import Handler

from scripts.sandbox.forms import Refusal

_SANDBOX_TOKEN = re.compile(r"[0-9]+:sandbox-[0-9a-f]{32}")
_TOKEN_SETTINGS = ("BOT_TOKEN", "TELEGRAM_BOT_TOKEN")
# A name that other programs use too: only what looks like a bot's token counts.
_SHARED_SETTING = "TOKEN"
# Clients of a market name that market's own site, as the real ones demand.
_MARKET_SITES = {
    "getgems": "https://getgems.io",
    "fragment": "https://fragment.com",
    "mrkt": "https://cdn.tgmrkt.io",
    "tonnel": "https://market.tonnel.network",
    "portals": "https://portal-market.com",
}
_ANY_TOKEN = re.compile(r"[0-9]+:\S+")


class BesideRealToken(Exception):
    """A real token is set: a sandbox must not run beside it. Carries the setting's name only."""

    def __init__(self, setting: str) -> None:
        super().__init__(f"{setting} is set: a sandbox never runs beside a real token")
        self.setting = setting


def is_sandbox_token(token: str) -> bool:
    """Whether a token has the form that only a sandbox gives: `<id>:sandbox-<32 hex>`."""
    return _SANDBOX_TOKEN.fullmatch(token) is not None


def refuse_real_token(environment: Mapping[str, str]) -> None:
    """Raise BesideRealToken when the environment holds a token of the real Telegram."""
    for setting in (*_TOKEN_SETTINGS, _SHARED_SETTING):
        token = environment.get(setting, "").strip()
        if setting == _SHARED_SETTING and _ANY_TOKEN.fullmatch(token) is None:
            continue
        if token and not is_sandbox_token(token):
            raise BesideRealToken(setting)


@web.middleware
async def guard(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Refuse what a foreign page could send; send `localhost` to the one true address.

    A page elsewhere can make a browser call this port (by its Origin), or have its own name
    resolve to this machine (by its Host).
    """
    host = request.headers.get("Host", "")
    name = _name(host)
    if name == "localhost":
        target = f"http://127.0.0.1{_port(host)}{request.raw_path}"
        return web.Response(status=307, headers={"Location": target})
    origin = request.headers.get("Origin")
    at_home = (None, f"http://{host}", _market_site(request.path))
    if name != "127.0.0.1" or origin not in at_home:
        raise Refusal("foreign-origin")
    return await handler(request)


def _market_site(path: str) -> str | None:
    parts = path.split("/")
    return _MARKET_SITES.get(parts[2]) if parts[1] == "markets" and len(parts) > 2 else None


def _name(host: str) -> str:
    return host.rsplit(":", 1)[0].lower() if _port(host) else host.lower()


def _port(host: str) -> str:
    _, colon, port = host.rpartition(":")
    return f":{port}" if colon and port.isascii() and port.isdigit() else ""
