"""Files that people and bots have sent."""

from __future__ import annotations

import base64
import hashlib
import struct
from typing import TYPE_CHECKING

from scripts.sandbox.telegram.rows import FileRow
from scripts.sandbox.telegram.table import Table

if TYPE_CHECKING:
    from scripts.sandbox.core import Core
    from scripts.sandbox.telegram.rows import Wire

FOLDERS = {
    "photo": "photos",
    "document": "documents",
    "animation": "animations",
    "sticker": "stickers",
    "video": "videos",
}
DOWNLOAD_LIMIT = 20 * 1024 * 1024
UPLOAD_LIMIT = 50 * 1024 * 1024


class Files:
    def __init__(self, core: Core) -> None:
        self.table = Table(core, "files", FileRow)
        self._core = core
        self._by_path: dict[str, FileRow] = {}

    def load(self) -> None:
        for row in self.table.load():
            self._by_path[row.path] = row

    def get(self, file_id: str) -> FileRow | None:
        return self.table.get(file_id)

    def by_path(self, path: str) -> FileRow | None:
        return self._by_path.get(path)

    def add(self, content: bytes, *, kind: str, name: str = "", mime: str = "") -> FileRow:
        number = len(self.table.rows) + 1
        suffix = name.rsplit(".", 1)[-1] if "." in name else _suffix(content)
        width, height = picture_size(content)
        row = FileRow(
            id=f"BQAC{self._core.chance.hex(24, 'ids')}",
            unique_id=f"AgAD{hashlib.sha256(content).hexdigest()[:12]}",
            path=f"{FOLDERS.get(kind, 'documents')}/file_{number}.{suffix}",
            size=len(content),
            name=name,
            mime=mime or _mime(content),
            base64=base64.b64encode(content).decode(),
            kind=kind,
            width=width,
            height=height,
        )
        self._by_path[row.path] = row
        self.table.save(row)
        return row


def picture_size(content: bytes) -> tuple[int, int]:
    """Width and height of a PNG or JPEG; 0, 0 for anything else."""
    if content[:8] == b"\x89PNG\r\n\x1a\n" and len(content) >= 24:
        width, height = struct.unpack(">II", content[16:24])
        return width, height
    if content[:2] == b"\xff\xd8":
        return _jpeg_size(content)
    return 0, 0


def _jpeg_size(content: bytes) -> tuple[int, int]:
    at = 2
    while at + 9 < len(content) and content[at] == 0xFF:
        marker, length = content[at + 1], struct.unpack(">H", content[at + 2 : at + 4])[0]
        if 0xC0 <= marker <= 0xCF and marker not in {0xC4, 0xC8, 0xCC}:
            height, width = struct.unpack(">HH", content[at + 5 : at + 9])
            return width, height
        at += 2 + length
    return 0, 0


def brief(row: FileRow) -> Wire:
    """The fields that every file object of the Bot API has."""
    return {"file_id": row.id, "file_unique_id": row.unique_id, "file_size": row.size}


def photo_sizes(row: FileRow) -> list[Wire]:
    """PhotoSize objects, one size: nothing here scales pictures."""
    return [{**brief(row), "width": row.width, "height": row.height}]


def document(row: FileRow) -> Wire:
    return {**brief(row), "file_name": row.name or "file", "mime_type": row.mime}


def _suffix(content: bytes) -> str:
    return {"image/png": "png", "image/jpeg": "jpg", "image/gif": "gif"}.get(_mime(content), "bin")


def _mime(content: bytes) -> str:
    if content[:8] == b"\x89PNG\r\n\x1a\n":
        return "image/png"
    if content[:2] == b"\xff\xd8":
        return "image/jpeg"
    if content[:4] == b"GIF8":
        return "image/gif"
    return "application/octet-stream"
