"""What happened to money, told after the commit."""

from dataclasses import dataclass

from domain.ledger.accounts import AccountPath
from domain.shared.change import Event


@dataclass(frozen=True, slots=True)
class MoneyMoved(Event):
    """The accounts that a committed unit moved money of, or held money on."""

    paths: frozenset[AccountPath]
