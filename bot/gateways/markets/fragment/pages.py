"""Fragment's HTML taken apart: rows of gifts, the page of one gift, the box of collections.

Elements are known by their classes, as readers of these pages know them; what stands between does
not matter, and what is missing makes a row odd. A page that does not end was cut.
"""

import re
from collections.abc import Mapping
from html.parser import HTMLParser
from typing import Final

from domain.gifts.market_ports import Unreadable

Row = Mapping[str, object]
CELLS_MAX: Final = 60
DEPTH_MAX: Final = 500
_VOID: Final = frozenset(
    {"meta", "link", "img", "br", "input", "hr", "source", "path", "use", "wbr"}
)
_TEXTS: Final = {
    "item-name": "name",
    "item-num": "number",
    "icon-ton": "price",
    "tm-grid-item-status": "status",
    "tm-main-filters-name": "title",
    "tm-main-filters-count": "count",
}
"""Classes of elements whose text is a field of the row that they stand in."""
_HASH: Final = re.compile(r"/api\?hash=([0-9a-zA-Z]{1,64})")
_NEXT: Final = re.compile(r'data-next-offset="([0-9]{1,18})"')
_SPACES: Final = re.compile(r"\s+")


def rows_of(html: str) -> list[Row]:
    """Of a grid: `href`, `name`, `number`, `price`, `status`, `at`, as far as each has them."""
    reader = _Rows("tm-grid-item")
    reader.feed(html)
    return reader.rows


def collections_of(html: str) -> list[Row]:
    """Of the box of collections: `value`, `title`, `count`."""
    reader = _Rows("js-choose-collection-item")
    reader.feed(html)
    return reader.rows


def detail_of(html: str) -> Row:
    """Of a gift's page: `price`, `status`, and `cells`, the texts of its table."""
    reader = _Detail()
    reader.feed(html)
    return {**reader.texts(), "cells": reader.cells[:CELLS_MAX]}


def hash_of(html: str) -> str | None:
    match = _HASH.search(html)
    return match[1] if match is not None else None


def next_of(html: str) -> str | None:
    """The place of the next rows."""
    match = _NEXT.search(html)
    return match[1] if match is not None else None


class _Texts(HTMLParser):
    """Gathers the text of elements by their classes."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._tags: list[str] = []
        self._open: list[tuple[int, str]] = []
        self.fields: dict[str, object] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        self.started(tag, told)
        if tag in _VOID:
            return
        if self.depth >= DEPTH_MAX:
            raise Unreadable("a page without a bottom")
        self._tags.append(tag)
        for name in told.get("class", "").split():
            field = self.field_of(name)
            if field is not None:
                self._open.append((self.depth, field))

    def handle_endtag(self, tag: str) -> None:
        """Closes what was left open inside as well; an end without a beginning ends nothing."""
        while tag in self._tags:
            depth = self.depth
            while self._open and self._open[-1][0] >= depth:
                self._open.pop()
            closed = self._tags.pop()
            self.ended(closed, depth)
            if closed == tag:
                return

    @property
    def depth(self) -> int:
        """How many elements are open."""
        return len(self._tags)

    def handle_data(self, data: str) -> None:
        for _, field in self._open:
            self.fields[field] = f"{self.fields.get(field, '')}{data}"

    def texts(self) -> Row:
        """What was gathered, in one line each; empty ones left out."""
        return {
            name: told if isinstance(told, bool) else _plain(str(told))
            for name, told in self.fields.items()
            if told is True or _plain(str(told))
        }

    def field_of(self, name: str) -> str | None:
        return _TEXTS.get(name)

    def started(self, tag: str, attrs: Mapping[str, str]) -> None:
        """An element begins."""

    def ended(self, tag: str, depth: int) -> None:
        """An element ends that began at that depth."""


class _Rows(_Texts):
    """Links of one class, each a row."""

    def __init__(self, row_class: str) -> None:
        super().__init__()
        self._row_class = row_class
        self._row_depth: int | None = None
        self.rows: list[Row] = []

    def started(self, tag: str, attrs: Mapping[str, str]) -> None:
        if self._row_class in attrs.get("class", "").split():
            self._row_depth = self.depth + 1
            self.fields = {"href": attrs.get("href", ""), "value": attrs.get("data-value", "")}
            strange = {name for name in attrs if name.startswith("data-")} - {"data-value"}
            self.fields |= dict.fromkeys(strange, True)
        elif tag == "time" and self._row_depth is not None:
            self.fields["at"] = attrs.get("datetime", "")

    def ended(self, tag: str, depth: int) -> None:
        del tag
        if depth == self._row_depth:
            self.rows.append(self.texts())
            self._row_depth = None


class _Detail(_Texts):
    """The header's status, the value, and the table."""

    def __init__(self) -> None:
        super().__init__()
        self.cells: list[str] = []

    def field_of(self, name: str) -> str | None:
        known = {"tm-section-header-status": "status", "tm-value": "price"}
        return known.get(name)

    def started(self, tag: str, attrs: Mapping[str, str]) -> None:
        if tag == "td":
            self.fields["td"] = ""
            self._open.append((self.depth + 1, "td"))
        elif tag == "time" and "at" not in self.fields:
            self.fields["at"] = attrs.get("datetime", "")

    def ended(self, tag: str, depth: int) -> None:
        del depth
        if tag == "td":
            self.cells.append(_plain(str(self.fields.pop("td", ""))))


def _plain(told: str) -> str:
    return _SPACES.sub(" ", told).strip()
