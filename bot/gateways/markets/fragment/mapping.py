"""Fragment's rows: prices are text with commas between thousands, gifts are known by their slug.

Form: pages and the inner API as several readers of 2025 and 2026 take them apart; nothing of it is
official.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from bot.gateways.markets.exact import OddRow, Row, moment, permille, text, trait
from bot.gateways.markets.feeds import Entry
from bot.gateways.markets.health import Odd, Tally
from bot.gateways.markets.onchain import ChainItem
from bot.gateways.markets.prices import if_real, whole_of_text
from domain.gifts.market_ports import MarketEvent, Shelf
from domain.gifts.models import CollectionKey, EventKind, GiftKey, Lot, Market, TraitValue
from domain.gifts.names import collection_key, parse_gift
from domain.gifts.search import SaleKind
from domain.shared.money import TON, Money
from domain.shared.refusals import Invalid

ROW_FIELDS: Final = frozenset({"href", "name", "number", "price", "status", "at"})
SHELF_FIELDS: Final = frozenset({"href", "value", "title", "count"})
HOUSE: Final = "fragment"
"""What the index of the chain calls the market, in lower case."""
_GROUPED: Final = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?", re.ASCII)
_SLUG: Final = re.compile(r"(?:https://fragment\.com)?/gift/([a-z0-9]+-[0-9]+)", re.ASCII)
_PERCENT: Final = re.compile(r"(.+?) ([0-9]{1,3}(?:\.[0-9]{1,3})?)%")
_NUMBER: Final = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})*", re.ASCII)
_TRAITS: Final = ("Model", "Backdrop", "Symbol")


@dataclass(frozen=True, slots=True, kw_only=True)
class Traits:
    model: TraitValue | None
    backdrop: TraitValue | None
    symbol: TraitValue | None


def shelf(row: Row) -> Shelf:
    """Raises OddRow."""
    short, title = text(row, "value", Odd.NAME), text(row, "title", Odd.NAME)
    key = _key(short)
    count = row.get("count")
    counts = isinstance(count, str) and _NUMBER.fullmatch(count)
    return Shelf(
        collection=key,
        title=title if _key(title) == key else short,
        ref=key,
        supply=int(str(count).replace(",", "")) if counts else None,
    )


def lot(row: Row) -> Lot:
    """A row of a grid, which tells no traits. Raises OddRow."""
    collection, number, title = _identity(row)
    auction = "auction" in str(row.get("status", "")).lower()
    return Lot(
        market=Market.FRAGMENT,
        own_id=f"{collection}-{number}",
        collection=collection,
        number=number,
        title=title,
        model=None,
        backdrop=None,
        symbol=None,
        price=price(row.get("price")),
        sale_kind=SaleKind.AUCTION if auction else SaleKind.FIX,
        onchain=True,
    )


def entry(row: Row) -> Entry:
    """A row of what was sold. Raises OddRow."""
    collection, number, _ = _identity(row)
    at = moment(row.get("at"))
    told, odd = if_real(lambda: price(row.get("price")))
    slug = f"{collection}-{number}"
    ref = f"{slug}:{row.get('at')}:{row.get('price')}"
    event = MarketEvent(
        ref=ref, kind=EventKind.SOLD, at=at, own_id=slug, gift=GiftKey(slug), price=told
    )
    return Entry(ref=ref, at=at, event=event, odd=odd)


def traits(row: Row) -> Traits:
    """Of a gift's own page."""
    told = _pairs(row)
    return Traits(**{name.lower(): _named(told.get(name)) for name in _TRAITS})


def lot_of_page(row: Row, wanted: Lot) -> Lot | None:
    """What a gift's own page says of it now; None when it is not for sale. Raises OddRow."""
    status = str(row.get("status", "")).lower()
    if "sale" not in status and "auction" not in status:
        return None
    kind = SaleKind.AUCTION if "auction" in status else SaleKind.FIX
    now = replace(
        wanted,
        price=price(row.get("price")),
        sale_kind=kind,
        contract=wanted.contract if kind is wanted.sale_kind else None,
    )
    return with_traits(now, traits(row))


def sold_here(one: ChainItem, shelf: Shelf, tally: Tally) -> list[Lot]:
    """What this market sells of it: nothing, or one lot."""
    if one.sale is None or one.sale.house != HOUSE or not one.trusted:
        return []
    if one.collection != shelf.collection:
        tally.add(Odd.CONTRADICTION)
        return []
    if one.sale.odd is not None:
        tally.add(one.sale.odd)
    lot = one.lot(Market.FRAGMENT, f"{one.collection}-{one.number}")
    return [lot] if lot is not None else []


def with_traits(found: Lot, told: Traits) -> Lot:
    return replace(
        found,
        model=told.model or found.model,
        backdrop=told.backdrop or found.backdrop,
        symbol=told.symbol or found.symbol,
    )


def price(told: object) -> Money:
    """`1,234.5` and `12`. Commas anywhere else make it odd. Raises OddRow."""
    plain = told.replace(",", "") if isinstance(told, str) and _GROUPED.fullmatch(told) else told
    return whole_of_text(plain, TON)


def _identity(row: Row) -> tuple[CollectionKey, int, str]:
    """The link must say the same as the name does. Raises OddRow."""
    match = _SLUG.fullmatch(str(row.get("href", "")))
    if match is None:
        raise OddRow(Odd.ID)
    try:
        collection, number = parse_gift(match[1])
    except Invalid:
        raise OddRow(Odd.NUMBER) from None
    title = text(row, "name", Odd.NAME)
    shown = str(row.get("number", "")).strip().removeprefix("#").replace(",", "")
    if _key(title) != collection or (shown and shown != str(number)):
        raise OddRow(Odd.CONTRADICTION)
    return collection, number, title


def _key(title: str) -> CollectionKey:
    try:
        return collection_key(title)
    except Invalid:
        raise OddRow(Odd.NAME) from None


def _pairs(row: Row) -> Mapping[str, str]:
    """A table's cells: names and values in turn."""
    cells = row.get("cells")
    texts = [str(cell) for cell in cells] if isinstance(cells, Sequence) else []
    return dict(zip(texts[::2], texts[1::2], strict=False))


def _named(told: str | None) -> TraitValue | None:
    """`Zebra 1.5%`, or a name alone where the gift is crafted."""
    match = _PERCENT.fullmatch(told or "")
    if match is None:
        return trait(told, None)
    return trait(match[1], permille(match[2], per=10))
