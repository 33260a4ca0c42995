"""Screens of the notice settings and of the inbox."""

from collections.abc import Sequence

from domain.shared.ids import Instant
from domain.users.models import Letter, NoticeKind, NoticeSettings
from handlers.menu.keyboards import back
from handlers.notices import keyboards
from handlers.screens import Screen, screen
from locales.speech import Moment, Speech


def settings_screen(speech: Speech, wishes: NoticeSettings, kinds: Sequence[NoticeKind]) -> Screen:
    rows = keyboards.settings(speech, wishes, kinds)
    lines = [speech.say("notices-lead")]
    if wishes.quiet is not None:
        span = {"from": _clock(wishes.quiet.since), "to": _clock(wishes.quiet.until)}
        lines += ["", speech.say("notices-quiet", span)]
    return screen(speech.say("notices-title"), lines, rows)


def inbox_screen(speech: Speech, letters: Sequence[Letter], now: Instant) -> Screen:
    lines = [
        speech.say(
            "inbox-line", at=Moment(letter.at, now), text=speech.say(letter.text, letter.fields)
        )
        for letter in letters
    ]
    rows = [back(speech, "profile")]
    return screen(speech.say("inbox-title"), lines or [speech.say("inbox-empty")], rows)


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}"
