"""A search as its parameters, the names and forms of `GET /gifts/listings`, and back.

Prices are decimal texts of whole TON, as everywhere at the edges; lists stand for "or". Sort,
facets and pages belong to looking, not to what is looked for: they are no part of it.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Final, TypeVar

from domain.gifts.names import NUMBER_BELOW
from domain.gifts.search import Include, NumberKind, Query, Sort, Trait
from domain.shared.money import TON, Money, parse
from domain.shared.refusals import AmountTooSmall, Invalid

Params = Mapping[str, Sequence[str]]
T = TypeVar("T")

VALUES_MOST: Final = 50
"""Of one parameter."""
VALUE_MOST: Final = 128
"""Characters of one value."""
_TRAITS: Final = tuple(trait.value for trait in Trait)
_BOOLS: Final = {"true": True, "false": False}
_DIGITS_MOST: Final = 10


def query_of(params: Params) -> Query:
    """Refusal: Invalid, its field the parameter."""
    unknown = set(params) - set(NAMES)
    if unknown:
        raise Invalid(field=min(unknown))
    for name, values in params.items():
        if len(values) > VALUES_MOST or any(len(value) > VALUE_MOST for value in values):
            raise Invalid(field=name)
    query = Query(
        q=_typed(params),
        collection=_all(params, "collection", str),
        model=_all(params, "model", str),
        backdrop=_all(params, "backdrop", str),
        symbol=_all(params, "symbol", str),
        market=_all(params, "market", str),
        onchain=_all(params, "onchain", _bool),
        number_min=_one(params, "number_min", _number),
        number_max=_one(params, "number_max", _number),
        number_kind=_all(params, "number_kind", NumberKind),
        price_min=_one(params, "price_min", _price),
        price_max=_one(params, "price_max", _price),
        include=_all(params, "include", Include),
        sort=_one(params, "sort", Sort) or Sort.PRICE,
    )
    _ordered("number", query.number_min, query.number_max)
    _ordered("price", query.price_min, query.price_max)
    return query


def params_of(query: Query) -> dict[str, tuple[str, ...]]:
    """What the query asks; nothing of what it leaves open."""
    found: dict[str, tuple[str, ...]] = {
        "q": (query.q,) if query.q else (),
        **{trait.value: query.values(trait) for trait in Trait},
        "onchain": tuple(str(value).lower() for value in query.onchain),
        "number_min": _text(query.number_min),
        "number_max": _text(query.number_max),
        "number_kind": tuple(kind.value for kind in query.number_kind),
        "price_min": _price_text(query.price_min),
        "price_max": _price_text(query.price_max),
        "include": tuple(part.value for part in query.include),
        "sort": (query.sort.value,) if query.sort is not Sort.PRICE else (),
    }
    return {name: values for name, values in found.items() if values}


NAMES: Final = frozenset(
    {
        *("q", *_TRAITS, "onchain", "number_min", "number_max", "number_kind"),
        *("price_min", "price_max", "include", "sort"),
    }
)


def _typed(params: Params) -> str:
    typed = _one(params, "q", str) or ""
    if not typed.isprintable():
        raise Invalid(field="q")
    return " ".join(typed.split())


def _one(params: Params, name: str, read: Callable[[str], T]) -> T | None:
    values = [value for value in params.get(name, ()) if value != ""]
    if len(values) > 1:
        raise Invalid(field=name)
    return _all(params, name, read)[0] if values else None


def _all(params: Params, name: str, read: Callable[[str], T]) -> tuple[T, ...]:
    try:
        return tuple(dict.fromkeys(read(value) for value in params.get(name, ()) if value != ""))
    except ValueError:
        raise Invalid(field=name) from None
    except Invalid:
        raise Invalid(field=name) from None


def _bool(text: str) -> bool:
    if text not in _BOOLS:
        raise ValueError(text)
    return _BOOLS[text]


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit()) or len(text) > _DIGITS_MOST:
        raise ValueError(text)
    if int(text) >= NUMBER_BELOW:
        raise ValueError(text)
    return int(text)


def _price(text: str) -> int:
    try:
        return parse(text, TON).units
    except AmountTooSmall:
        return 0


def _ordered(name: str, least: int | None, most: int | None) -> None:
    if least is not None and most is not None and least > most:
        raise Invalid(field=f"{name}_max")


def _text(number: int | None) -> tuple[str, ...]:
    return (str(number),) if number is not None else ()


def _price_text(units: int | None) -> tuple[str, ...]:
    return (Money(units, TON).text,) if units is not None else ()
