"""Begin, the menu, help, leaving a dialogue, and what to say to unknown input."""

from typing import Final

from aiogram.fsm.context import FSMContext
from aiogram.types import Message, TelegramObject

from domain.users.people import People
from handlers.links import Links
from handlers.menu import views
from handlers.menu.home import Home
from handlers.routes import Routes
from handlers.screens import clip, safe
from handlers.visit import Visit

# fmt: off
SAID: Final = frozenset({
    "text", "animation", "audio", "document", "paid_media", "photo", "sticker", "story", "video",
    "video_note", "voice", "contact", "dice", "game", "poll", "venue", "location", "checklist",
})
# fmt: on
"""What a person says in a chat. The rest (a pinned message, a new timer) asks for no answer."""
LONGEST_COMMAND: Final = 40


def routes() -> Routes:
    return Routes(
        commands={"start": start, "menu": menu, "help": show_help, "cancel": cancel},
        callbacks={"menu": menu, "back": menu, "help": show_help},
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


async def show_help(visit: Visit, home: Home) -> None:
    await visit.show(views.help_screen(visit.speech, await home.ways_on(visit)))


async def cancel(visit: Visit, state: FSMContext, home: Home) -> None:
    left = "cancelled" if await state.get_state() is not None else "nothing-to-cancel"
    await state.clear()
    await visit.show(await home.screen(visit, lead=visit.say(left)))


async def unknown(visit: Visit, event: TelegramObject, home: Home, links: Links) -> None:
    """Never silence: the menu again, saying what was not understood. Groups hear one line, and
    only when they spoke to us.
    """
    if not visit.private:
        if visit.args.startswith("/"):
            reply_to = visit.message_id
            await visit.send(views.group_screen(visit.speech, links, reply_to=reply_to))
        return
    if isinstance(event, Message) and (event.content_type not in SAID or _ours(event, links)):
        return
    if visit.pressed is not None:
        lead = visit.say("unknown-button")
    elif visit.args.startswith("/"):
        command = clip(visit.args.split(maxsplit=1)[0], LONGEST_COMMAND)
        lead = visit.say("unknown-command", command=safe(command))
    else:
        lead = visit.say("unknown-text")
    await visit.show(await home.screen(visit, lead=lead))


def _ours(message: Message, links: Links) -> bool:
    """Whether it is an inline result of our own, sent into our own chat: there is nothing to be
    understood in it.
    """
    return message.via_bot is not None and message.via_bot.username == links.bot()
