"""v3: what jetton and NFT transfers are asked by, whichever of the two they are."""

from collections.abc import Callable
from typing import TypeVar

from scripts.sandbox.forms import Json
from scripts.sandbox.ton.face.calls import Call
from scripts.sandbox.ton.face.pages import address_book, page_of, span_of
from scripts.sandbox.ton.face.transfers import Transfer, transfers
from scripts.sandbox.ton.face.v3.transactions import direction_of

Token = TypeVar("Token")


def transfers_of(
    call: Call, opcode: int, asked: Callable[[Transfer], Token | None]
) -> tuple[list[tuple[Transfer, Token]], Json]:
    """The page of transfers, each with its token as `asked` gives it (None: not asked for), and
    the book of their ends. By time, owner and direction. Raises FaceError.
    """
    page, span, direction = page_of(call.args), span_of(call.args), direction_of(call)
    owners = set(call.args.addresses("owner_address"))
    found: list[tuple[Transfer, Token]] = []
    for one in transfers(call.view, opcode):
        if not span.has(lt=one.tx.lt, utime=one.tx.utime):
            continue
        sides = {"in": [one.destination], "out": [one.source]}
        ends = sides.get(direction or "", [one.source, one.destination])
        token = asked(one)
        if token is not None and (not owners or owners & set(ends)):
            found.append((one, token))
    rows = page.cut(found)
    told = {end for one, _token in rows for end in (one.source, one.destination)}
    return rows, address_book(call.view, told)
