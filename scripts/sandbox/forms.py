"""The forms that every call under `/world` shares: money, time, refusals, lists and logs.

They are the ones of the project's public contract for scripts: an amount is a decimal string in
whole units, exact and in its shortest form; a time is RFC 3339 in UTC with milliseconds.
"""

import base64
import binascii
import functools
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

import orjson

Json = dict[str, object]
Item = TypeVar("Item")

_AMOUNT = re.compile(r"(0|[1-9][0-9]{0,29})(?:\.([0-9]{0,29}[1-9]))?")
_TIME = re.compile(
    r"\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:[Zz]|[+-]\d\d:\d\d)", re.ASCII
)


class Refusal(Exception):
    """Something a rule of the world does not allow; its words and status are in refusals.json."""

    def __init__(self, code: str, **fields: object) -> None:
        super().__init__(code)
        self.code = code
        self.fields = fields
        self.status = _texts()[code].status


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusalText:
    """One row of refusals.json: the HTTP status and the words in each language."""

    status: int
    en: str
    ru: str


def refusal_codes() -> dict[str, RefusalText]:
    """Every code that the world can answer with."""
    return dict(_texts())


def error_body(refusal: Refusal, language: str) -> Json:
    """The one error form: `{"error": {"code", "text", "fields"}}`."""
    row = _texts()[refusal.code]
    text = row.ru if language.startswith("ru") else row.en
    return {"error": {"code": refusal.code, "text": text, "fields": refusal.fields}}


def amount_text(units: int, decimals: int) -> str:
    """Write an integer of the smallest unit as whole units in the shortest form."""
    sign = "-" if units < 0 else ""
    whole, rest = divmod(abs(units), 10**decimals)
    fraction = f"{rest:0{decimals}d}".rstrip("0") if decimals else ""
    return f"{sign}{whole}.{fraction}" if fraction else f"{sign}{whole}"


def parse_amount(text: str, decimals: int) -> int:
    """Read a decimal string exactly; ValueError for any other form than the shortest one."""
    match = _AMOUNT.fullmatch(text)
    if match is None:
        raise ValueError("not a decimal string in its shortest form")
    whole, fraction = match.group(1), match.group(2) or ""
    if len(fraction) > decimals:
        raise ValueError(f"more than {decimals} decimals")
    return int(whole + fraction.ljust(decimals, "0"))


def stars_text(stars: int) -> str:
    """Stars have no smaller unit."""
    return amount_text(stars, 0)


def parse_stars(text: str) -> int:
    """Read an amount of Stars; ValueError when it isn't whole."""
    return parse_amount(text, 0)


def time_text(at: datetime) -> str:
    """Write a time as `2026-12-01T09:00:00.000Z`."""
    utc = at.astimezone(UTC)
    return f"{utc:%Y-%m-%dT%H:%M:%S}.{utc.microsecond // 1000:03d}Z"


def parse_time(text: str) -> datetime:
    """Read an RFC 3339 time, cut to milliseconds; ValueError when it is none."""
    if _TIME.fullmatch(text) is None:
        raise ValueError("not an RFC 3339 time")
    try:
        at = datetime.fromisoformat(text.upper()).astimezone(UTC)
    except OverflowError as error:
        raise ValueError("beyond the years that can be written") from error
    return at.replace(microsecond=at.microsecond // 1000 * 1000)


def number(value: float) -> int | float:
    """Write 50.0 as 50."""
    return int(value) if value == int(value) else value


def page(
    items: Iterable[Item],
    *,
    key: Callable[[Item], int | str],
    limit: int,
    cursor: str | None,
) -> tuple[list[Item], str | None]:
    """Cut one page out of items that come in the order of their key; and the next cursor."""
    after = None if cursor is None else _read_cursor(cursor)
    found: list[Item] = []
    for item in items:
        if after is not None and not _is_after(key(item), after):
            continue
        if len(found) == limit:
            return found, _cursor(key(found[-1]))
        found.append(item)
    return found, None


def listed(items: Sequence[object], following: str | None) -> Json:
    """The list form: `{"items": [...], "next": "..."}`."""
    return {"items": list(items), "next": following}


def logged(items: Sequence[object], seq: int) -> Json:
    """The log form: `{"items": [...], "seq": 131}`."""
    return {"items": list(items), "seq": seq}


def _is_after(key: int | str, after: int | str) -> bool:
    if isinstance(key, int) and isinstance(after, int):
        return key > after
    return str(key) > str(after)


def _cursor(key: int | str) -> str:
    return base64.urlsafe_b64encode(orjson.dumps(key)).decode().rstrip("=")


def _read_cursor(cursor: str) -> int | str:
    try:
        raw = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
        key = orjson.loads(raw)
    except (binascii.Error, ValueError) as error:
        raise Refusal("invalid", cursor="not a cursor of this list") from error
    if isinstance(key, bool) or not isinstance(key, int | str):
        raise Refusal("invalid", cursor="not a cursor of this list")
    return key


@functools.cache
def _texts() -> dict[str, RefusalText]:
    rows = orjson.loads(Path(__file__).with_name("refusals.json").read_bytes())
    return {code: RefusalText(**row) for code, row in rows.items()}
