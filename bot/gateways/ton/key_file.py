"""The file of the key store: keys sealed one by one, everything about them readable.

Sealed by XChaCha20-Poly1305 under a key that comes from a passphrase (Argon2id) or stands in a
file of its own; role, network and public key are sealed in, so that no line can take another's
place. Files are the owner's alone (mode 600) and replaced whole.
"""

import json
import os
import stat
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from nacl import pwhash
from nacl.exceptions import CryptoError
from nacl.secret import Aead

SALT_BYTES: Final = pwhash.argon2id.SALTBYTES
KEY_BYTES: Final = Aead.KEY_SIZE
PASSPHRASE_LEAST: Final = 12
OWNER_ONLY: Final = 0o600
_OTHERS: Final = stat.S_IRWXG | stat.S_IRWXO
_HEX: Final = 2


class KeysRefused(Exception):
    """The key store cannot be used; the text says why and holds nothing secret."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lock:
    """What opens the store: either of the two. Neither shows itself."""

    passphrase: str = field(default="", repr=False)
    key_file: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Derivation:
    """How the sealing key comes about: by Argon2id with this salt, or (no salt) from a file."""

    salt: bytes = b""
    ops: int = pwhash.argon2id.OPSLIMIT_MODERATE
    memory_bytes: int = pwhash.argon2id.MEMLIMIT_MODERATE

    def dump(self) -> dict[str, object]:
        if not self.salt:
            return {"by": "key-file"}
        return {
            "by": "argon2id",
            "salt": self.salt.hex(),
            "ops": self.ops,
            "memory_bytes": self.memory_bytes,
        }

    @classmethod
    def read(cls, told: Mapping[str, object]) -> "Derivation":
        if told.get("by") == "key-file":
            return cls()
        return cls(
            salt=bytes.fromhex(str(told["salt"])),
            ops=int(str(told["ops"])),
            memory_bytes=int(str(told["memory_bytes"])),
        )


def sealing_key(lock: Lock, how: Derivation) -> bytes:
    """32 bytes. Raises KeysRefused when the lock is not of the store's kind."""
    if how.salt:
        if not lock.passphrase:
            raise KeysRefused("the key store is locked by a passphrase, and none is given")
        return pwhash.argon2id.kdf(
            KEY_BYTES,
            lock.passphrase.encode(),
            how.salt,
            opslimit=how.ops,
            memlimit=how.memory_bytes,
        )
    if lock.key_file is None:
        raise KeysRefused("the key store is locked by a key file, and none is named")
    return read_key_file(lock.key_file)


def seal(secret: bytes, key: bytes, about: str) -> str:
    """Hex. `about` is sealed in without being hidden."""
    return bytes(Aead(key).encrypt(secret, about.encode())).hex()


def unseal(sealed: str, key: bytes, about: str) -> bytes:
    """Raises KeysRefused for a wrong lock, and for a line that was altered."""
    try:
        return Aead(key).decrypt(bytes.fromhex(sealed), about.encode())
    except (CryptoError, ValueError):
        raise KeysRefused("the key store does not open: wrong lock, or altered") from None


def read_key_file(path: Path) -> bytes:
    """64 hex digits for the owner's eyes only."""
    try:
        key = bytes.fromhex(read_private(path).strip())
    except ValueError:
        raise KeysRefused(f"{path}: not 64 hex digits") from None
    if len(key) != KEY_BYTES:
        raise KeysRefused(f"{path}: not {_HEX * KEY_BYTES} hex digits")
    return key


def read_private(path: Path) -> str:
    """Raises KeysRefused when it is not there, or when others may read it."""
    try:
        mode = path.stat().st_mode
        if mode & _OTHERS:
            raise KeysRefused(f"{path}: others may read it; chmod 600")
        return path.read_text(encoding="ascii")
    except (OSError, UnicodeDecodeError) as error:
        raise KeysRefused(f"{path}: {type(error).__name__}") from None


def write_private(path: Path, text: str, *, new: bool) -> None:
    """Whole or not at all, owner-only from the first byte. `new`: FileExistsError when it is
    there already.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(f"{path.name}.{os.getpid()}")
    aside.unlink(missing_ok=True)
    descriptor = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY)
    try:
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        if new:
            path.hardlink_to(aside)
        else:
            aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)


def dumped(told: Mapping[str, object]) -> str:
    return json.dumps(told, indent=1) + "\n"
