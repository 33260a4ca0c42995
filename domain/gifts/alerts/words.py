"""The message of a firing: which words, with which fields and buttons."""

from collections.abc import Mapping
from typing import Final

from domain.gifts.alerts.firing import lot_fields
from domain.gifts.alerts.frame import ALERT
from domain.gifts.alerts.models import Firing, Mark, Rule, RuleKind
from domain.gifts.links import link_if_safe
from domain.gifts.models import Listing
from domain.shared.ids import UserId
from domain.shared.outbox import Notice

TEXTS: Final[Mapping[RuleKind, str]] = {
    RuleKind.UNDER: "notice-gift-under",
    RuleKind.VALUE: "notice-gift-value",
    RuleKind.FLOOR: "notice-gift-floor",
    RuleKind.LISTED: "notice-gift-listed",
    RuleKind.RARITY: "notice-gift-rarity",
    RuleKind.WALLET: "notice-gift-wallet",
    RuleKind.BACK: "notice-gift-back",
}
OPEN, BUY, MUTE = "alerts-button-open", "alerts-button-buy", "alerts-button-mute"
ALL, CHART = "alerts-button-all", "gifts-button-chart"
_MARKS: Final = (Mark.STEP, Mark.BURST, Mark.LADDER)
"""The one that says most comes first; one is said."""
_MOST_DATA: Final = 64
"""Bytes that a button's data may have (Bot API)."""


def message_of(firing: Firing, rule: Rule, listing: Listing | None, *, search: str = "") -> Notice:
    """`listing` as its market showed it just now; `search` is the saved search's name."""
    fields = {
        **firing.fields,
        **(lot_fields(listing) if listing is not None else {}),
        "mark": next((mark.value for mark in _MARKS if mark in firing.marks), "none"),
        "search": search,
        "saved": "yes" if search else "no",
    }
    return Notice(
        to=firing.person,
        kind=ALERT,
        text=TEXTS[firing.kind],
        fields=fields,
        buttons=_buttons(rule, listing, str(fields.get("gift", ""))),
        waits=True,
    )


def message_of_many(person: UserId, count: int) -> Notice:
    """That more is found than one can read, and where it stands."""
    return Notice(
        to=person,
        kind=ALERT,
        text="notice-gift-many",
        fields={"count": str(count)},
        buttons=((ALL, "alerts"),),
        waits=True,
    )


def _buttons(rule: Rule, listing: Listing | None, gift: str) -> tuple[tuple[str, str], ...]:
    found = []
    if gift and len(f"gift:{gift}") <= _MOST_DATA:
        found.append((OPEN, f"gift:{gift}"))
    charted = f"gift:chart:{rule.query.collection[0]}" if rule.kind is RuleKind.FLOOR else ""
    if charted and len(charted) <= _MOST_DATA:
        found.append((CHART, charted))
    if listing is not None:
        # The message is good without it: the gift's own screen leads on.
        link = link_if_safe(listing.lot)
        if link is not None:
            found.append((BUY, link.url))
    return (*found, (MUTE, f"alerts:mute:{rule.id}"))
