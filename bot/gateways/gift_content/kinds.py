"""What a picture is, told by its own bytes and by nothing that anybody says of it.

Only pictures that cannot carry a script: no SVG.
"""

import base64
import binascii
from typing import Final

_FIRST: Final = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
)
_RIFF, _WEBP = b"RIFF", b"WEBP"
_FTYP, _AVIF = b"ftyp", (b"avif", b"avis")
_LEAST_BYTES: Final = 16


def kind_of(body: bytes) -> str | None:
    """A media type, or None for what is no such picture."""
    if len(body) < _LEAST_BYTES:
        return None
    for first, kind in _FIRST:
        if body.startswith(first):
            return kind
    if body[:4] == _RIFF and body[8:12] == _WEBP:
        return "image/webp"
    if body[4:8] == _FTYP and body[8:12] in _AVIF:
        return "image/avif"
    return None


def in_text(told: bytes) -> bytes | None:
    """A picture that stands in metadata itself, plain or in base 64; None for anything else."""
    if kind_of(told) is not None:
        return told
    try:
        text = told.decode("ascii").rpartition("base64,")[2]
        drawn = base64.b64decode(text, validate=True)
    except (UnicodeDecodeError, binascii.Error, ValueError):
        return None
    return drawn if kind_of(drawn) is not None else None
