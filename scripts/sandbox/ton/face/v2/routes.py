"""The methods of toncenter's v2."""

from scripts.sandbox.ton.face.calls import Method
from scripts.sandbox.ton.face.v2 import accounts as v2_accounts
from scripts.sandbox.ton.face.v2 import blocks as v2_blocks
from scripts.sandbox.ton.face.v2 import sending as v2_sending
from scripts.sandbox.ton.face.v2 import transactions as v2_transactions

METHODS: dict[str, Method] = {
    **v2_accounts.METHODS,
    **v2_transactions.METHODS,
    **v2_sending.METHODS,
    **v2_blocks.METHODS,
}
