"""An alert in one line: `plush pepe under 50`, in any language that we speak."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from domain.gifts.alerts.models import RuleKind
from domain.shared.money import TON, parse
from domain.shared.refusals import DomainError
from domain.ton.address import parse as parse_address
from domain.ton.refusals import AddressInvalid
from locales.speech import Speech

_NUMBER: Final = re.compile(r"[0-9]+(?:[.,][0-9]+)?", re.ASCII)
_UNITS: Final = ("ton", "gram", "%")
_BPS: Final = 100
_PERMILLE: Final = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """`what` is what it is about, in words; `kind` None: only that was said. `amount` is an exact
    decimal text of TON, `percent` of hundredths of a percent.
    """

    what: str
    kind: RuleKind | None = None
    amount: str = ""
    percent_bps: int | None = None
    wallet: str = ""

    @property
    def permille(self) -> int | None:
        """Of a rarity, which is told in percent."""
        if self.percent_bps is None or self.kind is not RuleKind.RARITY:
            return None
        return max(self.percent_bps // _PERMILLE, 1)


def read_line(text: str, speeches: Sequence[Speech]) -> Line:
    """The kind is the last word that names one; a number stands behind it where it has one."""
    words = text.split()
    for place, word in enumerate(words):
        if _is_wallet(word):
            rest = [*words[:place], *words[place + 1 :]]
            return Line(what=" ".join(rest), kind=RuleKind.WALLET, wallet=word)
    for place in range(len(words) - 1, -1, -1):
        kind = _kind(words[place], speeches)
        if kind is not None:
            return _line(kind, words[:place], words[place + 1 :]) or Line(what=text)
    return Line(what=text)


def amount_text(text: str) -> str:
    """A number as people type it, in the form that amounts have; as it was where it is none."""
    bare = text.strip().lower().replace(",", ".")
    for unit in _UNITS:
        bare = bare.removesuffix(unit).strip()
    try:
        return parse(bare, TON).text
    except DomainError:
        return text.strip()


def percent_bps(text: str) -> int | None:
    """Hundredths of a percent; None for what is no number."""
    bare = text.strip().removesuffix("%").strip().replace(",", ".")
    if _NUMBER.fullmatch(bare) is None or len(bare) > len("1000.00"):
        return None
    whole, _, rest = bare.partition(".")
    return int(whole) * _BPS + int(rest[:2].ljust(2, "0") or 0)


def _line(kind: RuleKind, what: list[str], value: list[str]) -> Line | None:
    said = " ".join(what)
    number = " ".join(word for word in value if word.lower() not in _UNITS)
    if kind in _WITHOUT_VALUE:
        return Line(what=said, kind=kind) if not value else None
    if kind is RuleKind.UNDER:
        return Line(what=said, kind=kind, amount=amount_text(number)) if number else None
    found = percent_bps(number)
    return Line(what=said, kind=kind, percent_bps=found) if found is not None else None


_WITHOUT_VALUE: Final = frozenset({RuleKind.LISTED, RuleKind.BACK})
_KEYS: Final = {
    RuleKind.UNDER: "alerts-said-under",
    RuleKind.VALUE: "alerts-said-value",
    RuleKind.FLOOR: "alerts-said-floor",
    RuleKind.LISTED: "alerts-said-listed",
    RuleKind.RARITY: "alerts-said-rarity",
    RuleKind.BACK: "alerts-said-back",
}
"""Words by which a kind is known, with commas between them."""


def _kind(word: str, speeches: Sequence[Speech]) -> RuleKind | None:
    for speech in speeches:
        for kind, key in _KEYS.items():
            if word.casefold() in {one.strip() for one in speech.say(key).split(",")}:
                return kind
    return None


def _is_wallet(word: str) -> bool:
    try:
        parse_address(word)
    except AddressInvalid:
        return False
    return True
