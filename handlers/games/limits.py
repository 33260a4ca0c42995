"""`/limits`: what people set for themselves, breaks, self-exclusion, the reality check."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Final, TypeVar

from aiogram.fsm.context import FSMContext

from domain.games.care import Care
from domain.games.care_models import LimitKind, Period, PlayLimit, SetLimit
from domain.games.models import GameSettings
from domain.shared.money import ASSETS, XTR, Asset, parse
from domain.shared.refusals import Invalid
from handlers.games import limits_views as views
from handlers.routes import Routes
from handlers.visit import Visit

E = TypeVar("E", bound=StrEnum)
AMOUNT: Final = "games-limit"
WHAT: Final = "limit"
OFF: Final = "off"


def routes() -> Routes:
    return Routes(
        commands={"limits": limits},
        callbacks={
            "limits": button,
            "limits:yes": second_yes,
            "limits:reality": reality,
            "limits:break": take_break,
            "limits:exclude": exclude,
            "limits:excluded": excluded,
        },
        dialogues={AMOUNT: own_amount},
    )


class LimitsDesk:
    """The main screen, and the way to a limit: kind, span, asset, amount."""

    def __init__(self, care: Care, settings: GameSettings) -> None:
        self.care = care
        self._settings = settings

    async def main(self, visit: Visit, *, lead: str = "") -> None:
        standing = await self.care.standing(visit.actor)
        await visit.show(views.limits_screen(visit.speech, standing, visit.now, lead=lead))

    def assets(self, kind: LimitKind) -> tuple[Asset, ...]:
        """Deposits are Stars; the rest is about what may be staked."""
        if kind is LimitKind.DEPOSIT:
            return (XTR,)
        return tuple(a for code, a in ASSETS.items() if code in self._settings.assets)

    async def step(self, visit: Visit, state: FSMContext, parts: Sequence[str]) -> None:
        """`stake`, `stake:day`, `stake:day:XTR`, `stake:day:XTR:100`: each asks for the next."""
        kind = _one(LimitKind, parts[0])
        if len(parts) == 1:
            await visit.show(views.period_screen(visit.speech, kind))
            return
        period, assets = _one(Period, parts[1]), self.assets(kind)
        if len(parts) == 2 and len(assets) > 1:  # noqa: PLR2004  kind and span are there
            await visit.show(views.asset_screen(visit.speech, kind, period, assets))
            return
        asset = ASSETS.get(parts[2]) if len(parts) > 2 else assets[0]  # noqa: PLR2004  as above
        if asset not in assets:
            raise Invalid(field="asset")
        if len(parts) <= 3:  # noqa: PLR2004  all but the amount
            await state.set_state(AMOUNT)
            await state.set_data({WHAT: f"{kind.value}:{period.value}:{asset.code}"})
            await visit.show(views.amount_screen(visit.speech, kind, period, asset))
            return
        await self._set(visit, state, kind, period, asset, parts[3])

    async def _set(
        self,
        visit: Visit,
        state: FSMContext,
        kind: LimitKind,
        period: Period,
        asset: Asset,
        typed: str,
    ) -> None:
        amount = None if typed == OFF else parse(typed, asset)
        order = SetLimit(kind=kind, period=period, asset=asset, amount=amount)
        await self.care.set(visit.actor, order)
        await state.clear()
        await self.main(visit, lead=visit.say("limits-set"))

    async def second_yes(self, visit: Visit) -> PlayLimit | None:
        kind, period, code = [*visit.args.split(":"), "", ""][:3]
        if code not in ASSETS:
            raise Invalid(field="asset")
        asset = ASSETS[code]
        return await self.care.confirm(
            visit.actor, _one(LimitKind, kind), _one(Period, period), asset
        )


async def limits(visit: Visit, state: FSMContext, limits_desk: LimitsDesk) -> None:
    await state.clear()
    await limits_desk.main(visit)


async def button(visit: Visit, state: FSMContext, limits_desk: LimitsDesk) -> None:
    await state.clear()
    if visit.args:
        await limits_desk.step(visit, state, visit.args.split(":"))
    else:
        await limits_desk.main(visit)


async def own_amount(visit: Visit, state: FSMContext, limits_desk: LimitsDesk) -> None:
    """An amount that is refused may be typed again."""
    what = str((await state.get_data())[WHAT])
    await limits_desk.step(visit, state, [*what.split(":"), visit.args])


async def second_yes(visit: Visit, limits_desk: LimitsDesk) -> None:
    await limits_desk.second_yes(visit)
    await limits_desk.main(visit, lead=visit.say("limits-set"))


async def reality(visit: Visit, limits_desk: LimitsDesk) -> None:
    if not visit.args:
        await visit.show(views.reality_screen(visit.speech))
        return
    await limits_desk.care.set_reality(visit.actor, _number(visit.args, "minutes"))
    await limits_desk.main(visit, lead=visit.say("limits-set"))


async def take_break(visit: Visit, limits_desk: LimitsDesk) -> None:
    if not visit.args:
        await visit.show(views.break_screen(visit.speech))
        return
    await limits_desk.care.take_break(visit.actor, _number(visit.args, "hours"))
    await limits_desk.main(visit)


async def exclude(visit: Visit) -> None:
    """First the span, then whether it is meant."""
    if not visit.args:
        await visit.show(views.exclude_screen(visit.speech))
        return
    months = _number(visit.args, "months")
    if not visit.speech.has(f"limits-months-{months}"):
        raise Invalid(field="months")
    await visit.show(views.exclude_sure(visit.speech, months))


async def excluded(visit: Visit, limits_desk: LimitsDesk) -> None:
    await limits_desk.care.exclude(visit.actor, _number(visit.args, "months"))
    await limits_desk.main(visit)


def _number(text: str, field: str) -> int:
    if not (text.isascii() and text.isdigit()):
        raise Invalid(field=field)
    return int(text)


def _one(kinds: type[E], text: str) -> E:
    try:
        return kinds(text)
    except ValueError:
        raise Invalid(field="limit") from None
