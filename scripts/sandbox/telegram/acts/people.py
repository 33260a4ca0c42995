"""People turn to bots, and block them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scripts.sandbox.telegram import deliver, render

if TYPE_CHECKING:
    from scripts.sandbox.telegram.rows import Bot, Chat, Person, Wire
    from scripts.sandbox.telegram.state import Telegram


def open_chat(tg: Telegram, actor: Person, bot: Bot) -> Chat:
    """The person's private chat with the bot, opened if they have not turned to it before."""
    return tg.chats.open_private(actor.id, bot.id)


def set_blocked(tg: Telegram, actor: Person, bot: Bot, *, blocked: bool) -> None:
    """Blocks or unblocks the bot, which hears of it when they have a chat."""
    if blocked == (bot.id in actor.blocked_bots):
        return
    if blocked:
        actor.blocked_bots.append(bot.id)
    else:
        actor.blocked_bots.remove(bot.id)
    tg.people.table.save(actor)
    tg.core.live.tell("person", person=actor.id)
    chat = tg.chats.private(actor.id, bot.id)
    if chat is None:
        return
    states: list[Wire] = [
        {"status": "member", "user": render.bot(bot)},
        {"status": "kicked", "user": render.bot(bot), "until_date": 0},
    ]
    old, new = states if blocked else reversed(states)
    deliver.member_change(tg, chat, by=actor.id, old=old, new=new)
