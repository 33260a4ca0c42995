"""Buttons of the main menu, and those that every area has: yes and no, and back."""

from handlers.links import Links
from handlers.screens import Button, Rows
from locales.speech import Speech


def menu(speech: Speech, links: Links, *, staff: bool) -> Rows:
    def button(key: str, data: str) -> Button:
        return Button(label=speech.say(key), data=data)

    admin = ((button("menu-admin", "admin"),),) if staff else ()
    return (
        (button("menu-roll", "play"), button("menu-gifts", "gifts")),
        (button("menu-help", "help"), button("menu-profile", "profile")),
        (button("menu-topup", "topup"), button("menu-wallet", "wallet")),
        *links.app_row(speech.say("menu-app")),
        *admin,
    )


def question(speech: Speech, act_id: str) -> Rows:
    """What is asked before anything happens: yes first, no under it."""
    return (
        (Button(label=speech.say("button-confirm"), data=f"confirm:{act_id}"),),
        (Button(label=speech.say("button-cancel"), data=f"cancel:{act_id}"),),
    )


def back(speech: Speech, to: str = "back") -> tuple[Button, ...]:
    return (Button(label=speech.say("button-back"), data=to),)
