"""What a market's face is made of: methods, what they are asked, what they answer."""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import orjson

from scripts.sandbox.markets.book import Book
from scripts.sandbox.markets.state import Markets

Row = dict[str, object]


class FaceError(Exception):
    """A refusal in the market's own words; `told` None: those that its face has for the status."""

    def __init__(
        self, status: int, told: object = None, *, headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(str(status))
        self.status = status
        self.told = told
        self.headers = dict(headers or {})


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A call as it came. `found`: the named parts of the path; `first_page`: whatever place is
    asked for, page one is given.
    """

    markets: Markets
    verb: str
    path: str
    found: Mapping[str, str]
    query: Mapping[str, Sequence[str]]
    body: object
    headers: Mapping[str, str]
    cookies: Mapping[str, str]
    first_page: bool = False

    @property
    def book(self) -> Book:
        """All gifts."""
        return self.markets.book

    @property
    def fields(self) -> Row:
        """The body, if it is an object."""
        return self.body if isinstance(self.body, dict) else {}

    def text(self, name: str) -> str | None:
        """A parameter of the query, the last one where it is repeated."""
        values = self.query.get(name)
        return values[-1] if values else None

    def texts(self, *wanted: str) -> list[str]:
        """All values of parameters, comma-joined or repeated."""
        joined = (value for name in wanted for value in self.query.get(name, ()))
        return [part for value in joined for part in value.split(",") if part]

    def number(self, name: str, default: int, *, most: int | None = None) -> int:
        """A whole number of the query; what is none counts as the default."""
        told = self.text(name) or ""
        value = int(told) if told.isascii() and told.isdigit() and len(told) < 16 else default
        return value if most is None else min(value, most)

    def start(self, told: str | None) -> int:
        """Where the page begins: an offset, as all cursors here are."""
        if self.first_page or told is None:
            return 0
        return int(told) if told.isascii() and told.isdigit() and len(told) < 16 else 0

    @property
    def key(self) -> str:
        """The same for the same question."""
        query = sorted((name, list(values)) for name, values in self.query.items())
        return json.dumps([self.verb, self.path, query, self.body], default=str, sort_keys=True)


Render = Callable[[object], tuple[bytes, str]]


def as_json(body: object) -> tuple[bytes, str]:
    """Bytes and content type."""
    return orjson.dumps(body), "application/json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """`rows`: the way to the page's rows in the body; None when there are none."""

    body: object
    rows: tuple[str, ...] | None = None
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    render: Render = as_json


Run = Callable[[Asked], Answer]


@dataclass(frozen=True, slots=True, kw_only=True)
class Method:
    """One call of a market. `pages`: a place in a list can be asked for; `signed`: it is refused
    without a token; `limit`: the bucket that it is counted in.
    """

    verb: str
    path: re.Pattern[str]
    run: Run
    pages: bool = False
    signed: bool = False
    limit: str = ""


def method(
    verb: str,
    path: str,
    run: Run,
    *,
    pages: bool = False,
    signed: bool = False,
    limit: str = "",
) -> Method:
    """A row of a face's table; `{name}` in the path takes anything but a slash."""
    pattern = re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", path)
    return Method(
        verb=verb, path=re.compile(pattern), run=run, pages=pages, signed=signed, limit=limit
    )


def cut(rows: Sequence[Row], start: int, limit: int) -> tuple[list[Row], str | None]:
    """A page, and the cursor of the next one."""
    found = list(rows[start : start + limit])
    end = start + len(found)
    return found, str(end) if end < len(rows) else None
