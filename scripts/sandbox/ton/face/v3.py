"""The methods of toncenter's v3 index, by their path under `/api/v3`."""

from scripts.sandbox.ton.face import (
    v3_accounts,
    v3_blocks,
    v3_jettons,
    v3_messages,
    v3_nfts,
    v3_traces,
    v3_transactions,
)
from scripts.sandbox.ton.face.calls import Method

METHODS: dict[str, Method] = {
    **v3_transactions.METHODS,
    **v3_messages.METHODS,
    **v3_traces.METHODS,
    **v3_accounts.METHODS,
    **v3_blocks.METHODS,
    **v3_nfts.METHODS,
    **v3_jettons.METHODS,
}
