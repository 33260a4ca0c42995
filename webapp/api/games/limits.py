"""Responsible play: limits, breaks, self-exclusion, reality checks."""

from typing import Annotated, Final, Literal

from pydantic import Field

from domain.games.care_models import LimitKind, Period, PlayLimit, SetLimit, Standing
from domain.games.refusals import SelfExcluded, TooSoon
from domain.shared.money import Asset
from domain.shared.refusals import (
    AmountNotWhole,
    AmountTooLarge,
    AmountTooSmall,
    NotFound,
)
from webapp.forms import (
    AmountText,
    Answer,
    AssetCode,
    Body,
    Empty,
    TimeText,
    amount_of,
    asset_of,
    time_text,
)
from webapp.routing import Call, Route


class PendingAnswer(Answer):
    """A raised limit (`amount` null: lifted). Ask for the same again from `since` on."""

    amount: AmountText | None
    since: TimeText


class LimitAnswer(Answer):
    """The limit in force, over the period up to now."""

    kind: str
    period: str
    asset: AssetCode
    amount: AmountText
    pending: PendingAnswer | None


class PauseAnswer(Answer):
    """`break` or `exclusion`: no stake until then, and nobody shortens it."""

    kind: str
    until: TimeText


class TurnoverAnswer(Answer):
    """Of this sitting. `net` is negative for a loss."""

    asset: AssetCode
    staked: AmountText
    returned: AmountText
    net: AmountText


class LimitsAnswer(Answer):
    """`reminder_due`: today's reminder was not seen yet. `sitting_minutes` is 0 between sittings;
    `reality_minutes` is how often a reality check comes.
    """

    items: list[LimitAnswer]
    pause: PauseAnswer | None
    reality_minutes: int
    reminder_due: bool
    sitting_minutes: int
    turnover: list[TurnoverAnswer]


class LimitBody(Body):
    """One limit. `amount` null lifts it. `pending` may stand there as GET gave it."""

    kind: Annotated[LimitKind, Field(strict=False)]
    period: Annotated[Period, Field(strict=False)]
    asset: AssetCode
    amount: AmountText | None
    pending: None = None


class LimitNameBody(Body):
    kind: Annotated[LimitKind, Field(strict=False)]
    period: Annotated[Period, Field(strict=False)]
    asset: AssetCode

    def read_asset(self) -> Asset:
        return asset_of(self.asset, "asset")


class BreakBody(Body):
    hours: Literal[24, 168, 720, 1008]


class ExclusionBody(Body):
    """Nobody, support included, ends it early."""

    months: Literal[6, 12, 60]


class RealityBody(Body):
    minutes: Literal[15, 30, 60]


async def show_limits(call: Call) -> LimitsAnswer:
    """My limits, breaks and how long I have played"""
    return await _standing(call)


async def set_limit(call: Call) -> LimitsAnswer:
    """Set or lift one limit: down at once, up after 24 hours and a second yes

    The same order after the 24 hours is the second yes.
    """
    body = call.body(LimitBody)
    asset = asset_of(body.asset, "asset")
    amount = amount_of(body.amount, asset, "amount") if body.amount is not None else None
    order = SetLimit(kind=body.kind, period=body.period, asset=asset, amount=amount)
    await call.deps.games.care.set(call.actor, order)
    return await _standing(call)


async def confirm_limit(call: Call) -> LimitsAnswer:
    """Say yes a second time to a limit that waited its 24 hours"""
    name = call.body(LimitNameBody)
    care = call.deps.games.care
    await care.confirm(call.actor, name.kind, name.period, name.read_asset())
    return await _standing(call)


async def keep_limit(call: Call) -> LimitsAnswer:
    """Take back what was asked for: the limit stays as it is"""
    name = call.body(LimitNameBody)
    care = call.deps.games.care
    await care.keep(call.actor, name.kind, name.period, name.read_asset())
    return await _standing(call)


async def take_break(call: Call) -> LimitsAnswer:
    """Play nothing for a day, a week, 30 days or six weeks"""
    await call.deps.games.care.take_break(call.actor, call.body(BreakBody).hours)
    return await _standing(call)


