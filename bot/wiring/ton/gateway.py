"""The chain's side put together: who reads and sends, whose keys sign, what proves a wallet."""

from dataclasses import dataclass
from pathlib import Path

from bot.gateways.ton.client import TonCenter
from bot.gateways.ton.highload import HighloadWallet
from bot.gateways.ton.lite import ConfigRefused, lite_servers
from bot.gateways.ton.proof import TonProofs
from bot.gateways.ton.second import LiteReader
from bot.settings import Settings, SettingsRefused
from bot.wiring.foundation import Foundation
from bot.wiring.ton.keys import KeyRole, KeyStore, house_keys
from domain.shared.money import know
from domain.ton.address import parse
from domain.ton.deposits.pay_links import Explorer, explorer_of
from domain.ton.models import Jetton
from domain.ton.refusals import AddressInvalid


@dataclass(frozen=True, slots=True, kw_only=True)
class TonGateway:
    """`keys` is None where the house has none: then it takes and pays no coins, and proofs of
    wallets are all that the chain is asked for.
    """

    center: TonCenter
    second: LiteReader | None
    proofs: TonProofs
    keys: KeyStore | None
    network: str
    jettons: tuple[Jetton, ...]

    async def close(self) -> None:
        await self.center.close()
        if self.second is not None:
            await self.second.close()

    def wallet(self, role: KeyRole) -> HighloadWallet | None:
        """None without an active key of the role."""
        if self.keys is None or self.keys.active(role) is None:
            return None
        return self.keys.wallet(role, self.center)


def ton_gateway(f: Foundation) -> TonGateway:
    """Raises SettingsRefused for keys that do not open and for jettons that are none."""
    settings = f.settings.ton
    center = TonCenter(
        settings.base,
        settings.key.get_secret_value(),
        calls_per_s=settings.calls_per_s,
        send_by=settings.send_by,
    )
    domain = f.settings.http.url.partition("://")[2].partition("/")[0]
    return TonGateway(
        center=center,
        second=_second(settings.lite_config),
        proofs=TonProofs(frozenset({domain}), settings.chain, f.clock, center),
        keys=house_keys(f.settings, f.chance, f.clock),
        network=settings.chain,
        jettons=_jettons(f.settings),
    )


def explorer(settings: Settings) -> Explorer:
    """Where people look at the chain."""
    return explorer_of(
        settings.ton.explorer, network=settings.ton.chain, sandbox=settings.sandbox.url
    )


def _second(config: Path | None) -> LiteReader | None:
    """A reader of another kind for large payments, where the settings name its servers."""
    if config is None:
        return None
    try:
        return LiteReader(lite_servers(config))
    except ConfigRefused as refused:
        raise SettingsRefused(f"SOUK_TON_LITE_CONFIG: {refused}") from refused


def _jettons(settings: Settings) -> tuple[Jetton, ...]:
    try:
        jettons = tuple(
            Jetton(master=parse(given.master).raw, symbol=given.symbol, decimals=given.decimals)
            for given in settings.ton.jettons
        )
    except AddressInvalid as refused:
        raise SettingsRefused(f"SOUK_TON_JETTONS: {refused}") from refused
    for jetton in jettons:
        know(jetton.asset, jetton.symbol)
    return jettons
