"""The methods of toncenter's v3 index, by their path under `/api/v3`."""

from scripts.sandbox.ton.face.calls import Method
from scripts.sandbox.ton.face.v3 import accounts as v3_accounts
from scripts.sandbox.ton.face.v3 import blocks as v3_blocks
from scripts.sandbox.ton.face.v3 import jettons as v3_jettons
from scripts.sandbox.ton.face.v3 import messages as v3_messages
from scripts.sandbox.ton.face.v3 import nfts as v3_nfts
from scripts.sandbox.ton.face.v3 import traces as v3_traces
from scripts.sandbox.ton.face.v3 import transactions as v3_transactions

METHODS: dict[str, Method] = {
    **v3_transactions.METHODS,
    **v3_messages.METHODS,
    **v3_traces.METHODS,
    **v3_accounts.METHODS,
    **v3_blocks.METHODS,
    **v3_nfts.METHODS,
    **v3_jettons.METHODS,
}