async def exclude_oneself(call: Call) -> LimitsAnswer:
    """Play nothing for half a year, a year or five years"""
    await call.deps.games.care.exclude(call.actor, call.body(ExclusionBody).months)
    return await _standing(call)


async def set_reality_check(call: Call) -> LimitsAnswer:
    """How often to be told how long and for how much I have played"""
    await call.deps.games.care.set_reality(call.actor, call.body(RealityBody).minutes)
    return await _standing(call)


async def see_reality_check(call: Call) -> LimitsAnswer:
    """I have seen the reality check"""
    await call.deps.games.care.dismiss(call.actor)
    return await _standing(call)


async def see_reminder(call: Call) -> LimitsAnswer:
    """I have seen today's reminder"""
    await call.deps.games.care.remind(call.actor)
    return await _standing(call)


async def _standing(call: Call) -> LimitsAnswer:
    return limits_answer(await call.deps.games.care.standing(call.actor))


def limits_answer(standing: Standing) -> LimitsAnswer:
    pause = standing.pause
    return LimitsAnswer(
        items=[limit_answer(limit) for limit in standing.limits],
        pause=PauseAnswer(kind=pause.kind.value, until=time_text(pause.until)) if pause else None,
        reality_minutes=standing.reality_minutes,
        reminder_due=standing.reminder_due,
        sitting_minutes=standing.sitting_minutes,
        turnover=[
            TurnoverAnswer(
                asset=one.asset.code,
                staked=one.staked.text,
                returned=one.returned.text,
                net=one.net.text,
            )
            for one in standing.turnover
        ],
    )


def limit_answer(limit: PlayLimit) -> LimitAnswer:
    pending = limit.pending
    return LimitAnswer(
        kind=limit.kind.value,
        period=limit.period.value,
        asset=limit.asset.code,
        amount=limit.amount.text,
        pending=PendingAnswer(
            amount=pending.amount.text if pending.amount is not None else None,
            since=time_text(pending.since),
        )
        if pending is not None
        else None,
    )


_AMOUNTS: Final = (AmountTooSmall, AmountTooLarge, AmountNotWhole)


ROUTES = (
    Route(method="GET", path="/api/v1/limits", handler=show_limits, answer=LimitsAnswer),
    Route(
        method="PUT",
        path="/api/v1/limits",
        own=True,
        handler=set_limit,
        body=LimitBody,
        answer=LimitsAnswer,
        refusals=(*_AMOUNTS, TooSoon),
    ),
    Route(
        method="POST",
        path="/api/v1/limits/confirm",
        own=True,
        handler=confirm_limit,
        body=LimitNameBody,
        answer=LimitsAnswer,
        refusals=(NotFound, TooSoon),
    ),
    Route(
        method="POST",
        path="/api/v1/limits/keep",
        own=True,
        handler=keep_limit,
        body=LimitNameBody,
        answer=LimitsAnswer,
        refusals=(NotFound,),
    ),
    Route(
        method="POST",
        path="/api/v1/limits/break",
        own=True,
        handler=take_break,
        body=BreakBody,
        answer=LimitsAnswer,
        refusals=(SelfExcluded,),
    ),
    Route(
        method="POST",
        path="/api/v1/limits/exclusion",
        own=True,
        handler=exclude_oneself,
        body=ExclusionBody,
        answer=LimitsAnswer,
        refusals=(SelfExcluded,),
    ),
    Route(
        method="PUT",
        path="/api/v1/limits/reality",
        own=True,
        handler=set_reality_check,
        body=RealityBody,
        answer=LimitsAnswer,
    ),
    Route(
        method="POST",
        path="/api/v1/limits/reality/seen",
        own=True,
        handler=see_reality_check,
        body=Empty,
        answer=LimitsAnswer,
    ),
    Route(
        method="POST",
        path="/api/v1/limits/reminder/seen",
        own=True,
        handler=see_reminder,
        body=Empty,
        answer=LimitsAnswer,
    ),
)
