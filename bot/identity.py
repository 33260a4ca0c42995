"""Who the bot is, as Telegram told last: kept in a file, so that a start while Telegram is away
knows it too.
"""

from pathlib import Path
from typing import Final

FILE: Final = "bot.name"


class Identity:
    """`username` is empty until Telegram has told it once to this bot in this folder."""

    def __init__(self, folder: Path, bot_id: int) -> None:
        self._file = folder / FILE
        self._id = str(bot_id)
        self.username = self._kept()

    def learn(self, username: str) -> None:
        if username == self.username:
            return
        self.username = username
        self._file.parent.mkdir(parents=True, exist_ok=True)
        self._file.write_text(f"{self._id} {username}\n", encoding="utf-8")

    def name(self) -> str:
        """For those who ask each time."""
        return self.username

    def _kept(self) -> str:
        if not self._file.exists():
            return ""
        bot_id, _, username = self._file.read_text(encoding="utf-8").strip().partition(" ")
        return username if bot_id == self._id else ""
