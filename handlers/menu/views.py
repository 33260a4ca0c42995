"""The main menu, help, and what is said to unknown input."""

from domain.ledger.models import Balance
from domain.users.models import Person
from handlers.links import Links
from handlers.menu.keyboards import menu
from handlers.screens import Button, Rows, Screen, safe, screen
from locales.speech import Speech


def menu_screen(
    speech: Speech, person: Person, balances: tuple[Balance, ...], links: Links, *, lead: str = ""
) -> Screen:
    """`lead` replaces the greeting: what just happened, or what was not understood."""
    welcome = lead or speech.say("menu-welcome", name=safe(person.name))
    lines = [welcome, speech.say("menu-choose")]
    if balances:
        shown = " · ".join(speech.money(balance.available) for balance in balances)
        lines.insert(1, speech.say("menu-balance", balance=shown))
    staff = person.role.value not in {"user", "organizer"}
    return screen(speech.say("menu-title"), lines, menu(speech, links, staff=staff))


def help_screen(speech: Speech, rows: Rows) -> Screen:
    return screen(speech.say("help-title"), [speech.say("help-commands")], rows)


def group_screen(speech: Speech, links: Links, *, reply_to: int) -> Screen:
    """The one thing said in groups: where to go on."""
    rows = ((Button(label=speech.say("group-button"), url=links.chat),),)
    return Screen(text=speech.say("group-hello"), rows=rows, reply_to=reply_to)
