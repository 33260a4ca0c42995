"""A look at one contract on the chain, without a store and without a running app."""

from bot.gateways.ton.client import TonCenter
from bot.gateways.ton.escrow import TonEscrow
from bot.settings import Settings
from domain.ton.escrows.models import ContractView


async def read_contract(
    settings: Settings, address: str, *, chain: str = ""
) -> tuple[str, ContractView | None]:
    """The hash of our own code, and the contract at the raw address; None when the reader's words
    do not agree. `chain` is another base address than that of the settings. Raises GatewayError.
    """
    given = settings.ton
    key = given.key.get_secret_value()
    center = TonCenter(
        chain or given.base, key, calls_per_s=given.calls_per_s, send_by=given.send_by
    )
    try:
        contract = TonEscrow(center)
        return contract.code_hash, await contract.read(address)
    finally:
        await center.close()
