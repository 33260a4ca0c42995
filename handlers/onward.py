"""Where somebody goes on who had to accept the terms on the way."""

from typing import Protocol

from aiogram.fsm.context import FSMContext

from handlers.screens import Screen
from handlers.visit import Visit


class Onward(Protocol):
    async def screen(self, visit: Visit, state: FSMContext) -> Screen | None:
        """The screen that was asked for before, once; None when nothing was."""
        ...
