"""The house's keys: where their store lies, what opens it, and the sandbox's own, made at once."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Final

from pytoniq_core.crypto.keys import mnemonic_is_valid, mnemonic_to_private_key

from bot.gateways.ton.key_file import KEY_BYTES, KeysRefused, Lock, write_private
from bot.gateways.ton.keys import SANDBOX, HouseKey, KeyRole, KeyStore
from bot.settings import Settings, SettingsRefused
from domain.shared.chance import Chance
from domain.shared.clock import Clock
from domain.shared.ids import SECOND

__all__ = ["HouseKey", "KeyRole", "KeyStore", "KeysRefused", "Lock", "house_keys"]

STORE_FILE: Final = "ton-keys.json"
KEY_FILE: Final = "ton-keys.key"
WORDS: Final = 24
_HEX_DIGITS: Final = 64


def house_keys(settings: Settings, chance: Chance, clock: Clock) -> KeyStore | None:
    """The store that the settings name; None when there is none, and then the house has no
    wallets. In the sandbox it is made at the first start. Raises SettingsRefused.
    """
    try:
        if settings.sandbox.on:
            return _sandbox_keys(settings.data.folder, chance, clock)
        path = store_path(settings)
        return KeyStore.open(path, network(settings), lock(settings)) if path.exists() else None
    except KeysRefused as refused:
        raise SettingsRefused(f"SOUK_TON_KEYS: {refused}") from None


def store_path(settings: Settings) -> Path:
    return settings.ton.keys or settings.data.folder / STORE_FILE


def network(settings: Settings) -> str:
    """How keys are marked: keys of the sandbox are for nothing else."""
    return SANDBOX if settings.sandbox.on else settings.ton.chain


def lock(settings: Settings) -> Lock:
    passphrase = settings.ton.passphrase.get_secret_value()
    return Lock(passphrase=passphrase, key_file=None if passphrase else settings.ton.key_file)


def new_key_file(path: Path, chance: Chance) -> None:
    """64 hex digits, owner-only. FileExistsError when something stands there."""
    write_private(path, chance.token(KEY_BYTES).hex() + "\n", new=True)


def seed_of(text: str) -> bytes:
    """32 bytes out of what a person types: 64 hex digits, or the 24 words of a wallet. Raises
    KeysRefused.
    """
    words = text.split()
    if len(words) == 1 and len(words[0]) == _HEX_DIGITS:
        with suppress(ValueError):
            return bytes.fromhex(words[0])
    if len(words) == WORDS and mnemonic_is_valid(words):
        return bytes(mnemonic_to_private_key(words)[1])[:KEY_BYTES]
    raise KeysRefused(f"neither {_HEX_DIGITS} hex digits nor {WORDS} words of a wallet")


def _sandbox_keys(folder: Path, chance: Chance, clock: Clock) -> KeyStore:
    """Two starts at once agree on one store: whoever comes second opens the first one's."""
    path, opener = folder / STORE_FILE, folder / KEY_FILE
    with suppress(FileExistsError):
        new_key_file(opener, chance)
    if not path.exists():
        _filled(path, opener, chance, lambda: clock.now() // SECOND)
    return KeyStore.open(path, SANDBOX, Lock(key_file=opener))


def _filled(path: Path, opener: Path, chance: Chance, at_s: Callable[[], int]) -> None:
    aside = path.with_name(f"{path.name}.{chance.token(8).hex()}")
    store = KeyStore.create(aside, SANDBOX, Lock(key_file=opener), chance)
    try:
        for role in KeyRole:
            store.generate(role, chance, at_s=at_s())
        with suppress(FileExistsError):
            path.hardlink_to(aside)
    finally:
        aside.unlink()
