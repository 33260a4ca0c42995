"""A message as a person sees it: the Bot API's object with the world's own key."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from scripts.sandbox.forms import stars_text
from scripts.sandbox.telegram import render

if TYPE_CHECKING:
    from scripts.sandbox.telegram.rows import Person, StoredMessage, Wire
    from scripts.sandbox.telegram.state import Telegram


def view(tg: Telegram, row: StoredMessage, person: Person | None = None) -> Wire:
    """The contract's Message: `reply_markup` of either kind, and `world`.

    An invoice shows the state that it has for that person.
    """
    shown = render.message(tg, row)
    if row.markup is not None:
        shown["reply_markup"] = row.markup
    shown["world"] = {
        "seq": row.seq,
        "edits": row.edits,
        "deleted": row.deleted,
        "invoice": _invoice(tg, row, person),
        "reactions": _reactions(row),
    }
    return shown


def _invoice(tg: Telegram, row: StoredMessage, person: Person | None) -> Wire | None:
    invoice = tg.money.invoice(row.invoice) if row.invoice else None
    if invoice is None:
        return None
    state = invoice.state
    if person is not None and row.forward_origin is not None:
        charge = tg.money.charge(invoice.charges.get(str(person.id), ""))
        state = "open" if charge is None else charge.state
    return {"slug": invoice.slug, "stars": stars_text(invoice.stars), "state": state}


def _reactions(row: StoredMessage) -> list[Wire]:
    counts: Counter[str] = Counter()
    who: dict[str, list[int]] = {}
    for user, given in row.reactions.items():
        for one in given:
            emoji = one.get("emoji", "")
            counts[emoji] += 1
            who.setdefault(emoji, []).append(int(user))
    return [{"emoji": emoji, "count": n, "who": who[emoji]} for emoji, n in counts.items()]
