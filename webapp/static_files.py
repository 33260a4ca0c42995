"""Static files as ready bytes: one hash over the whole tree stands in their addresses.

`/static/<hash>/<path>` may be kept for ever, since another tree has another hash; modules import
each other by relative addresses and so stay within one tree. `/static/<path>` names the file of
the day and is asked for each time.
"""

import gzip
import hashlib
import mimetypes
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from aiohttp import web

from domain.shared.refusals import NotFound

FOLDER: Final = Path(__file__).parent / "static"
FOR_EVER: Final = "public, max-age=31536000, immutable"
EACH_TIME: Final = "no-cache"
_HASH_LENGTH: Final = 12
_SQUEEZED: Final = ("text/", "image/svg", "application/json", "application/manifest")
_MEDIA: Final[Mapping[str, str]] = {
    ".js": "text/javascript",
    ".mjs": "text/javascript",
    ".css": "text/css",
    ".svg": "image/svg+xml",
    ".json": "application/json",
    ".ftl": "text/plain",
    ".md": "text/plain",
    ".txt": "text/plain",
    ".woff2": "font/woff2",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class StaticFile:
    body: bytes
    squeezed: bytes | None
    media: str
    tag: str


class StaticFiles:
    """The tree of a folder with files that are made (the words for the browser)."""

    def __init__(
        self, made: Mapping[str, bytes], *, folder: Path = FOLDER, base: str = "/static"
    ) -> None:
        self._base = base.rstrip("/")
        self._files = {
            **{
                path.relative_to(folder).as_posix(): _static_file(path.name, path.read_bytes())
                for path in sorted(folder.rglob("*"))
                if path.is_file()
            },
            **{name: _static_file(name, body) for name, body in made.items()},
        }
        digest = hashlib.sha256()
        for name, file in sorted(self._files.items()):
            digest.update(f"{name}\n{file.tag}\n".encode())
        self.hash = digest.hexdigest()[:_HASH_LENGTH]

    def address(self, path: str) -> str:
        """Where a page finds a file. A file that is not there is a bug of the page."""
        assert path in self._files, f"no static file {path}"
        return f"{self._base}/{self.hash}/{path}"

    async def serve(self, request: web.Request) -> web.Response:
        """Refusal: NotFound, for another tree's hash too."""
        path = request.match_info["path"]
        head, _, rest = path.partition("/")
        kept = head == self.hash
        file = self._files.get(rest if kept else path)
        if file is None:
            raise NotFound
        headers = {
            "Cache-Control": FOR_EVER if kept else EACH_TIME,
            "ETag": file.tag,
            "Vary": "Accept-Encoding",
        }
        if request.headers.get("If-None-Match") == file.tag:
            return web.Response(status=304, headers=headers)
        body = file.body
        if file.squeezed is not None and "gzip" in request.headers.get("Accept-Encoding", ""):
            body = file.squeezed
            headers["Content-Encoding"] = "gzip"
        charset = "utf-8" if file.media.startswith("text/") else None
        return web.Response(body=body, content_type=file.media, charset=charset, headers=headers)


def _static_file(name: str, body: bytes) -> StaticFile:
    media = _MEDIA.get(Path(name).suffix) or mimetypes.guess_type(name)[0]
    media = media or "application/octet-stream"
    squeezed = gzip.compress(body, 9, mtime=0) if media.startswith(_SQUEEZED) else None
    return StaticFile(
        body=body,
        squeezed=squeezed,
        media=media,
        tag=f'"{hashlib.sha256(body).hexdigest()[:32]}"',
    )
