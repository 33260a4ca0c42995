"""Whose wallets were read just now, until something is told of what they hold."""

from collections.abc import Callable, Iterable
from typing import Final

from domain.gifts.models import GiftEvent
from domain.shared.ids import UserId

FRESH_S: Final = 15.0
"""A wallet that was read no longer ago is not read again; real seconds at pace 1."""
REMEMBERED: Final = 10_000


class Freshness:
    """In memory: forgetting only means reading once more. `now_s` counts real seconds."""

    def __init__(self, now_s: Callable[[], float]) -> None:
        self._now_s = now_s
        self._pace = 1.0
        self._read_s: dict[UserId, float] = {}
        self._about: dict[UserId, frozenset[str]] = {}
        self._people: dict[str, set[UserId]] = {}

    def set_pace(self, pace: float) -> None:
        self._pace = pace

    def fresh(self, person: UserId, wallets: Iterable[str]) -> bool:
        """Whether all these were read just now."""
        read_s = self._read_s.get(person)
        if read_s is None or not self._about[person].issuperset(wallets):
            return False
        return self._now_s() - read_s < FRESH_S / self._pace

    def read(self, person: UserId, about: Iterable[str]) -> None:
        """The wallets were read now. `about`: their addresses, and the gifts in them."""
        self.forget(person)
        if len(self._read_s) >= REMEMBERED:
            self.forget(next(iter(self._read_s)))
        self._read_s[person] = self._now_s()
        self._about[person] = frozenset(about)
        for key in self._about[person]:
            self._people.setdefault(key, set()).add(person)

    def heard(self, events: Iterable[GiftEvent]) -> None:
        """What a market tells of a gift, or of an address, may have changed what is held."""
        for event in events:
            for key in (event.gift, event.giver, event.taker):
                for person in tuple(self._people.get(key or "", ())):
                    self.forget(person)

    def forget(self, person: UserId) -> None:
        self._read_s.pop(person, None)
        for key in self._about.pop(person, frozenset()):
            people = self._people[key]
            people.discard(person)
            if not people:
                del self._people[key]
