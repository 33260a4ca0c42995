"""The wallets of the world's people: by name or address, their keys from the world's chance."""

import base64
from collections.abc import Sequence
from dataclasses import dataclass

from pytoniq_core.boc.address import Address, AddressError

from scripts.sandbox.core import Core
from scripts.sandbox.forms import Json, Refusal
from scripts.sandbox.ton.cells import raw_address
from scripts.sandbox.ton.wallet_contracts import WalletContract

_KIND = "ton_wallet"
_RAW_LENGTH = 64
_FRIENDLY_LENGTH = 48


@dataclass(frozen=True, slots=True, kw_only=True)
class Wallet:
    """`person` is an id, 0 for nobody's; `seed` the 32 bytes of its key as hex."""

    number: int
    name: str
    person: int
    version: str
    seed: str
    address: str

    @property
    def contract(self) -> WalletContract:
        """The contract, with its key."""
        return WalletContract(self.version, bytes.fromhex(self.seed))

    def dump(self) -> Json:
        """As the store keeps it."""
        return {name: getattr(self, name) for name in Wallet.__slots__}


class Wallets:
    """All of them, in the order of their making."""

    def __init__(self, core: Core) -> None:
        self._core = core
        self._rows: dict[str, Wallet] = {}

    def clear(self) -> None:
        """A new world has none."""
        self._rows.clear()

    def load(self) -> None:
        """Take over those of a kept world."""
        rows = [row for _key, row in self._core.store.rows(_KIND)]
        # Written by `dump`, with their types.
        kept = [Wallet(**row) for row in rows]  # type: ignore[arg-type]
        self._rows = {one.name.lower(): one for one in sorted(kept, key=lambda one: one.number)}

    def all(self) -> Sequence[Wallet]:
        """Every wallet."""
        return list(self._rows.values())

    def of(self, person: int) -> Sequence[Wallet]:
        """Those of one person."""
        return [one for one in self._rows.values() if one.person == person]

    def named(self, name: str) -> Wallet | None:
        """The wallet of that name."""
        return self._rows.get(name.lower())

    def at(self, address: str) -> Wallet | None:
        """The wallet at that raw address."""
        return next((one for one in self._rows.values() if one.address == address), None)

    def create(self, *, name: str | None, person: int, version: str) -> Wallet:
        """A new wallet with a key of its own. Refuses: `taken`."""
        number = len(self._rows) + 1
        name = name or self._free_name(number)
        if self.named(name) is not None:
            raise Refusal("taken", name=name)
        seed, address = self._new_key(version)
        wallet = Wallet(
            number=number,
            name=name,
            person=person,
            version=version,
            seed=seed.hex(),
            address=address,
        )
        self._rows[name.lower()] = wallet
        self._core.store.mark(_KIND, f"{number:09d}", wallet.dump)
        return wallet

    def _new_key(self, version: str) -> tuple[bytes, str]:
        """Chance that was set back to its beginning would give keys that are there already."""
        while True:
            seed = self._core.chance.raw(32, "wallets")
            address = WalletContract(version, seed).address
            if self.at(address) is None:
                return seed, address

    def _free_name(self, number: int) -> str:
        while self.named(f"wallet{number}") is not None:
            number += 1
        return f"wallet{number}"


def read_address(text: str) -> tuple[str, bool | None] | None:
    """Any form of an address: raw, or friendly in either alphabet; None for what is none.

    With it, whether the form asks for messages that bounce: None for the raw form.
    """
    if ":" in text:
        return _raw(text)
    plain = text.translate(_URL_SAFE)
    if len(plain) != _FRIENDLY_LENGTH or not plain.isascii():
        return None
    try:
        address = Address(plain)
    except (AddressError, ValueError):
        return None
    tag = base64.urlsafe_b64decode(plain)[0] & 0x7F
    if tag not in (0x11, 0x51):
        return None
    return raw_address(address), address.is_bounceable


_URL_SAFE = str.maketrans("+/", "-_")


def friendly(raw: str, *, bounceable: bool = False) -> str:
    """As people see it: `UQ…`, or `EQ…` for contracts."""
    workchain, _, account = raw.partition(":")
    address = Address((int(workchain), bytes.fromhex(account)))
    return str(address.to_str(is_bounceable=bounceable))


def _raw(text: str) -> tuple[str, None] | None:
    workchain, _, account = text.partition(":")
    if workchain not in ("0", "-1") or len(account) != _RAW_LENGTH:
        return None
    try:
        return f"{workchain}:{bytes.fromhex(account).hex()}", None
    except ValueError:
        return None
