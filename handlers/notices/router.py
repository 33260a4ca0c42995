"""What people want to be told, and the inbox where everything stands."""

from dataclasses import replace
from typing import Final

from domain.users.inbox import Inbox
from domain.users.models import NoticeSettings
from domain.users.notices import NoticeChoices
from handlers.notices import keyboards, views
from handlers.routes import Routes
from handlers.visit import Visit

LETTERS: Final = 6


def routes() -> Routes:
    return Routes(
        commands={"inbox": inbox, "notices": settings},
        callbacks={
            "inbox": inbox,
            "profile:notices": settings,
            "notices:kinds": kinds,
            "notices:kind": turn_kind,
            "notices:digest": turn_digest,
            "notices:quiet": turn_quiet,
            "notices:mute": turn_mute,
        },
    )


async def inbox(visit: Visit, inbox: Inbox) -> None:
    """Newest first; whatever was shown counts as read."""
    page = await inbox.letters(visit.actor, cursor=visit.args or None, limit=LETTERS)
    first = not visit.args
    await visit.show(views.inbox_screen(visit.speech, page, visit.now, first=first))
    if page.items and first:
        await inbox.read(visit.actor, page.items[0].id)


async def settings(visit: Visit, notice_choices: NoticeChoices) -> None:
    wishes = await notice_choices.get(visit.actor)
    await visit.show(views.settings_screen(visit.speech, wishes))


async def kinds(visit: Visit, notice_choices: NoticeChoices) -> None:
    wishes = await notice_choices.get(visit.actor)
    shown = notice_choices.offered(visit.actor)
    await visit.show(views.kinds_screen(visit.speech, wishes, shown))


async def turn_kind(visit: Visit, notice_choices: NoticeChoices) -> None:
    was = await notice_choices.get(visit.actor)
    now = await notice_choices.put(visit.actor, replace(was, off=was.off ^ {visit.args}))
    shown = notice_choices.offered(visit.actor)
    await visit.show(views.kinds_screen(visit.speech, now, shown))


async def turn_digest(visit: Visit, notice_choices: NoticeChoices) -> None:
    was = await notice_choices.get(visit.actor)
    await _put(visit, notice_choices, replace(was, digest=not was.digest))


async def turn_quiet(visit: Visit, notice_choices: NoticeChoices) -> None:
    was = await notice_choices.get(visit.actor)
    quiet = keyboards.QUIET if was.quiet is None else None
    await _put(visit, notice_choices, replace(was, quiet=quiet))


async def turn_mute(visit: Visit, notice_choices: NoticeChoices) -> None:
    was = await notice_choices.get(visit.actor)
    await _put(visit, notice_choices, replace(was, muted=not was.muted))


async def _put(visit: Visit, notice_choices: NoticeChoices, wishes: NoticeSettings) -> None:
    now = await notice_choices.put(visit.actor, wishes)
    await visit.show(views.settings_screen(visit.speech, now))
