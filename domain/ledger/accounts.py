"""The chart of accounts. An account is a path and an asset; its balance is credits less debits.

People and pots hold what the house owes, so they never go below zero. `ext:` accounts and
`rewards:issued` are the other side of the world: they may, and their debit balance is what has
come in and not gone out again.
"""

from typing import NewType

from domain.shared.ids import UserId

AccountPath = NewType("AccountPath", str)

HOUSE_GAMES = AccountPath("house:games")
HOUSE_FEES = AccountPath("house:fees")
HOUSE_ROUNDING = AccountPath("house:rounding")
HOUSE_ADJUSTMENTS = AccountPath("house:adjustments")
STARS_MATURING = AccountPath("ext:stars:maturing")
STARS_AVAILABLE = AccountPath("ext:stars:available")
STARS_CLAWBACK = AccountPath("ext:stars:clawback")
TON_CHAIN = AccountPath("ext:ton")
"""What the house's accounts on the chain hold, per asset, as far as they have been read."""
TON_UNMATCHED = AccountPath("ext:ton:unmatched")
"""Payments that came in and belong to nobody yet."""
TON_TRANSIT = AccountPath("ext:ton:transit")
"""On its way from one of the house's accounts on the chain to another."""
TON_UNKNOWN = AccountPath("ext:ton:unknown")
"""What left the chain and nobody here had ordered."""
HOUSE_NETWORK = AccountPath("house:network")
"""The house's own float on the chain, less what the network has taken in fees: may go below zero
until fees taken from people are moved here.
"""
REWARDS_ISSUED = AccountPath("rewards:issued")
REWARDS_EXPIRED = AccountPath("rewards:expired")

_MAY_GO_BELOW_ZERO = ("ext:", "rewards:issued", "house:adjustments", "house:network")


def user(person: UserId) -> AccountPath:
    return AccountPath(f"user:{person}")


def pot(round_id: str) -> AccountPath:
    return AccountPath(f"pot:{round_id}")


def escrow(deal_id: str) -> AccountPath:
    return AccountPath(f"escrow:{deal_id}")


def has_floor(path: AccountPath) -> bool:
    """Whether the account's available balance may never go below zero."""
    return not path.startswith(_MAY_GO_BELOW_ZERO)


def person_of(path: AccountPath) -> UserId | None:
    """Whose account it is, for accounts of people."""
    kind, _, person = path.partition(":")
    return UserId(int(person)) if kind == "user" and person.lstrip("-").isdigit() else None
