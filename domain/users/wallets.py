"""Wallet addresses that people have proved to be theirs. Linking one needs a TON proof."""

from domain.shared.actor import Actor
from domain.shared.ids import UserId
from domain.users.gate import Gate
from domain.users.models import Wallet
from domain.users.ports import WalletStore
from domain.users.refusals import WalletUnknown


class Wallets:
    def __init__(self, wallets: WalletStore, gate: Gate) -> None:
        self._wallets = wallets
        self._gate = gate

    async def mine(self, actor: Actor) -> tuple[Wallet, ...]:
        return await self._wallets.of(actor.id)

    async def owner(self, address: str) -> UserId:
        """Whose wallet it is. Refusal: WalletUnknown."""
        owner = await self._wallets.owner(address)
        if owner is None:
            raise WalletUnknown(address=address)
        return owner
