"""Buttons of the notice settings: each shows its state and turns it when pressed."""

from collections.abc import Sequence
from typing import Final

from domain.users.models import NoticeKind, NoticeSettings, QuietHours
from handlers.menu.keyboards import back
from handlers.screens import MOST_BUTTONS, Button, Rows
from locales.speech import Speech

QUIET: Final = QuietHours(since=23 * 60, until=8 * 60)
"""What one press sets; other hours are chosen in the app."""
MOST_KINDS: Final = MOST_BUTTONS - 1


def settings(speech: Speech, wishes: NoticeSettings) -> Rows:
    return (
        (Button(label=speech.say("notices-button-kinds"), data="notices:kinds"),),
        _turn(speech, "notices-button-digest", "notices:digest", on=wishes.digest),
        _turn(speech, "notices-button-quiet", "notices:quiet", on=wishes.quiet is not None),
        _turn(speech, "notices-button-mute", "notices:mute", on=wishes.muted),
        (Button(label=speech.say("notices-button-inbox"), data="inbox"),),
        back(speech, "profile"),
    )


def kinds(speech: Speech, wishes: NoticeSettings, offered: Sequence[NoticeKind]) -> Rows:
    return (
        *(
            _turn(
                speech,
                f"notices-kind-{kind.code}",
                f"notices:kind:{kind.code}",
                on=is_on(wishes, kind),
            )
            for kind in offered[:MOST_KINDS]
        ),
        back(speech, "profile:notices"),
    )


def _turn(speech: Speech, key: str, data: str, *, on: bool) -> tuple[Button, ...]:
    state = speech.say("notices-on" if on else "notices-off")
    return (Button(label=speech.say(key, state=state), data=data),)


def is_on(wishes: NoticeSettings, kind: NoticeKind) -> bool:
    return not wishes.off & {kind.code, kind.area}


def inbox(speech: Speech, *, older: str | None, first: bool) -> Rows:
    turns = []
    if not first:
        turns.append(Button(label=speech.say("button-newer"), data="inbox"))
    if older is not None:
        turns.append(Button(label=speech.say("button-older"), data=f"inbox:{older}"))
    return (*((tuple(turns),) if turns else ()), back(speech, "profile:notices"))
