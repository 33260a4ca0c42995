"""Invoices, payments and the Star book of each bot."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scripts.sandbox.telegram.rows import Charge, Invoice, StarTransaction
from scripts.sandbox.telegram.table import Table

if TYPE_CHECKING:
    from scripts.sandbox.core import Core
    from scripts.sandbox.telegram.people import Bots
    from scripts.sandbox.telegram.rows import Bot, Wire


class Money:
    def __init__(self, core: Core, bots: Bots) -> None:
        self.invoices = Table(core, "invoices", Invoice)
        self.charges = Table(core, "charges", Charge)
        self.book = Table(core, "star_book", StarTransaction)
        self._core = core
        self._bots = bots
        self._charges_of: dict[int, list[Charge]] = {}
        self._books: dict[int, list[StarTransaction]] = {}

    def load(self) -> None:
        self.invoices.load()
        for charge in self.charges.load():
            self._charges_of.setdefault(charge.person, []).append(charge)
        for line in sorted(self.book.load(), key=lambda one: one.number):
            self._books.setdefault(line.bot, []).append(line)

    def invoice(self, slug: str) -> Invoice | None:
        return self.invoices.get(slug)

    def save_invoice(self, invoice: Invoice) -> None:
        self.invoices.save(invoice)
        self._core.live.tell("invoice")

    def charge(self, charge_id: str) -> Charge | None:
        return self.charges.get(charge_id)

    def charges_of(self, person: int) -> list[Charge]:
        return list(self._charges_of.get(person, []))

    def save_charge(self, charge: Charge) -> None:
        if self.charges.get(charge.id) is None:
            self._charges_of.setdefault(charge.person, []).append(charge)
        self.charges.save(charge)
        self._core.live.tell("charge", person=charge.person)

    def lines(self, bot_id: int) -> list[StarTransaction]:
        """The bot's Star transactions, oldest first."""
        return self._books.get(bot_id, [])

    def enter(self, bot: Bot, *, stars: int, line_id: str, partner: Wire) -> StarTransaction:
        """Moves the bot's balance by `stars` (signed) and writes the line for it."""
        lines = self._books.setdefault(bot.id, [])
        line = StarTransaction(
            bot=bot.id,
            number=len(lines) + 1,
            id=line_id,
            stars=stars,
            date=self._core.clock.unix(),
            partner=partner,
        )
        lines.append(line)
        bot.stars += stars
        self.book.save(line)
        self._bots.table.keep(bot)
        return line
