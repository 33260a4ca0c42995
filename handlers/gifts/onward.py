"""A link to a gift waits until the terms are accepted."""

from aiogram.fsm.context import FSMContext

from domain.shared.refusals import NotFound
from handlers.gifts.desk import GiftDesk
from handlers.links import GIFT
from handlers.screens import Screen
from handlers.visit import Visit


class GiftsOnward:
    """Implements handlers.onward.Onward."""

    def __init__(self, desk: GiftDesk) -> None:
        self._desk = desk

    async def screen(self, visit: Visit, state: FSMContext) -> Screen | None:
        key = (await state.get_data()).get(GIFT)
        if key is None:
            return None
        await state.clear()
        try:
            return await self._desk.card(visit, str(key))
        except NotFound:
            return None
