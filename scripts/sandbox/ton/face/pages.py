"""What many v3 methods share: pages, order, spans of time, and the book of addresses."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from scripts.sandbox.forms import Json
from scripts.sandbox.ton.face.args import Args
from scripts.sandbox.ton.face.errors import invalid
from scripts.sandbox.ton.face.kinds import wallet_of
from scripts.sandbox.ton.face.view import View
from scripts.sandbox.ton.face.wire import friendly, upper

Row = TypeVar("Row")
LIMIT = 10
LIMIT_MAX = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """`limit` rows from `offset` on; `descending` turns the order round before."""

    limit: int
    offset: int
    descending: bool

    def cut(self, rows: Sequence[Row]) -> list[Row]:
        """The page of rows that come oldest first."""
        ordered = list(reversed(rows)) if self.descending else list(rows)
        return ordered[self.offset : self.offset + self.limit]


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Ends are included; None: open."""

    start_lt: int | None
    end_lt: int | None
    start_utime: int | None
    end_utime: int | None

    def has(self, *, lt: int, utime: int) -> bool:
        """Whether a row of that time is in it."""
        return (
            (self.start_lt is None or lt >= self.start_lt)
            and (self.end_lt is None or lt <= self.end_lt)
            and (self.start_utime is None or utime >= self.start_utime)
            and (self.end_utime is None or utime <= self.end_utime)
        )


def page_of(args: Args, *, descending: bool = True) -> Page:
    """`limit`, `offset` and `sort`. Raises FaceError."""
    sort = args.text("sort").lower() if args.has("sort") else "desc" if descending else "asc"
    if sort not in ("asc", "desc"):
        raise invalid(f"wrong sort: {sort}")
    limit = args.integer("limit", LIMIT, most=2**31)
    assert limit is not None, "it has a default"
    if not 0 < limit <= LIMIT_MAX:
        raise invalid(f"limit is not allowed: {limit} > {LIMIT_MAX}")
    offset = args.integer("offset", 0, most=2**31)
    return Page(limit=limit, offset=offset or 0, descending=sort == "desc")


def span_of(args: Args) -> Span:
    """`start_lt`, `end_lt`, `start_utime` and `end_utime`. Raises FaceError."""
    return Span(
        start_lt=args.integer("start_lt", None),
        end_lt=args.integer("end_lt", None),
        start_utime=args.integer("start_utime", None),
        end_utime=args.integer("end_utime", None),
    )


def wanted(given: Iterable[Row], value: Row | None) -> bool:
    """Whether a filter lets a value through: an empty one lets all."""
    chosen = list(given)
    return not chosen or value in chosen


def address_book(view: View, addresses: Iterable[str | None]) -> Json:
    """How people write each address: a wallet so that what is sent to it stays there."""
    told: Json = {}
    for address in sorted({one for one in addresses if one is not None}):
        told[str(upper(address))] = book_row(view, address)
    return told


def book_row(view: View, address: str) -> Json:
    """One row of the book."""
    account = view.account(address)
    is_wallet = account.code is None or wallet_of(account) is not None
    return {
        "user_friendly": friendly(address, bounceable=not is_wallet),
        "domain": None,
        "interfaces": [],
    }
