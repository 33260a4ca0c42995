"""A picture made here: two pixels wide, three high."""

import struct
import zlib


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


PNG = (
    b"\x89PNG\r\n\x1a\n"
    + _chunk(b"IHDR", struct.pack(">IIBBBBB", 2, 3, 8, 2, 0, 0, 0))
    + _chunk(b"IDAT", zlib.compress(3 * (b"\0" + 6 * b"\x80")))
    + _chunk(b"IEND", b"")
)
