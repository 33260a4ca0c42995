"""Addresses that buttons lead to."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from handlers.screens import Button

MATCH: Final = "match"
"""Deep links to matches begin so."""
GIFT: Final = "gift"
"""Those to gifts."""
_APP: Final = "/app"


@dataclass(frozen=True, slots=True, kw_only=True)
class Links:
    """`app` is the Mini App's address, "" where Telegram would refuse it (without https); `bot`
    answers the bot's username.
    """

    app: str
    bot: Callable[[], str]

    @property
    def chat(self) -> str:
        """Opens the private chat and begins there."""
        return self._start("group")

    def invitation(self, code: str) -> str:
        return self._start(f"ref_{code}")

    def match(self, lobby_id: str) -> str:
        """Opens the private chat at this lobby."""
        return self._start(f"{MATCH}_{lobby_id}")

    def gift(self, key: str) -> str:
        """Opens the private chat at this gift."""
        return self._start(f"{GIFT}_{key}")

    def page(self, path: str) -> str:
        """One of our own public pages; "" where nobody could open it."""
        return f"{self.app.removesuffix(_APP)}{path}" if self.app else ""

    def _start(self, param: str) -> str:
        return f"https://t.me/{self.bot()}?start={param}"

    def app_row(self, label: str, path: str = "") -> tuple[tuple[Button, ...], ...]:
        """A row with a button into the app, or no row."""
        if not self.app:
            return ()
        return ((Button(label=label, web_app=f"{self.app}{path}"),),)
