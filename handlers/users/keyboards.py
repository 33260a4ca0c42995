"""Buttons of terms, profile, notices and sessions."""

from collections.abc import Sequence
from typing import Final

from domain.users.models import Session
from handlers.menu.keyboards import back
from handlers.screens import Button, Rows
from locales.speech import Speech
from locales.words import Words

ZONES: Final = (
    "UTC",
    "Europe/London",
    "Europe/Berlin",
    "Europe/Moscow",
    "Asia/Dubai",
    "Asia/Almaty",
)
MOST_SESSIONS: Final = 6
CURRENCIES: Final = ("USD", "EUR", "RUB", "KZT", "UAH", "TRY")


def languages(words: Words) -> tuple[Button, ...]:
    return tuple(
        Button(label=words.say(language, "language-name"), data=f"lang:{language}")
        for language in words.languages
    )


def terms(speech: Speech, words: Words) -> Rows:
    def button(key: str, data: str) -> tuple[Button, ...]:
        return (Button(label=speech.say(key), data=data),)

    return (
        button("terms-button-accept", "terms:accept"),
        button("terms-button-read", "terms:read"),
        button("terms-button-privacy", "terms:privacy"),
        languages(words),
    )


def profile(speech: Speech, invitation: str) -> Rows:
    def button(name: str) -> Button:
        return Button(label=speech.say(f"profile-button-{name}"), data=f"profile:{name}")

    return (
        (button("language"), button("zone")),
        (button("currency"), button("notices")),
        (button("sessions"), button("data")),
        (Button(label=speech.say("profile-button-invite"), copy=invitation),),
        back(speech),
    )


def in_pairs(buttons: Sequence[Button]) -> Rows:
    return tuple(tuple(buttons[i : i + 2]) for i in range(0, len(buttons), 2))


def choices(speech: Speech, prefix: str, values: Sequence[str]) -> Rows:
    buttons = [Button(label=value, data=f"{prefix}:{value}") for value in values]
    return (*in_pairs(buttons), back(speech, "profile"))


def sessions(speech: Speech, open_ones: Sequence[Session]) -> Rows:
    ends = [
        Button(label=speech.say("sessions-button-end", n=str(n)), data=f"session:end:{session.id}")
        for n, session in enumerate(open_ones, 1)
    ]
    every = (Button(label=speech.say("sessions-button-end-all"), data="session:all"),)
    return (*((every,) if ends else ()), *in_pairs(ends), back(speech, "profile"))
