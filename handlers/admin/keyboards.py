"""Buttons of the admin commands."""

from collections.abc import Sequence
from typing import Final

from domain.users.models import AreaState
from handlers.menu.keyboards import back
from handlers.screens import Button, Rows
from locales.speech import Speech

MOST_JOBS: Final = 7


def menu(speech: Speech) -> Rows:
    def button(name: str) -> Button:
        return Button(label=speech.say(f"admin-button-{name}"), data=f"admin:{name}")

    return (
        (button("approvals"),),
        (button("jobs"), button("health")),
        (button("areas"), button("audit")),
        back(speech),
    )


def jobs(speech: Speech, names: Sequence[str]) -> Rows:
    rows = [
        (Button(label=speech.say("admin-button-run", job=name), data=f"job:run:{name}"),)
        for name in names[:MOST_JOBS]
    ]
    return (*rows, back(speech, "admin"))


def areas(speech: Speech, states: Sequence[AreaState]) -> Rows:
    rows = []
    for state in states:
        name = speech.say(f"area-{state.area.value}")
        act = "resume" if state.paused else "pause"
        label = speech.say(f"admin-button-{act}", area=name)
        rows.append((Button(label=label, data=f"area:{act}:{state.area.value}"),))
    return (*rows, back(speech, "admin"))


def question(speech: Speech, act_id: str) -> Rows:
    """What the asker is asked before anything happens."""
    return (
        (Button(label=speech.say("button-confirm"), data=f"confirm:{act_id}"),),
        (Button(label=speech.say("button-cancel"), data=f"cancel:{act_id}"),),
    )


def decision(speech: Speech, act_id: str) -> tuple[Button, Button]:
    """What the second person is asked."""
    return (
        Button(label=speech.say("admin-button-approve"), data=f"approve:{act_id}"),
        Button(label=speech.say("admin-button-reject"), data=f"reject:{act_id}"),
    )
