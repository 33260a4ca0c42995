"""Dice messages: each is a throw, or is told why it is none."""

from aiogram.types import Message

from domain.games.matches.service import Matches
from domain.games.models import Throw
from domain.games.refusals import NoMatch, NotCounted
from domain.shared.ids import SECOND, Instant
from handlers.routes import Routes
from handlers.screens import Screen, safe
from handlers.visit import Visit


def routes() -> Routes:
    return Routes(kinds={"dice": throw, "edited_message": edited})


async def throw(visit: Visit, event: Message, matches: Matches) -> None:
    """One that counts needs no answer: the verdict follows when both are in."""
    await _judge(visit, event, matches, edited=event.edit_date is not None)


async def edited(visit: Visit, event: Message, matches: Matches) -> None:
    """Of edited messages only throws concern us."""
    if event.dice is not None:
        await _judge(visit, event, matches, edited=True)


async def _judge(visit: Visit, event: Message, matches: Matches, *, edited: bool) -> None:
    try:
        await matches.throw(visit.actor, throw_of(event, private=visit.private, edited=edited))
    except NotCounted as refusal:
        if visit.private or not isinstance(refusal, NoMatch):
            text = visit.speech.refusal(refusal.code, refusal.fields)
            await visit.send(Screen(text=safe(text), reply_to=event.message_id))


def throw_of(message: Message, *, private: bool, edited: bool) -> Throw:
    """https://core.telegram.org/bots/api#message"""
    assert message.dice is not None, "the table led here by this field"
    return Throw(
        chat_id=message.chat.id,
        message_id=message.message_id,
        date=Instant(int(message.date.timestamp()) * SECOND),
        emoji=message.dice.emoji,
        value=message.dice.value,
        private=private,
        forwarded=message.forward_origin is not None,
        via_bot=message.via_bot is not None,
        scheduled=bool(message.is_from_offline),
        edited=edited,
        album=message.media_group_id is not None,
        channel=message.sender_chat is not None,
    )
