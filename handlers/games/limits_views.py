"""Screens of limits and breaks."""

from collections.abc import Sequence
from typing import Final

from domain.games.care import BREAK_HOURS, EXCLUSION_MONTHS, REALITY_MINUTES
from domain.games.care_models import LimitKind, Pending, Period, PlayLimit, Standing
from domain.shared.ids import Instant
from domain.shared.money import Asset
from handlers.menu.keyboards import back
from handlers.screens import Button, Rows, Screen, screen
from locales.speech import Speech

PRESETS: Final = (50, 100, 500, 1000)


def limits_screen(speech: Speech, standing: Standing, now: Instant, *, lead: str = "") -> Screen:
    lines = [lead or speech.say("limits-lead")]
    if standing.pause is not None:
        key = f"limits-pause-{standing.pause.kind.value}"
        lines.append(speech.say(key, until=speech.at(standing.pause.until)))
    lines += _limit_lines(speech, standing.limits, now) or [speech.say("limits-none")]
    minutes, sitting = str(standing.reality_minutes), str(standing.sitting_minutes)
    key = "limits-reality-playing" if standing.sitting_minutes else "limits-reality"
    lines.append(speech.say(key, minutes=minutes, sitting=sitting))
    return screen(speech.say("limits-title"), lines, _main_rows(speech, standing, now))


def _main_rows(speech: Speech, standing: Standing, now: Instant) -> Rows:
    yes = [_yes(speech, limit) for limit in standing.limits if _ready(limit.pending, now)]
    kinds = tuple(
        Button(label=speech.say(f"limits-kind-{kind.value}"), data=f"limits:{kind.value}")
        for kind in LimitKind
    )
    stops = (
        Button(label=speech.say("limits-button-break"), data="limits:break"),
        Button(label=speech.say("limits-button-exclude"), data="limits:exclude"),
    )
    reality = Button(label=speech.say("limits-button-reality"), data="limits:reality")
    # Eight buttons are the most: a second yes has its place once the first is given.
    return (*((one,) for one in yes[:1]), kinds, stops, (reality, *back(speech, "play")))


def _yes(speech: Speech, limit: PlayLimit) -> Button:
    label = speech.say(
        "limits-button-confirm",
        what=speech.say(f"limits-kind-{limit.kind.value}"),
        period=speech.say(f"limits-period-{limit.period.value}"),
    )
    data = f"limits:yes:{limit.kind.value}:{limit.period.value}:{limit.asset.code}"
    return Button(label=label, data=data)


def _ready(pending: Pending | None, now: Instant) -> bool:
    return pending is not None and pending.since <= now


def _limit_lines(speech: Speech, limits: Sequence[PlayLimit], now: Instant) -> list[str]:
    """A line for each kind, all its spans and assets in it."""
    lines = []
    for kind in LimitKind:
        items = [_item(speech, limit, now) for limit in limits if limit.kind is kind]
        what = speech.say(f"limits-kind-{kind.value}")
        if items:
            lines.append(speech.say("limits-line", what=what, limits=" · ".join(items)))
    return lines


def _item(speech: Speech, limit: PlayLimit, now: Instant) -> str:
    fields: dict[str, object] = {
        "period": speech.say(f"limits-each-{limit.period.value}"),
        "amount": limit.amount,
    }
    if limit.pending is None:
        return speech.say("limits-item", fields)
    fields["wanted"] = limit.pending.amount or speech.say("limits-unlimited")
    if _ready(limit.pending, now):
        return speech.say("limits-item-ready", fields)
    return speech.say("limits-item-pending", fields, since=speech.at(limit.pending.since))


def period_screen(speech: Speech, kind: LimitKind) -> Screen:
    row = tuple(
        Button(
            label=speech.say(f"limits-period-{period.value}"),
            data=f"limits:{kind.value}:{period.value}",
        )
        for period in Period
    )
    what = speech.say(f"limits-kind-{kind.value}")
    lines = [speech.say(f"limits-amount-note-{kind.value}"), speech.say("limits-period-ask")]
    title = speech.say("limits-period-title", what=what)
    return screen(title, lines, (row, back(speech, "limits")))


def asset_screen(
    speech: Speech, kind: LimitKind, period: Period, assets: Sequence[Asset]
) -> Screen:
    begun = f"limits:{kind.value}:{period.value}"
    row = tuple(
        Button(label=speech.asset(asset.code), data=f"{begun}:{asset.code}") for asset in assets
    )
    rows = (row, back(speech, f"limits:{kind.value}"))
    return screen(_title(speech, kind, period), [speech.say("limits-period-ask")], rows)


def amount_screen(speech: Speech, kind: LimitKind, period: Period, asset: Asset) -> Screen:
    begun = f"limits:{kind.value}:{period.value}:{asset.code}"
    row = tuple(
        Button(label=speech.number(str(preset)), data=f"{begun}:{preset}") for preset in PRESETS
    )
    off = Button(label=speech.say("limits-button-off"), data=f"{begun}:off")
    lines = [
        speech.say(f"limits-amount-note-{kind.value}"),
        speech.say("limits-amount-ask", asset=asset),
    ]
    rows = (row, (off, *back(speech, f"limits:{kind.value}")))
    return screen(_title(speech, kind, period), lines, rows)


def reality_screen(speech: Speech) -> Screen:
    row = tuple(
        Button(
            label=speech.say("limits-minutes", minutes=str(minutes)),
            data=f"limits:reality:{minutes}",
        )
        for minutes in REALITY_MINUTES
    )
    lines = [speech.say("limits-reality-ask")]
    return screen(speech.say("limits-button-reality"), lines, (row, back(speech, "limits")))


def break_screen(speech: Speech) -> Screen:
    rows = [
        (Button(label=speech.say(f"limits-hours-{hours}"), data=f"limits:break:{hours}"),)
        for hours in BREAK_HOURS
    ]
    lines = [speech.say("limits-break-ask")]
    return screen(speech.say("limits-button-break"), lines, (*rows, back(speech, "limits")))


def exclude_screen(speech: Speech) -> Screen:
    rows = [
        (Button(label=speech.say(f"limits-months-{months}"), data=f"limits:exclude:{months}"),)
        for months in EXCLUSION_MONTHS
    ]
    lines = [speech.say("limits-exclude-ask")]
    return screen(speech.say("limits-button-exclude"), lines, (*rows, back(speech, "limits")))


def exclude_sure(speech: Speech, months: int) -> Screen:
    """The second step: nothing has happened yet."""
    span = speech.say(f"limits-months-{months}")
    yes = Button(
        label=speech.say("limits-exclude-yes", span=span), data=f"limits:excluded:{months}"
    )
    lines = [speech.say("limits-exclude-sure", span=span)]
    rows = ((yes,), back(speech, "limits"))
    return screen(speech.say("limits-button-exclude"), lines, rows)


def _title(speech: Speech, kind: LimitKind, period: Period) -> str:
    what = speech.say(f"limits-kind-{kind.value}")
    span = speech.say(f"limits-period-{period.value}")
    return speech.say("limits-amount-title", what=what, period=span)
