"""Pictures of gifts: a backdrop's colours around a figure, as PNG made of nothing but zlib."""

import functools
import hashlib
import struct
import zlib

from scripts.sandbox.markets import names
from scripts.sandbox.markets.rows import Gift

_SIDE = 96
_GRID = 8


def gift(one: Gift, _body: object) -> tuple[bytes, str]:
    """A figure of the model's own on the backdrop."""
    return _drawn(one.backdrop, f"{one.short} {one.model}"), "image/png"


def collection(name: str, _body: object) -> tuple[bytes, str]:
    """A figure of the collection's own."""
    return _drawn("Black", name), "image/png"


@functools.lru_cache(maxsize=2_000)
def _drawn(backdrop: str, figure: str) -> bytes:
    palette = {part: bytes.fromhex(code[1:]) for part, code in names.colours(backdrop).items()}
    mask = hashlib.sha256(figure.encode()).digest()
    ink = hashlib.sha256(mask).digest()[:3]
    lines = []
    for y in range(_SIDE):
        line = bytearray(b"\0")
        for x in range(_SIDE):
            line += ink if _inked(mask, x, y) else _mixed(palette, x, y)
        lines.append(bytes(line))
    header = struct.pack(">IIBBBBB", _SIDE, _SIDE, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        _chunk(kind, content)
        for kind, content in (
            (b"IHDR", header),
            (b"IDAT", zlib.compress(b"".join(lines), 9)),
            (b"IEND", b""),
        )
    )


def _inked(mask: bytes, x: int, y: int) -> bool:
    """The middle of the picture, the same left and right."""
    column, row = x * (_GRID + 4) // _SIDE - 2, y * (_GRID + 4) // _SIDE - 2
    if not (0 <= column < _GRID and 0 <= row < _GRID):
        return False
    mirrored = min(column, _GRID - 1 - column)
    return mask[row * 4 + mirrored] > 110


def _mixed(palette: dict[str, bytes], x: int, y: int) -> bytes:
    """From the centre's colour to the edge's."""
    half = _SIDE / 2
    far = min(((x - half) ** 2 + (y - half) ** 2) ** 0.5 / half / 1.4, 1.0)
    both = zip(palette["center"], palette["edge"], strict=True)
    return bytes(int(inner + (outer - inner) * far) for inner, outer in both)


def _chunk(kind: bytes, content: bytes) -> bytes:
    return (
        struct.pack(">I", len(content))
        + kind
        + content
        + struct.pack(">I", zlib.crc32(kind + content))
    )
