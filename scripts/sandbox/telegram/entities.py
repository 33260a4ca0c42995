"""Entities in texts: those that Telegram finds by itself, and the rules for given ones.

Offsets and lengths count UTF-16 code units, as everywhere in the Bot API.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from scripts.sandbox.telegram.rows import Wire

# What a sender may mark; the rest is found by the server.
GIVEN_TYPES = frozenset(
    {
        "bold",
        "italic",
        "underline",
        "strikethrough",
        "spoiler",
        "blockquote",
        "expandable_blockquote",
        "code",
        "pre",
        "text_link",
        "text_mention",
        "custom_emoji",
    }
)
_ORDER = ("blockquote", "expandable_blockquote", "pre", "code", "text_link", "text_mention")
_FOUND = re.compile(
    r"(?P<bot_command>(?<![\w/@>])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/]))"
    r"|(?P<email>(?<![\w.+-])[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)*\.[A-Za-z]{2,})"
    r"|(?P<mention>(?<![\w@])@[A-Za-z][A-Za-z0-9_]{2,31}(?![\w@]))"
    r"|(?P<url>(?:https?://|tg://)[^\s<>\"«»]+|(?<![\w@.])(?:[A-Za-z0-9-]+\.)+"
    r"(?:com|org|net|me|io|dev|ru|ton|app|info|xyz)(?![\w-])(?:[/?#][^\s<>\"«»]*)?)"
    r"|(?P<hashtag>(?<![\w#])#(?=\w*[^\W\d])\w{1,255})"
    r"|(?P<cashtag>(?<![\w$])\$[A-Z]{3,8}(?![\w$]))"
)
_URL_TAIL = ".,;:!?'\")]}"


def utf16_length(text: str) -> int:
    return len(text) + sum(1 for letter in text if ord(letter) > 0xFFFF)


def utf16_cut(text: str, offset: int, length: int) -> str:
    """The piece of the text that an entity covers."""
    raw = text.encode("utf-16-le", "surrogatepass")
    return raw[2 * offset : 2 * (offset + length)].decode("utf-16-le", "replace")


def found_in(text: str) -> list[Wire]:
    """Commands, mentions, links, e-mail addresses, hashtags and cashtags of a plain text."""
    found: list[Wire] = []
    counted_to, offset = 0, 0
    for match in _FOUND.finditer(text):
        kind = match.lastgroup or "url"
        piece = match.group()
        if kind == "url":
            piece = piece.rstrip(_URL_TAIL)
        offset += utf16_length(text[counted_to : match.start()])
        counted_to = match.start()
        found.append({"type": kind, "offset": offset, "length": utf16_length(piece)})
    return found


def complete(text: str, given: Iterable[Wire]) -> list[Wire]:
    """Given entities in Telegram's order, with the found ones that overlap none of them."""
    kept = [one for one in given if one["length"] > 0]
    taken = [(one["offset"], one["offset"] + one["length"]) for one in kept if _closed(one)]
    for one in found_in(text):
        start, end = one["offset"], one["offset"] + one["length"]
        if all(end <= left or start >= right for left, right in taken):
            kept.append(one)
    return sorted(kept, key=_place)


def trimmed(text: str, given: list[Wire]) -> tuple[str, list[Wire]]:
    """The text without blanks around it, and its entities moved and cut to fit."""
    left = text.lstrip()
    shift = utf16_length(text) - utf16_length(left)
    stripped = left.rstrip()
    size = utf16_length(stripped)
    moved: list[Wire] = []
    for one in given:
        start = max(0, one["offset"] - shift)
        end = min(size, one["offset"] + one["length"] - shift)
        if end > start:
            moved.append({**one, "offset": start, "length": end - start})
    return stripped, moved


def _closed(entity: Wire) -> bool:
    """Nothing is looked for inside these."""
    return entity["type"] in {"code", "pre", "text_link", "text_mention"}


def _place(entity: Wire) -> tuple[int, int, int]:
    kind = entity["type"]
    rank = _ORDER.index(kind) if kind in _ORDER else len(_ORDER)
    return entity["offset"], -entity["length"], rank
