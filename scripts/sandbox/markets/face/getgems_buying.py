"""Buying on GetGems: the transaction that a wallet is to sign, for lots on the chain."""

from scripts.sandbox.markets import names
from scripts.sandbox.markets.face import getgems_rows as rows
from scripts.sandbox.markets.face.calls import Answer, Asked, FaceError
from scripts.sandbox.markets.rows import FIX, TON

_TIMEOUT_MS = 300_000


def buy(asked: Asked) -> Answer:
    """What to pay to the contract that sells; a version that is not the sale's is refused.

    The contract is not deployed: who pays it the price has bought, when the block is made.
    """
    gift = rows.gift_at(asked, asked.found["nft"])
    lot = asked.book.listing(rows.MARKET, gift.key)
    if lot is None or not lot.onchain or lot.sale_kind != FIX or lot.asset != TON:
        raise FaceError(400, {"success": False, "name": "NftNotForSale", "errors": []})
    if asked.fields.get("version") != rows.version(lot):
        raise FaceError(400, {"success": False, "name": "VersionMismatch", "errors": []})
    payment = {"to": lot.contract, "amount": str(lot.price), "payload": None, "stateInit": None}
    response = {
        "uuid": names.uuid_of(f"buy/{lot.key}/{rows.version(lot)}"),
        "from": None,
        "timeout": asked.markets.now_ms + _TIMEOUT_MS,
        "list": [payment],
    }
    return Answer(body={"success": True, "response": response})
