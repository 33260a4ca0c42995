"""What a gift may fetch, from what is comparable to it, or nothing where too little is.

Compared are gifts of the same model and backdrop (a pair), else of the same model; each of these
first among numbers of the same class, and then among plain numbers. Every step is a set of its
own: its figures are never mixed with those of another step. Under three comparables there is no
estimate. The gift itself is never among them, and a gift that is offered twice counts once.

Three or more sales of the last fortnight go before asking prices: their median. Asking prices give
the median of the cheapest five, bait left out, times what sales bring at that depth of the book
(`depth`). Either way nobody pays more than the cheapest comparable lot, so that is the ceiling.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from domain.gifts.models import GiftKey
from domain.gifts.search import NumberKind
from domain.gifts.shown.models import Basis, Comparable, FairValue
from domain.gifts.value.comparables import Pool, Price, View, number_class
from domain.gifts.value.depth import REALISED_MEDIAN_PERMILLE, honest, realised_permille
from domain.gifts.value.floors import CHEAPEST, median
from domain.shared.money import TON, Money

COMPARABLES_LEAST: Final = 3
COMPARABLES_LISTED: Final = 10
LOOKED_AT: Final = COMPARABLES_LISTED + 2
"""The cheapest lots: two of them may be bait, and no figure looks further."""

# How sure an estimate is, in permille: our own scale, no measured one.
_SURE_OF_PAIR: Final = 800
_SURE_OF_MODEL: Final = 600
_MORE_FOR_SALES: Final = 50
_MORE_BY_COUNT: Final = ((5, 50), (10, 100))
_LESS_BY_SPREAD: Final = ((1500, 150), (2000, 300))
_LESS_FOR_NUMBER: Final = 150
_SURE: Final = (100, 950)


class Level(StrEnum):
    """What was compared."""

    PAIR_NUMBER = "pair-number"
    MODEL_NUMBER = "model-number"
    PAIR = "pair"
    MODEL = "model"


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What is to be estimated, within one collection and model."""

    gift: GiftKey
    number: int
    backdrop: str | None


def estimate(subject: Subject, pool: Pool, view: View) -> FairValue | None:
    """None: not enough data."""

    for level, kind, backdrop in _steps(subject):
        lots = pool.lots.cheapest(
            view, LOOKED_AT, kinds=(kind,), backdrop=backdrop, but=subject.gift
        )
        sales = _newest_of_each(
            sale
            for sale in pool.sales.fitting(kind, backdrop)
            if sale.gift != subject.gift and view.holds(sale)
        )
        if max(len(lots), len(sales)) < COMPARABLES_LEAST:
            continue
        found = _at_level(level, lots, sales, subject)
        if found is not None:
            return found
    return None


def _steps(subject: Subject) -> Iterator[tuple[Level, NumberKind | None, str | None]]:
    """Class of number and backdrop (None: any), the nearest first."""
    own, backdrop = number_class(subject.number), subject.backdrop
    if own is not None:
        if backdrop is not None:
            yield Level.PAIR_NUMBER, own, backdrop
        yield Level.MODEL_NUMBER, own, None
    if backdrop is not None:
        yield Level.PAIR, None, backdrop
    yield Level.MODEL, None, None


def _at_level(
    level: Level, lots: Sequence[Price], sales: Sequence[Price], subject: Subject
) -> FairValue | None:
    asked = honest([lot.units for lot in lots])
    ceiling = asked[0] if len(asked) >= COMPARABLES_LEAST else None
    if len(sales) >= COMPARABLES_LEAST:
        prices = sorted(sale.units for sale in sales)
        value, low, high = (_capped(one, ceiling) for one in _quartiles(prices))
        used, more, basis, rate = sales, _MORE_FOR_SALES, Basis.SALES, None
    elif ceiling is not None:
        rate = realised_permille(len(asked))
        assert rate is not None, "three lots or more have a rate"
        prices = list(asked)
        value = _capped(median(asked[:CHEAPEST]) * rate // 1000, ceiling)
        low, high = min(value, ceiling * REALISED_MEDIAN_PERMILLE // 1000), ceiling
        used, more, basis = [lot for lot in lots if lot.units >= ceiling], 0, Basis.ASKS
    else:
        return None
    return FairValue(
        value=Money(value, TON),
        low=Money(low, TON),
        high=Money(high, TON),
        confidence_permille=_sure(level, prices, subject, more),
        level=level.value,
        basis=basis,
        realised_permille=rate,
        comparables=tuple(map(_comparable, used[:COMPARABLES_LISTED])),
    )


def _quartiles(ordered: Sequence[int]) -> tuple[int, int, int]:
    """The median, and the quarters below and above it."""
    last = len(ordered) - 1
    return median(ordered), ordered[last // 4], ordered[last - last // 4]


def _capped(units: int, ceiling: int | None) -> int:
    return units if ceiling is None else min(units, ceiling)


def _sure(level: Level, prices: Sequence[int], subject: Subject, more: int) -> int:
    """By level, number of comparables and how far the middle of their prices is spread."""
    of_pair = level in {Level.PAIR, Level.PAIR_NUMBER}
    sure = (_SURE_OF_PAIR if of_pair else _SURE_OF_MODEL) + more
    sure += max((part for least, part in _MORE_BY_COUNT if len(prices) >= least), default=0)
    near = prices[:CHEAPEST]
    spread = near[-1] * 1000 // max(near[0], 1)
    sure -= max((part for over, part in _LESS_BY_SPREAD if spread > over), default=0)
    plain = level in {Level.PAIR, Level.MODEL}
    if plain and number_class(subject.number) is not None:
        sure -= _LESS_FOR_NUMBER
    least, most = _SURE
    return min(max(sure, least), most)


def _newest_of_each(sales: Iterable[Price]) -> list[Price]:
    """Each gift once, newest first."""
    kept: dict[GiftKey, Price] = {}
    for sale in sorted(sales, key=lambda sale: (-(sale.sold_at or 0), sale.gift)):
        kept.setdefault(sale.gift, sale)
    return list(kept.values())


def _comparable(price: Price) -> Comparable:
    return Comparable(
        gift=price.gift,
        market=price.market,
        buyer_total=Money(price.units, TON),
        at=price.sold_at,
    )
