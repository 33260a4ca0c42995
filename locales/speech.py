"""How we speak to one person: their language, numbers, money, and times in their zone."""

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel.core import Locale
from babel.dates import format_datetime, format_timedelta
from babel.numbers import format_currency, format_decimal, format_percent

from domain.shared.ids import DAY, MINUTE, SECOND, Instant
from domain.shared.money import ASSETS, SYMBOLS, Asset, Money
from locales.words import Words

_NO_BREAK: Final = "\N{NO-BREAK SPACE}"
_MARKUP: Final = re.compile(r"</?[a-z]+>")
_INSTANTS: Final = frozenset({"until", "since"})
"""Fields of refusals that are instants."""
_LONGEST: Final = 2500
"""Characters of one field of a notice: what people wrote always fits a message with the rest."""
_CENT: Final = Decimal("0.01")
_WHOLE_FROM: Final = 1000
"""An estimate of so much is said without cents."""


@dataclass(frozen=True, slots=True)
class Moment:
    """An instant to be shown, relative when it is less than a day away from `now`."""

    at: Instant
    now: Instant


@dataclass(frozen=True, slots=True)
class Count:
    """A number on which a plural may depend; shown by locale."""

    n: int


class Speech:
    """Texts for one person; fields that are money, times or assets are formatted on the way in."""

    def __init__(self, words: Words, language: str, time_zone: str = "UTC") -> None:
        self._words = words
        self.language = words.nearest(language)
        self._zone = _zone(time_zone)

    def say(self, key: str, fields: Mapping[str, object] | None = None, /, **more: object) -> str:
        given = {**(fields or {}), **more}
        shown = {name: self.show(value) for name, value in given.items()}
        return self._words.say(self.language, key, shown)

    def refusal(self, code: str, fields: Mapping[str, object]) -> str:
        """Why not. A refusal of several kinds has words of its own for each, as an attribute; so
        has one about an asset that is divided, `coins`.
        """
        given = dict(fields)
        for name in _INSTANTS & given.keys():
            at = given[name]
            given[name] = self.at(Instant(at)) if isinstance(at, int) else at
        if "kind" in given:
            given.setdefault("field", given["kind"])
        divided = _divided(given)
        if divided is not None:
            given = {"field": "coins", "decimals": divided.edge_scale, **given}
        return self.say(f"refusal-{code}", given)

    def has(self, key: str) -> bool:
        return self._words.has(key)

    def notice(
        self,
        key: str,
        fields: Mapping[str, object] | None = None,
        /,
        *,
        at: Instant,
        longest: int = _LONGEST,
    ) -> str:
        """A notice or a letter, in Telegram's HTML: fields are text from outside and become no
        markup, each at most `longest` characters. `at` is the time for which it stands.
        """
        given = {"at": self.at(at), **(fields or {})}
        shown = {
            name: html.escape(_clipped(value, longest), quote=False)
            if isinstance(value, str)
            else value
            for name, value in given.items()
        }
        return self.say(key, shown)

    def plain_notice(
        self, key: str, fields: Mapping[str, object] | None = None, /, *, at: Instant
    ) -> str:
        """The same without markup, for sides that show plain text."""
        return html.unescape(_MARKUP.sub("", self.notice(key, fields, at=at)))

    def show(self, value: object) -> object:
        """A field as Fluent takes it: formatted text, or a bare number for a plural."""
        if isinstance(value, Money):
            return self.money(value)
        if isinstance(value, Moment):
            return self.moment(value)
        if isinstance(value, Count):
            return value.n
        if isinstance(value, Asset):
            return self.asset(value.code)
        if isinstance(value, list):
            return ", ".join(str(self.show(one)) for one in value)
        return value if isinstance(value, int | str) else str(value if value is not None else "")

    def money(self, amount: Money) -> str:
        """Amount first, unit after: `1,234.5 ⭐`. Exact: never rounded for show."""
        return f"{self.number(amount.text)}{_NO_BREAK}{self._unit(amount)}"

    def number(self, text: str) -> str:
        """An exact decimal string by locale."""
        decimals = len(text.partition(".")[2])
        form = "#,##0" + ("." + "0" * decimals if decimals else "")
        return format_decimal(Decimal(text), format=form, locale=self.language)

    def fiat(self, amount: Decimal, currency: str) -> str:
        """Money of a country by locale: `$31.20`, `$1,235`, under a cent as exactly as it is
        given. Half of the last place is rounded up.
        """
        if 0 < abs(amount) < _CENT:
            return format_currency(
                amount,
                currency,
                locale=self.language,
                currency_digits=False,
                decimal_quantization=False,
            )
        if abs(amount) >= _WHOLE_FROM:
            form = Locale.parse(self.language).currency_formats["standard"].pattern
            return format_currency(
                amount.quantize(Decimal(1), ROUND_HALF_UP),
                currency,
                format=form.replace(".00", ""),
                locale=self.language,
                currency_digits=False,
            )
        return format_currency(
            amount.quantize(_CENT, ROUND_HALF_UP), currency, locale=self.language
        )

    def percent(self, permille: int) -> str:
        """Per mille as percent: `1.5 %` by locale."""
        share = Decimal(permille) / 1000
        return format_percent(share, format="#,##0.#%", locale=self.language)

    def asset(self, code: str) -> str:
        """The name shown for an asset: data, never compared."""
        key = f"asset-{code.lower()}"
        return self.say(key) if self._words.has(key) else SYMBOLS.get(code, code.partition(":")[0])

    def _unit(self, amount: Money) -> str:
        """The asset as it stands after a number, in the form that the number asks for."""
        key = f"unit-{amount.asset.code.lower()}"
        if not self._words.has(key):
            return self.asset(amount.asset.code)
        # A whole number is an int: Fluent gives a Decimal the form of a fraction.
        text = amount.text.removeprefix("-")
        n = Decimal(text) if "." in text else int(text)
        return self._words.say(self.language, key, {"n": n})

    def moment(self, moment: Moment) -> str:
        """Relative under a day, else date and time in the person's zone."""
        away = moment.at - moment.now
        if abs(away) < MINUTE:
            return self.say("just-now" if away <= 0 else "in-a-moment")
        if abs(away) < DAY:
            span = timedelta(seconds=away // SECOND)
            return format_timedelta(span, add_direction=True, locale=self.language)
        return self.at(moment.at)

    def at(self, instant: Instant) -> str:
        """Date and time in the person's zone."""
        return self._in_zone(instant, "d MMM y, HH:mm")

    def day(self, instant: Instant) -> str:
        """The day in the person's zone, without its year."""
        return self._in_zone(instant, "d MMM")

    def clock(self, instant: Instant) -> str:
        """The time of day in the person's zone."""
        return self._in_zone(instant, "HH:mm")

    def _in_zone(self, instant: Instant, form: str) -> str:
        when = datetime.fromtimestamp(instant / SECOND, UTC)
        return format_datetime(when, form, tzinfo=self._zone, locale=self.language)


def _divided(fields: Mapping[str, object]) -> Asset | None:
    """The asset that a refusal is about, if it comes and goes in fractions."""
    amounts = [value.asset for value in fields.values() if isinstance(value, Money)]
    named = ASSETS.get(str(fields.get("asset", "")))
    assets = [*amounts, *([named] if named is not None else [])]
    return next((asset for asset in assets if asset.edge_scale), None)


def _clipped(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[: longest - 1]}\N{HORIZONTAL ELLIPSIS}"


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")
