"""JSON of the markets taken apart exactly and tolerantly: no number becomes a float, what is odd
about a row is said by one word and the row left out, never guessed at.
"""

import json
import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal, DecimalException
from itertools import pairwise
from typing import Final, TypeVar

from bot.gateways.markets.health import Odd, Tally
from domain.gifts.market_ports import Unreadable
from domain.gifts.models import Lot, TraitValue
from domain.gifts.names import NUMBER_BELOW
from domain.shared.ids import MILLISECOND, SECOND, Instant

Row = Mapping[str, object]
Made = TypeVar("Made")
NAME_CHARS_MAX: Final = 80
WHOLE: Final = re.compile(r"-?(?:0|[1-9][0-9]{0,39})", re.ASCII)
DECIMAL: Final = re.compile(r"-?(?:0|[1-9][0-9]{0,39})(?:\.[0-9]{1,40})?", re.ASCII)
_ID: Final = re.compile(r"[\x21-\x7e]{1,128}", re.ASCII)
_SURROGATE: Final = re.compile(rb"\\u[dD][89a-fA-F]|\xed[\xa0-\xbf]")
_LINK: Final = re.compile(r"https?://[\x21-\x7e]{1,500}", re.ASCII)
_MS_FROM: Final = 10**11
"""Unix times from here on are milliseconds."""
_INSTANT_BELOW: Final = 2**53
_PER_MILLE_MOST: Final = 1000


class OddRow(Exception):
    """The row cannot be used; within the adapters only."""

    def __init__(self, odd: Odd) -> None:
        super().__init__(odd.value)
        self.odd = odd


def read_json(body: bytes, what: str) -> object:
    """Numbers with a point or an exponent are Decimal, others int. Half a surrogate pair, which no
    text can hold, becomes a replacement character. Raises Unreadable.
    """
    try:
        told = json.loads(body, parse_float=Decimal, parse_constant=_no_number)
    except (ValueError, DecimalException, RecursionError):
        raise Unreadable(f"{what}: cut or broken JSON") from None
    return _whole(told) if _SURROGATE.search(body) else told


def fields(names: str) -> frozenset[str]:
    """Of a text with a space between any two."""
    return frozenset(names.split())


def rows_in(value: object, *way: str, what: str) -> Sequence[object]:
    """The list that lies at the end of that way of keys. Raises Unreadable."""
    for step in way:
        value = value.get(step) if isinstance(value, Mapping) else None
    if not isinstance(value, list):
        raise Unreadable(f"{what}: no list of rows")
    return value


def object_in(value: object, *way: str, what: str) -> Row:
    """Likewise an object."""
    for step in way:
        value = value.get(step) if isinstance(value, Mapping) else None
    if not isinstance(value, Mapping):
        raise Unreadable(f"{what}: not an object")
    return value


def each(
    rows: Iterable[object],
    read: Callable[[Row], Made | None],
    tally: Tally,
    known: Collection[str],
) -> list[Made]:
    """What could be read, in its order. `known` are the fields that rows of this kind have; a
    reader gives None for a row that is none of our business.
    """
    made = []
    for row in rows:
        tally.rows += 1
        if not isinstance(row, Mapping):
            tally.add(Odd.FORM)
            continue
        if not known >= row.keys():  # type: ignore[operator]  # a frozenset of names
            tally.add(Odd.UNKNOWN_FIELDS)
        try:
            one = read(row)
        except OddRow as odd:
            tally.add(odd.odd)
            continue
        if one is not None:
            made.append(one)
    return made


def ids_in(rows: Iterable[object], name: str) -> list[str]:
    """What a page is made of, odd rows included, to know it by."""
    return [str(row.get(name)) for row in rows if isinstance(row, Mapping)]


def fitting(
    lots: Sequence[Lot], fits: Callable[[Lot], bool], tally: Tally, what: str
) -> Sequence[Lot]:
    """Those that are what was asked for: a market may overlook a filter. Raises Unreadable when
    it has overlooked it altogether.
    """
    kept = [lot for lot in lots if fits(lot)]
    if lots and not kept:
        raise Unreadable(f"{what}: nothing of what was asked for")
    for _ in range(len(lots) - len(kept)):
        tally.add(Odd.FOREIGN)
    return kept


def in_order(lots: Sequence[Lot], key: Callable[[Lot], int], tally: Tally) -> None:
    """Note it when the market has overlooked the order that was asked for."""
    if any(key(one) > key(two) for one, two in pairwise(lots)):
        tally.add(Odd.ORDER)


