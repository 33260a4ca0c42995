"""Buttons of the admin commands."""

from collections.abc import Sequence
from typing import Final

from domain.users.models import AreaState, Person
from handlers.menu.keyboards import back
from handlers.screens import MOST_DATA_BYTES, Button, Rows, clip
from locales.speech import Speech

JOBS: Final = 5
"""Jobs on one page: each has a button, and there is one to either side and one back."""
FOUND: Final = 6
_LABEL: Final = 40


def menu(speech: Speech) -> Rows:
    def button(name: str) -> Button:
        return Button(label=speech.say(f"admin-button-{name}"), data=f"admin:{name}")

    return (
        (button("approvals"),),
        (button("jobs"), button("health")),
        (button("areas"), button("audit")),
        back(speech),
    )


def jobs(speech: Speech, names: Sequence[str], *, page: int, more: bool) -> Rows:
    rows = [
        (Button(label=speech.say("admin-button-run", job=name), data=f"job:run:{name}"),)
        for name in names
    ]
    turns = []
    if page:
        turns.append(Button(label=speech.say("button-previous"), data=f"job:page:{page - 1}"))
    if more:
        turns.append(Button(label=speech.say("button-next"), data=f"job:page:{page + 1}"))
    return (*rows, *((tuple(turns),) if turns else ()), back(speech, "admin"))


def found(speech: Speech, people: Sequence[Person]) -> Rows:
    rows = [
        (Button(label=clip(person.name, _LABEL), data=f"admin:find {person.id}"),)
        for person in people
    ]
    return (*rows, back(speech, "admin"))


def audit(speech: Speech, *, older: str | None, text: str) -> Rows:
    """A search text too long for a button ends with its first page."""
    data = f"audit:{older}:{text}"
    fits = older is not None and len(data.encode()) <= MOST_DATA_BYTES
    rows = ((Button(label=speech.say("button-older"), data=data),),) if fits else ()
    return (*rows, back(speech, "admin"))


def areas(speech: Speech, states: Sequence[AreaState]) -> Rows:
    rows = []
    for state in states:
        name = speech.say(f"area-{state.area.value}")
        act = "resume" if state.paused else "pause"
        label = speech.say(f"admin-button-{act}", area=name)
        rows.append((Button(label=label, data=f"area:{act}:{state.area.value}"),))
    return (*rows, back(speech, "admin"))


def decision(speech: Speech, act_id: str) -> tuple[Button, Button]:
    """What the second person is asked."""
    return (
        Button(label=speech.say("admin-button-approve"), data=f"approve:{act_id}"),
        Button(label=speech.say("admin-button-reject"), data=f"reject:{act_id}"),
    )
