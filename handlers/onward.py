"""Where somebody goes on who had to accept the terms on the way."""

from typing import Protocol

from aiogram.fsm.context import FSMContext

from handlers.screens import Screen
from handlers.visit import Visit


class Onward(Protocol):
    async def screen(self, visit: Visit, state: FSMContext) -> Screen | None:
        """The screen that was asked for before, once; None when nothing was."""
        ...


class WaysOn:
    """The first of several that knows what was asked for."""

    def __init__(self, *ways: Onward) -> None:
        self._ways = ways

    async def screen(self, visit: Visit, state: FSMContext) -> Screen | None:
        for way in self._ways:
            found = await way.screen(visit, state)
            if found is not None:
                return found
        return None
