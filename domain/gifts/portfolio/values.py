"""Amounts of TON said in dollars and in Stars too, at rates that are named."""

from collections.abc import Mapping
from decimal import ROUND_DOWN, Decimal
from typing import Final

from domain.gifts.rates_ports import Currency, Rate
from domain.shared.money import Money

_CENT: Final = Decimal("0.01")
_WHOLE: Final = Decimal(1)


class NoRates:
    """Implements domain.gifts.portfolio.ports.RatesNow where no source of rates is set up."""

    def rate(self, asset: str, currency: Currency) -> Rate | None:
        del asset, currency
        return None


def in_all(amount: Money, ton_usd: str | None, xtr_usd: str | None) -> Mapping[str, str | None]:
    """`TON` exactly, `USD` to the cent, `XTR` in whole Stars, both towards zero; None without a
    rate. Decimal texts.
    """
    dollars = Decimal(amount.text) * Decimal(ton_usd) if ton_usd is not None else None
    per_star = Decimal(xtr_usd) if xtr_usd is not None else None
    stars = dollars / per_star if dollars is not None and per_star else None
    return {
        "TON": amount.text,
        "USD": _text(dollars, _CENT),
        "XTR": _text(stars, _WHOLE),
    }


def _text(amount: Decimal | None, unit: Decimal) -> str | None:
    if amount is None:
        return None
    cut = amount.quantize(unit, ROUND_DOWN)
    return str(abs(cut) if cut == 0 else cut)