def once(lots: Iterable[Lot], tally: Tally) -> tuple[Lot, ...]:
    """Each lot once. One that comes twice and is not the same is left out."""
    found: dict[str, Lot] = {}
    torn: set[str] = set()
    for lot in lots:
        former = found.setdefault(lot.own_id, lot)
        if former is lot:
            continue
        tally.add(Odd.TWICE if former == lot else Odd.CONTRADICTION)
        if former != lot:
            torn.add(lot.own_id)
    return tuple(lot for own_id, lot in found.items() if own_id not in torn)


def settled(
    found: Mapping[str, Lot | None], lots: Iterable[Lot], tally: Tally
) -> Mapping[str, Lot | None]:
    """Of lots that were looked at, those that could not be read as not for sale: at no price that
    could be real. While other things are odd in the answer nothing is said of them.
    """
    return {**dict.fromkeys(lot.own_id for lot in lots), **found} if tally.clean else found


def text(row: Row, name: str, odd: Odd = Odd.FORM) -> str:
    """Of a bounded length, in one line. Raises OddRow."""
    value = row.get(name)
    if not isinstance(value, str) or not value.strip() or len(value) > NAME_CHARS_MAX:
        raise OddRow(odd)
    if not value.isprintable():
        raise OddRow(odd)
    return value.strip()


def text_or_none(row: Row, name: str) -> str | None:
    """None for anything else than a text that `text` would take."""
    try:
        return text(row, name)
    except OddRow:
        return None


def own_id(row: Row, name: str) -> str:
    """The market's own id of a lot: signs that can be seen. Raises OddRow."""
    value = row.get(name)
    if not isinstance(value, str) or not _ID.fullmatch(value):
        raise OddRow(Odd.ID)
    return value


def number(value: object) -> int:
    """A gift's number, as a number or as text of digits. Raises OddRow."""
    if isinstance(value, str) and WHOLE.fullmatch(value):
        value = int(value)
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < NUMBER_BELOW:
        raise OddRow(Odd.NUMBER)
    return value


def flag(row: Row, name: str) -> bool:
    """Left out means no. Raises OddRow."""
    value = row.get(name)
    if value is not None and not isinstance(value, bool):
        raise OddRow(Odd.FORM)
    return bool(value)


def moment(value: object) -> Instant:
    """A time in RFC 3339, or a Unix time in seconds or milliseconds. Raises OddRow."""
    if isinstance(value, int) and not isinstance(value, bool) and value > 0:
        at = value * (MILLISECOND if value >= _MS_FROM else SECOND)
    elif isinstance(value, str):
        at = _moment_of_text(value)
    else:
        raise OddRow(Odd.TIME)
    if at >= _INSTANT_BELOW:
        raise OddRow(Odd.TIME)
    return Instant(at)


def moment_or_none(value: object) -> Instant | None:
    """None for none. Raises OddRow for what is no time."""
    return None if value is None else moment(value)


def permille(value: object, *, per: int = 1) -> int | None:
    """A rarity told in `1 / (1000 / per)`: per mille itself, or percent with `per` 10. None for
    none, and for what is no share.
    """
    if isinstance(value, str) and DECIMAL.fullmatch(value):
        value = Decimal(value)
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        return None
    if not 0 < value * per <= _PER_MILLE_MOST:
        return None
    return max(1, round(value * per))


def trait(name: object, rarity_permille: int | None, tier: object = None) -> TraitValue | None:
    """None where no name is told. Of a name and a tier what can be seen is kept: signs that turn,
    hide or break the text around them would do so wherever it is shown.
    """
    seen = visible(name)
    if not seen or len(seen) > NAME_CHARS_MAX:
        return None
    told = visible(tier).lower() or None
    return TraitValue(name=seen, rarity_permille=rarity_permille, rarity_tier=told)


def visible(text: object) -> str:
    """In one line, without signs that are not seen; "" for what is no text."""
    if not isinstance(text, str):
        return ""
    return " ".join("".join(one if one.isprintable() else " " for one in text).split())


def link_or_none(value: object) -> str | None:
    """An address of a picture."""
    if not isinstance(value, str) or not _LINK.fullmatch(value):
        return None
    return value


def _whole(told: object) -> object:
    if isinstance(told, str):
        return told.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(told, list):
        return [_whole(one) for one in told]
    if isinstance(told, dict):
        return {str(_whole(name)): _whole(one) for name, one in told.items()}
    return told


def _moment_of_text(value: str) -> int:
    try:
        at = datetime.fromisoformat(value)
    except ValueError:
        raise OddRow(Odd.TIME) from None
    if at.tzinfo is None:
        raise OddRow(Odd.TIME)
    whole = at.replace(microsecond=0)
    return int(whole.timestamp()) * SECOND + at.microsecond


def _no_number(told: str) -> object:
    raise ValueError(f"{told} is no number")
