"""The forms that all bodies, queries and answers share: money, time, pages, errors.

Bodies and queries refuse unknown fields and are strict: a number is never taken for text.
"""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from time import gmtime
from typing import Annotated, Final, Generic, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
)
from pydantic_core import PydanticCustomError

from domain.shared.ids import MINUTE, SECOND, Instant
from domain.shared.money import ASSETS, Asset, Money, parse
from domain.shared.refusals import Invalid

T = TypeVar("T")

LIMIT_DEFAULT: Final = 50
LIMIT_MOST: Final = 100
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_TIME: Final = re.compile(
    r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,6})?(?:Z|[+-]\d\d:\d\d)", re.ASCII
)
_DIGITS: Final = re.compile(r"[0-9]{1,16}", re.ASCII)


def no_null(text: str) -> str:
    """Postgres keeps no NUL in a text, so none comes in."""
    if "\0" in text:
        raise PydanticCustomError("null_character", "NUL")
    return text


Text = Annotated[str, AfterValidator(no_null)]
Id = Annotated[str, StringConstraints(pattern=r"^[0-9a-z_-]{1,64}$")]
AmountText = Annotated[
    str, StringConstraints(max_length=81), Field(examples=["50", "0.000000001"])
]
AssetCode = Annotated[
    str, StringConstraints(pattern=r"^(XTR|TON|POINTS|jetton:-?\d:[0-9a-f]{64})$")
]
TimeText = Annotated[
    str,
    StringConstraints(pattern=r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$"),
    Field(examples=["2026-12-01T09:00:00.000Z"]),
]


class Body(BaseModel):
    """What comes in by POST, PUT and PATCH."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, hide_input_in_errors=True)


class Empty(Body):
    """A POST whose path says everything: `{}` or nothing."""


class Query(BaseModel):
    """What comes in after the question mark: always text, so not strict."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)


class Answer(BaseModel):
    """What goes out."""

    model_config = ConfigDict(frozen=True)


def whole_digits(value: object) -> object:
    """ASCII digits only: pydantic itself would also take ` 5 `, `+5` and `5_0`."""
    if isinstance(value, str):
        if _DIGITS.fullmatch(value) is None:
            raise PydanticCustomError("int_parsing", "not a whole number")
        return int(value)
    return value


class Paged(Query):
    limit: Annotated[int, BeforeValidator(whole_digits), Field(ge=1, le=LIMIT_MOST)] = (
        LIMIT_DEFAULT
    )
    cursor: (
        Annotated[str, StringConstraints(min_length=1, max_length=400), AfterValidator(no_null)]
        | None
    ) = None


class ListOf(Answer, Generic[T]):
    """One page of a list; `next` is null at the end."""

    items: list[T]
    next: str | None


class Items(Answer, Generic[T]):
    """A list that is always whole."""

    items: list[T]


class MoneyForm(Answer):
    """An exact decimal in whole units, shortest form."""

    asset: AssetCode
    amount: AmountText

    @classmethod
    def of(cls, money: Money) -> "MoneyForm":
        return cls(asset=money.asset.code, amount=money.text)


class MoneyBody(Body):
    """An amount that comes in; a JSON number is refused."""

    asset: AssetCode
    amount: AmountText

    def read(self, path: str) -> Money:
        """Refusals: Invalid (also negative), amount-too-small, amount-too-large, -not-whole."""
        asset = asset_of(self.asset, f"{path}.asset")
        return amount_of(self.amount, asset, f"{path}.amount")


def amount_of(text: str, asset: Asset, path: str) -> Money:
    """An amount in its one form, the shortest: a trailing zero is refused here though not in chat.
    Refusals as in `MoneyBody.read`.
    """
    if "." in text and text.endswith("0"):
        raise Invalid(**{path: "amount_form"})
    try:
        return parse(text, asset)
    except Invalid:
        raise Invalid(**{path: "amount_form"}) from None


def asset_of(code: str, path: str) -> Asset:
    """The asset of a code. Refusal: Invalid for one that is not kept here."""
    asset = ASSETS.get(code)
    if asset is None:
        raise Invalid(**{path: "asset_unknown"})
    return asset


class ErrorBody(Answer):
    code: str
    text: str
    fields: dict[str, object]


class ErrorForm(Answer):
    """`code` is stable, `text` is for people in their language."""

    error: ErrorBody


def time_text(at: Instant) -> str:
    """RFC 3339, UTC, milliseconds."""
    minute, rest = divmod(at, MINUTE)
    return f"{_minute_text(minute)}:{rest // SECOND:02d}.{rest // 1000 % 1000:03d}Z"


@lru_cache(maxsize=4096)
def _minute_text(minute: int) -> str:
    """Up to the minute; many times of one answer share it."""
    year, month, day, hour, past = gmtime(minute * 60)[:5]
    return f"{year:04d}-{month:02d}-{day:02d}T{hour:02d}:{past:02d}"


def read_time(text: str) -> Instant:
    """An RFC 3339 time with its zone. Raises ValueError."""
    if _TIME.fullmatch(text) is None:
        raise ValueError(text)
    when = datetime.fromisoformat(text)
    return Instant((when - _EPOCH) // timedelta(microseconds=1))


def _time(value: object) -> object:
    if not isinstance(value, str):
        raise PydanticCustomError("time_form", "not a time")
    try:
        return read_time(value)
    except (ValueError, OverflowError):
        raise PydanticCustomError("time_form", "not a time") from None


TimeQuery = Annotated[
    Instant,
    BeforeValidator(
        _time,
        json_schema_input_type=Annotated[str, Field(json_schema_extra={"format": "date-time"})],
    ),
]


def field_form(value: object) -> object:
    """A refusal's field as JSON: money in its form, states and ids as text."""
    if isinstance(value, Money):
        return {"asset": value.asset.code, "amount": value.text}
    if isinstance(value, Asset):
        return value.code
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, Mapping):
        return {str(name): field_form(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [field_form(inner) for inner in value]
    return value if value is None or isinstance(value, bool | int | str) else str(value)
