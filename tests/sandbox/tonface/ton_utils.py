"""PyPI `tonutils` at the face: its client, and a wallet of its making."""

import contextlib
from collections.abc import AsyncIterator

from ton_core import NetworkGlobalID
from tonutils.clients import ToncenterClient
from tonutils.contracts import WalletV5R1

from tests.sandbox.caller import Caller


@contextlib.asynccontextmanager
async def toncenter(url: str) -> AsyncIterator[ToncenterClient]:
    """A client with a key and without a limit of its own."""
    client = ToncenterClient(
        NetworkGlobalID.TESTNET, api_key="test", base_url=f"{url}/ton/api/v2", rps_limit=10_000
    )
    await client.connect()
    try:
        yield client
    finally:
        await client.close()


async def wallet(caller: Caller, client: ToncenterClient) -> WalletV5R1:
    """A wallet of tonutils with 50 TON."""
    made, _public, _private, _words = WalletV5R1.create(client)
    value = {"asset": "TON", "amount": "50"}
    await caller.post(f"/wallets/{made.address.to_str()}/faucet", {"value": value})
    return made
