"""Names as they may stand inside other texts, wherever that is."""

import re
import unicodedata
from typing import Final

from domain.shared.ids import UserId

NAME_MAX: Final = 129
"""Telegram's: first name and last name of 64 characters each, and the space between."""
MARKS_MAX: Final = 3
"""Accents on one letter; some scripts need that many."""

_TURNS: Final = re.compile(
    "[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]"  # turn the direction of what follows
    "|[\u00ad\u180e\u200b\u2060-\u2064\ufeff]"  # take no room
)
_BLANK: Final = re.compile("[\\s\u115f\u1160\u2800\u3164\uffa0\u200c\u200d]*")
"""What is seen as nothing at all."""


def shown_name(name: str, person: UserId) -> str:
    """The name without characters that turn, hide or overgrow the text around it; `#` and the id
    where nothing visible is left. Joiners stay: scripts and emoji need them.
    """
    plain = _TURNS.sub("", name)
    plain = "".join(" " if unicodedata.category(one) == "Cc" else one for one in plain)
    plain = " ".join(_few_marks(plain).split())[:NAME_MAX]
    return f"#{person}" if _BLANK.fullmatch(plain) else plain


def _few_marks(text: str) -> str:
    kept: list[str] = []
    marks = 0
    for one in text:
        marks = marks + 1 if unicodedata.combining(one) else 0
        if marks <= MARKS_MAX:
            kept.append(one)
    return "".join(kept)
