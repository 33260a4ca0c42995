"""The HTML style of the Bot API: its tags only, with the server's own words for what is wrong.

Places in error texts are byte offsets in UTF-8, as the real server counts them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from scripts.sandbox.telegram.entities import utf16_length
from scripts.sandbox.telegram.errors import bad

if TYPE_CHECKING:
    from scripts.sandbox.telegram.rows import Wire

_KINDS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "a": "text_link",
    "code": "code",
    "pre": "pre",
    "tg-emoji": "custom_emoji",
    "blockquote": "blockquote",
}
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_REFERENCE = re.compile(r"&(?:#x([0-9a-fA-F]{1,6})|#([0-9]{1,7})|(lt|gt|amp|quot));?")
_TAG_NAME = re.compile(r"[A-Za-z][A-Za-z0-9-]*")
_ATTRIBUTE = re.compile(
    r"\s*([A-Za-z][A-Za-z0-9-]*)\s*(?:(=)\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>\"']+))?)?"
)


@dataclass(slots=True, kw_only=True)
class _Open:
    tag: str
    offset: int
    begins: int
    attributes: dict[str, str]


class HtmlText:
    """One text being read: `text` and `entities` are what comes out."""

    def __init__(self, source: str) -> None:
        self.entities: list[Wire] = []
        self._source = source
        self._parts: list[str] = []
        self._length = 0
        self._open: list[_Open] = []

    @property
    def text(self) -> str:
        return "".join(self._parts)

    def read(self) -> None:
        at = 0
        source = self._source
        while at < len(source):
            sign = source[at]
            if sign == "&":
                at = self._reference(at)
            elif sign == "<":
                at = self._tag(at)
            else:
                end = min(
                    (
                        place
                        for place in (source.find("<", at), source.find("&", at))
                        if place >= 0
                    ),
                    default=len(source),
                )
                self._add(source[at:end])
                at = end
        if self._open:
            raise bad(
                "can't parse entities: Can't find end tag corresponding to start tag "
                f'"{self._open[-1].tag}"'
            )

    def _add(self, piece: str) -> None:
        self._parts.append(piece)
        self._length += utf16_length(piece)

    def _byte(self, at: int) -> int:
        return len(self._source[:at].encode())

    def _reference(self, at: int) -> int:
        match = _REFERENCE.match(self._source, at)
        if match is None:
            self._add("&")
            return at + 1
        sixteen, ten, name = match.groups()
        if name:
            self._add(_NAMED[name])
        else:
            number = int(sixteen, 16) if sixteen else int(ten)
            plain = 0 < number < 0x110000 and not 0xD800 <= number < 0xE000
            self._add(chr(number) if plain else match.group())
        return match.end()

    def _tag(self, at: int) -> int:
        if self._source.startswith("</", at):
            return self._end_tag(at)
        match = _TAG_NAME.match(self._source, at + 1)
        tag = match.group().lower() if match else ""
        if match is None or tag not in _KINDS:
            raise self._wrong(f'Unsupported start tag "{tag}" at byte offset', at)
        attributes, end = self._attributes(tag, match.end(), at)
        if tag == "span" and attributes.get("class") != "tg-spoiler":
            raise self._wrong('Tag "span" must have class "tg-spoiler" at byte offset', at)
        self._open.append(
            _Open(tag=tag, offset=self._length, begins=len(self._parts), attributes=attributes)
        )
        return end

    def _attributes(self, tag: str, at: int, start: int) -> tuple[dict[str, str], int]:
        found: dict[str, str] = {}
        source = self._source
        while True:
            while at < len(source) and source[at].isspace():
                at += 1
            if at >= len(source):
                raise self._wrong("Unclosed start tag at byte offset", start)
            if source[at] == ">":
                return found, at + 1
            match = _ATTRIBUTE.match(source, at)
            if match is None:
                raise self._wrong(f'Empty attribute name in the tag "{tag}" at byte offset', start)
            name, equals, double, single, bare = match.groups()
            if equals and double is None and single is None and bare is None:
                raise self._wrong("Unclosed start tag at byte offset", start)
            found[name.lower()] = _plain(double or single or bare or "")
            at = match.end()

    def _end_tag(self, at: int) -> int:
        if not self._open:
            raise self._wrong("Unexpected end tag at byte offset", at)
        end = self._source.find(">", at)
        if end < 0:
            raise self._wrong("Unclosed end tag at byte offset", at)
        tag = self._source[at + 2 : end].strip().lower()
        opened = self._open.pop()
        if tag and tag != opened.tag:
            raise bad(
                f"can't parse entities: Unmatched end tag at byte offset {self._byte(at)}, "
                f'expected "</{opened.tag}>", found "</{tag}>"'
            )
        self._close(opened)
        return end + 1

    def _close(self, opened: _Open) -> None:
        length = self._length - opened.offset
        plain: Wire = {"type": _KINDS[opened.tag], "offset": opened.offset, "length": length}
        entity = self._marked(opened, plain)
        if entity is not None and length:
            self.entities.append(entity)

    def _marked(self, opened: _Open, entity: Wire) -> Wire | None:
        """The entity with what the tag's attributes say; None when it marks nothing."""
        attributes = opened.attributes
        if opened.tag == "a":
            return link(entity, attributes.get("href") or "".join(self._parts[opened.begins :]))
        if opened.tag == "code" and self._language_of_pre(opened):
            return None
        if opened.tag == "tg-emoji":
            return {**entity, "custom_emoji_id": attributes.get("emoji-id", "")}
        if opened.tag == "blockquote" and "expandable" in attributes:
            return {**entity, "type": "expandable_blockquote"}
        if opened.tag == "pre" and attributes.get("language"):
            return {**entity, "language": attributes["language"]}
        return entity

    def _language_of_pre(self, opened: _Open) -> bool:
        """`<pre><code class="language-x">` marks the language of the outer tag."""
        name = opened.attributes.get("class", "")
        outer = self._open[-1] if self._open else None
        if outer is None or outer.tag != "pre":
            return False
        outer.attributes.setdefault("language", name.removeprefix("language-"))
        return True

    def _wrong(self, words: str, at: int) -> Exception:
        return bad(f"can't parse entities: {words} {self._byte(at)}")


def link(entity: Wire, url: str) -> Wire | None:
    """A link, or a mention by id; None for an address that is none (it stays plain text)."""
    person = re.fullmatch(r"tg://user\?id=(\d+)", url)
    if person:
        return {**entity, "type": "text_mention", "person": int(person.group(1))}
    if not re.match(r"(?:https?|tg|ton|tonsite)://", url):
        if not re.fullmatch(r"[^\s/]+\.[^\s/.]+(?:/\S*)?", url):
            return None
        url = f"http://{url}"
    return {**entity, "url": _with_path(url)}


def _with_path(url: str) -> str:
    return f"{url}/" if re.fullmatch(r"https?://[^/?#]+", url) else url


def _plain(value: str) -> str:
    reader = HtmlText(value.replace("<", "&lt;"))
    reader.read()
    return reader.text
