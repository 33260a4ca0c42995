"""Screens of the notice settings and of the inbox."""

from collections.abc import Sequence
from typing import Final

from domain.shared.ids import Instant
from domain.shared.page import Page
from domain.users.models import Letter, NoticeKind, NoticeSettings
from handlers.notices import keyboards
from handlers.screens import Screen, screen
from locales.speech import Moment, Speech

LONGEST: Final = 200
"""Characters of what somebody wrote, in the inbox."""


def kinds_screen(speech: Speech, wishes: NoticeSettings, kinds: Sequence[NoticeKind]) -> Screen:
    rows = keyboards.kinds(speech, wishes, kinds)
    return screen(speech.say("notices-title"), [speech.say("notices-kinds-lead")], rows)


def settings_screen(speech: Speech, wishes: NoticeSettings) -> Screen:
    rows = keyboards.settings(speech, wishes)
    lines = [speech.say("notices-lead")]
    if wishes.quiet is not None:
        span = {"from": _clock(wishes.quiet.since), "to": _clock(wishes.quiet.until)}
        lines += ["", speech.say("notices-quiet", span)]
    return screen(speech.say("notices-title"), lines, rows)


def inbox_screen(speech: Speech, page: Page[Letter], now: Instant, *, first: bool) -> Screen:
    lines = [_letter(speech, letter, now) for letter in page.items]
    rows = keyboards.inbox(speech, older=page.next, first=first)
    return screen(speech.say("inbox-title"), lines or [speech.say("inbox-empty")], rows)


def _letter(speech: Speech, letter: Letter, now: Instant) -> str:
    text = speech.notice(letter.text, letter.fields, at=letter.at, longest=LONGEST)
    key = "inbox-line-new" if letter.read_at is None else "inbox-line"
    return speech.say(key, at=Moment(letter.at, now), text=text)


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}"
