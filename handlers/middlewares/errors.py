"""The one place where chat turns an error into an answer.

A refusal becomes its words, a failed outside call a request for patience, a bug an apology with
the number under which the log holds it. What Telegram reports about money is never answered for:
the error goes on to the intake, which tries again.
"""

import logging
from collections.abc import Awaitable, Callable, Mapping
from typing import Final

from aiogram import BaseMiddleware
from aiogram.types import Message, TelegramObject, Update

from domain.shared.refusals import DomainError, GatewayError
from domain.shared.trace import current_trace
from handlers.middlewares.visit import Data, Next, visit_of
from handlers.screens import Screen
from handlers.visit import Visit
from locales.speech import Speech

logger = logging.getLogger(__name__)

RefusalScreens = Mapping[str, Callable[[Visit], Awaitable[Screen]]]
MONEY: Final = ("successful_payment", "refunded_payment")


class ErrorAnswers(BaseMiddleware):
    def __init__(self, screens: RefusalScreens) -> None:
        """`screens` holds the refusals that are answered by a screen, by code."""
        self._screens = screens

    async def __call__(self, handler: Next, event: TelegramObject, data: Data) -> object:
        visit = visit_of(data)
        if visit is None or reports_money(event):
            return await handler(event, data)
        try:
            return await handler(event, data)
        except DomainError as refusal:
            logger.info("refused: %s", refusal, extra={"user": visit.actor.id})
            await self._refuse(visit, refusal)
        except GatewayError as error:
            logger.warning("the outside failed: %s", error, extra={"user": visit.actor.id})
            await visit.toast(visit.say("error-later"), alert=True)
        except Exception:
            logger.exception("a bug met user %s", visit.actor.id)
            await visit.toast(visit.say("error-bug", trace=current_trace()), alert=True)
        return None

    async def _refuse(self, visit: Visit, refusal: DomainError) -> None:
        screen = self._screens.get(refusal.code)
        if screen is not None:
            await visit.show(await screen(visit))
        else:
            await visit.toast(refusal_text(visit.speech, refusal), alert=True)


def refusal_text(speech: Speech, refusal: DomainError) -> str:
    """The words of a refusal, with its fields formatted for the person."""
    return speech.refusal(refusal.code, refusal.fields)


def reports_money(event: TelegramObject) -> bool:
    if not isinstance(event, Update) or not isinstance(event.event, Message):
        return False
    return any(getattr(event.event, kind) is not None for kind in MONEY)
