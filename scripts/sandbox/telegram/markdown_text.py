"""The two Markdown styles of the Bot API, with the server's own words for what is wrong."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from scripts.sandbox.telegram.entities import utf16_length
from scripts.sandbox.telegram.errors import bad
from scripts.sandbox.telegram.html_text import link

if TYPE_CHECKING:
    from scripts.sandbox.telegram.rows import Wire

_RESERVED = frozenset("_*[]()~`>#+-=|{}.!")
_MARKS = ("||", "__", "*", "_", "~")
_KINDS = {"||": "spoiler", "__": "underline", "*": "bold", "_": "italic", "~": "strikethrough"}
_WORDS = {"||": "Spoiler", "__": "Underline", "*": "Bold", "_": "Italic", "~": "Strikethrough"}
_SIMPLE = {"*": "bold", "_": "italic"}


@dataclass(slots=True, kw_only=True)
class _Open:
    mark: str
    offset: int
    at: int


class MarkdownText:
    """MarkdownV2: nested marks, and every reserved character escaped."""

    def __init__(self, source: str) -> None:
        self.entities: list[Wire] = []
        self._source = source
        self._parts: list[str] = []
        self._length = 0
        self._open: list[_Open] = []
        self._quote: int | None = None

    @property
    def text(self) -> str:
        return "".join(self._parts)

    def read(self) -> None:
        at = 0
        while at < len(self._source):
            at = self._step(at)
        if self._open:
            last = self._open[-1]
            word = "TextUrl" if last.mark == "[" else _WORDS[last.mark]
            raise self._wrong(f"Can't find end of {word} entity at byte offset", last.at)
        self._end_quote()

    def _step(self, at: int) -> int:
        source = self._source
        sign = source[at]
        if sign == "\\" and at + 1 < len(source) and ord(source[at + 1]) < 127:
            return self._add(source[at + 1], at + 2)
        if sign == "\n" or (sign == ">" and (at == 0 or source[at - 1] == "\n")):
            return self._line(at)
        if sign == "`":
            return self._code(at)
        if sign in "[]" or source.startswith("![", at):
            return self._bracket(at)
        return self._plain(at)

    def _line(self, at: int) -> int:
        """The end of a line, or the sign that makes it part of a quotation."""
        if self._source[at] == ">":
            self._quote = self._length if self._quote is None else self._quote
            return at + 1
        if not self._source.startswith(">", at + 1):
            self._end_quote()
        return self._add("\n", at + 1)

    def _plain(self, at: int) -> int:
        mark = next((one for one in _MARKS if self._source.startswith(one, at)), None)
        if mark is not None:
            return self._mark(mark, at)
        if self._source[at] in _RESERVED:
            raise _reserved(self._source[at])
        return self._add(self._source[at], at + 1)

    def _add(self, piece: str, following: int) -> int:
        self._parts.append(piece)
        self._length += utf16_length(piece)
        return following

    def _mark(self, mark: str, at: int) -> int:
        if self._open and self._open[-1].mark == mark:
            opened = self._open.pop()
            self._entity(_KINDS[mark], opened.offset)
        else:
            self._open.append(_Open(mark=mark, offset=self._length, at=at))
        return at + len(mark)

    def _bracket(self, at: int) -> int:
        sign = self._source[at]
        if sign != "]":
            width = 2 if sign == "!" else 1
            self._open.append(_Open(mark="[", offset=self._length, at=at))
            return at + width
        if not self._open or self._open[-1].mark != "[":
            raise _reserved("]")
        opened = self._open.pop()
        match = re.compile(r"\(((?:\\.|[^)\\])*)\)").match(self._source, at + 1)
        url = re.sub(r"\\(.)", r"\1", match.group(1)) if match else ""
        self._link(opened, url)
        return match.end() if match else at + 1

    def _link(self, opened: _Open, url: str) -> None:
        length = self._length - opened.offset
        entity: Wire = {"type": "text_link", "offset": opened.offset, "length": length}
        emoji = re.fullmatch(r"tg://emoji\?id=(\d+)", url)
        if emoji:
            self.entities.append(
                {**entity, "type": "custom_emoji", "custom_emoji_id": emoji.group(1)}
            )
            return
        linked = link(entity, url)
        if linked is not None and length:
            self.entities.append(linked)

    def _code(self, at: int) -> int:
        fence = "```" if self._source.startswith("```", at) else "`"
        end = at + len(fence)
        body: list[str] = []
        while end < len(self._source) and not self._source.startswith(fence, end):
            if self._source[end] == "\\" and end + 1 < len(self._source):
                end += 1
            body.append(self._source[end])
            end += 1
        if end >= len(self._source):
            word = "Pre" if fence == "```" else "Code"
            raise self._wrong(f"Can't find end of {word} entity at byte offset", at)
        self._fenced(fence, "".join(body))
        return end + len(fence)

    def _fenced(self, fence: str, body: str) -> None:
        start = self._length
        language = ""
        if fence == "```":
            named = re.match(r"([A-Za-z0-9_+-]*)\n", body)
            if named:
                language, body = named.group(1), body[named.end() :]
        self._add(body, 0)
        self._entity("code" if fence == "`" else "pre", start)
        if language and self.entities:
            self.entities[-1]["language"] = language

    def _entity(self, kind: str, offset: int) -> None:
        if self._length > offset:
            self.entities.append({"type": kind, "offset": offset, "length": self._length - offset})

    def _end_quote(self) -> None:
        if self._quote is not None:
            self._entity("blockquote", self._quote)
            self._quote = None

    def _wrong(self, words: str, at: int) -> Exception:
        place = len(self._source[:at].encode())
        return bad(f"can't parse entities: {words} {place}")


def _reserved(sign: str) -> Exception:
    return bad(
        f"can't parse entities: Character '{sign}' is reserved and must be escaped "
        "with the preceding '\\'"
    )


def legacy(source: str) -> tuple[str, list[Wire]]:
    """The old Markdown style: no nesting, marks may be escaped outside of entities only."""
    parts: list[str] = []
    entities: list[Wire] = []
    at = length = 0
    while at < len(source):
        sign = source[at]
        if sign == "\\" and at + 1 < len(source) and source[at + 1] in "_*`[":
            body, at, kind = source[at + 1], at + 2, ""
        elif sign in "_*`[":
            body, at, kind = _legacy_entity(source, at)
        else:
            body, at, kind = sign, at + 1, ""
        entity: Wire = {"type": kind, "offset": length, "length": utf16_length(body)}
        if kind.startswith("url:"):
            linked = link({**entity, "type": "text_link"}, kind[4:])
            entities.extend([linked] if linked and body else [])
        elif kind and body:
            entities.append(entity)
        parts.append(body)
        length += utf16_length(body)
    return "".join(parts), entities


def _legacy_entity(source: str, at: int) -> tuple[str, int, str]:
    """Text, place after it and kind; a link's kind carries its address after `url:`."""
    fence = "```" if source.startswith("```", at) else source[at]
    closing = "]" if fence == "[" else fence
    end = source.find(closing, at + len(fence))
    if end < 0:
        place = len(source[:at].encode())
        raise bad(
            f"can't parse entities: Can't find end of the entity starting at byte offset {place}"
        )
    body = source[at + len(fence) : end]
    after = end + len(closing)
    if fence == "[":
        match = re.compile(r"\(([^)]*)\)").match(source, after)
        return (body, match.end(), f"url:{match.group(1)}") if match else (body, after, "")
    if fence == "```":
        return body.split("\n", 1)[-1] if "\n" in body else body, after, "pre"
    return body, after, "code" if fence == "`" else _SIMPLE[fence]
