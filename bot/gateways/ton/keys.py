"""The keys of the house's wallets: made, kept encrypted, used to sign, and never shown.

Each key has a role and belongs to one network: a key of the sandbox is of no use on a real chain.
Rotation makes a new active key and keeps the old one, retired, so that what still comes to its
wallet is not lost.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path
from typing import Final, NoReturn, Self

from nacl.signing import SigningKey

from bot.gateways.ton import key_file
from bot.gateways.ton.cells import HASH_BYTES, address_of
from bot.gateways.ton.highload import TIMEOUT_S, WALLET_ID, HighloadWallet, Runner, wallet_init
from bot.gateways.ton.key_file import PASSPHRASE_LEAST, Derivation, KeysRefused, Lock
from domain.shared.chance import Chance

SANDBOX: Final = "sandbox"
"""The mark of keys that are good for a local chain only."""
VERSION: Final = 1
NUMBERED_FIRST: Final = 1 << 24
"""Wallet ids from here on are numbered wallets."""
_CHECK: Final = b"souk"


class KeyRole(StrEnum):
    """What a wallet is for. `payout` also takes deposits where there is no `deposit`."""

    PAYOUT = "payout"
    DEPOSIT = "deposit"
    CONTROLLER = "controller"
    MINTER = "minter"


@dataclass(frozen=True, slots=True, kw_only=True)
class HouseKey:
    """A key as anybody may see it. `timeout_s` and `wallet_id` are part of the address."""

    role: KeyRole
    public: str
    address: str
    timeout_s: int
    wallet_id: int
    made_at_s: int
    active: bool
    sealed: str = field(repr=False)

    def about(self, network: str) -> str:
        """What is sealed in with the key: it opens under no other role or network."""
        wallet = f"{self.timeout_s}/{self.wallet_id}"
        return f"souk/{VERSION}/{network}/{self.role}/{wallet}/{self.public}"


class KeySigner:
    """Signs, and shows nothing but the public key."""

    __slots__ = ("__key", "public")

    def __init__(self, seed: bytes) -> None:
        self.__key = SigningKey(seed)
        self.public = bytes(self.__key.verify_key)

    def sign(self, digest: bytes) -> bytes:
        return self.__key.sign(digest).signature

    def __repr__(self) -> str:
        return f"KeySigner({self.public.hex()})"

    def __reduce__(self) -> NoReturn:
        raise TypeError("a key is not to be copied")


class KeyStore:
    """One file of keys of one network, open. Every change is written before it counts."""

    def __init__(
        self, path: Path, network: str, key: bytes, how: Derivation, keys: Sequence[HouseKey]
    ) -> None:
        self.path = path
        self.network = network
        self._key = key
        self._how = how
        self._keys = tuple(keys)

    @classmethod
    def create(
        cls,
        path: Path,
        network: str,
        lock: Lock,
        chance: Chance,
        *,
        how: Derivation | None = None,
    ) -> Self:
        """A new store without keys. Raises KeysRefused when there is one, and for a passphrase
        that is too short.
        """
        derivation = _derivation(lock, chance, how)
        store = cls(path, network, key_file.sealing_key(lock, derivation), derivation, ())
        try:
            key_file.write_private(path, store._dumped(()), new=True)
        except FileExistsError:
            raise KeysRefused(f"{path}: there is one already") from None
        return store

    @classmethod
    def open(cls, path: Path, network: str, lock: Lock) -> Self:
        """Raises KeysRefused: not there, not ours, of another network, wrong lock, altered."""
        try:
            told = json.loads(key_file.read_private(path))
            marked, how = str(told["network"]), Derivation.read(told["lock"])
            keys = tuple(_read(one) for one in told["keys"])
            check = str(told["check"])
        except (ValueError, KeyError, TypeError):
            raise KeysRefused(f"{path}: not a key store") from None
        if marked != network:
            raise KeysRefused(f"{path}: keys of {marked} are of no use on {network}")
        store = cls(path, network, key_file.sealing_key(lock, how), how, keys)
        key_file.unseal(check, store._key, store._about_check())
        for one in keys:
            store._signer(one)
        return store

    @property
    def keys(self) -> tuple[HouseKey, ...]:
        """Oldest first, retired ones too."""
        return self._keys

    @property
    def addresses(self) -> frozenset[str]:
        """Of all wallets that ever were the house's."""
        return frozenset(key.address for key in self._keys)

    def active(self, role: KeyRole) -> HouseKey | None:
        return next((key for key in self._keys if key.role is role and key.active), None)

    def wallet(self, role: KeyRole, reader: Runner) -> HighloadWallet:
        """The active wallet of the role. Raises KeysRefused when there is none."""
        key = self.active(role)
        if key is None:
            raise KeysRefused(f"{self.path}: no key for {role}")
        return self._wallet(key, reader)

    def retired(self, role: KeyRole, reader: Runner) -> tuple[HighloadWallet, ...]:
        """The wallets of the role before the active one, newest first."""
        former = [key for key in self._keys if key.role is role and not key.active]
        return tuple(self._wallet(key, reader) for key in reversed(former))

    def numbered(
        self, role: KeyRole, number: int, reader: Runner, address: str | None = None
    ) -> HighloadWallet:
        """One of as many wallets as are wanted of one key, told apart by their number: of the
        active key, or of the one that gives the address. Raises KeysRefused when none does.
        """
        assert 0 <= number < NUMBERED_FIRST, "wallet ids have 32 bits"
        for key in reversed(self._keys):
            if key.role is not role or (address is None and not key.active):
                continue
            wallet = HighloadWallet(
                self._signer(key),
                reader,
                timeout_s=key.timeout_s,
                wallet_id=NUMBERED_FIRST + number,
            )
            if address in {None, wallet.address}:
                return wallet
        raise KeysRefused(f"{self.path}: no key for {role}, number {number}")

    def add(
        self, role: KeyRole, seed: bytes, *, at_s: int, timeout_s: int = TIMEOUT_S
    ) -> HouseKey:
        """Take a key in, of 32 bytes; one that is active in its role retires. Raises KeysRefused
        for a key that is here already.
        """
        public = KeySigner(seed).public
        if any(key.public == public.hex() for key in self._keys):
            raise KeysRefused("this key is here already")
        bare = HouseKey(
            role=role,
            public=public.hex(),
            address=address_of(wallet_init(public, timeout_s=timeout_s)),
            timeout_s=timeout_s,
            wallet_id=WALLET_ID,
            made_at_s=at_s,
            active=True,
            sealed="",
        )
        made = replace(bare, sealed=key_file.seal(seed, self._key, bare.about(self.network)))
        others = (replace(k, active=k.active and k.role is not role) for k in self._keys)
        self._keep((*others, made))
        return made

    def generate(self, role: KeyRole, chance: Chance, *, at_s: int) -> HouseKey:
        return self.add(role, chance.token(HASH_BYTES), at_s=at_s)

    def relock(self, lock: Lock, chance: Chance, *, how: Derivation | None = None) -> None:
        """The same keys under another lock."""
        derivation = _derivation(lock, chance, how)
        key = key_file.sealing_key(lock, derivation)
        moved = []
        for one in self._keys:
            about = one.about(self.network)
            seed = key_file.unseal(one.sealed, self._key, about)
            moved.append(replace(one, sealed=key_file.seal(seed, key, about)))
        self._key, self._how = key, derivation
        self._keep(moved)

    def back_up(self, to: Path) -> None:
        """A copy, as encrypted as the store. Raises KeysRefused when something stands there."""
        try:
            key_file.write_private(to, self._dumped(self._keys), new=True)
        except FileExistsError:
            raise KeysRefused(f"{to}: there is something already") from None

    def __repr__(self) -> str:
        return f"KeyStore({self.path}, {self.network}, {len(self._keys)} keys)"

    def _wallet(self, key: HouseKey, reader: Runner) -> HighloadWallet:
        return HighloadWallet(
            self._signer(key), reader, timeout_s=key.timeout_s, wallet_id=key.wallet_id
        )

    def _signer(self, key: HouseKey) -> KeySigner:
        """Raises KeysRefused when the line was altered in any way."""
        signer = KeySigner(key_file.unseal(key.sealed, self._key, key.about(self.network)))
        init = wallet_init(signer.public, timeout_s=key.timeout_s, wallet_id=key.wallet_id)
        if signer.public.hex() != key.public or address_of(init) != key.address:
            raise KeysRefused(f"{self.path}: {key.role} is not what it says")
        return signer

    def _keep(self, keys: Sequence[HouseKey]) -> None:
        key_file.write_private(self.path, self._dumped(keys), new=False)
        self._keys = tuple(keys)

    def _dumped(self, keys: Sequence[HouseKey]) -> str:
        return key_file.dumped(
            {
                "version": VERSION,
                "network": self.network,
                "lock": self._how.dump(),
                "check": key_file.seal(_CHECK, self._key, self._about_check()),
                "keys": [_dump(key) for key in keys],
            }
        )

    def _about_check(self) -> str:
        return f"souk/{VERSION}/{self.network}/check"


def _derivation(lock: Lock, chance: Chance, how: Derivation | None) -> Derivation:
    """`how` gives the cost; the salt is always a new one."""
    if bool(lock.passphrase) == (lock.key_file is not None):
        raise KeysRefused("a key store is locked by a passphrase or by a key file, by one of them")
    if lock.key_file is not None:
        return Derivation()
    if len(lock.passphrase) < PASSPHRASE_LEAST:
        raise KeysRefused(f"a passphrase has at least {PASSPHRASE_LEAST} characters")
    return replace(how or Derivation(), salt=chance.token(key_file.SALT_BYTES))


def _dump(key: HouseKey) -> dict[str, object]:
    return {name: getattr(key, name) for name in HouseKey.__slots__}


def _read(told: Mapping[str, object]) -> HouseKey:
    return HouseKey(
        role=KeyRole(str(told["role"])),
        public=str(told["public"]),
        address=str(told["address"]),
        timeout_s=int(str(told["timeout_s"])),
        wallet_id=int(str(told["wallet_id"])),
        made_at_s=int(str(told["made_at_s"])),
        active=told["active"] is True,
        sealed=str(told["sealed"]),
    )
