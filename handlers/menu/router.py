"""Begin, the menu, help, leaving a dialogue, and what to say to unknown input."""

from aiogram.fsm.context import FSMContext

from domain.users.people import People
from handlers.menu import views
from handlers.menu.home import Home
from handlers.routes import Routes
from handlers.screens import Screen, safe
from handlers.visit import Visit


def routes() -> Routes:
    return Routes(
        commands={"start": start, "menu": menu, "help": show_help, "play": play, "cancel": cancel},
        callbacks={"menu": menu, "back": menu, "help": show_help, "play": play},
        deep_links={"": start},
        unknown=unknown,
    )


async def start(visit: Visit, state: FSMContext, people: People, home: Home) -> None:
    await state.clear()
    await people.start(visit.actor, visit.args)
    await visit.show(await home.screen(visit))


async def menu(visit: Visit, state: FSMContext, home: Home) -> None:
    await state.clear()
    await visit.show(await home.screen(visit))


async def show_help(visit: Visit) -> None:
    await visit.show(views.help_screen(visit.speech))


async def play(visit: Visit) -> None:
    await visit.show(views.play_screen(visit.speech))


async def cancel(visit: Visit, state: FSMContext, home: Home) -> None:
    left = "cancelled" if await state.get_state() is not None else "nothing-to-cancel"
    await state.clear()
    await visit.show(await home.screen(visit, lead=visit.say(left)))


async def unknown(visit: Visit, home: Home) -> None:
    """Never silence: the menu again, saying what was not understood. Groups hear one line."""
    if not visit.private:
        if visit.args.startswith("/"):
            await visit.send(Screen(text=visit.say("group-hello")))
        return
    if visit.pressed is not None:
        lead = visit.say("unknown-button")
    elif visit.args.startswith("/"):
        lead = visit.say("unknown-command", command=safe(visit.args.split(maxsplit=1)[0][:40]))
    else:
        lead = visit.say("unknown-text")
    await visit.show(await home.screen(visit, lead=lead))
