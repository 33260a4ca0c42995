"""Gifts that somebody holds."""

from __future__ import annotations

from dataclasses import dataclass

from scripts.sandbox.telegram.rows import Row, Wire


@dataclass(slots=True, kw_only=True)
class OwnedGift(Row):
    """A gift that a person, channel or bot holds; `gift` is the Gift or UniqueGift."""

    id: str
    owner: int
    sender: int
    gift: Wire
    date: int
    text: str = ""
    unique: bool = False

    @property
    def key(self) -> str:
        return self.id
