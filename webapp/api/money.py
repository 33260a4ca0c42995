"""Balances and the statement."""

import csv
import io
from collections.abc import AsyncIterator, Sequence
from typing import Annotated, Final

import orjson
from aiohttp import web
from pydantic import Field, StringConstraints

from domain.ledger import accounts
from domain.ledger.models import Line
from domain.ledger.ports import LineFilter
from domain.shared.ids import MILLISECOND, Instant
from webapp.balances import BalanceAnswer, balances_of
from webapp.forms import (
    LIMIT_MOST,
    AmountText,
    Answer,
    AssetCode,
    Items,
    ListOf,
    Paged,
    TimeQuery,
    TimeText,
    asset_of,
    time_text,
)
from webapp.routing import CSV, JSON, Call, Route, Written

_COLUMNS: Final = (
    "id",
    "at",
    "kind",
    "asset",
    "amount",
    "balance_after",
    "ref_kind",
    "ref_id",
)
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for the beginning of a formula."""


class BalancesAnswer(Items[BalanceAnswer]):
    pass


class RefAnswer(Answer):
    """The thing for which money moved."""

    kind: str
    id: str


class LineAnswer(Answer):
    """`amount` is negative for what went out; `balance_after` is what was posted then."""

    id: str
    at: TimeText
    kind: str
    asset: AssetCode
    amount: AmountText
    balance_after: AmountText
    ref: RefAnswer


class StatementQuery(Paged):
    """Both ends are included, `to` with the whole of its millisecond, as times are shown."""

    asset: AssetCode | None = None
    kind: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_-]{0,39}$")] | None = None
    since: TimeQuery | None = Field(None, alias="from")
    until: TimeQuery | None = Field(None, alias="to")


async def list_balances(call: Call) -> BalancesAnswer:
    """My balances"""
    return BalancesAnswer(items=await balances_of(call.deps.ledger, call.actor.id))


async def list_statement(call: Call) -> Written | web.StreamResponse:
    """My statement, newest first; all of it as CSV with `Accept: text/csv`"""
    asked = call.query(StatementQuery)
    which = LineFilter(
        asset=asset_of(asked.asset, "asset") if asked.asset else None,
        kind=asked.kind,
        since=asked.since,
        until=None if asked.until is None else Instant(asked.until + MILLISECOND),
    )
    if call.wants(CSV):
        return await _as_csv(call, which)
    page = await call.deps.ledger.statement(
        accounts.user(call.actor.id), which, cursor=asked.cursor, limit=asked.limit
    )
    return Written(
        orjson.dumps({"items": [line_form(line) for line in page.items], "next": page.next})
    )


def line_form(line: Line) -> dict[str, object]:
    """A LineAnswer as it is written; hundreds of them may stand in one answer."""
    amount, ref = line.amount, line.ref
    return {
        "id": line.id,
        "at": time_text(line.at),
        "kind": line.kind,
        "asset": amount.asset.code,
        "amount": amount.text,
        "balance_after": line.balance_after.text,
        "ref": {"kind": ref.kind, "id": ref.id},
    }


def line_answer(line: Line) -> LineAnswer:
    return LineAnswer.model_validate(line_form(line))


async def _as_csv(call: Call, which: LineFilter) -> web.StreamResponse:
    """The whole statement, written page by page as it is read."""
    answer = web.StreamResponse(
        headers={"Content-Disposition": 'attachment; filename="statement.csv"'}
    )
    answer.content_type = CSV
    answer.charset = "utf-8"
    pages = _pages(call, which)
    # The first page is read before anything is sent, so that a refusal still has its status.
    first = await anext(pages, ())
    await answer.prepare(call.request)
    if call.request.method == "HEAD":
        return answer
    await answer.write(csv_text([_COLUMNS]) + csv_text(map(csv_row, first)))
    async for lines in pages:
        await answer.write(csv_text(map(csv_row, lines)))
    await answer.write_eof()
    return answer


async def _pages(call: Call, which: LineFilter) -> AsyncIterator[Sequence[Line]]:
    path = accounts.user(call.actor.id)
    cursor = call.query(StatementQuery).cursor
    while True:
        page = await call.deps.ledger.statement(path, which, cursor=cursor, limit=LIMIT_MOST)
        yield page.items
        if page.next is None:
            return
        cursor = page.next


def csv_row(line: Line) -> tuple[str, ...]:
    return (
        line.id,
        time_text(line.at),
        line.kind,
        line.amount.asset.code,
        line.amount.text,
        line.balance_after.text,
        line.ref.kind,
        line.ref.id,
    )


def csv_words(text: str) -> str:
    """What people wrote, as a cell that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def csv_text(rows: "map[tuple[str, ...]] | list[tuple[str, ...]]") -> bytes:
    """RFC 4180."""
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue().encode()


ROUTES = (
    Route(method="GET", path="/api/v1/balances", handler=list_balances, answer=BalancesAnswer),
    Route(
        method="GET",
        path="/api/v1/statement",
        handler=list_statement,
        query=StatementQuery,
        answer=ListOf[LineAnswer],
        media=(JSON, CSV),
    ),
)
