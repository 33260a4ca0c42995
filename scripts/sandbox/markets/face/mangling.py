"""What the faults of the markets do to an answer that was right."""

from collections import OrderedDict, deque
from collections.abc import Callable
from typing import Any

import orjson

from scripts.sandbox.markets.face.calls import Answer, as_json

FIREWALL = """<!DOCTYPE html>
<html lang="en-US"><head><title>Just a moment...</title>
<meta http-equiv="refresh" content="390"></head>
<body><h1>Sorry, you have been blocked</h1>
<p>Enable JavaScript and cookies to continue.</p></body></html>
"""
FIREWALL_HEADERS = {"Server": "cloudflare", "cf-ray": "8f0000000000dead-FRA"}
_PAGES_KEPT = 300
_VERSIONS_KEPT = 5
# In turn, one for each row: as text, nothing, negative, past 2^53, absurd, no number at all.
_ODD: tuple[Callable[[object], object], ...] = (
    lambda price: f" {price} TON",
    lambda _price: 0,
    lambda _price: -5,
    lambda _price: 2**60 + 1,
    lambda _price: 1e30,
    lambda _price: "free",
)


def rows_of(answer: Answer) -> list[Any] | None:
    """The rows of the page, in the body itself."""
    if answer.rows is None:
        return None
    found: Any = answer.body
    for step in answer.rows:
        found = found[step]
    return found if isinstance(found, list) else None


def copied(answer: Answer) -> Answer:
    """The same answer in values of its own, which may be spoiled."""
    body = orjson.loads(orjson.dumps(answer.body))
    return Answer(
        body=body,
        rows=answer.rows,
        status=answer.status,
        headers=answer.headers,
        render=answer.render,
    )


def duplicate(answer: Answer) -> Answer:
    """The first row twice."""
    made = copied(answer)
    if rows := rows_of(made):
        rows.insert(0, rows[0])
    return made


def reorder(answer: Answer) -> Answer:
    """Two neighbours swapped."""
    made = copied(answer)
    rows = rows_of(made)
    if rows is not None and len(rows) > 1:
        rows[0], rows[1] = rows[1], rows[0]
    return made


def unknown_fields(answer: Answer) -> Answer:
    """Fields that nobody has seen before, in every object; of a drawn page, in its rows."""
    made = copied(answer)
    _add_fields(made.body if made.render is as_json else rows_of(made))
    return made


def odd_prices(answer: Answer, keys: frozenset[str]) -> Answer:
    """Every price of the page odd in its own way."""
    made = copied(answer)
    rows = rows_of(made)
    for at, row in enumerate([made.body] if rows is None else rows):
        _spoil(row, keys, _ODD[at % len(_ODD)])
    return made


class OldPages:
    """What each question was answered with some answers ago."""

    def __init__(self) -> None:
        self._kept: OrderedDict[str, deque[tuple[bytes, str]]] = OrderedDict()

    def keep(self, question: str, page: tuple[bytes, str]) -> None:
        """Remember an answer."""
        pages = self._kept.setdefault(question, deque(maxlen=_VERSIONS_KEPT))
        if not pages or pages[-1] != page:
            pages.append(page)
        self._kept.move_to_end(question)
        if len(self._kept) > _PAGES_KEPT:
            self._kept.popitem(last=False)

    def oldest(self, question: str) -> tuple[bytes, str] | None:
        """The oldest one that is remembered."""
        pages = self._kept.get(question)
        return pages[0] if pages else None


def _add_fields(value: object) -> None:
    if isinstance(value, list):
        for one in value:
            _add_fields(one)
    elif isinstance(value, dict):
        for one in list(value.values()):
            _add_fields(one)
        value["newField"] = {"kind": "unheard-of", "values": [1, None, "x"]}
        value["experiment_2027"] = True


def _spoil(value: object, keys: frozenset[str], odd: Callable[[object], object]) -> None:
    if isinstance(value, list):
        for one in value:
            _spoil(one, keys, odd)
    elif isinstance(value, dict):
        for name, inner in value.items():
            if name in keys and not isinstance(inner, dict | list):
                value[name] = odd(inner)
            else:
                _spoil(inner, keys, odd)
