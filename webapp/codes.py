"""QR codes as one path, which the browser draws: no picture, no style, nothing inline."""

from typing import Final

import segno

from webapp.forms import Answer

QUIET: Final = 4
"""Modules of light around a code that readers ask for."""


class CodeForm(Answer):
    """`path` draws the dark modules in a square of `size`, quiet zone included."""

    size: int
    path: str


def code_of(text: str) -> CodeForm:
    """ISO 18004, level M, or better where it costs no space."""
    made = segno.make_qr(text, error="m")
    parts: list[str] = []
    for y, row in enumerate(made.matrix):
        x = 0
        while x < len(row):
            run = x
            while run < len(row) and row[run]:
                run += 1
            if run > x:
                parts.append(f"M{x + QUIET} {y + QUIET}h{run - x}v1h-{run - x}z")
            x = max(run, x + 1)
    return CodeForm(size=len(made.matrix) + 2 * QUIET, path="".join(parts))
