"""A page of a list: items and where to go on."""

from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """`next` is opaque and None at the end."""

    items: tuple[T, ...]
    next: str | None
