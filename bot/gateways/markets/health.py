"""What is known of a market's health: its state and since when, and what was odd in its answers.

Rows that are left out make a market `degraded` until the same question is answered cleanly; a call
that fails until any call goes well. A price that cannot be real is its seller's own doing: such
rows are counted, and say nothing of the market until they are most of an answer.
"""

from collections import Counter
from collections.abc import Collection, Mapping
from enum import StrEnum
from typing import Final

from domain.gifts.market_ports import AuthExpired, Blocked, Health
from domain.gifts.models import SourceState
from domain.shared.clock import Clock
from domain.shared.refusals import GatewayError


class Odd(StrEnum):
    """Why a row was left out, or what was strange about one that was not."""

    FORM = "form"
    """Not an object, or a field that is needed is missing or of another kind."""
    ID = "id"
    NAME = "name"
    NUMBER = "number"
    TIME = "time"
    PRICE_FORM = "price-form"
    """Text where a number is due, a number where text is due, or neither."""
    PRICE_ZERO = "price-zero"
    PRICE_NEGATIVE = "price-negative"
    PRICE_ABSURD = "price-absurd"
    """More than any gift can cost, see domain.gifts.real_prices."""
    CURRENCY = "currency"
    """Of a kind that we do not take."""
    CONTRADICTION = "contradiction"
    """What the row says of itself in two places differs."""
    FOREIGN = "not-asked-for"
    """It does not fit the filter of the question."""
    TWICE = "twice"
    ORDER = "order"
    UNKNOWN_FIELDS = "unknown-fields"


HARMLESS: Final = frozenset({Odd.TWICE, Odd.UNKNOWN_FIELDS, Odd.CURRENCY})
"""Worth counting; nothing that we would show is missing because of them."""
SENSELESS: Final = frozenset({Odd.PRICE_ZERO, Odd.PRICE_NEGATIVE, Odd.PRICE_ABSURD})
LEFT_OUT: Final = frozenset(Odd) - HARMLESS - {Odd.ORDER}
SENSELESS_FEW: Final = 2
"""So many rows of an answer may be without a real price, however few rows it has."""


class Tally:
    """What was odd in one answer."""

    def __init__(self) -> None:
        self.rows = 0
        self._counts: Counter[Odd] = Counter()

    def add(self, odd: Odd) -> None:
        self._counts[odd] += 1

    @property
    def all(self) -> Mapping[Odd, int]:
        return self._counts

    @property
    def left_out(self) -> Mapping[str, int]:
        """Rows that would have been shown, by why."""
        return {str(odd): n for odd, n in self._counts.items() if odd in LEFT_OUT}

    @property
    def spoiled(self) -> Mapping[str, int]:
        """Of these the ones that may have been spoiled on the way: none when the answer is sound
        but for some sellers' prices.
        """
        return {} if self.clean else self.left_out

    @property
    def clean(self) -> bool:
        senseless = sum(n for odd, n in self._counts.items() if odd in SENSELESS)
        if senseless > max(SENSELESS_FEW, self.rows // 2):
            return False
        return self._counts.keys() <= HARMLESS | SENSELESS


class HealthBook:
    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._trouble: SourceState | None = None
        self._unclean: set[tuple[str, int]] = set()
        self._odd: Counter[Odd] = Counter()
        self._calls = self._failures = 0
        self._state = self._now()
        self._since = clock.now()

    def answered(self) -> None:
        """A call went well."""
        self._called()
        self._trouble = None
        self._renew()

    def failed(self, why: GatewayError) -> None:
        self._called()
        self._failures += 1
        self._trouble = _state_of(why)
        self._renew()

    def noted(self, question: str, tally: Tally, *, page: int = 0, last: bool = True) -> None:
        """What was odd in the answer to a question, or in one page of it; after the last page
        there are no more that could be odd still.
        """
        self._odd.update(tally.all)
        if tally.clean:
            self._unclean.discard((question, page))
        else:
            self._unclean.add((question, page))
        if last:
            self._unclean -= {one for one in self._unclean if one[0] == question and one[1] > page}
        self._renew()

    def forget_but(self, questions: Collection[str]) -> None:
        """No other questions will be asked again."""
        self._unclean = {one for one in self._unclean if one[0] in questions}
        self._renew()

    def read(self) -> Health:
        return Health(
            state=self._state,
            since=self._since,
            odd={str(odd): n for odd, n in sorted(self._odd.items())},
            calls=self._calls,
            failures=self._failures,
        )

    def _called(self) -> None:
        if self._calls == 0:
            # Nothing was known before; and the sandbox's clock is told after the start.
            self._since = self._clock.now()
        self._calls += 1

    def _renew(self) -> None:
        state = self._now()
        if state is not self._state:
            self._state, self._since = state, self._clock.now()

    def _now(self) -> SourceState:
        if self._trouble is not None:
            return self._trouble
        return SourceState.DEGRADED if self._unclean else SourceState.OK


def _state_of(why: GatewayError) -> SourceState:
    if isinstance(why, Blocked):
        return SourceState.BLOCKED
    return SourceState.AUTH_EXPIRED if isinstance(why, AuthExpired) else SourceState.DEGRADED
