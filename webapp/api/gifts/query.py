"""What may be asked of gifts, as it stands after the question mark."""

import re
from collections.abc import Mapping
from typing import Annotated, Final

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from domain.gifts import search
from domain.gifts.models import Market
from domain.gifts.search import Include, NumberKind, Sort, Trait
from domain.shared.ids import DAY, HOUR, MINUTE
from domain.shared.money import TON
from webapp.forms import LIMIT_MOST, Paged, Query, TimeQuery, no_null, whole_digits

_LONGEST_TEXT: Final = 200
_VALUES_MOST: Final = 100
_NUMBER_MOST: Final = 2**31 - 1
_PRICE_MOST: Final = 2**62
_PRICE: Final = re.compile(r"(0|[1-9][0-9]{0,9})(?:\.([0-9]{0,8}[1-9]))?", re.ASCII)
_STEPS: Final[Mapping[str, int]] = {
    "1m": MINUTE,
    "5m": 5 * MINUTE,
    "15m": 15 * MINUTE,
    "1h": HOUR,
    "6h": 6 * HOUR,
    "1d": DAY,
    "1w": 7 * DAY,
}


def _split(value: object) -> object:
    """`facets=model,market` is the same as both by themselves."""
    if not isinstance(value, list):
        return value
    return [part for one in value for part in (one.split(",") if isinstance(one, str) else [one])]


def _nano(value: object) -> object:
    """An amount of TON in its one form; zero is one too."""
    if not isinstance(value, str):
        return value
    match = _PRICE.fullmatch(value)
    if match is None:
        raise PydanticCustomError("amount_form", "not an amount")
    units = int(match.group(1) + (match.group(2) or "").ljust(TON.scale, "0"))
    return min(units, _PRICE_MOST)


def _in_range(number: int) -> int:
    """Beyond the largest number there is nothing, whatever the bound."""
    return min(number, _NUMBER_MOST)


def _step(value: object) -> object:
    if not isinstance(value, str):
        return value
    if value not in _STEPS:
        raise PydanticCustomError("enum", "no such step")
    return _STEPS[value]


ShortText = Annotated[str, StringConstraints(max_length=_LONGEST_TEXT), AfterValidator(no_null)]
Names = Annotated[tuple[ShortText, ...], Field(max_length=_VALUES_MOST)]
GiftNumber = Annotated[int, BeforeValidator(whole_digits), Field(ge=0), AfterValidator(_in_range)]
TonAmount = Annotated[
    int,
    BeforeValidator(
        _nano,
        json_schema_input_type=Annotated[
            str, Field(examples=["12.5"], pattern=r"^(0|[1-9][0-9]{0,9})(\.[0-9]{0,8}[1-9])?$")
        ],
    ),
]
Step = Annotated[
    int,
    BeforeValidator(
        _step,
        json_schema_input_type=Annotated[str, Field(json_schema_extra={"enum": [*_STEPS]})],
    ),
]


class _Lenient(Query):
    """An empty parameter, as forms send them, asks nothing."""

    @model_validator(mode="before")
    @classmethod
    def _without_empty(cls, given: object) -> object:
        if not isinstance(given, Mapping):
            return given
        kept = {
            name: [one for one in value if one != ""] if isinstance(value, list) else value
            for name, value in given.items()
        }
        return {name: value for name, value in kept.items() if value not in ("", [])}


class ListingsQuery(Paged, _Lenient):
    """A repeated parameter means "or", different ones "and". Prices are TON of the buyer's total;
    ranges include their ends. `include` adds what is left out otherwise.
    """

    q: ShortText = ""
    collection: Names = ()
    model: Names = ()
    backdrop: Names = ()
    symbol: Names = ()
    market: tuple[Market, ...] = ()
    onchain: tuple[bool, ...] = ()
    number_min: GiftNumber | None = None
    number_max: GiftNumber | None = None
    number_kind: tuple[NumberKind, ...] = ()
    price_min: TonAmount | None = None
    price_max: TonAmount | None = None
    include: Annotated[tuple[Include, ...], BeforeValidator(_split)] = ()
    sort: Sort = Sort.PRICE
    facets: Annotated[tuple[Trait, ...], BeforeValidator(_split)] = ()

    def read(self) -> search.Query:
        return search.Query(
            q=self.q,
            collection=self.collection,
            model=self.model,
            backdrop=self.backdrop,
            symbol=self.symbol,
            market=tuple(one.value for one in self.market),
            onchain=self.onchain,
            number_min=self.number_min,
            number_max=self.number_max,
            number_kind=self.number_kind,
            price_min=self.price_min,
            price_max=self.price_max,
            include=self.include,
            sort=self.sort,
            facets=tuple(dict.fromkeys(self.facets)),
            limit=self.limit,
            cursor=self.cursor,
        )


class SuggestQuery(_Lenient):
    q: ShortText = ""
    limit: Annotated[int, BeforeValidator(whole_digits), Field(ge=1, le=LIMIT_MOST)] = 10


class RatesQuery(_Lenient):
    currency: Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")] = "USD"


class FloorsQuery(_Lenient):
    """Without times up to now and a hundred steps, each an hour."""

    model: ShortText | None = None
    since: TimeQuery | None = Field(default=None, alias="from")
    until: TimeQuery | None = Field(default=None, alias="to")
    step: Step = HOUR
