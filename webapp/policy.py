"""The content security policy of the pages, and the headers that go with it."""

from collections.abc import Mapping
from enum import Enum, auto
from typing import Final
from urllib.parse import urlsplit

from webapp.deps import WebSettings
from webapp.ton.connect import bridges

EMPTY_STYLE: Final = "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"
"""SHA-256 of nothing: the empty style element that Telegram's script inserts."""
PICTURES: Final = ("https://t.me", "https://*.telegram.org")
LOGIN: Final = "https://oauth.telegram.org"


class PageKind(Enum):
    """`FRAMED` may stand in a frame of Telegram's web client (in the sandbox: of its page), others
    in none; `ASKING` has a form that leads back to us.
    """

    PLAIN = auto()
    FRAMED = auto()
    ASKING = auto()


def page_headers(settings: WebSettings, kind: PageKind) -> Mapping[str, str]:
    headers = {
        "Content-Security-Policy": policy(settings, kind),
        "Cache-Control": "no-store",
        "Permissions-Policy": "camera=(self), clipboard-write=(self), geolocation=()",
        "Cross-Origin-Opener-Policy": "same-origin-allow-popups",
        "Vary": "Accept-Language",
    }
    if settings.public_url.startswith("https:"):
        headers["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"
    return headers


def policy(settings: WebSettings, kind: PageKind) -> str:
    own = tuple(filter(None, ("'self'", origin_of(settings.static_url))))
    scripts = (without_query(settings.telegram_script), without_query(settings.widget_script))
    sandbox = tuple(filter(None, (origin_of(settings.sandbox_url),)))
    public = urlsplit(settings.public_url)
    feed = f"{'wss' if public.scheme == 'https' else 'ws'}://{public.netloc}"
    framing = ("'self'", *settings.frame_ancestors, *sandbox)
    ancestors = framing if kind is PageKind.FRAMED else ("'none'",)
    parts = {
        "default-src": ("'none'",),
        "script-src": (*own, *scripts),
        "style-src": (*own, EMPTY_STYLE),
        "img-src": (*own, "data:", *PICTURES, *sandbox),
        "font-src": own,
        "connect-src": ("'self'", feed, *_bridges(settings)),
        "frame-src": sandbox or (LOGIN,),
        "frame-ancestors": ancestors,
        "base-uri": ("'none'",),
        "form-action": ("'self'",) if kind is PageKind.ASKING else ("'none'",),
        "object-src": ("'none'",),
    }
    return "; ".join(f"{name} {' '.join(dict.fromkeys(parts[name]))}" for name in parts)


def _bridges(settings: WebSettings) -> tuple[str, ...]:
    return tuple(origin_of(bridge) for bridge in bridges(settings))


def origin_of(url: str) -> str:
    """Scheme and host of an address; nothing for one of our own host."""
    split = urlsplit(url)
    return f"{split.scheme}://{split.netloc}" if split.netloc else ""


def without_query(url: str) -> str:
    """As a policy names it: sources have no query."""
    return url.partition("?")[0]
