"""Telegram's private chats with the bot, as matches meet them."""

from collections import defaultdict, deque
from dataclasses import dataclass, field


@dataclass(slots=True)
class FakeChats:
    """Telegram's private chats with the bot: ids count up within each, values are laid down or
    follow each other. `faults` are used up in order: `block`, `lose` (sent, but no answer).
    """

    last: dict[int, int] = field(default_factory=lambda: defaultdict(int))
    laid: dict[int, deque[int]] = field(default_factory=lambda: defaultdict(deque))
    blocked: set[int] = field(default_factory=set)
    faults: deque[str] = field(default_factory=deque)
    dice: list[tuple[int, int]] = field(default_factory=list)
    thrown: int = 0

    def message(self, chat: int) -> int:
        self.last[chat] += 1
        return self.last[chat]

    def value(self, thrower: int) -> int:
        if self.laid[thrower]:
            return self.laid[thrower].popleft()
        self.thrown += 1
        return 1 + self.thrown % 6
