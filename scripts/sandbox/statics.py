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
# Pages elsewhere on this machine load these two by a script element. With the first comes the
# wallet's bridge, as a wallet's own browser puts it into each page.
_SCRIPTS = {
    "telegram-web-app.js": ("telegram-web-app.js", "ton-connect.js"),
    "telegram-widget.js": ("telegram-widget.js",),
}
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
    """`/`, `/static/...` and the two scripts."""
    return [
        web.get("/", _index),
        web.get("/static/{path:.+}", _static),
        *(web.get(f"/{name}", _script) for name in _SCRIPTS),
    ]


async def _index(_request: web.Request) -> web.StreamResponse:
    return page("index.html")


async def _static(request: web.Request) -> web.StreamResponse:
    return page(request.match_info["path"])


async def _script(request: web.Request) -> web.StreamResponse:
    name = request.path.lstrip("/")
    text = "\n".join((PAGE / part).read_text() for part in _SCRIPTS[name])
    return web.Response(text=text, headers=_headers(name, ".js"))


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
