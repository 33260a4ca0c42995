"""The files of the sandbox page, and the stand-ins for the two scripts that Telegram serves."""

from pathlib import Path

from aiohttp import web

PAGE = Path(__file__).with_name("page")
_LOOPBACK = "http://127.0.0.1:* http://localhost:*"
# The page shows Mini Apps in a frame; the sign-in page of the Login Widget is shown in one.
_POLICY = (
    "default-src 'self'; img-src 'self' data: blob:; "
    f"frame-src {_LOOPBACK}; connect-src 'self'; object-src 'none'; base-uri 'none'; "
    "frame-ancestors {ancestors}"
)
_FRAMED = ("login.html",)
# Our telegram-web-app.js: window.Telegram.WebApp as Mini Apps use it, Bot API 9.6. It speaks
# Telegram's wire form, JSON text {"eventType": ..., "eventData": ...} through postMessage, so the
# page around it cannot tell it from the real script, and it runs under any host of the real one.
_WEB_APP = ("wire", "looks", "buttons", "told", "surface")
_TYPES = {
    ".css": "text/css",
    ".html": "text/html",
    ".js": "text/javascript",
    ".json": "application/json",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
}


def routes() -> list[web.RouteDef]:
    """`/`, `/static/...` and the two scripts, which pages elsewhere on this machine load."""
    return [
        web.get("/", _index),
        web.get("/static/{path:.+}", _static),
        web.get("/telegram-web-app.js", _web_app),
        web.get("/telegram-widget.js", _widget),
    ]


async def _index(_request: web.Request) -> web.StreamResponse:
    return page("index.html")


async def _static(request: web.Request) -> web.StreamResponse:
    return page(request.match_info["path"])


async def _web_app(_request: web.Request) -> web.StreamResponse:
    """The parts share one scope and leave nothing in the page's. With them comes the wallet's
    bridge, as a wallet's own browser puts it into each page.
    """
    parts = "".join((PAGE / "web_app" / f"{part}.js").read_text() for part in _WEB_APP)
    bridge = (PAGE / "ton-connect.js").read_text()
    text = f"(function () {{\n'use strict';\n{parts}}})();\n{bridge}"
    return web.Response(text=text, headers=_headers("telegram-web-app.js", ".js"))


async def _widget(_request: web.Request) -> web.StreamResponse:
    return page("telegram-widget.js")


def page(name: str) -> web.StreamResponse:
    """A file of the page's folder, never from a cache: it may be edited while the world runs."""
    path = (PAGE / name).resolve()
    if not path.is_relative_to(PAGE) or not path.is_file():
        raise web.HTTPNotFound
    return web.FileResponse(path, headers=_headers(name, path.suffix))


def _headers(name: str, suffix: str) -> dict[str, str]:
    ancestors = f"'self' {_LOOPBACK}" if name in _FRAMED else "'none'"
    return {
        "Cache-Control": "no-cache",
        "Content-Type": _TYPES.get(suffix, "application/octet-stream"),
        "Content-Security-Policy": _POLICY.replace("{ancestors}", ancestors),
        "X-Content-Type-Options": "nosniff",
    }
