"""When a lot is an occasion to tell somebody, and when it is better not to. Pure rules.

The figures are those of a client that watched the real markets (2026-09, small samples): prices
that move by less than 1 % are noise of bots that list again and again; more than 60 % off in one
step, two cuts within a minute and three within a day are marked; a lot is told of once an hour,
unless it is really cut again.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from domain.gifts.alerts.models import Mark, PricePoint, Rule, RuleKind, Told
from domain.gifts.models import Listing
from domain.gifts.search import Query
from domain.shared.ids import DAY, MINUTE, SECOND, Instant

COOL_DOWN: Final = 60 * MINUTE
TOLD_MOST: Final = 20
"""Messages that a person gets within an hour. One more says that the rest is only noted, for an
hour: nobody reads hundreds, and Telegram takes 20 a minute in one chat.
"""
NOISE_BPS: Final = 100
"""A cut of less is none."""
STEP_BPS: Final = 6_000
BURST_WITHIN: Final = 60 * SECOND
BURST_CUTS: Final = 2
LADDER_WITHIN: Final = DAY
LADDER_CUTS: Final = 3
NEWS_FOR: Final = DAY
"""What happened longer ago is no news."""
_ONE: Final = 10_000


@dataclass(frozen=True, slots=True)
class Occasion:
    """`ref` names what happened."""

    ref: str
    marks: frozenset[Mark]


def occasion_of(
    rule: Rule,
    listing: Listing,
    trail: Sequence[PricePoint],
    now: Instant,
    *,
    value_limit: int | None = None,
    stood: bool = False,
) -> Occasion | None:
    """Of a lot that fits the rule's search. `trail`: its prices, newest first. `value_limit` is
    the highest buyer's total that is far enough under the fair value, for `value`. `stood`: nobody
    told us of it just now, it was found after a start.

    It is an occasion when the lot was put up, when its price came into the range, and, for rules
    about prices, when it was really cut within the range. One that is put up again within a day,
    as bots do, was only repriced. One that was locked counts from the end of its lock.
    """
    freed_at = _freed_at(listing, now)
    since = max(listing.changed_at, listing.seen_at, freed_at)
    if since < rule.created_at:
        return None
    if not trail:
        # A clock may stand: what was there in the instant of the rule was there before it.
        if stood and since == rule.created_at:
            return None
        return Occasion(f"seen:{max(listing.changed_at, freed_at)}", frozenset())
    newest = trail[0]
    if now - max(newest.at, freed_at) > NEWS_FOR:
        return None
    occasion = Occasion(newest.ref, marks_of(trail))
    before = _before(trail) if newest.at >= freed_at else None
    if before is None or (newest.listed and newest.at - trail[1].at > NEWS_FOR):
        return occasion
    query = rule.query
    if value_limit is not None:
        query = replace(query, price_max=_lower(query.price_max, value_limit))
    came_in = not _in_range(query, before)
    cut = rule.kind in _ABOUT_PRICES and is_cut(before, listing.buyer_total.units)
    return occasion if came_in or cut else None


def is_cut(before: int, after: int) -> bool:
    """A real one, of 1 % at least."""
    return (before - after) * _ONE >= before * NOISE_BPS and after < before


def marks_of(trail: Sequence[PricePoint]) -> frozenset[Mark]:
    """What is odd about the newest price of a trail, newest first."""
    cuts = _cuts(trail)
    found = set()
    if not cuts or cuts[0].at != trail[0].at:
        return frozenset()
    newest = cuts[0]
    if newest.share_bps > STEP_BPS:
        found.add(Mark.STEP)
    if sum(newest.at - cut.at <= BURST_WITHIN for cut in cuts) >= BURST_CUTS:
        found.add(Mark.BURST)
    if sum(newest.at - cut.at <= LADDER_WITHIN for cut in cuts) >= LADDER_CUTS:
        found.add(Mark.LADDER)
    return frozenset(found)


def may_tell(told: Told | None, units: int | None, marks: frozenset[Mark], now: Instant) -> bool:
    """Whether the person may hear of this subject again. Within the hour only of a real cut below
    what they heard; steps of a ladder are none.
    """
    if told is None or now - told.at >= COOL_DOWN:
        return True
    if told.units is None or units is None or Mark.LADDER in marks:
        return False
    return is_cut(told.units, units)


def moved(base: int, floor: int, share_bps: int) -> bool:
    """Whether a floor went so far from where it was, up or down."""
    return abs(floor - base) * _ONE >= base * share_bps and floor != base


def value_limit(fair: int, share_bps: int) -> int:
    """The highest buyer's total that is so far under what the lot may fetch."""
    return fair * (_ONE - share_bps) // _ONE


_ABOUT_PRICES: Final = frozenset({RuleKind.UNDER, RuleKind.VALUE})


@dataclass(frozen=True, slots=True)
class _Cut:
    at: Instant
    share_bps: int


def _cuts(trail: Sequence[PricePoint]) -> list[_Cut]:
    """The real cuts, newest first. A lot that was put up anew may be cut by that, too."""
    known = [point for point in trail if point.units is not None]
    found = []
    for after, before in pairwise(known):
        low, high = after.units or 0, before.units or 0
        if is_cut(high, low):
            found.append(_Cut(after.at, (high - low) * _ONE // high))
    return found


def _before(trail: Sequence[PricePoint]) -> int | None:
    return trail[1].units if len(trail) > 1 else None


def _in_range(query: Query, units: int) -> bool:
    least, most = query.price_min, query.price_max
    return (least is None or least <= units) and (most is None or units <= most)


def _freed_at(listing: Listing, now: Instant) -> Instant:
    """When its lock ended: from then on it is for sale as if it had been put up."""
    until = listing.lot.locked_until
    return until if until is not None and until <= now else Instant(0)


def _lower(one: int | None, other: int) -> int:
    return other if one is None else min(one, other)
