"""Pure rules of limits: down at once, up after a day and a second yes."""

from dataclasses import replace
from typing import Final

from domain.games.care_models import Pause, Pending, PlayLimit, SetLimit
from domain.shared.ids import DAY, Instant
from domain.shared.money import Money
from domain.shared.refusals import AmountNotWhole, AmountTooSmall, Invalid

COOLING: Final = DAY
LAPSE: Final = 8 * DAY
"""A second yes that did not come within a week after its time is no longer waited for."""


def after(was: PlayLimit | None, order: SetLimit, now: Instant) -> PlayLimit | None:
    """The limit once the order is given.

    Refusals: Invalid for an amount of another asset, AmountNotWhole, AmountTooSmall.
    """
    _accept(order)
    amount = order.amount
    if was is None:
        if amount is None:
            return None
        return PlayLimit(kind=order.kind, period=order.period, asset=order.asset, amount=amount)
    if amount is not None and amount <= was.amount:
        return replace(was, amount=amount, pending=None)
    return _raised(was, amount, now)


def _raised(was: PlayLimit, amount: Money | None, now: Instant) -> PlayLimit | None:
    pending = was.pending
    if pending is None or pending.amount != amount or now > pending.since + LAPSE - COOLING:
        return replace(was, pending=Pending(amount=amount, since=Instant(now + COOLING)))
    if now < pending.since:
        return was
    return None if amount is None else replace(was, amount=amount, pending=None)


def longer(was: Pause | None, asked: Pause) -> Pause:
    """A pause only ever grows."""
    return was if was is not None and was.until >= asked.until else asked


def text(limit: PlayLimit | None) -> str:
    return str(limit.amount) if limit is not None else "-"


def _accept(order: SetLimit) -> None:
    amount = order.amount
    if amount is None:
        return
    if amount.asset != order.asset:
        raise Invalid(field="asset")
    step = 10 ** (amount.asset.scale - amount.asset.edge_scale)
    if amount.units <= 0:
        raise AmountTooSmall(least=Money(step, amount.asset))
    if amount.units % step:
        raise AmountNotWhole(amount=amount, asset=amount.asset.code)
