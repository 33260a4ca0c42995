"""The methods of toncenter's v2."""

from scripts.sandbox.ton.face import v2_accounts, v2_blocks, v2_sending, v2_transactions
from scripts.sandbox.ton.face.calls import Method

METHODS: dict[str, Method] = {
    **v2_accounts.METHODS,
    **v2_transactions.METHODS,
    **v2_sending.METHODS,
    **v2_blocks.METHODS,
}
