"""The explorer's page at `/ton` and what it shows, as JSON of its own.

It looks at the chain itself, so neither the limits nor the faults of the faces are in its way,
and its calls stand in no log.
"""

from collections.abc import Callable

from aiohttp import web

from scripts.sandbox import statics
from scripts.sandbox.forms import Json, Refusal
from scripts.sandbox.routes import json_response
from scripts.sandbox.ton.face.args import Args
from scripts.sandbox.ton.face.calls import Call, Memo
from scripts.sandbox.ton.face.shown import Shown
from scripts.sandbox.ton.face.view import View
from scripts.sandbox.ton.face.wire import BadForm, raw_address, read_cell, read_hash
from scripts.sandbox.ton.state import Ton

BASE = "/ton/explorer"
PAGE = "explorer.html"
_MESSAGES_MAX = 255
Look = Callable[[Shown, str, web.Request], Json]


def routes(ton: Ton) -> list[web.RouteDef]:
    """The page under each of its addresses, and its data."""
    explorer = Explorer(ton)
    pages = ("/ton", "/ton/", BASE, f"{BASE}/{{what:address|tx|block}}/{{which:[^/]+}}")
    return [
        *(web.get(path, _page, allow_head=False) for path in pages),
        web.get(f"{BASE}/data/home", explorer.home, allow_head=False),
        web.get(f"{BASE}/data/address/{{which}}", explorer.address, allow_head=False),
        web.get(f"{BASE}/data/tx/{{which}}", explorer.tx, allow_head=False),
        web.get(f"{BASE}/data/block/{{which}}", explorer.block, allow_head=False),
        web.post(f"{BASE}/data/preview", explorer.preview),
    ]


class Explorer:
    """Each answer is of this moment."""

    def __init__(self, ton: Ton) -> None:
        self._ton = ton
        self._memo = Memo()

    async def home(self, _request: web.Request) -> web.StreamResponse:
        """The last blocks and transactions."""
        return json_response(self._shown().home())

    async def address(self, request: web.Request) -> web.StreamResponse:
        """An account with a page of its transactions, newest first. Refuses: `invalid`."""
        try:
            address = raw_address(request.match_info["which"])
        except BadForm:
            named = self._ton.wallets.named(request.match_info["which"])
            if named is None:
                raise Refusal("not-found", address=request.match_info["which"]) from None
            address = named.address
        return json_response(self._shown().account(address, before=_before(request)))

    async def tx(self, request: web.Request) -> web.StreamResponse:
        """A transaction by its hash, or by that of a message that it took or sent."""
        shown = self._shown()
        try:
            found = shown.found(read_hash(request.match_info["which"]))
        except BadForm:
            found = None
        if found is None:
            raise Refusal("not-found", transaction=request.match_info["which"])
        return json_response(shown.details(found))

    async def block(self, request: web.Request) -> web.StreamResponse:
        """A block with its transactions."""
        which = request.match_info["which"]
        known = which.isascii() and which.isdigit() and len(which) < 12
        shown = self._shown()
        block = shown.view.block(int(which)) if known else None
        if block is None:
            raise Refusal("not-found", block=which)
        return json_response(shown.block(block))

    async def preview(self, request: web.Request) -> web.StreamResponse:
        """What a wallet shows of messages that an app asks it to sign. Refuses: `invalid`."""
        try:
            body = await request.json()
            asked = [dict(one) for one in body["messages"]][:_MESSAGES_MAX]
            return json_response(
                {"messages": [self._shown().preview(_asked(one)) for one in asked]}
            )
        except (KeyError, TypeError, ValueError) as error:
            raise Refusal("invalid", messages=str(error)) from error

    def _shown(self) -> Shown:
        view = View(self._ton.chain)
        call = Call(args=Args({}), view=view, memo=self._memo)
        return Shown(self._ton, call)


def _asked(one: dict[str, object]) -> Json:
    """A message of TON Connect's `sendTransaction`, read. ValueError for what is none."""
    amount = str(one["amount"])
    if not (amount.isascii() and amount.isdigit() and len(amount) < 20):
        raise BadForm("an amount is nano, as text")
    payload, init = one.get("payload"), one.get("stateInit")
    return {
        "to": raw_address(str(one["address"])),
        "amount": amount,
        "body": None if not payload else read_cell(str(payload)),
        "init": None if not init else read_cell(str(init)),
    }


def _before(request: web.Request) -> int | None:
    told = request.query.get("before", "")
    return int(told) if told.isascii() and told.isdigit() and len(told) < 21 else None


async def _page(_request: web.Request) -> web.StreamResponse:
    return statics.page(PAGE)
